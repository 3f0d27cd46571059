import { EXERCISES } from "./content/exercises.ts";
import { CLAUSES } from "./content/mou-clauses.ts";
import { QUESTIONS } from "./content/questions.ts";
import { CRITERIA } from "./content/rubric.ts";
import { PLACE_WORDS } from "./decision.ts";
import { evidenceKey, ratingKey } from "./documents/card.ts";
import { decisionKeys, LINK_PARTS } from "./documents/decision.ts";
import type { Scalar } from "./documents/form.ts";
import { agreedKey, dissentKey, movedKey, moveReasonKey, reasonKey } from "./documents/joint.ts";
import { mouKeys } from "./documents/mou.ts";
import { type Criterion, processKeys } from "./documents/process.ts";
import { valueInWords } from "./mou.ts";
import { ROLES } from "./roles.ts";
import { dayInWords } from "./time.ts";

/** A key of a form as people know it. */
export interface FormField {
  key: string;
  kind: "text" | "value";
  /** The part of the document it stands in. */
  section: string;
  label: string;
  words(value: Scalar): string;
}

interface Names {
  schools: readonly { id: string; name: string }[];
  raters: readonly { userId: string; name: string }[];
}

/** The fields of a process agreement, in the order in which it is read. */
export function agreementFields({ schools, raters }: Names): FormField[] {
  const { criterion, question } = processKeys;
  const rules = (label: string, key: string, words?: FormField["words"]) =>
    field("Position and rules", label, key, words);
  return [
    rules("Position", "position"),
    rules("School", "schoolId", (v) => schools.find(({ id }) => id === v)?.name ?? "No single school"),
    rules("Service counts up to", "cutoffDate", (v) => (v ? dayInWords(String(v)) : "No date")),
    rules("Minimum service", "minimumYears", (v) => (v === 1 ? "1 year" : `${String(v)} years`)),
    rules("Moderator", "moderator", (v) => ROLES[v === "administrator" ? "administrator" : "supervisor"].label),
    rules("Scoring", "scoringMode", (v) => (v === "open" ? "Open" : "Independent first")),
    rules("When two candidates have equal totals", "tieRule"),
    rules("Why some criteria weigh more", "weightReason"),
    ...CRITERIA.flatMap(({ id, title }) => [
      field(title, "In the agreement", criterion(id, "on"), yesOrNo),
      field(title, "Weight", criterion(id, "weight"), plainly),
      field(title, "Place in the list", criterion(id, "order"), place),
      field(title, "Definition", criterion(id, "definition")),
      ...[1, 3, 5].map((n) => field(title, `What a ${n} looks like`, criterion(id, `anchor${n}`))),
    ]),
    ...QUESTIONS.flatMap(({ id, lead }) => {
      const section = `Question: ${short(lead)}`;
      return [
        field(section, "In the agreement", question(id, "on"), yesOrNo),
        field(section, "Place in the list", question(id, "order"), place),
        field(section, "Gives evidence for", question(id, "criterion"), (v) => titleOf(CRITERIA, v)),
        field(section, "Planned minutes", question(id, "minutes"), plainly),
        field(section, "Question, as it is read aloud", question(id, "lead")),
        field(section, "Probes", question(id, "probes")),
        ...[1, 3, 5].map((n) => field(section, `What a ${n} sounds like`, question(id, `anchor${n}`))),
      ];
    }),
    ...EXERCISES.map(({ id, title }) => field("Exercises", title, processKeys.exercise(id), yesOrNo)),
    ...raters.map(({ userId, name }) =>
      field("Panel", name, processKeys.panel(userId), (v) => (v === true ? "On the panel" : "Not on the panel")),
    ),
  ];
}

/** The fields of a memorandum: clause by clause, its words, its values, and who ticked it. */
export function mouFields(leads: Names["raters"]): FormField[] {
  return CLAUSES.flatMap(({ id, title, parameters }) => [
    field(title, "In the agreement", mouKeys.addressed(id), yesOrNo),
    field(title, "Text", mouKeys.text(id)),
    ...parameters.map((parameter) =>
      field(title, parameter.label, mouKeys.parameter(parameter.key), (v) => valueInWords(parameter, v)),
    ),
    ...leads.map(({ userId, name }) =>
      field(title, `Agreed by ${name}`, mouKeys.agreed(id, userId), (v) => (v === null ? "Not agreed" : "Agreed")),
    ),
  ]);
}

/** The fields of a round's decision: the order, then the reasons by criterion. */
export function decisionFields(
  criteria: readonly { id: string; title: string }[],
  candidates: readonly { candidateId: string; name: string; interviewId: string | null }[],
): FormField[] {
  const order = "The order";
  return [
    ...candidates.flatMap(({ candidateId, name }) => [
      field(order, `${name}: place in the list`, decisionKeys.order(candidateId), place),
      field(order, `${name}: what follows`, decisionKeys.place(candidateId), (v) =>
        v === null ? "Not chosen" : (PLACE_WORDS[v as keyof typeof PLACE_WORDS] ?? plainly(v)),
      ),
      field(order, `${name}: why the place differs`, decisionKeys.gap(candidateId)),
    ]),
    field(order, "Alternates stand by until", decisionKeys.alternatesUntil, (v) =>
      v ? dayInWords(String(v)) : "No date",
    ),
    field(order, "Why nobody is appointed", decisionKeys.nobody),
    field(order, "Why it is decided without some candidates", decisionKeys.others),
    ...criteria.flatMap(({ id, title }) => [
      field(title, "Reasons", decisionKeys.rationale(id)),
      ...candidates.flatMap(({ name, interviewId }) =>
        interviewId === null
          ? []
          : LINK_PARTS.map((part) =>
              field(
                title,
                `Rests on the ${part === "joint" ? "joint scorecard" : "notes"} on ${name}`,
                decisionKeys.link(id, interviewId, part),
                yesOrNo,
              ),
            ),
      ),
    ]),
  ];
}

/** The fields of a joint scorecard. */
export function jointFields(criteria: readonly Criterion[], raters: Names["raters"]): FormField[] {
  return criteria.flatMap(({ id, title }) => [
    field(title, "Joint score", agreedKey(id), score),
    field(title, "Reason for the joint score", reasonKey(id)),
    ...raters.flatMap(({ userId, name }) => [
      field(title, `${name}: moved to`, movedKey(id, userId), score),
      field(title, `${name}: reason for the move`, moveReasonKey(id, userId)),
      field(title, `${name}: dissent`, dissentKey(id, userId)),
    ]),
  ]);
}

/** The fields of one person's card. */
export function cardFields(criteria: readonly Criterion[]): FormField[] {
  return criteria.flatMap(({ id, title }) => [
    field(title, "Rating", ratingKey(id), score),
    field(title, "Evidence", evidenceKey(id)),
  ]);
}

/** One field; without `words` it is a text. */
export function field(section: string, label: string, key: string, words?: FormField["words"]): FormField {
  return { key, kind: words ? "value" : "text", section, label, words: words ?? plainly };
}

const plainly = (value: Scalar): string => (value === null ? "None" : String(value));
const yesOrNo = (value: Scalar): string => (value === true ? "Yes" : "No");
const place = (value: Scalar): string => String(Math.round(Number(value) / 10));
const titleOf = (list: readonly { id: string; title: string }[], id: Scalar): string =>
  list.find((one) => one.id === id)?.title ?? plainly(id);

function score(value: Scalar): string {
  if (value === "not-observed") return "Not observed";
  if (value === "not-measured") return "Not measured";
  return value === null ? "No score" : String(value);
}

function short(words: string): string {
  const all = words.split(/\s+/);
  return all.length > 9 ? `${all.slice(0, 9).join(" ")} …` : words;
}
