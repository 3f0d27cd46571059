import { lifecycle } from "./shape.ts";

/**
 * One checkpoint of a probation. The officer writes first; both leads then write without seeing each other; the joint
 * review is written together with unequal pens; it is presented, answered and sealed. Parts: `self`; `supervisorInput`
 * and `administratorInput`; `ratings` the supervisor's; `section` the administrator's; `narrative` of both; `review`
 * what is presented and signed. The owner is the officer. Source: NASRO 2021, "Collaboration During the Probationary
 * Period" (the administrator takes part where possible, as agreed).
 */
export const checkpoint = lifecycle({
  initial: "planned",
  states: {
    planned: {
      label: "Planned",
      meaning: "Its day has not come",
      parts: {
        status: { supervisor: "RX", administrator: "R", coordinator: "RX", executive: "R", owner: "R" },
        self: {},
        supervisorInput: {},
        administratorInput: {},
        ratings: {},
        section: {},
        narrative: {},
        review: {},
      },
    },
    self: {
      label: "The officer writes",
      meaning: "The self-assessment, before anybody else has written",
      parts: {
        status: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        self: { owner: "RW" },
        supervisorInput: {},
        administratorInput: {},
        ratings: {},
        section: {},
        narrative: {},
        review: {},
      },
    },
    input: {
      label: "Both leads write",
      meaning: "Each alone; neither sees the other's words until both have submitted or the day has passed",
      parts: {
        status: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        self: { supervisor: "R", administrator: "R", owner: "R" },
        supervisorInput: { supervisor: "RW" },
        administratorInput: { administrator: "RW" },
        ratings: {},
        section: {},
        narrative: {},
        review: {},
      },
    },
    joint: {
      label: "Joint review being written",
      meaning:
        "The supervisor rates; the administrator's section is the administrator's alone; the rest is written by both",
      parts: {
        status: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        self: { supervisor: "R", administrator: "R", coordinator: "R", owner: "R" },
        supervisorInput: { supervisor: "R", administrator: "R" },
        administratorInput: { supervisor: "R", administrator: "R" },
        ratings: { supervisor: "RWX", administrator: "R", coordinator: "R", executive: "R" },
        section: { supervisor: "R", administrator: "RW", coordinator: "R", executive: "R" },
        narrative: { supervisor: "RW", administrator: "RW", coordinator: "R", executive: "R" },
        review: {},
      },
    },
    presented: {
      label: "Presented",
      meaning: "The text is fixed by its hash; both leads sign it, the officer receives and answers it",
      parts: {
        status: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        self: { supervisor: "R", administrator: "R", coordinator: "R", owner: "R" },
        supervisorInput: { supervisor: "R", administrator: "R" },
        administratorInput: { supervisor: "R", administrator: "R" },
        ratings: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" },
        section: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" },
        narrative: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" },
        review: { supervisor: "RSX", administrator: "RS", coordinator: "R", executive: "R", owner: "RKS" },
      },
    },
    sealed: {
      label: "Sealed",
      meaning: "Exact text, answer and signatures are kept for good",
      parts: {
        status: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        self: {},
        supervisorInput: {},
        administratorInput: {},
        ratings: {},
        section: {},
        narrative: {},
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
    seal: { from: ["presented"], to: "sealed", by: [], meaning: "Everybody signed, and the officer answered" },
  },
});
