import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { checkpointById, checkpointRoom } from "../../db/checkpoints.ts";
import { threadsOf } from "../../db/comments.ts";
import { evaluationRoom } from "../../db/evaluations.ts";
import { plansOf } from "../../db/probations.ts";
import { auditEvent, comment, commentThread } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { giveNotice } from "../../server/commands/probation-notices.ts";
import { issuePlan } from "../../server/commands/probation-plan.ts";
import { commentsOf } from "../../server/pages/comments.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { anchorAt, textBlocks } from "../../shared/comment-anchor.ts";
import { TEXT_FRAGMENT, writeSection } from "../../shared/documents/rich.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { evaluationOf } from "../support/evaluation.ts";
import {
  BELL,
  BRANDT,
  CHO,
  done,
  MONROE,
  NEVER,
  ORTIZ,
  OSEI,
  running,
  type Story,
  story,
  toJoint,
} from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let tale: Story;
let checkpointId = "";
let probationId = "";
let assignmentId = "";
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  assignmentId = openCase(demo);
  probationId = running(tale, assignmentId);
  checkpointId = await toJoint(tale, probationId, 1);
  await tale.edit(narrative(), ORTIZ, (doc) => writeSection(doc, "", LINE));
});
afterAll(() => demo.close());

const LINE = "Calm in the hallway quarrel. Parents ask for the officer by name.";
const STRANGERS = [...Object.values(NOT_OF_CASE), OF_CASE.custodian];

function narrative() {
  const found = checkpointById(demo.server.context.db, PROGRAM, checkpointId);
  if (!found) throw new Error("no such checkpoint");
  return checkpointRoom(found.row, "narrative");
}
/** An anchor on words of the narrative as the server holds it, as the page would send it. */
function anchorOn(words: string, room: Parameters<DemoRooms["rooms"]["read"]>[0] = narrative()) {
  const blocks = textBlocks(demo.rooms.read(room).getXmlFragment(TEXT_FRAGMENT));
  const block = blocks.findIndex(({ text }) => text.includes(words));
  const offset = blocks[block]?.text.indexOf(words) ?? 0;
  const { start, end, quote } = anchorAt(blocks, { block, offset }, { block, offset: offset + words.length });
  return { start, end, quote };
}

const cookie = (slug: string) =>
  openSession(demo.server.context.db, { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock.at })
    .cookie;
const ofCheckpoint = () => `/comments/checkpoint/${checkpointId}/narrative`;
const TEXT = "/comments/evaluation/patel-third-year/text";
async function post(slug: string, path: string, fields: Record<string, string>) {
  const response = await fetch(new URL(path, demo.server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Cookie: cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
  if (response.status === 303) return "done";
  return response.status === 409 ? ((await response.text()).split("\n")[0] ?? "") : response.status;
}
const get = async (slug: string, path: string) => {
  const response = await fetch(new URL(path, demo.server.url), { headers: { Cookie: cookie(slug) } });
  return (await response.text()).replaceAll("<!-- -->", "");
};
const page = () => casePaths.checkpoint(assignmentId, 1);
const threads = () =>
  commentsOf(tale.as(ORTIZ), { kind: "checkpoint", recordId: checkpointId, part: "narrative" })?.threads ?? [];
const begin = (slug: string, on: string, words: string) =>
  post(slug, `${ofCheckpoint()}/thread`, { ...anchorOn(on), words });

describe("who talks about a text", () => {
  it("[COMM-1] both leads talk; who reads the text reads that; the officer and strangers get nothing, like for a text that does not exist", async () => {
    expect(await begin(ORTIZ, "hallway quarrel", "On which day, oujb1?")).toBe("done");
    expect(await begin(BELL, "by name", "Three of them, oujb2")).toBe("done");
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT, CHO]) {
      const [html, data] = [await get(slug, page()), await get(slug, `${page()}.data`)];
      for (const one of [html, data])
        expect([one.includes("oujb1"), one.includes("oujb2")], slug).toEqual([true, true]);
    }
    for (const slug of [MONROE, ...STRANGERS])
      for (const path of [page(), `${page()}.data`, casePaths.file(assignmentId)])
        expect(await get(slug, path), `${slug} ${path}`).not.toMatch(/oujb1|oujb2/);
    const before = threads().length;
    const anchor = anchorOn("by name");
    for (const slug of [OSEI, BRANDT, CHO])
      expect(await post(slug, `${ofCheckpoint()}/thread`, { ...anchor, words: "x" }), slug).toMatch(
        /Comments are made by those who write/,
      );
    const threadId = threads()[0]?.id ?? "";
    for (const slug of [MONROE, ...STRANGERS])
      for (const act of ["thread", "reply", "resolution", "reopening"])
        expect(
          await post(slug, `${ofCheckpoint()}/${act}`, { ...anchor, threadId, words: "x" }),
          `${slug} ${act}`,
        ).toBe(404);
    for (const path of [
      "/comments/checkpoint/none/narrative/thread",
      `/comments/checkpoint/${checkpointId}/section/thread`,
      `/comments/mou/${checkpointId}/agreement/thread`,
      `${ofCheckpoint()}/nonsense`,
    ])
      expect(await post(ORTIZ, path, { ...anchor, words: "x" }), path).toBe(404);
    expect(threads()).toHaveLength(before);
  });

  it("[COMM-1] in the evaluation's text the supervisor writes and the administrator proposes: both talk, the officer never sees it", async () => {
    const room = evaluationRoom(evaluationOf(tale.as(ORTIZ), "patel-third-year").row, "text");
    const line = textBlocks(demo.rooms.read(room).getXmlFragment(TEXT_FRAGMENT)).find(({ text }) => text.length > 30);
    const on = anchorOn(line?.text.slice(0, 20) ?? "", room);
    for (const slug of [ORTIZ, BELL])
      expect(await post(slug, `${TEXT}/thread`, { ...on, words: `Said by ${slug}, oujb3` })).toBe("done");
    for (const slug of [BRANDT, CHO, OSEI])
      expect(await post(slug, `${TEXT}/thread`, { ...on, words: "x" })).not.toBe("done");
    for (const slug of ["nina.patel", MONROE, NOT_OF_CASE.otherSupervisor])
      expect(await post(slug, `${TEXT}/thread`, { ...on, words: "x" }), slug).toBe(404);
    const path = casePaths.evaluation("patel-high-school", "patel-third-year");
    for (const slug of [ORTIZ, BELL, BRANDT]) expect(await get(slug, `${path}.data`), slug).toContain("oujb3");
    for (const slug of ["nina.patel", OSEI])
      for (const one of [path, `${path}.data`]) expect(await get(slug, one), slug).not.toContain("oujb3");
  });

  it("[COMM-1] about a remediation plan the supervisor, the administrator and the officer talk, item by item", async () => {
    const reviewOn = tale.day(60);
    const notice = { itemId: "d30-presence", evidence: "Late twice", expected: "On time", help: "A coach", reviewOn };
    const { noticeId } = done(giveNotice(tale.as(ORTIZ), { probationId, checkpointId: null, ...notice }));
    const dueOn = tale.day(120);
    const item = {
      item: "Presence",
      expected: "On time",
      help: "A coach",
      owner: "Sgt. Lane",
      dueOn,
      proof: "The log",
    };
    done(issuePlan(tale.as(ORTIZ), { probationId, noticeId, items: [item] }));
    const plan = plansOf(demo.server.context.db, "probation", probationId)[0]?.id ?? "";
    const to = `/comments/plan/${plan}/remediation/thread`;
    for (const slug of [ORTIZ, BELL, MONROE])
      expect(await post(slug, to, { quote: "Presence", words: `By ${slug}, oujb4` }), slug).toBe("done");
    for (const slug of [OSEI, BRANDT]) expect(await post(slug, to, { quote: "Presence", words: "x" })).not.toBe("done");
    for (const slug of STRANGERS) expect(await post(slug, to, { quote: "Presence", words: "x" }), slug).toBe(404);
    for (const slug of [ORTIZ, BELL, MONROE, OSEI])
      expect(await get(slug, casePaths.probation(assignmentId)), slug).toContain("oujb4");
  });
});

describe("a conversation", () => {
  it("[COMM-2] stands in the order of the text, finds its words again, and says when they were changed or deleted", async () => {
    // Begun last to first; listed first to last.
    await begin(BELL, "Parents", "Whose, oujb5?");
    const order = () => threads().map(({ anchor, standing }) => [anchor.quote, standing]);
    expect(order()).toEqual([
      ["hallway quarrel", "here"],
      ["Parents", "here"],
      ["by name", "here"],
    ]);
    await tale.edit(narrative(), BELL, (doc) => {
      const line = textBlocks(doc.getXmlFragment(TEXT_FRAGMENT)).find(({ text }) => text.includes("hallway"));
      const words = line?.element.get(0) as Y.XmlText;
      words.delete(words.toString().indexOf("hallway quarrel"), "hallway quarrel".length);
      words.insert(words.toString().indexOf("Parents") + 3, "---");
      words.insert(0, "In January: ");
    });
    expect(order()).toEqual([
      ["Parents", "changed"],
      ["by name", "here"],
      ["hallway quarrel", "deleted"],
    ]);
    for (const slug of [ORTIZ, BELL]) {
      const html = await get(slug, page());
      expect(html, slug).toContain("The text this was about was deleted.");
      expect(html, slug).toContain("hallway quarrel</q>");
    }
  });

  it("[COMM-3] is answered, resolved and opened again by either side; an answer opens what was resolved; nothing is deleted", async () => {
    const threadId = threads().at(-1)?.id ?? "";
    const act = (slug: string, name: string, fields = {}) =>
      post(slug, `${ofCheckpoint()}/${name}`, { threadId, ...fields });
    const now = () => threads().find(({ id }) => id === threadId);
    expect(await act(BELL, "reply", { words: "On the 20th, oujb6" })).toBe("done");
    expect(await act(BELL, "resolution")).toBe("done");
    expect(now()?.resolved?.name).toBe("Principal Ruth Bell");
    expect(await act(ORTIZ, "resolution")).toMatch(/resolved already/);
    expect(await get(ORTIZ, page())).toContain("Resolved by");
    expect(await act(ORTIZ, "reopening")).toBe("done");
    expect(await act(ORTIZ, "reopening")).toMatch(/open already/);
    expect(await act(ORTIZ, "resolution")).toBe("done");
    expect(await act(BELL, "reply", { words: "Not yet, oujb7" })).toBe("done");
    expect(now()).toMatchObject({ resolved: null });
    expect(now()?.comments.map(({ words }) => words)).toEqual([
      "On which day, oujb1?",
      "On the 20th, oujb6",
      "Not yet, oujb7",
    ]);
    const { db } = demo.server.context;
    expect(() => db.delete(comment).run()).toThrow("append-only");
    expect(() => db.delete(commentThread).run()).toThrow("never deleted");
    const events = db
      .select()
      .from(auditEvent)
      .all()
      .filter(({ type }) => type.startsWith("comment."));
    for (const type of ["opened", "replied", "resolved", "reopened"])
      expect(events.map((one) => one.type)).toContain(`comment.${type}`);
    expect(JSON.stringify(events)).not.toMatch(/oujb\d|quarrel|hallway/);
  });

  it("[COMM-3] a refusal is a sentence and says nothing", async () => {
    const before = threads().flatMap(({ comments }) => comments).length;
    const on = anchorOn("by name");
    const to = `${ofCheckpoint()}/thread`;
    expect(await post(ORTIZ, to, { ...on, words: " " })).toBe("Write your comment.");
    expect(await post(ORTIZ, to, { ...on, words: "x".repeat(2001) })).toMatch(/under 2,000/);
    for (const broken of [{ quote: "" }, { start: "" }, { end: "<b>" }, { quote: "x".repeat(301) }])
      expect(await post(ORTIZ, to, { ...on, words: "x", ...broken })).toMatch(/Select the words/);
    const elsewhere = threadsOf(demo.server.context.db, {
      kind: "evaluation",
      recordId: "patel-third-year",
      part: "text",
    })[0]?.id;
    expect(await post(ORTIZ, `${ofCheckpoint()}/reply`, { threadId: elsewhere ?? "", words: "x" })).toBe(404);
    expect(threads().flatMap(({ comments }) => comments)).toHaveLength(before);
  });
});
