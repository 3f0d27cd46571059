import { and, eq, isNull } from "drizzle-orm";
import { checkpointReview } from "#db/checkpoint-review.ts";
import { checkpointRoom, reviewOf } from "#db/checkpoints.ts";
import { newId } from "#db/ids.ts";
import { agreement, checkpoint, signature } from "#db/schema.ts";
import { missingInReview, readNarrative, readRatings, readSection } from "#shared/documents/checkpoint.ts";
import type { CheckpointReview, OfficerAnswer } from "#shared/documents/checkpoint-review.ts";
import { copyForm } from "#shared/documents/form.ts";
import { copyText } from "#shared/documents/rich.ts";
import { can, canMove } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { changedMeanwhile, checkpointChanged, noSuchCase, openCheckpointRecord } from "./case-access.ts";
import { audit, refuseMove } from "./interview-access.ts";
import { witnessProblem } from "./witness.ts";

/*
 * A checkpoint from the joint review to the sealed record. Each command is ONE synchronous function: the live texts are
 * read, checked, hashed and closed with no keystroke in between.
 */

const PARTS = ["ratings", "section", "narrative"] as const;

/** Fixes the review as it stands and presents it to the officer. */
export function presentCheckpoint(ctx: CommandContext, input: { checkpointId: string }): Outcome<{ hash: string }> {
  const { db, rooms, viewer } = ctx;
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  if (!canMove(viewer, "present", record.facts)) return refuseMove(record.facts, "present");
  const { row, form } = record;
  const written = {
    ratings: readRatings(rooms.read(checkpointRoom(row, "ratings")), form),
    section: readSection(rooms.read(checkpointRoom(row, "section"))),
    narrative: readNarrative(rooms.read(checkpointRoom(row, "narrative"))),
  };
  const gaps = missingInReview(written, form);
  if (gaps.length > 0) return refuse("missing", `The review is not complete. ${gaps.join(" ")}`);
  const at = ctx.clock();
  const { content, hash } = fingerprint(checkpointReview(db, record, written, { at, by: viewer.name }));
  db.transaction(() => {
    db.update(checkpoint)
      .set({ state: "presented", content, contentHash: hash, presentedAt: at })
      .where(eq(checkpoint.id, row.id))
      .run();
    for (const part of PARTS) rooms.freeze(checkpointRoom(row, part));
    audit(ctx, "checkpoint.presented", row.id, { hash, revision: row.revision });
  });
  checkpointChanged(ctx, record);
  return { ok: true, hash };
}

/**
 * The officer's answer to the text with this hash. It becomes part of what both leads sign. A refusal is entered by the
 * supervisor, with the name of a witness.
 */
export function answerCheckpoint(
  ctx: CommandContext,
  input: { checkpointId: string; choice: OfficerAnswer["choice"]; words: string; witness?: string; hash: string },
): Outcome {
  const { db, viewer } = ctx;
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (row.state !== "presented") return refuseMove(facts, "seal");
  const officer = facts.ownerId === viewer.userId;
  const refused = input.choice === "refused";
  if (!can(viewer, "S", "review", facts) || (refused ? viewer.role !== "supervisor" || officer : !officer))
    return refuse(
      "not-allowed",
      "The officer answers the review. Where an answer is refused, the supervisor records it with a witness.",
    );
  const review = reviewOf(row);
  if (review?.answer) return refuse("answered", "The review was answered already.");
  if (!review || row.contentHash !== input.hash) return changedMeanwhile("answer was not kept");
  const problem = refused ? witnessProblem(ctx, record.probation.assignment.officerId, input.witness) : null;
  if (problem) return problem;
  const witness = input.witness?.trim() || null;
  const at = ctx.clock();
  const { content, hash } = fingerprint({
    ...review,
    answer: {
      name: review.names.officer,
      choice: input.choice,
      words: input.words.trim(),
      witness: refused ? witness : null,
      enteredBy: viewer.name,
      at: new Date(at).toISOString(),
      textHash: input.hash,
    },
  } satisfies CheckpointReview);
  db.transaction(() => {
    db.update(checkpoint)
      .set({
        content,
        contentHash: hash,
        choice: input.choice,
        choiceWords: input.words.trim() || null,
        witness: refused ? witness : null,
        choiceBy: viewer.userId,
        choiceAt: at,
      })
      .where(eq(checkpoint.id, row.id))
      .run();
    audit(ctx, "checkpoint.answered", row.id, { seen: input.hash, hash, refused });
  });
  return checkpointChanged(ctx, record);
}

/** Opens a presented review again, with a reason: answer and signatures become void, the writing goes on. */
export function reopenCheckpoint(ctx: CommandContext, input: { checkpointId: string; reason: string }): Outcome {
  const { db, viewer, rooms } = ctx;
  const record = openCheckpointRecord(ctx, input.checkpointId);
  if (!record) return noSuchCase();
  if (!canMove(viewer, "reopen", record.facts)) return refuseMove(record.facts, "reopen");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the review has to change. The officer and whoever signed read it.");
  const { row } = record;
  const before = PARTS.map((part) => rooms.read(checkpointRoom(row, part)));
  const revision = row.revision + 1;
  db.transaction(() => {
    const voided = db
      .update(signature)
      .set({ voidedAt: ctx.clock(), voidedBy: viewer.userId, voidReason: reason })
      .where(and(eq(signature.subject, "checkpoint"), eq(signature.subjectId, row.id), isNull(signature.voidedAt)))
      .run();
    db.insert(agreement)
      .values({
        id: newId("ag"),
        programId: row.programId,
        kind: "reopen-checkpoint",
        subjectId: `${row.id}/r${row.revision}`,
        userId: viewer.userId,
        role: viewer.role,
        reason,
        at: ctx.clock(),
      })
      .run();
    db.update(checkpoint)
      .set({ ...UNANSWERED, state: "joint", revision })
      .where(eq(checkpoint.id, row.id))
      .run();
    PARTS.forEach((part, i) => {
      const old = before[i];
      const copy = part === "narrative" ? copyText : copyForm;
      rooms.create(checkpointRoom({ ...row, revision }, part), (doc) => old && copy(old, doc));
    });
    audit(ctx, "checkpoint.reopened", row.id, {
      revision,
      voided: voided.changes,
      answered: row.choice !== null,
    });
  });
  return checkpointChanged(ctx, record);
}

const UNANSWERED = {
  content: null,
  contentHash: null,
  presentedAt: null,
  choice: null,
  choiceWords: null,
  witness: null,
  choiceBy: null,
  choiceAt: null,
} as const;
