import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { eq } from "drizzle-orm";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { insertMail, MAX_ATTEMPTS, mailById, markSent, type NewMail } from "../../db/mail.ts";
import { mail } from "../../db/schema.ts";
import { type Env, parseEnv } from "../../server/env.ts";
import { startJobs } from "../../server/jobs/runner.ts";
import { deliveryJob } from "../../server/mail/delivery.ts";
import { emlOf } from "../../server/mail/message.ts";
import { createSender } from "../../server/mail/sender.ts";
import { calendarFile } from "../../shared/calendar-file.ts";
import { until } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { readCalendar } from "../support/letters.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";

const FROM = "Accord <accord@larkfield.example>";
const MINUTE = 60_000;
const SECRET = { name: "Wren Holloway", email: "wren.holloway@private.example", body: "a sentence nobody logs" };

let sink: SmtpSink;
let demo: DemoRooms;
let dataDir: string;
let now = Date.parse("2027-03-01T16:00:00Z");
const settings = (): Partial<Env> => ({ SMTP_URL: sink.url, MAIL_FROM: FROM });
const running: TestServer[] = [];

beforeAll(async () => {
  sink = await startSmtpSink();
  dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-mail-"));
  demo = await startDemoRooms({ clock: () => now, env: settings(), jobsMs: 10, dataDir });
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  sink.refusals.length = 0;
  sink.deaf = false;
});
afterAll(async () => {
  await demo.close();
  await sink.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let n = 0;
function letter(changes: Partial<NewMail> = {}): NewMail {
  n += 1;
  return {
    programId: PROGRAM,
    kind: "interview-candidate",
    subjectId: null,
    toName: "Ruth Bell",
    toEmail: `letter${n}@larkfield.example`,
    subject: `Letter ${n}`,
    body: `Dear reader,\n\n.a line that begins with a dot\n\nLetter ${n}\n`,
    at: now,
    dueAt: now,
    ...changes,
  };
}
const db = () => demo.server.context.db;
const stored = (id: string) => {
  const found = mailById(db(), PROGRAM, id);
  if (!found) throw new Error("no such letter");
  return found;
};
const receivedBy = (address: string) => sink.received.filter(({ to }) => to.includes(address));

describe("settings", () => {
  it.each([
    [{ SMTP_URL: "mail.example.org", MAIL_FROM: FROM }, "SMTP_URL must be the address of a mail server"],
    [{ SMTP_URL: "http://mail.example.org", MAIL_FROM: FROM }, "SMTP_URL must be the address of a mail server"],
    [{ SMTP_URL: "smtp://mail.example.org" }, "SMTP_URL is set: MAIL_FROM must say whom letters come from"],
    [{ MAIL_FROM: FROM }, "MAIL_FROM is set without SMTP_URL"],
    [{ SMTP_URL: "smtp://mail.example.org", MAIL_FROM: "Accord" }, "MAIL_FROM must be a sender"],
    [{ SMTP_URL: "smtp://mail.example.org", MAIL_FROM: "A <a@b.org>\r\nBcc: c@d.org" }, "MAIL_FROM must be a sender"],
  ])("[MAIL-2] %j is refused at start with one sentence", (env, sentence) => {
    const refusal = () => parseEnv(env);
    expect(refusal).toThrow(sentence);
    try {
      refusal();
    } catch (error) {
      expect((error as Error).message.trim().split("\n")).toHaveLength(2);
    }
  });

  it("[MAIL-2] a server and a sender are taken, and neither is needed", () => {
    expect(parseEnv({ SMTP_URL: "smtps://me:p%40ss@mail.example.org:465", MAIL_FROM: FROM })).toMatchObject({
      MAIL_FROM: FROM,
    });
    expect(parseEnv({ SMTP_URL: "smtp://mail.example.org", MAIL_FROM: "accord@example.org" })).toBeTruthy();
    expect(createSender(parseEnv({}))).toBeNull();
  });
});

describe("sending", () => {
  it("[MAIL-3] a due letter arrives once, as it was written, with its invitation", async () => {
    const start = Date.parse("2027-03-15T15:00:00Z");
    const calendar = calendarFile({
      eventId: "iv_one",
      sequence: 3,
      method: "REQUEST",
      start,
      minutes: 45,
      place: "Room 4",
      summary: "Interview panel, Mesa Verde",
      description: "A line\nand another",
      organizer: { name: 'Amara "Coordinator" Osei', email: "amara@larkfield.example" },
      attendee: { name: "Müller; Jörg, Sgt.", email: "jm@larkfield.example" },
      now,
    });
    const row = letter({ calendar, toName: 'Jörg "JM" Müller\r\nBcc: somebody@else.example' });
    const id = insertMail(db(), row);
    await until(() => stored(id).sentAt !== null, "the letter to be sent");
    expect(receivedBy(row.toEmail)).toHaveLength(1);
    const [{ from, to, data } = { from: "", to: [], data: "" }] = receivedBy(row.toEmail);
    expect([from, to]).toEqual(["accord@larkfield.example", [row.toEmail]]);
    expect(data).not.toMatch(/^Bcc:/im);
    expect(data).toContain(`Message-ID: <${id}@accord.invalid>`);
    expect(data).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    const encoded =
      /text\/calendar[\s\S]*?base64\r\n(?:[\w-]+:[^\r\n]*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(data)?.[1] ?? "";
    const event = readCalendar(Buffer.from(encoded, "base64").toString("utf8"));
    expect(event).toMatchObject({ start, sequence: 3, uid: "iv_one@accord", place: "Room 4", method: "REQUEST" });
    const rounds = sink.offered;
    now += 60 * MINUTE;
    const last = insertMail(db(), letter());
    await until(() => stored(last).sentAt !== null, "the next letter to be sent");
    expect(sink.offered).toBe(rounds + 1);
  });

  it("[MAIL-4] a refused first try is repeated when the clock allows, with the attempts on record", async () => {
    sink.refusals.push(`451 4.3.0 try later, ${SECRET.email}`);
    const id = insertMail(db(), letter({ toEmail: SECRET.email }));
    await until(() => stored(id).lastError !== null, "the refusal to be noted");
    expect(stored(id)).toMatchObject({
      attempts: 1,
      sentAt: null,
      dueAt: now + MINUTE,
      lastError: "The mail server refused the letter (451).",
    });
    const marker = insertMail(db(), letter());
    await until(() => stored(marker).sentAt !== null, "another letter to be sent");
    expect(receivedBy(SECRET.email)).toEqual([]);
    now += MINUTE;
    await until(() => stored(id).sentAt !== null, "the second try");
    expect(stored(id)).toMatchObject({ attempts: 2, lastError: null });
    expect(receivedBy(SECRET.email)).toHaveLength(1);
  });

  it("[MAIL-4] waits grow, and at last nobody tries by itself", async () => {
    sink.deaf = true;
    const id = insertMail(db(), letter());
    const gaps: number[] = [];
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await until(() => stored(id).attempts === attempt && stored(id).lastError !== null, `try ${attempt}`);
      gaps.push((stored(id).dueAt - now) / MINUTE);
      db().update(mail).set({ lastError: null }).where(eq(mail.id, id)).run();
      now = stored(id).dueAt;
    }
    expect(gaps).toEqual([1, 5, 15, 60, 240, 720, 1440, 1440]);
    sink.deaf = false;
    now += 7 * 24 * 60 * MINUTE;
    const marker = insertMail(db(), letter());
    await until(() => stored(marker).sentAt !== null, "another letter to be sent");
    expect(stored(id)).toMatchObject({ attempts: MAX_ATTEMPTS, sentAt: null });
  });

  it("[MAIL-5] nothing goes out before its time, after it was taken back, or without an address", async () => {
    const before = sink.received.length;
    const early = insertMail(db(), letter({ dueAt: now + MINUTE }));
    const nowhere = insertMail(db(), letter({ toEmail: "" }));
    const marker = letter();
    const id = insertMail(db(), marker);
    await until(() => stored(id).sentAt !== null, "the marker to be sent");
    expect(sink.received.length).toBe(before + 1);
    expect([stored(early).attempts, stored(nowhere).attempts]).toEqual([0, 0]);
    now += MINUTE;
    await until(() => stored(early).sentAt !== null, "the later letter");
  });

  it("[MAIL-6] a letter that was due while the server was down goes out once after it starts again", async () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), "accord-mail-"));
    try {
      const first = await startDemoRooms({ clock: () => now, dataDir: dir });
      // The demo's own letters wait too: only these are counted.
      first.server.context.db.delete(mail).run();
      const row = letter({ dueAt: now + 5 * MINUTE });
      const done = insertMail(first.server.context.db, letter());
      markSent(first.server.context.db, done, now);
      const id = insertMail(first.server.context.db, row);
      await first.close();
      now += 60 * MINUTE;
      const offered = sink.offered;
      const second = await startTestServer({ clock: () => now, dataDir: dir, env: settings(), jobsMs: 10 });
      running.push(second);
      await until(() => mailById(second.context.db, PROGRAM, id)?.sentAt != null, "the letter after the restart");
      await running.pop()?.close();
      const third = await startTestServer({ clock: () => now, dataDir: dir, env: settings(), jobsMs: 10 });
      running.push(third);
      const marker = insertMail(third.context.db, letter());
      await until(() => mailById(third.context.db, PROGRAM, marker)?.sentAt != null, "the marker");
      await running.pop()?.close();
      expect(receivedBy(row.toEmail)).toHaveLength(1);
      expect(sink.offered).toBe(offered + 2);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it("[MAIL-6] of two servers on one database one sends", async () => {
    const { db: both, log } = demo.server.context;
    const sender = createSender(settings() as Env);
    if (!sender) throw new Error("no sender");
    const rows = Array.from({ length: 10 }, () => letter({ dueAt: now + 1 }));
    for (const row of rows) insertMail(both, row);
    const offered = sink.offered;
    const jobs = [1, 2].map(() =>
      startJobs({ jobs: [deliveryJob({ db: both, log }, sender)], clock: () => now + 1, log, roundMs: 5 }),
    );
    await until(() => rows.every((row) => receivedBy(row.toEmail).length > 0), "all ten");
    for (const job of jobs) await job.stop();
    sender.close();
    expect(sink.offered).toBe(offered + 10);
  });

  it("[MAIL-7] neither log nor error holds an address, a name or a word of the letter", async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const log = pino({ level: "trace" }, stream);
    const sender = createSender(settings() as Env);
    if (!sender) throw new Error("no sender");
    const later = now + 10 * MINUTE;
    const id = insertMail(db(), letter({ ...SECRET, toName: SECRET.name, toEmail: SECRET.email, dueAt: later }));
    sink.refusals.push(`550 5.1.1 <${SECRET.email}> ${SECRET.name} unknown`);
    const jobs = startJobs({ jobs: [deliveryJob({ db: db(), log }, sender)], clock: () => later, log, roundMs: 5 });
    await until(() => stored(id).lastError !== null, "the refusal to be noted");
    await jobs.stop();
    sender.close();
    expect(lines.join("")).toContain("letter not sent");
    for (const word of Object.values(SECRET)) expect(lines.join("") + stored(id).lastError).not.toContain(word);
    expect(stored(id).lastError).toBe("The mail server refused the letter (550).");
  });
});

describe("downloads", () => {
  it("[MAIL-8] an .eml holds the letter, its receiver and the invitation, and opens as a draft", async () => {
    const id = insertMail(
      db(),
      letter({ toName: "Zoë Ångström", dueAt: now + 1e9, body: "Grüße, and a long line. ".repeat(20) }),
    );
    const eml = (await emlOf(stored(id), null)).toString("utf8");
    expect(eml).toMatch(/^X-Unsent: 1\r$/m);
    expect(eml).toMatch(new RegExp(`^To: =\\?UTF-8\\?.* <${stored(id).toEmail}>\r$`, "m"));
    expect(eml).toMatch(/^Content-Transfer-Encoding: quoted-printable\r$/m);
    expect(eml).toContain("Gr=C3=BC=C3=9Fe");
  });
});
