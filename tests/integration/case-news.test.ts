import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { session } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { setCaseLead } from "../../server/commands/assignments.ts";
import { enterLeave } from "../../server/commands/probation-leave.ts";
import { CASE_NEWS_PATH } from "../../shared/case-news.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
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
} from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const WORD = "event: changed\ndata:\n\n";
const clock = { at: Date.now() };
let demo: DemoRooms;
let tale: Story;
let assignmentId = "";
let probationId = "";
const pages: Page[] = [];
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER });
  addOthers(demo);
  tale = story(demo, clock);
  assignmentId = openCase(demo);
  probationId = running(tale, assignmentId);
});
afterAll(async () => {
  for (const page of pages) page.leave();
  await demo.close();
});

interface Page {
  status: number;
  sessionId: string;
  /** Everything that came, without the beats. */
  heard(): string;
  over(): boolean;
  leave(): void;
}

/** A page that follows a case, or with `null` the list of all. */
async function follow(slug: string | null, of: string | null, seen = "", headers: Record<string, string> = {}) {
  const who = slug
    ? openSession(demo.server.context.db, {
        userId: demo.userId(slug),
        programId: PROGRAM,
        demo: true,
        now: clock.at,
      })
    : null;
  const stop = new AbortController();
  const query = new URLSearchParams({ ...(of === null ? {} : { case: of }), ...(seen ? { seen } : {}) });
  const response = await fetch(new URL(`${CASE_NEWS_PATH}?${query}`, demo.server.url), {
    headers: { ...(who ? { Cookie: who.cookie } : {}), ...headers },
    signal: stop.signal,
  });
  let text = "";
  let over = false;
  const read = async () => {
    for await (const piece of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>)
      text += Buffer.from(piece).toString("utf8");
    over = true;
  };
  read().catch(() => {});
  const page: Page = {
    status: response.status,
    sessionId: who?.sessionId ?? "",
    heard: () => text.replaceAll(": \n\n", ""),
    over: () => over,
    leave: () => stop.abort(),
  };
  pages.push(page);
  return page;
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 150));
/** Until all of them heard something, and a moment longer for what should not come. */
const until = async (all: readonly Page[]) => {
  for (let i = 0; i < 200 && all.some((page) => page.heard() === ""); i++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  await soon();
};
let day = 400;
const change = () => {
  day += 3;
  done(enterLeave(tale.as(ORTIZ), { probationId, from: tale.day(day), to: tale.day(day) }));
};

describe("pages of a case that hold no room", () => {
  it("[CASE-12] the people of the case hear one word for each act, and the word says nothing else", async () => {
    const people = [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO];
    const all = await Promise.all(people.flatMap((slug) => [follow(slug, assignmentId), follow(slug, null)]));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
    await soon();
    expect(all.map((page) => page.heard())).toEqual(all.map(() => ""));
    change();
    await until(all);
    // Leave moves every checkpoint of the probation: still one word.
    expect(all.map((page) => page.heard())).toEqual(all.map(() => WORD));
    for (const page of all) page.leave();
  });

  it("[CASE-12] for everybody else there is no stream, and another case is silent", async () => {
    for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian])
      expect((await follow(slug, assignmentId)).status, slug).toBe(404);
    for (const slug of [NOT_OF_CASE.panelist, NOT_OF_CASE.guest, NOT_OF_CASE.otherAdministrator])
      expect((await follow(slug, null)).status, slug).toBe(404);
    expect((await follow(ORTIZ, "nothing")).status).toBe(404);
    expect((await follow(null, assignmentId)).status).toBe(401);
    expect((await follow(ORTIZ, assignmentId, "", { Origin: "https://elsewhere.example" })).status).toBe(403);
    const other = [
      await follow(ORTIZ, "patel-high-school"),
      await follow("nina.patel", null),
      // May open cases, and leads none.
      await follow(NOT_OF_CASE.otherSupervisor, null),
    ];
    change();
    demo.rooms.recordChanged(PROGRAM, "interview", assignmentId);
    demo.rooms.recordChanged(PROGRAM, "process", "annex");
    await soon();
    expect(other.map((page) => page.heard())).toEqual(["", "", ""]);
  });

  it("[CASE-12] a page that was loaded before the last change is told at once", async () => {
    const seen = demo.rooms.changes(PROGRAM);
    const fresh = await follow(BELL, assignmentId, seen);
    change();
    const late = await follow(BELL, assignmentId, seen);
    await until([fresh, late]);
    expect([fresh.heard(), late.heard()]).toEqual([WORD, WORD]);
  });

  it("[CASE-12] who loses the case is told once more and never again; so is nobody whose session ended", async () => {
    const lost = await follow(ORTIZ, assignmentId);
    const list = await follow(ORTIZ, null);
    const ended = await follow(BELL, assignmentId);
    const gains = await follow(NOT_OF_CASE.otherSupervisor, null);
    demo.server.context.db.delete(session).where(eq(session.id, ended.sessionId)).run();
    const userId = demo.userId(NOT_OF_CASE.otherSupervisor);
    done(setCaseLead(tale.as(OSEI), { assignmentId, role: "supervisor", userId, reason: "Moved to patrol" }));
    await until([lost, list, gains]);
    expect(gains.heard()).toBe(WORD);
    expect([lost.heard(), lost.over()]).toEqual([WORD, true]);
    expect([ended.heard(), ended.over()]).toEqual(["", true]);
    expect(list.heard()).toBe(WORD);
    done(enterLeave(tale.as(OSEI), { probationId, from: tale.day(390), to: tale.day(390) }));
    await soon();
    expect(list.heard()).toBe(WORD);
  });

  it("[CASE-12] a session holds six streams; the oldest makes room", async () => {
    const { cookie } = demo.sessionOf(CHO);
    const open = () =>
      fetch(new URL(`${CASE_NEWS_PATH}?case=${assignmentId}`, demo.server.url), { headers: { Cookie: cookie } });
    const first = await open();
    const rest = await Promise.all(Array.from({ length: 6 }, open));
    const said = await first.text();
    expect(said.replaceAll(": \n\n", "")).toBe("");
    for (const one of rest) await one.body?.cancel();
  });
});
