import { lifecycle } from "./shape.ts";

/** The process agreement and the selection round it opens. Source: NASRO 2021, "Selection"; OPM structured interview guide. */
export const process = lifecycle({
  initial: "draft",
  states: {
    draft: {
      label: "Being written",
      meaning: "Both leads write the agreement together",
      parts: {
        agreement: { supervisor: "RWX", administrator: "RWX", coordinator: "R", executive: "R", panelist: "R" },
        round: { supervisor: "R", administrator: "R", coordinator: "RX", executive: "R" },
      },
    },
    frozen: {
      label: "Waiting for signatures",
      meaning: "The text is fixed by its hash; both leads sign it, in either order. Changing it voids every signature",
      parts: {
        agreement: { supervisor: "RSX", administrator: "RSX", coordinator: "R", executive: "R", panelist: "R" },
        round: { supervisor: "R", administrator: "R", coordinator: "RX", executive: "R", panelist: "R" },
      },
    },
    active: {
      label: "In force",
      meaning: "Both leads signed; candidates may open",
      parts: {
        agreement: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", panelist: "R" },
        round: { supervisor: "RWX", administrator: "RWX", coordinator: "RWX", executive: "R", panelist: "R" },
      },
    },
    closed: {
      label: "Closed",
      meaning: "Every candidate has a sealed result or was found ineligible",
      parts: {
        agreement: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", panelist: "R" },
        round: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", panelist: "R" },
      },
    },
  },
  moves: {
    freeze: {
      from: ["draft"],
      to: "frozen",
      by: ["supervisor", "administrator"],
      meaning: "Fix the text so that both can sign it",
    },
    reopen: {
      from: ["frozen"],
      to: "draft",
      by: ["supervisor", "administrator"],
      meaning: "Change the text; signatures already given become void",
    },
    activate: { from: ["frozen"], to: "active", by: [], meaning: "The second signature puts the agreement in force" },
    close: {
      from: ["active"],
      to: "closed",
      by: ["supervisor", "administrator", "coordinator"],
      meaning: "Close the round",
    },
  },
});
