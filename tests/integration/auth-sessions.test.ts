import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertMembership, insertPerson } from "../../db/people.ts";
import { auditEvent, installation, membership, program, session, signInAttempt, user } from "../../db/schema.ts";
import { createAuth } from "../../server/auth/auth.ts";
import { hashPassword } from "../../server/auth/passwords.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { enterDemo, signIn, signOut } from "../../server/commands/sessions.ts";
import { roomName } from "../../shared/rooms.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const HOUR = 60 * 60 * 1000;
const START = Date.UTC(2027, 4, 20, 15);
const PASSWORD = "tulip lantern gravel mosaic";

/** A live installation with two people of one program, on a clock that the test moves. */
describe("sessions of a real installation", () => {
  let server: TestServer;
  let now = START;
  let dana = "";
  let amara = "";
  const address = () => `192.0.2.${Math.floor(now / 1000) % 250}`;

  beforeAll(async () => {
    server = await startTestServer({ clock: () => now });
    const { db } = server.context;
    db.insert(installation).values({ id: 1, kind: "live", createdAt: now }).run();
    const names = { agencyName: "Riverbend Police", districtName: "Riverbend Schools", timeZone: "America/Denver" };
    db.insert(program)
      .values({ id: "riverbend", name: "Riverbend", ...names, createdAt: now })
      .run();
    const passwordHash = await hashPassword(PASSWORD);
    dana = insertPerson(db, { email: "Dana@Riverbend.example", name: "Lt. Dana Ortiz", passwordHash, at: now });
    amara = insertPerson(db, { email: "amara@riverbend.example", name: "Amara Osei", passwordHash, at: now });
    insertMembership(db, { programId: "riverbend", userId: dana, role: "supervisor", party: "agency", at: now });
    insertMembership(db, { programId: "riverbend", userId: amara, role: "coordinator", party: "district", at: now });
  });
  afterAll(() => server.close());

  const read = (cookie: string, window: string | null = null) => createAuth(server.context).read(cookie, window);
  const opened = (userId: string) =>
    openSession(server.context.db, { userId, programId: "riverbend", demo: false, now });

  test("[AUTH-1] the database holds a hash of the token, never the token", async () => {
    const { token, sessionId, cookie } = opened(dana);
    expect((await read(cookie))?.viewer).toMatchObject({ name: "Lt. Dana Ortiz", initials: "DO", role: "supervisor" });
    const rows = server.context.db.select().from(session).all();
    expect(rows.map((row) => row.id)).toContain(sessionId);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await read(`accord_session=${sessionId}`)).toBeNull();
  });

  test("[AUTH-2] a session ends after twelve hours without use and seven days in any case", async () => {
    const unused = opened(dana);
    const used = opened(dana);
    for (let hours = 0; hours < 24 * 7; hours += 8) {
      expect(await read(used.cookie), `after ${hours} hours`).not.toBeNull();
      now += 8 * HOUR;
    }
    expect(await read(unused.cookie)).toBeNull();
    expect(await read(used.cookie)).not.toBeNull();
    now += 1;
    expect(await read(used.cookie)).toBeNull();
    now = START;
  });

  test("[AUTH-3] a closed account and an ended membership are nobody, on the next request", async () => {
    const { db } = server.context;
    const { cookie } = opened(dana);
    db.update(user).set({ disabledAt: now }).where(eq(user.id, dana)).run();
    expect(await read(cookie)).toBeNull();
    const refused = await signIn(server.context, {
      email: "dana@riverbend.example",
      password: PASSWORD,
      address: "192.0.2.9",
    });
    expect(refused).toMatchObject({ ok: false, reason: "wrong" });
    db.update(user).set({ disabledAt: null }).where(eq(user.id, dana)).run();
    expect(await read(cookie)).not.toBeNull();
    db.update(membership).set({ endedAt: now }).where(eq(membership.userId, dana)).run();
    expect(await read(cookie)).toBeNull();
    // Whoever was put out is told so; nobody else is.
    const left = (of: string) => createAuth(server.context).hasLeft(of, null);
    expect([await left(cookie), await left(opened(amara).cookie), await left("")]).toEqual([true, false, false]);
    db.update(membership).set({ endedAt: null }).where(eq(membership.userId, dana)).run();
  });

  test("[AUTH-4] the sixth try at an account in a quarter of an hour is refused, with the time to wait", async () => {
    now += HOUR;
    const attempt = (password: string, email = "amara@riverbend.example") =>
      signIn(server.context, { email, password, address: address() });
    for (let i = 0; i < 5; i++) expect(await attempt("wrong wrong wrong wrong")).toMatchObject({ reason: "wrong" });
    const sixth = await attempt(PASSWORD);
    expect(sixth).toMatchObject({
      ok: false,
      reason: "too-many",
      sentence: expect.stringContaining("Wait 15 minutes"),
    });
    for (let i = 0; i < 5; i++) await attempt("wrong wrong wrong wrong", "nobody@riverbend.example");
    expect(await attempt(PASSWORD, "nobody@riverbend.example")).toMatchObject({ reason: "too-many" });
    now += 15 * 60 * 1000;
    expect(await attempt(PASSWORD)).toMatchObject({ ok: true });
  });

  test("[AUTH-4] a hundred tries at once count as a hundred", async () => {
    now += HOUR;
    const tries = Array.from({ length: 12 }, () =>
      signIn(server.context, { email: "amara@riverbend.example", password: "wrong wrong wrong", address: "192.0.2.7" }),
    );
    const reasons = (await Promise.all(tries)).map((outcome) => (outcome.ok ? "in" : outcome.reason));
    expect(reasons.filter((reason) => reason === "wrong")).toHaveLength(5);
    expect(reasons.filter((reason) => reason === "too-many")).toHaveLength(7);
  });

  test("[AUTH-4] one address may fail twenty times, over any number of accounts", async () => {
    now += HOUR;
    const from = (n: number) =>
      signIn(server.context, { email: `p${n}@riverbend.example`, password: "wrong wrong", address: "192.0.2.8" });
    for (let n = 0; n < 20; n++) expect(await from(n)).toMatchObject({ reason: "wrong" });
    expect(await from(21)).toMatchObject({ reason: "too-many" });
    const keys = server.context.db.select({ key: signInAttempt.key }).from(signInAttempt).all();
    expect(JSON.stringify(keys)).not.toMatch(/riverbend|192\.0/);
  });

  test("[AUTH-6] unknown address and wrong password get one answer, and both are hashed", async () => {
    now += HOUR;
    const time = async (email: string) => {
      const began = performance.now();
      const outcome = await signIn(server.context, { email, password: "wrong wrong wrong", address: "192.0.2.10" });
      return { sentence: outcome.ok ? "" : outcome.sentence, ms: performance.now() - began };
    };
    const known = await time("dana@riverbend.example");
    const unknown = await time("nobody2@riverbend.example");
    expect(unknown.sentence).toBe(known.sentence);
    // One argon2id run takes tens of milliseconds; a look-up alone takes less than two.
    expect(Math.min(known.ms, unknown.ms)).toBeGreaterThan(5);
  });

  test("[AUTH-7] sign-ins and refusals stand in the audit log, without addresses and tokens", () => {
    const rows = server.context.db.select().from(auditEvent).all();
    expect(rows.map((row) => row.type)).toEqual(expect.arrayContaining(["session.opened", "session.refused"]));
    expect(rows.map((row) => row.payload).join()).not.toMatch(/@|192\.0|accord_/);
  });

  test("[AUTH-17] nobody is entered without a password on a real installation, by command or by row", () => {
    const { db } = server.context;
    db.update(user).set({ passwordHash: null }).where(eq(user.id, amara)).run();
    expect(enterDemo(server.context, "amara.osei")).toMatchObject({ ok: false, reason: "not-demo" });
    expect(() => openSession(db, { userId: amara, programId: "riverbend", demo: true, now })).toThrow(/demo database/);
    expect(() => db.update(installation).set({ kind: "demo" }).run()).toThrow(/keeps its kind/);
    expect(() => db.delete(installation).run()).toThrow(/keeps its kind/);
  });
});

describe("sessions of the demo", () => {
  let demo: DemoRooms;
  beforeAll(async () => {
    demo = await startDemoRooms();
  });
  afterAll(() => demo.close());

  test("[AUTH-8] signing out ends the session's sockets, and nobody else's", async () => {
    const { context } = demo.server;
    const room = demo.notes();
    const mine = demo.sessionOf("dana.ortiz");
    const client = demo.client(roomName(room), null, { cookie: mine.cookie });
    const other = demo.client(roomName(room), "dana.ortiz");
    await Promise.all([client.synced(), other.synced()]);
    const signedIn = await createAuth(context).read(mine.cookie, null);
    if (!signedIn) throw new Error("not signed in");
    signOut(context, signedIn);
    expect(await client.closed()).toBe(4401);
    expect(await createAuth(context).read(mine.cookie, null)).toBeNull();
    expect(other.closes).toEqual([]);
  });

  test("[AUTH-18] a demo window shows its own person only", async () => {
    const { context } = demo.server;
    const person = { userId: demo.userId("ruth.bell"), programId: PROGRAM };
    const ruth = openSession(context.db, { ...person, demo: true, now: Date.now() });
    const read = createAuth(context).read;
    expect((await read(`accord_window_ruth_bell=${ruth.token}`, "ruth.bell"))?.viewer.slug).toBe("ruth.bell");
    expect(await read(`accord_window_dana_ortiz=${ruth.token}`, "dana.ortiz")).toBeNull();
    expect(await read(`accord_session=${ruth.token}`, "ruth.bell")).toBeNull();
  });
});
