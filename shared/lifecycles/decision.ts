import { lifecycle } from "./shape.ts";

/**
 * The decision of a round: the rationale is written together, the school takes its position, the agency answers a
 * dissent, both leads sign in order, the executives authorize, the record is sealed. Parts: `rationale` the text;
 * `letters` to the candidates; `impact` the sums of what candidates chose to say about themselves. Source: NASRO 2021, "Selection"
 * (school administration is involved; the officer is the agency's to appoint).
 */
export const decision = lifecycle({
  initial: "rationale",
  states: {
    rationale: {
      label: "Being written",
      meaning: "Both leads write the reasons for each criterion and the order of the candidates",
      parts: {
        rationale: { supervisor: "RWX", administrator: "RWX", coordinator: "R", executive: "R" },
        letters: {},
        impact: {},
      },
    },
    position: {
      label: "Waiting for the school's position",
      meaning: "The text is fixed by its hash; the school administrator concurs, dissents or abstains",
      parts: {
        rationale: { supervisor: "RX", administrator: "RSX", coordinator: "R", executive: "R" },
        letters: {},
        impact: {},
      },
    },
    reply: {
      label: "Waiting for the agency's answer",
      meaning: "The school dissents: the SRO supervisor answers in writing before anything is signed",
      parts: {
        rationale: { supervisor: "RSX", administrator: "RX", coordinator: "R", executive: "R" },
        letters: {},
        impact: {},
      },
    },
    signing: {
      label: "Waiting for the leads' signatures",
      meaning: "The SRO supervisor signs first, then the school administrator, who signs participation, not authority",
      parts: {
        rationale: { supervisor: "RSX", administrator: "RSX", coordinator: "R", executive: "R" },
        letters: {},
        impact: {},
      },
    },
    authorizing: {
      label: "Waiting for the executives",
      meaning: "The head of the agency appoints; the superintendent acknowledges",
      parts: {
        rationale: { supervisor: "RX", administrator: "RX", coordinator: "R", executive: "RS" },
        letters: {},
        impact: {},
      },
    },
    sealed: {
      label: "Sealed",
      meaning: "Exact content, hash and signatures are kept for good; the letters go out",
      parts: {
        rationale: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", custodian: "R" },
        letters: { supervisor: "RX", administrator: "RX", coordinator: "R" },
        impact: { coordinator: "R", executive: "R", custodian: "R" },
      },
    },
  },
  moves: {
    freeze: {
      from: ["rationale"],
      to: "position",
      by: ["supervisor", "administrator"],
      meaning: "Fix the text so that the school can take its position",
    },
    concur: { from: ["position"], to: "signing", by: ["administrator"], meaning: "Concur, or abstain" },
    dissent: { from: ["position"], to: "reply", by: ["administrator"], meaning: "Dissent, with the reason" },
    answer: { from: ["reply"], to: "signing", by: ["supervisor"], meaning: "Answer the dissent in writing" },
    reopen: {
      from: ["position", "reply", "signing", "authorizing"],
      to: "rationale",
      by: ["supervisor", "administrator"],
      meaning: "Change the text; position, answer and signatures already given become void",
    },
    sign: { from: ["signing"], to: "authorizing", by: [], meaning: "Both leads signed" },
    seal: { from: ["authorizing"], to: "sealed", by: [], meaning: "Both executives signed" },
  },
});
