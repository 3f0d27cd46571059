import { removalContent } from "#db/removal-record.ts";
import { type Removal, removalById, removalRoom, sideRoom } from "#db/removals.ts";
import { readMinutes, readRemovalDecision, readRequest, readSide } from "#shared/documents/removal.ts";
import type { RemovalContent } from "#shared/documents/removal-record.ts";
import { hats } from "#shared/machine.ts";
import { SIDES } from "#shared/rooms.ts";
import type { AppContext, CommandContext, Outcome } from "../context.ts";
import { type Fingerprint, fingerprint } from "../records/hash.ts";

/** The removal review, when it exists for this person; `null` otherwise, whatever the cause. */
export function openRemovalRecord({ db, viewer }: Pick<CommandContext, "db" | "viewer">, id: string): Removal | null {
  const record = removalById(db, viewer.programId, id);
  return record && hats(viewer, record.facts).length > 0 ? record : null;
}

/** After the commit, in the same tick: every screen of this review is judged again and loads again. */
export function removalChanged({ rooms }: Pick<AppContext, "rooms">, { row }: Pick<Removal, "row">): Outcome {
  rooms.recordChanged(row.programId, "removal", row.id);
  return { ok: true };
}

/**
 * What would be signed now: all that stands in the rooms, with this outcome. An edit gives another hash, so that a
 * signature on the words before says nothing any more.
 */
export function removalNow(
  { db, rooms }: Pick<AppContext, "db" | "rooms">,
  record: Removal,
  as?: { outcome: RemovalContent["outcome"]; why: string },
): Fingerprint & { said: RemovalContent } {
  const { row } = record;
  const decided = row.state === "deciding" ? readRemovalDecision(rooms.read(removalRoom(row, "decision"))) : null;
  const held = row.state !== "requested";
  const said = removalContent(db, record, {
    request: readRequest(rooms.read(removalRoom(row, "request"))),
    sides: SIDES.map((side) => ({ side, words: held ? readSide(rooms.read(sideRoom(row, side))) : "" })),
    minutes: held ? readMinutes(rooms.read(removalRoom(row, "minutes"))) : [],
    outcome: as?.outcome ?? decided?.decision ?? "settled",
    why: as?.why ?? decided?.why ?? "",
  });
  return { ...fingerprint(said), said };
}
