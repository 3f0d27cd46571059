import { describe, expect, it } from "vitest";
import { canonicalJson } from "#shared/canonical.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";
import { panelResult, type RaterInput, type ResultInput } from "#shared/documents/result.ts";

describe("panel result", () => {
  it("keeps the first ratings beside a move and its reason", () => {
    const result = panelResult(input());
    const [criterion] = result.criteria;
    expect(criterion?.first).toEqual([
      { userId: "dana", rating: 2, evidence: null },
      { userId: "ruth", rating: 5, evidence: "Five summers in the center's records." },
    ]);
    expect(criterion?.moves).toEqual([{ userId: "ruth", from: 5, to: 4, reason: "Reaches those who already come." }]);
    expect(criterion?.dissent).toEqual([{ userId: "dana", rating: 2, text: "I stay at 2." }]);
    expect(result.scores).toEqual({ mechanical: 3.5, agreed: 4 });
  });

  it("[CARD-5] a recused person counts nowhere, even when a card of theirs is handed in", () => {
    const recused = rater("hale", { card: "recused", content: { ratings: { youth: 1 }, evidence: {} } });
    const given = input();
    const result = panelResult({
      ...given,
      raters: [...given.raters, recused],
      joint: { ...given.joint, dissent: [{ criterionId: "youth", userId: "hale", text: "No." }] },
    });
    expect(result.scores.mechanical).toBe(3.5);
    expect(result.criteria[0]?.first.map((f) => f.userId)).toEqual(["dana", "ruth"]);
    expect(result.criteria[0]?.dissent).toEqual([]);
    expect(result.panel.map((seat) => seat.card)).toEqual(["opened", "opened", "recused"]);
  });

  it("a missing card is on record with the leads' reasons, and rates nothing", () => {
    const given = input();
    const result = panelResult({
      ...given,
      raters: [...given.raters, rater("kim", { card: "missing" })],
      openedWithout: [{ name: "Lt. Dana Ortiz", role: "supervisor", reason: "Called away.", at: 0 }],
    });
    expect(result.panel[2]).toMatchObject({ card: "missing", submittedAt: null });
    expect(result.openedWithout).toEqual([
      { name: "Lt. Dana Ortiz", role: "supervisor", reason: "Called away.", at: "1970-01-01T00:00:00.000Z" },
    ]);
  });

  it("[SEAL-1] equal input gives equal bytes; one changed word gives others", () => {
    expect(canonicalJson(panelResult(input()))).toBe(canonicalJson(panelResult(input())));
    const changed = input();
    changed.joint.reasons.youth = "Another reason.";
    expect(canonicalJson(panelResult(changed))).not.toBe(canonicalJson(panelResult(input())));
  });

  it("writes every time in UTC", () => {
    const result = panelResult(input());
    expect(result.frozenAt).toBe("2026-11-13T20:00:00.000Z");
    expect(result.interview.revealedAt).toBe("2026-11-13T19:00:00.000Z");
    expect(result.interview.scheduledAt).toBeNull();
  });
});

describe("canonical JSON", () => {
  it("orders keys by code point, leaves out undefined and white space", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "é" }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"é","d":null}]}',
    );
  });
  it("refuses what has no one spelling", () => {
    expect(() => canonicalJson({ n: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson({ d: new Date(0) })).toThrow(TypeError);
  });
});

function rater(userId: string, more: Partial<RaterInput> = {}): RaterInput {
  return {
    userId,
    name: userId,
    shortName: userId,
    role: "panelist",
    party: "agency",
    card: "opened",
    submittedAt: null,
    kitReadAt: null,
    conflict: "none",
    conflictText: null,
    conflictDecisions: [],
    content: null,
    ...more,
  };
}

function input(): ResultInput {
  const anchors = { 1: "one", 3: "three", 5: "five" };
  const terms: ProcessTerms = {
    rubricVersion: "1.0.0",
    position: "SRO, Larkfield High School",
    schoolId: null,
    cutoffDate: "2026-11-01",
    minimumYears: 3,
    scoringMode: "independent-first",
    moderator: "supervisor",
    tieRule: "Both leads decide.",
    weightReason: "",
    criteria: [{ id: "youth", title: "Youth engagement", definition: "", weight: 1, anchors }],
    questions: [{ id: "q", lead: "Tell us.", criterionId: "youth", probes: [], anchors }],
    exercises: [],
    panel: ["dana", "ruth"],
  };
  return {
    program: {
      id: "larkfield",
      name: "Larkfield",
      agencyName: "Police",
      districtName: "Schools",
      timeZone: "America/Denver",
    },
    process: { id: "pr_1", title: "SRO", termsHash: "ab".repeat(32) },
    terms,
    schoolName: "Larkfield High School",
    candidate: { id: "cd_1", name: "Officer Sam Reyes", post: null, serviceYears: 8.09 },
    interview: {
      id: "iv_1",
      revision: 1,
      moderatorName: "Lt. Dana Ortiz",
      scheduledAt: null,
      startedAt: Date.parse("2026-11-13T17:00:00Z"),
      endedAt: Date.parse("2026-11-13T18:00:00Z"),
      revealedAt: Date.parse("2026-11-13T19:00:00Z"),
    },
    raters: [
      rater("dana", { content: { ratings: { youth: 2 }, evidence: {} } }),
      rater("ruth", {
        content: { ratings: { youth: 5 }, evidence: { youth: "Five summers in the center's records." } },
      }),
    ],
    deviations: [],
    observers: [],
    openedWithout: [],
    reopened: [],
    joint: {
      agreed: { youth: 4 },
      reasons: { youth: "Verified over years." },
      moves: [{ criterionId: "youth", userId: "ruth", to: 4, reason: "Reaches those who already come." }],
      dissent: [{ criterionId: "youth", userId: "dana", text: "I stay at 2." }],
    },
    notes: [{ type: "paragraph", text: "Bike bench." }],
    frozenAt: Date.parse("2026-11-13T20:00:00Z"),
  };
}
