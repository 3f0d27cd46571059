import { lifecycle } from "./shape.ts";

const read = { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", custodian: "R" } as const;

/**
 * The memorandum of understanding between agency and district: written by both leads, negotiated by proposals only,
 * fixed by its hash, signed by both executives, in force until a later version is. Source: NASRO 2021, "MOU".
 */
export const mou = lifecycle({
  initial: "draft",
  states: {
    draft: {
      label: "Being written",
      meaning: "Both leads write the clauses together; both mark it ready",
      parts: { agreement: { supervisor: "RWX", administrator: "RWX", coordinator: "RX", executive: "R" } },
    },
    negotiation: {
      label: "In negotiation",
      meaning: "The text stands still; changes are proposed, and accepted or rejected by the other side",
      parts: { agreement: { supervisor: "RKX", administrator: "RKX", coordinator: "RX", executive: "RK" } },
    },
    frozen: {
      label: "Waiting for signatures",
      meaning: "The text is fixed by its hash; the heads of both organizations sign it, in either order",
      parts: { agreement: { supervisor: "RX", administrator: "RX", coordinator: "RX", executive: "RS" } },
    },
    adopted: {
      label: "In force",
      meaning: "Both executives signed; its parameters steer the program until the next version is in force",
      parts: { agreement: { ...read, panelist: "R", supervisor: "RX", administrator: "RX", coordinator: "RX" } },
    },
    review: {
      label: "Under review",
      meaning: "Still in force; both sides look at it again and reaffirm it or open an amendment",
      parts: { agreement: { ...read, panelist: "R", supervisor: "RX", administrator: "RX", coordinator: "RX" } },
    },
    superseded: {
      label: "Replaced",
      meaning: "A later version is in force; this one stays readable",
      parts: { agreement: { ...read, panelist: "R" } },
    },
  },
  moves: {
    negotiate: {
      from: ["draft"],
      to: "negotiation",
      by: ["supervisor", "administrator"],
      meaning: "The second lead marks the text ready; from here on changes are proposals",
    },
    redraft: {
      from: ["negotiation"],
      to: "draft",
      by: ["supervisor", "administrator"],
      meaning: "Open the text for writing again; both mark it ready anew",
    },
    freeze: {
      from: ["negotiation"],
      to: "frozen",
      by: ["supervisor", "administrator", "coordinator"],
      meaning: "Fix the text so that both executives can sign it; no proposal may be open",
    },
    reopen: {
      from: ["frozen"],
      to: "negotiation",
      by: ["supervisor", "administrator"],
      meaning: "Change the text; signatures already given become void",
    },
    adopt: { from: ["frozen"], to: "adopted", by: [], meaning: "The second executive's signature puts it in force" },
    startReview: {
      from: ["adopted"],
      to: "review",
      by: ["supervisor", "administrator", "coordinator"],
      meaning: "Start the agreed review",
    },
    reaffirm: {
      from: ["review"],
      to: "adopted",
      by: ["supervisor", "administrator"],
      meaning: "The second lead reaffirms it unchanged, with a new review date",
    },
    supersede: { from: ["adopted", "review"], to: "superseded", by: [], meaning: "A later version came into force" },
  },
});
