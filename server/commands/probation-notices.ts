import { eq } from "drizzle-orm";
import { checkpointsOf } from "#db/checkpoints.ts";
import { newId } from "#db/ids.ts";
import { holidaysOf, type Notice, noticesOf, type Probation } from "#db/probations.ts";
import { interimNotice } from "#db/schema.ts";
import { CHECKPOINT_FORMS } from "#shared/content/probation-forms.ts";
import { can } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { dayInWords } from "#shared/time.ts";
import { workingDaysAfter } from "#shared/working-days.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { noSuchCase, notYours, openProbation, probationChanged, today } from "./case-access.ts";
import { audit } from "./interview-access.ts";
import { witnessProblem } from "./witness.ts";

export interface NoticeWords {
  probationId: string;
  checkpointId: string | null;
  itemId: string;
  evidence: string;
  expected: string;
  help: string;
  /** ISO date on which both sides look again. */
  reviewOn: string;
}

/** Gives the officer an interim notice: what is a concern, what was seen, what is needed, what help there is. */
export function giveNotice(ctx: CommandContext, input: NoticeWords): Outcome<{ noticeId: string }> {
  const { db, viewer } = ctx;
  const record = openProbation(ctx, input.probationId);
  if (!record) return noSuchCase();
  if (!can(viewer, "W", "notices", record.facts)) return notYours();
  const { row, terms } = record;
  const words = { evidence: input.evidence.trim(), expected: input.expected.trim(), help: input.help.trim() };
  if (!CHECKPOINT_FORMS.some(({ items }) => items.some(({ id }) => id === input.itemId)))
    return refuse("itemId", "Choose what the concern is about.");
  if (!words.evidence) return refuse("evidence", "Write what you saw, and when.");
  if (!words.expected) return refuse("expected", "Write what it looks like when it is right.");
  if (!words.help) return refuse("help", "Name the help. A notice without help does not count.");
  const day = today(ctx, row.programId);
  if (!isDay(input.reviewOn) || input.reviewOn <= day)
    return refuse("reviewOn", "Choose a coming day on which you look again.");
  const of = input.checkpointId;
  if (of !== null && !checkpointsOf(db, row.id).some(({ id }) => id === of)) return noSuchCase();
  const id = newId("nt");
  db.transaction(() => {
    db.insert(interimNotice)
      .values({
        id,
        probationId: row.id,
        checkpointId: of,
        itemId: input.itemId,
        ...words,
        reviewOn: input.reviewOn,
        responseDueOn: workingDaysAfter(day, terms.inputDays, holidaysOf(db, row.programId)),
        issuedBy: viewer.userId,
        issuedAt: ctx.clock(),
      })
      .run();
    audit(ctx, "probation.notice-given", row.id, { noticeId: id });
  });
  probationChanged(ctx, record);
  return { ok: true, noticeId: id };
}

/** The officer's receipt, which says that it was received and not that they agree; or a refusal, with its witness. */
export function receiveNotice(
  ctx: CommandContext,
  input: { probationId: string; noticeId: string; receipt: "received" | "refused"; witness?: string },
): Outcome {
  const found = openNotice(ctx, input);
  if (!found) return noSuchCase();
  const { record, notice } = found;
  const by = receiptBy(ctx, record, "notices", input.receipt);
  if (!by) return notYours();
  if (notice.receipt) return refuse("received", "The receipt of this notice is on record already.");
  const problem = input.receipt === "refused" ? witnessProblem(ctx, record.assignment.officerId, input.witness) : null;
  if (problem) return problem;
  const witness = input.witness?.trim() || null;
  ctx.db.transaction(() => {
    ctx.db
      .update(interimNotice)
      .set({
        receipt: input.receipt,
        receiptBy: ctx.viewer.userId,
        receiptAt: ctx.clock(),
        witness: input.receipt === "refused" ? witness : null,
      })
      .where(eq(interimNotice.id, notice.id))
      .run();
    audit(ctx, "probation.notice-received", record.row.id, {
      noticeId: notice.id,
      refused: input.receipt === "refused",
    });
  });
  return probationChanged(ctx, record);
}

/** The officer's written answer, kept with the notice. Once, until its day. */
export function answerNotice(
  ctx: CommandContext,
  input: { probationId: string; noticeId: string; words: string },
): Outcome {
  const found = openNotice(ctx, input);
  if (!found) return noSuchCase();
  const { record, notice } = found;
  if (!can(ctx.viewer, "K", "notices", record.facts)) return notYours();
  if (notice.answer) return refuse("answered", "Your answer is kept with this notice already.");
  if (today(ctx, record.row.programId) > notice.responseDueOn)
    return refuse("too-late", `An answer could be written until ${dayInWords(notice.responseDueOn)}.`);
  const words = input.words.trim();
  if (!words) return refuse("words", "Write your answer.");
  ctx.db.transaction(() => {
    ctx.db
      .update(interimNotice)
      .set({ answer: words, answeredAt: ctx.clock() })
      .where(eq(interimNotice.id, notice.id))
      .run();
    audit(ctx, "probation.notice-answered", record.row.id, { noticeId: notice.id });
  });
  return probationChanged(ctx, record);
}

/** May this person say so? Received is the officer's word, refused the supervisor's. */
export function receiptBy(
  { viewer }: CommandContext,
  { facts }: Probation,
  part: "notices" | "remediation" | "outcome",
  receipt: "received" | "refused",
): boolean {
  const officer = facts.ownerId === viewer.userId;
  if (receipt === "received") return officer && can(viewer, "S", part, facts);
  return !officer && viewer.role === "supervisor" && can(viewer, "W", part, facts);
}

function openNotice(
  ctx: CommandContext,
  input: { probationId: string; noticeId: string },
): { record: Probation; notice: Notice } | null {
  const record = openProbation(ctx, input.probationId);
  const seen = record && can(ctx.viewer, "R", "notices", record.facts);
  const notice = seen ? noticesOf(ctx.db, record.row.id).find(({ id }) => id === input.noticeId) : undefined;
  return record && notice ? { record, notice } : null;
}
