import { describe, expect, it } from "vitest";
import { EVALUATION_ITEMS } from "../../shared/content/evaluation-form.ts";
import type { EvaluationRating } from "../../shared/documents/evaluation.ts";
import { roleResults, ruleOutcome } from "../../shared/evaluation-outcome.ts";
import { type EvidenceLine, evidenceWarnings } from "../../shared/evidence-log.ts";

const period = { fromDate: "2026-08-01", toDate: "2027-07-31" };
const at = { today: "2027-06-01", minPerRole: 1 };
const line = (role: string, tone: EvidenceLine["tone"], observedOn: string): EvidenceLine => ({
  role,
  tone,
  observedOn,
});
const [LAW, TEACH, MENTOR] = ["law-enforcement-officer", "public-safety-educator", "counselor-mentor"];
const whole = [
  line(LAW, "commend", "2026-09-10"),
  line(TEACH, "neutral", "2026-12-01"),
  line(MENTOR, "concern", "2027-03-03"),
];

describe("the evidence log", () => {
  it("[EVAL-17] says nothing about a log from all roles, both tones and the whole period", () => {
    expect(evidenceWarnings(whole, period, at)).toEqual([]);
  });

  it("[EVAL-17] warns when it is only critical, only recent, only about one role, or thin", () => {
    const said = (entries: EvidenceLine[]) => evidenceWarnings(entries, period, at).join(" ");
    expect(said(whole.map((one) => ({ ...one, tone: "concern" as const })))).toContain("Every entry is a concern");
    expect(said(whole.map((one) => ({ ...one, observedOn: "2027-05-20" })))).toContain("last 60 days");
    expect(said(whole.map((one) => ({ ...one, role: LAW })))).toContain("about one: law enforcement officer");
    expect(said([])).toContain("Informal counselor / mentor: no entry");
    expect(evidenceWarnings(whole, period, { ...at, minPerRole: 2 })).toHaveLength(3);
  });

  it("[EVAL-17] counts nothing outside the period, and is patient at its beginning", () => {
    const before = whole.map((one) => ({ ...one, observedOn: "2026-05-05" }));
    expect(evidenceWarnings([...before, ...whole], period, at)).toEqual([]);
    expect(evidenceWarnings([], period, { today: "2026-08-20", minPerRole: 1 })).toEqual([]);
  });
});

describe("the outcome of the rules", () => {
  const rated = (rate: (id: string, role: string) => EvaluationRating) =>
    EVALUATION_ITEMS.map(({ id, role }) => ({ role, rating: rate(id, role) }));
  const outcome = (rate: (id: string, role: string) => EvaluationRating, planNotMet = false) =>
    ruleOutcome({ items: rated(rate), planNotMet });
  const some = (ids: string[], value: EvaluationRating) => (id: string) => (ids.includes(id) ? value : 3);

  it("[EVAL-18] stays, stays with a plan, or asks for a removal review, by the written thresholds", () => {
    expect(outcome(() => 3)).toBe("stay");
    expect(outcome(some(["visible-presence", "fairness"], 2))).toBe("stay-with-plan");
    expect(outcome((id) => (["visible-presence", "lawful-measured-enforcement"].includes(id) ? 2 : 4))).toBe("stay");
    expect(outcome((id) => (id === "fairness" ? 1 : 4))).toBe("stay-with-plan");
    expect(outcome((id) => (["fairness", "integrity"].includes(id) ? 1 : 4))).toBe("removal-review");
    expect(outcome((_, role) => (role === LAW ? 1 : 5))).toBe("removal-review");
    expect(outcome(() => 2)).toBe("stay-with-plan");
    expect(outcome(() => 4, true)).toBe("removal-review");
  });

  it("[EVAL-18] leaves “not observed” out, and shows no mean of one item", () => {
    expect(outcome((id) => (id === "fairness" ? "not-observed" : 3))).toBe("stay");
    const [law] = roleResults(rated((id) => (id === "visible-presence" ? 5 : "not-observed")));
    expect(law).toMatchObject({ rated: 1, mean: null });
    expect(outcome(() => "not-observed")).toBe("stay-with-plan");
    const two = roleResults([
      { role: LAW ?? "", rating: 4 },
      { role: LAW ?? "", rating: 3 },
      { role: LAW ?? "", rating: "not-observed" },
    ]);
    expect(two[0]?.mean).toBe(3.5);
  });
});
