import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsOf } from "../../db/accommodation.ts";
import { insertMail, mailsOf } from "../../db/mail.ts";
import { auditEvent } from "../../db/schema.ts";
import { csvOf, EXPORT_COLUMNS, exportCandidates } from "../../server/candidate-export.ts";
import { setAccommodation } from "../../server/commands/accommodation.ts";
import { addCandidate } from "../../server/commands/candidates.ts";
import { setInterviews } from "../../server/commands/schedule.ts";
import { screenCandidate, signWaiver } from "../../server/commands/screening.ts";
import { deskOf } from "../../server/desk/desk.ts";
import { actOnLetter, outboxPage } from "../../server/pages/outbox.ts";
import { schedulePage } from "../../server/pages/schedule.ts";
import { PROGRAM_RIGHTS } from "../../shared/program-rights.ts";
import { ROLE_NAMES } from "../../shared/roles.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { actor, eligibleCandidate, readCalendar } from "../support/letters.ts";
import { visitor } from "../support/visitor.ts";

const ROUND = "elementary";
const NEED = "sign-language-interpreter-k4711";
const OTHERS = ["dana.ortiz", "ruth.bell", "marcus.hale", "ji-woo.kim", "elena.ruiz", "tom.brandt", "nina.patel"];
const OUTSIDE_OUTBOX = ["marcus.hale", "ji-woo.kim", "elena.ruiz", "tom.brandt", "nina.patel"];

let demo: DemoRooms;
let set: { candidateId: string; name: string; interviewId: string };
beforeAll(async () => {
  // A clock that stands still: no page may differ by the time of its request.
  const now = Date.now();
  demo = await startDemoRooms({ clock: () => now });
  const person = eligibleCandidate(demo, ROUND, "wren@private.example");
  const at = Date.now() + 20 * 86_400_000;
  const slots = [{ candidateId: person.candidateId, scheduledAt: at, minutes: 60, place: "Room 1" }];
  const made = setInterviews(as("amara.osei"), { processId: ROUND, slots, despite: true });
  if (!made.ok) throw new Error(made.sentence);
  set = { ...person, interviewId: made.interviewIds[0] ?? "" };
});
afterAll(() => demo.close());

const as = (slug: string) => actor(demo, slug);
const db = () => demo.server.context.db;

/** A page or file as this person gets it, without what differs from one request to the next. */
async function fetched(slug: string, path: string): Promise<string> {
  const person = visitor(demo.server.url);
  const [name = "", value = ""] = demo.cookie(slug).split(";")[0]?.split("=") ?? [];
  person.cookies.set(name, value);
  const answer = await person.get(path);
  const text = await answer.text();
  return `${answer.status} ${text.replace(/nonce="[^"]*"/g, "").replace(/"nonce","[^"]*"/g, "")}`;
}

describe("what a candidate needs on the day", () => {
  it("[SCHED-6] nobody but the coordinator gets one byte more when it is noted", async () => {
    const pages = [
      "/desk",
      `/selection/${ROUND}`,
      `/selection/${ROUND}/schedule`,
      `/selection/${ROUND}/schedule.data`,
      `/selection/${ROUND}/candidates/${set.candidateId}`,
      `/selection/${ROUND}/candidates/${set.candidateId}.data`,
      `/selection/${ROUND}/candidates/export`,
      `/interviews/${set.interviewId}`,
      "/outbox",
    ];
    const all = async () => {
      const seen = new Map<string, string>();
      for (const slug of OTHERS) for (const page of pages) seen.set(`${slug} ${page}`, await fetched(slug, page));
      return seen;
    };
    const before = await all();
    const differing = (later: Map<string, string>) => [...before].filter(([key, text]) => later.get(key) !== text);
    expect(differing(await all()).map(([key]) => key)).toEqual([]);
    expect([...before.values()].filter((text) => text.startsWith("200")).length).toBeGreaterThan(20);
    expect(setAccommodation(as("amara.osei"), { candidateId: set.candidateId, need: NEED })).toMatchObject({
      ok: true,
    });
    expect(differing(await all()).map(([key]) => key)).toEqual([]);
    expect(await fetched("amara.osei", `/selection/${ROUND}/schedule`)).toContain(NEED);
  }, 180_000);

  it("[SCHED-6] leads and panel can neither write nor read it, and no letter or audit event tells of it", async () => {
    for (const slug of OTHERS) {
      expect(setAccommodation(as(slug), { candidateId: set.candidateId, need: "something else" })).toMatchObject({
        reason: "not-found",
      });
      expect(Object.keys(schedulePage(as(slug), ROUND) ?? {})).not.toContain("needs");
    }
    expect(needsOf(db(), [set.candidateId]).get(set.candidateId)).toBe(NEED);
    expect(JSON.stringify(mailsOf(db(), PROGRAM))).not.toContain(NEED);
    const events = db().select().from(auditEvent).all();
    const noted = events.filter(({ type }) => type === "accommodation.changed");
    expect(noted.at(-1)?.actorId).toBe(demo.userId("amara.osei"));
    for (const { subjectId, payload } of noted) expect([subjectId, payload]).toEqual([null, "{}"]);
  });

  it("[SCHED-6] an empty text removes it", () => {
    expect(setAccommodation(as("amara.osei"), { candidateId: set.candidateId, need: "  " })).toMatchObject({
      ok: true,
    });
    expect(needsOf(db(), [set.candidateId]).size).toBe(0);
  });
});

describe("the outbox", () => {
  it("[MAIL-9] opens for coordinator and leads; others get the same 404 for every part of it", async () => {
    expect(PROGRAM_RIGHTS.outbox).toEqual(["coordinator", "supervisor", "administrator"]);
    expect(ROLE_NAMES.filter((role) => (PROGRAM_RIGHTS.accommodation as readonly string[]).includes(role))).toEqual([
      "coordinator",
    ]);
    const [mail] = mailsOf(db(), PROGRAM).filter(({ calendar }) => calendar !== null);
    const parts = ["/outbox", `/outbox/${mail?.id}`, `/outbox/${mail?.id}/eml`, `/outbox/${mail?.id}/ics`];
    for (const slug of ["dana.ortiz", "ruth.bell", "amara.osei"])
      for (const part of parts) expect((await fetched(slug, part)).slice(0, 3)).toBe("200");
    for (const slug of OUTSIDE_OUTBOX)
      for (const part of parts) expect((await fetched(slug, part)).slice(0, 3)).toBe("404");
    const page = await fetched("nina.patel", "/desk");
    expect(page).not.toContain(`"/outbox`);
  });

  it("[MAIL-10] the desk counts what is due and not passed on, unless a mail server sends it; the page says when", async () => {
    const rows = (slug: string, env = {}) => {
      const ctx = as(slug);
      return deskOf({ ...ctx, env: { ...ctx.env, ...env } }).you.filter(({ to }) => to === "/outbox");
    };
    const { letters } = outboxPage(as("amara.osei"));
    const open = letters.filter(({ state }) => state === "waiting" || state === "no-address");
    const later = letters.filter(({ state }) => state === "later");
    expect(open.length).toBeGreaterThan(1);
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((one) => one.later)).toBe(true);
    for (const slug of ["dana.ortiz", "ruth.bell", "amara.osei"]) {
      expect(rows(slug)).toMatchObject([{ sentence: `Pass on ${open.length} letters` }]);
      expect(rows(slug, { SMTP_URL: "smtp://mail.example" })).toEqual([]);
    }
    for (const slug of OUTSIDE_OUTBOX) expect(rows(slug), slug).toEqual([]);
    expect(actOnLetter(as("amara.osei"), open[0]?.id ?? "", "passed-on")).toEqual({ ok: true });
    expect(rows("dana.ortiz")[0]?.sentence).toContain(String(open.length - 1));
    expect(await fetched("amara.osei", "/outbox")).toContain('data-label="Due"');
  });

  it("[MAIL-8] the .ics of the page is the invitation itself", async () => {
    const [mail] = mailsOf(db(), PROGRAM).filter(({ calendar }) => calendar !== null);
    const text = (await fetched("amara.osei", `/outbox/${mail?.id}/ics`)).slice(4);
    expect(readCalendar(text)).toMatchObject({ method: "REQUEST", uid: `${set.interviewId}@accord`, sequence: 0 });
  });

  it("[MAIL-9] a letter of another program does not exist", async () => {
    const now = Date.now();
    db().$client.exec(
      `insert into program (id, name, agency_name, district_name, time_zone, created_at) values ('other', 'Other', 'A', 'D', 'UTC', ${now})`,
    );
    const id = insertMail(db(), {
      programId: "other",
      kind: "interview-panel",
      subjectId: null,
      toName: "Somebody",
      toEmail: "somebody@other.example",
      subject: "Elsewhere",
      body: "Elsewhere",
      at: now,
      dueAt: now,
    });
    expect((await fetched("amara.osei", `/outbox/${id}`)).slice(0, 3)).toBe("404");
    expect(await fetched("amara.osei", "/outbox")).not.toContain("Elsewhere");
  });
});

describe("the export", () => {
  const HOSTILE = ["=1+1", "＝1+1", "＠SUM(A1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")'];

  it("[CSV-1] no cell begins with what a spreadsheet calculates, and all words are there", () => {
    const rows = parse(csvOf([EXPORT_COLUMNS, HOSTILE, ["plain", 'a "quote"', "a,b;c", "two\nlines", "5-3", ""]]), {
      bom: true,
      relax_column_count: true,
    }) as string[][];
    expect(rows[0]).toEqual([...EXPORT_COLUMNS]);
    expect(rows[1]).toEqual(HOSTILE.map((cell) => `'${cell}`));
    expect(rows[2]).toEqual(["plain", 'a "quote"', "a,b;c", "two\nlines", "5-3", ""]);
  });

  it("[CSV-1] coordinator and leads download the round; nobody else finds it; a hostile name stays text", async () => {
    const name = '=cmd|" /C calc"!A0';
    const candidate = { name, email: null, post: "@SUM(1)", spans: [], youth: [] };
    expect(addCandidate(as("amara.osei"), { processId: ROUND, candidate })).toMatchObject({ ok: true });
    const path = `/selection/${ROUND}/candidates/export`;
    for (const slug of ["amara.osei", "dana.ortiz", "ruth.bell"]) {
      const answer = await fetched(slug, path);
      expect(answer.slice(0, 3)).toBe("200");
      const rows = parse(answer.slice(4), { bom: true, columns: true }) as Record<string, string>[];
      const names = rows.map((row) => row.name);
      expect(names).toEqual(expect.arrayContaining([set.name, `'${name}`]));
      expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      expect(rows.find((row) => row.name === set.name)).toMatchObject({
        // What the page says of the file, and the interview in a column of its own.
        screening: "Eligible",
        interview_state: "Not started",
        interview_place: "Room 1",
        email: "wren@private.example",
      });
    }
    for (const slug of OUTSIDE_OUTBOX) expect((await fetched(slug, path)).slice(0, 3)).toBe("404");
  });

  it("[CSV-1] rule and reason stand in columns of their own, and no cell holds a line break", () => {
    const span = { agency: "Larkfield Police Department", post: null, from: "2025-06-01", to: null };
    const person = { name: "Officer Two Lines", email: null, post: null, spans: [span], youth: [] };
    const added = addCandidate(as("amara.osei"), { processId: ROUND, candidate: person });
    if (!added.ok) throw new Error(added.sentence);
    screenCandidate(as("amara.osei"), { candidateId: added.candidateId });
    const reason = "Four years of daily work\r\nwith the same age group.";
    for (const lead of ["dana.ortiz", "ruth.bell"]) signWaiver(as(lead), { candidateId: added.candidateId, reason });
    const rows = parse(exportCandidates(as("amara.osei"), ROUND) ?? "", { bom: true, columns: true });
    const row = (rows as Record<string, string>[]).find(({ name }) => name === person.name) ?? {};
    expect(row).toMatchObject({
      screening: "Eligible by waiver",
      reason: "Four years of daily work with the same age group.",
      interview_state: "",
    });
    expect(row.rule).toMatch(/^Minimum sworn service of 3 years .* at \w+ \d+, 20\d\d$/);
  });
});
