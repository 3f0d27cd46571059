import type { AnyFacts } from "#shared/machine.ts";

/** Who is waited for in a case. */
export type Awaited = "officer" | "supervisor" | "administrator" | "chief" | "superintendent";

/** One thing somebody has to do in an officer's case before it goes on. */
export interface Step {
  subject: "probation" | "checkpoint" | "evaluation" | "removal" | "training";
  subjectId: string;
  /** What it is, as a word that stays the same. */
  kind: string;
  who: Awaited;
  /** ISO date on whose end it goes on without them, or is late; null where there is none. */
  dueOn: string | null;
  /** What they do, to follow a name and "to": "sign the dates". */
  verb: string;
  /** The page on which it is done. */
  to: string;
  /** The part of the record's table that says who may know of it. */
  part: string;
  facts: AnyFacts;
  /** ISO date after which it is late, where nobody is to be reminded of that day any more. */
  lateSince?: string;
}

/** The steps of one record: how each is made from what sets it apart. */
export const stepsOf =
  (record: Pick<Step, "subject" | "subjectId" | "to" | "facts">) =>
  (kind: string, who: Awaited, verb: string, part: string, dueOn: string | null = null): Step => ({
    ...record,
    ...{ kind, who, verb, part, dueOn },
  });
