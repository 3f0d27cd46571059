import { openOutcome, outcomeContent, outcomesOf, type Probation } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { membersOf } from "#db/programs.ts";
import { extensionLimit } from "#shared/date-rules.ts";
import { outcomeSigners } from "#shared/documents/probation-outcome.ts";
import { can } from "#shared/machine.ts";
import { receiptBy } from "../commands/probation-notices.ts";
import type { CommandContext } from "../context.ts";
import { readableRecordOf } from "../records/reading.ts";

/**
 * The outcome of a probation, as far as this person may read it: the proposal with everything said on it and who signs
 * next, and what was sealed or taken back before. @returns `null` when there is nothing of it for this person
 */
export function outcomePart(ctx: CommandContext, record: Probation) {
  const { db, viewer } = ctx;
  const all = outcomesOf(db, record.row.id);
  const reads = can(viewer, "R", "outcome", record.facts);
  const sealed = all.flatMap((row) => {
    const kept = row.sealedAt === null ? null : readableRecordOf(ctx, "probation-outcome", row.id);
    return kept ? [{ id: row.id, outcome: row.outcome, sealedAt: kept.sealedAt, recordId: kept.id }] : [];
  });
  if (!reads && sealed.length === 0) return null;
  const { endOn } = record.row;
  return {
    open: reads ? openPart(ctx, record) : null,
    sealed,
    withdrawn: reads
      ? all.flatMap((row) =>
          row.withdrawnAt === null
            ? []
            : [{ id: row.id, outcome: row.outcome, at: row.withdrawnAt, reason: row.withdrawnReason ?? "" }],
        )
      : [],
    /** The latest last day an extension may have. */
    extendableTo: endOn === null ? null : extensionLimit(endOn, record.terms),
  };
}

export type OutcomePart = NonNullable<ReturnType<typeof outcomePart>>;
export type OpenOutcome = NonNullable<OutcomePart["open"]>;

function openPart(ctx: CommandContext, record: Probation) {
  const { db, viewer } = ctx;
  const { facts } = record;
  const row = openOutcome(db, record.row.id);
  if (!row) return null;
  const content = outcomeContent(row);
  const given = signaturesOf(db, "probation-outcome", row.id).filter((s) => s.voidedAt === null);
  const order = outcomeSigners(content).map((one) => ({
    ...one,
    signed: given.find((s) => s.role === one.role && s.party === one.party) ?? null,
  }));
  const { position, reply, receipt } = content;
  const said = position !== null && (position.position !== "against" || reply !== null);
  const turn = said && receipt ? order.find(({ signed }) => signed === null) : undefined;
  const members = membersOf(db, record.row.programId);
  const officer = facts.ownerId === viewer.userId;
  const nameOf = (role: "supervisor" | "executive", party: "agency" | "district") =>
    members.find(
      (m) =>
        m.role === role && m.party === party && (role === "executive" || (facts.leads?.includes(m.userId) ?? false)),
    )?.name ?? null;
  return {
    id: row.id,
    content,
    hash: row.contentHash,
    positionDueOn: row.positionDueOn,
    signers: order.map((one) => ({
      role: one.role,
      party: one.party,
      title: one.title,
      name: one.signed?.name ?? nameOf(one.role, one.party),
      signedAt: one.signed?.signedAt ?? null,
      next: one === turn,
    })),
    may: {
      position: position === null && can(viewer, "K", "outcome", facts) && can(viewer, "S", "outcome", facts),
      reply:
        position?.position === "against" &&
        reply === null &&
        viewer.role === "supervisor" &&
        can(viewer, "W", "outcome", facts),
      receive: said && receipt === null && receiptBy(ctx, record, "outcome", "received"),
      refuse: said && receipt === null && receiptBy(ctx, record, "outcome", "refused"),
      sign:
        turn !== undefined &&
        !officer &&
        turn.role === viewer.role &&
        turn.party === viewer.party &&
        can(viewer, "S", "outcome", facts),
    },
  };
}
