import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viewerOf } from "../../db/programs.ts";
import { auditEvent, card, interview, membership, user } from "../../db/schema.ts";
import { endSpotlight, showCriterion } from "../../server/commands/spotlight.ts";
import type { CommandContext } from "../../server/context.ts";
import { debriefPage } from "../../server/pages/debrief.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { visitor } from "../support/visitor.ts";

const ORTIZ = "dana.ortiz";
const BELL = "ruth.bell";
const HALE = "marcus.hale";
const OSEI = "amara.osei";
const BRANDT = "tom.brandt";
const OPEN = "jordan-blake-interview";
const SHOWN = "youth-engagement";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterAll(() => demo.close());

const db = () => demo.server.context.db;
function as(slug: string): CommandContext {
  const viewer = viewerOf(db(), PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
}
const inState = (state: string) => db().select().from(interview).where(eq(interview.state, state)).all();
const show = (slug: string, interviewId = OPEN, criterionId = SHOWN) =>
  showCriterion(as(slug), { interviewId, criterionId });
const seen = (slug: string) => debriefPage(as(slug), OPEN)?.spotlight ?? null;

describe("the spotlight", () => {
  it("[DEB-1] is the two leads' alone, in the debrief alone, and shows a criterion of the signed agreement", () => {
    for (const slug of [HALE, "elena.ruiz", "ji-woo.kim", OSEI]) {
      expect(show(slug), slug).toMatchObject({ reason: "not-allowed" });
      expect(debriefPage(as(slug), OPEN)?.may.spotlight, slug).toBe(false);
    }
    for (const slug of [BRANDT, "casey.monroe"]) expect(show(slug), slug).toMatchObject({ reason: "not-found" });
    expect(show(BELL, OPEN, "height")).toMatchObject({ reason: "criterionId" });
    expect(seen(ORTIZ)).toBeNull();
    for (const state of ["briefed", "live", "scoring", "frozen", "sealed"]) {
      const rows = inState(state);
      expect(rows.length, state).toBeGreaterThan(0);
      for (const row of rows)
        for (const slug of [ORTIZ, BELL])
          expect(show(slug, row.id), `${slug} ${row.id} ${state}`).toMatchObject({ ok: false });
    }
    // A lead who stepped back from this candidate takes no part in the debrief.
    const seat = and(eq(card.interviewId, OPEN), eq(card.userId, demo.userId(ORTIZ)));
    const before = db().select().from(card).where(seat).get();
    db().update(card).set({ state: "recused" }).where(seat).run();
    expect(show(ORTIZ)).toMatchObject({ reason: "not-allowed" });
    db()
      .update(card)
      .set({ state: before?.state ?? "revealed" })
      .where(seat)
      .run();
  });

  it("[DEB-2] is the server's, says who shows it, ends for all by either lead, and ends with the joint scorecard", async () => {
    expect(show(BELL)).toEqual({ ok: true });
    for (const slug of [ORTIZ, HALE, OSEI])
      expect(seen(slug), slug).toMatchObject({ criterionId: SHOWN, by: "Principal Ruth Bell", mine: false });
    expect(seen(BELL)?.mine).toBe(true);
    const html = await page(HALE, `/interviews/${OPEN}/debrief`);
    expect(html).toContain("Principal Ruth Bell is showing");
    expect(show(ORTIZ, OPEN, "verbal-communication")).toEqual({ ok: true });
    expect(seen(BELL)).toMatchObject({ by: "Lt. Dana Ortiz", mine: false });
    expect(endSpotlight(as(HALE), { interviewId: OPEN })).toMatchObject({ reason: "not-allowed" });
    expect(endSpotlight(as(BELL), { interviewId: OPEN })).toEqual({ ok: true });
    expect(seen(ORTIZ)).toBeNull();
    expect(endSpotlight(as(BELL), { interviewId: OPEN })).toEqual({ ok: true });
    const acts = db().select().from(auditEvent).where(eq(auditEvent.subjectId, OPEN)).all();
    expect(acts.filter(({ type }) => type.startsWith("debrief.")).map(({ type }) => type)).toEqual([
      "debrief.shown",
      "debrief.shown",
      "debrief.shown-ended",
    ]);
    show(BELL);
    const row = db().select().from(interview).where(eq(interview.id, OPEN)).get();
    for (const set of [{ state: "frozen" }, { revision: (row?.revision ?? 1) + 1 }]) {
      db().update(interview).set(set).where(eq(interview.id, OPEN)).run();
      expect(seen(ORTIZ)).toBeNull();
      db().update(interview).set({ state: "consensus", revision: row?.revision }).where(eq(interview.id, OPEN)).run();
    }
    expect(seen(ORTIZ)).not.toBeNull();
    endSpotlight(as(BELL), { interviewId: OPEN });
  });
});

describe("hidden names", () => {
  it("[DEB-4] no rater's name, number or party is in the page, whoever opens it and whatever it shows", async () => {
    show(BELL);
    const named = inState("consensus").concat(inState("frozen"), inState("sealed"));
    expect(named.length).toBeGreaterThan(2);
    let compared = 0;
    for (const { id } of named) {
      const seats = debriefPage(as(OSEI), id)?.seats ?? [];
      expect(seats.length).toBeGreaterThan(2);
      const names = [...seats.flatMap(({ name, shortName, userId }) => [name, shortName, userId]), ...leads()];
      for (const slug of [OSEI, BELL, HALE]) {
        const open = await page(slug, `/interviews/${id}/debrief`);
        const hidden = await page(slug, `/interviews/${id}/debrief?names=hidden`);
        const data = await page(slug, `/interviews/${id}/debrief.data?names=hidden`);
        if (slug !== OSEI && !seats.some((seat) => seat.userId === demo.userId(slug))) continue;
        for (const name of names) {
          expect(hidden, `${name} in ${id} of ${slug}`).not.toContain(name);
          expect(data, `${name} in the data of ${id} of ${slug}`).not.toContain(name);
          if (open.includes(name)) compared++;
        }
        expect(hidden).toMatch(/Rater [A-E]/);
        expect(hidden).not.toMatch(/<textarea|type="radio"/);
        expect(hidden).not.toMatch(/"party",?"?(agency|community)/);
      }
    }
    expect(compared).toBeGreaterThan(50);
    endSpotlight(as(BELL), { interviewId: OPEN });
  });

  it("[DEB-4] a rater has the same letter in every debrief of the round, and the numbers are the same", () => {
    const pages = inState("sealed")
      .filter((row) => row.processId === inState("sealed")[0]?.processId)
      .map(({ id }) => ({ open: debriefPage(as(BELL), id), hidden: debriefPage(as(BELL), id, { hideNames: true }) }));
    expect(pages.length).toBeGreaterThan(1);
    const letters = new Map<string, string>();
    for (const { open, hidden } of pages) {
      if (!open || !hidden) throw new Error("no page");
      expect(hidden.mechanical).toBe(open.mechanical);
      expect(hidden.may).toMatchObject({ freeze: false, reopen: false, sign: null });
      expect(hidden).toMatchObject({ result: null, signatures: [], me: null });
      for (const [criterion, first] of Object.entries(open.first)) {
        const sorted = (ratings: { rating: unknown }[]) => ratings.map((f) => String(f.rating)).sort();
        expect(sorted(hidden.first[criterion] ?? [])).toEqual(sorted(first));
      }
      // Who gave these ratings is told by all of them together.
      for (const seat of open.seats) {
        const given = (of: typeof open, id: string) =>
          JSON.stringify(Object.values(of.first).map((f) => f.find((one) => one.userId === id)?.rating));
        const same = hidden.seats.filter((one) => given(hidden, one.userId) === given(open, seat.userId));
        if (same.length !== 1 || seat.card !== "opened") continue;
        const letter = same[0]?.name ?? "";
        expect(letters.get(seat.userId) ?? letter).toBe(letter);
        letters.set(seat.userId, letter);
      }
    }
    expect(letters.size).toBeGreaterThan(2);
    expect(new Set(letters.values()).size).toBe(letters.size);
  });

  it("[DEB-4] hiding names opens no debrief to anybody who has none", async () => {
    for (const state of ["briefed", "live", "scoring"])
      for (const { id } of inState(state))
        for (const slug of [ORTIZ, BELL, HALE, OSEI, BRANDT]) {
          expect(debriefPage(as(slug), id, { hideNames: true }), `${slug} ${id}`).toBeNull();
          expect(await status(slug, `/interviews/${id}/debrief?names=hidden`)).toBe(404);
        }
    expect(await status("casey.monroe", `/interviews/${OPEN}/debrief?names=hidden`)).toBe(404);
  });
});

function leads(): string[] {
  return db()
    .select({ name: user.name })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(eq(membership.programId, PROGRAM))
    .all()
    .map(({ name }) => name)
    .filter((name) => name === "Lt. Dana Ortiz" || name === "Principal Ruth Bell");
}

async function fetched(slug: string, path: string): Promise<Response> {
  const browser = visitor(demo.server.url);
  const [name = "", value = ""] = demo.cookie(slug).split(";", 1)[0]?.split("=") ?? [];
  browser.cookies.set(name, value);
  return browser.get(path);
}
const page = async (slug: string, path: string) => (await fetched(slug, path)).text();
const status = async (slug: string, path: string) => (await fetched(slug, path)).status;
