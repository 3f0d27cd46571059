import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkpointRoom, inputRoom } from "../../db/checkpoints.ts";
import { assignment, sealedRecord } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { passDay } from "../../server/commands/checkpoint-days.ts";
import { answerCheckpoint, presentCheckpoint } from "../../server/commands/checkpoint-review.ts";
import { signCheckpoint } from "../../server/commands/checkpoint-signing.ts";
import { openCheckpoint, submitInput } from "../../server/commands/checkpoints.ts";
import { type ProposedOutcome, proposeOutcome } from "../../server/commands/probation-outcome.ts";
import { enterTraining, setTrainingDue } from "../../server/commands/training.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { TRAINING_ITEMS } from "../../shared/content/training.ts";
import { checkpointKeys } from "../../shared/documents/checkpoint.ts";
import type { CheckpointReview } from "../../shared/documents/checkpoint-review.ts";
import { editText } from "../../shared/documents/form.ts";
import { historyPath } from "../../shared/history-path.ts";
import { dayInWords } from "../../shared/time.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import {
  BELL,
  BRANDT,
  CHO,
  checkpointOf,
  done,
  MONROE,
  NEVER,
  ORTIZ,
  OSEI,
  review,
  running,
  type Story,
  self,
  story,
  wait,
} from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let tale: Story;
let assignmentId = "";
let probationId = "";
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  assignmentId = openCase(demo);
  probationId = running(tale, assignmentId);
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
/** The page, and the data its script would load. */
const bothWays = (path: string) => [path, `${path}.data`];
const pages = () => [
  casePaths.file(assignmentId),
  casePaths.probation(assignmentId),
  casePaths.checkpoint(assignmentId, 1),
];

describe("the pages of an officer's case", () => {
  it("[CASE-6] its officer, its leads, the coordinator and the executives open them; for everybody else there are none", async () => {
    for (const slug of [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO])
      for (const path of pages()) expect((await get(slug, path)).status, `${slug} ${path}`).toBe(200);
    for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian])
      for (const path of pages().flatMap(bothWays)) {
        const response = await get(slug, path);
        expect(response.status, `${slug} ${path}`).toBe(404);
        expect(await response.text(), `${slug} ${path}`).not.toMatch(/Mill Creek|Settling in|Principal Ruth Bell, /);
      }
  });

  it("[CASE-6] what nobody opens is the same 404 as what does not exist", async () => {
    const missing = [
      casePaths.file("nothing"),
      casePaths.probation("nothing"),
      casePaths.checkpoint(assignmentId, 9),
      `${casePaths.probation(assignmentId)}/x`,
    ];
    for (const path of missing) expect((await get(ORTIZ, path)).status, path).toBe(404);
  });

  it("[CASE-7] the word Officers stands in the navigation of those who have a case to read or may open one, and of nobody else", async () => {
    for (const slug of [ORTIZ, BELL, MONROE, OSEI, BRANDT, "nina.patel"])
      expect(await words(slug, "/desk"), slug).toContain('href="/officers"');
    for (const slug of ["marcus.hale", "ji-woo.kim", "jamie.frost"]) {
      expect(await words(slug, "/desk"), slug).not.toMatch(/"\/officers"|>Officers</);
      for (const path of bothWays(casePaths.all)) expect((await get(slug, path)).status, path).toBe(404);
    }
    const own = await words(MONROE, casePaths.all);
    // What the evaluation waits for stands in the list as it does on the desk and in the file.
    const both = "Both leads write it together";
    expect(await words("nina.patel", casePaths.all)).toMatch(
      new RegExp(`${both}(?:(?!Your turn).)*annual evaluation, third year`),
    );
    expect(await words(ORTIZ, casePaths.all)).toMatch(
      new RegExp(`${both}.{0,80}Your turn: annual evaluation, third year`),
    );
    expect(own).toContain("Officer Casey Monroe");
    expect(own).not.toContain("patel-high-school");
    expect(await words(ORTIZ, casePaths.all)).toContain("patel-high-school");
  });

  it("[DUE-5] each row of the desk about a case leads to a page that its reader opens", async () => {
    for (const slug of [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO, "nina.patel"]) {
      const links = [...(await words(slug, "/desk")).matchAll(/href="(\/officers\/[^"]+)"/g)].map(([, to]) => to ?? "");
      if (slug === ORTIZ) expect(links.length).toBeGreaterThan(0);
      for (const to of new Set(links)) expect((await get(slug, to)).status, `${slug} ${to}`).toBe(200);
    }
    expect(await words("nina.patel", "/desk")).toContain("something in your own file, it stands here.");
  });

  it("[DUE-10] a training stands on the desk of whoever has to do it or check it, from two weeks before its day on", async () => {
    const { id: itemId = "", title = "" } = TRAINING_ITEMS.filter(({ who }) => who[0] === "officer").at(-1) ?? {};
    const of = { assignmentId, itemId };
    const desk = async (slug: string, sentence: string) => (await words(slug, "/desk")).includes(sentence);
    const toDo = `Complete “${title}” and enter it`;
    done(setTrainingDue(tale.as(ORTIZ), { ...of, dueOn: tale.day(40) }));
    expect(await desk(MONROE, toDo)).toBe(false);
    done(setTrainingDue(tale.as(ORTIZ), { ...of, dueOn: tale.day(10) }));
    expect(await desk(MONROE, toDo)).toBe(true);
    expect(await desk(ORTIZ, toDo)).toBe(false);
    done(enterTraining(tale.as(MONROE), { ...of, doneOn: tale.day(0), words: "The county academy; certificate 7" }));
    expect(await desk(MONROE, toDo)).toBe(false);
    expect(await desk(ORTIZ, `Check what shows that “${title}” was done`)).toBe(true);
    for (const slug of Object.values(NOT_OF_CASE)) expect(await desk(slug, title), slug).toBe(false);
  });

  it("[CASE-7] a custodian finds no case before something in it is sealed", async () => {
    const { db } = demo.server.context;
    expect(db.select().from(assignment).all().length).toBeGreaterThan(0);
    expect((await get(OF_CASE.custodian, casePaths.file(assignmentId))).status).toBe(404);
    expect((await get(OF_CASE.custodian, casePaths.probation(assignmentId))).status).toBe(404);
  });

  it("[CASE-8] an act posted without scripts answers with the page; one from outside the case finds nothing", async () => {
    const acts = `${casePaths.probation(assignmentId)}/acts`;
    const leave = { from: tale.day(400), to: tale.day(420) };
    for (const slug of Object.values(NOT_OF_CASE))
      expect((await post(slug, `${acts}/leave`, leave)).status, slug).toBe(404);
    const refused = await post(ORTIZ, `${acts}/leave`, { from: "soon", to: "" });
    expect([refused.status, await refused.text()]).toEqual([
      409,
      "Enter the first day away.\nGo back, and load the page again.\n",
    ]);
    const entered = await post(OSEI, `${acts}/leave`, leave);
    expect([entered.status, entered.headers.get("location")]).toEqual([303, casePaths.probation(assignmentId)]);
    expect((await post(ORTIZ, `${acts}/nonsense`)).status).toBe(404);
    expect((await post(ORTIZ, `${casePaths.checkpoint(assignmentId, 1)}/nonsense`)).status).toBe(404);
  });

  it("[CASE-8] leave shows the day both leads signed beside the one that holds now", async () => {
    const acts = `${casePaths.probation(assignmentId)}/acts`;
    const before = await words(BELL, casePaths.probation(assignmentId));
    expect(before).not.toContain("Signed as");
    expect((await post(BELL, `${acts}/leave`, { from: tale.day(60), to: tale.day(79) })).status).toBe(303);
    expect(await words(MONROE, casePaths.probation(assignmentId))).toContain("Signed as");
    const day = tale.day(100);
    expect((await post(BELL, `${acts}/leave`, { from: day, to: day })).status).toBe(303);
    const one = dayInWords(day);
    for (const path of [casePaths.probation(assignmentId), casePaths.file(assignmentId)]) {
      expect(await words(BELL, path), path).toContain(one);
      expect(await words(BELL, path), path).not.toContain(`${one} to`);
    }
  });
});

describe("a sealed checkpoint among the records", () => {
  it("[EVAL-19] is shown with what was rated and answered, and as a PDF, to the people of the case alone", async () => {
    const sealed = demo.server.context.db.select().from(sealedRecord).all();
    const { id, content } = sealed.find(({ kind }) => kind === "checkpoint") ?? { id: "", content: "{}" };
    const said = JSON.parse(content) as CheckpointReview;
    for (const slug of [ORTIZ, BELL, MONROE]) {
      const page = await words(slug, `/records/${id}`);
      for (const one of ["Rated by", "The officer answered", said.names.school, said.answer?.name ?? "nobody"])
        expect(page, `${slug}: ${one}`).toContain(one);
      const pdf = await get(slug, `/records/${id}/pdf`);
      expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
      expect((await pdf.text()).slice(0, 5)).toBe("%PDF-");
    }
    for (const slug of [NOT_OF_CASE.otherSupervisor, NOT_OF_CASE.otherOfficer, NOT_OF_CASE.panelist])
      for (const path of [...bothWays(`/records/${id}`), `/records/${id}/pdf`])
        expect((await get(slug, path)).status, `${slug} ${path}`).toBe(404);
  });
});

describe("notices, plan and outcome on the probation's page", () => {
  const acts = () => `${casePaths.probation(assignmentId)}/acts`;
  const sentence = async (slug: string, act: string, fields: Record<string, string>) => {
    const response = await post(slug, `${acts()}/${act}`, fields);
    return response.status === 303 ? "done" : (await response.text()).split("\n")[0];
  };
  const notice = {
    itemId: "d30-presence",
    checkpointId: "",
    evidence: "Seen late, ouwx5",
    expected: "On time",
    help: "",
  };

  it("[CASE-8] each command's refusal comes back as its sentence, and what is done stands on the page", async () => {
    const reviewOn = tale.day(30);
    expect(await sentence(ORTIZ, "notice", { ...notice, reviewOn })).toMatch(
      /Name the help\. A notice without help does not count\./,
    );
    expect(await sentence(BELL, "notice", { ...notice, help: "A coach", reviewOn })).toMatch(/not part of your role/);
    expect(await sentence(ORTIZ, "notice", { ...notice, help: "A coach", reviewOn })).toBe("done");
    for (const slug of [MONROE, BELL, OSEI, BRANDT])
      expect(await words(slug, casePaths.probation(assignmentId)), slug).toContain("ouwx5");
    expect(await words(MONROE, casePaths.probation(assignmentId))).toContain("Confirm that I received this notice");
    expect(await sentence(ORTIZ, "plan", { noticeId: "none", "item-1": "x" })).toMatch(
      /A plan follows an interim notice/,
    );
    expect(await sentence(ORTIZ, "outcome", { outcome: "ended", reason: "It does not fit" })).toMatch(
      /The interim notice is not 30 days old/,
    );
    expect(await sentence(ORTIZ, "outcome", { outcome: "confirmed", reason: "Good" })).toMatch(
      /The last checkpoint is not sealed yet/,
    );
    expect(await sentence(ORTIZ, "outcome", { reason: "Good" })).toBe("Choose what you propose.");
    expect(await sentence(BELL, "outcome", { outcome: "confirmed", reason: "Good" })).toMatch(/not part of your role/);
  });
});

describe("a checkpoint's page before the exchange", () => {
  const ALONE = "Words of the supervisor alone, ouzq1";
  const THEIRS = "Words of the administrator alone, ouzq2";
  const OWN = "What I learned, part 1";
  const path = () => casePaths.checkpoint(assignmentId, 1);
  const everything = async (slug: string) =>
    (await Promise.all([...pages(), casePaths.all].flatMap(bothWays).map((one) => words(slug, one)))).join("\n");

  it("[PROB-16] nobody but the officer receives a word of the self-assessment before it is handed over", async () => {
    const { row, form } = checkpointOf(tale.as(ORTIZ), probationId, 1);
    if (row.opensOn) tale.goTo(row.opensOn);
    done(openCheckpoint(tale.as(ORTIZ), { checkpointId: row.id }));

    await tale.edit(checkpointRoom(row, "self"), MONROE, (doc) =>
      form.selfPrompts.forEach((_, i) => {
        editText(doc, checkpointKeys.prompt(i), "");
        if (i === 0) editText(doc, checkpointKeys.prompt(i), OWN);
      }),
    );
    expect(await everything(MONROE)).toContain(OWN);
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT]) expect(await everything(slug), slug).not.toContain(OWN);
    await self(tale, probationId, 1);
    for (const slug of [ORTIZ, BELL]) expect(await words(slug, path())).toContain(OWN);
  });

  it("[PROB-16] no page of one lead holds a word of the other's input, written or handed in, until both are in", async () => {
    const { row } = checkpointOf(tale.as(ORTIZ), probationId, 1);
    await tale.edit(inputRoom(row, demo.userId(ORTIZ)), ORTIZ, (doc) => editText(doc, checkpointKeys.words, ALONE));
    await tale.edit(inputRoom(row, demo.userId(BELL)), BELL, (doc) => editText(doc, checkpointKeys.words, THEIRS));
    expect(await words(ORTIZ, path())).toContain(ALONE);
    expect(await words(BELL, path())).toContain("What you do not hand in stays yours alone");
    const unseen = async () => {
      for (const slug of [BELL, MONROE, OSEI, BRANDT, CHO]) expect(await everything(slug), slug).not.toContain(ALONE);
      for (const slug of [ORTIZ, MONROE, OSEI, BRANDT, CHO]) expect(await everything(slug), slug).not.toContain(THEIRS);
    };
    await unseen();
    done(submitInput(tale.as(ORTIZ), { checkpointId: row.id }));
    await unseen();
    expect(await words(OSEI, path())).toContain("The supervisor’s is in.");
    expect(await words(MONROE, path())).not.toContain("The supervisor’s is in.");
    done(submitInput(tale.as(BELL), { checkpointId: row.id }));
    for (const slug of [ORTIZ, BELL]) {
      const page = await words(slug, path());
      expect(page).toContain(ALONE);
      expect(page).toContain(THEIRS);
    }
    for (const slug of [MONROE, OSEI, BRANDT]) expect(await everything(slug), slug).not.toMatch(/ouzq1|ouzq2/);
  });

  it("[PROB-16] the officer reads nothing of the joint review before it is presented, and all of it then", async () => {
    await review(tale, probationId, 1, "concern");
    expect(await everything(MONROE)).not.toContain("We both saw growth.");
    const { row } = checkpointOf(tale.as(ORTIZ), probationId, 1);
    done(presentCheckpoint(tale.as(ORTIZ), { checkpointId: row.id }));
    const page = await words(MONROE, path());
    expect(page).toContain("We both saw growth.");
    expect(page).toContain("Give my answer");
    expect(await words(BELL, path())).not.toContain("Give my answer");
  });

  it("[PROB-18] a presented concern that no interim notice tells of is named to the supervisor alone", async () => {
    const untold = "Checkpoint 1: Walked the whole site";
    expect(await words(ORTIZ, casePaths.probation(assignmentId))).toContain(untold);
    // The notice above told of this one.
    expect(await words(ORTIZ, casePaths.probation(assignmentId))).not.toContain("Checkpoint 1: Seen and approachable");
    for (const slug of [BELL, MONROE, OSEI])
      expect(await words(slug, casePaths.probation(assignmentId)), slug).not.toContain(untold);
  });

  it("[CASE-1] once it is sealed a custodian opens it and the file, and of the rest of the case nothing", async () => {
    const { row } = checkpointOf(tale.as(ORTIZ), probationId, 1);
    const of = { checkpointId: row.id };
    const hash = () => checkpointOf(tale.as(ORTIZ), probationId, 1).row.contentHash ?? "";
    done(answerCheckpoint(tale.as(MONROE), { ...of, choice: "agree", words: "", hash: hash() }));
    done(signCheckpoint(tale.as(ORTIZ), { ...of, hash: hash() }));
    expect((await get(OF_CASE.custodian, path())).status).toBe(404);
    done(signCheckpoint(tale.as(BELL), { ...of, hash: hash() }));
    expect(await words(OF_CASE.custodian, path())).toContain("The review is sealed");
    const file = await words(OF_CASE.custodian, casePaths.file(assignmentId));
    expect(file).toContain("Checkpoint 1: Settling in");
    expect(file).not.toMatch(/Basic school resource officer course|Opens /);
    expect(await words(OF_CASE.custodian, "/desk")).toContain('href="/officers"');
    expect((await get(OF_CASE.custodian, casePaths.probation(assignmentId))).status).toBe(404);
    expect((await get(OF_CASE.custodian, casePaths.checkpoint(assignmentId, 2))).status).toBe(404);
  });
});

it("[PROB-11] names whose signature an outcome waits for as people write it", async () => {
  const id = openCase(demo, OF_CASE.officer, "larkfield-middle");
  const reason = "The concern remains after help";
  const proposed = { probationId: running(tale, id), outcome: "ended", reason, override: reason } as ProposedOutcome;
  done(proposeOutcome(tale.as(ORTIZ), proposed));
  expect(await words(BELL, casePaths.probation(id))).toContain("<b>Lt. Dana Ortiz</b>, the SRO supervisor");
});

it("[PROB-5] says to the lead who did not hand in where their words are, and to nobody else", async () => {
  const id = openCase(demo, OF_CASE.officer, "cottonwood-elementary");
  const of = running(tale, id, tale.now());
  const now = () => checkpointOf(tale.as(ORTIZ), of, 1).row;
  const checkpointId = now().id;
  tale.goTo(now().opensOn ?? "");
  done(openCheckpoint(tale.as(ORTIZ), { checkpointId }));
  await self(tale, of, 1);
  await tale.edit(inputRoom(now(), demo.userId(BELL)), BELL, (doc) =>
    editText(doc, checkpointKeys.words, "Begun, ouwx7"),
  );
  tale.goTo(now().inputDueOn ?? "");
  wait(tale, 1);
  expect(passDay(demo.server.context, PROGRAM, checkpointId)).toBe(true);
  const path = casePaths.checkpoint(id, 1);
  const history = historyPath({ kind: "checkpoint", recordId: checkpointId, part: "input", revision: 1 });
  const theirs = /You did not hand in your input by .{6,20}\. What you had typed stays yours alone\./;
  const seen = async () => {
    expect(await words(BELL, path)).toMatch(theirs);
    expect(await words(BELL, path)).toContain(`href="${history}"`);
    for (const slug of [ORTIZ, MONROE, OSEI])
      expect(await words(slug, path), slug).not.toMatch(/You did not hand in|ouwx7/);
  };
  await seen();
  expect(await words(BELL, history)).toContain("Begun, ouwx7");
  // Dana wrote nothing: there is nothing to find.
  expect(await words(ORTIZ, path)).toContain("What was typed stays its author’s alone");
  await review(tale, of, 1);
  done(presentCheckpoint(tale.as(ORTIZ), { checkpointId }));
  await seen();
});

it("counts beside an evaluation the entries that its fixed text will hold, and no corrected one", async () => {
  const path = casePaths.evaluation("patel-high-school", "patel-third-year");
  expect(await words(ORTIZ, path)).toContain(
    "13 entries: 6 by the supervisor, 5 by the administrator, 2 by the officer.",
  );
});
