import { describe, expect, it } from "vitest";
import type { Letter } from "../../shared/lifecycles/shape.ts";
import {
  type AnyFacts,
  can,
  canMove,
  hasRight,
  hats,
  LIFECYCLES,
  type LifecycleName,
  next,
  opensPage,
  roomMode,
} from "../../shared/machine.ts";
import { PROGRAM_RIGHTS, type ProgramRight } from "../../shared/program-rights.ts";
import { type Actor, PARTY_NAMES, ROLE_NAMES, ROLES, roleFits } from "../../shared/roles.ts";
import { parseRoom, type Room, roomName } from "../../shared/rooms.ts";

const PROGRAM = "larkfield";
const OWNER = "u_owner";
const LETTERS: Letter[] = ["R", "W", "S", "X", "C"];
const CASES: readonly LifecycleName[] = ["probation", "checkpoint", "evaluation", "removal"];

/** Every kind of person there can be for a record: each role × in this program or another × owner or not × recused or not. */
const people: { actor: Actor; recused: boolean }[] = ROLE_NAMES.flatMap((role) =>
  PARTY_NAMES.filter((party) => roleFits(role, party)).flatMap((party) =>
    [PROGRAM, "elsewhere"].flatMap((programId) =>
      [OWNER, "u_other"].flatMap((userId) =>
        [true, false].map((recused) => ({ actor: { userId, programId, role, party }, recused })),
      ),
    ),
  ),
);

function facts(lifecycle: LifecycleName, state: string, recused: boolean, actor: Actor, openScoring = false): AnyFacts {
  return {
    lifecycle,
    state,
    programId: PROGRAM,
    ownerId: OWNER,
    panel: [OWNER, "u_other"],
    recused: recused ? [actor.userId] : [],
    openScoring,
    leads: [OWNER, "u_other"],
  };
}

/** Every cell of every table: lifecycle × state × part × letter × person. */
function* cells(openScoring = false) {
  for (const name of Object.keys(LIFECYCLES) as LifecycleName[]) {
    const { states } = LIFECYCLES[name];
    for (const [state, row] of Object.entries(states)) {
      for (const part of Object.keys(row.parts)) {
        for (const letter of LETTERS) {
          for (const { actor, recused } of people) {
            const f = facts(name, state, recused, actor, openScoring);
            yield {
              name,
              state,
              part,
              letter,
              actor,
              recused,
              facts: f,
              granted: can(actor, letter, part as never, f as never),
            };
          }
        }
      }
    }
  }
}

describe("permissions", () => {
  it("[PERM-1] a person of another program gets nothing, not even that the record exists", () => {
    let seen = 0;
    for (const cell of cells()) {
      if (cell.actor.programId === PROGRAM) continue;
      seen++;
      if (cell.granted || hats(cell.actor, cell.facts).length > 0) expect.fail(JSON.stringify(cell));
    }
    expect(seen).toBeGreaterThan(1000);
  });

  it("[PERM-2] before the reveal only its owner reads a card", () => {
    const before = ["assigned", "disclosed", "draft", "submitted", "recused", "missing"];
    const readers = [...cells()].filter(
      (cell) => cell.name === "card" && before.includes(cell.state) && cell.letter === "R" && cell.granted,
    );
    expect(readers.length).toBeGreaterThan(0);
    for (const cell of readers) expect(cell.actor.userId, JSON.stringify(cell)).toBe(OWNER);
  });

  it("[PERM-3] a coordinator never writes notes, scores or results, and reads no card before the reveal in either scoring mode", () => {
    for (const open of [false, true]) {
      for (const cell of cells(open)) {
        if (cell.actor.role !== "coordinator" || cell.actor.userId === OWNER) continue;
        if (cell.name === "card" && cell.letter === "R" && !["revealed", "sealed"].includes(cell.state))
          expect(cell.granted, JSON.stringify(cell)).toBe(false);
        if ((cell.name === "card" || cell.name === "interview") && (cell.letter === "W" || cell.letter === "S"))
          expect(cell.granted, JSON.stringify(cell)).toBe(false);
      }
    }
  });

  it("[PERM-4] nothing sealed, closed or decided can be written or signed by anyone", () => {
    for (const cell of cells()) {
      if (!["sealed", "closed", "decided", "resolved", "reassigned"].includes(cell.state)) continue;
      if (cell.letter === "W" || cell.letter === "S") expect(cell.granted, JSON.stringify(cell)).toBe(false);
    }
  });

  it("[PERM-5] only the two leads sign, the two executives what binds their organizations, the officer a receipt", () => {
    const bind = ["mou", "decision", "probation", "evaluation", "removal"];
    for (const cell of cells()) {
      if (cell.letter !== "S" || !cell.granted) continue;
      if (CASES.includes(cell.name) && cell.actor.userId === OWNER) continue;
      const signers = ["supervisor", "administrator"];
      if (bind.includes(cell.name)) signers.push("executive");
      expect(signers, JSON.stringify(cell)).toContain(cell.actor.role);
    }
  });

  it("[PERM-6] a room opens for writing only where the table says W, and never in an older revision", () => {
    const rooms: Room[] = [
      { programId: PROGRAM, kind: "process", recordId: "p1", part: "agreement", revision: 2 },
      { programId: PROGRAM, kind: "interview", recordId: "i1", part: "notes", revision: 2 },
      { programId: PROGRAM, kind: "interview", recordId: "i1", part: "joint", revision: 2 },
      { programId: PROGRAM, kind: "interview", recordId: "i1", part: "card", userId: OWNER, revision: 2 },
    ];
    let writers = 0;
    for (const room of rooms) {
      const name = room.part === "card" ? "card" : room.kind;
      for (const state of Object.keys(LIFECYCLES[name].states)) {
        for (const { actor, recused } of people) {
          const f = facts(name, state, recused, actor);
          const write = can(actor, "W", room.part as never, f as never);
          if (write) writers++;
          expect(roomMode(actor, room, { facts: f, revision: 2 }) === "write").toBe(write);
          expect(roomMode(actor, { ...room, revision: 1 }, { facts: f, revision: 2 })).not.toBe("write");
          expect(roomMode(actor, { ...room, programId: "elsewhere" }, { facts: f, revision: 2 })).toBe(null);
        }
      }
    }
    expect(writers).toBeGreaterThan(10);
  });

  it("[PERM-7] every move leads from known states to a known state, and its makers wear a hat of that record", () => {
    for (const [name, table] of Object.entries(LIFECYCLES)) {
      const states = Object.keys(table.states);
      expect(states).toContain(table.initial);
      for (const [move, row] of Object.entries(table.moves)) {
        expect(states, `${name}.${move}`).toContain(row.to);
        for (const from of row.from) {
          expect(states, `${name}.${move}`).toContain(from);
          expect(next(name as never, from as never, move as never)).toBe(row.to);
        }
        if (row.by.length === 0)
          for (const { actor, recused } of people)
            expect(
              canMove(actor, move as never, facts(name as LifecycleName, row.from[0] ?? "", recused, actor) as never),
            ).toBe(false);
      }
      const reached = new Set([table.initial, ...Object.values(table.moves).map((row) => row.to)]);
      expect(
        states.filter((state) => !reached.has(state as never)),
        `${name}: states no move reaches`,
      ).toEqual([]);
    }
  });

  it("[PERM-8] a panelist who is not on the panel has no hat", () => {
    const actor: Actor = { userId: "u_far", programId: PROGRAM, role: "panelist", party: "community" };
    expect(hats(actor, { lifecycle: "interview", state: "live", programId: PROGRAM, panel: [OWNER] })).toEqual([]);
  });

  it("[PERM-9] a session limited to one interview gets nothing outside it, nothing once sealed, and no right", () => {
    let held = 0;
    for (const cell of [...cells(), ...cells(true)]) {
      const at = (interviewId?: string) =>
        can({ ...cell.actor, only: "i1" }, cell.letter, cell.part as never, { ...cell.facts, interviewId } as never);
      const inside = cell.name === "interview" || cell.name === "card";
      if (at("i2") || at(undefined) || at("i1") !== (inside && cell.state !== "sealed" && cell.granted))
        expect.fail(JSON.stringify(cell));
      if (at("i1")) held++;
    }
    expect(held).toBeGreaterThan(100);
    const visitor: Actor = { userId: OWNER, programId: PROGRAM, role: "coordinator", party: "district", only: "i1" };
    for (const right of Object.keys(PROGRAM_RIGHTS) as ProgramRight[]) {
      expect(hasRight(visitor, right, PROGRAM)).toBe(false);
      expect(hasRight({ ...visitor, only: undefined }, right, PROGRAM)).toBe(true);
    }
    expect(
      ["/interviews/i1", "/interviews/i1/debrief", "/history/interview/i1/notes/1"].map((p) => opensPage(visitor, p)),
    ).toEqual([true, true, true]);
    expect(
      ["/interviews/i2", "/interviews", "/desk", "/", "/interviews/i1x", "/history/process/i1"].some((p) =>
        opensPage(visitor, p),
      ),
    ).toBe(false);
  }, 90_000);

  it("[INT-5] before the kit is acknowledged nobody writes a card, in either scoring mode", () => {
    let opened = 0;
    for (const open of [false, true])
      for (const state of Object.keys(LIFECYCLES.card.states))
        for (const { actor, recused } of people) {
          const read = facts("card", state, recused, actor, open);
          expect(can<"card">(actor, "W", "card", { ...read, kitUnread: true } as never), state).toBe(false);
          if (can<"card">(actor, "W", "card", read as never)) opened++;
        }
    expect(opened).toBeGreaterThan(0);
  });

  it("[INT-8] an observer's hat reads session and notes, writes nothing, and is nothing to a card", () => {
    for (const { actor, recused } of people) {
      if (actor.programId !== PROGRAM || actor.userId === OWNER || recused) continue;
      for (const open of [false, true]) {
        const plain = (name: LifecycleName, state: string) => ({
          ...facts(name, state, false, actor, open),
          panel: [],
        });
        const observed = (name: LifecycleName, state: string) => ({ ...plain(name, state), observers: [actor.userId] });
        for (const state of Object.keys(LIFECYCLES.interview.states))
          for (const part of ["session", "notes", "course", "observers", "joint", "result"] as const)
            for (const letter of LETTERS) {
              const more =
                can<"interview">(actor, letter, part, observed("interview", state) as never) &&
                !can<"interview">(actor, letter, part, plain("interview", state) as never);
              if (!more) continue;
              expect(letter).toBe("R");
              expect(["session", "notes"], state).toContain(part);
              if (part === "notes") expect(["live", "scoring"]).toContain(state);
            }
        for (const state of Object.keys(LIFECYCLES.card.states))
          for (const letter of LETTERS)
            expect(can<"card">(actor, letter, "card", observed("card", state) as never)).toBe(
              can<"card">(actor, letter, "card", plain("card", state) as never),
            );
      }
    }
  });

  it("a role fits only the parties the table names", () => {
    expect(roleFits("supervisor", "district")).toBe(false);
    expect(ROLE_NAMES.every((role) => ROLES[role].parties.length > 0)).toBe(true);
  });
});

describe("room names", () => {
  it("build and parse agree, and nothing else parses", () => {
    const room: Room = {
      programId: "larkfield",
      kind: "interview",
      recordId: "itv_1",
      part: "card",
      userId: "usr_2",
      revision: 1,
    };
    expect(roomName(room)).toBe("larkfield/interview/itv_1/card-usr_2/r1");
    expect(parseRoom(roomName(room))).toEqual(room);
    const place = { programId: "larkfield", recordId: "r_1", revision: 3 };
    const year: [Room, string][] = [
      [{ ...place, kind: "checkpoint", part: "input", userId: "usr_2" }, "larkfield/checkpoint/r_1/input-usr_2/r3"],
      [{ ...place, kind: "checkpoint", part: "narrative" }, "larkfield/checkpoint/r_1/narrative/r3"],
      [{ ...place, kind: "evaluation", part: "text" }, "larkfield/evaluation/r_1/text/r3"],
      [{ ...place, kind: "removal", part: "side", side: "district" }, "larkfield/removal/r_1/side-district/r3"],
    ];
    for (const [one, name] of year) {
      expect(roomName(one)).toBe(name);
      expect(parseRoom(name)).toEqual(one);
    }
    for (const bad of [
      "",
      "larkfield",
      "larkfield/interview/i/agreement/r1",
      "larkfield/process/p/notes/r1",
      "larkfield/interview/i/notes/r0",
      "larkfield/interview/i/card/r1",
      "../interview/i/notes/r1",
      "larkfield/checkpoint/r/input/r1",
      "larkfield/checkpoint/r/self-usr_2/r1",
      "larkfield/evaluation/r/narrative/r1",
      "larkfield/evaluation/r/input-usr_2/r1",
      "larkfield/removal/r/side-community/r1",
      "larkfield/removal/r/side/r1",
      "larkfield/probation/r/plan/r1",
      "larkfield/interview/i/notes/r1/x",
    ]) {
      expect(parseRoom(bad), bad).toBe(null);
    }
  });
});
