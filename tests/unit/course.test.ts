import { describe, expect, it } from "vitest";
import { QUESTIONS } from "../../shared/content/questions.ts";
import {
  deviationSentence,
  neverAsked,
  outOfOrder,
  overTime,
  plannedMinutes,
  questionsInWords,
  timeSpent,
} from "../../shared/course.ts";
import { coverageOf, coverageSentence } from "../../shared/coverage.ts";
import type { ProcessTerms } from "../../shared/documents/process.ts";

const turns = (...questions: number[]) => questions.map((question, i) => ({ question, at: i * 60_000 }));

describe("the course of an interview", () => {
  it("[INT-6] the time of a question counts all its turns, and the last one runs until now", () => {
    const course = turns(0, 1, 0);
    expect(timeSpent(course, 0, 150_000)).toBe(90_000);
    expect(timeSpent(course, 1, 150_000)).toBe(60_000);
    expect(timeSpent(course, 2, 150_000)).toBe(0);
  });

  it("[INT-6] one minute over is within the plan; more is an overrun", () => {
    expect(overTime(7 * 60_000, 6)).toBe(0);
    expect(overTime(7 * 60_000 + 1, 6)).toBe(60_001);
    expect(overTime(99 * 60_000, null)).toBe(0);
  });

  it("[INT-6] a question is out of order when one above it was not asked; coming back never is", () => {
    expect(outOfOrder(turns(0, 1), 2)).toBe(false);
    expect(outOfOrder(turns(0, 1), 3)).toBe(true);
    expect(outOfOrder(turns(0, 2), 1)).toBe(false);
    expect(outOfOrder(turns(0, 1, 2), 0)).toBe(false);
    expect(neverAsked(turns(0, 2, 0), 4)).toEqual([1, 3]);
    // A question that simply follows one that was jumped to is no second jump; going back past a gap is.
    expect(outOfOrder(turns(0, 3), 4)).toBe(false);
    expect(outOfOrder(turns(0, 3), 2)).toBe(true);
    expect(questionsInWords([4])).toBe("Question 5");
    expect(questionsInWords([4, 5, 7])).toBe("Questions 5, 6 and 8");
    // Turns that were kept from the third question on hold nothing against the two above it.
    expect(outOfOrder(turns(2), 3)).toBe(false);
    expect(neverAsked(turns(2), 3)).toEqual([]);
  });

  it("[INT-6] the plan is the signed figure, and the bank's for agreements signed before it existed", () => {
    const [first] = QUESTIONS;
    expect(plannedMinutes({ id: first?.id ?? "", minutes: 12 })).toBe(12);
    expect(plannedMinutes({ id: first?.id ?? "" })).toBe(first?.minutes);
    expect(plannedMinutes({ id: "unknown" })).toBeNull();
  });

  it("[INT-7] every kind reads as one sentence", () => {
    const of = { question: 2, overMs: 185_000, person: "Ji-woo Kim", words: "The alarm went off." };
    expect(deviationSentence({ ...of, kind: "overrun" })).toBe("Question 3 took 3 minutes longer than planned.");
    expect(deviationSentence({ ...of, kind: "overrun", question: null, overMs: 61_000 })).toBe(
      "The interview took 1 minute longer than planned.",
    );
    expect(deviationSentence({ ...of, kind: "skipped" })).toBe("Question 3 was not asked.");
    expect(deviationSentence({ ...of, kind: "out-of-order" })).toBe("Question 3 was asked before its turn.");
    expect(deviationSentence({ ...of, kind: "kit" })).toContain("before Ji-woo Kim had acknowledged the kit");
    expect(deviationSentence({ ...of, kind: "noted", question: null })).toBe("The alarm went off.");
  });
});

describe("what measures what", () => {
  const anchors = { 1: "", 3: "", 5: "" };
  const criterion = (id: string, title: string) => ({ id, title, definition: "", weight: 1, anchors });
  const plan: Pick<ProcessTerms, "criteria" | "questions" | "exercises"> = {
    criteria: [
      criterion("law-enforcement-experience", "Law-enforcement experience"),
      criterion("verbal", "Verbal communication"),
      criterion("written", "Written communication"),
      criterion("judgment", "Judgment"),
    ],
    questions: [
      { id: "a", lead: "A", criterionId: "verbal", probes: [], anchors },
      { id: "b", lead: "B", criterionId: "verbal", probes: [], anchors },
    ],
    exercises: [{ id: "writing-sample", title: "Writing sample", criterionId: "written" }],
  };

  it("[PROC-9] each criterion has its questions and exercises, and those no question measures are named", () => {
    expect(coverageOf(plan).map(({ questions, exercises }) => [questions, exercises])).toEqual([
      [[], []],
      [[0, 1], []],
      [[], ["writing-sample"]],
      [[], []],
    ]);
    expect(coverageSentence(plan)).toBe(
      "No question measures law-enforcement experience (the service record does), written communication (writing sample does) and judgment (nothing does).",
    );
    expect(coverageSentence({ ...plan, criteria: [criterion("verbal", "Verbal communication")] })).toBe(
      "Every criterion is measured by at least one question.",
    );
  });
});
