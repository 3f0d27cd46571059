import type * as Y from "yjs";
import { EXERCISES } from "../content/exercises.ts";
import { QUESTIONS } from "../content/questions.ts";
import { CRITERIA, RUBRIC_VERSION } from "../content/rubric.ts";
import type { Party } from "../roles.ts";
import { isDay } from "../service.ts";
import { type FormShape, oneOf, readText, readValue, setValue } from "./form.ts";

/** The three written anchors of a rating scale: what a 1, a 3 and a 5 look like. */
export interface Anchors {
  1: string;
  3: string;
  5: string;
}

export interface Criterion {
  id: string;
  title: string;
  definition: string;
  weight: number;
  anchors: Anchors;
}

export interface Question {
  id: string;
  lead: string;
  /** The criterion whose evidence it gives. */
  criterionId: string;
  /** Planned minutes. Agreements signed before this existed lack it. */
  minutes?: number;
  probes: string[];
  anchors: Anchors;
}

export interface Exercise {
  id: string;
  title: string;
  criterionId: string;
  /** As the bank had them when the text was fixed. Agreements signed before this existed lack them. */
  minutes?: number;
  anchors?: Anchors;
}

export type ScoringMode = "independent-first" | "open";

/** What both leads sign. Its canonical JSON is hashed; the round reads its rules from here. */
export interface ProcessTerms {
  rubricVersion: string;
  position: string;
  schoolId: string | null;
  cutoffDate: string;
  minimumYears: number;
  scoringMode: ScoringMode;
  /** Which lead moderates the interviews. */
  moderator: "supervisor" | "administrator";
  /** While a file is screened, only the coordinator sees whose it is. Agreements signed before this existed lack it. */
  maskedScreening?: boolean;
  tieRule: string;
  weightReason: string;
  criteria: Criterion[];
  questions: Question[];
  exercises: Exercise[];
  /** User ids, in seating order. */
  panel: string[];
  /** Names as they stood when the text was fixed, so that the signed text can be read without the database. */
  names?: { agency: string; district: string; school: string | null; panel: PanelSeat[] };
}

/** One seat on the panel, as the signed text names it. */
export interface PanelSeat {
  id: string;
  name: string;
  party: Party;
}

export const DEFAULT_TIE_RULE =
  "Equal totals are ordered by youth engagement, then by communication, then by law-enforcement experience. If they are still equal, both leads decide together and write the reason.";

const criterionKey = (id: string, field: string) => `criterion.${id}.${field}`;
const questionKey = (id: string, field: string) => `question.${id}.${field}`;
export const processKeys = {
  criterion: criterionKey,
  question: questionKey,
  exercise: (id: string) => `exercise.${id}.on`,
  panel: (userId: string) => `panel.${userId}.on`,
};

const isText = (max: number) => (v: unknown) => typeof v === "string" && v.length <= max;
const isBool = oneOf(true, false);
const isMinutes = (v: unknown) => typeof v === "number" && Number.isInteger(v) && v >= 1 && v <= 60;
const isOrder = (v: unknown) => typeof v === "number" && Number.isFinite(v) && v >= 0 && v <= 10_000;
const criterionIds = CRITERIA.map((c) => c.id);

/** The agreement's document, starting from the default rubric, questions and exercises. @param memberIds who can be chosen for the panel. */
export function processShape(
  memberIds: readonly string[],
  start: { position: string; schoolId: string | null; cutoffDate: string; panel: readonly string[] },
): FormShape {
  const shape: FormShape = {
    kind: "form",
    values: {
      schoolId: { allows: (v) => v === null || isText(64)(v), initial: start.schoolId },
      cutoffDate: { allows: (v) => typeof v === "string" && isDay(v), initial: start.cutoffDate },
      minimumYears: { allows: (v) => typeof v === "number" && v >= 0 && v <= 20, initial: 3 },
      scoringMode: { allows: oneOf("independent-first", "open"), initial: "independent-first" },
      moderator: { allows: oneOf("supervisor", "administrator"), initial: "supervisor" },
      maskedScreening: { allows: isBool, initial: false },
    },
    texts: {
      position: { max: 200, initial: start.position },
      tieRule: { max: 2000, initial: DEFAULT_TIE_RULE },
      weightReason: { max: 2000 },
    },
  };
  CRITERIA.forEach((c, i) => {
    shape.values[criterionKey(c.id, "on")] = { allows: isBool, initial: c.defaultOn };
    shape.values[criterionKey(c.id, "weight")] = {
      allows: (v) => typeof v === "number" && v > 0 && v <= 10,
      initial: c.defaultWeight,
    };
    shape.values[criterionKey(c.id, "order")] = { allows: isOrder, initial: (i + 1) * 10 };
    shape.texts[criterionKey(c.id, "definition")] = { max: 2000, initial: c.definition };
    for (const level of [1, 3, 5] as const)
      shape.texts[criterionKey(c.id, `anchor${level}`)] = { max: 2000, initial: c.anchors[level] };
  });
  QUESTIONS.forEach((q, i) => {
    shape.values[questionKey(q.id, "on")] = { allows: isBool, initial: q.starter };
    shape.values[questionKey(q.id, "order")] = { allows: isOrder, initial: (i + 1) * 10 };
    shape.values[questionKey(q.id, "criterion")] = { allows: oneOf(...criterionIds), initial: q.defaultCriterion };
    shape.values[questionKey(q.id, "minutes")] = { allows: isMinutes, initial: q.minutes };
    shape.texts[questionKey(q.id, "lead")] = { max: 2000, initial: q.lead };
    shape.texts[questionKey(q.id, "probes")] = { max: 2000, initial: q.probes.join("\n") };
    for (const level of [1, 3, 5] as const)
      shape.texts[questionKey(q.id, `anchor${level}`)] = { max: 2000, initial: q.anchors[level] };
  });
  for (const e of EXERCISES) shape.values[processKeys.exercise(e.id)] = { allows: isBool, initial: e.defaultOn };
  for (const id of memberIds)
    shape.values[processKeys.panel(id)] = { allows: isBool, initial: start.panel.includes(id) };
  return shape;
}

type Listed = "criterion" | "question";

/** Puts the chosen criteria or questions into this order, as one edit. */
export function setOrder(doc: Y.Doc, listed: Listed, ids: readonly string[]): void {
  doc.transact(() => {
    ids.forEach((id, i) => {
      setValue(doc, processKeys[listed](id, "order"), (i + 1) * 10);
    });
  });
}

/** Takes a criterion or question into the agreement, at the end of those chosen, or leaves it out. */
export function choose(doc: Y.Doc, listed: Listed, id: string, on: boolean, chosen: readonly string[]): void {
  doc.transact(() => {
    setValue(doc, processKeys[listed](id, "on"), on);
    if (on) setOrder(doc, listed, [...chosen.filter((other) => other !== id), id]);
  });
}

/** Reads the terms as they stand. @param memberIds in seating order. */
export function readTerms(doc: Y.Doc, memberIds: readonly string[]): ProcessTerms {
  const value = (key: string) => readValue(doc, key);
  const byOrder = (key: (id: string, field: string) => string) => (a: { id: string }, b: { id: string }) =>
    Number(value(key(a.id, "order")) ?? 0) - Number(value(key(b.id, "order")) ?? 0);
  const anchors = (key: (field: string) => string): Anchors => ({
    1: readText(doc, key("anchor1")).trim(),
    3: readText(doc, key("anchor3")).trim(),
    5: readText(doc, key("anchor5")).trim(),
  });
  return {
    rubricVersion: RUBRIC_VERSION,
    position: readText(doc, "position").trim(),
    schoolId: (value("schoolId") as string | null | undefined) ?? null,
    cutoffDate: String(value("cutoffDate") ?? ""),
    minimumYears: Number(value("minimumYears") ?? 3),
    scoringMode: value("scoringMode") === "open" ? "open" : "independent-first",
    moderator: value("moderator") === "administrator" ? "administrator" : "supervisor",
    maskedScreening: value("maskedScreening") === true,
    tieRule: readText(doc, "tieRule").trim(),
    weightReason: readText(doc, "weightReason").trim(),
    criteria: CRITERIA.filter((c) => value(criterionKey(c.id, "on")) === true)
      .sort(byOrder(criterionKey))
      .map((c) => ({
        id: c.id,
        title: c.title,
        definition: readText(doc, criterionKey(c.id, "definition")).trim(),
        weight: Number(value(criterionKey(c.id, "weight")) ?? 1),
        anchors: anchors((field) => criterionKey(c.id, field)),
      })),
    questions: QUESTIONS.filter((q) => value(questionKey(q.id, "on")) === true)
      .sort(byOrder(questionKey))
      .map((q) => ({
        id: q.id,
        lead: readText(doc, questionKey(q.id, "lead")).trim(),
        criterionId: String(value(questionKey(q.id, "criterion")) ?? q.defaultCriterion),
        minutes: Number(value(questionKey(q.id, "minutes")) ?? q.minutes),
        probes: readText(doc, questionKey(q.id, "probes"))
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean),
        anchors: anchors((field) => questionKey(q.id, field)),
      })),
    exercises: EXERCISES.filter((e) => value(processKeys.exercise(e.id)) === true).map((e) => ({
      id: e.id,
      title: e.title,
      criterionId: e.criterion,
      minutes: e.minutes,
      anchors: { ...e.anchors },
    })),
    panel: memberIds.filter((id) => value(processKeys.panel(id)) === true),
  };
}

/** Whom and what the terms may name. Raters stand in seating order. */
export interface TermsChoices {
  program: { agencyName: string; districtName: string };
  schools: readonly { id: string; name: string }[];
  raters: readonly { userId: string; name: string; party: Party }[];
}

/** The terms of a document with the names they stand for: exactly what both leads sign. */
export function namedTerms(doc: Y.Doc, { program, schools, raters }: TermsChoices): ProcessTerms {
  const terms = readTerms(
    doc,
    raters.map((rater) => rater.userId),
  );
  return {
    ...terms,
    names: {
      agency: program.agencyName,
      district: program.districtName,
      school: schools.find((school) => school.id === terms.schoolId)?.name ?? null,
      panel: raters
        .filter((rater) => terms.panel.includes(rater.userId))
        .map(({ userId, name, party }) => ({ id: userId, name, party })),
    },
  };
}

/**
 * What still keeps the agreement from being signed, each as a sentence with the part it belongs to.
 * @param agreedYears the least service the agreement between the parties asks for; `null` while none is in force
 */
export function missingInTerms(
  terms: ProcessTerms,
  agreedYears: number | null = null,
): { part: string; sentence: string }[] {
  const gaps: { part: string; sentence: string }[] = [];
  if (!terms.position) gaps.push({ part: "position", sentence: "Name the position this round fills." });
  if (!terms.cutoffDate) gaps.push({ part: "position", sentence: "Choose the date up to which service counts." });
  if (agreedYears !== null && terms.minimumYears < agreedYears)
    gaps.push({
      part: "position",
      sentence: `The agreement between the parties asks for at least ${agreedYears} years of sworn service. Raise the minimum; a waiver is there for one candidate.`,
    });
  if (terms.criteria.length === 0) gaps.push({ part: "criteria", sentence: "Choose at least one criterion." });
  for (const c of terms.criteria)
    for (const level of [1, 3, 5] as const)
      if (!c.anchors[level]) gaps.push({ part: "criteria", sentence: `${c.title}: write the anchor for ${level}.` });
  if (new Set(terms.criteria.map((c) => c.weight)).size > 1 && !terms.weightReason)
    gaps.push({ part: "criteria", sentence: "Weights are unequal: write down why one criterion should weigh more." });
  if (terms.questions.length === 0) gaps.push({ part: "questions", sentence: "Choose at least one question." });
  for (const q of terms.questions)
    if (!q.lead)
      gaps.push({ part: "questions", sentence: "A chosen question has no words. Write it, or leave it out." });
  const on = new Set(terms.criteria.map((c) => c.id));
  for (const q of terms.questions)
    if (!on.has(q.criterionId))
      gaps.push({
        part: "questions",
        sentence: `“${q.lead.slice(0, 60)}…” gives evidence for a criterion that is not in the agreement. Choose another criterion for it, or leave it out.`,
      });
  const measured = new Set([
    ...terms.questions.map((q) => q.criterionId),
    ...terms.exercises.map((e) => e.criterionId),
  ]);
  for (const c of terms.criteria)
    if (!measured.has(c.id) && c.id !== "law-enforcement-experience")
      gaps.push({ part: "questions", sentence: `${c.title}: no chosen question or exercise gives evidence for it.` });
  if (terms.panel.length < 2) gaps.push({ part: "panel", sentence: "Choose at least two people for the panel." });
  if (!terms.tieRule) gaps.push({ part: "rules", sentence: "Write what happens when two candidates are equal." });
  return gaps;
}
