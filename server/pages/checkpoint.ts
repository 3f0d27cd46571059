import { assignmentById, type LeadRole } from "#db/assignments.ts";
import {
  type Checkpoint,
  checkpointById,
  checkpointRoom,
  checkpointsOf,
  inputFacts,
  inputRole,
  inputRoom,
  reviewOf,
} from "#db/checkpoints.ts";
import { decisionsOf } from "#db/interviews.ts";
import { holidaysOf, probationOfAssignment } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { programOf } from "#db/programs.ts";
import {
  type PromptContent,
  readInput,
  readNarrative,
  readRatings,
  readSection,
  readSelf,
  saysSomething,
} from "#shared/documents/checkpoint.ts";
import { can, canMove, canReadHistory, roomMode } from "#shared/machine.ts";
import { roomName } from "#shared/rooms.ts";
import { workingDaysAfter } from "#shared/working-days.ts";
import { dayOf, today } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";
import { readableRecordOf } from "../records/reading.ts";
import { meetsInCase } from "./case-reach.ts";
import { checkpointLine } from "./checkpoint-line.ts";
import { commentsOf } from "./comments.ts";
import { asPresent, type RoomHandle } from "./interview.ts";
import { caseHead } from "./officers.ts";

/**
 * What the page of one checkpoint shows this person. Before the exchange it holds of the other lead's input that it was
 * handed in or not, and never a word; of the officer's self-assessment likewise until it was handed over.
 * @returns `null` when the checkpoint does not exist for this person.
 */
export function checkpointPage(ctx: CommandContext, assignmentId: string, n: number) {
  const { db, viewer } = ctx;
  const of = assignmentById(db, viewer.programId, assignmentId);
  const program = of && programOf(db, of.programId);
  const record = of && checkpointById(db, viewer.programId, checkpointIdOf(ctx, assignmentId, n));
  const line = record && checkpointLine(ctx, record.row, record.probation);
  if (!of || !program || !record || !line) return null;
  const { form, facts } = record;
  return {
    head: caseHead(ctx, of),
    zone: program.timeZone,
    today: today(ctx, of.programId),
    viewer: asPresent(viewer),
    form,
    line,
    running: record.probation.row.state === "running",
    self: selfPart(ctx, record),
    input: inputPart(ctx, record),
    joint: jointPart(ctx, record),
    review: reviewPart(ctx, record),
    may: {
      open: canMove(viewer, "open", facts),
      present: canMove(viewer, "present", facts),
      meeting: can(viewer, "X", "status", facts),
      calendar: record.row.meetingAt !== null && meetsInCase(viewer, facts),
    },
  };
}

export type CheckpointPage = NonNullable<ReturnType<typeof checkpointPage>>;

/** The id of a probation's n-th checkpoint; "" when there is none: commands answer that it does not exist. */
export function checkpointIdOf({ db, viewer }: CommandContext, assignmentId: string, n: number): string {
  const of = probationOfAssignment(db, assignmentId);
  if (!of || of.row.programId !== viewer.programId) return "";
  return checkpointsOf(db, of.row.id).find((one) => one.n === n)?.id ?? "";
}

/** The officer's words: while they are written for the officer alone, then for those who may read them. */
function selfPart(ctx: CommandContext, { row, form, facts }: Checkpoint) {
  const { viewer, rooms } = ctx;
  if (row.state === "planned" || !can(viewer, "R", "self", facts)) return null;
  const handle = handleOf(ctx, checkpointRoom(row, "self"), { facts, revision: 1 });
  const writing = row.state === "self";
  return {
    ...handle,
    writing,
    submittedAt: row.selfAt,
    content: writing
      ? readSelf(rooms.read(checkpointRoom(row, "self")), form)
      : row.self === null
        ? null
        : (JSON.parse(row.self) as PromptContent),
  };
}

/** The reader's own input while it is written; everybody's once all of it is open. */
function inputPart(ctx: CommandContext, record: Checkpoint) {
  const { viewer, rooms } = ctx;
  const { row, form, inputs, facts } = record;
  const role = inputRole(record, viewer.userId);
  const own = inputFacts(record, viewer.userId);
  const mine = role && row.state === "input" && can(viewer, "R", "input", own) ? role : null;
  const open = row.state !== "input" && can(viewer, "R", "input", facts);
  return {
    mine: mine && {
      ...handleOf(ctx, inputRoom(row, viewer.userId), { facts: own, revision: 1 }),
      role: mine,
      submittedAt: inputs.find(({ userId }) => userId === viewer.userId)?.submittedAt ?? null,
      content: readInput(rooms.read(inputRoom(row, viewer.userId)), form, mine),
    },
    /** How many write beside the reader: with nobody else there is nothing to wait for. */
    asked: inputs.length,
    opened: open
      ? inputs.map(({ userId, name, role, submittedAt, content }) => ({
          mine: userId === viewer.userId,
          name,
          role,
          submittedAt,
          content: content === null ? null : (JSON.parse(content) as PromptContent),
        }))
      : null,
    /** Where the reader finds what they had typed and not handed in by the day. */
    unsent: open && role ? unsentOf(ctx, record, role) : null,
  };
}

function unsentOf(ctx: CommandContext, record: Checkpoint, role: LeadRole) {
  const { viewer, rooms } = ctx;
  const { row, form, inputs } = record;
  if (inputs.some(({ userId, submittedAt }) => userId === viewer.userId && submittedAt !== null)) return null;
  const room = inputRoom(row, viewer.userId);
  if (!saysSomething(readInput(rooms.read(room), form, role))) return null;
  return handleOf(ctx, room, { facts: inputFacts(record, viewer.userId), revision: 1 }).history;
}

/** The three rooms of the joint review with one pen each, while it is written. */
function jointPart(ctx: CommandContext, record: Checkpoint) {
  const { viewer, rooms } = ctx;
  const { row, form, facts } = record;
  if (row.state !== "joint" || !can(viewer, "R", "narrative", facts)) return null;
  const behind = { facts, revision: row.revision };
  const room = (part: "ratings" | "section" | "narrative") => checkpointRoom(row, part);
  return {
    revision: row.revision,
    ratings: { ...handleOf(ctx, room("ratings"), behind), now: readRatings(rooms.read(room("ratings")), form) },
    section: { ...handleOf(ctx, room("section"), behind), now: readSection(rooms.read(room("section"))) },
    narrative: { ...handleOf(ctx, room("narrative"), behind), now: readNarrative(rooms.read(room("narrative"))) },
    comments: commentsOf(ctx, { kind: "checkpoint", recordId: row.id, part: "narrative" }),
    reopened: reopenings(ctx, record),
  };
}

/** The fixed text, the answer and the signatures, from the moment it is presented. */
function reviewPart(ctx: CommandContext, record: Checkpoint) {
  const { db, viewer } = ctx;
  const { row, facts, probation } = record;
  const content = can(viewer, "R", "review", facts) ? reviewOf(row) : null;
  if (!content) return null;
  const all = signaturesOf(db, "checkpoint", row.id);
  const given = all.filter((s) => s.voidedAt === null);
  const officer = facts.ownerId === viewer.userId;
  const presented = row.state === "presented";
  const unanswered = presented && content.answer === null;
  const leads = caseHead(ctx, { ...probation.assignment, officerName: "", schoolName: "" }).leads;
  const signs = can(viewer, "S", "review", facts) && !officer;
  const last =
    row.presentedAt === null
      ? null
      : workingDaysAfter(
          dayOf(ctx, row.programId, row.presentedAt),
          probation.terms.inputDays,
          holidaysOf(db, row.programId),
        );
  return {
    content,
    hash: row.contentHash ?? "",
    /** The room that keeps the page awake while others answer and sign. */
    room: presented ? liveRoom(ctx, record) : null,
    signers: leads
      .filter(({ role }) => role === "supervisor" || probation.terms.administratorTakesPart)
      .map(({ role, party, name }) => {
        const signed = given.find((s) => s.role === role);
        return { role, party, name: signed?.name ?? name, signedAt: signed?.signedAt ?? null };
      }),
    voided: all.flatMap((s) =>
      s.voidedAt === null ? [] : [{ id: s.id, name: s.name, signedAt: s.signedAt, reason: s.voidReason ?? "" }],
    ),
    reopened: reopenings(ctx, record),
    recordId: readableRecordOf(ctx, "checkpoint", row.id)?.id ?? null,
    /** After this day it may go on without the administrator's signature. */
    signUntil: last,
    may: {
      answer: unanswered && officer && can(viewer, "S", "review", facts),
      refuse: unanswered && signs && viewer.role === "supervisor",
      sign: presented && !unanswered && signs && !given.some((s) => s.role === viewer.role),
      without:
        presented &&
        can(viewer, "X", "review", facts) &&
        given.some((s) => s.role === "supervisor") &&
        last !== null &&
        today(ctx, row.programId) > last,
      reopen: canMove(viewer, "reopen", facts),
    },
  };
}

export type ReviewPart = NonNullable<CheckpointPage["review"]>;
export type JointPart = NonNullable<CheckpointPage["joint"]>;

/** One room of this checkpoint the reader may read, so that the page hears of what others do. */
function liveRoom(ctx: CommandContext, { row, facts }: Checkpoint): RoomHandle | null {
  const behind = { facts, revision: row.revision };
  return (
    handleOf(ctx, checkpointRoom(row, "narrative"), behind).room ??
    handleOf(ctx, checkpointRoom(row, "self"), { facts, revision: 1 }).room
  );
}

function handleOf(
  { viewer }: CommandContext,
  room: Parameters<typeof roomName>[0],
  behind: Parameters<typeof roomMode>[2],
) {
  const mode = roomMode(viewer, room, behind);
  const { kind, recordId, part, revision } = room;
  return {
    room: mode ? ({ name: roomName(room), mode } satisfies RoomHandle) : null,
    /** Of the history page, for those who may read it. */
    history: canReadHistory(viewer, room, behind) ? { kind, recordId, part, revision } : null,
  };
}

function reopenings({ db }: CommandContext, { row }: Checkpoint) {
  return Array.from({ length: row.revision - 1 }, (_, i) =>
    decisionsOf(db, "reopen-checkpoint", `${row.id}/r${i + 1}`).map(({ name, reason, at }) => ({
      revision: i + 1,
      name,
      reason: reason ?? "",
      at,
    })),
  ).flat();
}
