import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordOfSubject } from "../../db/records.ts";
import { type Removal, removalById, removalRoom, removalsOfAssignment, sideRoom } from "../../db/removals.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { passRemovalDays } from "../../server/commands/removal.ts";
import { removalNow } from "../../server/commands/removal-access.ts";
import { removalDocument } from "../../server/records/pdf/removal.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { addDays } from "../../shared/days.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { removalKeys } from "../../shared/documents/removal.ts";
import { writeSection } from "../../shared/documents/rich.ts";
import { dayInWords } from "../../shared/time.ts";
import { workingDaysAfter } from "../../shared/working-days.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { BELL, BRANDT, CHO, MONROE, NEVER, ORTIZ, OSEI, type Story, story, wait } from "../support/probation.ts";
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
    "update assignment set to_date = '2026-01-01' where to_date is null; update removal set state = 'resolved'",
  );
  assignmentId = openCase(demo, MONROE, schools[cases++ % 4]);
});

const cookie = (slug: string) =>
  openSession(demo.server.context.db, { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at })
    .cookie;
const get = (slug: string, path: string) =>
  fetch(new URL(path, demo.server.url), { headers: { Cookie: cookie(slug) }, redirect: "manual" });
const words = async (slug: string, path: string) => (await (await get(slug, path)).text()).replaceAll("<!-- -->", "");
const pathOf = (id: string) => casePaths.removal(assignmentId, id);
const page = (slug: string, id: string) => words(slug, pathOf(id));
/** What an act posted without scripts answered: "done", "404", or the first line of its sentence. */
async function send(slug: string, path: string, back: string | RegExp, fields: Record<string, string> = {}) {
  const response = await fetch(new URL(path, demo.server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
  if (response.status === 303) {
    expect(response.headers.get("location")).toMatch(back);
    return "done";
  }
  return response.status === 404 ? "404" : ((await response.text()).split("\n")[0] ?? "");
}
const post = (slug: string, id: string, act: string, fields: Record<string, string> = {}) =>
  send(slug, `${pathOf(id)}/${act}`, pathOf(id), fields);
const ask = (slug: string, fields: Record<string, string>) =>
  send(
    slug,
    `${casePaths.removals(assignmentId)}/request`,
    new RegExp(`^${casePaths.removals(assignmentId)}/rm_\\w+$`),
    fields,
  );

const whole = (id: string): Removal => {
  const found = removalById(demo.server.context.db, PROGRAM, id);
  if (!found) throw new Error("no such review");
  return found;
};
const signing = (id: string) => ({ hash: removalNow(demo.server.context, whole(id)).hash, consent: "yes" });
/** The rows that the sealed record's PDF begins with. */
const printed = (id: string) => {
  const record = recordOfSubject(demo.server.context.db, "removal", id);
  const [first] = record ? removalDocument(record).blocks : [];
  return first?.is === "facts" ? first.rows : [];
};
const shows = (html: string, ...all: string[]) => {
  for (const one of all) expect(html.includes(one), one).toBe(true);
};
const hides = (html: string, ...all: string[]) => {
  for (const one of all) expect(html.includes(one), one).toBe(false);
};

const PEOPLE = [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO];
const REASONS = { reasons: "Two warrants in class time, ourw1", tried: "Three talks and a plan, ourw2" };
const BUTTONS = [
  "Ask for the review",
  "Give this answer",
  "Set this time",
  "Sign that it is settled",
  "Hand it to both executives",
  "Take the request back",
  "Take this position",
  "Sign the decision",
] as const;
async function offered(id: string): Promise<Record<string, string[]>> {
  const by: Record<string, string[]> = {};
  for (const slug of PEOPLE) {
    const html = await page(slug, id);
    const buttons = BUTTONS.filter((label) => html.includes(`>${label}</button>`));
    if (buttons.length > 0) by[slug] = buttons;
  }
  return by;
}
/** Nobody outside the case finds the review in any state, nor a custodian before the seal. */
async function strangers(id: string) {
  for (const slug of [...Object.values(NOT_OF_CASE), ...(whole(id).row.content ? [] : [OF_CASE.custodian])])
    for (const path of [pathOf(id), `${pathOf(id)}.data`, casePaths.removals(assignmentId)]) {
      const response = await get(slug, path);
      expect([slug, path, response.status]).toEqual([slug, path, 404]);
      expect(await response.text()).not.toMatch(/ourw1|ourw2|ourw3|ourw4|ourw5/);
    }
}
async function requested(slug = BELL): Promise<string> {
  expect(await ask(slug, REASONS)).toBe("done");
  return removalsOfAssignment(demo.server.context.db, assignmentId)[0]?.row.id ?? "";
}
const writeSide = (id: string, side: "agency" | "district" | "officer", slug: string, said: string) =>
  of.edit(sideRoom(whole(id).row, side), slug, (doc) => editText(doc, removalKeys.words, said));
const writeMinutes = (id: string) =>
  of.edit(removalRoom(whole(id).row, "minutes"), ORTIZ, (doc) =>
    writeSection(doc, "What was agreed", "A day each month for the calendar, ourw5."),
  );
/** From the request to a meeting that was held, with its minutes. */
async function mediated(): Promise<string> {
  const id = await requested();
  expect(await post(ORTIZ, id, "answer", { words: "We can plan them otherwise, ourw3" })).toBe("done");
  const day = workingDaysAfter(of.now(), 2);
  expect(await post(OSEI, id, "meeting", { date: day, time: "09:00" })).toBe("done");
  of.goTo(day);
  await writeSide(id, "officer", MONROE, "I was told to go at once, ourw4");
  await writeMinutes(id);
  return id;
}

describe("asking for a removal review", () => {
  it("[REM-7] is open to both leads from the file, once at a time, in writing; for strangers there is no page", async () => {
    const at = casePaths.removals(assignmentId);
    for (const slug of [ORTIZ, BELL]) {
      shows(await words(slug, casePaths.file(assignmentId)), `href="${at}"`);
      shows(await words(slug, at), ">Ask for the review</button>");
    }
    for (const slug of [MONROE, OSEI, BRANDT, CHO]) {
      hides(await words(slug, casePaths.file(assignmentId)), `href="${at}"`);
      expect((await get(slug, at)).status, slug).toBe(404);
      expect(await ask(slug, REASONS), slug).toMatch(/not part of your role/);
    }
    for (const slug of Object.values(NOT_OF_CASE)) {
      expect((await get(slug, at)).status, slug).toBe(404);
      expect(await ask(slug, REASONS), slug).toBe("404");
    }
    expect(await ask(BELL, { ...REASONS, reasons: " " })).toMatch(/Write the reasons/);
    expect(await ask(BELL, { ...REASONS, tried: "" })).toMatch(/what was tried before/);
    const id = await requested();
    expect(await ask(ORTIZ, REASONS)).toMatch(/open already/);
    for (const slug of PEOPLE) {
      shows(await words(slug, casePaths.file(assignmentId)), `href="${pathOf(id)}"`);
      hides(await words(slug, at), ">Ask for the review</button>");
      shows(await page(slug, id), "ourw1", "ourw2", dayInWords(whole(id).row.answerDueOn ?? ""));
    }
    shows(await words(ORTIZ, "/desk"), `href="${pathOf(id)}"`);
    await strangers(id);
    for (const path of [casePaths.removal(assignmentId, "nothing"), casePaths.removal("monroe-annex-post", id)])
      expect((await get(BELL, path)).status, path).toBe(404);
    expect(await send(BELL, `${casePaths.removal("monroe-annex-post", id)}/withdrawal`, "", { reason: "x" })).toBe(
      "404",
    );
  });
});

describe("the page of a removal review", () => {
  it("[REM-8] an incomplete form tells nobody outside the case, nor a custodian before the seal, that there is a review", async () => {
    const id = await requested();
    for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian]) {
      for (const act of ["answer", "meeting", "settlement", "referral", "withdrawal", "position", "signature", "x"])
        expect(await post(slug, id, act), `${slug} ${act}`).toBe("404");
      expect(await ask(slug, REASONS), slug).toBe("404");
    }
  });

  it("[REM-8] gives each state's acts to those of the table, and each side's words to the people of the case alone", async () => {
    const id = await requested();
    expect(await offered(id)).toEqual({ [ORTIZ]: ["Give this answer"], [BELL]: ["Take the request back"] });
    expect(await post(BELL, id, "answer", { words: "No" })).toMatch(/lead of the other side/);
    expect(await post(ORTIZ, id, "answer", { words: " " })).toBe("Write the answer.");
    expect(await post(ORTIZ, id, "answer", { words: "We can plan them otherwise, ourw3" })).toBe("done");

    expect(await offered(id)).toEqual({
      [ORTIZ]: ["Set this time"],
      [BELL]: ["Set this time", "Take the request back"],
      [OSEI]: ["Set this time"],
    });
    expect(await post(BELL, id, "referral")).toMatch(/asks for a meeting first/);
    const day = workingDaysAfter(of.now(), 2);
    expect(await post(MONROE, id, "meeting", { date: day, time: "09:00" })).toMatch(/not part of your role/);
    expect(await post(BELL, id, "meeting", { date: "soon", time: "09:00" })).toMatch(/has not passed/);
    expect(await post(OSEI, id, "meeting", { date: day, time: "09:00" })).toBe("done");
    await writeSide(id, "officer", MONROE, "I was told to go at once, ourw4");
    await writeMinutes(id);
    of.goTo(day);
    for (const slug of PEOPLE) shows(await page(slug, id), "ourw1", "ourw3", "ourw4", "ourw5");
    await strangers(id);
    const both = ["Set this time", "Sign that it is settled", "Hand it to both executives"];
    expect(await offered(id)).toEqual({
      [ORTIZ]: both,
      [BELL]: [...both, "Take the request back"],
      [OSEI]: ["Set this time"],
    });
    expect(await post(ORTIZ, id, "settlement", { hash: signing(id).hash })).toMatch(/Tick the sentence/);
    expect(await post(BELL, id, "referral")).toBe("done");

    expect(await offered(id)).toEqual({ [BELL]: ["Take this position"] });
    await of.edit(removalRoom(whole(id).row, "decision"), BRANDT, (doc) => {
      setValue(doc, removalKeys.decision, "reassigned");
      editText(doc, removalKeys.why, "The trust is not there any more, ourw6");
    });
    expect(await offered(id)).toEqual({
      [BELL]: ["Take this position"],
      [BRANDT]: ["Sign the decision"],
      [CHO]: ["Sign the decision"],
    });
    for (const slug of PEOPLE)
      shows(
        await page(slug, id),
        "ourw4",
        "ourw5",
        "ourw6",
        `Decide by ${dayInWords(whole(id).row.decideDueOn ?? "")}`,
      );
    expect(await post(BELL, id, "position", { words: "x" })).toBe("Choose the school’s position.");
    expect(await post(BELL, id, "position", { position: "dissent", words: "" })).toBe("Write why.");
    expect(await post(BELL, id, "position", { position: "dissent", words: "We had hoped otherwise, ourw7" })).toBe(
      "done",
    );
    for (const slug of [ORTIZ, BELL, OSEI, MONROE])
      expect(await post(slug, id, "signature", signing(id)), slug).toMatch(/heads of both organizations/);
    const before = signing(id);
    expect(await post(BRANDT, id, "signature", before)).toBe("done");
    shows(await page(CHO, id), before.hash.slice(0, 16), "Chief Tom Brandt");
    await of.edit(removalRoom(whole(id).row, "decision"), CHO, (doc) =>
      editText(doc, removalKeys.why, "Both sides lost the trust, ourw8"),
    );
    expect(await post(CHO, id, "signature", before)).toMatch(/text changed/);
    shows(await page(OSEI, id), "Signed earlier words; they were changed since");
    expect(await post(CHO, id, "signature", signing(id))).toBe("done");
    shows(await page(BRANDT, id), ">Sign the decision</button>");
    expect(await post(BRANDT, id, "signature", signing(id))).toBe("done");

    expect(await offered(id)).toEqual({});
    await strangers(id);
    const { row } = whole(id);
    for (const slug of [...PEOPLE, OF_CASE.custodian])
      shows(
        await page(slug, id),
        "Decided by both executives: the officer is reassigned",
        "ourw1",
        "ourw4",
        "ourw8",
        "ourw7",
      );
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT, CHO])
      expect(await page(slug, id), slug).toMatch(new RegExp(`href="/selection/${row.processId}(/agreement)?"`));
    hides(await page(MONROE, id), `/selection/${row.processId}`);
    for (const slug of [MONROE, OF_CASE.custodian])
      expect(await page(slug, id), slug).toMatch(/href="\/records\/[^"]+"/);
  });

  it("[REM-9] says that no answer came by the day, ends with both leads' signatures under the same words, or is taken back", async () => {
    const id = await requested(ORTIZ);
    of.goTo(addDays(whole(id).row.answerDueOn ?? "", 1));
    expect(await offered(id)).toEqual({ [ORTIZ]: ["Take the request back"] });
    expect(await post(BELL, id, "answer", { words: "Too late" })).toMatch(/days for an answer are over/);
    passRemovalDays(demo.server.context);
    for (const slug of PEOPLE)
      shows(await page(slug, id), `No answer by ${dayInWords(whole(id).row.answerDueOn ?? "")}`);
    expect(await post(BELL, id, "withdrawal", { reason: "Not mine" })).toMatch(/side that asked/);
    expect(await post(ORTIZ, id, "withdrawal", { reason: " " })).toMatch(/Write why/);
    expect(await post(ORTIZ, id, "withdrawal", { reason: "Settled by a talk, ourw9" })).toBe("done");
    const passed = `No answer by ${dayInWords(whole(id).row.answerDueOn ?? "")}`;
    const takenBack = `Taken back before an answer was due (${dayInWords(whole(id).row.answerDueOn ?? "")})`;
    shows(await page(MONROE, id), "Taken back by the side that asked", "ourw9", passed);
    expect(printed(id)).toContainEqual(["Answered", passed]);
    hides(await page(MONROE, id), takenBack);

    wait(of, 1);
    const soon = await requested(ORTIZ);
    of.goTo(whole(soon).row.answerDueOn ?? "");
    expect(await post(ORTIZ, soon, "withdrawal", { reason: "Settled by a talk" })).toBe("done");
    const early = `Taken back before an answer was due (${dayInWords(whole(soon).row.answerDueOn ?? "")})`;
    shows(await page(MONROE, soon), early);
    hides(await page(MONROE, soon), "No answer by");
    expect(printed(soon)).toContainEqual(["Answered", early]);

    wait(of, 1);
    const next = await mediated();
    const first = signing(next);
    expect(await post(BRANDT, next, "settlement", first)).toMatch(/two leads of this case/);
    expect(await post(ORTIZ, next, "settlement", first)).toBe("done");
    hides(await page(ORTIZ, next), ">Sign that it is settled</button>");
    await writeSide(next, "district", BELL, "We try it until June");
    expect(await post(BELL, next, "settlement", first)).toMatch(/text changed/);
    expect(await post(BELL, next, "settlement", signing(next))).toBe("done");
    shows(await page(ORTIZ, next), "Signed earlier words", ">Sign that it is settled</button>");
    expect(await post(ORTIZ, next, "settlement", signing(next))).toBe("done");
    shows(
      await page(MONROE, next),
      "Settled by both leads: the officer stays",
      "We try it until June",
      "Signatures that are void",
    );
    expect((await get(ORTIZ, casePaths.removals(assignmentId))).status).toBe(200);
    shows(await words(ORTIZ, casePaths.removals(assignmentId)), ">Ask for the review</button>", `href="${pathOf(id)}"`);
  });
});
