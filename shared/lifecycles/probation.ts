import { lifecycle } from "./shape.ts";

/**
 * The probation of one officer in one assignment: planned from the clause, walked through its checkpoints, decided.
 * Parts: `plan` the dates; `log` leave and interim notices; `outcome` the proposal, the school's position and the
 * signatures. The owner is the officer. Source: NASRO 2021, "Collaboration During the Probationary Period".
 */
export const probation = lifecycle({
  initial: "planned",
  states: {
    planned: {
      label: "Planned",
      meaning: "The dates follow from the agreement; both leads sign them, and the officer confirms having read them",
      parts: {
        plan: { supervisor: "RWS", administrator: "RWS", coordinator: "RX", executive: "R", owner: "RS" },
        log: {},
        outcome: {},
      },
    },
    running: {
      label: "Running",
      meaning: "Checkpoints come as planned; leave stops the clock",
      parts: {
        plan: { supervisor: "R", administrator: "R", coordinator: "RX", executive: "R", owner: "R" },
        log: { supervisor: "RWS", administrator: "RW", coordinator: "RW", executive: "R", owner: "RKS" },
        outcome: { supervisor: "RW", administrator: "RK" },
      },
    },
    deciding: {
      label: "Outcome being signed",
      meaning:
        "Confirm, extend once or end: the supervisor proposes, the administrator takes a position, the executives sign",
      parts: {
        plan: { supervisor: "R", administrator: "R", coordinator: "RX", executive: "R", owner: "R" },
        log: { supervisor: "RW", administrator: "RW", coordinator: "R", executive: "R", owner: "RKS" },
        outcome: { supervisor: "RS", administrator: "RS", coordinator: "R", executive: "RS", owner: "R" },
      },
    },
    decided: {
      label: "Decided",
      meaning: "The outcome is a sealed record",
      parts: {
        plan: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R", custodian: "R" },
        log: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R", custodian: "R" },
        outcome: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R", custodian: "R" },
      },
    },
  },
  moves: {
    begin: { from: ["planned"], to: "running", by: [], meaning: "Both leads signed the dates" },
    propose: { from: ["running"], to: "deciding", by: ["supervisor"], meaning: "Propose the outcome, with its reason" },
    withdraw: {
      from: ["deciding"],
      to: "running",
      by: ["supervisor"],
      meaning: "Take the proposal back; position and signatures become void",
    },
    extend: { from: ["deciding"], to: "running", by: [], meaning: "Everybody signed an extension: the clock runs on" },
    decide: { from: ["deciding"], to: "decided", by: [], meaning: "Everybody signed: confirmed, or ended" },
  },
});
