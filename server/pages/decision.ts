import {
  type DecisionRow,
  decisionFacts,
  decisionOfProcess,
  droppedOf,
  frameOf,
  rationaleRoom,
  standingsOf,
} from "#db/decisions.ts";
import { decisionsOf, interviewsOf } from "#db/interviews.ts";
import { type ProcessRow, processById, processFacts, signaturesOf, termsOf } from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { recordOfSubject } from "#db/records.ts";
import { DECISION_SIGNERS, nextSigner, signerOf } from "#shared/decision.ts";
import { type DecisionContent, readDecision } from "#shared/documents/decision.ts";
import { dropEffect } from "#shared/dropped.ts";
import { can, canMove, roomMode, stateLabel } from "#shared/machine.ts";
import { roomName } from "#shared/rooms.ts";
import { mayOpenDecision } from "../commands/decisions.ts";
import type { CommandContext } from "../context.ts";
import { lettersPage } from "../letters.ts";
import { asPresent, type RoomHandle } from "./interview.ts";

/**
 * What the page of a round's decision shows this person: before it is opened, what it waits for; then the document,
 * and from the freeze on the exact text with what each side said and signed.
 * @returns `null` when there is nothing of it for this person.
 */
export function decisionPage(ctx: CommandContext, processId: string) {
  const { db, viewer } = ctx;
  const round = processById(db, viewer.programId, processId);
  const program = programOf(db, viewer.programId);
  if (!round || !program || !can(viewer, "R", "round", processFacts(round))) return null;
  const head = { process: { id: round.id, title: round.title }, zone: program.timeZone, viewer: asPresent(viewer) };
  const row = decisionOfProcess(db, round.id);
  if (row === null) {
    const waiting = mayOpenDecision(viewer) ? beforeOpening(ctx, round) : null;
    return waiting && { ...head, waiting, decision: null };
  }
  if (!can(viewer, "R", "rationale", decisionFacts(row))) return null;
  return { ...head, waiting: null, decision: opened(ctx, row) };
}

export type DecisionPage = NonNullable<ReturnType<typeof decisionPage>>;
export type OpenedDecision = NonNullable<DecisionPage["decision"]>;

/** The decision of a round by the round's id; "" when there is none: commands answer that it does not exist. */
export function decisionIdOf({ db, viewer }: CommandContext, processId: string): string {
  const row = decisionOfProcess(db, processId);
  return row?.programId === viewer.programId ? row.id : "";
}

/** Is there anything of the decision for this person: to open, to write, to read? */
export function decisionLink(ctx: CommandContext, round: ProcessRow): { state: string } | null {
  const row = decisionOfProcess(ctx.db, round.id);
  if (row)
    return can(ctx.viewer, "R", "rationale", decisionFacts(row)) ? { state: stateLabel("decision", row.state) } : null;
  return mayOpenDecision(ctx.viewer) && interviewsOf(ctx.db, round.id).some(({ state }) => state === "sealed")
    ? { state: "Can be opened" }
    : null;
}

/** How many results are sealed, and who has none yet. Holds no figure. */
function beforeOpening({ db }: CommandContext, round: ProcessRow) {
  const terms = termsOf(round);
  const all = terms ? standingsOf(db, round, terms) : [];
  const ineligible = stateLabel("candidate", "ineligible");
  return {
    sealed: all.filter((one) => one.resultHash !== null).length,
    others: all
      .filter((one) => one.resultHash === null)
      .map(({ name, state }) => ({ name, state, open: state !== ineligible })),
  };
}

function opened(ctx: CommandContext, row: DecisionRow) {
  const { db, viewer } = ctx;
  const facts = decisionFacts(row);
  const frame = frameOf(db, row);
  const room = rationaleRoom(row);
  const mode = roomMode(viewer, room, { facts, revision: row.revision });
  const signatures = signaturesOf(db, "decision", row.id);
  const live = signatures.filter((s) => s.voidedAt === null);
  const turn = row.state === "signing" || row.state === "authorizing" ? nextSigner(live) : null;
  const members = membersOf(db, row.programId);
  return {
    id: row.id,
    state: row.state,
    label: stateLabel("decision", row.state),
    revision: row.revision,
    // Until it is sealed the page stays connected: somebody may sign, or open the text again, at any moment.
    room: row.state !== "sealed" && mode ? ({ name: roomName(room), mode } satisfies RoomHandle) : null,
    frame,
    draftNow: readDecision(ctx.rooms.read(room), frame),
    content: row.content ? (JSON.parse(row.content) as DecisionContent) : null,
    hash: row.contentHash,
    dropped: droppedSentences(ctx, row),
    leads: members
      .filter((m) => m.role === "supervisor" || m.role === "administrator")
      .map(({ userId, name, initials, party }) => ({ userId, name, initials, party })),
    signers: DECISION_SIGNERS.map((one) => {
      const given = live.find((s) => s.role === one.role && s.party === one.party);
      return {
        ...one,
        name: given?.name ?? members.find((m) => m.role === one.role && m.party === one.party)?.name ?? null,
        signedAt: given?.signedAt ?? null,
        next: turn?.role === one.role && turn.party === one.party,
      };
    }),
    voided: signatures.filter((s) => s.voidedAt !== null),
    earlier: earlierWords(ctx, row),
    recordId: row.state === "sealed" ? (recordOfSubject(db, "decision", row.id)?.id ?? null) : null,
    letters: lettersPage(ctx, row.processId),
    may: {
      freeze: canMove(viewer, "freeze", facts),
      position: canMove(viewer, "concur", facts),
      answer: canMove(viewer, "answer", facts),
      sign: turn !== null && signerOf(viewer) === turn && can(viewer, "S", "rationale", facts),
      reopen: canMove(viewer, "reopen", facts),
    },
  };
}

/** What was said about texts that were opened again: it is void, and stays on record. */
function earlierWords({ db }: CommandContext, row: DecisionRow) {
  const kinds = [
    "position-concur",
    "position-dissent",
    "position-abstain",
    "answer-dissent",
    "reopen-decision",
  ] as const;
  return Array.from({ length: row.revision - 1 }, (_, i) =>
    kinds
      .flatMap((kind) => decisionsOf(db, kind, `${row.id}/r${i + 1}`))
      .map(({ kind, name, reason, at }) => ({ revision: i + 1, kind, name, reason, at })),
  ).flat();
}

function droppedSentences({ db }: CommandContext, row: DecisionRow) {
  const round = processById(db, row.programId, row.processId);
  const terms = round && termsOf(round);
  if (!terms) return [];
  const approved = droppedOf(db, row.processId).filter((one) => one.approvedAt !== null);
  return approved.map((one, i) => ({
    id: one.id,
    lead: terms.questions.find((q) => q.id === one.questionId)?.lead ?? "",
    reason: one.reason,
    asked: one.asked,
    approved: one.approved,
    effect: dropEffect(
      terms,
      approved.slice(0, i).map((other) => other.questionId),
      one.questionId,
    ),
  }));
}
