import { type Grants, lifecycle } from "./shape.ts";

/** Which step it is at, and by when; X plans the day of the meeting. */
const status: Grants = { supervisor: "RX", administrator: "R", coordinator: "RX", executive: "R", owner: "R" };
/** That it is written, or handed in, and never a word of it. */
const counted = { supervisor: "C", administrator: "C", coordinator: "C" } as const;
const CLOSED = { self: {}, input: {}, ratings: {}, section: {}, narrative: {}, review: {} } as const;
const exchanged: Grants = { supervisor: "R", administrator: "R" };
const written: Grants = { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" };

/**
 * One checkpoint of a probation. The officer writes first; both leads then write without seeing each other; the joint
 * review is written together with unequal pens; it is presented, answered and sealed. Parts: `status`; `self` the
 * officer's; `input` what one lead writes alone (its author's, until the exchange); `ratings` the supervisor's;
 * `section` the administrator's; `narrative` of both; `review` what is presented and signed. The owner is the officer.
 * Source: NASRO 2021, "Collaboration During the Probationary Period" (the administrator takes part where possible, as
 * agreed).
 */
export const checkpoint = lifecycle({
  initial: "planned",
  isCase: true,
  alone: ["self", "input"],
  states: {
    planned: {
      label: "Planned",
      meaning: "Its day has not come",
      parts: { ...CLOSED, status },
    },
    self: {
      label: "The officer writes",
      meaning: "The self-assessment, before anybody else has written",
      parts: { ...CLOSED, status, self: { ...counted, owner: "RW" } },
    },
    input: {
      label: "Both leads write",
      meaning: "Each alone; neither sees the other's words until both have submitted or the day has passed",
      parts: {
        ...CLOSED,
        status,
        self: { ...counted, supervisor: "RC", administrator: "RC", owner: "R" },
        input: { ...counted, author: "RW", submitter: "R" },
      },
    },
    joint: {
      label: "Joint review being written",
      meaning:
        "The supervisor rates; the administrator's section is the administrator's alone; the rest is written by both",
      parts: {
        ...CLOSED,
        status,
        self: { ...written, owner: "R" },
        input: exchanged,
        ratings: { ...written, supervisor: "RWX" },
        section: { ...written, administrator: "RW" },
        narrative: { ...written, supervisor: "RW", administrator: "RW" },
      },
    },
    presented: {
      label: "Presented",
      meaning: "The text is fixed by its hash; the officer answers it, then both leads sign text and answer",
      parts: {
        status,
        self: { ...written, owner: "R" },
        input: exchanged,
        ratings: written,
        section: written,
        narrative: written,
        review: { supervisor: "RSX", administrator: "RS", coordinator: "R", executive: "R", owner: "RKS" },
      },
    },
    sealed: {
      label: "Sealed",
      meaning: "Exact text, answer and signatures are kept for good",
      parts: {
        ...CLOSED,
        status: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        review: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R", custodian: "R" },
      },
    },
  },
  moves: {
    open: {
      from: ["planned"],
      to: "self",
      by: ["supervisor", "coordinator"],
      meaning: "Ask the officer for the self-assessment; the day does it too",
    },
    submitSelf: { from: ["self"], to: "input", by: ["owner"], meaning: "Hand the self-assessment over" },
    passSelf: { from: ["self"], to: "input", by: [], meaning: "The day passed without a self-assessment" },
    exchange: { from: ["input"], to: "joint", by: [], meaning: "Both leads submitted, or the day passed" },
    present: { from: ["joint"], to: "presented", by: ["supervisor"], meaning: "Fix the text and present it" },
    reopen: {
      from: ["presented"],
      to: "joint",
      by: ["supervisor"],
      meaning: "Change the text; signatures and answer already given become void",
    },
    seal: { from: ["presented"], to: "sealed", by: [], meaning: "The officer answered, and both leads signed" },
  },
});
