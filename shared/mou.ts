import { CLAUSES, type Clause, type ClauseParameter, type ParameterUnit } from "./content/mou-clauses.ts";
import { addMonths } from "./days.ts";
import type { Scalar } from "./documents/form.ts";
import { DEFAULT_TIE_RULE, type ScoringMode } from "./documents/process.ts";

/** Every parameter of every clause, in the order of the clauses. */
export const PARAMETERS: readonly ClauseParameter[] = CLAUSES.flatMap((clause) => clause.parameters);

/** Values by parameter key; a list is written as text, "30, 90, 180". */
export type ParameterValues = Record<string, Scalar>;

/** The clause that holds a parameter. @throws on a key that no clause has: a misspelled rule must not pass in silence. */
export function clauseOf(parameterKey: string): Clause {
  const clause = CLAUSES.find(({ parameters }) => parameters.some(({ key }) => key === parameterKey));
  if (!clause) throw new Error(`No clause has a parameter called ${parameterKey}.`);
  return clause;
}

/** A parameter by its key. @throws on a key that no clause has. */
export function parameterOf(key: string): ClauseParameter {
  return clauseOf(key).parameters.find((parameter) => parameter.key === key) as ClauseParameter;
}

/** What every parameter is when no agreement says otherwise. */
export function defaultValues(): ParameterValues {
  return Object.fromEntries(PARAMETERS.map(({ key, initial }) => [key, initial]));
}

/** Is this a legal value: of the parameter's type and within the product's limits? */
export function isLegal(
  { type, min = 0, max = Number.MAX_SAFE_INTEGER, options, initial }: ClauseParameter,
  value: Scalar,
): boolean {
  if (value === null) return initial === null;
  switch (type) {
    case "integer":
      return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
    case "boolean":
      return typeof value === "boolean";
    case "enum":
      return typeof value === "string" && options?.includes(value) === true;
    case "date-rule":
      return typeof value === "string" && isMonthDay(value);
    case "list": {
      const days = typeof value === "string" && value.length <= 120 ? numbersOf(value) : null;
      return days?.every((n, i) => n >= min && n <= max && (i === 0 || n > (days[i - 1] ?? 0))) === true;
    }
  }
}

/** Reads a typed or posted value. @returns `undefined` when it is none of this parameter's legal values. */
export function parseValue(parameter: ClauseParameter, typed: string): Scalar | undefined {
  const words = typed.trim();
  const value: Scalar =
    parameter.type === "integer"
      ? words === ""
        ? null
        : /^\d{1,6}$/.test(words)
          ? Number(words)
          : Number.NaN
      : parameter.type === "boolean"
        ? words === "true"
          ? true
          : words === "false"
            ? false
            : words
        : parameter.type === "list"
          ? (numbersOf(words)?.join(", ") ?? words)
          : words;
  return isLegal(parameter, value) ? value : undefined;
}

/** What a value has to be, as a sentence for whoever typed another. */
export function limitsInWords({ type, min, max }: ClauseParameter): string {
  if (type === "integer") return `Enter a whole number from ${min} to ${max}.`;
  if (type === "list")
    return `Enter whole numbers from ${min} to ${max}, each larger than the one before, with commas.`;
  if (type === "date-rule") return "Enter month and day as two numbers each, such as 06-30.";
  return "Choose one of the listed values.";
}

/** A value as people read it: "10 working days", "Yes", "June 30", "30, 90, 180 and 365 calendar days". */
export function valueInWords({ type, unit }: ClauseParameter, value: Scalar): string {
  if (value === null) return "Not set";
  if (type === "boolean") return value === true ? "Yes" : "No";
  if (type === "enum") return optionInWords(String(value));
  if (type === "date-rule") return monthDayInWords(String(value));
  if (type === "list") return [listInWords(String(value)), unitInWords(unit, 2)].filter(Boolean).join(" ");
  return [value, unitInWords(unit, Number(value))].filter((part) => part !== "").join(" ");
}

/** "independent-first" → "Independent first". */
export function optionInWords(option: string): string {
  const words = option.replaceAll("-", " ").replace("youth engagement then", "youth engagement, then");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The unit for this many: "working day", "working days"; "" where there is none. */
export function unitInWords(unit: ParameterUnit | undefined, n: number): string {
  if (!unit) return "";
  if (unit === "people") return n === 1 ? "person" : "people";
  if (unit === "percent") return "percent";
  const plural = unit.replace("_", " ");
  return n === 1 ? (unit === "entries" ? "entry" : plural.replace(/s$/, "")) : plural;
}

/** The numbers of a list as it is written; `null` when it is none. */
export function numbersOf(list: string): number[] | null {
  const parts = list.split(",").map((part) => part.trim());
  return parts.every((part) => /^\d{1,4}$/.test(part)) ? parts.map(Number) : null;
}

/** Parameters that Accord acts upon today; the others are agreed and kept for the people who keep them. */
const ACTED_UPON: readonly string[] = [
  "selection.minimum_experience_years",
  "selection.scoring_mode",
  "selection.tie_rule",
  "probation.length_months",
  "probation.checkpoints_days",
  "probation.administrator_takes_part",
  "probation.input_days",
  "probation.leave_pause_after_days",
  "probation.max_extensions",
  "probation.extension_max_days",
  "probation.notice_required_before_end",
  "review.interval_months",
  "review.due_by",
];
export const isActedUpon = (key: string): boolean => ACTED_UPON.includes(key);

/** What a new selection round starts from under these values. */
export function roundDefaults(values: ParameterValues): {
  minimumYears: number;
  scoringMode: ScoringMode;
  tieRule: string;
} {
  return {
    minimumYears: Number(values["selection.minimum_experience_years"] ?? 3),
    scoringMode: values["selection.scoring_mode"] === "open" ? "open" : "independent-first",
    tieRule: tieRuleOf(values["selection.tie_rule"]),
  };
}

/** The words of an agreed tie rule. */
export function tieRuleOf(option: Scalar | undefined): string {
  return TIE_RULES[String(option)] ?? DEFAULT_TIE_RULE;
}

const TIE_RULES: Record<string, string> = {
  "youth-engagement-then-panel-vote":
    "Equal totals are ordered by youth engagement. If they are still equal, the panel votes; each member has one vote, and both leads write the reason.",
  "panel-vote": "When totals are equal, the panel votes; each member has one vote, and both leads write the reason.",
  "agency-decides-with-reason": "When totals are equal, the agency decides and writes the reason.",
  "further-exercise-same-for-all":
    "When totals are equal, those candidates do one further exercise, the same for all of them, rated by the whole panel.",
};

/**
 * The day by which an agreement is looked at again: the last agreed month and day within the interval after it came
 * into force, or the end of the interval when that day does not fall into it.
 * @param from ISO date on which it came into force, or was reaffirmed. @returns an ISO date.
 */
export function reviewDay(values: ParameterValues, from: string): string {
  const latest = addMonths(from, Number(values["review.interval_months"] ?? 12));
  const dueBy = String(values["review.due_by"] ?? "06-30");
  const year = Number(latest.slice(0, 4));
  const within = [year, year - 1, year - 2, year - 3]
    .map((y) => `${y}-${dueBy}`)
    .find((day) => day <= latest && day > from);
  return within ?? latest;
}

/** February 29 is none: it does not come every year. */
function isMonthDay(words: string): boolean {
  const found = /^(\d{2})-(\d{2})$/.exec(words);
  if (!found) return false;
  const date = new Date(Date.UTC(2027, Number(found[1]) - 1, Number(found[2])));
  return date.toISOString().slice(5, 10) === words;
}

function monthDayInWords(words: string): string {
  if (!isMonthDay(words)) return words;
  const date = Date.parse(`2027-${words}T12:00:00Z`);
  return new Intl.DateTimeFormat("en-US", { month: "long", day: "numeric", timeZone: "UTC" }).format(date);
}

function listInWords(list: string): string {
  const parts = list.split(",").map((part) => part.trim());
  return parts.length < 2 ? list : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
