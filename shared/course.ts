import { QUESTIONS } from "./content/questions.ts";
import type { Question } from "./documents/process.ts";

/*
 * The course of an interview: which question everybody's view went to and when, and where that left what both leads
 * signed. Pure: the same turns give the same deviations.
 */

/** Everybody's view went to a question. @property question its index in the signed list. */
export interface Turn {
  question: number;
  /** Milliseconds since 1970, by the server's clock. */
  at: number;
}

/** The minutes planned for a question: the signed figure; for agreements signed before it existed, the bank's. */
export function plannedMinutes(question: Pick<Question, "id" | "minutes">): number | null {
  return question.minutes ?? QUESTIONS.find(({ id }) => id === question.id)?.minutes ?? null;
}

/** How long a question was up, over all its turns. @param now the end of the last turn. @returns milliseconds */
export function timeSpent(turns: readonly Turn[], question: number, now: number): number {
  return turns.reduce(
    (sum, turn, i) => (turn.question === question ? sum + Math.max(0, (turns[i + 1]?.at ?? now) - turn.at) : sum),
    0,
  );
}

/**
 * By how much planned time is exceeded. One minute more is within the plan: an answer may be finished.
 * @returns milliseconds; 0 while within it, or without a plan
 */
export function overTime(spent: number, minutes: number | null): number {
  const over = minutes === null ? 0 : spent - minutes * 60_000;
  return over > 60_000 ? over : 0;
}

/**
 * Would this question be asked before one that stands above it in the signed list? Coming back to one never does, and
 * one that simply follows the question that is up does not either: the jump before it is on record already.
 */
export function outOfOrder(turns: readonly Turn[], next: number): boolean {
  const asked = askedIn(turns);
  if (asked.has(next) || turns.at(-1)?.question === next - 1) return false;
  return Array.from({ length: next }, (_, i) => i).some((before) => !asked.has(before));
}

/** The questions of a list of `count` that never were up. */
export function neverAsked(turns: readonly Turn[], count: number): number[] {
  const asked = askedIn(turns);
  return Array.from({ length: count }, (_, i) => i).filter((question) => !asked.has(question));
}

/** Questions by their numbers: "Question 5", "Questions 5, 6 and 8". @param questions indexes, at least one */
export function questionsInWords(questions: readonly number[]): string {
  const numbers = questions.map((question) => String(question + 1));
  const last = numbers.pop() ?? "";
  return numbers.length === 0 ? `Question ${last}` : `Questions ${numbers.join(", ")} and ${last}`;
}

/** The first turn is the first question; where turns were kept from a later one on, those above it count as asked. */
function askedIn(turns: readonly Turn[]): Set<number> {
  const before = Array.from({ length: turns[0]?.question ?? 0 }, (_, i) => i);
  return new Set([...before, ...turns.map(({ question }) => question)]);
}

export const DEVIATION_KINDS = {
  skipped: "Question not asked",
  "out-of-order": "Question out of order",
  overrun: "Time overrun",
  kit: "Kit not read before the start",
  paper: "Card on paper",
  network: "Network failed",
  noted: "Noted by a lead",
} as const;

export type DeviationKind = keyof typeof DEVIATION_KINDS;

/** What happened, as one sentence. @param person whom it is about; @param words a lead's own. */
export function deviationSentence(of: {
  kind: DeviationKind;
  /** Index in the signed list. */
  question: number | null;
  overMs: number | null;
  person: string | null;
  words: string | null;
}): string {
  const question = of.question === null ? "The interview" : `Question ${of.question + 1}`;
  switch (of.kind) {
    case "skipped":
      return `${question} was not asked.`;
    case "out-of-order":
      return `${question} was asked before its turn.`;
    case "overrun":
      return `${question} took ${inMinutes(of.overMs ?? 0)} longer than planned.`;
    case "kit":
      return `The interview started before ${of.person ?? "a rater"} had acknowledged the kit.`;
    case "paper":
      return of.words ?? `The card of ${of.person ?? "a rater"} was written on paper and entered afterwards.`;
    case "network":
      return of.words ?? "The network failed.";
    case "noted":
      return of.question === null ? (of.words ?? "") : `${question}: ${of.words ?? ""}`;
  }
}

/** Whole minutes, rounded down. */
function inMinutes(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
