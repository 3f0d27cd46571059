import { lifecycle } from "./shape.ts";

const leadsAndCoordinator = { supervisor: "RW", administrator: "RW", coordinator: "RWX" } as const;

/** The district attests what a candidate did with young people. */
const attest = { administrator: "S" } as const;

/** A candidate's file, from intake to the interview. Parts: `file` what was entered; `evidence` the attesting of it. Source: NASRO 2021, "Selection: Qualifications" (three years of experience). */
export const candidate = lifecycle({
  initial: "submitted",
  states: {
    submitted: {
      label: "Received",
      meaning: "The file is being completed",
      parts: { file: leadsAndCoordinator, evidence: attest },
    },
    waiver: {
      label: "Waiver asked",
      meaning: "Service is shorter than the agreed minimum; both leads sign a waiver with its reason, or deny it",
      parts: { file: { supervisor: "RWS", administrator: "RWS", coordinator: "RX", executive: "R" }, evidence: attest },
    },
    eligible: {
      label: "Eligible",
      meaning: "Meets the minimum, or has a signed waiver",
      parts: { file: { ...leadsAndCoordinator, panelist: "R", executive: "R" }, evidence: attest },
    },
    ineligible: {
      label: "Not eligible",
      meaning: "Does not meet the rule that the record names",
      parts: { file: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" }, evidence: {} },
    },
    scheduled: {
      label: "Interview set",
      meaning: "Has an interview",
      parts: { file: { ...leadsAndCoordinator, panelist: "R", executive: "R" }, evidence: attest },
    },
    decided: {
      label: "Panel result sealed",
      meaning: "The panel result is a sealed record; the file no longer changes",
      parts: {
        file: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", panelist: "R" },
        evidence: {},
      },
    },
  },
  moves: {
    screen: {
      from: ["submitted"],
      to: "eligible",
      by: ["coordinator", "supervisor", "administrator"],
      meaning: "Run the eligibility rule: minimum met",
    },
    askWaiver: {
      from: ["submitted"],
      to: "waiver",
      by: ["coordinator", "supervisor", "administrator"],
      meaning: "Run the eligibility rule: minimum not met, ask both leads for a waiver",
    },
    correct: {
      from: ["waiver"],
      to: "submitted",
      by: ["supervisor", "administrator"],
      meaning: "Correct the service history; waiver signatures become void and the rule is run again",
    },
    grantWaiver: { from: ["waiver"], to: "eligible", by: [], meaning: "The second lead's signature grants the waiver" },
    denyWaiver: {
      from: ["waiver"],
      to: "ineligible",
      by: ["supervisor", "administrator"],
      meaning: "Deny the waiver, with the reason",
    },
    schedule: {
      from: ["eligible"],
      to: "scheduled",
      by: ["coordinator", "supervisor", "administrator"],
      meaning: "Set the interview",
    },
    decide: { from: ["scheduled"], to: "decided", by: [], meaning: "The panel result was sealed" },
  },
});
