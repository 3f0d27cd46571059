import { eq } from "drizzle-orm";
import { appendAudit } from "#db/audit.ts";
import { type Evaluation, type EvaluationRow, evaluationById } from "#db/evaluations.ts";
import { signaturesOf } from "#db/processes.ts";
import { openRemoval } from "#db/removals.ts";
import { evaluation } from "#db/schema.ts";
import { actOf } from "#shared/documents/evaluation-record.ts";
import { seal } from "../records/seal.ts";
import { contentOf, type Server } from "./evaluation-access.ts";
import { openReview } from "./removal.ts";

const TITLES = { stay: "stays", "stay-with-plan": "stays with a plan", "removal-review": "removal review" } as const;

/** A post that has ended is reviewed by nobody, and one review at a time is enough: the one that is open goes on. */
function mayBegin(db: Server["db"], { row, assignment }: Evaluation): boolean {
  return assignment.toDate === null && openRemoval(db, row.assignmentId) === null;
}

/** Was this very text presented to the officer, and answered or refused before a witness? */
export function wasPresented(row: Pick<EvaluationRow, "content">): boolean {
  const content = contentOf(row);
  return content !== null && actOf(content, "presented")?.name != null;
}

/**
 * Inside the last act's transaction: the evaluation is sealed with its outcome; a removal review opens where the outcome
 * is one. @param actorId null where a day passed and the agreement asks for no command review @returns the record's id
 * @throws when it was not presented to the officer: such a record must never exist.
 */
export function sealEvaluation(ctx: Server, programId: string, id: string, actorId: string | null): string {
  const { db } = ctx;
  const record = evaluationById(db, programId, id);
  const row = record?.row;
  const content = row && contentOf(row);
  if (!row || !content || !row.content || !row.contentHash) throw new Error("Only a fixed evaluation is sealed.");
  if (!wasPresented(row)) throw new Error("An evaluation is sealed only after it was presented to the officer.");
  const at = ctx.clock();
  const given = signaturesOf(db, "evaluation", id).filter((s) => s.voidedAt === null);
  const recordId = seal(db, {
    programId,
    kind: "evaluation",
    subjectId: id,
    title: `Annual evaluation, ${content.evaluation.title}: ${TITLES[content.outcome]}`,
    content: row.content,
    hash: row.contentHash,
    rubricVersion: content.formVersion,
    sealedAt: at,
    signatures: given.map(({ userId, name, role, party, hash, signedAt }) => ({
      userId,
      name,
      role,
      party,
      hash,
      signedAt,
    })),
  });
  db.update(evaluation)
    .set({ state: "sealed", sealedAt: at, outcome: content.outcome })
    .where(eq(evaluation.id, id))
    .run();
  const payload = { hash: row.contentHash, revision: row.revision };
  appendAudit(db, at, { type: "evaluation.sealed", programId, actorId, subjectId: id, payload });
  const supervisor = given.find(({ role }) => role === "supervisor");
  if (content.outcome === "removal-review" && supervisor && mayBegin(db, record))
    openReview(ctx, {
      assignmentId: row.assignmentId,
      programId,
      evaluationId: id,
      requestedBy: supervisor.userId,
      requestedFor: "agency",
      reasons: content.outcomeReason,
      tried: "",
      actorId,
    });
  return recordId;
}
