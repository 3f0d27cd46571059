import { lifecycle } from "./shape.ts";

/**
 * One item of an officer's training in one case. Parts: `item` its dates, what shows it, the check; `waiver` the reason
 * both leads sign instead. W of the owner is their own log; S of the supervisor is the check. The owner is the officer.
 * Source: NASRO 2021, "Training".
 */
export const training = lifecycle({
  initial: "open",
  isCase: true,
  states: {
    open: {
      label: "Open",
      meaning: "Due, or done and not checked yet; both leads may waive it with the reason",
      parts: {
        item: { supervisor: "RWSX", administrator: "R", coordinator: "RX", executive: "R", owner: "RW" },
        waiver: { supervisor: "RS", administrator: "RS", coordinator: "R", executive: "R", owner: "R" },
      },
    },
    complete: {
      label: "Complete",
      meaning: "Done, and checked by the supervisor; the next time of a recurring item begins anew",
      parts: {
        item: { supervisor: "R", administrator: "R", coordinator: "RX", executive: "R", owner: "R" },
        waiver: {},
      },
    },
    waived: {
      label: "Waived",
      meaning: "Both leads signed that it is not needed here, and why",
      parts: {
        item: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
        waiver: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" },
      },
    },
  },
  moves: {
    verify: { from: ["open"], to: "complete", by: ["supervisor"], meaning: "Check what shows that it was done" },
    waive: { from: ["open"], to: "waived", by: [], meaning: "Both leads signed the reason" },
    again: {
      from: ["complete"],
      to: "open",
      by: ["supervisor", "coordinator"],
      meaning: "Set the day of the next time",
    },
  },
});
