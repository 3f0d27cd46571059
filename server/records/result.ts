import { candidateById } from "#db/candidates.ts";
import { deviationsOf, observersOf } from "#db/course.ts";
import { droppedWords } from "#db/decision-content.ts";
import { type Decision, decisionsOf, type InterviewRecord, openedCards, type Seat } from "#db/interviews.ts";
import { lateCards, paperMarks } from "#db/paper.ts";
import { programOf, schoolsOf } from "#db/programs.ts";
import type { JointContent } from "#shared/documents/joint.ts";
import { readNotes } from "#shared/documents/notes.ts";
import { type DecisionInput, type PanelResult, panelResult, type RaterInput } from "#shared/documents/result.ts";
import { serviceYears } from "#shared/service.ts";
import { interviewRoom } from "../commands/interview-access.ts";
import type { CommandContext } from "../context.ts";

/** Everything the panel result says, gathered from the record, its opened cards, the shared notes and the joint scorecard. */
export function resultOf(ctx: CommandContext, record: InterviewRecord, joint: JointContent): PanelResult {
  const { db } = ctx;
  const { interview, process, terms, seats } = record;
  const program = programOf(db, interview.programId);
  const person = candidateById(db, interview.programId, interview.candidateId);
  if (!program || !person || !process.termsHash)
    throw new Error("An interview stands on a program, a candidate and signed terms.");
  const spans = person.spans.map((span) => ({ from: span.fromDate, to: span.toDate }));
  const opened = openedCards(db, interview.id);
  const [marks, late] = [paperMarks(db, interview.id), lateCards(db, interview.id)];
  return panelResult({
    program,
    process: { id: process.id, title: process.title, termsHash: process.termsHash },
    terms,
    schoolName: terms.names?.school ?? schoolsOf(db, program.id).find((s) => s.id === terms.schoolId)?.name ?? null,
    candidate: {
      id: person.id,
      name: person.name,
      post: person.post,
      serviceYears: spans.length > 0 ? serviceYears(spans, terms.cutoffDate).years : null,
    },
    interview: { ...interview, moderatorName: seats.find((s) => s.userId === interview.moderatorId)?.name ?? null },
    raters: seats.map((seat) => ({
      ...rater(ctx, seat, opened.get(seat.userId) ?? null),
      paper: marks.get(seat.userId),
      late: late.get(seat.userId),
    })),
    deviations: deviationsOf(db, interview.programId, interview.id).map(({ id: _, ...entry }) => entry),
    observers: observersOf(db, interview.programId, interview.id),
    openedWithout: seats.some((seat) => seat.state === "missing")
      ? decisionsOf(db, "reveal-without", interview.id).map(decision)
      : [],
    reopened: Array.from({ length: interview.revision - 1 }, (_, i) =>
      decisionsOf(db, "reopen-result", `${interview.id}/r${i + 1}`).map(decision),
    ).flat(),
    joint,
    dropped: droppedWords(db, process.id, terms),
    notes: readNotes(ctx.rooms.read(interviewRoom(record, "notes"))),
    frozenAt: ctx.clock(),
  });
}

function rater({ db }: CommandContext, seat: Seat, content: RaterInput["content"]): RaterInput {
  const { userId, name, shortName, role, party, submittedAt, kitReadAt, conflict, conflictText, state } = seat;
  return {
    userId,
    name,
    shortName,
    role,
    party,
    card: state === "recused" ? "recused" : content ? "opened" : "missing",
    submittedAt,
    kitReadAt,
    conflict,
    conflictText,
    conflictDecisions: [
      ...decisionsOf(db, "clear-conflict", seat.cardId),
      ...decisionsOf(db, "decline-conflict", seat.cardId),
    ].map(decision),
    content,
  };
}

const decision = ({ name, role, reason, at }: Decision): DecisionInput => ({
  name,
  role: role as DecisionInput["role"],
  reason,
  at,
});
