import { type Assignment, factsOfCase } from "#db/assignments.ts";
import { trainingOf } from "#db/evidence.ts";
import type { Db } from "#db/open.ts";
import { casePaths } from "#shared/case-paths.ts";
import { TRAINING_ITEMS } from "#shared/content/training.ts";
import { addDays } from "#shared/days.ts";
import type { Facts } from "#shared/machine.ts";
import type { Awaited, Step } from "./step.ts";

/** A training that is due is announced so many days before. */
const AHEAD_DAYS = 14;

/** What an officer's training waits for: to be done, and then to be checked. Only the latest time of each item counts. */
export function trainingSteps(db: Db, of: Assignment, day: string): Step[] {
  if (of.toDate !== null) return [];
  const facts: Facts<"training"> = { ...factsOfCase(db, of), lifecycle: "training", state: "open" };
  const step = (itemId: string, who: Awaited, verb: string): Step => ({
    ...{ subject: "training", subjectId: of.id, kind: `training-${itemId}`, who, verb, dueOn: null },
    ...{ to: casePaths.file(of.id), part: "item", facts },
  });
  const rows = trainingOf(db, of.officerId).filter(({ programId }) => programId === of.programId);
  return TRAINING_ITEMS.flatMap(({ id, title }) => {
    const row = rows.find(({ itemId }) => itemId === id);
    if (!row || row.waivedAt !== null || row.verifiedAt !== null) return [];
    if (row.doneOn !== null) return [step(id, "supervisor", `check what shows that “${title}” was done`)];
    if (row.dueOn === null || row.dueOn > addDays(day, AHEAD_DAYS)) return [];
    const due = step(id, "officer", `complete “${title}” and enter it`);
    return [row.dueOn < day ? { ...due, lateSince: row.dueOn } : { ...due, dueOn: row.dueOn }];
  });
}
