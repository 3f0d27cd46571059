import { assignmentById } from "#db/assignments.ts";
import { checkpointsOf, reviewOf } from "#db/checkpoints.ts";
import {
  extensionsOf,
  leavesOf,
  type Notice,
  noticesOf,
  type Plan,
  type Probation,
  planOf,
  plansOf,
  probationOfAssignment,
} from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { can, canMove, stateLabel } from "#shared/machine.ts";
import type { ProbationTerms } from "#shared/probation.ts";
import type { Party } from "#shared/roles.ts";
import { today } from "../commands/case-access.ts";
import { receiptBy } from "../commands/probation-notices.ts";
import type { CommandContext } from "../context.ts";
import { probationFacts } from "./case-reach.ts";
import { checkpointLine } from "./checkpoint-line.ts";
import { commentsOf } from "./comments.ts";
import { mayPlanProbation } from "./officer.ts";
import { caseHead } from "./officers.ts";
import { outcomePart } from "./outcome.ts";

/**
 * What the page of a probation shows this person: its dates and the clause they follow from, leave, checkpoints,
 * notices, the plan, the outcome. Before it is planned, the form for those who plan it.
 * @returns `null` when there is nothing of it for this person.
 */
export function probationPage(ctx: CommandContext, assignmentId: string) {
  const { db, viewer } = ctx;
  const of = assignmentById(db, viewer.programId, assignmentId);
  const program = of && programOf(db, of.programId);
  if (!of || !program) return null;
  const record = probationOfAssignment(db, of.id);
  if (!can(viewer, "R", "plan", record?.facts ?? probationFacts(db, of, null))) return null;
  if (!record && (of.toDate !== null || !mayPlanProbation(ctx, of))) return null;
  return {
    head: caseHead(ctx, of),
    zone: program.timeZone,
    today: today(ctx, of.programId),
    probation: record && opened(ctx, record),
  };
}

export type ProbationPage = NonNullable<ReturnType<typeof probationPage>>;
export type OpenedProbation = NonNullable<ProbationPage["probation"]>;
export type NoticeLine = NonNullable<OpenedProbation["notices"]>["given"][number];
export type PlanLine = NonNullable<OpenedProbation["remediation"]>["plans"][number];

/** The id of an assignment's probation; "" when there is none: commands answer that it does not exist. */
export function probationIdOf({ db, viewer }: CommandContext, assignmentId: string): string {
  const record = probationOfAssignment(db, assignmentId);
  return record?.row.programId === viewer.programId ? record.row.id : "";
}

function opened(ctx: CommandContext, record: Probation) {
  const { db, viewer } = ctx;
  const { row, terms, facts } = record;
  const lines = checkpointsOf(db, row.id).flatMap((one) => checkpointLine(ctx, one, record) ?? []);
  return {
    id: row.id,
    state: row.state,
    label: stateLabel("probation", row.state),
    startOn: row.startOn,
    endOn: row.endOn,
    plannedEndOn: planOf(row).endOn,
    extendedTo: row.extendedTo,
    outcome: row.outcome,
    terms,
    rests: terms.mouVersion === null ? null : restsOnTerms(terms, terms.mouVersion),
    plan: planPart(ctx, record),
    days: daysPart(ctx, record),
    checkpoints: lines,
    leave: leavePart(ctx, record),
    notices: noticesPart(ctx, record),
    remediation: remediationPart(ctx, record),
    outcomes: outcomePart(ctx, record),
    extensions: extensionsOf(db, row.id).length,
    may: {
      replan: can(viewer, "W", "plan", facts),
      propose: canMove(viewer, "propose", facts),
      withdraw: canMove(viewer, "withdraw", facts) && can(viewer, "W", "outcome", facts),
    },
  };
}

/** The values the dates rest on, as the agreement of that version had them. */
function restsOnTerms(terms: ProbationTerms, version: number) {
  return {
    "probation.length_months": { version, value: terms.lengthMonths },
    "probation.checkpoints_days": { version, value: terms.checkpointDays.join(", ") },
    "probation.input_days": { version, value: terms.inputDays },
    "probation.leave_pause_after_days": { version, value: terms.leavePauseAfterDays },
    "probation.notice_required_before_end": { version, value: terms.noticeRequiredBeforeEnd },
    "probation.max_extensions": { version, value: terms.maxExtensions },
  };
}

/** The signed dates: who signs, who has, and the reader's own turn. */
function planPart({ db, viewer }: CommandContext, { row, facts }: Probation) {
  const all = signaturesOf(db, "probation-plan", row.id);
  const given = all.filter((s) => s.voidedAt === null);
  const members = membersOf(db, row.programId, { past: true });
  const line = (role: "supervisor" | "administrator", party: Party, title: string) => {
    const signed = given.find((s) => s.role === role && s.userId !== facts.ownerId);
    const lead = members.find((m) => m.role === role && facts.leads?.includes(m.userId));
    return { role, party, title, name: signed?.name ?? lead?.name ?? null, signedAt: signed?.signedAt ?? null };
  };
  const received = given.find((s) => s.userId === facts.ownerId);
  const mine = given.some((s) => s.userId === viewer.userId);
  return {
    hash: row.planHash,
    signers: [
      line("supervisor", "agency", "SRO supervisor"),
      line("administrator", "district", "School administrator"),
    ],
    received: received ? received.signedAt : null,
    voided: all.flatMap((s) =>
      s.voidedAt === null ? [] : [{ id: s.id, name: s.name, signedAt: s.signedAt, reason: s.voidReason ?? "" }],
    ),
    maySign: can(viewer, "S", "plan", facts) && !mine,
    officer: facts.ownerId === viewer.userId,
  };
}

/** Each checkpoint's days as both leads signed them, and as they are now. */
function daysPart({ db }: CommandContext, { row }: Probation) {
  const now = checkpointsOf(db, row.id);
  const signed = planOf(row).checkpoints;
  const all = now.length > 0 ? now : signed;
  return all.map(({ n, offsetDays, opensOn, selfDueOn, inputDueOn }) => {
    const before = signed.find((one) => one.n === n);
    return {
      n,
      offsetDays,
      opensOn,
      selfDueOn,
      inputDueOn,
      /** The day both leads signed, when it is another one now. */
      movedFrom: before && before.selfDueOn !== selfDueOn ? before.selfDueOn : null,
    };
  });
}

function leavePart({ db, viewer }: CommandContext, { row, facts }: Probation) {
  if (!can(viewer, "R", "leave", facts)) return null;
  return {
    entries: leavesOf(db, row.assignmentId).map(({ id, fromDate, toDate }) => ({ id, from: fromDate, to: toDate })),
    mayWrite: can(viewer, "W", "leave", facts) && row.state !== "deciding",
    /** An outcome is being signed with the dates as they are: leave waits. */
    held: can(viewer, "W", "leave", facts) && row.state === "deciding",
  };
}

function noticesPart(ctx: CommandContext, record: Probation) {
  const { db, viewer } = ctx;
  const { row, facts } = record;
  if (!can(viewer, "R", "notices", facts)) return null;
  const given = noticesOf(db, row.id);
  const mayGive = can(viewer, "W", "notices", facts);
  return {
    given: given.map((notice) => noticeLine(ctx, record, notice)),
    mayGive,
    untold: mayGive ? untoldConcerns(ctx, record, given) : [],
  };
}

/** What a presented review calls a concern, and no notice has told the officer of: without one it cannot end the post. */
function untoldConcerns({ db }: CommandContext, { row }: Probation, given: readonly Notice[]) {
  return checkpointsOf(db, row.id).flatMap((one) =>
    (reviewOf(one)?.ratings.items ?? [])
      .filter(({ id, rating }) => rating === "concern" && !given.some(({ itemId }) => itemId === id))
      .map(({ id, text }) => ({ id, text, n: one.n })),
  );
}

function noticeLine(ctx: CommandContext, record: Probation, notice: Notice) {
  const { id, itemId, evidence, expected, help, reviewOn, responseDueOn, issuerName, issuedAt } = notice;
  const inTime = today(ctx, record.row.programId) <= responseDueOn;
  return {
    ...{ id, itemId, evidence, expected, help, reviewOn, responseDueOn, issuerName, issuedAt },
    ...{ receipt: notice.receipt, receiptAt: notice.receiptAt, witness: notice.witness },
    receiptByName: nameOf(ctx, notice.receiptBy),
    ...{ answer: notice.answer, answeredAt: notice.answeredAt },
    may: {
      receive: notice.receipt === null && receiptBy(ctx, record, "notices", "received"),
      refuse: notice.receipt === null && receiptBy(ctx, record, "notices", "refused"),
      answer:
        notice.answer === null && inTime && can(ctx.viewer, "K", "notices", record.facts) && isOfficer(ctx, record),
    },
  };
}

function remediationPart(ctx: CommandContext, record: Probation) {
  const { db, viewer } = ctx;
  const { row, facts } = record;
  if (!can(viewer, "R", "remediation", facts)) return null;
  const notices = noticesOf(db, row.id);
  return {
    plans: plansOf(db, "probation", row.id).map((plan) => planLine(ctx, record, plan)),
    mayIssue: notices.length > 0 && can(viewer, "W", "remediation", facts),
  };
}

function planLine(ctx: CommandContext, record: Probation, plan: Plan) {
  const { id, hash, noticeId, issuedAt, receipt, receiptAt, witness, officerWords } = plan;
  return {
    ...{ id, hash, noticeId, issuedAt, receipt, receiptAt, witness, officerWords },
    receiptByName: nameOf(ctx, plan.receiptBy),
    comments: commentsOf(ctx, { kind: "plan", recordId: id, part: "remediation" }),
    items: plan.items.map(({ id, n, item, expected, help, owner, dueOn, proof, result, resultEvidence }) => ({
      ...{ id, n, item, expected, help, owner, dueOn, proof, result, resultEvidence },
    })),
    may: {
      receive: receipt === null && receiptBy(ctx, record, "remediation", "received"),
      refuse: receipt === null && receiptBy(ctx, record, "remediation", "refused"),
      result: can(ctx.viewer, "W", "remediation", record.facts),
    },
  };
}

/** Also of somebody who has left the program. */
const nameOf = ({ db, viewer }: CommandContext, userId: string | null): string | null =>
  membersOf(db, viewer.programId, { past: true }).find((one) => one.userId === userId)?.name ?? null;

const isOfficer = ({ viewer }: CommandContext, { facts }: Probation) => facts.ownerId === viewer.userId;
