import path from "node:path";
import { pathToFileURL } from "node:url";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { auditEvent, joinCode, room, session } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { declareConflict, submitCard } from "../../server/commands/cards.ts";
import { cardRoom, interviewRoom, openInterview } from "../../server/commands/interview-access.ts";
import { makeJoinCode } from "../../server/commands/joining.ts";
import { makePasswordLink } from "../../server/commands/password-links.ts";
import { endMembership } from "../../server/commands/people.ts";
import { maskedName } from "../../server/pages/join.ts";
import { ROOT } from "../../server/remix-build.ts";
import { evidenceKey, ratingKey } from "../../shared/documents/card.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { roomName } from "../../shared/rooms.ts";
import { CLOSE } from "../../shared/wire.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { askForCode, browserOf, cookiesOf, freshInterview, GUEST, play, seatGuest } from "../support/join.ts";
import { actor } from "../support/letters.ts";
import { visitor } from "../support/visitor.ts";

const MINUTE = 60_000;
const CANARY = "Canary 5523: walked the pupil to the office and sat with him.";

let demo: DemoRooms;
let ahead = 0;
let guest = "";
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => Date.now() + ahead, env: { ACCORD_ROOM_LIMITS: "off" } });
  guest = seatGuest(demo);
});
afterAll(() => demo.close());

const as = (slug: string) => actor(demo, slug);
const db = () => demo.server.context.db;
const tablet = () => visitor(demo.server.url);

/** A tablet that joined by a code somebody asked for. */
async function joined(slug: string, interviewId: string, guestId?: string) {
  const path = await askForCode(browserOf(demo, slug), interviewId, guestId);
  const device = tablet();
  const answer = await device.post(path);
  expect([answer.status, answer.headers.get("location")]).toEqual([302, `/interviews/${interviewId}`]);
  return device;
}

// The wrong tries of this address leave the window.
afterEach(() => {
  ahead += 16 * MINUTE;
});

describe("a code for one more device", () => {
  it("[JOIN-1] lets one device in once, into that interview only; looking at the address uses nothing up", async () => {
    const [interviewId, other] = [freshInterview(demo), freshInterview(demo)];
    const path = await askForCode(browserOf(demo, "marcus.hale"), interviewId);
    for (let look = 0; look < 3; look++) {
      const page = await tablet().get(path);
      const text = await page.text();
      expect(page.status).toBe(200);
      expect(text).toContain("Join as M. H.");
      expect(text).not.toContain("Robin Vale");
      expect(text).not.toMatch(/"viewer":\{/);
      expect(page.headers.get("referrer-policy")).toBe("same-origin");
    }
    const device = tablet();
    expect((await device.post(path)).headers.get("location")).toBe(`/interviews/${interviewId}`);
    expect((await device.get(`/interviews/${interviewId}`)).status).toBe(200);
    expect((await device.get(`/interviews/${other}`)).status).toBe(404);
    const second = tablet();
    expect((await second.post(path)).status).toBe(409);
    expect((await second.get(path)).status).toBe(404);
    expect(second.cookies.size).toBe(0);
    // Capitals and the hyphen do not matter to whoever types.
    const typed = (await askForCode(browserOf(demo, "marcus.hale"), interviewId)).replace("-", "").toUpperCase();
    expect((await tablet().post(typed.replace("/JOIN/", "/join/"))).status).toBe(302);
  });

  it("[JOIN-1] two devices at the same moment: one gets in", async () => {
    const interviewId = freshInterview(demo);
    const path = await askForCode(browserOf(demo, "elena.ruiz"), interviewId);
    const answers = await Promise.all(Array.from({ length: 6 }, () => tablet().post(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 409, 409, 409, 409, 409]);
  });

  it("[JOIN-2] works for ten minutes, and a newer code ends it", async () => {
    const interviewId = freshInterview(demo);
    const owner = browserOf(demo, "elena.ruiz");
    const path = await askForCode(owner, interviewId);
    ahead += 10 * MINUTE - 5000;
    expect((await tablet().get(path)).status).toBe(200);
    ahead += 5001;
    expect((await tablet().get(path)).status).toBe(404);
    expect((await tablet().post(path)).status).toBe(409);
    const older = await askForCode(owner, interviewId);
    const newer = await askForCode(owner, interviewId);
    expect((await tablet().post(older)).status).toBe(409);
    expect((await tablet().post(newer)).status).toBe(302);
  });

  it("[JOIN-2] is kept as a hash, and made and used on record without it", async () => {
    const interviewId = freshInterview(demo);
    const path = await askForCode(browserOf(demo, "marcus.hale"), interviewId);
    const code = path.slice("/join/".length);
    await tablet().post(path);
    const rows = JSON.stringify([db().select().from(joinCode).all(), db().select().from(auditEvent).all()]);
    expect(rows).not.toContain(code);
    expect(rows).not.toContain(code.replace("-", ""));
    const events = db().select().from(auditEvent).where(eq(auditEvent.subjectId, interviewId)).all();
    expect(events.map(({ type, actorId }) => [type, actorId]).filter(([type]) => type?.startsWith("join."))).toEqual([
      ["join.made", demo.userId("marcus.hale")],
      ["join.used", demo.userId("marcus.hale")],
    ]);
  });

  it("[JOIN-3] twenty wrong tries from one address are followed by a wait, right ones too; and nobody makes codes without end", async () => {
    const interviewId = freshInterview(demo);
    const path = await askForCode(browserOf(demo, "elena.ruiz"), interviewId);
    for (let n = 0; n < 10; n++) expect((await tablet().get(`/join/aaaaa-aaa${n}a`)).status).toBe(404);
    // The page that answers a refused form looks the code up once more.
    for (let n = 0; n < 5; n++) expect((await tablet().post(`/join/bbbbb-bbb${n}b`)).status).toBe(409);
    expect((await tablet().get(path)).status).toBe(429);
    const refused = await tablet().post(path);
    expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining("Wait 15 minutes")]);
    ahead += 15 * MINUTE;
    for (let n = 0; n < 10; n++) expect(makeJoinCode(as("elena.ruiz"), { interviewId })).toMatchObject({ ok: true });
    expect(makeJoinCode(as("elena.ruiz"), { interviewId })).toMatchObject({ ok: false, reason: "too-many" });
  });

  it("[JOIN-4] is dead when its person steps back, and so is the device that joined", async () => {
    const interviewId = freshInterview(demo);
    const path = await askForCode(browserOf(demo, "elena.ruiz"), interviewId);
    const device = await joined("elena.ruiz", interviewId);
    const again = await askForCode(browserOf(demo, "elena.ruiz"), interviewId);
    expect(again).not.toBe(path);
    const record = openInterview(as("dana.ortiz"), interviewId);
    if (!record) throw new Error("no record");
    const client = demo.client(interviewRoom(record, "session"), null, { cookie: cookiesOf(device) });
    await client.synced();
    expect(declareConflict(as("elena.ruiz"), { interviewId, choice: "recused", text: "" })).toMatchObject({ ok: true });
    expect(await client.closed()).toBe(CLOSE.noAccess.code);
    expect((await tablet().post(again)).status).toBe(409);
    expect(await (await device.get(`/interviews/${interviewId}`)).text()).toContain("You do not rate this candidate");
  });

  it("[JOIN-5] is not used in a browser that is signed in, and nobody makes one on a joined device or for another person", async () => {
    const interviewId = freshInterview(demo);
    const hale = browserOf(demo, "marcus.hale");
    const path = await askForCode(hale, interviewId);
    expect(await (await browserOf(demo, "dana.ortiz").get(path)).text()).toContain("signed in already");
    expect((await browserOf(demo, "dana.ortiz").post(path)).status).toBe(409);
    expect((await tablet().post(path)).status).toBe(302);
    const device = await joined("marcus.hale", interviewId);
    expect((await device.post(`/interviews/${interviewId}/join?index`, { intent: "code" })).status).toBe(409);
    for (const slug of ["dana.ortiz", "ruth.bell", "amara.osei"])
      expect(makeJoinCode(as(slug), { interviewId, userId: demo.userId("marcus.hale") })).toMatchObject({
        reason: "not-found",
      });
  });

  it("[JOIN-6] the device is a session of its own: its person ends it, and it ends after sixteen hours in any case", async () => {
    const interviewId = freshInterview(demo);
    const device = await joined("marcus.hale", interviewId);
    const mine = browserOf(demo, "marcus.hale");
    const page = await (await mine.get(`/interviews/${interviewId}/join`)).text();
    const name = /name="device" value="([0-9a-f]{12})"/.exec(page)?.[1] ?? "";
    expect(name).not.toBe("");
    expect(await (await mine.get("/account")).text()).toContain("device that joined one interview");
    const fields = { intent: "end", person: demo.userId("marcus.hale"), device: name };
    expect((await browserOf(demo, "dana.ortiz").post(`/interviews/${interviewId}/join?index`, fields)).status).toBe(
      404,
    );
    expect((await mine.post(`/interviews/${interviewId}/join?index`, fields)).status).toBe(200);
    expect((await device.get(`/interviews/${interviewId}`)).headers.get("location")).toMatch(/^\/sign-in/);
    expect((await mine.get(`/interviews/${interviewId}`)).status).toBe(200);

    const late = await joined("elena.ruiz", interviewId);
    ahead += 8 * 60 * MINUTE;
    expect((await late.get(`/interviews/${interviewId}`)).status).toBe(200);
    ahead += 8 * 60 * MINUTE + 1000;
    expect((await late.get(`/interviews/${interviewId}`)).status).toBe(302);
  });
});

describe("a guest panelist without an account", () => {
  it("[GUEST-1] coordinator and leads name one; there is no password, no letter, no place among the demo's cast", async () => {
    const fields = { intent: "guest", "guest-name": "Pat Lowell", "guest-organization": "Youth Center" };
    for (const slug of ["marcus.hale", "tom.brandt"])
      expect(await (await browserOf(demo, slug).post("/people", fields)).text()).toContain("coordinator or one of");
    expect(await (await browserOf(demo, "ruth.bell").post("/people", fields)).text()).toContain("can now be chosen");
    expect(await (await browserOf(demo, "amara.osei").get("/people")).text()).toContain("Youth Center");
    expect(makePasswordLink(as("amara.osei"), guest)).toMatchObject({ ok: false, reason: "guest" });
    expect(await (await tablet().get("/")).text()).not.toContain(GUEST.name);
    const all = { userId: guest, programId: PROGRAM, demo: false, now: Date.now() };
    expect(() => openSession(db(), all)).toThrow(/join code only/);
  });

  it("[GUEST-2] only the coordinator lets a guest in, on one device at a time", async () => {
    const interviewId = freshInterview(demo);
    for (const slug of ["dana.ortiz", "ruth.bell", "marcus.hale", "tom.brandt"])
      expect(makeJoinCode(as(slug), { interviewId, userId: guest })).toMatchObject({ reason: "not-found" });
    const first = await joined("amara.osei", interviewId, guest);
    expect(await (await first.get(`/interviews/${interviewId}`)).text()).toContain("Robin Vale");
    const second = await joined("amara.osei", interviewId, guest);
    expect((await first.get(`/interviews/${interviewId}`)).status).toBe(302);
    expect((await second.get(`/interviews/${interviewId}`)).status).toBe(200);
    // A guest's code for one interview opens no other one, nor does the device take another guest's place unseen.
    expect((await second.get(`/interviews/${freshInterview(demo)}`)).status).toBe(404);
  });

  it("[GUEST-3] opens no page, no file and no act but those of that interview", async () => {
    const interviewId = freshInterview(demo);
    const other = freshInterview(demo);
    const device = await joined("amara.osei", interviewId, guest);
    const anyone = tablet();
    const ids: Record<string, string> = {
      processId: "middle-school",
      interviewId: other,
      candidateId: candidateOf(other),
      token: "aaaaa-aaaaa",
      version: "1",
      kind: "interview",
      recordId: other,
      part: "notes",
      revision: "1",
    };
    const paths = (await routePaths()).map((path) => path.replace(/:(\w+)\??/g, (_, key) => ids[key] ?? "x1"));
    expect(paths.length).toBeGreaterThan(70);
    const opened: string[] = [];
    for (const path of paths) {
      for (const address of [path, `${path}.data`]) {
        const [seen, public_] = [await device.get(address), await anyone.get(address)];
        const to = seen.headers.get("location");
        const home = [null, "/desk", `/interviews/${interviewId}`, public_.headers.get("location")];
        if ((seen.status === 200 && public_.status !== 200) || !home.includes(to)) opened.push(`GET ${address} ${to}`);
      }
      if (/sign-out|theme|\/join/.test(path)) continue;
      const posted = await device.post(path);
      const free = posted.status >= 400 || posted.headers.get("location") === "/desk";
      if (!free && (await anyone.post(path)).status >= 400) opened.push(`POST ${path}`);
      await posted.text();
    }
    expect(opened).toEqual([]);
    expect((await device.get("/desk")).headers.get("location")).toBe(`/interviews/${interviewId}`);
    expect((await device.get(`/interviews/${interviewId}`)).status).toBe(200);
  }, 240_000);

  it("[GUEST-3] opens no live room but those of that interview, and no other card before the reveal, not by one byte", async () => {
    const interviewId = freshInterview(demo);
    play(demo, interviewId, ["dana.ortiz", "marcus.hale", "ruth.bell", "elena.ruiz", "ji-woo.kim"], "live");
    const device = await joined("amara.osei", interviewId, guest);
    expect((await device.post(`/interviews/${interviewId}/kit`)).status).toBeLessThan(400);
    expect((await device.post(`/interviews/${interviewId}/conflict`, { choice: "none" })).status).toBeLessThan(400);
    const record = openInterview(as("dana.ortiz"), interviewId);
    if (!record) throw new Error("no record");
    const hale = demo.client(cardRoom(record, demo.userId("marcus.hale")), null, {
      cookie: cookiesOf(browserOf(demo, "marcus.hale")),
    });
    await hale.synced();
    for (const { id } of record.terms.criteria) {
      setValue(hale.doc, ratingKey(id), 5);
      editText(hale.doc, evidenceKey(id), CANARY);
    }
    await hale.saved();
    expect(submitCard(as("marcus.hale"), { interviewId })).toMatchObject({ ok: true });

    const cookie = cookiesOf(device);
    const mine = new Set(
      [interviewRoom(record, "session"), interviewRoom(record, "notes"), cardRoom(record, guest)].map(roomName),
    );
    const names = db()
      .select({ name: room.name })
      .from(room)
      .all()
      .map(({ name }) => name);
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      const client = demo.client(name, null, { cookie });
      if (mine.has(name)) {
        await client.synced();
        expect(Buffer.from(JSON.stringify(client.doc.toJSON())).includes(CANARY)).toBe(false);
      } else expect([name, await client.closed()]).toEqual([name, CLOSE.noAccess.code]);
      client.destroy();
    }
    const pages = ["", ".data", "/paper", "/debrief", "/join"].map((end) => `/interviews/${interviewId}${end}`);
    for (const page of pages) expect(await (await device.get(page)).text(), page).not.toContain("Canary 5523");

    // The guest's own card takes the guest's own words, over the same kind of line.
    const own = demo.client(cardRoom(record, guest), null, { cookie });
    await own.synced();
    for (const { id } of record.terms.criteria) setValue(own.doc, ratingKey(id), 3);
    await own.saved();
    expect((await device.post(`/interviews/${interviewId}/submission`)).status).toBeLessThan(400);
    const seats = openInterview(as("dana.ortiz"), interviewId)?.seats;
    expect(seats?.find(({ userId }) => userId === guest)?.state).toBe("submitted");
  }, 120_000);

  it("[GUEST-4] leaves with the seal, with the membership, and is told so", async () => {
    const [sealed, left] = [freshInterview(demo), freshInterview(demo)];
    const device = await joined("amara.osei", sealed, guest);
    const before = openInterview(as("dana.ortiz"), sealed);
    if (!before) throw new Error("no record");
    const line = demo.client(interviewRoom(before, "session"), null, { cookie: cookiesOf(device) });
    const lead = demo.client(interviewRoom(before, "session"), null, {
      cookie: cookiesOf(browserOf(demo, "dana.ortiz")),
    });
    await Promise.all([line.synced(), lead.synced()]);
    demo.setState({ programId: PROGRAM, kind: "interview", recordId: sealed, part: "notes", revision: 1 }, "sealed");
    demo.rooms.recordChanged(PROGRAM, "interview", sealed);
    expect(await line.closed()).toBe(CLOSE.noAccess.code);
    expect(lead.closes).toEqual([]);
    const answer = await device.get(`/interviews/${sealed}`);
    expect(answer.status).toBe(302);
    const on = await device.get(answer.headers.get("location") ?? "");
    expect(on.headers.get("location")).toBe("/join/over");
    expect(makeJoinCode(as("amara.osei"), { interviewId: sealed, userId: guest })).toMatchObject({ ok: false });

    const last = await joined("amara.osei", left, guest);
    const record = openInterview(as("dana.ortiz"), left);
    if (!record) throw new Error("no record");
    const client = demo.client(interviewRoom(record, "session"), null, { cookie: cookiesOf(last) });
    await client.synced();
    expect(endMembership(as("amara.osei"), guest)).toMatchObject({ ok: true });
    expect(await client.closed()).toBe(CLOSE.noAccess.code);
    expect((await last.get(`/interviews/${left}`)).status).toBe(302);
  });

  it("[JOIN-5] a name is masked, and a session keeps its limit whatever is tried on its row", () => {
    expect([maskedName("Ji-woo Kim"), maskedName("Lt. Dana Ortiz"), maskedName("Cher")]).toEqual([
      "J. K.",
      "D. O.",
      "C.",
    ]);
    const [row] = db()
      .select()
      .from(session)
      .all()
      .filter(({ interviewId }) => interviewId !== null);
    expect(() =>
      db()
        .update(session)
        .set({ interviewId: null })
        .where(eq(session.id, row?.id ?? ""))
        .run(),
    ).toThrow(/keeps its person and its limit/);
  });
});

function candidateOf(interviewId: string): string {
  return openInterview(as("dana.ortiz"), interviewId)?.candidate.id ?? "";
}

/** Every address the built app answers, from the build itself. */
async function routePaths(): Promise<string[]> {
  const build = (await import(pathToFileURL(path.join(ROOT, "build/server/index.js")).href)) as { routes: object };
  const routes = build.routes as Record<string, { path?: string; parentId?: string; index?: boolean; id: string }>;
  const full = (id: string): string => {
    const route = routes[id];
    return route ? `${route.parentId ? full(route.parentId) : ""}/${route.path ?? ""}` : "";
  };
  const all = Object.keys(routes).map((id) =>
    full(id)
      .replace(/\/+/g, "/")
      .replace(/(.)\/$/, "$1"),
  );
  return [...new Set(all)].filter((path) => !path.includes("*"));
}
