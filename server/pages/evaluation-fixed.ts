import { type Evaluation, evaluationRoom } from "#db/evaluations.ts";
import { signaturesOf } from "#db/processes.ts";
import { removalsOfAssignment } from "#db/removals.ts";
import { casePaths } from "#shared/case-paths.ts";
import { readResponse } from "#shared/documents/evaluation.ts";
import { actOf, type EvaluationAct, type EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { can, canMove, canReadHistory, hats, roomMode } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import { roomName } from "#shared/rooms.ts";
import { today } from "../commands/case-access.ts";
import { contentOf, leadHat } from "../commands/evaluation-access.ts";
import type { CommandContext } from "../context.ts";
import { readableRecordOf } from "../records/reading.ts";
import { planPart } from "./evaluation-plan.ts";
import type { RoomHandle } from "./interview.ts";

/**
 * What the page of an evaluation shows this person from the moment its text is fixed: the exact text, each step under
 * it with the fingerprint it binds, and what of it is theirs to do.
 * @returns `null` before that, and for whoever may not read the text in this state
 */
export function fixedPart(ctx: CommandContext, record: Evaluation) {
  const { viewer, db } = ctx;
  const { row, facts, terms } = record;
  const content = can(viewer, "R", "document", facts) ? contentOf(row) : null;
  if (!content || !row.contentHash) return null;
  const day = today(ctx, row.programId);
  return {
    state: row.state,
    content,
    /** What the next signature would bind. */
    hash: row.contentHash,
    steps: stepsOf(record, content),
    voided: signaturesOf(db, "evaluation", row.id).flatMap((s) =>
      s.voidedAt === null
        ? []
        : [{ id: s.id, name: s.name, signedAt: s.signedAt, hash: s.hash, reason: s.voidReason ?? "" }],
    ),
    meetingAt: row.meetingAt,
    feedbackDueOn: row.feedbackDueOn,
    handedInFeedback: row.feedbackAt !== null,
    responseDueOn: row.responseDueOn,
    responseDaysLeft: row.state === "response" && row.responseDueOn ? daysBetween(day, row.responseDueOn) : null,
    response: responsePart(ctx, record),
    recordId: readableRecordOf(ctx, "evaluation", row.id)?.id ?? null,
    removal: removalOf(ctx, record),
    plan: planPart(ctx, record),
    rests: terms.mouVersion === null ? null : restsOnTerms(record, terms.mouVersion),
    may: mayDo(ctx, record, day),
  };
}

export type FixedPart = NonNullable<ReturnType<typeof fixedPart>>;
export type FixedStep = FixedPart["steps"][number];

/** Which of the acts are this person's now. The commands judge again. */
function mayDo(ctx: CommandContext, record: Evaluation, day: string) {
  const { viewer, clock } = ctx;
  const { row, facts } = record;
  const signs = (state: typeof row.state) => row.state === state && can(viewer, "S", "document", facts);
  const owner = facts.ownerId === viewer.userId;
  const lead = leadHat(ctx, record);
  const met = row.meetingAt !== null && clock() >= row.meetingAt;
  const inTime = (due: string | null) => due === null || day <= due;
  return {
    sign: signs("frozen") && lead === "supervisor",
    feedback: canMove(viewer, "giveFeedback", facts) && inTime(row.feedbackDueOn),
    receive: signs("presented") && owner && met,
    refuse: signs("presented") && lead === "supervisor" && met,
    respond: canMove(viewer, "respond", facts) && inTime(row.responseDueOn),
    agree: signs("review") && hats(viewer, facts).includes("executive") && viewer.party === "agency",
    giveBack: canMove(viewer, "giveBack", facts) && viewer.party === "agency",
    reopen: canMove(viewer, "reopen", facts),
  };
}

/** The steps under the text in their order: what was done, who is next, who comes after. */
function stepsOf({ terms }: Evaluation, content: EvaluationContent) {
  const { names, acts } = content;
  const order: { act: EvaluationAct["act"]; who: string; party: Party }[] = [
    { act: "signed", who: names.supervisor, party: "agency" },
    { act: "feedback", who: names.administrator || "No administrator was named", party: "district" },
    { act: "presented", who: names.officer, party: "agency" },
    { act: "response", who: names.officer, party: "agency" },
    ...(terms.commandReview
      ? [{ act: "command" as const, who: `Head of the agency, ${names.agency}`, party: "agency" as const }]
      : []),
  ];
  return order.map((step, i) => ({ ...step, done: actOf(content, step.act) ?? null, next: i === acts.length }));
}

/** The officer's own room for a response: while the days run to write in it, afterwards to read what was typed. */
function responsePart({ viewer, rooms }: CommandContext, { row, facts }: Evaluation) {
  if (row.state !== "response" || !can(viewer, "W", "response", facts)) return null;
  const room = evaluationRoom(row, "response");
  const behind = { facts, revision: row.revision };
  const mode = roomMode(viewer, room, behind);
  const { kind, recordId, part, revision } = room;
  return {
    room: mode ? ({ name: roomName(room), mode } satisfies RoomHandle) : null,
    history: canReadHistory(viewer, room, behind) ? { kind, recordId, part, revision } : null,
    words: readResponse(rooms.read(room)),
  };
}

/** The review that a sealed outcome opened, for those who may read what it asks. */
function removalOf({ db, viewer }: CommandContext, { row }: Evaluation): string | null {
  if (row.outcome !== "removal-review") return null;
  const opened = removalsOfAssignment(db, row.assignmentId).find((one) => one.row.evaluationId === row.id);
  return opened && can(viewer, "R", "request", opened.facts)
    ? casePaths.removal(row.assignmentId, opened.row.id)
    : null;
}

function restsOnTerms({ terms }: Evaluation, version: number) {
  return {
    "evaluation.feedback_window": { version, value: terms.feedbackDays },
    "evaluation.response_window": { version, value: terms.responseDays },
    "evaluation.command_review": { version, value: terms.commandReview },
  };
}

const DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
