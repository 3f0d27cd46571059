import { useReading, useUnsent } from "#app/interview/use-card.ts";
import { type Room, useRoom } from "#app/workspace/room.ts";
import type { RemovalPage } from "#server/pages/removal.ts";
import { contentHash } from "#shared/content-hash.ts";
import { readMinutes, readRemovalDecision, readSide } from "#shared/documents/removal.ts";
import type { RemovalContent } from "#shared/documents/removal-record.ts";
import type { Side } from "#shared/rooms.ts";

/** The live rooms of a review, what stands in them at this moment, and the fingerprint of that. */
export interface LiveRemoval {
  sides: Record<Side, Room>;
  minutes: Room;
  decision: Room;
  said: RemovalContent;
  hash: string;
  /** How many of this window's words have not arrived yet. */
  unsent: number;
}

/** Opens the rooms in which something is still written; the rest is read as the server gave it. */
export function useRemoval(page: RemovalPage): LiveRemoval {
  const { said, state } = page;
  const mediation = state === "mediation";
  // The page stays awake: somebody may answer, set the meeting, sign.
  useRoom(page.room?.name ?? null, page.room?.mode ?? "read", { why: "the request no longer changes." });
  const side = (of: Side) => page.sides?.find((one) => one.side === of)?.room ?? null;
  const sides = {
    agency: useSide(mediation ? side("agency") : null),
    district: useSide(mediation ? side("district") : null),
    officer: useSide(mediation ? side("officer") : null),
  };
  const minutes = useRoom(mediation ? (page.minutes?.room?.name ?? null) : null, page.minutes?.room?.mode ?? "read", {
    why: "the two leads write the minutes.",
  });
  const decision = useRoom(page.decision?.room?.name ?? null, page.decision?.room?.mode ?? "read", {
    why: "the executives decide.",
  });
  const given = (of: Side) => said.sides.find((one) => one.side === of)?.words ?? "";
  const words: Record<Side, string> = {
    agency: useReading(sides.agency, given("agency"), readSide),
    district: useReading(sides.district, given("district"), readSide),
    officer: useReading(sides.officer, given("officer"), readSide),
  };
  const blocks = useReading(minutes, said.minutes, readMinutes);
  const decided = useReading(decision, null, readRemovalDecision);
  const unsent =
    useUnsent(sides.agency) +
    useUnsent(sides.district) +
    useUnsent(sides.officer) +
    useUnsent(minutes) +
    useUnsent(decision);
  const now: RemovalContent = {
    ...said,
    sides: said.sides.map((one) => ({ side: one.side, words: words[one.side] })),
    minutes: blocks,
    ...(decided ? { outcome: decided.decision ?? "settled", why: decided.why } : {}),
  };
  return { sides, minutes, decision, said: now, hash: page.hash ?? contentHash(now), unsent };
}

function useSide(handle: { name: string; mode: Room["mode"] } | null): Room {
  return useRoom(handle?.name ?? null, handle?.mode ?? "read", { why: "each side writes its own words." });
}
