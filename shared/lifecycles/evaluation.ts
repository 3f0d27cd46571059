import { type Grants, lifecycle } from "./shape.ts";

const everybody: Grants = { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "R" };
/** The coordinator plans days and meetings in these states. */
const planned: Grants = { ...everybody, coordinator: "RX" };
/** That it is written, or handed in, and never a word of it. */
const counted = { supervisor: "C", administrator: "C", coordinator: "C" } as const;
const NOTHING = { self: {}, draft: {}, feedback: {}, ratings: {}, text: {}, document: {}, response: {} } as const;
/** What both leads wrote stays readable to those who work on it, unchanged. */
const WRITTEN = {
  self: { supervisor: "R", administrator: "R", owner: "R" },
  draft: { supervisor: "R", administrator: "R" },
  feedback: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" },
  ratings: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" },
  text: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R" },
} as const;

/**
 * The annual evaluation of one officer. Goals at the start; evidence all year; the officer writes first; the supervisor
 * drafts and the administrator gives feedback without seeing each other; they exchange and write together with unequal
 * pens; the text is fixed, signed in order, presented, answered, reviewed by command, sealed. Parts: `goals`;
 * `evidence`; `self`; `draft` the supervisor's before the exchange; `feedback` the administrator's section (both their
 * authors' alone until then); `ratings`;
 * `text` the supervisor writes and the administrator suggests; `document` the fixed text; `response` the officer's.
 * The owner is the officer. Source: NASRO 2021, "Collaboration in the SRO Evaluation".
 */
export const evaluation = lifecycle({
  initial: "goals",
  isCase: true,
  alone: ["self", "draft", "response"],
  suggests: ["text"],
  states: {
    goals: {
      label: "Goals being agreed",
      meaning: "Both leads agree and sign the goals of the year; the officer confirms having read them",
      parts: {
        ...NOTHING,
        goals: { supervisor: "RWS", administrator: "RWS", coordinator: "RX", executive: "R", owner: "RS" },
        evidence: {},
      },
    },
    year: {
      label: "The year",
      meaning: "Either side posts evidence; the officer sees it when it is posted and may answer it",
      parts: {
        ...NOTHING,
        goals: everybody,
        evidence: { supervisor: "RWX", administrator: "RW", coordinator: "CX", executive: "R", owner: "RWK" },
      },
    },
    self: {
      label: "The officer writes",
      meaning: "The self-assessment, before anybody else has written",
      parts: {
        ...NOTHING,
        goals: everybody,
        evidence: { supervisor: "RW", administrator: "RW", coordinator: "C", executive: "R", owner: "RWK" },
        self: { ...counted, owner: "RW" },
      },
    },
    parallel: {
      label: "Both leads write",
      meaning: "The supervisor drafts, the administrator gives feedback; neither sees the other's words",
      parts: {
        ...NOTHING,
        goals: everybody,
        evidence: { supervisor: "RW", administrator: "RW", coordinator: "C", executive: "R", owner: "RK" },
        self: { supervisor: "R", administrator: "R", owner: "R" },
        draft: { ...counted, author: "RW", submitter: "R" },
        feedback: { ...counted, author: "RW", submitter: "R" },
      },
    },
    together: {
      label: "Being written together",
      meaning:
        "The supervisor writes ratings and text; the administrator writes a section of their own and suggests elsewhere",
      parts: {
        ...NOTHING,
        goals: planned,
        evidence: { supervisor: "RW", administrator: "RW", coordinator: "C", executive: "R", owner: "RK" },
        self: WRITTEN.self,
        draft: WRITTEN.draft,
        feedback: { supervisor: "R", administrator: "RW", executive: "R" },
        ratings: { supervisor: "RWX", administrator: "R", executive: "R" },
        text: { supervisor: "RW", administrator: "RK", executive: "R" },
      },
    },
    frozen: {
      label: "Waiting for the supervisor's signature",
      meaning: "The text is fixed by its hash",
      parts: {
        ...NOTHING,
        ...WRITTEN,
        goals: everybody,
        evidence: everybody,
        document: { supervisor: "RSX", administrator: "R", coordinator: "RX", executive: "R" },
      },
    },
    feedbackSigned: {
      label: "Waiting for the administrator",
      meaning:
        "The administrator signs that feedback was given, or declines with the reason; no answer by the date goes on record",
      parts: {
        ...NOTHING,
        ...WRITTEN,
        goals: everybody,
        evidence: everybody,
        document: { supervisor: "RX", administrator: "RS", coordinator: "RX", executive: "R" },
      },
    },
    presented: {
      label: "Presented",
      meaning: "The officer receives it at the meeting: received, disagrees, or refused before a witness",
      parts: {
        ...NOTHING,
        ...WRITTEN,
        goals: everybody,
        evidence: everybody,
        document: { supervisor: "RSX", administrator: "R", coordinator: "R", executive: "R", owner: "RS" },
      },
    },
    response: {
      label: "The officer may respond",
      meaning: "A response within the agreed days is attached; the evaluation itself no longer changes",
      parts: {
        ...NOTHING,
        ...WRITTEN,
        goals: everybody,
        evidence: everybody,
        document: everybody,
        response: { supervisor: "R", administrator: "R", coordinator: "R", executive: "R", owner: "RW" },
      },
    },
    review: {
      label: "Command review",
      meaning: "The head of the agency agrees, or returns it with the reason: a new revision, signed again",
      parts: {
        ...NOTHING,
        ...WRITTEN,
        goals: everybody,
        evidence: everybody,
        document: { ...everybody, coordinator: "RX", executive: "RKS" },
        response: everybody,
      },
    },
    sealed: {
      label: "Sealed",
      meaning: "Stay, stay with a plan, or removal review; exact text, response and signatures are kept for good",
      parts: {
        ...NOTHING,
        goals: { ...everybody, custodian: "R" },
        evidence: { ...everybody, custodian: "R" },
        document: { ...everybody, custodian: "R" },
        response: { ...everybody, custodian: "R" },
      },
    },
  },
  moves: {
    agree: { from: ["goals"], to: "year", by: [], meaning: "Both leads signed the goals" },
    close: {
      from: ["year"],
      to: "self",
      by: ["supervisor", "coordinator"],
      meaning: "End the year and ask the officer first",
    },
    submitSelf: { from: ["self"], to: "parallel", by: ["owner"], meaning: "Hand the self-assessment over" },
    passSelf: { from: ["self"], to: "parallel", by: [], meaning: "The day passed without a self-assessment" },
    exchange: { from: ["parallel"], to: "together", by: [], meaning: "Both submitted, or the day passed" },
    freeze: { from: ["together"], to: "frozen", by: ["supervisor"], meaning: "Fix the exact text" },
    sign: { from: ["frozen"], to: "feedbackSigned", by: [], meaning: "The supervisor signed" },
    giveFeedback: {
      from: ["feedbackSigned"],
      to: "presented",
      by: ["administrator"],
      meaning: "Sign that feedback was given, or decline with the reason",
    },
    passFeedback: { from: ["feedbackSigned"], to: "presented", by: [], meaning: "The day passed without an answer" },
    receive: {
      from: ["presented"],
      to: "response",
      by: [],
      meaning: "The officer answered, or refused before a witness",
    },
    respond: { from: ["response"], to: "review", by: ["owner"], meaning: "Attach the response, or waive it" },
    passResponse: { from: ["response"], to: "review", by: [], meaning: "The days for a response are over" },
    reopen: {
      from: ["frozen", "feedbackSigned", "presented"],
      to: "together",
      by: ["supervisor"],
      meaning: "Change the text, with the reason; signatures already given become void",
    },
    giveBack: {
      from: ["review"],
      to: "together",
      by: ["executive"],
      meaning: "Return it with the reason: a new revision, signed and presented again",
    },
    seal: { from: ["review"], to: "sealed", by: [], meaning: "Command agreed, or the agreement asks for no review" },
  },
});
