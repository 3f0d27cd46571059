import type * as Y from "yjs";
import type { EVALUATION_FORM_VERSION } from "../content/evaluation-form.ts";
import type { EvaluationTerms } from "../evaluation.ts";
import { type RoleResult, ruleOutcome } from "../evaluation-outcome.ts";
import type { Party, Role } from "../roles.ts";
import { readSuggestions } from "../suggestions.ts";
import type { EvaluationOutcome, EvaluationRatings, FeedbackContent } from "./evaluation.ts";
import type { NoteBlock } from "./notes.ts";

export const EVALUATION_FORMAT = "accord/evaluation/1";

/** What somebody did with the fixed text, in order. It binds the text and everything that was done before it. */
export interface EvaluationAct {
  /**
   * `signed` the supervisor; `feedback` the administrator's word, or that there is none; `presented` the officer's at the
   * meeting; `response` within the agreed days; `command` the head of the agency.
   */
  act: "signed" | "feedback" | "presented" | "response" | "command";
  word:
    | "signed"
    | "given"
    | "declined"
    | "unanswered"
    | "received"
    | "disagrees"
    | "refused"
    | "attached"
    | "waived"
    | "none"
    | "agreed";
  /** Null where a day passed and nobody did anything. */
  name: string | null;
  role: Role | null;
  party: Party | null;
  words: string;
  /** Who saw a refusal, by name. */
  witness: string | null;
  /** Who entered it: the person, or the supervisor for a refusal. */
  enteredBy: string | null;
  /** ISO date until which it could be done; null where no day was set. */
  due: string | null;
  /** ISO moments of the meeting and of its notice; only of `presented`. */
  meeting: { at: string; noticeAt: string } | null;
  at: string;
  /** SHA-256 of the content with only the acts before this one: the text that was seen. */
  textHash: string;
}

/** An earlier revision of a text that was presented or signed and then changed: why, and what had been done with it. */
export interface EarlierRevision {
  revision: number;
  hash: string;
  by: string;
  role: Role;
  at: string;
  reason: string;
  acts: EvaluationAct[];
}

/** The whole evaluation, as it is fixed, signed, answered and sealed. Its canonical JSON is hashed. */
export interface EvaluationContent {
  format: typeof EVALUATION_FORMAT;
  formVersion: typeof EVALUATION_FORM_VERSION;
  /** Names as they stood, so that it can be read without the database. */
  names: {
    agency: string;
    district: string;
    program: string;
    timeZone: string;
    officer: string;
    school: string;
    supervisor: string;
    administrator: string;
  };
  evaluation: { id: string; title: string; fromDate: string; toDate: string; assignedFrom: string };
  terms: EvaluationTerms;
  revision: number;
  goals: { id: string; role: string; words: string; measure: string; addedAt: string | null; result: string }[];
  self: { submittedAt: string | null; answers: { id: string; question: string; answer: string }[] };
  evidence: {
    counts: Record<"supervisor" | "administrator" | "officer", number>;
    warnings: string[];
    entries: {
      role: string;
      tone: string;
      observedOn: string;
      words: string;
      name: string;
      postedAs: string;
      answers: { name: string; words: string }[];
    }[];
  };
  draft: { received: "in-time" | "late" | "not-received"; submittedAt: string | null };
  /** The administrator's section; null words where it was offered and not received. */
  feedback: {
    received: "in-time" | "late" | "not-received";
    submittedAt: string | null;
    content: FeedbackContent | null;
  };
  ratings: EvaluationRatings["items"];
  results: RoleResult[];
  text: { section: string; title: string; blocks: NoteBlock[] }[];
  outcome: EvaluationOutcome;
  /** What the rules of the form give; a different outcome has its reason and command review. */
  ruleOutcome: EvaluationOutcome;
  outcomeReason: string;
  plan: { item: string; expected: string; help: string; owner: string; dueOn: string; proof: string }[];
  earlier: EarlierRevision[];
  frozenAt: string;
  frozenBy: string;
  acts: EvaluationAct[];
}

export const actOf = (content: EvaluationContent, act: EvaluationAct["act"]): EvaluationAct | undefined =>
  content.acts.find((one) => one.act === act);

/** An outcome that is not simply "stays", or a rating of 1 or 2: nothing of it is sealed before the officer had it. */
export const isAdverse = ({ outcome, ratings }: Pick<EvaluationContent, "outcome" | "ratings">): boolean =>
  outcome !== "stay" || ratings.some(({ rating }) => rating === 1 || rating === 2);

/** What still keeps the text from being fixed, each as a sentence. */
export function missingInEvaluation(
  written: EvaluationRatings,
  {
    goals,
    planItems,
    planNotMet,
  }: { goals: readonly { id: string; words: string }[]; planItems: number; planNotMet: boolean },
): string[] {
  const missing: string[] = [];
  for (const { title, rating, evidence } of written.items) {
    if (rating === null) missing.push(`${title}: choose a rating, or “not observed”.`);
    if ((rating === 1 || rating === 5) && !evidence)
      missing.push(`${title}: a rating of ${rating} needs its evidence.`);
  }
  for (const { id, words } of goals)
    if (!written.results.find(({ goalId }) => goalId === id)?.words)
      missing.push(`“${words}”: write what came of this goal.`);
  if (written.outcome === null) missing.push("Choose the outcome.");
  else if (written.outcome !== ruleOutcome({ items: written.items, planNotMet }) && !written.outcomeReason)
    missing.push("The outcome is not the one that the rules give. Write why.");
  if (written.outcome === "stay-with-plan" && planItems === 0)
    missing.push("Write the plan: what it is about, the help, the date, the proof.");
  if (written.outcome === "removal-review" && !written.outcomeReason)
    missing.push("Write the reasons for the removal review.");
  return missing;
}

/** How many suggestions for the text nobody has decided yet, wherever their words are now. */
export const openProposals = (doc: Y.Doc): number =>
  readSuggestions(doc).filter(({ decision }) => decision === null).length;
