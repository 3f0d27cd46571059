import { type Grants, lifecycle } from "./shape.ts";

const reads: Grants = { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" };
const keeps: Grants = { ...reads, custodian: "R" };
/** While it runs: the dates of leave are entered by whoever knows them; notices and the plan are the supervisor's to give. */
const LOG = {
  leave: { ...reads, supervisor: "RW", administrator: "RW", coordinator: "RW" },
  notices: { ...reads, supervisor: "RW", owner: "RKS" },
  remediation: { supervisor: "RWS", administrator: "RK", coordinator: "RX", executive: "R", owner: "RKS" },
} as const;

/**
 * The probation of one officer in one assignment: planned from the clause, walked through its checkpoints, decided.
 * Parts: `plan` the dates; `leave`; `notices` interim notices of concern; `remediation` the plan that may follow one;
 * `outcome` the proposal, the school's position and the signatures. S of the owner is a receipt, never consent. The
 * owner is the officer. Source: NASRO 2021, "Collaboration During the Probationary Period".
 */
export const probation = lifecycle({
  initial: "planned",
  isCase: true,
  states: {
    planned: {
      label: "Planned",
      meaning: "The dates follow from the agreement; both leads sign them, and the officer confirms having read them",
      parts: {
        plan: { supervisor: "RWS", administrator: "RWS", coordinator: "RX", executive: "R", owner: "RS" },
        leave: {},
        notices: {},
        remediation: {},
        outcome: {},
      },
    },
    running: {
      label: "Running",
      meaning: "Checkpoints come as planned; leave stops the clock",
      parts: {
        plan: { ...reads, coordinator: "RX", owner: "RS" },
        ...LOG,
        outcome: { supervisor: "RW", administrator: "RK" },
      },
    },
    deciding: {
      label: "Outcome being signed",
      meaning:
        "Confirm, extend once or end: the supervisor proposes, the administrator takes a position, the executives sign",
      parts: {
        plan: { ...reads, coordinator: "RX", owner: "RS" },
        ...LOG,
        outcome: { supervisor: "RWS", administrator: "RKS", coordinator: "RX", executive: "RS", owner: "RS" },
      },
    },
    decided: {
      label: "Decided",
      meaning: "The outcome is a sealed record",
      parts: { plan: keeps, leave: keeps, notices: keeps, remediation: keeps, outcome: keeps },
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
