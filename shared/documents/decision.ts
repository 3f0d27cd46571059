import type * as Y from "yjs";
import type { Party, Role } from "../roles.ts";
import { isDay } from "../service.ts";
import { type FormShape, oneOf, readText, readValue } from "./form.ts";
import type { LeadDecision } from "./result.ts";

/** Names the layout of the record, so that a reader in ten years knows what it holds. */
export const DECISION_FORMAT = "accord/decision/1";

export const PLACES = ["appoint", "alternate", "not-selected"] as const;
export type PlaceKind = (typeof PLACES)[number];

/** What a rationale may lead to: a candidate's joint scorecard, or the shared notes of the interview. */
export const LINK_PARTS = ["joint", "notes"] as const;
export type LinkPart = (typeof LINK_PARTS)[number];

export const decisionKeys = {
  order: (candidateId: string) => `order.${candidateId}`,
  place: (candidateId: string) => `place.${candidateId}`,
  gap: (candidateId: string) => `gap.${candidateId}`,
  rationale: (criterionId: string) => `rationale.${criterionId}`,
  link: (criterionId: string, interviewId: string, part: LinkPart) => `link.${criterionId}.${interviewId}.${part}`,
  alternatesUntil: "alternatesUntil",
  nobody: "nobody",
  others: "others",
} as const;

/** One candidate of the round as the decision knows them. Figures come from sealed results; `null` while there is none. */
export interface Standing {
  candidateId: string;
  name: string;
  /** How far the candidate is, in words. */
  state: string;
  interviewId: string | null;
  resultHash: string | null;
  /** Weighted mean of the first cards, and of the joint scores; two decimals. */
  mechanical: number | null;
  agreed: number | null;
  mechanicalRank: number | null;
  agreedRank: number | null;
}

/** What the document is about: the signed criteria and the candidates it was opened with. */
export interface DecisionFrame {
  /** `counted`: false when dropped questions took the criterion out of the totals. */
  criteria: readonly { id: string; title: string; weight: number; counted: boolean }[];
  candidates: readonly Standing[];
}

/** The document both leads write: order, reasons by criterion with their links, a sentence for every gap. */
export function decisionShape(
  criteria: readonly { id: string }[],
  candidates: readonly { candidateId: string; interviewId: string | null }[],
): FormShape {
  const shape: FormShape = {
    kind: "form",
    values: {
      [decisionKeys.alternatesUntil]: {
        allows: (v) => v === null || (typeof v === "string" && isDay(v)),
      },
    },
    texts: { [decisionKeys.nobody]: { max: 2000 }, [decisionKeys.others]: { max: 2000 } },
  };
  for (const { candidateId } of candidates) {
    shape.values[decisionKeys.order(candidateId)] = {
      allows: (v) => typeof v === "number" && Number.isFinite(v) && v >= 0 && v <= 100_000,
    };
    shape.values[decisionKeys.place(candidateId)] = { allows: oneOf(...PLACES, null) };
    shape.texts[decisionKeys.gap(candidateId)] = { max: 2000 };
  }
  for (const { id } of criteria) {
    shape.texts[decisionKeys.rationale(id)] = { max: 4000 };
    for (const { interviewId } of candidates)
      if (interviewId)
        for (const part of LINK_PARTS)
          shape.values[decisionKeys.link(id, interviewId, part)] = { allows: oneOf(true, false, null) };
  }
  return shape;
}

export interface Placed extends Standing {
  /** From 1, without ties. */
  rank: number;
  place: PlaceKind | null;
  /** Does the place differ from the mechanical rank, or from the rank of the joint scorecards? */
  differs: boolean;
  gap: string;
}

export interface Reasoning {
  criterionId: string;
  text: string;
  links: { interviewId: string; part: LinkPart }[];
}

/** The document as it stands. Candidates without a sealed result are in `others`, never in the order. */
export interface DecisionDraft {
  order: Placed[];
  rationale: Reasoning[];
  alternatesUntil: string | null;
  nobody: string;
  others: Standing[];
  othersReason: string;
}

/** Reads the document. */
export function readDecision(doc: Y.Doc, frame: DecisionFrame): DecisionDraft {
  const sealed = frame.candidates.filter((one) => one.resultHash !== null);
  const orderOf = (one: Standing) => Number(readValue(doc, decisionKeys.order(one.candidateId)) ?? 1_000_000);
  const order = [...sealed]
    .sort((a, b) => orderOf(a) - orderOf(b) || a.candidateId.localeCompare(b.candidateId))
    .map((one, index): Placed => {
      const rank = index + 1;
      const outside = (key: "mechanicalRank" | "agreedRank") => {
        const own = one[key];
        if (own === null) return false;
        const tied = sealed.filter((other) => other[key] === own).length;
        return rank < own || rank > own + tied - 1;
      };
      const place = readValue(doc, decisionKeys.place(one.candidateId));
      return {
        ...one,
        rank,
        place: PLACES.find((kind) => kind === place) ?? null,
        differs: outside("mechanicalRank") || outside("agreedRank"),
        gap: readText(doc, decisionKeys.gap(one.candidateId)).trim(),
      };
    });
  const until = readValue(doc, decisionKeys.alternatesUntil);
  return {
    order,
    rationale: frame.criteria.map(({ id }) => ({
      criterionId: id,
      text: readText(doc, decisionKeys.rationale(id)).trim(),
      links: sealed.flatMap(({ interviewId }) =>
        interviewId === null
          ? []
          : LINK_PARTS.filter((part) => readValue(doc, decisionKeys.link(id, interviewId, part)) === true).map(
              (part) => ({ interviewId, part }),
            ),
      ),
    })),
    alternatesUntil: typeof until === "string" ? until : null,
    nobody: readText(doc, decisionKeys.nobody).trim(),
    others: frame.candidates.filter((one) => one.resultHash === null),
    othersReason: readText(doc, decisionKeys.others).trim(),
  };
}

/** What still keeps the decision from being fixed, each as a sentence with the part it belongs to. */
export function missingInDecision(
  draft: DecisionDraft,
  frame: DecisionFrame,
): { part: "order" | "rationale"; sentence: string }[] {
  const gaps: { part: "order" | "rationale"; sentence: string }[] = [];
  const order = (sentence: string) => gaps.push({ part: "order", sentence });
  for (const one of draft.order)
    if (one.place === null) order(`${one.name}: choose appoint, alternate or not selected.`);
  const appointed = draft.order.filter((one) => one.place === "appoint");
  if (appointed.length > 1) order("Only one candidate is appointed. Make the others alternates, or not selected.");
  if (draft.order.every((one) => one.place) && appointed.length === 0 && !draft.nobody)
    order("Nobody is appointed: write why the post stays open.");
  const ladder = draft.order.map((one) => (one.place ? PLACES.indexOf(one.place) : 0));
  if (draft.order.every((one) => one.place) && ladder.some((step, i) => i > 0 && step < (ladder[i - 1] ?? 0)))
    order(
      "The appointed candidate stands first, then the alternates, then those not selected. Put them in that order.",
    );
  if (draft.order.some((one) => one.place === "alternate") && !draft.alternatesUntil)
    order("Choose the date until which the alternates stand by.");
  for (const one of draft.order)
    if (one.differs && !one.gap)
      order(`${one.name}: the place differs from the scores. Write one sentence that gives the reason.`);
  if (draft.others.length > 0 && !draft.othersReason)
    order("Some candidates have no sealed result. Write why the decision is made without them.");
  for (const { criterionId, text, links } of draft.rationale) {
    const title = frame.criteria.find(({ id }) => id === criterionId)?.title ?? criterionId;
    const todo = [
      ...(text ? [] : ["write the reasons"]),
      ...(links.length > 0 ? [] : ["choose at least one scorecard or notes the reasons rest on"]),
    ];
    if (todo.length > 0) gaps.push({ part: "rationale", sentence: `${title}: ${todo.join(", and ")}.` });
  }
  return gaps;
}

export type Position = "concur" | "dissent" | "abstain";

/** What the school says, and what the agency answers, as the signed text holds it. */
export interface SaidBy {
  name: string;
  role: Role;
  party: Party;
  words: string;
  /** ISO time in UTC. */
  at: string;
}

/** Everything the decision says. Its canonical JSON is hashed; leads and executives sign that hash. Times are ISO in UTC. */
export interface DecisionContent {
  format: typeof DECISION_FORMAT;
  program: { id: string; name: string; agency: string; district: string; timeZone: string };
  process: { id: string; title: string; agreementHash: string };
  position: string;
  school: string | null;
  rubricVersion: string;
  revision: number;
  criteria: {
    id: string;
    title: string;
    weight: number;
    counted: boolean;
    rationale: string;
    links: { interviewId: string; part: LinkPart; candidate: string; resultHash: string }[];
  }[];
  order: {
    candidateId: string;
    name: string;
    rank: number;
    place: PlaceKind;
    mechanical: number | null;
    mechanicalRank: number | null;
    agreed: number | null;
    agreedRank: number | null;
    gap: string | null;
    interviewId: string;
    resultHash: string;
  }[];
  alternatesUntil: string | null;
  nobody: string | null;
  others: { candidateId: string; name: string; state: string }[];
  othersReason: string | null;
  /** Questions that count for nobody: who asked, who approved, and what follows for the totals. */
  dropped: { questionId: string; lead: string; reason: string; asked: string; approved: string; effect: string }[];
  /** Each opening of a fixed text, with what became void. */
  reopened: LeadDecision[];
  frozenAt: string;
  /** Given on the text before it was there: `textHash` is the hash of this content without position and answer. */
  schoolPosition: (SaidBy & { position: Position; textHash: string }) | null;
  agencyAnswer: SaidBy | null;
}
