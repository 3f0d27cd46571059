import { lifecycle } from "./shape.ts";

const status = { supervisor: "C", administrator: "C", panelist: "C", coordinator: "C", executive: "C" } as const;
const panelReads = { supervisor: "R", administrator: "R", panelist: "R", coordinator: "C", executive: "C" } as const;
const reads = { owner: "R" } as const;
const acknowledges = { owner: "RX" } as const;
const everyoneReads = { supervisor: "R", administrator: "R", panelist: "R", coordinator: "R", owner: "R" } as const;

/**
 * One rater's scorecard for one candidate. Before the reveal its content belongs to its owner alone: not even the
 * coordinator or the system administrator reads a byte. Parts: `card`
 * ratings and evidence; `kit` the instructions and warnings, acknowledged (X) before the card opens for writing.
 * Source: OPM USA Hire (initial ratings lock before consensus).
 */
export const card = lifecycle({
  initial: "assigned",
  visits: ["assigned", "disclosed", "draft", "submitted", "revealed", "recused", "missing"],
  states: {
    assigned: {
      label: "Conflict not yet declared",
      meaning: "The card opens when its owner has declared any conflict of interest",
      parts: { card: { ...status, owner: "CX" }, kit: acknowledges },
    },
    disclosed: {
      label: "Conflict disclosed",
      meaning: "Both leads decide whether the disclosed tie keeps this person from rating",
      parts: { card: { ...status, owner: "C" }, kit: acknowledges },
    },
    draft: {
      label: "Private draft",
      meaning: "Only its owner sees it",
      parts: { card: { ...status, owner: "RWX" }, kit: acknowledges },
      partsBeforeKit: { card: { ...status, owner: "RX" } },
      partsWhenOpen: { card: { ...panelReads, owner: "RWX" } },
    },
    submitted: {
      label: "Submitted, locked",
      meaning: "Locked until all cards open together",
      parts: { card: { ...status, owner: "R" }, kit: reads },
      partsWhenOpen: { card: { ...panelReads, owner: "R" } },
    },
    revealed: {
      label: "Open to the panel",
      meaning: "All cards opened at the same moment",
      parts: { card: everyoneReads, kit: reads },
    },
    sealed: {
      label: "Sealed",
      meaning: "Part of the sealed panel result",
      parts: { card: { ...everyoneReads, executive: "R", custodian: "R" }, kit: reads },
    },
    recused: {
      label: "Recused",
      meaning: "This person does not rate this candidate",
      parts: { card: { ...status, owner: "C" }, kit: {} },
    },
    missing: {
      label: "Not submitted",
      meaning: "The leads opened the cards without this one, on record; its draft stays its owner's",
      parts: { card: { ...status, owner: "R" }, kit: reads },
    },
  },
  moves: {
    declareNone: {
      from: ["assigned"],
      to: "draft",
      by: ["owner"],
      meaning: "Declare no conflict of interest; the card opens",
    },
    disclose: { from: ["assigned"], to: "disclosed", by: ["owner"], meaning: "Disclose a tie; the leads decide" },
    recuse: {
      from: ["assigned", "disclosed", "draft"],
      to: "recused",
      by: ["owner", "supervisor", "administrator"],
      meaning: "Step back from rating this candidate",
    },
    clear: {
      from: ["disclosed"],
      to: "draft",
      by: [],
      meaning: "The leads found that the disclosed tie does not stand in the way",
    },
    submit: { from: ["draft"], to: "submitted", by: ["owner"], meaning: "Submit and lock the card" },
    reveal: { from: ["submitted"], to: "revealed", by: [], meaning: "All cards open" },
    miss: {
      from: ["assigned", "disclosed", "draft"],
      to: "missing",
      by: [],
      meaning: "The cards opened without this one",
    },
    addLate: {
      from: ["missing"],
      to: "missing",
      by: ["owner"],
      meaning: "Add the paper card after the reveal, for the record only",
    },
    seal: { from: ["revealed"], to: "sealed", by: [], meaning: "The panel result was sealed" },
  },
});
