import { and, eq } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { type MouRow, mouById, mouFacts, mouLeads, mouRoom } from "#db/mou.ts";
import { mouProposal } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { copyForm } from "#shared/documents/form.ts";
import { applyProposal, CLAUSE_MAX, fieldValue, hasField, readClause } from "#shared/documents/mou.ts";
import { can } from "#shared/machine.ts";
import { limitsInWords, parameterOf, parseValue } from "#shared/mou.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { mouAudit, nextRevision, noSuchMou } from "./mou.ts";

interface ProposedChange {
  mouId: string;
  clauseId: string;
  /** `text` for the clause's words, else the key of a parameter. */
  field: string;
  /** What stood there on the author's screen. */
  before: string;
  /** New words, or a value as it was typed. */
  after: string;
  reason: string;
}

/** Proposes a change to one clause during the negotiation. The text itself stays as it is. */
export function proposeChange(ctx: CommandContext, input: ProposedChange): Outcome<{ proposalId: string }> {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (row.state !== "negotiation") return refuse("not-negotiated", "Changes are proposed during the negotiation only.");
  if (!can(viewer, "K", "agreement", mouFacts(row)))
    return refuse("not-allowed", "Changes are proposed by the two leads and the executives.");
  const { clauseId, field } = input;
  if (!hasField(clauseId, field)) return refuse("field", "There is no such clause.");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why this should change. The other side decides on it.");
  const read = field === "text" ? newWords(input.after) : newValue(field, input.after);
  if (!read.ok) return read;
  const now = standing(ctx, row, clauseId, field);
  // A form sends every line's end as two characters.
  if (now !== input.before.replaceAll("\r\n", "\n"))
    return refuse("stale", "The clause changed while you were writing. Read it as it stands now, then propose again.");
  if (now === read.after) return refuse("after", "This is what stands there already. Propose something else.");
  const { mouId, state, party, before, after } = mouProposal;
  const open = and(eq(mouId, row.id), eq(state, "open"), eq(party, viewer.party));
  const there = and(eq(mouProposal.clauseId, clauseId), eq(mouProposal.field, field), eq(before, now));
  const same = and(open, there, eq(after, read.after));
  if (db.select().from(mouProposal).where(same).get())
    return refuse("proposed", "Your side has proposed this already, in the same words. It waits for an answer.");

  const id = newId("mp");
  db.transaction(() => {
    const { userId, role, party } = viewer;
    const change = { clauseId, field, before: now, after: read.after, reason };
    db.insert(mouProposal)
      .values({ id, mouId: row.id, ...change, userId, role, party, at: ctx.clock() })
      .run();
    mouAudit(ctx, "mou.proposed", row.id, { proposalId: id, clauseId });
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true, proposalId: id };
}

/**
 * The other party's lead decides. Accepting writes the change into a room of the next revision; a proposal whose
 * starting words no longer stand is not accepted, because nobody would know what the result says.
 */
export function decideProposal(
  ctx: CommandContext,
  input: { mouId: string; proposalId: string; decision: "accept" | "reject"; reason: string },
): Outcome {
  const { db, viewer } = ctx;
  const found = openProposal(ctx, input);
  if (!found.ok) return found;
  const { row, proposal } = found;
  const lead = viewer.role === "supervisor" || viewer.role === "administrator";
  if (!lead || viewer.party === proposal.party)
    return refuse("not-allowed", "The lead of the other side decides on a proposed change.");
  const accepted = input.decision === "accept";
  const reason = input.reason.trim();
  if (!accepted && !reason) return refuse("reason", "Write why you reject the change. Its author reads it.");
  if (accepted && standing(ctx, row, proposal.clauseId, proposal.field) !== proposal.before)
    return refuse(
      "stale",
      "The clause has changed since this was proposed, so it cannot be accepted. Reject it, or ask for a new proposal.",
    );
  const before = ctx.rooms.read(mouRoom(row));
  db.transaction(() => {
    close(ctx, proposal.id, accepted ? "accepted" : "rejected", reason);
    if (accepted)
      nextRevision(ctx, row, {}, (doc) => {
        copyForm(before, doc);
        applyProposal(doc, proposal, mouLeads(db, row.programId));
      });
    mouAudit(ctx, accepted ? "mou.accepted" : "mou.rejected", row.id, { proposalId: proposal.id });
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true };
}

/** The author takes the proposal back. */
export function withdrawProposal(ctx: CommandContext, input: { mouId: string; proposalId: string }): Outcome {
  const found = openProposal(ctx, input);
  if (!found.ok) return found;
  const { row, proposal } = found;
  if (proposal.userId !== ctx.viewer.userId)
    return refuse("not-allowed", "Only its author takes a proposed change back.");
  ctx.db.transaction(() => {
    close(ctx, proposal.id, "withdrawn", "");
    mouAudit(ctx, "mou.withdrawn", row.id, { proposalId: proposal.id });
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true };
}

type ProposalRow = typeof mouProposal.$inferSelect;

function openProposal(
  { db, viewer }: CommandContext,
  { mouId, proposalId }: { mouId: string; proposalId: string },
): { ok: true; row: MouRow; proposal: ProposalRow } | Refusal {
  const row = mouById(db, viewer.programId, mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  const proposal = db
    .select()
    .from(mouProposal)
    .where(and(eq(mouProposal.id, proposalId), eq(mouProposal.mouId, mouId)))
    .get();
  if (!proposal) return refuse("not-found", "There is no such proposal.");
  if (row.state !== "negotiation" || proposal.state !== "open")
    return refuse("decided", "This proposal is decided already.");
  if (!can(viewer, "K", "agreement", mouFacts(row)))
    return refuse("not-allowed", "Only the leads and the executives take part in the negotiation.");
  return { ok: true, row, proposal };
}

function close(ctx: CommandContext, id: string, state: ProposalRow["state"], reason: string): void {
  ctx.db
    .update(mouProposal)
    .set({ state, decidedBy: ctx.viewer.userId, decidedAt: ctx.clock(), decisionReason: reason || null })
    .where(eq(mouProposal.id, id))
    .run();
}

/** What stands in this field of the text now. */
function standing(ctx: CommandContext, row: MouRow, clauseId: string, field: string): string {
  return fieldValue(readClause(ctx.rooms.read(mouRoom(row)), clauseId), field);
}

function newWords(typed: string): { ok: true; after: string } | Refusal {
  const after = typed.replaceAll("\r\n", "\n").trim();
  if (!after) return refuse("after", "Write the words you propose.");
  if (after.length > CLAUSE_MAX) return refuse("after", `Use at most ${CLAUSE_MAX} characters for a clause.`);
  return { ok: true, after };
}

function newValue(key: string, typed: string): { ok: true; after: string } | Refusal {
  const parameter = parameterOf(key);
  const value = parseValue(parameter, typed);
  return value === undefined ? refuse("after", limitsInWords(parameter)) : { ok: true, after: canonicalJson(value) };
}
