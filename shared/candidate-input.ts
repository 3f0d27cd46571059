import { z } from "zod";
import { isDay } from "./service.ts";
import { dayInWords } from "./time.ts";

/** A candidate as entered by form or by CSV, before it has an id. Empty optional fields become null. */
export interface CandidateInput {
  name: string;
  email: string | null;
  post: string | null;
  spans: SpanInput[];
  youth: YouthInput[];
}

export interface SpanInput {
  agency: string;
  post: string | null;
  from: string;
  to: string | null;
}

export interface YouthInput {
  what: string;
  when: string;
  verifier: string | null;
}

export const CANDIDATE_LIMITS = { spans: 12, youth: 12, shortText: 200, longText: 600 } as const;

/** One thing that is wrong: `path` names the field ("spans.0.from"), `sentence` says what to do. */
export interface InputProblem {
  path: string;
  sentence: string;
}

export type ParsedCandidate = { ok: true; candidate: CandidateInput } | { ok: false; problems: InputProblem[] };

/** What was typed into a form or a row of a file. */
export interface TypedCandidate {
  name: string;
  email: string;
  post: string;
  spans: readonly { agency: string; post: string; from: string; to: string }[];
  youth: readonly { what: string; when: string; verifier: string }[];
}

/**
 * Parses one candidate from outside. Every problem is named at once, none is repaired silently.
 * @param today ISO date; what is told of a candidate has happened by then
 */
export function parseCandidate(input: TypedCandidate, today: string): ParsedCandidate {
  const result = schema.safeParse(input);
  const toCome = daysToCome(input, today);
  if (result.success && toCome.length === 0) return { ok: true, candidate: result.data };
  const wrong = result.error?.issues ?? [];
  return {
    ok: false,
    problems: [...wrong.map((issue) => ({ path: issue.path.join("."), sentence: issue.message })), ...toCome],
  };
}

/** Days of service and of work with young people that lie after today. A day that is no date has its problem already. */
export function daysToCome(
  { spans, youth }: { spans: readonly Pick<SpanInput, "from" | "to">[]; youth: readonly Pick<YouthInput, "when">[] },
  today: string,
): InputProblem[] {
  const later = (text: string) => isDay(text) && text > today && text <= LAST_DAY;
  const problems: InputProblem[] = [];
  for (const [i, span] of spans.entries()) {
    const [from, to] = [span.from.trim(), span.to?.trim() ?? ""];
    if (later(from))
      problems.push({
        path: `spans.${i}.from`,
        sentence: `First day: this day has not come yet (${dayInWords(from)}). Enter a day up to today.`,
      });
    if (later(to))
      problems.push({
        path: `spans.${i}.to`,
        sentence: `Last day: this day has not come yet (${dayInWords(to)}). Leave it empty while the candidate is still serving.`,
      });
  }
  for (const [i, { when }] of youth.entries()) {
    const day = when.match(/\b\d{4}-\d{2}-\d{2}\b/g)?.find(later);
    const year = when.match(/\b2[01]\d{2}\b/g)?.find((text) => text > today.slice(0, 4));
    if (day || year)
      problems.push({
        path: `youth.${i}.when`,
        sentence: `When: ${day ? dayInWords(day) : year} has not come yet. Say when it was, up to today.`,
      });
  }
  return problems;
}

const FIRST_DAY = "1950-01-01";
const LAST_DAY = "2100-12-31";

const required = (label: string, max: number) =>
  z
    .string()
    .transform(plainLine)
    .pipe(z.string().min(1, label).max(max, `At most ${max} characters. Shorten it.`));

const optional = (max: number) =>
  z
    .string()
    .nullish()
    .transform((text) => plainLine(text ?? "") || null)
    .pipe(z.string().max(max, `At most ${max} characters. Shorten it.`).nullable());

const day = (missing: string) =>
  z
    .string()
    .transform((text) => text.trim())
    .superRefine((text, check) => {
      if (text === "") check.addIssue({ code: "custom", message: missing });
      else if (!isDay(text)) check.addIssue({ code: "custom", message: notADay(text) });
      else if (text < FIRST_DAY || text > LAST_DAY) check.addIssue({ code: "custom", message: wrongYear(text) });
    });

const span = z
  .object({
    agency: required("Name the agency.", CANDIDATE_LIMITS.shortText),
    post: optional(CANDIDATE_LIMITS.shortText),
    from: day("Give the first day, for example January 1, 2020 (in a file: 2020-01-01)."),
    to: z
      .string()
      .nullish()
      .transform((text) => text?.trim() || null)
      .pipe(day("").nullable()),
  })
  .superRefine((value, check) => {
    if (value.to !== null && isDay(value.from) && isDay(value.to) && value.to < value.from)
      check.addIssue({
        code: "custom",
        path: ["to"],
        message: `The last day (${dayInWords(value.to)}) lies before the first (${dayInWords(value.from)}). Change one of them.`,
      });
  });

const youth = z.object({
  what: required("Say what the candidate did.", CANDIDATE_LIMITS.longText),
  when: required("Say when, for example “2023 to present, weekly”.", CANDIDATE_LIMITS.shortText),
  verifier: optional(CANDIDATE_LIMITS.shortText),
});

const schema = z.object({
  name: required("Enter the candidate’s name.", CANDIDATE_LIMITS.shortText),
  email: z
    .string()
    .nullish()
    .transform((text) => text?.trim().toLowerCase() || null)
    .pipe(z.email("This is not an e-mail address. Check it, or leave it empty.").max(254).nullable()),
  post: optional(CANDIDATE_LIMITS.shortText),
  spans: z.array(span).max(CANDIDATE_LIMITS.spans, `At most ${CANDIDATE_LIMITS.spans} service spans.`),
  youth: z.array(youth).max(CANDIDATE_LIMITS.youth, `At most ${CANDIDATE_LIMITS.youth} items.`),
});

/** Control and invisible characters never belong in a name or a line; white space is made single. */
export function plainLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\p{Cf}+/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

const wrongYear = (text: string) => `${dayInWords(text)} cannot be right. Check the year.`;

/** Says how a date is written, with the likely one where it can be told. */
function notADay(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (/^(?!19|20|21)\d{4}-\d{2}-\d{2}$/.test(text)) return wrongYear(text);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const guess = us ? `${us[3]}-${(us[1] ?? "").padStart(2, "0")}-${(us[2] ?? "").padStart(2, "0")}` : "";
  return `“${short}” is not a date. Write it as ${guess && isDay(guess) ? guess : "2022-09-06"}.`;
}
