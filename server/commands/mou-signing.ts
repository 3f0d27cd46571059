import { and, eq, isNull } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { type MouRow, mouById, mouFacts, mouInForce, mouRoom } from "#db/mou.ts";
import { signaturesOf } from "#db/processes.ts";
import { programOf } from "#db/programs.ts";
import { mou, signature } from "#db/schema.ts";
import { copyForm } from "#shared/documents/form.ts";
import { type MouTerms, missingInMou, valuesOf } from "#shared/documents/mou.ts";
import { can, canMove } from "#shared/machine.ts";
import { reviewDay } from "#shared/mou.ts";
import { zonedDay } from "#shared/zoned.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { seal } from "../records/seal.ts";
import { liveMou, mouAudit, nextRevision, noSuchMou, openProposals, PROPOSALS_OPEN } from "./mou.ts";

/** Fixes the text by its hash so that both executives can sign it. No proposal may be open. */
export function freezeMou(ctx: CommandContext, input: { mouId: string }): Outcome<{ hash: string }> {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (!canMove(viewer, "freeze", mouFacts(row)))
    return refuse("not-allowed", "The text is fixed by a lead or the coordinator, at the end of the negotiation.");
  if (openProposals(ctx, row) > 0) return refuse("open-proposals", PROPOSALS_OPEN);
  const terms = liveMou(ctx, row);
  const missing = missingInMou(terms);
  if (missing.length > 0) return refuse("missing", missing.map((gap) => gap.sentence).join(" "));
  const { content, hash } = fingerprint(terms);
  db.transaction(() => {
    db.update(mou).set({ state: "frozen", terms: content, termsHash: hash }).where(eq(mou.id, row.id)).run();
    ctx.rooms.freeze(mouRoom(row));
    mouAudit(ctx, "mou.frozen", row.id, { hash, revision: row.revision });
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true, hash };
}

/** Goes back to the negotiation with the reason. Signatures already given become void and stay visible. */
export function reopenMou(ctx: CommandContext, input: { mouId: string; reason: string }): Outcome {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (!canMove(viewer, "reopen", mouFacts(row)))
    return refuse(
      "not-allowed",
      "Only the two leads can go back to the negotiation, while the text waits for signatures.",
    );
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the text has to change. Whoever signed reads it.");
  const at = ctx.clock();
  const before = ctx.rooms.read(mouRoom(row));
  db.transaction(() => {
    const voided = db
      .update(signature)
      .set({ voidedAt: at, voidedBy: viewer.userId, voidReason: reason })
      .where(and(eq(signature.subject, "mou"), eq(signature.subjectId, row.id), isNull(signature.voidedAt)))
      .run();
    const set = { state: "negotiation", terms: null, termsHash: null };
    nextRevision(ctx, row, set, (doc) => copyForm(before, doc));
    mouAudit(ctx, "mou.reopened", row.id, { revision: row.revision + 1, voided: voided.changes });
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true };
}

/**
 * An executive signs for their own organization. The second signature puts the version in force, keeps it as a sealed
 * record and replaces the version before.
 * @param input.hash SHA-256 (hex) of the text the executive saw; refused when the fixed text is another one.
 */
export function signMou(
  ctx: CommandContext,
  input: { mouId: string; hash: string },
): Outcome<{ state: "frozen" | "adopted" }> {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (row.state !== "frozen" || row.terms === null || row.termsHash === null)
    return refuse("not-frozen", "This text does not wait for signatures.");
  if (!can(viewer, "S", "agreement", mouFacts(row)))
    return refuse("not-allowed", "Only the heads of the two organizations sign this agreement.");
  const standing = signaturesOf(db, "mou", row.id).filter((s) => s.voidedAt === null);
  const earlier = standing.find((s) => s.party === viewer.party);
  if (earlier)
    return refuse(
      "already-signed",
      earlier.userId === viewer.userId
        ? "You have signed this text already. It waits for the other organization."
        : `${earlier.name} has signed for your organization already.`,
    );
  if (row.termsHash !== input.hash)
    return refuse(
      "another-text",
      "The text is not the one you read, so your signature was not given. Read it as it stands now.",
    );
  const both = standing.length > 0;
  const { terms, termsHash: hash } = row;
  const { programId, userId, role, party } = viewer;
  db.transaction(() => {
    const at = ctx.clock();
    const given = { subject: "mou" as const, subjectId: row.id, revision: row.revision, hash, userId, role, party };
    db.insert(signature)
      .values({ id: newId("sg"), programId, ...given, signedAt: at })
      .run();
    mouAudit(ctx, "mou.signed", row.id, { hash, party });
    if (both) adopt(ctx, { ...row, terms, termsHash: hash }, at);
  });
  ctx.rooms.recordChanged(programId, "mou", row.id);
  return { ok: true, state: both ? "adopted" : "frozen" };
}

function adopt(ctx: CommandContext, row: MouRow & { terms: string; termsHash: string }, at: number): void {
  const { db } = ctx;
  const terms = JSON.parse(row.terms) as MouTerms;
  const zone = programOf(db, row.programId)?.timeZone ?? "UTC";
  const before = mouInForce(db, row.programId);
  if (before) {
    db.update(mou).set({ state: "superseded", supersededAt: at }).where(eq(mou.id, before.id)).run();
    mouAudit(ctx, "mou.superseded", before.id, { version: before.version, by: row.version });
  }
  const reviewOn = reviewDay(valuesOf(terms), zonedDay(at, zone));
  db.update(mou).set({ state: "adopted", adoptedAt: at, reviewOn }).where(eq(mou.id, row.id)).run();
  seal(db, {
    programId: row.programId,
    kind: "mou",
    subjectId: row.id,
    title: `Memorandum of understanding, version ${row.version}`,
    content: row.terms,
    hash: row.termsHash,
    rubricVersion: terms.clausesVersion,
    sealedAt: at,
    signatures: signaturesOf(db, "mou", row.id)
      .filter((s) => s.voidedAt === null)
      .map(({ userId, name, role, party, hash, signedAt }) => ({ userId, name, role, party, hash, signedAt })),
  });
  mouAudit(ctx, "mou.adopted", row.id, { hash: row.termsHash, version: row.version, reviewOn });
}
