import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ticksOf } from "../../db/comments.ts";
import { type Evaluation, evaluationRoom, evaluationsOfAssignment } from "../../db/evaluations.ts";
import { auditEvent } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { goalsNow } from "../../server/commands/evaluation.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { textBlocks } from "../../shared/comment-anchor.ts";
import { EVALUATION_ROLES, SELF_ASSESSMENT } from "../../shared/content/evaluation-form.ts";
import { contentHash } from "../../shared/content-hash.ts";
import { addDays } from "../../shared/days.ts";
import { evaluationKeys, readEvaluationText } from "../../shared/documents/evaluation.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { TEXT_FRAGMENT, writeSection } from "../../shared/documents/rich.ts";
import { sectionHash, sectionState } from "../../shared/section-state.ts";
import { decide, putSuggestion, suggestionId } from "../../shared/suggestions.ts";
import { dayInWords } from "../../shared/time.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { drafted, evaluationOf, fedBack } from "../support/evaluation.ts";
import { BELL, BRANDT, CHO, MONROE, NEVER, ORTIZ, OSEI, type Story, story } from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
const SIX = [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO];
let demo: DemoRooms;
let tale: Story;
let assignmentId = "";
let evaluationId = "";
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  assignmentId = openCase(demo);
});
afterAll(() => demo.close());

/** Signed in at the story's own time. */
const cookie = (slug: string) =>
  openSession(demo.server.context.db, { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at })
    .cookie;
const get = (slug: string, path: string) =>
  fetch(new URL(path, demo.server.url), { headers: { Cookie: cookie(slug) }, redirect: "manual" });
const post = (slug: string, path: string, fields: Record<string, string> = {}) =>
  fetch(new URL(path, demo.server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
const words = async (slug: string, path: string) => (await (await get(slug, path)).text()).replaceAll("<!-- -->", "");
/** "done", or the sentence of the refusal. */
const act = async (slug: string, name: string, fields: Record<string, string> = {}) => {
  const response = await post(slug, `${page()}/${name}`, fields);
  if (response.status === 303) return response.headers.get("location") === page() ? "done" : "elsewhere";
  return response.status === 404 ? "404" : (await response.text()).split("\n")[0];
};
const page = () => casePaths.evaluation(assignmentId, evaluationId);
const bothWays = (path: string) => [path, `${path}.data`];
// What is looked for, such as “ouqz4”, has letters that no id has: random ids hold every short word sometimes.
/** The page, its data, and the pages around it, as this person gets them. */
const everything = async (slug: string) =>
  (
    await Promise.all(
      [page(), casePaths.file(assignmentId), casePaths.all, "/desk"].flatMap(bothWays).map((one) => words(slug, one)),
    )
  ).join("\n");
const record = (): Evaluation => evaluationOf(tale.as(ORTIZ), evaluationId);
const room = (part: "goals" | "self" | "draft" | "feedback" | "ratings" | "text") => evaluationRoom(record().row, part);
/** In this state the page is there for its six people and for nobody else. */
async function open(state: string): Promise<void> {
  expect(record().row.state).toBe(state);
  for (const slug of SIX) expect((await get(slug, page())).status, `${slug} in ${state}`).toBe(200);
  for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian]) {
    for (const path of bothWays(page())) {
      const response = await get(slug, path);
      expect(response.status, `${slug} in ${state}`).toBe(404);
      expect(await response.text()).not.toMatch(/Annual evaluation|ouqz\d/);
    }
    for (const name of ["closing", "section", "handing-in", "freezing"])
      expect(await act(slug, name), `${slug} ${name} in ${state}`).toBe("404");
  }
}

describe("the page of an evaluation, from its goals to the fixed text", () => {
  it("[EVAL-20] is opened from the officer's file by the supervisor or the coordinator, and is the same 404 for strangers", async () => {
    const opening = `${casePaths.file(assignmentId)}/evaluations/opening`;
    const from = addDays(tale.now(), -200);
    const fields = { title: "First year ouqz0", fromDate: from, toDate: addDays(from, 364) };
    for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian])
      expect((await post(slug, opening, fields)).status, slug).toBe(404);
    for (const slug of [BELL, MONROE, BRANDT]) {
      expect((await post(slug, opening, fields)).status, slug).toBe(409);
      expect(await words(slug, casePaths.file(assignmentId)), slug).not.toContain("Open an annual evaluation");
    }
    expect(await words(OSEI, casePaths.file(assignmentId))).toContain("Open an annual evaluation");
    expect((await post(ORTIZ, opening, { ...fields, title: " " })).status).toBe(409);
    const made = await post(ORTIZ, opening, fields);
    expect([made.status, made.headers.get("location")]).toEqual([303, casePaths.file(assignmentId)]);
    evaluationId = evaluationsOfAssignment(demo.server.context.db, assignmentId)[0]?.row.id ?? "";
    expect(await words(BELL, casePaths.file(assignmentId))).toContain(`href="${page()}"`);
    expect(await words(BELL, "/desk")).toContain(`href="${page()}"`);
    for (const path of [
      casePaths.evaluation(assignmentId, "nothing"),
      casePaths.evaluation("patel-high-school", evaluationId),
      `${page()}/x/y`,
    ])
      expect((await get(ORTIZ, path)).status, path).toBe(404);
    expect(await act(ORTIZ, "nonsense")).toBe("404");
    await open("goals");
  });

  it("[EVAL-21] both leads write the goals and sign the words they saw; the officer confirms; an edit ends it", async () => {
    await tale.edit(room("goals"), BELL, (doc) => {
      for (const { id, title } of EVALUATION_ROLES.slice(0, 3)) {
        editText(doc, evaluationKeys.goal(id, 1), `A goal as ${title}, ouqz1`);
        editText(doc, evaluationKeys.measure(id, 1), "A list of dates");
      }
    });
    const hash = () => goalsNow(tale.as(ORTIZ), record()).hash;
    expect(contentHash(goalsNow(tale.as(ORTIZ), record()).goals)).toBe(hash());
    for (const slug of SIX) expect(await words(slug, page()), slug).toContain("ouqz1");
    const sign = (slug: string, of: string) => act(slug, "goals-signature", { hash: of, consent: "yes" });
    expect(await act(ORTIZ, "goals-signature", { hash: hash() })).toBe("Tick the sentence that says what you sign.");
    expect(await sign(OSEI, hash())).toMatch(/The two leads of this case sign/);
    const seen = hash();
    expect(await sign(ORTIZ, seen)).toBe("done");
    await tale.edit(room("goals"), BELL, (doc) =>
      editText(doc, evaluationKeys.measure("counselor-mentor", 1), "The totals"),
    );
    expect(await sign(BELL, seen)).toMatch(/The text changed after this page was opened/);
    expect(await words(BELL, page())).toContain("Signed earlier words; the goals were changed since");
    for (const slug of [MONROE, ORTIZ, BELL]) expect(await sign(slug, hash()), slug).toBe("done");
    await open("year");
  });

  it("[EVAL-21] during the year one lead proposes a goal and the other answers; then the year is closed", async () => {
    const goal = { role: "counselor-mentor", words: "An open hour a week, ouqz2", measure: "The totals" };
    expect(await act(MONROE, "goal", goal)).toMatch(/not part of your role/);
    expect(await act(BELL, "goal", { ...goal, measure: "" })).toBe("Write how both sides will see it.");
    expect(await act(BELL, "goal", goal)).toBe("done");
    for (const slug of [MONROE, ORTIZ]) expect(await words(slug, page())).toContain("ouqz2");
    expect(await words(ORTIZ, page())).toContain("Answer the proposal");
    for (const slug of [BELL, MONROE, OSEI]) expect(await words(slug, page())).not.toContain("Answer the proposal");
    const hash = contentHash([...goalsNow(tale.as(ORTIZ), record()).goals, goal]);
    expect(await act(ORTIZ, "goal-answer", { hash, agree: "no", reason: "" })).toBe("Write why not.");
    expect(await act(ORTIZ, "goal-answer", { hash, agree: "yes" })).toBe("done");
    expect(record().goals).toHaveLength(4);
    for (const slug of [BELL, MONROE]) {
      expect(await act(slug, "closing")).toMatch(/not part of your role/);
      expect(await words(slug, page())).not.toContain("Close the year");
    }
    expect(await act(ORTIZ, "closing")).toBe("done");
    await open("self");
  });

  it("[EVAL-22] nobody but the officer receives a word of the self-assessment before it is handed over", async () => {
    await tale.edit(room("self"), MONROE, (doc) => editText(doc, SELF_ASSESSMENT[0].id, "My own words, ouqz3"));
    expect(await everything(MONROE)).toContain("ouqz3");
    expect(await act(MONROE, "self-assessment")).toMatch(/One question has no answer yet/);
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT, CHO]) expect(await everything(slug), slug).not.toContain("ouqz3");
    expect(await act(ORTIZ, "self-assessment")).toMatch(/not part of your role/);
    await tale.edit(room("self"), MONROE, (doc) => {
      for (const { id } of SELF_ASSESSMENT.slice(1)) editText(doc, id, "Here is the list.");
    });
    expect(await act(MONROE, "self-assessment")).toBe("done");
    await open("parallel");
    for (const slug of [ORTIZ, BELL, MONROE]) expect(await words(slug, page()), slug).toContain("ouqz3");
    for (const slug of [OSEI, BRANDT, CHO]) expect(await everything(slug), slug).not.toContain("ouqz3");
  });

  it("[EVAL-22] no page of one lead holds a word of the other's, written or handed in, until both are in", async () => {
    await tale.edit(room("draft"), ORTIZ, (doc) => {
      editText(doc, evaluationKeys.draft("fairness"), "");
      editText(doc, evaluationKeys.draft("counselor-mentor"), "Steady and kind, ouqz4");
      editText(doc, evaluationKeys.evidence("fairness"), "A note of March, ouqz5");
      setValue(doc, evaluationKeys.rating("fairness"), 2);
    });
    await tale.edit(room("feedback"), BELL, (doc) => editText(doc, evaluationKeys.open, "What the school saw, ouqz6"));
    const unseen = async () => {
      for (const slug of [BELL, MONROE, OSEI, BRANDT, CHO])
        expect(await everything(slug), slug).not.toMatch(/ouqz4|ouqz5/);
      for (const slug of [ORTIZ, MONROE, OSEI, BRANDT, CHO])
        expect(await everything(slug), slug).not.toContain("ouqz6");
    };
    expect(await words(ORTIZ, page())).toContain("ouqz4");
    expect(await words(BELL, page())).toContain("Only you, until both have handed in");
    await unseen();
    expect(await act(MONROE, "handing-in")).not.toBe("done");
    await drafted(tale, evaluationId, () => 3);
    await unseen();
    for (const slug of [BELL, OSEI]) expect(await words(slug, page()), slug).toContain("The supervisor’s draft is in.");
    for (const slug of [MONROE, BRANDT])
      expect(await words(slug, page()), slug).not.toContain("The supervisor’s draft is in.");
    expect(await act(BELL, "handing-in")).toBe("done");
    await open("together");
  });

  it("[EVAL-22] while both write together officer and coordinator read nothing of it", async () => {
    await tale.edit(room("text"), ORTIZ, (doc) =>
      writeSection(doc, "Law enforcement officer", "Early and lightly, ouqz7"),
    );
    await tale.edit(room("ratings"), ORTIZ, (doc) =>
      editText(doc, evaluationKeys.evidence("fairness"), "April, ouqz8"),
    );
    for (const slug of [ORTIZ, BELL, BRANDT]) {
      const now = await words(slug, page());
      for (const canary of ["ouqz6", "ouqz7", "ouqz8"]) expect(now, `${slug} ${canary}`).toContain(canary);
    }
    for (const slug of [MONROE, OSEI]) expect(await everything(slug), slug).not.toMatch(/ouqz[4-8]/);
    expect(await words(BELL, page())).not.toContain("Fix the evaluation");
    expect(await act(BELL, "plan", {})).toMatch(/not part of your role/);
  });

  it("[EVAL-23] a section is agreed for the exact words; an edit ends both, and other words are refused", async () => {
    const section = "law-enforcement-officer";
    const blocks = () =>
      readEvaluationText(demo.rooms.read(room("text"))).find((one) => one.section === section)?.blocks ?? [];
    const sides = { [demo.userId(ORTIZ)]: "agency", [demo.userId(BELL)]: "district" } as const;
    const state = () =>
      sectionState(
        blocks(),
        ticksOf(demo.server.context.db, { kind: "evaluation", recordId: evaluationId })
          .filter((tick) => tick.section === section)
          .map(({ userId, hash }) => ({ userId, hash, side: sides[userId] ?? "agency" })),
      ).state;
    const agree = (slug: string, hash = sectionHash(blocks()), yes = "yes") =>
      act(slug, "section", { section, hash, agree: yes });
    for (const slug of [MONROE, OSEI, BRANDT]) expect(await agree(slug), slug).toMatch(/not part of your role/);
    const seen = sectionHash(blocks());
    expect(await agree(BELL)).toBe("done");
    expect(state()).toBe("ready");
    expect(await agree(ORTIZ)).toBe("done");
    expect(state()).toBe("agreed");
    await tale.edit(room("text"), ORTIZ, (doc) => writeSection(doc, "Law enforcement officer", "One word more."));
    expect(state()).toBe("started");
    expect(await words(BELL, page())).toContain("Changed since agreed");
    expect(await agree(BELL, seen)).toMatch(/have just changed/);
    expect(state()).toBe("started");
    expect(await agree(BELL)).toBe("done");
    expect(await agree(BELL, "", "no")).toBe("done");
    expect(state()).toBe("started");
    expect(await act(BELL, "section", { section: "nothing", hash: seen, agree: "yes" })).toBe("404");
    const log = demo.server.context.db.select().from(auditEvent).all();
    const said = log.filter(({ type }) => type.startsWith("evaluation.section-"));
    expect(said.map(({ type }) => type.slice("evaluation.section-".length))).toEqual([
      "agreed",
      "agreed",
      "agreed",
      "open",
    ]);
    expect(JSON.stringify(said)).not.toContain("ouqz7");
  });

  it("[EVAL-7] it is not fixed while a suggestion is open, and is once it is decided", async () => {
    const id = suggestionId(demo.userId(BELL), randomUUID());
    await tale.edit(room("text"), BELL, (doc) => {
      const blocks = textBlocks(doc.getXmlFragment(TEXT_FRAGMENT));
      putSuggestion(doc, blocks, { id, from: { block: 1, offset: 0 }, to: { block: 1, offset: 0 }, text: "Very " });
    });
    expect(await act(BELL, "freezing")).toMatch(/not part of your role/);
    expect(await act(ORTIZ, "freezing")).toMatch(/One proposed change is still open/);
    await tale.edit(room("ratings"), ORTIZ, (doc) =>
      editText(doc, evaluationKeys.result(record().goals[0]?.id ?? ""), ""),
    );
    await tale.edit(room("text"), ORTIZ, (doc) => decide(doc, { id, text: "Very " }, "rejected", demo.userId(ORTIZ)));
    expect(await act(ORTIZ, "freezing")).toMatch(/write what came of this goal/);
    await tale.edit(room("ratings"), ORTIZ, (doc) => {
      for (const goal of record().goals) editText(doc, evaluationKeys.result(goal.id), "Reached");
    });
    expect(await words(ORTIZ, page())).toContain("Not agreed by both");
    expect(await act(ORTIZ, "freezing")).toBe("done");
    await open("frozen");
    expect(await everything(MONROE)).not.toMatch(/ouqz[4-8]/);
    expect(await act(BELL, "section", { section: "counselor-mentor", hash: "", agree: "no" })).toMatch(
      /while both leads write/,
    );
  });
});

describe("when a day passes", () => {
  /** The evaluation of the days after the last one, closed on its first day, with the self-assessment's day over. */
  async function nextPeriod() {
    const { closeYear, openEvaluation, signGoals } = await import("../../server/commands/evaluation.ts");
    const { passEvaluationDays } = await import("../../server/commands/evaluation-days.ts");
    const fromDate = addDays([record().row.toDate, tale.now()].sort()[1] ?? "", 1);
    const made = openEvaluation(tale.as(ORTIZ), {
      assignmentId,
      title: "Next period",
      fromDate,
      toDate: addDays(fromDate, 364),
    });
    if (!made.ok) throw new Error(made.sentence);
    evaluationId = made.evaluationId;
    await tale.edit(room("goals"), BELL, (doc) => {
      for (const { id } of EVALUATION_ROLES.slice(0, 3)) {
        editText(doc, evaluationKeys.goal(id, 1), "A goal");
        editText(doc, evaluationKeys.measure(id, 1), "A list of dates");
      }
    });
    const { hash } = goalsNow(tale.as(ORTIZ), record());
    for (const slug of [ORTIZ, BELL]) expect(signGoals(tale.as(slug), { evaluationId, hash }).ok).toBe(true);
    tale.goTo(record().row.fromDate);
    expect(closeYear(tale.as(ORTIZ), { evaluationId }).ok).toBe(true);
    tale.goTo(addDays(record().row.selfDueOn ?? "", 1));
    passEvaluationDays(demo.server.context);
    return passEvaluationDays;
  }

  it("[EVAL-5] the page says what is missing, and feedback that comes late is its author's until it is handed in", async () => {
    const passEvaluationDays = await nextPeriod();
    await open("parallel");
    expect(await words(BELL, page())).toContain("not handed over by its day");
    await tale.edit(room("feedback"), BELL, (doc) => editText(doc, evaluationKeys.open, "A late word, ouqz9"));
    await drafted(tale, evaluationId);
    tale.goTo(addDays(record().row.parallelDueOn ?? "", 1));
    passEvaluationDays(demo.server.context);
    await open("together");
    expect(await words(BELL, page())).toContain("You can still hand it in");
    expect(await everything(ORTIZ)).not.toContain("ouqz9");
    expect(await words(ORTIZ, page())).toContain("Offered, and not received by the day");
    clock.at += 60_000;
    await fedBack(tale, evaluationId);
    expect(await words(ORTIZ, page())).toContain("Handed in after its day");
  });

  it("[EVAL-5] a draft that was typed and not handed in is pointed out to its author alone", async () => {
    const sentence = "Your draft was not handed in by";
    const passEvaluationDays = await nextPeriod();
    await tale.edit(room("draft"), ORTIZ, (doc) =>
      editText(doc, evaluationKeys.draft("counselor-mentor"), "A first impression, ouqz9"),
    );
    tale.goTo(addDays(record().row.parallelDueOn ?? "", 1));
    passEvaluationDays(demo.server.context);
    await open("together");
    expect(await words(ORTIZ, page())).toContain(`${sentence} ${dayInWords(record().row.parallelDueOn ?? "")}.`);
    for (const slug of SIX.filter((one) => one !== ORTIZ)) {
      expect(await words(slug, page()), slug).not.toContain(sentence);
      expect(await everything(slug), slug).not.toContain("ouqz9");
    }
    tale.goTo(addDays(tale.now(), 1));
    const again = await nextPeriod();
    tale.goTo(addDays(record().row.parallelDueOn ?? "", 1));
    again(demo.server.context);
    await open("together");
    expect(await words(ORTIZ, page())).not.toContain(sentence);
  });
});
