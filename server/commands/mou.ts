import { eq } from "drizzle-orm";
import type * as Y from "yjs";
import { appendAudit } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import {
  type MouRow,
  marksOf,
  mouById,
  mouFacts,
  mouHead,
  mouRoom,
  mousOf,
  mouTermsOf,
  proposalsOf,
  readySubject,
} from "#db/mou.ts";
import { agreement, mou } from "#db/schema.ts";
import { copyForm } from "#shared/documents/form.ts";
import { type MouTerms, missingInMou, readMou } from "#shared/documents/mou.ts";
import type { EventPayload, EventType } from "#shared/events.ts";
import { can, canMove, type Facts, LIFECYCLES } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { type AppContext, type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";

/** May this person open the program's agreement? Judged on the text as it would be at its start. */
export function mayOpenMou(viewer: Viewer): boolean {
  const { programId } = viewer;
  const wouldBe: Facts<"mou"> = { lifecycle: "mou", state: LIFECYCLES.mou.initial, programId };
  return can(viewer, "X", "agreement", wouldBe);
}

/** Opens the first agreement: its row and the live text, starting from the standard clauses. */
export function openMou(ctx: CommandContext): Outcome<{ version: number }> {
  const { db, viewer } = ctx;
  if (!mayOpenMou(viewer))
    return refuse("not-allowed", "Only the leads and the program coordinator open an agreement.");
  if (mousOf(db, viewer.programId).length > 0)
    return refuse("exists", "This program has an agreement already. It is changed by a review.");
  const row = newVersion(ctx, { version: 1, reason: null });
  db.transaction(() => {
    db.insert(mou).values(row).run();
    ctx.rooms.create(mouRoom(row));
    mouAudit(ctx, "mou.opened", row.id, { version: 1 });
  });
  return { ok: true, version: 1 };
}

/** The row of a version at its start. */
export function newVersion(
  { clock, viewer }: CommandContext,
  { version, reason }: { version: number; reason: string | null },
): MouRow {
  return {
    id: newId("mou"),
    programId: viewer.programId,
    version,
    state: LIFECYCLES.mou.initial,
    revision: 1,
    terms: null,
    termsHash: null,
    reason,
    createdBy: viewer.userId,
    createdAt: clock(),
    adoptedAt: null,
    reviewOn: null,
    supersededAt: null,
  };
}

/**
 * A lead marks the text ready. The mark stands on exactly this text: an edit leaves it behind. The other lead's mark on
 * the same text starts the negotiation, and from that moment on the text accepts no edit.
 * @param input.hash SHA-256 (hex) of the canonical text as the lead saw it.
 */
export function markReady(
  ctx: CommandContext,
  input: { mouId: string; hash: string },
): Outcome<{ state: "draft" | "negotiation" }> {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (row.state !== "draft") return refuse("not-draft", "Both leads have marked this text ready already.");
  if (!canMove(viewer, "negotiate", mouFacts(row)))
    return refuse("not-allowed", "Only the SRO supervisor and the school administrator mark the text ready.");
  const terms = liveMou(ctx, row);
  const missing = missingInMou(terms);
  if (missing.length > 0) return refuse("missing", `Not ready. ${missing.map((gap) => gap.sentence).join(" ")}`);
  const { hash } = fingerprint(terms);
  if (hash !== input.hash)
    return refuse(
      "changed-meanwhile",
      "The text changed while you were marking it ready, so your mark was not given. Read it as it stands now, then mark it.",
    );
  const subjectId = readySubject(row, hash);
  const standing = marksOf(db, "mou-ready", subjectId);
  if (standing.some((mark) => mark.role === viewer.role))
    return refuse("already-ready", "Your side has marked this text ready already. It waits for the other lead.");

  const both = standing.length > 0;
  const { programId, userId, role } = viewer;
  db.transaction(() => {
    db.insert(agreement)
      .values({ id: newId("agr"), programId, kind: "mou-ready", subjectId, userId, role, reason: "", at: ctx.clock() })
      .run();
    mouAudit(ctx, "mou.ready", row.id, { hash, role });
    if (!both) return;
    db.update(mou).set({ state: "negotiation" }).where(eq(mou.id, row.id)).run();
    ctx.rooms.freeze(mouRoom(row));
    mouAudit(ctx, "mou.negotiation", row.id, { hash });
  });
  ctx.rooms.recordChanged(programId, "mou", row.id);
  return { ok: true, state: both ? "negotiation" : "draft" };
}

/** Opens the text for writing again, in a room of the next revision that starts from the same words. */
export function redraftMou(ctx: CommandContext, input: { mouId: string }): Outcome {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (!canMove(viewer, "redraft", mouFacts(row)))
    return refuse("not-allowed", "Only the two leads can open the text for writing again, during the negotiation.");
  if (openProposals(ctx, row) > 0) return refuse("open-proposals", PROPOSALS_OPEN);
  const before = ctx.rooms.read(mouRoom(row));
  db.transaction(() => {
    nextRevision(ctx, row, { state: "draft" }, (doc) => copyForm(before, doc));
    mouAudit(ctx, "mou.redrafted", row.id, { revision: row.revision + 1 });
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true };
}

/** The text as its room says it now, or as it was fixed. */
export function liveMou({ db, rooms }: AppContext, row: MouRow): MouTerms {
  return mouTermsOf(row) ?? readMou(rooms.read(mouRoom(row)), mouHead(db, row));
}

/**
 * Inside the act's transaction: closes the present room and goes on in one of the next revision.
 * @param content writes the first content. Read the present room before the transaction: reading writes what waits.
 */
export function nextRevision(
  ctx: CommandContext,
  row: MouRow,
  set: Partial<Pick<MouRow, "state" | "terms" | "termsHash">>,
  content: (doc: Y.Doc) => void,
): void {
  const revision = row.revision + 1;
  ctx.rooms.freeze(mouRoom(row));
  ctx.db
    .update(mou)
    .set({ ...set, revision })
    .where(eq(mou.id, row.id))
    .run();
  ctx.rooms.create(mouRoom({ ...row, revision }), content);
}

/** How many proposals wait for a decision. */
export function openProposals({ db }: CommandContext, row: MouRow): number {
  return proposalsOf(db, row.id).filter(({ state }) => state === "open").length;
}

export const PROPOSALS_OPEN = "A proposed change is still open. Accept it, reject it or withdraw it first.";

/** Inside the act's transaction. The payload names acts, ids and hashes; never a word of the text. */
export function mouAudit(ctx: CommandContext, type: EventType, subjectId: string, payload: EventPayload = {}): void {
  const { programId, userId: actorId } = ctx.viewer;
  appendAudit(ctx.db, ctx.clock(), { type, programId, actorId, subjectId, payload });
}

export const noSuchMou = (): Refusal => refuse("not-found", "There is no such agreement.");
