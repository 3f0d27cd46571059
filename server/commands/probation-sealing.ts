import { eq } from "drizzle-orm";
import { checkpointsOf } from "#db/checkpoints.ts";
import { newId } from "#db/ids.ts";
import { holidaysOf, type OutcomeRow, type Probation } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { assignment, checkpoint, probation, probationOutcome } from "#db/schema.ts";
import { PROBATION_FORMS_VERSION } from "#shared/content/probation-forms.ts";
import { addDays } from "#shared/days.ts";
import type { OutcomeContent } from "#shared/documents/probation-outcome.ts";
import { LIFECYCLES } from "#shared/machine.ts";
import { formFor, probationDays } from "#shared/probation.ts";
import { daysBetween } from "#shared/service.ts";
import type { CommandContext } from "../context.ts";
import { seal } from "../records/seal.ts";
import { today } from "./case-access.ts";
import { audit } from "./interview-access.ts";

const TITLES = { confirmed: "confirmed", extended: "extended", ended: "the assignment ends" } as const;

/** Inside the last signature's transaction: the record is sealed and takes effect. @returns the record's id */
export function sealOutcome(ctx: CommandContext, record: Probation, row: OutcomeRow, content: OutcomeContent): string {
  const { db } = ctx;
  const at = ctx.clock();
  const recordId = seal(db, {
    programId: record.row.programId,
    kind: "probation-outcome",
    subjectId: row.id,
    title: `Probation: ${TITLES[content.outcome]}`,
    content: row.content,
    hash: row.contentHash,
    rubricVersion: PROBATION_FORMS_VERSION,
    sealedAt: at,
    signatures: signaturesOf(db, "probation-outcome", row.id)
      .filter((s) => s.voidedAt === null)
      .map(({ userId, name, role, party, hash, signedAt }) => ({ userId, name, role, party, hash, signedAt })),
  });
  db.update(probationOutcome).set({ sealedAt: at }).where(eq(probationOutcome.id, row.id)).run();
  if (content.outcome === "extended" && content.extension) extend(ctx, record, content.extension.until);
  else {
    const outcome = content.outcome === "ended" ? "ended" : "confirmed";
    db.update(probation).set({ state: "decided", decidedAt: at, outcome }).where(eq(probation.id, record.row.id)).run();
  }
  if (content.outcome === "ended") endAssignment(ctx, record);
  audit(ctx, "probation.sealed", record.row.id, { outcomeId: row.id, hash: row.contentHash });
  return recordId;
}

/** The clock runs on to the new last day, on which there is one more review. */
function extend({ db }: CommandContext, { row, terms }: Probation, until: string): void {
  db.update(probation).set({ state: "running", endOn: until, extendedTo: until }).where(eq(probation.id, row.id)).run();
  const days = probationDays(
    addDays(until, -1),
    { ...terms, checkpointDays: [1] },
    { holidays: holidaysOf(db, row.programId) },
  );
  const [day] = days.checkpoints;
  const last = checkpointsOf(db, row.id).at(-1);
  const offsetDays = daysBetween(row.startOn, until);
  db.insert(checkpoint)
    .values({
      id: newId("ck"),
      programId: row.programId,
      probationId: row.id,
      n: (last?.n ?? 0) + 1,
      offsetDays,
      formId: formFor(offsetDays).id,
      state: LIFECYCLES.checkpoint.initial,
      opensOn: day?.opensOn,
      selfDueOn: day?.selfDueOn,
      inputDueOn: day?.inputDueOn,
    })
    .run();
}

/** Ending the assignment ends no employment: that follows agency rules and law. Source: prob-guard-employment. */
function endAssignment(ctx: CommandContext, { row, assignment: post }: Probation): void {
  // It ended another way while this was signed: its day and its reason stay as they are on record.
  if (post.toDate !== null) return;
  ctx.db
    .update(assignment)
    .set({ toDate: today(ctx, row.programId), ended: "probation-ended" })
    .where(eq(assignment.id, row.assignmentId))
    .run();
  audit(ctx, "assignment.ended", row.assignmentId, { how: "probation-ended" });
}
