import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluationsOfAssignment } from "../../db/evaluations.ts";
import { evaluation, evidence } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { addDays } from "../../shared/days.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { agreed, opened } from "../support/evaluation.ts";
import { makePdf } from "../support/pdf.ts";
import { BELL, BRANDT, CHO, MONROE, NEVER, ORTIZ, OSEI, type Story, story } from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let tale: Story;
let assignmentId = "";
let pdf: Buffer;
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  assignmentId = openCase(demo);
  await agreed(tale, opened(tale, assignmentId));
  pdf = await makePdf("A lesson plan, oupq7");
});
afterAll(() => demo.close());

const cookie = (slug: string) =>
  openSession(demo.server.context.db, { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at })
    .cookie;
const get = (slug: string, path: string) =>
  fetch(new URL(path, demo.server.url), { headers: { Cookie: cookie(slug) }, redirect: "manual" });
const post = (slug: string, act: string, body: FormData | URLSearchParams) =>
  fetch(new URL(`${casePaths.file(assignmentId)}/${act}`, demo.server.url), {
    method: "POST",
    body,
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
const file = async (slug: string) =>
  (await (await get(slug, casePaths.file(assignmentId))).text()).replaceAll("<!-- -->", "");
/** "done", or the sentence. */
const said = async (response: Response) =>
  response.status === 303 ? "done" : response.status === 409 ? (await response.text()).split("\n")[0] : response.status;

const ENTRY = { role: "public-safety-educator", tone: "commend", words: "A calm lesson on driving, ouwv3" };
function entry(fields: Record<string, string> = {}, attached?: { content: Uint8Array; name: string }): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...ENTRY, observedOn: tale.now(), ...fields })) form.set(name, value);
  const content = (attached?.content ?? new Uint8Array()) as Uint8Array<ArrayBuffer>;
  form.set("file", new File([content], attached?.name ?? ""));
  return form;
}
const entries = () => demo.server.context.db.select().from(evidence).all();
const newest = () => entries().at(-1)?.id ?? "";
const PNG = Buffer.from("\x89PNG\r\n\x1a\n pixels IEND\xae\x42\x60\x82", "latin1");
const STRANGERS = [...Object.values(NOT_OF_CASE), OF_CASE.custodian];

describe("the evidence log on the page", () => {
  it("[EVID-1] each of the three posts it by a form and reads it at once; the coordinator learns how many, a stranger nothing", async () => {
    for (const slug of [ORTIZ, BELL, MONROE]) {
      expect(await file(slug), slug).toContain("Post this entry");
      expect(await said(await post(slug, "evidence/entry", entry({ words: `Seen by ${slug}, ouwv3` })))).toBe("done");
    }
    for (const slug of [ORTIZ, BELL, MONROE, BRANDT, CHO])
      for (const author of [ORTIZ, BELL, MONROE]) expect(await file(slug), slug).toContain(`Seen by ${author}, ouwv3`);
    for (const slug of [OSEI, BRANDT, CHO]) {
      expect(await file(slug), slug).not.toContain("Post this entry");
      expect(await said(await post(slug, "evidence/entry", entry())), slug).not.toBe("done");
    }
    expect(await file(OSEI)).toContain("3 entries: 1 by the supervisor, 1 by the administrator, 1 by the officer");
    expect(await file(OSEI)).not.toContain("ouwv3");
    const before = entries().length;
    for (const slug of STRANGERS) expect(await said(await post(slug, "evidence/entry", entry())), slug).toBe(404);
    expect(entries()).toHaveLength(before);
  });

  it("[EVID-1] a refusal is a sentence and posts nothing", async () => {
    const before = entries().length;
    const refusals: [Record<string, string>, RegExp][] = [
      [{ role: "" }, /Choose the role/],
      [{ tone: "" }, /Choose what kind/],
      [{ observedOn: addDays(tale.now(), 1) }, /not in the future/],
      [{ observedOn: "" }, /Enter the day/],
      [{ words: " " }, /Write what was seen/],
      [{ words: "x".repeat(4001) }, /under 4,000/],
    ];
    for (const [fields, sentence] of refusals)
      expect(await said(await post(BELL, "evidence/entry", entry(fields)))).toMatch(sentence);
    expect(await said(await post(BELL, "evidence/nonsense", entry()))).toBe(404);
    expect(entries()).toHaveLength(before);
  });

  it("[EVID-1] a correction appends: both stand, and only its author has the form", async () => {
    await post(BELL, "evidence/entry", entry({ words: "Twelve lessons, ouwv4" }));
    const corrects = newest();
    expect(await said(await post(ORTIZ, "evidence/entry", entry({ corrects })))).toMatch(/Whoever wrote/);
    const fix = entry({ corrects, words: "Eleven lessons, ouwv4" });
    expect(await said(await post(BELL, "evidence/entry", fix))).toBe("done");
    const page = await file(MONROE);
    for (const words of ["Twelve lessons, ouwv4", "Eleven lessons, ouwv4", "Corrected by a later entry"])
      expect(page).toContain(words);
    expect(page.match(/Post the correction/g)).toHaveLength(1);
    expect(await said(await post(BELL, "evidence/entry", fix))).toMatch(/corrected already/);
  });

  it("[EVID-1] the officer answers an entry of a lead, and nobody else does", async () => {
    await post(ORTIZ, "evidence/entry", entry({ words: "Late twice, ouwv5", tone: "concern" }));
    const fields = new URLSearchParams({ evidenceId: newest(), words: "In court on both days, ouwv6" });
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT])
      expect(await said(await post(slug, "evidence/answer", fields)), slug).not.toBe("done");
    for (const slug of STRANGERS) expect(await said(await post(slug, "evidence/answer", fields)), slug).toBe(404);
    expect(await file(MONROE)).toContain("Post my answer");
    expect(await file(BELL)).not.toContain("Post my answer");
    expect(await said(await post(MONROE, "evidence/answer", fields))).toBe("done");
    expect(await file(BELL)).toContain("In court on both days, ouwv6");
  });

  it("[EVID-1] while both leads write, the officer is told that they still post and that an answer is open", async () => {
    const { db } = demo.server.context;
    const [of] = evaluationsOfAssignment(db, assignmentId);
    const { state } = of?.row ?? { state: "year" };
    const to = (now: typeof state) =>
      db
        .update(evaluation)
        .set({ state: now })
        .where(eq(evaluation.id, of?.row.id ?? ""))
        .run();
    const told = "You post no more entries for this year. Both leads still can";
    expect(await file(MONROE)).not.toContain(told);
    to("parallel");
    expect(await file(MONROE)).toContain(told);
    expect(await file(MONROE)).toContain("Post my answer");
    expect(await file(MONROE)).not.toContain("No entry can be posted now");
    expect(await file(ORTIZ)).toContain("Post this entry");
    expect(await file(BRANDT)).not.toContain(told);
    to(state);
  });

  it("[EVAL-17] the page says what the log leaves out, to those who write it and to the officer", async () => {
    for (const slug of [ORTIZ, BELL, MONROE]) {
      const page = await file(slug);
      expect(page, slug).toContain("This log says less than it seems to");
      expect(page, slug).toMatch(/Every entry of the three roles is about one: public safety educator/);
    }
  });
});

describe("what is attached to an entry", () => {
  const attached = () =>
    entries()
      .map(({ fileId }) => fileId)
      .filter((id) => id !== null)
      .at(-1);

  it("[EVID-2] a PDF or a picture by its content, kept and sent as a download to those who read the log; for others it does not exist", async () => {
    const cases = [
      [pdf, "plan.pdf", "plan.pdf", "application/pdf"],
      [PNG, "photo.pdf", "photo.png", "image/png"],
      [Buffer.from([0xff, 0xd8, 0xff, 1, 2, 0xff, 0xd9]), "door.JPEG", "door.jpg", "image/jpeg"],
    ] as const;
    for (const [content, name, kept, type] of cases) {
      expect(await said(await post(BELL, "evidence/entry", entry({}, { content, name }))), name).toBe("done");
      const path = `/files/${attached()}`;
      for (const slug of [ORTIZ, BELL, MONROE, BRANDT]) {
        const answer = await get(slug, path);
        expect([answer.status, answer.headers.get("content-type")], slug).toEqual([200, type]);
        expect(answer.headers.get("content-disposition")).toMatch(new RegExp(`^attachment; .*${kept}$`));
        expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
        expect(await file(slug)).toContain(`href="${path}"`);
      }
      const absent = await (await get(NOT_OF_CASE.panelist, "/files/cf_nothing")).text();
      for (const slug of [...STRANGERS, OSEI]) {
        const answer = await get(slug, path);
        expect(answer.status, slug).toBe(404);
        if (slug === NOT_OF_CASE.panelist) expect(await answer.text()).toBe(absent);
      }
    }
  });

  it("[EVID-2] anything else is refused with what it is, and the entry is not posted without it", async () => {
    const before = entries().length;
    const cases: [Buffer, string, RegExp][] = [
      [Buffer.from("GIF89a and more"), "a.png", /is an image \(GIF\), not a PDF. Only PDF, PNG and JPEG/],
      [PNG.subarray(0, 14), "b.png", /the picture is cut off/],
      [Buffer.from("<html>"), "c.jpg", /is a web page/],
    ];
    for (const [content, name, sentence] of cases)
      expect(await said(await post(BELL, "evidence/entry", entry({}, { content, name })))).toMatch(sentence);
    for (const name of ["room=12.png", "door; annex.png"])
      expect(await said(await post(BELL, "evidence/entry", entry({}, { content: PNG, name }))), name).toMatch(
        /Give the file another name/,
      );
    expect(entries()).toHaveLength(before);
  });
});

describe("the log of a case that goes on after a sealed year", () => {
  it("[EVID-3] a sealed year opens nothing of the running one, and the running one changes nothing of a sealed year", async () => {
    const { db } = demo.server.context;
    const [first] = evaluationsOfAssignment(db, assignmentId);
    if (!first) throw new Error("no evaluation");
    expect(await said(await post(BELL, "evidence/entry", entry()))).toBe("done");
    const seen = newest();
    expect(await said(await post(ORTIZ, "evidence/entry", entry()))).toBe("done");
    const own = newest();
    const toDate = tale.now();
    db.update(evaluation).set({ state: "sealed", toDate }).where(eq(evaluation.id, first.row.id)).run();
    tale.goTo(addDays(toDate, 30));
    await agreed(tale, opened(tale, assignmentId, addDays(toDate, 1)));
    const words = "A door left open at the annex, ouzk9";
    const attached = { content: pdf, name: "this-year.pdf" };
    expect(await said(await post(BELL, "evidence/entry", entry({ words }, attached)))).toBe("done");
    const path = `/files/${entries().at(-1)?.fileId}`;
    for (const slug of [ORTIZ, BELL, MONROE, BRANDT]) {
      expect(await file(slug), slug).toContain("ouzk9");
      expect((await get(slug, path)).status, slug).toBe(200);
    }
    for (const slug of [OSEI, OF_CASE.custodian]) {
      for (const one of [casePaths.file(assignmentId), `${casePaths.file(assignmentId)}.data`])
        expect(await (await get(slug, one)).text(), slug).not.toContain("ouzk9");
      expect((await get(slug, path)).status, slug).toBe(404);
    }
    const answer = new URLSearchParams({ evidenceId: seen, words: "Late words" });
    expect(await said(await post(MONROE, "evidence/answer", answer))).toMatch(/evaluation of that year is fixed/);
    const again = entry({ corrects: own, words: "Other words" });
    expect(await said(await post(ORTIZ, "evidence/entry", again))).toMatch(/evaluation of that year is fixed/);
    expect(entries().some(({ corrects }) => corrects === own)).toBe(false);
  });
});
