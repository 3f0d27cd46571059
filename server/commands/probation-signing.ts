import { eq } from "drizzle-orm";
import { type OutcomeRow, openOutcome, outcomeContent, type Probation, probationById } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { probationOutcome } from "#db/schema.ts";
import { type OutcomeContent, outcomeSigners } from "#shared/documents/probation-outcome.ts";
import { can } from "#shared/machine.ts";
import { inSentence } from "#shared/roles.ts";
import { type AppContext, type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import {
  auditServer,
  changedMeanwhile,
  giveSignature,
  noSuchCase,
  notYours,
  openProbation,
  probationChanged,
  said,
  today,
} from "./case-access.ts";
import { audit } from "./interview-access.ts";
import { receiptBy } from "./probation-notices.ts";
import { sealOutcome } from "./probation-sealing.ts";
import { witnessProblem } from "./witness.ts";

/*
 * From the proposed outcome to the sealed one: the school's position, the reply to a position against it, the officer's
 * receipt, then the signatures in order over all of that. Each command is ONE synchronous function.
 */

/** The school's position on the proposal. @param input.hash the hash the administrator saw */
export function takeOutcomePosition(
  ctx: CommandContext,
  input: { probationId: string; position: "agree" | "against"; words: string; hash: string },
): Outcome {
  const found = openProposal(ctx, input.probationId);
  if (!found) return noSuchCase();
  const { record, row, content } = found;
  if (!can(ctx.viewer, "K", "outcome", record.facts) || !can(ctx.viewer, "S", "outcome", record.facts))
    return notYours();
  if (content.position) return refuse("taken", "The school's position is on record already.");
  if (row.contentHash !== input.hash) return changedMeanwhile("position was not taken");
  const words = input.words.trim();
  if (input.position === "against" && !words)
    return refuse("words", "Write what the school is against, and why. It is answered in writing.");
  const position = {
    ...said(ctx, words),
    role: "administrator" as const,
    position: input.position,
    textHash: input.hash,
  };
  grow(ctx, row, { ...content, position }, { position: input.position }, (hash) =>
    audit(ctx, "probation.position", record.row.id, { outcomeId: row.id, seen: input.hash, hash }),
  );
  return probationChanged(ctx, record);
}

/** Goes on without a position once its day is over; on record. @returns whether something was done */
export function passPosition(
  ctx: Pick<AppContext, "db" | "rooms" | "clock">,
  programId: string,
  probationId: string,
): boolean {
  const record = probationById(ctx.db, programId, probationId);
  const row = record && openOutcome(ctx.db, probationId);
  if (!record || !row) return false;
  const content = outcomeContent(row);
  if (content.position || today(ctx, programId) <= row.positionDueOn) return false;
  const at = new Date(ctx.clock()).toISOString();
  const none = { name: "", role: null, party: "district" as const, words: "", at, textHash: row.contentHash };
  grow(ctx, row, { ...content, position: { ...none, position: "not-given" } }, { position: "not-given" }, (hash) =>
    auditServer(ctx, programId, "probation.position", probationId, { outcomeId: row.id, hash, due: row.positionDueOn }),
  );
  probationChanged(ctx, record);
  return true;
}

/** The supervisor's written answer to a position against the outcome; without it nothing is signed. */
export function replyToPosition(
  ctx: CommandContext,
  input: { probationId: string; words: string; hash: string },
): Outcome {
  const found = openProposal(ctx, input.probationId);
  if (!found) return noSuchCase();
  const { record, row, content } = found;
  if (ctx.viewer.role !== "supervisor" || !can(ctx.viewer, "W", "outcome", record.facts)) return notYours();
  if (content.position?.position !== "against" || content.reply)
    return refuse("nothing-to-answer", "There is no position against the outcome that waits for an answer.");
  if (row.contentHash !== input.hash) return changedMeanwhile("answer was not given");
  const words = input.words.trim();
  if (!words) return refuse("words", "Answer in writing. The answer stands beside the position in the record.");
  const reply = { ...said(ctx, words), textHash: input.hash };
  grow(ctx, row, { ...content, reply }, { repliedAt: ctx.clock() }, (hash) =>
    audit(ctx, "probation.answered", record.row.id, { outcomeId: row.id, seen: input.hash, hash }),
  );
  return probationChanged(ctx, record);
}

/** The officer receives the proposal before anybody signs it; or refuses, before a witness. */
export function receiveOutcome(
  ctx: CommandContext,
  input: { probationId: string; receipt: "received" | "refused"; words: string; witness?: string; hash: string },
): Outcome {
  const found = openProposal(ctx, input.probationId);
  if (!found) return noSuchCase();
  const { record, row, content } = found;
  if (!receiptBy(ctx, record, "outcome", input.receipt)) return notYours();
  const waits = waitsForOthers(content);
  if (waits) return waits;
  if (content.receipt) return refuse("received", "The officer's receipt is on record already.");
  if (row.contentHash !== input.hash) return changedMeanwhile("receipt was not kept");
  const refused = input.receipt === "refused";
  const problem = refused ? witnessProblem(ctx, record.assignment.officerId, input.witness) : null;
  if (problem) return problem;
  const witness = input.witness?.trim() || null;
  const receipt = {
    name: content.names.officer,
    choice: input.receipt,
    words: input.words.trim(),
    witness: refused ? witness : null,
    enteredBy: ctx.viewer.name,
    at: new Date(ctx.clock()).toISOString(),
    textHash: input.hash,
  };
  grow(ctx, row, { ...content, receipt }, { receivedAt: ctx.clock() }, (hash) =>
    audit(ctx, "probation.received", record.row.id, { outcomeId: row.id, seen: input.hash, hash, refused }),
  );
  return probationChanged(ctx, record);
}

/**
 * Signs the outcome: the supervisor, the head of the agency, and the superintendent where it ends. The last signature
 * seals it and puts it into effect in the same transaction.
 */
export function signOutcome(
  ctx: CommandContext,
  input: { probationId: string; hash: string },
): Outcome<{ recordId: string | null }> {
  const { db, viewer } = ctx;
  const found = openProposal(ctx, input.probationId);
  if (!found) return noSuchCase();
  const { record, row, content } = found;
  const order = outcomeSigners(content);
  const mine = order.find(({ role, party }) => role === viewer.role && party === viewer.party);
  if (!mine || record.facts.ownerId === viewer.userId || !can(viewer, "S", "outcome", record.facts))
    return refuse(
      "not-allowed",
      `This outcome is signed by: ${order.map(({ title }) => inSentence(title)).join(", ")}.`,
    );
  const waits = waitsForOthers(content);
  if (waits) return waits;
  if (!content.receipt) return refuse("not-received", "The officer receives the outcome before anybody signs it.");
  const given = signaturesOf(db, "probation-outcome", row.id).filter((s) => s.voidedAt === null);
  const has = (one: (typeof order)[number]) => given.some((s) => s.role === one.role && s.party === one.party);
  if (has(mine)) return refuse("already-signed", "Your signature stands under this outcome already.");
  const turn = order.find((one) => !has(one));
  if (turn !== mine) return refuse("out-of-turn", `${turn?.title ?? "Somebody else"} signs first.`);
  if (row.contentHash !== input.hash) return changedMeanwhile("signature was not given");
  const recordId = db.transaction(() => {
    giveSignature(ctx, { subject: "probation-outcome", subjectId: row.id, revision: 1, hash: row.contentHash });
    audit(ctx, "probation.signed", record.row.id, { outcomeId: row.id, hash: row.contentHash, party: viewer.party });
    return order.at(-1) === mine ? sealOutcome(ctx, record, row, content) : null;
  });
  probationChanged(ctx, record);
  return { ok: true, recordId };
}

function openProposal(
  ctx: CommandContext,
  probationId: string,
): { record: Probation; row: OutcomeRow; content: OutcomeContent } | null {
  const record = openProbation(ctx, probationId);
  const row = record && can(ctx.viewer, "R", "outcome", record.facts) ? openOutcome(ctx.db, probationId) : null;
  return record && row ? { record, row, content: outcomeContent(row) } : null;
}

/** What has to be said before the officer receives the outcome and anybody signs. */
function waitsForOthers({ position, reply }: OutcomeContent) {
  if (!position) return refuse("no-position", "The school takes its position first, or its day passes.");
  if (position.position === "against" && !reply)
    return refuse("unanswered", "The school is against it. The supervisor answers in writing first.");
  return null;
}

function grow(
  { db }: Pick<AppContext, "db">,
  row: OutcomeRow,
  content: OutcomeContent,
  values: Partial<typeof probationOutcome.$inferInsert>,
  record: (hash: string) => void,
): void {
  const fixed = fingerprint(content);
  db.transaction(() => {
    db.update(probationOutcome)
      .set({ ...values, content: fixed.content, contentHash: fixed.hash })
      .where(eq(probationOutcome.id, row.id))
      .run();
    record(fixed.hash);
  });
}
