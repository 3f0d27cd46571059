import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignmentById } from "../../db/assignments.ts";
import { processById, signaturesOf } from "../../db/processes.ts";
import { type Removal, removalById, removalRoom, removalsOfAssignment, sideRoom } from "../../db/removals.ts";
import { exportRecordPdf } from "../../server/commands/records.ts";
import {
  answerRemoval,
  passRemovalDays,
  planMediation,
  referRemoval,
  requestRemoval,
} from "../../server/commands/removal.ts";
import { removalNow } from "../../server/commands/removal-access.ts";
import {
  settleRemoval,
  signRemovalDecision,
  takeRemovalPosition,
  withdrawRemoval,
} from "../../server/commands/removal-signing.ts";
import { intact } from "../../server/records/export.ts";
import { readableRecord } from "../../server/records/reading.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { removalKeys } from "../../shared/documents/removal.ts";
import { writeSection } from "../../shared/documents/rich.ts";
import { workingDaysAfter } from "../../shared/working-days.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { noonOf } from "../support/evaluation.ts";
import { BELL, BRANDT, CHO, done, MONROE, NEVER, ORTIZ, OSEI, type Story, story, wait } from "../support/probation.ts";
import { rawLine } from "../support/raw-line.ts";
import { addOthers, NOT_OF_CASE, openCase } from "../support/year.ts";

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

const refusal = (outcome: { ok: boolean; reason?: string }) => (outcome.ok ? "done" : outcome.reason);
const words = { reasons: "Two warrants in class time", tried: "Three talks and a plan" };
const ask = (slug = BELL) => done(requestRemoval(of.as(slug), { assignmentId, ...words })).removalId;
const whole = (id: string): Removal => {
  const found = removalById(demo.server.context.db, PROGRAM, id);
  if (!found) throw new Error("no such review");
  return found;
};
const now = (id: string) => removalNow(demo.server.context, whole(id));
const minutes = (id: string) =>
  of.edit(removalRoom(whole(id).row, "minutes"), ORTIZ, (doc) =>
    writeSection(doc, "What was agreed", "A day each month to look at the calendar together."),
  );

/** From the request to the meeting that was held, with its minutes. */
async function mediated(): Promise<string> {
  const id = ask();
  done(answerRemoval(of.as(ORTIZ), { removalId: id, words: "We can plan them otherwise" }));
  const day = workingDaysAfter(of.now(), 2);
  done(planMediation(of.as(OSEI), { removalId: id, at: noonOf(day) }));
  of.goTo(day);
  await minutes(id);
  return id;
}

async function decided(id: string, decision: "stays" | "reassigned"): Promise<void> {
  done(referRemoval(of.as(BELL), { removalId: id }));
  await writeDecision(id, decision);
}

async function writeDecision(id: string, decision: "stays" | "reassigned"): Promise<void> {
  await of.edit(removalRoom(whole(id).row, "decision"), BRANDT, (doc) => {
    setValue(doc, removalKeys.decision, decision);
    editText(doc, removalKeys.why, "The trust is not there any more");
  });
}

describe("a removal review", () => {
  it("[REM-1] is asked for once at a time with written reasons that no longer change, and the other side answers", async () => {
    const request = { assignmentId, ...words };
    expect(refusal(requestRemoval(of.as(BELL), { ...request, reasons: " " }))).toBe("reasons");
    expect(refusal(requestRemoval(of.as(BELL), { ...request, tried: " " }))).toBe("tried");
    for (const slug of [MONROE, OSEI, BRANDT])
      expect(refusal(requestRemoval(of.as(slug), request)), slug).toBe("not-allowed");
    expect(refusal(requestRemoval(of.as(NOT_OF_CASE.otherAdministrator), request))).toBe("not-found");
    const id = ask();
    expect(refusal(requestRemoval(of.as(ORTIZ), request))).toBe("open");
    expect(whole(id).row).toMatchObject({
      state: "requested",
      requestedFor: "district",
      answerDueOn: workingDaysAfter(of.now(), 5),
    });
    const line = rawLine(demo, removalRoom(whole(id).row, "request"), BELL);
    editText(line.doc, removalKeys.reasons, "Other reasons");
    await expect.poll(() => line.code()).not.toBe(0);
    expect(now(id).said.request.reasons).toBe(words.reasons);
    expect(rawLine(demo, removalRoom(whole(id).row, "request"), MONROE).code()).toBe(0);
    expect(refusal(answerRemoval(of.as(BELL), { removalId: id, words: "No" }))).toBe("not-allowed");
    expect(refusal(answerRemoval(of.as(ORTIZ), { removalId: id, words: " " }))).toBe("words");
    done(answerRemoval(of.as(ORTIZ), { removalId: id, words: "We can plan them otherwise" }));
    expect(whole(id).row.state).toBe("mediation");
  });

  it("[REM-2] goes on to the mediation without an answer once the day is over, once", () => {
    const id = ask(ORTIZ);
    of.goTo(whole(id).row.answerDueOn ?? "");
    expect(passRemovalDays(demo.server.context)).toBe(0);
    wait(of, 1);
    expect(refusal(answerRemoval(of.as(BELL), { removalId: id, words: "Too late" }))).toBe("too-late");
    expect(passRemovalDays(demo.server.context)).toBe(1);
    expect(passRemovalDays(demo.server.context)).toBe(0);
    expect(whole(id).row).toMatchObject({ state: "mediation", answer: null });
  });

  it("[REM-3] hears each side in its own words, and is referred only after the meeting", async () => {
    const id = ask();
    done(answerRemoval(of.as(ORTIZ), { removalId: id, words: "We can plan them otherwise" }));
    expect(refusal(referRemoval(of.as(BELL), { removalId: id }))).toBe("no-meeting");
    await of.edit(sideRoom(whole(id).row, "officer"), MONROE, (doc) =>
      editText(doc, removalKeys.words, "I was told to go at once, both times"),
    );
    const other = rawLine(demo, sideRoom(whole(id).row, "officer"), ORTIZ);
    editText(other.doc, removalKeys.words, "Not so");
    await expect.poll(() => other.code()).not.toBe(0);
    expect(refusal(planMediation(of.as(MONROE), { removalId: id, at: clock.at + 1 }))).toBe("not-allowed");
    done(planMediation(of.as(ORTIZ), { removalId: id, at: noonOf(workingDaysAfter(of.now(), 1)) }));
    await minutes(id);
    expect(refusal(referRemoval(of.as(BELL), { removalId: id }))).toBe("no-meeting");
    of.goTo(workingDaysAfter(of.now(), 1));
    expect(refusal(referRemoval(of.as(OSEI), { removalId: id }))).toBe("not-allowed");
    done(referRemoval(of.as(BELL), { removalId: id }));
    expect(whole(id).row).toMatchObject({ state: "deciding", decideDueOn: workingDaysAfter(of.now(), 10) });
    expect(now(id).said.sides.find(({ side }) => side === "officer")?.words).toContain("at once");
  });

  it("[REM-4] is settled by both leads on the same words, or taken back by who asked", async () => {
    const id = await mediated();
    const { hash } = now(id);
    expect(refusal(settleRemoval(of.as(BRANDT), { removalId: id, hash }))).toBe("not-allowed");
    expect(done(settleRemoval(of.as(ORTIZ), { removalId: id, hash })).recordId).toBeNull();
    expect(refusal(settleRemoval(of.as(ORTIZ), { removalId: id, hash }))).toBe("already-signed");
    await of.edit(sideRoom(whole(id).row, "district"), BELL, (doc) =>
      editText(doc, removalKeys.words, "We try it until June"),
    );
    expect(refusal(settleRemoval(of.as(BELL), { removalId: id, hash }))).toBe("changed-meanwhile");
    done(settleRemoval(of.as(BELL), { removalId: id, hash: now(id).hash }));
    expect(whole(id).row.state).toBe("mediation");
    const { recordId } = done(settleRemoval(of.as(ORTIZ), { removalId: id, hash: now(id).hash }));
    const record = readableRecord(of.as(MONROE), recordId ?? "");
    expect(record && intact(record)).toBe(true);
    expect(record?.signatures).toHaveLength(2);
    expect(whole(id).row).toMatchObject({ state: "resolved", outcome: "settled" });
    expect(signaturesOf(demo.server.context.db, "removal", id).filter((s) => s.voidedAt !== null)).toHaveLength(1);
    expect(assignmentById(demo.server.context.db, PROGRAM, assignmentId)?.toDate).toBeNull();
    expect(done(await exportRecordPdf(of.as(BELL), { recordId: recordId ?? "" })).file.length).toBeGreaterThan(5_000);
    const next = ask();
    expect(refusal(withdrawRemoval(of.as(ORTIZ), { removalId: next, reason: "No" }))).toBe("not-allowed");
    expect(refusal(withdrawRemoval(of.as(BELL), { removalId: next, reason: " " }))).toBe("reason");
    done(withdrawRemoval(of.as(BELL), { removalId: next, reason: "Settled by a talk" }));
    expect(whole(next).row).toMatchObject({ state: "resolved", outcome: "withdrawn" });
    expect(removalsOfAssignment(demo.server.context.db, assignmentId)).toHaveLength(2);
  });

  it("[REM-5] is decided by both executives on the same words, with why", async () => {
    const id = await mediated();
    const position = { removalId: id, position: "dissent" as const, words: "" };
    done(referRemoval(of.as(BELL), { removalId: id }));
    expect(refusal(takeRemovalPosition(of.as(BELL), { ...position, words: "No" }))).toBe("undecided");
    await writeDecision(id, "stays");
    expect(refusal(takeRemovalPosition(of.as(BELL), position))).toBe("words");
    expect(refusal(takeRemovalPosition(of.as(ORTIZ), { ...position, words: "No" }))).toBe("not-allowed");
    done(takeRemovalPosition(of.as(BELL), { ...position, words: "We had hoped otherwise" }));
    expect(refusal(takeRemovalPosition(of.as(BELL), { ...position, words: "Again" }))).toBe("taken");
    const { hash } = now(id);
    for (const slug of [ORTIZ, BELL, OSEI, MONROE])
      expect(refusal(signRemovalDecision(of.as(slug), { removalId: id, hash })), slug).toBe("not-allowed");
    done(signRemovalDecision(of.as(BRANDT), { removalId: id, hash }));
    expect(refusal(signRemovalDecision(of.as(BRANDT), { removalId: id, hash }))).toBe("already-signed");
    await of.edit(removalRoom(whole(id).row, "decision"), CHO, (doc) =>
      editText(doc, removalKeys.why, "Both sides have a plan that can work"),
    );
    expect(refusal(signRemovalDecision(of.as(CHO), { removalId: id, hash }))).toBe("changed-meanwhile");
    done(signRemovalDecision(of.as(CHO), { removalId: id, hash: now(id).hash }));
    expect(whole(id).row.state).toBe("deciding");
    const { recordId } = done(signRemovalDecision(of.as(BRANDT), { removalId: id, hash: now(id).hash }));
    expect(readableRecord(of.as(MONROE), recordId ?? "")?.signatures).toHaveLength(2);
    expect(readableRecord(of.as(NOT_OF_CASE.otherOfficer), recordId ?? "")).toBeNull();
    expect(whole(id).row).toMatchObject({ state: "resolved", outcome: "stays", processId: null });
  });

  it("[REM-6] changes nothing about the assignment before both signed; then it ends and a round opens", async () => {
    const id = await mediated();
    await decided(id, "reassigned");
    const post = () => assignmentById(demo.server.context.db, PROGRAM, assignmentId);
    done(signRemovalDecision(of.as(CHO), { removalId: id, hash: now(id).hash }));
    expect(post()).toMatchObject({ toDate: null, ended: null });
    done(signRemovalDecision(of.as(BRANDT), { removalId: id, hash: now(id).hash }));
    expect(post()).toMatchObject({ toDate: of.now(), ended: "reassigned" });
    const { row } = whole(id);
    expect(row.state).toBe("reassigned");
    expect(processById(demo.server.context.db, PROGRAM, row.processId ?? "")).toMatchObject({
      state: "draft",
      schoolId: post()?.schoolId,
    });
  });
});
