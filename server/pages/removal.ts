import { assignmentById } from "#db/assignments.ts";
import { evaluationById } from "#db/evaluations.ts";
import { processById, processFacts, signaturesOf } from "#db/processes.ts";
import { programOf } from "#db/programs.ts";
import { type Removal, removalRoom, sideRoom } from "#db/removals.ts";
import { casePaths } from "#shared/case-paths.ts";
import type { RemovalContent } from "#shared/documents/removal-record.ts";
import { can, canMove, canReadHistory, type Facts, roomMode, stateLabel } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import { type RemovalRoom, roomName, SIDES } from "#shared/rooms.ts";
import { today } from "../commands/case-access.ts";
import { openRemovalRecord, removalNow } from "../commands/removal-access.ts";
import type { CommandContext } from "../context.ts";
import { readableRecordOf } from "../records/reading.ts";
import { meetsInCase } from "./case-reach.ts";
import { asPresent, type RoomHandle } from "./interview.ts";
import { caseHead } from "./officers.ts";
import { mayRequestRemoval, removalLines } from "./removal-lines.ts";

/**
 * What the page of one removal review shows this person: request and answer, each side's words, minutes, decision.
 * @returns `null` when the review does not exist for this person
 */
export function removalPage(ctx: CommandContext, assignmentId: string, removalId: string) {
  const { db, viewer } = ctx;
  const record = openRemovalRecord(ctx, removalId);
  const of = record && assignmentById(db, viewer.programId, assignmentId);
  const program = of && programOf(db, of.programId);
  if (!record || !of || !program || record.row.assignmentId !== of.id) return null;
  const { row, facts, terms } = record;
  if (!can(viewer, "R", "request", facts)) return null;
  const said = row.content === null ? removalNow(ctx, record).said : (JSON.parse(row.content) as RemovalContent);
  const ended = row.content !== null;
  return {
    head: caseHead(ctx, of),
    id: row.id,
    zone: program.timeZone,
    today: today(ctx, of.programId),
    now: ctx.clock(),
    viewer: asPresent(viewer),
    state: row.state,
    label: stateLabel("removal", row.state),
    /** As it would be signed now; from the seal on, as it was signed. */
    said,
    hash: row.contentHash,
    ended,
    sealedAt: row.sealedAt,
    room: ended ? null : handleOf(ctx, removalRoom(row, "request"), facts, row.revision).room,
    evaluation: evaluationOf(ctx, record),
    meetingAt: row.meetingAt,
    calendar: row.meetingAt !== null && meetsInCase(viewer, facts),
    decideDueOn: row.decideDueOn,
    mediationRequired: terms.mediationRequired,
    sides: ended || row.state === "requested" ? null : sidesPart(ctx, record),
    minutes:
      ended || row.state === "requested" ? null : handleOf(ctx, removalRoom(row, "minutes"), facts, row.revision),
    decision: row.state === "deciding" ? handleOf(ctx, removalRoom(row, "decision"), facts, row.revision) : null,
    signed: signedPart(ctx, record),
    recordId: readableRecordOf(ctx, "removal", row.id)?.id ?? null,
    round: roundOf(ctx, record),
    rests: terms.mouVersion === null ? null : restsOnTerms(record, terms.mouVersion),
    may: mayDo(ctx, record),
  };
}

export type RemovalPage = NonNullable<ReturnType<typeof removalPage>>;

/** Where a review is asked for, and what was asked before. @returns `null` when there is nothing of it for this person */
export function removalsPage(ctx: CommandContext, assignmentId: string) {
  const { db, viewer } = ctx;
  const of = assignmentById(db, viewer.programId, assignmentId);
  const program = of && programOf(db, of.programId);
  if (!of || !program) return null;
  const reviews = removalLines(ctx, of.id);
  const may = mayRequestRemoval(ctx, of.id);
  if (reviews.length === 0 && !may) return null;
  return { head: caseHead(ctx, of), zone: program.timeZone, reviews, may };
}

export type RemovalsPage = NonNullable<ReturnType<typeof removalsPage>>;

/** Which of the acts are this person's now. The commands judge again. */
function mayDo(ctx: CommandContext, record: Removal) {
  const { viewer, clock } = ctx;
  const { row, facts, terms } = record;
  const side = viewer.role === "supervisor" ? "agency" : "district";
  const met = row.meetingAt !== null && row.meetingAt <= clock();
  const asked = row.answerDueOn === null || today(ctx, row.programId) <= row.answerDueOn;
  const decides = row.state === "deciding" && can(viewer, "S", "decision", facts);
  return {
    answer: row.state === "requested" && can(viewer, "S", "request", facts) && side !== row.requestedFor && asked,
    meeting: row.state === "mediation" && can(viewer, "X", "minutes", facts),
    settle: row.state === "mediation" && can(viewer, "W", "minutes", facts),
    refer: canMove(viewer, "refer", facts) && (met || !terms.mediationRequired),
    withdraw: canMove(viewer, "withdraw", facts) && side === row.requestedFor,
    position: decides && viewer.role === "administrator",
    sign: decides && viewer.role === "executive",
  };
}

/** Each side's own words, live: one person writes, the others read. */
function sidesPart(ctx: CommandContext, { row, facts }: Removal) {
  return SIDES.map((side) => {
    const handle = handleOf(ctx, sideRoom(row, side), facts, row.revision);
    return { side, ...handle, mine: handle.room?.mode === "write" };
  });
}

/** Every signature given so far, with the words it was given for. */
function signedPart({ db }: CommandContext, { row }: Removal) {
  return signaturesOf(db, "removal", row.id).map(({ id, name, role, party, hash, signedAt, voidedAt }) => ({
    id,
    name,
    role,
    party: party as Party,
    hash,
    signedAt,
    isVoid: voidedAt !== null,
  }));
}

/** The evaluation whose outcome opened the review, for those who may open its page. */
function evaluationOf({ db, viewer }: CommandContext, { row }: Removal): { to: string; title: string } | null {
  const found = row.evaluationId === null ? null : evaluationById(db, row.programId, row.evaluationId);
  if (!found || !can(viewer, "R", "goals", found.facts)) return null;
  return { to: casePaths.evaluation(row.assignmentId, found.row.id), title: found.row.title };
}

/** The selection round that a reassignment opened. */
function roundOf({ db, viewer }: CommandContext, { row }: Removal): { to: string; title: string } | null {
  const opened = row.processId === null ? undefined : processById(db, row.programId, row.processId);
  if (!opened) return null;
  const facts = processFacts(opened);
  if (can(viewer, "R", "round", facts)) return { to: `/selection/${opened.id}`, title: opened.title };
  if (can(viewer, "R", "agreement", facts)) return { to: `/selection/${opened.id}/agreement`, title: opened.title };
  return null;
}

function handleOf({ viewer }: CommandContext, room: RemovalRoom, facts: Facts<"removal">, present: number) {
  const behind = { facts, revision: present };
  const mode = roomMode(viewer, room, behind);
  const { kind, recordId, part, revision } = room;
  return {
    room: mode ? ({ name: roomName(room), mode } satisfies RoomHandle) : null,
    history: canReadHistory(viewer, room, behind)
      ? { kind, recordId, part, revision, ...("side" in room ? { side: room.side } : {}) }
      : null,
  };
}

function restsOnTerms({ terms }: Removal, version: number) {
  return {
    "removal.answer_within": { version, value: terms.answerDays },
    "removal.mediation_required": { version, value: terms.mediationRequired },
    "removal.executive_decision_within": { version, value: terms.decideDays },
  };
}
