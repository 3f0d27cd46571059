import type { PlanItem } from "../commands/probation-plan.ts";

const PLAN_FIELDS = ["item", "expected", "help", "owner", "dueOn", "proof"] as const;

/** The items of a plan as its form numbers them: those in which anything was written. */
export function planItemsIn(given: Record<string, unknown>): PlanItem[] {
  return [1, 2, 3].flatMap((n) => {
    const item = Object.fromEntries(
      PLAN_FIELDS.map((field) => [field, String(given[`${field}-${n}`] ?? "").slice(0, 4000)]),
    ) as unknown as PlanItem;
    return Object.values(item).some((value) => value.trim() !== "") ? [item] : [];
  });
}
