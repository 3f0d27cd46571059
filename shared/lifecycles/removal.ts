import { lifecycle } from "./shape.ts";

/**
 * One side asks that an officer be removed from a school. Written reasons, an answer within the agreed days, a meeting
 * with each side's words, a decision. It is a review and not yet a decision; time in the post counts for nothing. Parts:
 * `request`; `agencySide`, `districtSide` and `officerSide` for the meeting; `minutes`; `decision`. The owner is the
 * officer. Source: NASRO 2021, "Rotation"; clause "Conflict resolution and removal request".
 */
export const removal = lifecycle({
  initial: "requested",
  isCase: true,
  states: {
    requested: {
      label: "Requested",
      meaning: "Written reasons; the other side answers within the agreed days",
      parts: {
        request: { supervisor: "RWS", administrator: "RWS", coordinator: "RX", executive: "R", owner: "R" },
        agencySide: {},
        districtSide: {},
        officerSide: {},
        minutes: {},
        decision: {},
      },
    },
    mediation: {
      label: "Mediation",
      meaning: "A meeting: each side writes its own words, both write the minutes, the officer is heard",
      parts: {
        request: { supervisor: "R", administrator: "R", coordinator: "RX", executive: "R", owner: "R" },
        agencySide: { supervisor: "RW", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        districtSide: { supervisor: "R", administrator: "RW", coordinator: "R", executive: "R", owner: "R" },
        officerSide: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "RW" },
        minutes: { supervisor: "RWX", administrator: "RWX", coordinator: "RX", executive: "R", owner: "R" },
        decision: {},
      },
    },
    deciding: {
      label: "Waiting for the executives",
      meaning: "Both executives decide within the agreed days, and write why",
      parts: {
        request: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        agencySide: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        districtSide: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        officerSide: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        minutes: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        decision: { supervisor: "RWS", administrator: "RS", coordinator: "RX", executive: "RWS", owner: "RK" },
      },
    },
    resolved: {
      label: "Resolved",
      meaning: "The officer stays, by agreement of both sides or by decision; sealed",
      parts: ended(),
    },
    reassigned: {
      label: "Reassigned",
      meaning: "The assignment ends; a new selection round opens; sealed",
      parts: ended(),
    },
  },
  moves: {
    mediate: { from: ["requested"], to: "mediation", by: [], meaning: "The other side answered, or the days are over" },
    withdraw: {
      from: ["requested", "mediation"],
      to: "resolved",
      by: ["supervisor", "administrator"],
      meaning: "Whoever asked takes the request back, with the reason",
    },
    settle: { from: ["mediation"], to: "resolved", by: [], meaning: "Both leads signed that it is settled" },
    refer: {
      from: ["mediation"],
      to: "deciding",
      by: ["supervisor", "administrator"],
      meaning: "Not settled: hand it to the executives",
    },
    keep: { from: ["deciding"], to: "resolved", by: [], meaning: "Both executives signed that the officer stays" },
    reassign: { from: ["deciding"], to: "reassigned", by: [], meaning: "Both executives signed the reassignment" },
  },
});

function ended() {
  const all = { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R", custodian: "R" };
  return { request: all, agencySide: all, districtSide: all, officerSide: all, minutes: all, decision: all };
}
