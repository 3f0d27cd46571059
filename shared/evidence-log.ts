import { EVALUATION_ROLES } from "./content/evaluation-form.ts";
import { addDays } from "./days.ts";

/** What the warnings need to know of an entry. Entries that were corrected since are left out by the caller. */
export interface EvidenceLine {
  role: string;
  tone: "commend" | "neutral" | "concern";
  /** ISO date on which it was seen. */
  observedOn: string;
}

/** Entries from the last so many days alone say little of a year. Source: OUTCOME_GUARDS "guard-evidence". */
export const RECENT_DAYS = 60;

/** Fewer entries than this are not yet a log that could be one-sided. */
const ENOUGH = 3;

/**
 * What makes a log say less than it seems to: only critical entries, only recent ones, only one TRIAD role, or a role
 * with fewer entries than agreed. Sentences for those who write and for the officer alike; an empty list is good news.
 * @param period ISO dates of the evaluation @param minPerRole from the agreement
 */
export function evidenceWarnings(
  entries: readonly EvidenceLine[],
  period: { fromDate: string; toDate: string },
  { today, minPerRole }: { today: string; minPerRole: number },
): string[] {
  const of = entries.filter(({ observedOn }) => observedOn >= period.fromDate && observedOn <= period.toDate);
  const triad = EVALUATION_ROLES.slice(0, 3);
  const warnings: string[] = [];
  if (of.length >= ENOUGH && of.every(({ tone }) => tone === "concern"))
    warnings.push("Every entry is a concern. Add what went well, or say why there is nothing.");
  const last = today < period.toDate ? today : period.toDate;
  const recent = addDays(last, -RECENT_DAYS);
  if (of.length >= ENOUGH && recent > period.fromDate && of.every(({ observedOn }) => observedOn > recent))
    warnings.push(`Every entry is from the last ${RECENT_DAYS} days. The evaluation is about the whole period.`);
  const roles = new Set(of.map(({ role }) => role).filter((role) => triad.some(({ id }) => id === role)));
  const [only] = roles;
  if (of.length >= ENOUGH && roles.size === 1)
    warnings.push(`Every entry of the three roles is about one: ${titleOf(only)}. Look at the other two.`);
  if (last >= period.toDate || recent > period.fromDate)
    for (const { id, title } of triad) {
      const n = of.filter(({ role }) => role === id).length;
      if (n < minPerRole) warnings.push(`${title}: ${n === 0 ? "no entry" : `${n} of ${minPerRole} agreed entries`}.`);
    }
  return warnings;
}

const titleOf = (role: string | undefined) =>
  EVALUATION_ROLES.find(({ id }) => id === role)?.title.toLowerCase() ?? role;
