import type * as Y from "yjs";
import { canonicalJson } from "../canonical.ts";
import { CLAUSES, CLAUSES_VERSION } from "../content/mou-clauses.ts";
import { defaultValues, isLegal, type ParameterValues, parameterOf } from "../mou.ts";
import type { Party } from "../roles.ts";
import { editText, type FormShape, oneOf, readText, readValue, type Scalar, setValue } from "./form.ts";

/** One clause as it stands. */
export interface MouClause {
  id: string;
  title: string;
  /** False: the parties leave this subject out; its words and values do not bind. */
  addressed: boolean;
  text: string;
  parameters: ParameterValues;
}

/** What both executives sign. Its canonical JSON is hashed. */
export interface MouTerms {
  clausesVersion: string;
  version: number;
  /** Names as they stood when the text was fixed, so that it can be read without the database. */
  names: { agency: string; district: string };
  /** Why this version was opened; null for the first. */
  reason: string | null;
  clauses: MouClause[];
}

export const mouKeys = {
  text: (clauseId: string) => `clause.${clauseId}.text`,
  addressed: (clauseId: string) => `clause.${clauseId}.addressed`,
  parameter: (key: string) => `parameter.${key}`,
  /** A lead's own tick. It holds the mark of the words it was given for, so that any change ends it. */
  agreed: (clauseId: string, userId: string) => `clause.${clauseId}.agreed.${userId}`,
};

/** Most characters of a clause. */
export const CLAUSE_MAX = 6000;

/** A person who leads for one of the two parties, and so may tick clauses for it. */
export interface MouLead {
  userId: string;
  name: string;
  party: Party;
}

/** The agreement's document: every clause with its first text, its values, and a tick for each lead alone. */
export function mouShape(leads: readonly { userId: string }[]): FormShape {
  const shape: FormShape = { kind: "form", values: {}, texts: {} };
  for (const clause of CLAUSES) {
    shape.texts[mouKeys.text(clause.id)] = { max: CLAUSE_MAX, initial: clause.text };
    shape.values[mouKeys.addressed(clause.id)] = { allows: oneOf(true, false), initial: true };
    for (const parameter of clause.parameters)
      shape.values[mouKeys.parameter(parameter.key)] = {
        allows: (value) => isLegal(parameter, value),
        initial: parameter.initial,
      };
    for (const { userId } of leads)
      shape.values[mouKeys.agreed(clause.id, userId)] = {
        allows: (value) => value === null || (typeof value === "string" && /^[0-9a-f]{14}$/.test(value)),
        ownerId: userId,
      };
  }
  return shape;
}

/** Reads one clause as it stands. */
export function readClause(doc: Y.Doc, clauseId: string): MouClause {
  const clause = CLAUSES.find(({ id }) => id === clauseId);
  if (!clause) throw new Error(`There is no clause called ${clauseId}.`);
  return {
    id: clause.id,
    title: clause.title,
    addressed: readValue(doc, mouKeys.addressed(clause.id)) !== false,
    text: readText(doc, mouKeys.text(clause.id)).trim(),
    parameters: Object.fromEntries(
      clause.parameters.map(({ key, initial }) => [key, readValue(doc, mouKeys.parameter(key)) ?? initial]),
    ),
  };
}

/** Reads the whole text as it would be signed. */
export function readMou(doc: Y.Doc, of: Pick<MouTerms, "version" | "names" | "reason">): MouTerms {
  return {
    clausesVersion: CLAUSES_VERSION,
    version: of.version,
    names: { agency: of.names.agency, district: of.names.district },
    reason: of.reason,
    clauses: CLAUSES.map(({ id }) => readClause(doc, id)),
  };
}

/** The values that bind: a clause left out binds nothing, so its usual values stand. */
export function valuesOf({ clauses }: Pick<MouTerms, "clauses">): ParameterValues {
  return Object.assign(defaultValues(), ...clauses.filter((c) => c.addressed).map((c) => c.parameters));
}

/** What still keeps the text from being marked ready, each as a sentence with the clause it belongs to. */
export function missingInMou({ clauses }: MouTerms): { clause: string; sentence: string }[] {
  return clauses.flatMap((clause) => {
    if (!clause.addressed)
      return clause.id === "review-and-term"
        ? [{ clause: clause.id, sentence: `${clause.title}: an agreement needs a review date.` }]
        : [];
    const gaps = Object.entries(clause.parameters)
      .filter(([key, value]) => !isLegal(parameterOf(key), value))
      .map(([key]) => ({
        clause: clause.id,
        sentence: `${clause.title}: choose a value for “${parameterOf(key).label}”.`,
      }));
    if (rotationWithoutTerm(clause))
      gaps.push({ clause: clause.id, sentence: `${clause.title}: a fixed term needs its number of years.` });
    return clause.text
      ? gaps
      : [{ clause: clause.id, sentence: `${clause.title}: write the clause, or leave the subject out.` }, ...gaps];
  });
}

const rotationWithoutTerm = ({ parameters }: MouClause): boolean =>
  parameters["rotation.mandatory"] === "fixed-term" && parameters["rotation.fixed_term_years"] === null;

/** How each party stands to one clause. `lapsed`: its lead agreed to words that have changed since. */
export type Tick = "agreed" | "lapsed" | "open";

export function tickOf(doc: Y.Doc, clauseId: string, leads: readonly MouLead[], party: "agency" | "district"): Tick {
  const mark = clauseMark(readClause(doc, clauseId));
  const marks = leads
    .filter((lead) => lead.party === party)
    .map((lead) => readValue(doc, mouKeys.agreed(clauseId, lead.userId)))
    .filter((value): value is string => typeof value === "string");
  if (marks.includes(mark)) return "agreed";
  return marks.length > 0 ? "lapsed" : "open";
}

/** Ticks the clause as it stands for one lead, or takes the tick back. */
export function setTick(doc: Y.Doc, clauseId: string, userId: string, on: boolean): void {
  setValue(doc, mouKeys.agreed(clauseId, userId), on ? clauseMark(readClause(doc, clauseId)) : null);
}

/**
 * A short mark of a clause's words and values: equal words give the same mark on every machine. It finds changes; it
 * protects against nobody, and no signature rests on it. Source: cyrb53, 53 bits, public domain.
 */
export function clauseMark({ addressed, text, parameters }: MouClause): string {
  const words = canonicalJson({ addressed, text, parameters });
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < words.length; i++) {
    const code = words.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, "0");
}

/** The field of a clause a proposal is about: its words, or one of its values. */
export function fieldValue(clause: MouClause, field: string): string {
  if (field === "text") return clause.text;
  return canonicalJson(clause.parameters[field] ?? null);
}

/** Does this clause have such a field? */
export function hasField(clauseId: string, field: string): boolean {
  const clause = CLAUSES.find(({ id }) => id === clauseId);
  return clause !== undefined && (field === "text" || clause.parameters.some(({ key }) => key === field));
}

/** Writes an accepted proposal over the text and ticks the clause for both sides: one proposed it, the other accepted. */
export function applyProposal(
  doc: Y.Doc,
  { clauseId, field, after }: { clauseId: string; field: string; after: string },
  leads: readonly MouLead[],
): void {
  if (field === "text") editText(doc, mouKeys.text(clauseId), after);
  else setValue(doc, mouKeys.parameter(field), JSON.parse(after) as Scalar);
  for (const { userId } of leads) setTick(doc, clauseId, userId, true);
}
