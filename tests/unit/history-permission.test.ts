import { describe, expect, it } from "vitest";
import { historyPath, roomOfPath } from "../../shared/history-path.ts";
import { type AnyFacts, canReadHistory, LIFECYCLES, type LifecycleName, roomMode } from "../../shared/machine.ts";
import { type Actor, PARTY_NAMES, ROLE_NAMES, roleFits } from "../../shared/roles.ts";
import type { Room } from "../../shared/rooms.ts";

const PROGRAM = "larkfield";
const OWNER = "u_owner";

/** Everybody there can be: each role, in this program or another, owner of the card or not, recused or not. */
const people = ROLE_NAMES.flatMap((role) =>
  PARTY_NAMES.filter((party) => roleFits(role, party)).flatMap((party) =>
    [PROGRAM, "elsewhere"].flatMap((programId) =>
      [OWNER, "u_other"].flatMap((userId) =>
        [true, false].map((recused) => ({ actor: { userId, programId, role, party } as Actor, recused })),
      ),
    ),
  ),
);

const interviewRoom = (part: "session" | "notes" | "joint"): Room => ({
  programId: PROGRAM,
  kind: "interview",
  recordId: "i",
  part,
  revision: 1,
});
const ROOMS: { room: Room; lifecycle: LifecycleName }[] = [
  {
    room: { programId: PROGRAM, kind: "process", recordId: "p", part: "agreement", revision: 1 },
    lifecycle: "process",
  },
  { room: interviewRoom("notes"), lifecycle: "interview" },
  { room: interviewRoom("joint"), lifecycle: "interview" },
  { room: interviewRoom("session"), lifecycle: "interview" },
  {
    room: { programId: PROGRAM, kind: "interview", recordId: "i", part: "card", userId: OWNER, revision: 1 },
    lifecycle: "card",
  },
];

describe("who may read a history", () => {
  it("[HIST-5] whoever may read the room now; of a card its owner alone, in every state, open scoring or not", () => {
    let granted = 0;
    for (const { room, lifecycle } of ROOMS)
      for (const state of Object.keys(LIFECYCLES[lifecycle].states))
        for (const { actor, recused } of people)
          for (const openScoring of [true, false])
            for (const revision of [1, 2]) {
              const facts: AnyFacts = {
                lifecycle,
                state,
                programId: PROGRAM,
                ownerId: lifecycle === "card" ? OWNER : undefined,
                panel: [OWNER, "u_other"],
                recused: recused ? [actor.userId] : [],
                openScoring,
              };
              const may = canReadHistory(actor, room, { facts, revision });
              const reads = roomMode(actor, room, { facts, revision }) !== null;
              const whose = `${actor.role} ${actor.userId} of ${actor.programId}: ${room.part}, ${state}`;
              if (room.part === "session") expect(may, whose).toBe(false);
              else if (room.part === "card") expect(may, whose).toBe(reads && actor.userId === OWNER);
              else expect(may, whose).toBe(reads);
              if (may) granted++;
            }
    expect(granted).toBeGreaterThan(100);
  });

  it("[HIST-5] an address leads into the reader's own program, and to the reader's own card", () => {
    const reader = { programId: PROGRAM, userId: OWNER };
    for (const { room } of ROOMS) {
      const [, , kind, recordId, part, revision] = historyPath(room).split("/");
      expect(roomOfPath(reader, { kind, recordId, part, revision })).toEqual(room);
    }
    expect(roomOfPath(reader, { kind: "interview", recordId: "../i", part: "notes", revision: "r1" })).toBeNull();
    expect(roomOfPath(reader, { kind: "interview", recordId: "i", part: "notes", revision: "r0" })).toBeNull();
  });
});
