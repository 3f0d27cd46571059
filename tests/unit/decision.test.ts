import { describe, expect, it } from "vitest";
import { nextSigner, signerOf, signingTitle } from "../../shared/decision.ts";
import { countedCriteria, dropEffect } from "../../shared/dropped.ts";
import { missingInLetter } from "../../shared/letters.ts";
import { voluntarySums } from "../../shared/voluntary.ts";

const anchors = { 1: "a", 3: "b", 5: "c" };
const criterion = (id: string) => ({ id, title: `Title ${id}`, definition: "", weight: 1, anchors });
const question = (id: string, criterionId: string) => ({ id, lead: id, criterionId, probes: [], anchors });
const TERMS = {
  criteria: ["law-enforcement-experience", "a", "b", "c"].map(criterion),
  questions: [question("q1", "a"), question("q2", "b"), question("q3", "b"), question("q4", "c")],
  exercises: [{ id: "e1", title: "E", criterionId: "c" }],
};

describe("what a dropped question does", () => {
  it("[DEC-18] a criterion leaves the totals only with its last measure", () => {
    const all = TERMS.criteria.map((c) => c.id);
    expect([...countedCriteria(TERMS, [])]).toEqual(all);
    expect(countedCriteria(TERMS, ["q1"]).has("a")).toBe(false);
    expect(countedCriteria(TERMS, ["q2"]).has("b")).toBe(true);
    expect(countedCriteria(TERMS, ["q2", "q3"]).has("b")).toBe(false);
    expect(countedCriteria(TERMS, ["q4"]).has("c"), "an exercise measures it").toBe(true);
    expect(countedCriteria(TERMS, ["q1", "q2", "q3", "q4"]).has("law-enforcement-experience")).toBe(true);
    expect(dropEffect(TERMS, [], "q1")).toContain("leaves the totals for all candidates");
    expect(dropEffect(TERMS, [], "q2")).toMatch(/stay as they are: .* The question stays on record as not counted\.$/);
    expect(dropEffect(TERMS, ["q2"], "q3")).toContain("leaves the totals");
  });
});

describe("the order of signatures", () => {
  it("[DEC-8] is one list, and only its four seats sign", () => {
    const given: { role: "supervisor" | "administrator" | "executive"; party: "agency" | "district" }[] = [];
    const order: string[] = [];
    for (let turn = nextSigner(given); turn; turn = nextSigner(given)) {
      order.push(`${turn.role} ${turn.party}`);
      given.push({ role: turn.role, party: turn.party });
    }
    expect(order).toEqual(["supervisor agency", "administrator district", "executive agency", "executive district"]);
    expect(signerOf({ role: "coordinator", party: "district" })).toBeNull();
    expect(signerOf({ role: "executive", party: "community" })).toBeNull();
  });

  it("[DEC-8] an executive has the same title wherever a record names who signed", () => {
    expect(signingTitle({ role: "executive", party: "agency" })).toBe("Head of the agency");
    expect(signingTitle({ role: "executive", party: "district" })).toBe("Superintendent");
    expect(signingTitle({ role: "supervisor", party: "agency" })).toBe("SRO supervisor");
    expect(signingTitle({ role: "coordinator", party: "district" })).toBe("Program coordinator");
  });
});

describe("letters", () => {
  it("[DEC-14] a blank, a number that reads as a score, and another candidate's name hold a letter back", () => {
    const check = (body: string) =>
      missingInLetter(`Dear Officer Vale, thank you for the time you gave us. ${body}`, {
        to: "Officer Robin Vale",
        others: ["Officer Priya Nair", "Det. Jordan Blake", "Officer Kim Vale"],
      });
    expect(check("Another candidate was chosen. You have 30 days to write to us.")).toEqual([]);
    for (const bad of ["You had 4 of 5.", "Your mean was 3.67.", "The panel rated you three.", "You ranked 2nd."])
      expect(check(bad).length, bad).toBeGreaterThan(bad.includes("2nd") ? -1 : 0);
    for (const bad of ["Nair was chosen.", "We chose Det. JORDAN BLAKE.", "blake's answers", "Kim Vale was chosen."])
      expect(check(bad).length, bad).toBe(bad.startsWith("Kim") ? 0 : 1);
    expect(check("Officer Kim Vale was chosen.")).toHaveLength(1);
    expect(check("Nairobi is far.")).toEqual([]);
    expect(check("Meet us on {date}.")).toHaveLength(1);
  });
});

describe("sums of the voluntary forms", () => {
  const count = (group: string, applicants: number, selected: number) => ({ group, applicants, selected });
  it("[DEC-16] a group below five hides every number of its category", () => {
    expect(voluntarySums([count("a", 5, 1), count("b", 5, 0)])).toMatchObject({ kind: "sums", people: 10 });
    expect(voluntarySums([count("a", 500, 100), count("b", 4, 0)])).toEqual({ kind: "too-few" });
    expect(voluntarySums([count("a", 500, 100)])).toEqual({ kind: "too-few" });
    expect(voluntarySums([count("a", 5, 1), count("b", 0, 0), count("c", 6, 0)])).toMatchObject({ kind: "sums" });
  });
});
