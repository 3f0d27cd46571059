import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { canonicalJson } from "../../shared/canonical.ts";
import { CLAUSES } from "../../shared/content/mou-clauses.ts";
import { editText, type Scalar, seedDocument, setValue } from "../../shared/documents/form.ts";
import {
  applyProposal,
  clauseMark,
  fieldValue,
  type MouLead,
  missingInMou,
  mouKeys,
  mouShape,
  readClause,
  readMou,
  setTick,
  tickOf,
  valuesOf,
} from "../../shared/documents/mou.ts";
import { DEFAULT_TIE_RULE } from "../../shared/documents/process.ts";
import { can, canMove, LIFECYCLES } from "../../shared/machine.ts";
import {
  clauseOf,
  defaultValues,
  isActedUpon,
  isLegal,
  PARAMETERS,
  parameterOf,
  parseValue,
  reviewDay,
  roundDefaults,
  valueInWords,
} from "../../shared/mou.ts";
import { PARTY_NAMES, ROLE_NAMES, ROLES } from "../../shared/roles.ts";

const ORTIZ: MouLead = { userId: "ortiz", name: "Lt. Dana Ortiz", party: "agency" };
const BELL: MouLead = { userId: "bell", name: "Principal Ruth Bell", party: "district" };
const LEADS = [ORTIZ, BELL];

function draft(): Y.Doc {
  const doc = new Y.Doc();
  seedDocument(doc, mouShape(LEADS));
  return doc;
}
const HEAD = { version: 1, names: { agency: "Police", district: "Schools" }, reason: null };

describe("the parameters of the clauses", () => {
  it("[MOU-1] each of 31 clauses and its typed parameters has a legal first value within its limits, and one key", () => {
    expect(CLAUSES).toHaveLength(31);
    expect(PARAMETERS.length).toBe(new Set(PARAMETERS.map(({ key }) => key)).size);
    for (const parameter of PARAMETERS) {
      expect(isLegal(parameter, parameter.initial), parameter.key).toBe(true);
      expect(clauseOf(parameter.key).parameters).toContain(parameter);
      const typed = parameter.initial === null ? "" : String(parameter.initial);
      expect(parseValue(parameter, typed), parameter.key).toEqual(parameter.initial);
    }
    expect(() => clauseOf("selection.minimum_years")).toThrow(/No clause/);
  });

  it("[MOU-1] a value outside its limits, of another type or not on the list is none", () => {
    for (const parameter of PARAMETERS) {
      const { type, min, max } = parameter;
      const bad: Scalar[] =
        type === "integer"
          ? [(min ?? 0) - 1, (max ?? 0) + 1, (min ?? 0) + 0.5, String(min), true]
          : type === "boolean"
            ? ["true", 1, 0, "yes"]
            : type === "enum"
              ? ["something-else", "", 1, true]
              : type === "list"
                ? ["30, 20", `${(min ?? 1) - 1}, 30`, `30, ${(max ?? 0) + 1}`, "a, b", "", "30,,60", 30]
                : ["6-30", "02-30", "13-01", "00-10", "02-29", 630];
      if (parameter.initial !== null) bad.push(null);
      for (const value of bad) expect(isLegal(parameter, value), `${parameter.key} ${String(value)}`).toBe(false);
    }
    const years = parameterOf("selection.minimum_experience_years");
    expect(["", "-1", "11", "3.5", "three", "1e1"].map((typed) => parseValue(years, typed))).toEqual(
      Array(6).fill(undefined),
    );
    expect(parseValue(parameterOf("probation.checkpoints_days"), " 30,90 ,180")).toBe("30, 90, 180");
  });

  it("[MOU-1] a value is read with its unit", () => {
    const words = (key: string, value: Scalar) => valueInWords(parameterOf(key), value);
    expect(words("selection.dissent_answer_within", 1)).toBe("1 working day");
    expect(words("selection.dissent_answer_within", 5)).toBe("5 working days");
    expect(words("selection.panel_size_min", 1)).toBe("1 person");
    expect(words("evaluation.min_evidence_per_role", 1)).toBe("1 entry");
    expect(words("probation.checkpoints_days", "30, 90, 180")).toBe("30, 90 and 180 calendar days");
    expect(words("review.due_by", "06-30")).toBe("June 30");
    expect(words("selection.scoring_mode", "independent-first")).toBe("Independent first");
    expect(words("rotation.fixed_term_years", null)).toBe("Not set");
  });

  it("[MOU-8] what acts today is named, and a new round starts from the agreed figures", () => {
    for (const key of PARAMETERS.map((p) => p.key).filter(isActedUpon)) expect(parameterOf(key)).toBeDefined();
    expect(PARAMETERS.filter(({ key }) => isActedUpon(key))).toHaveLength(13);
    expect(roundDefaults(defaultValues())).toMatchObject({ minimumYears: 3, scoringMode: "independent-first" });
    const agreed = { ...defaultValues(), "selection.minimum_experience_years": 5, "selection.scoring_mode": "open" };
    expect(roundDefaults(agreed)).toMatchObject({ minimumYears: 5, scoringMode: "open" });
    const rules = (parameterOf("selection.tie_rule").options ?? []).map(
      (rule) => roundDefaults({ ...agreed, "selection.tie_rule": rule }).tieRule,
    );
    expect(new Set(rules).size).toBe(4);
    expect(rules).not.toContain(DEFAULT_TIE_RULE);
  });

  it("[MOU-9] the review is due on the agreed day within the interval, or when the interval ends", () => {
    const due = (from: string, months: number, by: string) =>
      reviewDay({ ...defaultValues(), "review.interval_months": months, "review.due_by": by }, from);
    expect(due("2026-07-01", 12, "06-30")).toBe("2027-06-30");
    expect(due("2026-06-30", 12, "06-30")).toBe("2027-06-30");
    expect(due("2026-08-15", 24, "06-30")).toBe("2028-06-30");
    expect(due("2026-07-15", 6, "06-30")).toBe("2027-01-15");
    expect(due("2026-08-31", 6, "01-10")).toBe("2027-01-10");
    expect(due("2026-08-31", 6, "06-30")).toBe("2027-02-28");
  });
});

describe("the text of the agreement", () => {
  it("[MOU-2] an edit ends both ticks of its clause and no other, and ticking again takes both sides", () => {
    const doc = draft();
    for (const clause of ["selection", "training"]) for (const lead of LEADS) setTick(doc, clause, lead.userId, true);
    const ticks = (clause: string) => (["agency", "district"] as const).map((p) => tickOf(doc, clause, LEADS, p));
    expect([ticks("selection"), ticks("training"), ticks("rotation")]).toEqual([
      ["agreed", "agreed"],
      ["agreed", "agreed"],
      ["open", "open"],
    ]);
    editText(doc, mouKeys.text("selection"), "The panel decides.");
    setValue(doc, mouKeys.parameter("training.refresher_after_years"), 4);
    expect([ticks("selection"), ticks("training")]).toEqual([
      ["lapsed", "lapsed"],
      ["lapsed", "lapsed"],
    ]);
    setTick(doc, "selection", BELL.userId, true);
    expect(ticks("selection")).toEqual(["lapsed", "agreed"]);
    setTick(doc, "selection", BELL.userId, false);
    expect(ticks("selection")).toEqual(["lapsed", "open"]);
    setValue(doc, mouKeys.addressed("training"), false);
    expect(ticks("training")).toEqual(["lapsed", "lapsed"]);
  });

  it("[MOU-2] the mark of a clause changes with each word and value", () => {
    const clause = readClause(draft(), "selection");
    const marks = [
      clause,
      { ...clause, text: `${clause.text} ` },
      { ...clause, addressed: false },
      { ...clause, parameters: { ...clause.parameters, "selection.panel_size_min": 5 } },
    ].map(clauseMark);
    expect(new Set(marks).size).toBe(4);
    for (const mark of marks) expect(mark).toMatch(/^[0-9a-f]{14}$/);
  });

  it("[MOU-3] nothing is missing at the start; an empty clause, an illegal value and a text without review are named", () => {
    const doc = draft();
    expect(missingInMou(readMou(doc, HEAD))).toEqual([]);
    editText(doc, mouKeys.text("rotation"), "  ");
    setValue(doc, mouKeys.parameter("rotation.mandatory"), "fixed-term");
    setValue(doc, mouKeys.addressed("review-and-term"), false);
    expect(missingInMou(readMou(doc, HEAD)).map(({ clause }) => clause)).toEqual([
      "rotation",
      "rotation",
      "review-and-term",
    ]);
    setValue(doc, mouKeys.addressed("rotation"), false);
    expect(missingInMou(readMou(doc, HEAD)).map(({ clause }) => clause)).toEqual(["review-and-term"]);
  });

  it("[MOU-1] a clause that is left out steers nothing", () => {
    const doc = draft();
    setValue(doc, mouKeys.parameter("selection.minimum_experience_years"), 5);
    expect(valuesOf(readMou(doc, HEAD))["selection.minimum_experience_years"]).toBe(5);
    setValue(doc, mouKeys.addressed("selection"), false);
    expect(valuesOf(readMou(doc, HEAD))["selection.minimum_experience_years"]).toBe(3);
  });

  it("[MOU-5] an accepted change stands in its field alone, and both sides have agreed to the clause", () => {
    const doc = draft();
    const before = readMou(doc, HEAD);
    applyProposal(doc, { clauseId: "selection", field: "selection.panel_size_min", after: "6" }, LEADS);
    applyProposal(doc, { clauseId: "rotation", field: "text", after: "No rotation." }, LEADS);
    const after = readMou(doc, HEAD);
    const changed = after.clauses.filter((clause, i) => canonicalJson(clause) !== canonicalJson(before.clauses[i]));
    expect(changed.map(({ id }) => id)).toEqual(["rotation", "selection"]);
    expect(fieldValue(readClause(doc, "selection"), "selection.panel_size_min")).toBe("6");
    for (const clause of ["selection", "rotation"])
      for (const party of ["agency", "district"] as const) expect(tickOf(doc, clause, LEADS, party)).toBe("agreed");
  });
});

describe("who may do what with the agreement", () => {
  const people = ROLE_NAMES.flatMap((role) =>
    PARTY_NAMES.filter((party) => (ROLES[role].parties as readonly string[]).includes(party)).map((party) => ({
      userId: `${role}-${party}`,
      programId: "p",
      role,
      party,
    })),
  );
  const who = (letter: "R" | "W" | "K" | "S", state: string) =>
    new Set(
      people
        .filter((a) => can(a, letter, "agreement", { lifecycle: "mou", programId: "p", state: state as "draft" }))
        .map((a) => a.role),
    );

  it("[MOU-4] only the leads write, in the draft alone; from the negotiation on nobody does", () => {
    for (const state of Object.keys(LIFECYCLES.mou.states))
      expect([...who("W", state)], state).toEqual(state === "draft" ? ["supervisor", "administrator"] : []);
    expect([...who("K", "negotiation")].sort()).toEqual(["administrator", "executive", "supervisor"]);
    for (const state of Object.keys(LIFECYCLES.mou.states))
      expect([...who("S", state)], state).toEqual(state === "frozen" ? ["executive"] : []);
  });

  it("[MOU-4] a panelist reads it once it is in force, an officer never; no person adopts it alone", () => {
    for (const state of Object.keys(LIFECYCLES.mou.states)) {
      expect(who("R", state).has("panelist"), state).toBe(["adopted", "review", "superseded"].includes(state));
      expect(who("R", state).has("officer"), state).toBe(false);
    }
    for (const a of people)
      for (const move of ["adopt", "supersede"] as const)
        for (const state of ["frozen", "adopted", "review"] as const)
          expect(canMove(a, move, { lifecycle: "mou", programId: "p", state })).toBe(false);
  });
});
