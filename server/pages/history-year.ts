import { assignmentById } from "#db/assignments.ts";
import { checkpointById } from "#db/checkpoints.ts";
import { evaluationById } from "#db/evaluations.ts";
import type { Db } from "#db/open.ts";
import { removalById } from "#db/removals.ts";
import { casePaths } from "#shared/case-paths.ts";
import type { FormField } from "#shared/history-labels.ts";
import { checkpointFields, evaluationFields, removalFields } from "#shared/history-labels-year.ts";
import type { HistoryPage } from "#shared/history-view.ts";
import type { CheckpointRoom, EvaluationRoom, RemovalRoom } from "#shared/rooms.ts";

type YearRoom = CheckpointRoom | EvaluationRoom | RemovalRoom;

/** The fields of a room of an officer's year; none for rich text. */
export function yearFields(db: Db, { programId, kind, recordId, ...room }: YearRoom): FormField[] {
  if (kind === "checkpoint") {
    const record = checkpointById(db, programId, recordId);
    return record ? checkpointFields(record.form, room.part as CheckpointRoom["part"]) : [];
  }
  if (kind === "evaluation")
    return evaluationFields(evaluationById(db, programId, recordId)?.goals ?? [], room.part as EvaluationRoom["part"]);
  return removalFields(room.part as RemovalRoom["part"]);
}

const PARTS: Record<YearRoom["part"], string> = {
  self: "the self-assessment",
  input: "your input",
  ratings: "the ratings",
  section: "the administrator's section",
  narrative: "the joint review",
  goals: "the goals",
  draft: "the draft",
  feedback: "the administrator's feedback",
  text: "the evaluation",
  response: "the response",
  request: "the request",
  side: "one side's words",
  minutes: "the minutes",
  decision: "the decision",
};

/** What a history of such a room is of, and the page it belongs to. */
export function yearSubject(db: Db, room: YearRoom): HistoryPage["subject"] {
  const { programId, recordId } = room;
  const [assignmentId, to] = ((): [string, string] => {
    if (room.kind === "checkpoint") {
      const record = checkpointById(db, programId, recordId);
      const id = record?.probation.assignment.id ?? "";
      return [id, casePaths.checkpoint(id, record?.row.n ?? 1)];
    }
    if (room.kind === "evaluation") {
      const id = evaluationById(db, programId, recordId)?.assignment.id ?? "";
      return [id, casePaths.evaluation(id, recordId)];
    }
    const id = removalById(db, programId, recordId)?.assignment.id ?? "";
    return [id, casePaths.removal(id, recordId)];
  })();
  return { title: PARTS[room.part], of: assignmentById(db, programId, assignmentId)?.officerName ?? "", to };
}
