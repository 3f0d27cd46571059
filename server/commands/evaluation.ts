import { and, eq, isNull, ne } from "drizzle-orm";
import { assignmentById } from "#db/assignments.ts";
import { type Evaluation, evaluationRoom, evaluationsOfAssignment } from "#db/evaluations.ts";
import { newId } from "#db/ids.ts";
import { parametersInForce } from "#db/mou.ts";
import { signaturesOf } from "#db/processes.ts";
import { evaluation, goal, signature } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { type GoalContent, missingInGoals, readGoals } from "#shared/documents/evaluation.ts";
import { evaluationTerms } from "#shared/evaluation.ts";
import { can, canMove } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { dayInWords } from "#shared/time.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { type Fingerprint, fingerprint } from "../records/hash.ts";
import { changedMeanwhile, giveSignature, noSuchCase, notYours, today } from "./case-access.ts";
import {
  dueAfter,
  evaluationChanged,
  factsAtOpening,
  mayOpenEvaluation,
  openEvaluationRecord,
} from "./evaluation-access.ts";
import { audit, refuseMove } from "./interview-access.ts";

/*
 * An evaluation from its goals to the end of the year. Each command is ONE synchronous function: a text is read, kept
 * and closed with no keystroke in between.
 */

/** Opens the evaluation of a period: the clause in force is kept with it, and both leads write the goals. */
export function openEvaluation(
  ctx: CommandContext,
  input: { assignmentId: string; title: string; fromDate: string; toDate: string },
): Outcome<{ evaluationId: string }> {
  const { db, viewer, rooms } = ctx;
  const of = assignmentById(db, viewer.programId, input.assignmentId);
  if (!of) return noSuchCase();
  const facts = factsAtOpening(db, of);
  if (!can(viewer, "R", "goals", facts)) return noSuchCase();
  if (!mayOpenEvaluation(ctx, of)) return notYours();
  if (of.toDate !== null) return refuse("ended", "This assignment has ended.");
  const title = input.title.trim();
  if (!title) return refuse("title", "Name the period, such as “Third year, 2026–2027”.");
  const { fromDate, toDate } = input;
  if (!isDay(fromDate)) return refuse("fromDate", "Enter the first day of the period.");
  if (!isDay(toDate) || toDate <= fromDate) return refuse("toDate", "Enter a last day after the first.");
  if (evaluationsOfAssignment(db, of.id).some(({ row }) => row.fromDate <= toDate && fromDate <= row.toDate))
    return refuse("fromDate", "Another evaluation of this assignment covers a part of this period.");
  const agreed = parametersInForce(db, viewer.programId);
  const row = {
    id: newId("ev"),
    programId: viewer.programId,
    assignmentId: of.id,
    title,
    fromDate,
    toDate,
    state: facts.state,
    revision: 1,
    draftRevision: 1,
    feedbackRevision: 1,
    clause: canonicalJson(evaluationTerms(agreed?.values ?? null, agreed?.version ?? null)),
    createdBy: viewer.userId,
    createdAt: ctx.clock(),
  };
  db.transaction(() => {
    db.insert(evaluation).values(row).run();
    rooms.create(evaluationRoom(row, "goals"));
    audit(ctx, "evaluation.opened", row.id, { fromDate, toDate, mouVersion: agreed?.version ?? null });
  });
  rooms.recordChanged(row.programId, "evaluation", row.id);
  return { ok: true, evaluationId: row.id };
}

/** The goals as they stand: while they are written from the room, afterwards as they were agreed. */
export function goalsNow(
  { rooms }: Pick<CommandContext, "rooms">,
  { row }: Pick<Evaluation, "row">,
): Fingerprint & { goals: GoalContent[]; missing: string[] } {
  const goals =
    row.goals === null ? readGoals(rooms.read(evaluationRoom(row, "goals"))) : (JSON.parse(row.goals) as GoalContent[]);
  return { ...fingerprint(goals), goals, missing: missingInGoals(goals) };
}

/** Whose signature stands under the goals with this hash: an edit makes an earlier one say nothing any more. */
export function goalSigners({ db }: Pick<CommandContext, "db">, evaluationId: string, hash: string) {
  return signaturesOf(db, "goals", evaluationId).filter((s) => s.voidedAt === null && s.hash === hash);
}

/**
 * Signs the goals as they stand in the room. Both leads' signatures under one text begin the year. The officer's is a
 * receipt that nobody waits for; it can be given during the year too.
 * @param input.hash the hash the signer saw
 */
export function signGoals(
  ctx: CommandContext,
  input: { evaluationId: string; hash: string },
): Outcome<{ agreed: boolean }> {
  const { db, viewer } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  const officer = facts.ownerId === viewer.userId;
  const receipt = officer && row.goals !== null && can(viewer, "R", "goals", facts);
  if (!can(viewer, "S", "goals", facts) && !receipt)
    return refuse("not-allowed", "The two leads of this case sign its goals, and the officer confirms them.");
  const now = goalsNow(ctx, record);
  if (now.missing.length > 0) return refuse("missing", `The goals are not complete. ${now.missing.join(" ")}`);
  if (now.hash !== input.hash) return changedMeanwhile("signature was not given");
  const given = goalSigners(ctx, row.id, now.hash);
  const role = officer ? "officer" : viewer.role;
  if (given.some((s) => s.role === role))
    return refuse("already-signed", "The signature for your part stands under these goals already.");
  const agreed = !officer && given.some((s) => s.role === (role === "supervisor" ? "administrator" : "supervisor"));
  db.transaction(() => {
    db.update(signature)
      .set({ voidedAt: ctx.clock(), voidedBy: viewer.userId, voidReason: "The goals were changed." })
      .where(
        and(
          eq(signature.subject, "goals"),
          eq(signature.subjectId, row.id),
          isNull(signature.voidedAt),
          ne(signature.hash, now.hash),
        ),
      )
      .run();
    giveSignature(ctx, { subject: "goals", subjectId: row.id, revision: 1, hash: now.hash });
    audit(ctx, "evaluation.goals-signed", row.id, { hash: now.hash, role });
    if (agreed) beginYear(ctx, record, now);
  });
  evaluationChanged(ctx, record);
  return { ok: true, agreed };
}

function beginYear(ctx: CommandContext, { row }: Evaluation, now: Fingerprint & { goals: GoalContent[] }): void {
  const { db, rooms } = ctx;
  db.update(evaluation)
    .set({ state: "year", goals: now.content, goalsHash: now.hash })
    .where(eq(evaluation.id, row.id))
    .run();
  for (const [i, { role, words, measure }] of now.goals.entries())
    db.insert(goal)
      .values({ id: newId("gl"), evaluationId: row.id, n: i + 1, role, words, measure })
      .run();
  rooms.freeze(evaluationRoom(row, "goals"));
  audit(ctx, "evaluation.goals-agreed", row.id, { hash: now.hash, goals: now.goals.length });
}

/**
 * Ends the year: the officer writes first, within the same working days as the feedback has. Before its last day the
 * period ends today, so that the next one can cover the months that follow.
 */
export function closeYear(ctx: CommandContext, input: { evaluationId: string }): Outcome {
  const { db, rooms } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  if (!canMove(ctx.viewer, "close", record.facts)) return refuseMove(record.facts, "close");
  const { row, terms } = record;
  const day = today(ctx, row.programId);
  if (day < row.fromDate)
    return refuse("not-begun", `The period begins on ${dayInWords(row.fromDate)}. It is closed after that.`);
  const toDate = day < row.toDate ? day : row.toDate;
  const selfDueOn = dueAfter(ctx, row.programId, terms.feedbackDays);
  db.transaction(() => {
    db.update(evaluation).set({ state: "self", toDate, selfDueOn }).where(eq(evaluation.id, row.id)).run();
    rooms.create(evaluationRoom(row, "self"));
    audit(ctx, "evaluation.year-closed", row.id, { selfDueOn, toDate, toDateBefore: row.toDate });
  });
  return evaluationChanged(ctx, record);
}
