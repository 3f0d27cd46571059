import { describe, expect, it } from "vitest";
import {
  type AnyFacts,
  can,
  canReadHistory,
  hats,
  LIFECYCLES,
  type LifecycleName,
  roomMode,
} from "../../shared/machine.ts";
import { type Actor, type Party, ROLE_NAMES, type Role } from "../../shared/roles.ts";
import type { Room } from "../../shared/rooms.ts";

const PROGRAM = "larkfield";
const LETTERS = ["R", "W", "K", "S", "X", "C"] as const;
type Column = "LES" | "SA" | "PC" | "SRO" | "EXE" | "CUS";

const person = (userId: string, role: Role, party: Party = "agency"): Actor => ({
  userId,
  programId: PROGRAM,
  role,
  party,
});
const PEOPLE: Record<Column, Actor> = {
  LES: person("u_les", "supervisor"),
  SA: person("u_sa", "administrator", "district"),
  PC: person("u_pc", "coordinator", "district"),
  SRO: person("u_sro", "officer"),
  EXE: person("u_exe", "executive"),
  CUS: person("u_cus", "custodian"),
};
const OUTSIDERS = [
  person("u_les2", "supervisor"),
  person("u_sa2", "administrator", "district"),
  person("u_sro2", "officer"),
  person("u_pan", "panelist", "community"),
  { ...person("u_les", "supervisor"), programId: "elsewhere" },
];

const facts = (lifecycle: LifecycleName, state: string, more: Partial<AnyFacts> = {}): AnyFacts => ({
  lifecycle,
  state,
  programId: PROGRAM,
  ownerId: "u_sro",
  leads: ["u_les", "u_sa"],
  ...more,
});

const held = (actor: Actor, part: string, of: AnyFacts) =>
  LETTERS.filter((letter) => can(actor, letter, part as never, of as never)).join("");

/**
 * The rows Probation, Eval and Removal of the domain's table, written down a second time, apart from the lifecycles.
 * A part that is left out is for nobody. "*" before a part: its author's, see CASE-4.
 */
const ALL = { LES: "R", SA: "R", PC: "R", SRO: "R", EXE: "R" } as const;
const STEP = { LES: "RX", SA: "R", PC: "RX", SRO: "R", EXE: "R" } as const;
const COUNT = { LES: "C", SA: "C", PC: "C" } as const;
const JOINT = { LES: "R", SA: "R", PC: "R", EXE: "R" } as const;
const BOTH = { LES: "R", SA: "R" } as const;
const KEPT = { ...ALL, CUS: "R" } as const;
const LOG = {
  leave: { LES: "RW", SA: "RW", PC: "RW", SRO: "R", EXE: "R" },
  notices: { ...ALL, LES: "RW", SRO: "RKS" },
};
const PLAN = { LES: "RWS", SA: "RK", PC: "RX", SRO: "RKS", EXE: "R" } as const;
const WRITTEN = { self: { ...BOTH, SRO: "R" }, draft: BOTH, feedback: JOINT, ratings: JOINT, text: JOINT };
const EVIDENCE = { LES: "RW", SA: "RW", PC: "C", SRO: "RK", EXE: "R" } as const;

type Row = Record<string, Partial<Record<Column, string>>>;
const TABLE: Record<string, Record<string, Row>> = {
  probation: {
    planned: { plan: { LES: "RWS", SA: "RWS", PC: "RX", SRO: "RS", EXE: "R" } },
    running: { plan: { ...ALL, PC: "RX", SRO: "RS" }, ...LOG, remediation: PLAN, outcome: { LES: "RW", SA: "RK" } },
    deciding: {
      plan: { ...ALL, PC: "RX", SRO: "RS" },
      ...LOG,
      remediation: PLAN,
      outcome: { LES: "RWS", SA: "RKS", PC: "RX", SRO: "RS", EXE: "RS" },
    },
    decided: { plan: KEPT, leave: KEPT, notices: KEPT, remediation: KEPT, outcome: KEPT },
  },
  checkpoint: {
    planned: { status: STEP },
    self: { status: STEP, self: { ...COUNT, SRO: "RW" } },
    input: { status: STEP, self: { LES: "RC", SA: "RC", PC: "C", SRO: "R" }, input: COUNT },
    joint: {
      status: STEP,
      self: { ...JOINT, SRO: "R" },
      input: BOTH,
      ratings: { ...JOINT, LES: "RWX" },
      section: { ...JOINT, SA: "RW" },
      narrative: { ...JOINT, LES: "RW", SA: "RW" },
    },
    presented: {
      status: STEP,
      self: { ...JOINT, SRO: "R" },
      input: BOTH,
      ratings: JOINT,
      section: JOINT,
      narrative: JOINT,
      review: { LES: "RSX", SA: "RS", PC: "R", SRO: "RKS", EXE: "R" },
    },
    sealed: { status: ALL, review: KEPT },
  },
  evaluation: {
    goals: { goals: { LES: "RWS", SA: "RWS", PC: "RX", SRO: "RS", EXE: "R" } },
    year: { goals: ALL, evidence: { LES: "RWX", SA: "RW", PC: "XC", SRO: "RWK", EXE: "R" } },
    self: { goals: ALL, evidence: { ...EVIDENCE, SRO: "RWK" }, self: { ...COUNT, SRO: "RW" } },
    parallel: { goals: ALL, evidence: EVIDENCE, self: { ...BOTH, SRO: "R" }, draft: COUNT, feedback: COUNT },
    together: {
      goals: { ...ALL, PC: "RX" },
      evidence: EVIDENCE,
      self: WRITTEN.self,
      draft: BOTH,
      feedback: { LES: "R", SA: "RW", EXE: "R" },
      ratings: { LES: "RWX", SA: "R", EXE: "R" },
      text: { LES: "RW", SA: "RK", EXE: "R" },
    },
    frozen: { goals: ALL, evidence: ALL, ...WRITTEN, document: { LES: "RSX", SA: "R", PC: "RX", EXE: "R" } },
    feedbackSigned: { goals: ALL, evidence: ALL, ...WRITTEN, document: { LES: "RX", SA: "RS", PC: "RX", EXE: "R" } },
    presented: {
      goals: ALL,
      evidence: ALL,
      ...WRITTEN,
      document: { LES: "RSX", SA: "R", PC: "R", SRO: "RS", EXE: "R" },
    },
    response: { goals: ALL, evidence: ALL, ...WRITTEN, document: ALL, response: { ...ALL, SRO: "RW" } },
    review: { goals: ALL, evidence: ALL, ...WRITTEN, document: { ...ALL, PC: "RX", EXE: "RKS" }, response: ALL },
    sealed: { goals: KEPT, evidence: KEPT, document: KEPT, response: KEPT },
  },
  removal: {
    requested: { request: { LES: "RWS", SA: "RWS", PC: "RX", SRO: "R", EXE: "R" } },
    mediation: {
      request: { ...ALL, PC: "RX" },
      agencySide: { ...ALL, LES: "RW" },
      districtSide: { ...ALL, SA: "RW" },
      officerSide: { ...ALL, SRO: "RW" },
      minutes: { LES: "RWX", SA: "RWX", PC: "RX", SRO: "R", EXE: "R" },
    },
    deciding: {
      request: ALL,
      agencySide: ALL,
      districtSide: ALL,
      officerSide: ALL,
      minutes: ALL,
      decision: { LES: "RWS", SA: "RS", PC: "RX", SRO: "RK", EXE: "RWS" },
    },
    resolved: ended(),
    reassigned: ended(),
  },
};

function ended(): Row {
  const parts = ["request", "agencySide", "districtSide", "officerSide", "minutes", "decision"];
  return Object.fromEntries(parts.map((part) => [part, KEPT]));
}

const cases = Object.keys(TABLE) as LifecycleName[];
const statesOf = (name: LifecycleName) =>
  Object.entries(LIFECYCLES[name].states as Record<string, { parts: Record<string, unknown> }>);

describe("an officer's case", () => {
  it("[CASE-3] gives each hat exactly the letters of the domain's table, in every state", () => {
    let letters = 0;
    for (const name of cases) {
      expect(Object.keys(TABLE[name] ?? {}).sort()).toEqual(Object.keys(LIFECYCLES[name].states).sort());
      for (const [state, { parts }] of statesOf(name))
        for (const part of Object.keys(parts))
          for (const [column, actor] of Object.entries(PEOPLE)) {
            const expected = TABLE[name]?.[state]?.[part]?.[column as Column] ?? "";
            expect(held(actor, part, facts(name, state)), `${name}.${state} ${part} ${column}`).toBe(expected);
            letters += expected.length;
          }
    }
    expect(letters).toBeGreaterThan(300);
  });

  it("[CASE-1] does not exist for leads of other cases, other officers, panelists and other programs", () => {
    for (const name of cases)
      for (const [state, { parts }] of statesOf(name))
        for (const actor of OUTSIDERS) {
          expect(hats(actor, facts(name, state))).toEqual([]);
          for (const part of Object.keys(parts)) expect(held(actor, part, facts(name, state))).toBe("");
          // Nor for anybody who leads, where nobody was named.
          const unnamed = facts(name, state, { leads: undefined });
          expect(hats(PEOPLE.LES, unnamed)).toEqual([]);
          expect(hats(PEOPLE.SA, unnamed)).toEqual([]);
        }
  });

  it("[CASE-2] is never led, signed for or decided by the person it is about", () => {
    for (const role of ROLE_NAMES)
      for (const name of cases)
        for (const [state, { parts }] of statesOf(name)) {
          const self = person("u_sro", role);
          const of = facts(name, state, { leads: ["u_sro", "u_sa"], authorId: "u_sro" });
          expect(hats(self, of)).toEqual(["owner"]);
          for (const part of Object.keys(parts)) expect(held(self, part, of)).toBe(held(PEOPLE.SRO, part, of));
        }
  });

  it("[CASE-4] keeps what a lead writes alone from everybody else until the exchange", () => {
    const alone = [
      ["checkpoint", "input", "input", "u_les"],
      ["checkpoint", "input", "input", "u_sa"],
      ["evaluation", "parallel", "draft", "u_les"],
      ["evaluation", "parallel", "feedback", "u_sa"],
    ] as const;
    for (const [name, state, part, authorId] of alone)
      for (const submitted of [false, true])
        for (const actor of [...Object.values(PEOPLE), ...OUTSIDERS]) {
          const letters = held(actor, part, facts(name, state, { authorId, submitted }));
          if (actor.userId === authorId && actor.programId === PROGRAM) expect(letters).toBe(submitted ? "RC" : "RWC");
          else expect(["", "C"]).toContain(letters);
        }
    const room: Room = {
      programId: PROGRAM,
      kind: "checkpoint",
      recordId: "c",
      part: "input",
      userId: "u_sa",
      revision: 1,
    };
    const exchanged = { facts: facts("checkpoint", "joint", { authorId: "u_sa", submitted: true }), revision: 1 };
    // After the exchange others read what was handed in, and never the room: it holds words that were taken out.
    expect(held(PEOPLE.LES, "input", exchanged.facts)).toBe("R");
    expect(roomMode(PEOPLE.LES, room, exchanged)).toBe(null);
    expect(canReadHistory(PEOPLE.LES, room, exchanged)).toBe(false);
    expect(canReadHistory(PEOPLE.SA, room, exchanged)).toBe(true);
  });

  it("[CASE-5] opens a text for proposals only to whoever has K there, and never in an older revision", () => {
    const text: Room = { programId: PROGRAM, kind: "evaluation", recordId: "e", part: "text", revision: 2 };
    const now = { facts: facts("evaluation", "together"), revision: 2 };
    expect(roomMode(PEOPLE.SA, text, now)).toBe("suggest");
    expect(roomMode(PEOPLE.LES, text, now)).toBe("write");
    expect(roomMode(PEOPLE.SA, { ...text, revision: 1 }, now)).toBe("read");
    for (const [state] of statesOf("evaluation"))
      for (const part of ["goals", "self", "draft", "feedback", "ratings", "text", "response"] as const)
        for (const actor of [...Object.values(PEOPLE), ...OUTSIDERS]) {
          const mode = roomMode(actor, { ...text, part }, { facts: facts("evaluation", state), revision: 2 });
          if (mode === "suggest") expect([state, part, actor.userId]).toEqual(["together", "text", "u_sa"]);
        }
  });
});
