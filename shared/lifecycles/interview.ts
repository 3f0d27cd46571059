import type { Role } from "../roles.ts";
import { lifecycle } from "./shape.ts";

/** Who can be admitted to listen: members who neither rate nor lead nor coordinate. Officers may be the candidate's peers. */
export const OBSERVER_ROLES: readonly Role[] = ["executive", "custodian", "panelist"];

const panelOf = (letters: string) => ({ supervisor: letters, administrator: letters, panelist: letters });
const session = {
  supervisor: "RX",
  administrator: "RX",
  panelist: "R",
  coordinator: "RX",
  recusedLead: "R",
  observer: "R",
} as const;
const course = { ...panelOf("R"), supervisor: "RX", administrator: "RX", coordinator: "R", recusedLead: "R" } as const;
const courseFixed = { ...panelOf("R"), coordinator: "R", recusedLead: "R" } as const;
const admits = { supervisor: "X", administrator: "X", coordinator: "X" } as const;

/**
 * One candidate's interview: questions asked live, cards scored alone, cards revealed together, a joint scorecard
 * agreed, the panel result signed by both leads in order and sealed. Parts: `session` who is here and where we are;
 * `notes` shared facts; `course` where it left the agreed course, and a lead's reasons (X); `observers` who is admitted
 * to listen (X admits); `joint` the joint scorecard; `result` the panel result. An observer reads the questions and the
 * shared notes until the cards open, and nothing anybody rated.
 */
export const interview = lifecycle({
  initial: "briefed",
  visits: ["briefed", "live", "scoring", "consensus", "frozen"],
  states: {
    briefed: {
      label: "Not started",
      meaning: "The panel reads the kit and declares conflicts",
      parts: { session, notes: {}, course: {}, observers: admits, joint: {}, result: {} },
    },
    live: {
      label: "Interview live",
      meaning: "Questions are asked; facts go to the shared notes, judgement to each person's card",
      parts: {
        session,
        notes: { ...panelOf("RW"), coordinator: "R", observer: "R" },
        course,
        observers: admits,
        joint: {},
        result: {},
      },
    },
    scoring: {
      label: "Cards being finished",
      meaning: "The interview is over; each panelist finishes and submits their own card",
      parts: {
        session,
        notes: { ...panelOf("R"), coordinator: "R", observer: "R" },
        course,
        observers: {},
        joint: {},
        result: {},
      },
    },
    consensus: {
      label: "Joint scorecard",
      meaning: "All cards are open; the panel agrees a joint scorecard",
      parts: {
        session,
        notes: { ...panelOf("R"), coordinator: "R" },
        course,
        observers: {},
        joint: { ...panelOf("RW"), coordinator: "R" },
        result: { ...panelOf("RX"), coordinator: "R" },
      },
    },
    frozen: {
      label: "Waiting for signatures",
      meaning: "The result is fixed by its hash: the supervisor signs first, then the administrator",
      parts: {
        session,
        notes: { ...panelOf("R"), coordinator: "R" },
        course: { ...courseFixed, executive: "R" },
        observers: {},
        joint: { ...panelOf("R"), coordinator: "R", executive: "R" },
        result: {
          supervisor: "RSX",
          administrator: "RSX",
          panelist: "R",
          coordinator: "R",
          executive: "R",
          recusedLead: "RSX",
        },
      },
    },
    sealed: {
      label: "Sealed",
      meaning: "Exact content, hash and signatures are kept for good",
      parts: {
        session: { ...session, executive: "R", custodian: "R" },
        notes: { ...panelOf("R"), coordinator: "R", executive: "R", custodian: "R" },
        course: { ...courseFixed, executive: "R", custodian: "R" },
        observers: {},
        joint: { ...panelOf("R"), coordinator: "R", executive: "R", custodian: "R" },
        result: { ...panelOf("R"), coordinator: "R", executive: "R", custodian: "R", recusedLead: "R" },
      },
    },
  },
  moves: {
    start: { from: ["briefed"], to: "live", by: ["supervisor", "administrator"], meaning: "Start the interview" },
    endQuestions: {
      from: ["live"],
      to: "scoring",
      by: ["supervisor", "administrator"],
      meaning: "End the questions; notes close",
    },
    reveal: {
      from: ["scoring"],
      to: "consensus",
      by: ["supervisor", "administrator"],
      meaning: "Open all cards together",
    },
    freeze: {
      from: ["consensus"],
      to: "frozen",
      by: ["supervisor", "administrator"],
      meaning: "Fix the joint scorecard for signing",
    },
    reopen: {
      from: ["frozen"],
      to: "consensus",
      by: ["supervisor", "administrator"],
      meaning: "Change the joint scorecard; signatures already given become void",
    },
    seal: { from: ["frozen"], to: "sealed", by: [], meaning: "The second signature seals the panel result" },
  },
});
