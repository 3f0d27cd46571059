import { eq } from "drizzle-orm";
import { leadOfCase } from "#db/assignments.ts";
import { type Evaluation, evaluationPartFacts, evaluationRoom } from "#db/evaluations.ts";
import { holidaysOf } from "#db/probations.ts";
import { evaluation } from "#db/schema.ts";
import {
  copyDraftText,
  copyRatings,
  readDraftText,
  readEvaluationRatings,
  readFeedback,
  readSelfAssessment,
} from "#shared/documents/evaluation.ts";
import { copyForm } from "#shared/documents/form.ts";
import { can, canMove } from "#shared/machine.ts";
import { dayInWords } from "#shared/time.ts";
import { workingDaysAfter } from "#shared/working-days.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { announceMeeting } from "../mail/meeting.ts";
import { fingerprint } from "../records/hash.ts";
import { dayOf, noSuchCase, notYours, today } from "./case-access.ts";
import { dueAfter, evaluationChanged, openEvaluationRecord, type Server } from "./evaluation-access.ts";
import { nextFeedback } from "./evaluation-leads.ts";
import { audit, refuseMove } from "./interview-access.ts";

/*
 * An evaluation from the self-assessment to the exchange: the officer writes, then both leads, each alone. Each command
 * is ONE synchronous function: a text is read, kept and closed with no keystroke in between.
 */

/** Hands the officer's self-assessment over to both leads. From here on it is fixed. */
export function submitEvaluationSelf(ctx: CommandContext, input: { evaluationId: string }): Outcome {
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  if (!canMove(ctx.viewer, "submitSelf", record.facts)) return refuseMove(record.facts, "submitSelf");
  const { row } = record;
  const answers = readSelfAssessment(ctx.rooms.read(evaluationRoom(row, "self")));
  const open = answers.find(({ answer }) => !answer);
  if (open) return refuse("missing", `One question has no answer yet: “${open.question}”`);
  ctx.db.transaction(() => {
    ctx.db
      .update(evaluation)
      .set({ selfAt: ctx.clock(), self: fingerprint(answers).content })
      .where(eq(evaluation.id, row.id))
      .run();
    askBothLeads(ctx, record);
    audit(ctx, "evaluation.self", row.id, { received: true });
  });
  return evaluationChanged(ctx, record);
}

/** Inside a transaction: the self-assessment is closed, and each lead gets a room of their own. */
export function askBothLeads(ctx: Server, { row, terms }: Evaluation): void {
  const { db, rooms } = ctx;
  const parallelDueOn = dueAfter(ctx, row.programId, terms.feedbackDays);
  db.update(evaluation).set({ state: "parallel", parallelDueOn }).where(eq(evaluation.id, row.id)).run();
  rooms.freeze(evaluationRoom(row, "self"));
  rooms.create(evaluationRoom(row, "draft"));
  rooms.create(evaluationRoom(row, "feedback"));
}

/**
 * Hands in what a lead wrote alone: the supervisor's draft or the administrator's feedback. It opens to the other once
 * both have handed in. Feedback that was not handed in by its day stays the administrator's, who can still hand it in
 * while the evaluation is written together.
 */
export function handIn(ctx: CommandContext, input: { evaluationId: string }): Outcome<{ exchanged: boolean }> {
  const { db, rooms, viewer } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { row, goals } = record;
  const part = viewer.role === "supervisor" ? "draft" : "feedback";
  const late = row.state === "together" && part === "feedback" && row.feedbackAt === null;
  if (row.state !== "parallel" && !late) return refuseMove(record.facts, "exchange");
  const facts = evaluationPartFacts(db, record, part);
  if (!can(viewer, "W", part, facts))
    return facts.authorId === viewer.userId && facts.submitted
      ? refuse("handed-in", "You have handed it in already.")
      : notYours();
  const room = evaluationRoom(row, part);
  const doc = rooms.read(room);
  const goalIds = goals.map(({ id }) => id);
  const empty =
    part === "draft"
      ? readDraftText(doc).length === 0 && readEvaluationRatings(doc, goalIds).items.every(({ rating }) => !rating)
      : saysNothing(readFeedback(doc));
  if (empty) return refuse("missing", "Write something before you hand it in.");
  const exchanged = !late && (part === "draft" ? row.feedbackAt : row.draftAt) !== null;
  db.transaction(() => {
    const at = ctx.clock();
    const values = part === "draft" ? { draftAt: at } : { feedbackAt: at };
    db.update(evaluation).set(values).where(eq(evaluation.id, row.id)).run();
    rooms.freeze(room);
    if (late) openFeedback(ctx, { ...row, ...values });
    audit(ctx, "evaluation.handed-in", row.id, { role: viewer.role, late });
    if (!exchanged) return;
    exchangeBoth(ctx, { ...record, row: { ...row, ...values } });
    audit(ctx, "evaluation.exchanged", row.id, { missing: 0 });
  });
  evaluationChanged(ctx, record);
  return { ok: true, exchanged };
}

function saysNothing({ open, answers }: ReturnType<typeof readFeedback>): boolean {
  return !open && answers.every(({ answer, example }) => answer === null && !example);
}

/**
 * Inside a transaction: each lead has the other's words, and the writing together begins. The feedback goes on in a room
 * that both read; ratings and text begin from the supervisor's draft, whose room stays its author's. A draft that was not
 * handed in stays behind, and the text begins empty; feedback that was not is its author's still.
 */
export function exchangeBoth(ctx: Server, { row, goals }: Evaluation): void {
  const { db, rooms, clock } = ctx;
  db.update(evaluation).set({ state: "together", exchangedAt: clock() }).where(eq(evaluation.id, row.id)).run();
  const drafted = row.draftAt === null ? null : rooms.read(evaluationRoom(row, "draft"));
  if (!drafted) rooms.freeze(evaluationRoom(row, "draft"));
  if (row.feedbackAt !== null) openFeedback(ctx, row);
  const goalIds = goals.map(({ id }) => id);
  rooms.create(evaluationRoom(row, "ratings"), (doc) => drafted && copyRatings(drafted, doc, goalIds));
  rooms.create(evaluationRoom(row, "text"), (doc) => drafted && copyDraftText(drafted, doc));
}

/** The handed-in feedback in a room that both read: what its author took out before stays in the room it was written in. */
function openFeedback({ db, rooms }: Server, row: Evaluation["row"]): void {
  const handedIn = rooms.read(evaluationRoom(row, "feedback"));
  const next = nextFeedback(row);
  db.update(evaluation).set(next).where(eq(evaluation.id, row.id)).run();
  rooms.create(evaluationRoom({ ...row, ...next }, "feedback"), (doc) => copyForm(handedIn, doc));
}

const MEETING_STATES: readonly string[] = ["together", "frozen", "feedbackSigned", "presented"];

/**
 * Sets the meeting at which the evaluation is presented, and gives the officer notice of it: at least the agreed working
 * days before. @param input.at milliseconds since 1970
 */
export function planEvaluationMeeting(ctx: CommandContext, input: { evaluationId: string; at: number }): Outcome {
  const { db, viewer, clock } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { row, facts, terms } = record;
  if (!MEETING_STATES.includes(row.state))
    return refuse("not-now", "The meeting is set from the day on which both write together until it is held.");
  if (!(["goals", "ratings", "document"] as const).some((part) => can(viewer, "X", part, facts))) return notYours();
  const earliest = workingDaysAfter(today(ctx, row.programId), terms.noticeDays, holidaysOf(db, row.programId));
  if (dayOf(ctx, row.programId, input.at) < earliest)
    return refuse(
      "at",
      `The agreement gives ${terms.noticeDays} working days of notice. Choose ${dayInWords(earliest)} or later.`,
    );
  db.transaction(() => {
    db.update(evaluation).set({ meetingAt: input.at, noticeAt: clock() }).where(eq(evaluation.id, row.id)).run();
    const leads = (["supervisor", "administrator"] as const).map((role) => leadOfCase(db, row.assignmentId, role));
    announceMeeting(ctx, { recordId: row.id, at: input.at, userIds: [facts.ownerId, ...leads] });
    audit(ctx, "evaluation.meeting", row.id, { at: new Date(input.at).toISOString() });
  });
  return evaluationChanged(ctx, record);
}
