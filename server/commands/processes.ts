import { and, eq, isNull } from "drizzle-orm";
import { appendAudit } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import { parametersInForce } from "#db/mou.ts";
import {
  agreementRoom,
  type ProcessRow,
  processById,
  processFacts,
  ratersOf,
  signaturesOf,
  termsChoices,
  undecidedCandidates,
} from "#db/processes.ts";
import { schoolsOf } from "#db/programs.ts";
import { process, sealedRecord, signature } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { copyForm, editText, setValue } from "#shared/documents/form.ts";
import { missingInTerms, namedTerms, type ProcessTerms, processKeys } from "#shared/documents/process.ts";
import { can, canMove, type Facts, LIFECYCLES } from "#shared/machine.ts";
import { roundDefaults } from "#shared/mou.ts";
import type { Viewer } from "#shared/roles.ts";
import { type AppContext, type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { unsealedDecision } from "../pages/decision-step.ts";
import { fingerprint } from "../records/hash.ts";

/** May this person open a selection round? Judged on the round as it would be at its start. */
export function mayOpenRound(viewer: Viewer): boolean {
  const wouldBe: Facts<"process"> = {
    lifecycle: "process",
    state: LIFECYCLES.process.initial,
    programId: viewer.programId,
  };
  return can(viewer, "X", "agreement", wouldBe) || can(viewer, "X", "round", wouldBe);
}

/**
 * Opens a selection round: its row and the live document in which both leads write the agreement, starting from the
 * default rubric, questions and exercises.
 * @param input.cutoffDate ISO date up to which service counts; today when left out.
 */
export function createProcess(
  ctx: CommandContext,
  input: { title: string; schoolId: string | null; cutoffDate?: string },
): Outcome<{ processId: string }> {
  const { db, viewer } = ctx;
  if (!mayOpenRound(viewer))
    return refuse("not-allowed", "Only the leads and the program coordinator open a selection round.");
  const title = input.title.trim();
  if (!title) return refuse("title", "Name the position this round fills.");
  if (input.schoolId && !schoolsOf(db, viewer.programId).some((s) => s.id === input.schoolId))
    return refuse("school", "Choose a school of this program.");
  return { ok: true, processId: openRound(ctx, { ...input, title }) };
}

/** Opens a round as part of another act, which has judged who may: a reassignment, say. @returns its id */
export function openRound(
  ctx: CommandContext,
  { title, schoolId, cutoffDate }: { title: string; schoolId: string | null; cutoffDate?: string },
): string {
  const { db, viewer } = ctx;
  const at = ctx.clock();
  const agreed = parametersInForce(db, viewer.programId);
  const row = {
    id: newId("pr"),
    programId: viewer.programId,
    title,
    schoolId,
    state: LIFECYCLES.process.initial,
    revision: 1,
    createdBy: viewer.userId,
    createdAt: at,
  };
  db.transaction(() => {
    db.insert(process).values(row).run();
    ctx.rooms.create(agreementRoom({ ...row, terms: null, termsHash: null, activatedAt: null }), (doc) => {
      editText(doc, "position", title);
      setValue(doc, "schoolId", schoolId);
      setValue(doc, "cutoffDate", cutoffDate ?? new Date(at).toISOString().slice(0, 10));
      // What the parties agreed once and for all is where each round starts from.
      if (agreed) {
        const { minimumYears, scoringMode, tieRule } = roundDefaults(agreed.values);
        setValue(doc, "minimumYears", minimumYears);
        setValue(doc, "scoringMode", scoringMode);
        editText(doc, "tieRule", tieRule);
      }
      for (const rater of ratersOf(db, viewer.programId)) setValue(doc, processKeys.panel(rater.userId), true);
    });
    audit(ctx, "process.created", row.id);
  });
  return row.id;
}

/**
 * Signs the agreement. While the text is being written, the first signature also fixes it: nobody can edit from that
 * moment on. The second lead's signature puts it in force and keeps it as a sealed record.
 * One synchronous function: an `await` in it would let a keystroke fall between the check and the commit.
 * @param input.hash SHA-256 (hex) of the canonical terms as the signer saw them; refused when the text is another one.
 */
export function signProcess(
  ctx: CommandContext,
  input: { processId: string; hash: string },
): Outcome<{ state: "frozen" | "active" }> {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, input.processId);
  if (!row || !can(viewer, "R", "agreement", processFacts(row))) return noSuchRound();
  if (row.state === "active" || row.state === "closed")
    return refuse("in-force", "This agreement is in force already: both leads have signed it.");

  const fixed =
    row.state === "draft" ? fixText(ctx, row) : { ok: true as const, terms: row.terms, hash: row.termsHash };
  if (!fixed.ok) return fixed;
  const frozen = { ...row, state: "frozen", terms: fixed.terms, termsHash: fixed.hash };
  if (!can(viewer, "S", "agreement", processFacts(frozen)))
    return refuse("not-allowed", "Only the SRO supervisor and the school administrator sign this agreement.");
  const live = signaturesOf(db, "process", row.id).filter((s) => s.voidedAt === null);
  const earlier = live.find((s) => s.role === viewer.role);
  if (earlier)
    return refuse(
      "already-signed",
      earlier.userId === viewer.userId
        ? "You have signed this text already. It waits for the other lead."
        : `${earlier.name} has signed for your side already.`,
    );
  if (fixed.hash === null || fixed.terms === null || fixed.hash !== input.hash)
    return refuse(
      "changed-while-signing",
      "The text changed while you were signing, so your signature was not given. Read the text as it stands now, then sign it.",
    );

  const { terms, hash } = fixed;
  const at = ctx.clock();
  const both = live.length > 0;
  db.transaction(() => {
    if (row.state === "draft") {
      const { position, schoolId } = JSON.parse(terms) as ProcessTerms;
      db.update(process)
        .set({ state: "frozen", terms, termsHash: hash, title: position, schoolId })
        .where(eq(process.id, row.id))
        .run();
      ctx.rooms.freeze(agreementRoom(row));
      audit(ctx, "process.frozen", row.id, { hash, revision: row.revision });
    }
    db.insert(signature)
      .values({
        id: newId("sg"),
        programId: row.programId,
        subject: "process",
        subjectId: row.id,
        revision: row.revision,
        hash,
        userId: viewer.userId,
        role: viewer.role,
        party: viewer.party,
        signedAt: at,
      })
      .run();
    audit(ctx, "process.signed", row.id, { hash, role: viewer.role });
    if (both) activate(ctx, frozen, terms, hash, at);
  });
  ctx.rooms.recordChanged(row.programId, "process", row.id);
  return { ok: true, state: both ? "active" : "frozen" };
}

/** Opens the fixed text for editing again: every signature on it becomes void, and the writing goes on in a new room. */
export function reopenProcess(ctx: CommandContext, input: { processId: string; reason: string }): Outcome {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, input.processId);
  if (!row || !can(viewer, "R", "agreement", processFacts(row))) return noSuchRound();
  if (row.state === "active" || row.state === "closed")
    return refuse("in-force", "This agreement is in force: both leads have signed it, so its text no longer changes.");
  if (!canMove(viewer, "reopen", processFacts(row)))
    return row.state === "draft"
      ? refuse("not-frozen", "The text is open for writing already.")
      : refuse("not-allowed", "Only the two leads can open the text again.");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the text has to change. The other lead reads it.");

  const at = ctx.clock();
  const before = ctx.rooms.read(agreementRoom(row));
  const revision = row.revision + 1;
  db.transaction(() => {
    const voided = db
      .update(signature)
      .set({ voidedAt: at, voidedBy: viewer.userId, voidReason: reason })
      .where(and(eq(signature.subject, "process"), eq(signature.subjectId, row.id), isNull(signature.voidedAt)))
      .run();
    db.update(process)
      .set({ state: "draft", revision, terms: null, termsHash: null })
      .where(eq(process.id, row.id))
      .run();
    ctx.rooms.create(agreementRoom({ ...row, revision }), (doc) => copyForm(before, doc));
    audit(ctx, "process.reopened", row.id, { revision, voided: voided.changes });
  });
  ctx.rooms.recordChanged(row.programId, "process", row.id);
  return { ok: true };
}

/** Closes the round; every candidate must have a sealed result or be found ineligible, and no decision may be open. */
export function closeProcess(ctx: CommandContext, input: { processId: string }): Outcome {
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, input.processId);
  if (!row || !can(viewer, "R", "round", processFacts(row))) return noSuchRound();
  if (!canMove(viewer, "close", processFacts(row)))
    return refuse("not-allowed", "A round is closed by a lead or the coordinator, once its agreement is in force.");
  const open = undecidedCandidates(db, row.id);
  if (open > 0)
    return refuse(
      "open-candidates",
      `${open === 1 ? "One candidate has" : `${open} candidates have`} no sealed result yet. The round closes when each has one, or was found not eligible.`,
    );
  const unsealed = unsealedDecision(db, row.id);
  if (unsealed) return refuse("open-decision", unsealed);
  db.transaction(() => {
    db.update(process).set({ state: "closed" }).where(eq(process.id, row.id)).run();
    audit(ctx, "process.closed", row.id);
  });
  ctx.rooms.recordChanged(row.programId, "process", row.id);
  return { ok: true };
}

/** The terms as the live document says them now. */
export function liveTerms({ db, rooms }: AppContext, row: ProcessRow): ProcessTerms {
  return namedTerms(rooms.read(agreementRoom(row)), termsChoices(db, row.programId));
}

/** The live text as canonical terms with their hash, when this person may fix it and nothing is missing. */
function fixText(ctx: CommandContext, row: ProcessRow): { ok: true; terms: string; hash: string } | Refusal {
  if (!canMove(ctx.viewer, "freeze", processFacts(row)))
    return refuse("not-allowed", "Only the SRO supervisor and the school administrator sign this agreement.");
  const terms = liveTerms(ctx, row);
  const agreed = parametersInForce(ctx.db, row.programId, row.createdAt);
  const missing = missingInTerms(terms, agreed && roundDefaults(agreed.values).minimumYears);
  if (missing.length > 0)
    return refuse("missing", `Not ready to sign. ${missing.map((gap) => gap.sentence).join(" ")}`);
  if (terms.schoolId !== null && !schoolsOf(ctx.db, row.programId).some(({ id }) => id === terms.schoolId))
    return refuse("missing", "Not ready to sign. The school is not one of this program’s. Choose it again.");
  const { content, hash } = fingerprint(terms);
  return { ok: true, terms: content, hash };
}

/** Inside the second signature's transaction: in force, and kept as a sealed record. */
function activate(ctx: CommandContext, row: ProcessRow, content: string, hash: string, at: number): void {
  const { db } = ctx;
  const signatures = signaturesOf(db, "process", row.id)
    .filter((s) => s.voidedAt === null)
    .map(({ userId, name, role, party, hash, signedAt }) => ({ userId, name, role, party, hash, signedAt }));
  db.update(process).set({ state: "active", activatedAt: at }).where(eq(process.id, row.id)).run();
  db.insert(sealedRecord)
    .values({
      id: newId("rec"),
      programId: row.programId,
      kind: "process-agreement",
      subjectId: row.id,
      title: `Process agreement: ${(JSON.parse(content) as ProcessTerms).position}`,
      content,
      hash,
      signatures: canonicalJson(signatures),
      rubricVersion: (JSON.parse(content) as ProcessTerms).rubricVersion,
      sealedAt: at,
    })
    .run();
  audit(ctx, "process.activated", row.id, { hash });
}

function audit(
  ctx: CommandContext,
  type:
    | "process.created"
    | "process.frozen"
    | "process.signed"
    | "process.reopened"
    | "process.activated"
    | "process.closed",
  subjectId: string,
  payload: Record<string, string | number> = {},
): void {
  const { programId, userId: actorId } = ctx.viewer;
  appendAudit(ctx.db, ctx.clock(), { type, programId, actorId, subjectId, payload });
}

const noSuchRound = (): Refusal => refuse("not-found", "There is no such selection round.");
