import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { evaluationById } from "../../db/evaluations.ts";
import { mail } from "../../db/schema.ts";
import { closeYear } from "../../server/commands/evaluation.ts";
import { handIn } from "../../server/commands/evaluation-writing.ts";
import { requestRemoval } from "../../server/commands/removal.ts";
import type { CommandContext } from "../../server/context.ts";
import { deskOf } from "../../server/desk/desk.ts";
import { deadlinesJob } from "../../server/jobs/deadlines.ts";
import { REMINDER } from "../../server/mail/kinds.ts";
import { stillWanted } from "../../server/mail/wanted.ts";
import { workingDaysBefore } from "../../shared/working-days.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { agreed, drafted, opened, rowOfEvaluation, selfWritten } from "../support/evaluation.ts";
import { BELL, BRANDT, done, MONROE, NEVER, ORTIZ, OSEI, type Story, story, wait } from "../support/probation.ts";
import { startTestServer } from "../support/server.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-deadlines-"));
let demo: DemoRooms;
let of: Story;
let assignmentId: string;
let cases = 0;
beforeAll(async () => {
  demo = await startDemoRooms({
    clock: () => clock.at,
    jobsMs: NEVER,
    dataDir,
    env: { ACCORD_ROOM_LIMITS: "off", PUBLIC_URL: "https://accord.example" },
  });
  addOthers(demo);
  of = story(demo, clock);
});
afterAll(async () => {
  await demo.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  clock.at += 86_400_000;
  const schools = ["larkfield-high", "larkfield-middle", "cottonwood-elementary", "mill-creek-elementary"];
  demo.server.context.db.$client.exec(
    `update assignment set to_date = '2026-01-01' where to_date is null; update evaluation set state = 'sealed';
     update probation set state = 'decided'; update removal set state = 'resolved'; delete from mail`,
  );
  assignmentId = openCase(demo, MONROE, schools[cases++ % 4]);
});

const round = () =>
  deadlinesJob(demo.server.context).run(
    () => clock.at,
    () => false,
  );
const letters = () =>
  demo.server.context.db
    .select()
    .from(mail)
    .where(and(eq(mail.programId, PROGRAM), eq(mail.kind, REMINDER.step)))
    .all();
const row = (id: string) => rowOfEvaluation(of, id);
/** Moves the clock to an hour of a day in the program's zone (MST and MDT both lie before 16:00 UTC at 8). */
const at = (day: string, utc: string) => {
  clock.at = Date.parse(`${day}T${utc}:00Z`);
};

async function asked(): Promise<string> {
  const id = opened(of, assignmentId);
  await agreed(of, id);
  done(closeYear(of.as(ORTIZ), { evaluationId: id }));
  return id;
}

describe("deadlines", () => {
  it("[DUE-1] remind once, at nine two working days before, whoever is still waited for", async () => {
    const id = await asked();
    const day = workingDaysBefore(row(id).selfDueOn ?? "", 2);
    at(day, "14:00");
    await round();
    expect(letters()).toEqual([]);
    at(day, "16:30");
    await round();
    await round();
    expect(letters().map(({ toName }) => toName)).toEqual(["Officer Casey Monroe"]);
    demo.server.context.db.$client.exec("delete from mail");
    await selfWritten(of, id);
    await drafted(of, id);
    at(workingDaysBefore(row(id).parallelDueOn ?? "", 2), "17:30");
    await round();
    expect(letters().map(({ toName }) => toName)).toEqual(["Principal Ruth Bell"]);
  });

  it("[DUE-3] name nobody's case in a letter: no officer, school, form or judgement, and the desk is the only link", async () => {
    const id = await asked();
    const plain = of.as(ORTIZ).db;
    at(workingDaysBefore(row(id).selfDueOn ?? "", 2), "17:30");
    await round();
    await selfWritten(of, id);
    at(workingDaysBefore(row(id).parallelDueOn ?? "", 2), "17:30");
    await round();
    const { removalId } = done(
      requestRemoval(of.as(BELL), { assignmentId, reasons: "Two warrants", tried: "Three talks" }),
    );
    wait(of, 5);
    await round();
    expect(removalId).toBeTruthy();
    expect(letters().length).toBeGreaterThanOrEqual(4);
    for (const { subject, body, toName } of plain.select().from(mail).where(eq(mail.kind, REMINDER.step)).all()) {
      const words = `${subject}\n${body}`.replace(`Dear ${toName},`, "");
      expect(words).not.toMatch(
        /Monroe|Casey|Larkfield (High|Middle)|Cottonwood|Mill Creek|evaluation|probation|removal|feedback|self-assess|warrant/i,
      );
      expect(words.match(/https?:\S+/g)).toEqual(["https://accord.example/desk"]);
    }
  });

  it("[DUE-4] move with their day; a letter about a day that no longer holds, or a step that is done, is not sent", async () => {
    const id = await asked();
    const before = row(id).selfDueOn ?? "";
    await round();
    demo.server.context.db.$client.prepare("update evaluation set self_due_on = ? where id = ?").run("2099-06-10", id);
    at(workingDaysBefore(before, 2), "17:30");
    await round();
    expect(letters()).toEqual([]);
    demo.server.context.db.$client.prepare("update evaluation set self_due_on = ? where id = ?").run(before, id);
    const next = await asked2(id);
    expect(next).toHaveLength(1);
    const [letter] = next;
    if (!letter) throw new Error("no letter");
    expect(stillWanted(demo.server.context.db, letter, clock.at)).toBe(true);
    await selfWritten(of, id);
    expect(stillWanted(demo.server.context.db, letter, clock.at)).toBe(false);
  });

  /** The reminder for a day that was moved by one. */
  async function asked2(id: string) {
    const { selfDueOn } = row(id);
    const later = workingDaysBefore(selfDueOn ?? "", 1);
    demo.server.context.db.$client.prepare("update evaluation set self_due_on = ? where id = ?").run(later, id);
    await round();
    return letters();
  }

  it("[DUE-5] the desk says what waits for whom, to the people of the case as their tables let them know", async () => {
    const id = await asked();
    const rows = (ctx: CommandContext) => {
      const desk = deskOf(ctx);
      const mine = (list: typeof desk.you) => list.filter(({ key }) => key.startsWith(`case-evaluation-${id}`));
      return { you: mine(desk.you), others: mine(desk.others) };
    };
    expect(rows(of.as(MONROE)).you.map(({ sentence }) => sentence)).toEqual(["Write the self-assessment"]);
    expect(rows(of.as(MONROE)).you[0]?.hint).toMatch(/^Your own file\. By the end of /);
    for (const slug of [ORTIZ, BELL, OSEI])
      expect(
        rows(of.as(slug)).others.map(({ sentence }) => sentence),
        slug,
      ).toEqual(["The officer to write the self-assessment"]);
    expect(rows(of.as(BRANDT))).toEqual({ you: [], others: [] });
    for (const slug of [...Object.values(NOT_OF_CASE), OF_CASE.custodian])
      expect(rows(of.as(slug)), slug).toEqual({ you: [], others: [] });
    await selfWritten(of, id);
    await drafted(of, id);
    expect(rows(of.as(ORTIZ)).you).toEqual([]);
    expect(rows(of.as(ORTIZ)).others.map(({ sentence }) => sentence)).toEqual([
      "Principal Ruth Bell to hand in the school’s feedback",
    ]);
    expect(rows(of.as(BELL)).you.map(({ sentence }) => sentence)).toEqual(["Hand in the school’s feedback"]);
    expect(rows(of.as(MONROE))).toEqual({ you: [], others: [] });
    expect(handIn(of.as(BELL), { evaluationId: id }).ok).toBe(false);
  });

  // The last one: another server takes the data over from the first, which writes nothing more.
  it("[DUE-2] are met once over a restart: what a server missed is done when it is back, and never again", async () => {
    const id = await asked();
    at(workingDaysBefore(row(id).selfDueOn ?? "", 2), "17:30");
    const again = async () => {
      const server = await startTestServer({
        dataDir,
        clock: () => clock.at,
        jobsMs: 20,
        env: { ACCORD_ROOM_LIMITS: "off" },
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { db } = server.context;
      const state = evaluationById(db, PROGRAM, id)?.row.state;
      const sent = db.select().from(mail).where(eq(mail.kind, REMINDER.step)).all().length;
      await server.close();
      return { state, sent };
    };
    expect(await again()).toEqual({ state: "self", sent: 1 });
    expect(await again()).toEqual({ state: "self", sent: 1 });
    of.goTo(row(id).selfDueOn ?? "");
    wait(of, 60);
    expect(await again()).toEqual({ state: "parallel", sent: 1 });
    expect((row(id).parallelDueOn ?? "") > of.now()).toBe(true);
    const events = () =>
      demo.server.context.db.$client
        .prepare("select count(*) from audit_event where type = 'evaluation.self' and subject_id = ?")
        .pluck()
        .get(id);
    expect(await again()).toEqual({ state: "parallel", sent: 1 });
    expect(events()).toBe(1);
  }, 60_000);
});
