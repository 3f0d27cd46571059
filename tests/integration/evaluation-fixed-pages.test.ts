import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { evaluationRoom } from "../../db/evaluations.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { passEvaluationDays } from "../../server/commands/evaluation-days.ts";
import { freezeEvaluation } from "../../server/commands/evaluation-freezing.ts";
import { writeEvaluationPlan } from "../../server/commands/evaluation-plan.ts";
import { signEvaluation, signFeedback } from "../../server/commands/evaluation-signing.ts";
import { planEvaluationMeeting } from "../../server/commands/evaluation-writing.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { addDays } from "../../shared/days.ts";
import { evaluationKeys } from "../../shared/documents/evaluation.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { dayInWords } from "../../shared/time.ts";
import { workingDaysAfter } from "../../shared/working-days.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import {
  hashOf,
  noonOf,
  planOf,
  received,
  rowOfEvaluation,
  toMeeting,
  toPresented,
  toTogether,
  waived,
} from "../support/evaluation.ts";
import { BELL, BRANDT, CHO, done, MONROE, NEVER, ORTIZ, OSEI, type Story, story, wait } from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let of: Story;
let assignmentId: string;
let cases = 0;
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER, env: { ACCORD_ROOM_LIMITS: "off" } });
  addOthers(demo);
  of = story(demo, clock);
});
afterAll(() => demo.close());
beforeEach(() => {
  clock.at += 86_400_000;
  const schools = ["larkfield-high", "larkfield-middle", "cottonwood-elementary", "mill-creek-elementary"];
  demo.server.context.db.$client.exec(
    "update assignment set to_date = '2026-01-01' where to_date is null; update evaluation set state = 'sealed'",
  );
  assignmentId = openCase(demo, MONROE, schools[cases++ % 4]);
});

const cookie = (slug: string) =>
  openSession(demo.server.context.db, { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at })
    .cookie;
const get = (slug: string, path: string) =>
  fetch(new URL(path, demo.server.url), { headers: { Cookie: cookie(slug) }, redirect: "manual" });
const pathOf = (id: string) => casePaths.evaluation(assignmentId, id);
const bothWays = (path: string) => [path, `${path}.data`];
const page = async (slug: string, id: string) =>
  (await (await get(slug, pathOf(id))).text()).replaceAll("<!-- -->", "");
/** The page, and the data its script would load. */
const everything = async (slug: string, id: string) =>
  (await Promise.all(bothWays(pathOf(id)).map(async (one) => (await get(slug, one)).text()))).join("\n");
/** What an act posted without scripts answered: "done", or the first line of its sentence. */
const post = async (slug: string, id: string, act: string, fields: Record<string, string> = {}) => {
  const response = await fetch(new URL(`${pathOf(id)}/${act}`, demo.server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
  if (response.status === 303) {
    expect(response.headers.get("location")).toBe(pathOf(id));
    return "done";
  }
  return response.status === 404 ? "404" : ((await response.text()).split("\n")[0] ?? "");
};
const row = (id: string) => rowOfEvaluation(of, id);
/** The form's fields that every signature carries. */
const signing = (id: string) => ({ hash: hashOf(of, id), consent: "yes" });

const WRITTEN = "steady work over the year";
const FEEDBACK = "before trouble starts";
const READ_TEXT = [ORTIZ, BELL, OSEI, BRANDT, CHO];
const STRANGERS = [...Object.values(NOT_OF_CASE)];
const BUTTONS = [
  "Sign the evaluation",
  "Sign that feedback was given",
  "Give my answer",
  "Record the refusal",
  "Attach my response",
  "Agree and seal",
  "Return it with this reason",
  "Open it again",
] as const;
/** Who is offered which of the acts, person by person. */
async function offered(id: string): Promise<Record<string, string[]>> {
  const by: Record<string, string[]> = {};
  for (const slug of [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO]) {
    const html = await page(slug, id);
    const buttons = BUTTONS.filter((label) => html.includes(`>${label}</button>`));
    if (buttons.length > 0) by[slug] = buttons;
  }
  return by;
}

describe("the page of a fixed evaluation", () => {
  it("[EVAL-30] shows each state's text and acts to those of the table, and to a stranger nothing in any of them", async () => {
    const id = await toTogether(of, assignmentId, (item) => (item === "fairness" ? 5 : 3));
    const stranger = async () => {
      const ends = row(id).state === "frozen" || row(id).state === "sealed";
      for (const slug of ends ? STRANGERS : [NOT_OF_CASE.otherSupervisor, NOT_OF_CASE.otherOfficer])
        for (const path of bothWays(pathOf(id))) {
          const response = await get(slug, path);
          expect([slug, response.status]).toEqual([slug, 404]);
          expect(await response.text()).not.toMatch(/steady work|before trouble|Ruth Bell, /);
        }
      if (row(id).state !== "sealed")
        expect(await everything(OF_CASE.custodian, id)).not.toMatch(/steady work|before trouble/);
    };
    const unread = async () => {
      expect(await everything(MONROE, id)).not.toMatch(/steady work|before trouble|Seen on March 3/);
      for (const slug of READ_TEXT) {
        const words = await everything(slug, id);
        expect(words, slug).toContain(WRITTEN);
        expect(words, slug).toContain(FEEDBACK);
      }
    };
    done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    await stranger();
    await unread();
    expect(await offered(id)).toEqual({ [ORTIZ]: ["Sign the evaluation", "Open it again"] });
    const day = workingDaysAfter(of.now(), 5);
    expect(await post(ORTIZ, id, "meeting", { date: of.now(), time: "12:00" })).toMatch(/5 working days of notice/);
    expect(await post(BELL, id, "meeting", { date: day, time: "12:00" })).toMatch(/not part of your role/);
    expect(await post(OSEI, id, "meeting", { date: day, time: "12:00" })).toBe("done");
    expect(await page(OSEI, id)).toContain("The school may sign within 15 working days of the supervisor’s signature.");
    expect(await post(BELL, id, "signature", signing(id))).toMatch(/supervisor of this case signs/);
    expect(await post(ORTIZ, id, "signature", { hash: hashOf(of, id) })).toMatch(/Tick the sentence/);
    expect(await post(ORTIZ, id, "signature", { ...signing(id), hash: "0".repeat(64) })).toMatch(/text changed/);
    expect(await post(ORTIZ, id, "signature", signing(id))).toBe("done");

    await stranger();
    await unread();
    const until = `The school may sign until ${dayInWords(row(id).feedbackDueOn ?? "")}.`;
    for (const slug of [ORTIZ, OSEI]) expect(await page(slug, id), slug).toContain(until);
    for (const slug of [BELL, MONROE]) expect(await page(slug, id), slug).not.toContain(until);
    expect(await offered(id)).toEqual({
      [ORTIZ]: ["Open it again"],
      [BELL]: ["Sign that feedback was given"],
    });
    expect(await post(BELL, id, "feedback-decline", { hash: hashOf(of, id), words: " " })).toMatch(/Write why/);
    const words = "The year as we saw it, ouqv1";
    expect(await post(BELL, id, "feedback-signature", { ...signing(id), words })).toBe("done");

    await stranger();
    expect(await everything(MONROE, id)).toMatch(/steady work[\s\S]*before trouble/);
    expect(await everything(MONROE, id)).toContain("ouqv1");
    expect(await offered(id)).toEqual({ [ORTIZ]: ["Open it again"] });
    expect(await post(MONROE, id, "receipt", { ...signing(id), choice: "received" })).toMatch(/at the meeting on/);
    toMeeting(of, id);
    expect(await offered(id)).toEqual({
      [ORTIZ]: ["Record the refusal", "Open it again"],
      [MONROE]: ["Give my answer"],
    });
    expect(await post(MONROE, id, "receipt", signing(id))).toBe("Choose your answer.");
    const fields = { ...signing(id), choice: "disagrees", words: "I saw the spring otherwise, ouqv2" };
    expect(await post(BELL, id, "receipt", fields)).toMatch(/The officer receives it/);
    expect(await post(MONROE, id, "receipt", fields)).toBe("done");

    await stranger();
    expect(await offered(id)).toEqual({ [MONROE]: ["Attach my response"] });
    for (const slug of [...READ_TEXT, MONROE]) {
      const html = await page(slug, id);
      expect(html, slug).toContain("Received it and disagrees");
      expect(html, slug).toContain("ouqv2");
      expect(html, slug).toContain(`Last day: ${dayInWords(row(id).responseDueOn ?? "")}`);
    }
    expect(await post(MONROE, id, "waiver")).toBe("done");

    await stranger();
    expect(await offered(id)).toEqual({ [BRANDT]: ["Agree and seal", "Return it with this reason"] });
    expect(await post(CHO, id, "command", signing(id))).toMatch(/head of the agency/);
    expect(await post(BRANDT, id, "command", signing(id))).toBe("done");

    await stranger();
    expect(await offered(id)).toEqual({});
    for (const slug of [...READ_TEXT, MONROE, OF_CASE.custodian]) {
      const html = await page(slug, id);
      expect(html, slug).toContain("Sealed: stays");
      expect(html, slug).toMatch(/href="\/records\/[^"]+"/);
    }
  }, 90_000);

  it("[EVAL-30] says alone who rated, in number and words, who gave feedback, what the officer answered, and which text each bound", async () => {
    const id = await toTogether(of, assignmentId, (item) => (item === "fairness" ? 5 : 3));
    toPresented(of, id);
    received(of, id, "disagrees");
    const html = await page(BELL, id);
    for (const words of [
      "Lt. Dana Ortiz, SRO supervisor",
      "Principal Ruth Bell, school administrator",
      "Rated by Lt. Dana Ortiz",
      "Written by Principal Ruth Bell",
      "I see the second half of the year otherwise.",
      "I taught twelve lessons",
      "Seen on March 3 and April 9",
      "Exceptional",
      "Meets expectations",
      "Mean 3.5 over 4 rated items",
      "The officer has answered, and may attach a response.",
    ])
      expect(html, words).toContain(words);
    const { acts } = JSON.parse(row(id).content ?? "{}") as { acts: { textHash: string }[] };
    expect(acts).toHaveLength(3);
    for (const { textHash } of acts) expect(html).toContain(textHash.slice(0, 16));
    expect(html).toContain(hashOf(of, id));
  });

  it("[EVAL-31] says that the school gave no answer by the day, and a refusal with its witness", async () => {
    const id = await toTogether(of, assignmentId);
    done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    done(planEvaluationMeeting(of.as(ORTIZ), { evaluationId: id, at: noonOf(workingDaysAfter(of.now(), 20)) }));
    done(signEvaluation(of.as(ORTIZ), { evaluationId: id, hash: hashOf(of, id) }));
    const due = row(id).feedbackDueOn ?? "";
    expect(await page(OSEI, id)).toContain(`until ${dayInWords(due)}`);
    of.goTo(addDays(due, 1));
    expect(await offered(id)).toEqual({ [ORTIZ]: ["Open it again"] });
    expect(await post(BELL, id, "feedback-signature", signing(id))).toMatch(/could answer until/);
    passEvaluationDays(demo.server.context);
    expect(await page(BELL, id)).toContain(`No answer by the day: ${dayInWords(due)} passed`);
    toMeeting(of, id);
    expect(await post(ORTIZ, id, "refusal", { hash: hashOf(of, id), witness: " " })).toMatch(/saw the refusal/);
    expect(await post(MONROE, id, "refusal", { hash: hashOf(of, id), witness: "Sgt. Hale" })).toMatch(
      /recorded by the supervisor/,
    );
    expect(await post(ORTIZ, id, "refusal", { hash: hashOf(of, id), witness: "Sgt. Hale" })).toBe("done");
    for (const slug of [MONROE, BELL, CHO]) {
      const html = await page(slug, id);
      expect(html, slug).toContain("Refused to sign; a witness saw it. Witness: Sgt. Hale; entered by Lt. Dana Ortiz");
      expect(html, slug).toContain("Casey Monroe");
    }
  });

  it("[EVAL-32] holds no word of a response for anybody but the officer before it is attached, and none of one that never was", async () => {
    const OWN = "My own view of the spring, ouzk9";
    const id = await toTogether(of, assignmentId);
    toPresented(of, id);
    received(of, id);
    const write = (words: string) =>
      of.edit(evaluationRoom(row(id), "response"), MONROE, (doc) => editText(doc, evaluationKeys.response, words));
    await write(OWN);
    expect(await everything(MONROE, id)).toContain("ouzk9");
    for (const slug of READ_TEXT) expect(await everything(slug, id), slug).not.toContain("ouzk9");
    expect(await post(BELL, id, "response")).not.toBe("done");
    of.goTo(addDays(of.now(), 29));
    expect(await page(MONROE, id)).toContain("One day is left after today.");
    expect(await post(MONROE, id, "response")).toBe("done");
    for (const slug of [...READ_TEXT, MONROE]) expect(await page(slug, id), slug).toContain("ouzk9");
  });

  it("[EVAL-32] takes no response on day 31, and what was typed stays the officer's alone", async () => {
    const id = await toTogether(of, assignmentId);
    toPresented(of, id);
    received(of, id);
    await of.edit(evaluationRoom(row(id), "response"), MONROE, (doc) =>
      editText(doc, evaluationKeys.response, "Typed and never attached, ouzk8"),
    );
    of.goTo(addDays(of.now(), 31));
    expect(await post(MONROE, id, "response")).toMatch(/could be attached until/);
    expect(await page(MONROE, id)).not.toContain(">Attach my response</button>");
    passEvaluationDays(demo.server.context);
    for (const slug of READ_TEXT) {
      const words = await everything(slug, id);
      expect(words, slug).not.toContain("ouzk8");
      expect(words, slug).toContain("No response by the day");
    }
    expect(await offered(id)).toEqual({ [BRANDT]: ["Agree and seal", "Return it with this reason"] });
  });

  it("[EVAL-33] keeps what an earlier revision was, why it was returned, and which signatures are void", async () => {
    const id = await toTogether(of, assignmentId);
    toPresented(of, id);
    received(of, id);
    waived(of, id);
    expect(await post(CHO, id, "return", { reason: "No" })).toMatch(/head of the agency/);
    expect(await post(BRANDT, id, "return", { reason: " " })).toMatch(/Write why/);
    expect(await post(BRANDT, id, "return", { reason: "Two items need their evidence, ourt1" })).toBe("done");
    expect(row(id).state).toBe("together");
    done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    const html = await page(BELL, id);
    for (const words of [
      "Revision 2",
      "Returned by Chief Tom Brandt",
      "ourt1",
      "Signatures that are void (3)",
      "Void: Two items",
    ])
      expect(html, words).toContain(words);
    expect(await offered(id)).toEqual({ [ORTIZ]: ["Sign the evaluation", "Open it again"] });
    expect(await post(ORTIZ, id, "reopening", { reason: "One more look, ourt2" })).toBe("done");
    expect(row(id).state).toBe("together");
  });

  it("[EVAL-33] shows the plan after the seal with what came of each item, recorded by the supervisor once", async () => {
    const id = await toTogether(of, assignmentId, (item) => (item === "fairness" ? 1 : 3));
    const room = evaluationRoom(row(id), "ratings");
    await of.edit(room, ORTIZ, (doc) => setValue(doc, evaluationKeys.outcome, "stay-with-plan"));
    const item = {
      item: "Pattern review each month",
      expected: "Four reviews",
      help: "A coach",
      owner: "Sgt. Kim",
      dueOn: addDays(of.now(), 90),
      proof: "The list",
    };
    done(writeEvaluationPlan(of.as(ORTIZ), { evaluationId: id, items: [item] }));
    toPresented(of, id);
    expect(await page(MONROE, id)).toContain("Pattern review each month");
    received(of, id);
    waived(of, id);
    expect(await page(ORTIZ, id)).not.toContain(">Record the result</button>");
    expect(await post(BRANDT, id, "command", signing(id))).toBe("done");
    const itemId = planOf(of.as(ORTIZ), id)?.items[0]?.id ?? "";
    const result = { itemId, result: "met", evidence: "Four of four, on the list" };
    expect(await page(ORTIZ, id)).toContain(">Record the result</button>");
    for (const slug of [BELL, MONROE, BRANDT]) {
      expect(await page(slug, id), slug).not.toContain(">Record the result</button>");
      expect(await post(slug, id, "plan-result", result), slug).toMatch(/not part of your role/);
    }
    expect(await post(ORTIZ, id, "plan-result", result)).toBe("done");
    expect(await page(MONROE, id)).toContain("Four of four, on the list");
    expect(await page(ORTIZ, id)).not.toContain(">Record the result</button>");
    for (const slug of STRANGERS) expect(await post(slug, id, "plan-result", result), slug).toBe("404");
  });

  it("[EVAL-33] leads from a sealed outcome of removal review to the review", async () => {
    const id = await toTogether(of, assignmentId, (item) => (item === "fairness" ? 1 : 3), "removal-review");
    toPresented(of, id);
    received(of, id);
    waived(of, id);
    expect(await post(BRANDT, id, "command", signing(id))).toBe("done");
    for (const slug of [...READ_TEXT, MONROE])
      expect(await page(slug, id), slug).toContain(`href="${casePaths.file(assignmentId)}/removals/`);
    wait(of, 1);
    expect(await page(OF_CASE.custodian, id)).not.toContain("/removals/");
  });

  it("[EVAL-31] lets the administrator decline with the reason, and offers no signature where nothing was handed in", async () => {
    const id = await toTogether(of, assignmentId);
    done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    done(signEvaluation(of.as(ORTIZ), { evaluationId: id, hash: hashOf(of, id) }));
    demo.server.context.db.$client.prepare("update evaluation set feedback_at = null where id = ?").run(id);
    expect(await page(BELL, id)).not.toContain(">Sign that feedback was given</button>");
    expect(await page(BELL, id)).toContain(">Decline with this reason</button>");
    expect(await post(BELL, id, "feedback-signature", signing(id))).toMatch(/No feedback was handed in/);
    const fields = { hash: hashOf(of, id), words: "I was away all year, ouqd1" };
    expect(await post(BELL, id, "feedback-decline", fields)).toBe("done");
    for (const slug of [...READ_TEXT, MONROE]) {
      const html = await page(slug, id);
      expect(html, slug).toContain("Declined to sign, with the reason");
      expect(html, slug).toContain("ouqd1");
    }
    expect(signFeedback(of.as(BELL), { evaluationId: id, word: "given", words: "", hash: hashOf(of, id) }).ok).toBe(
      false,
    );
  });
});
