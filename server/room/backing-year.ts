import { checkpointById, inputFacts, inputRole } from "#db/checkpoints.ts";
import { evaluationById, evaluationPartFacts, evaluationRoom } from "#db/evaluations.ts";
import type { Db } from "#db/open.ts";
import { removalById } from "#db/removals.ts";
import { inputShape, narrativeShape, ratingsShape, sectionShape, selfShape } from "#shared/documents/checkpoint.ts";
import {
  draftShape,
  evaluationRatingsShape,
  evaluationTextShape,
  feedbackShape,
  goalsShape,
  responseShape,
  selfAssessmentShape,
} from "#shared/documents/evaluation.ts";
import type { DocumentShape } from "#shared/documents/form.ts";
import { minutesShape, removalDecisionShape, requestShape, sideShape } from "#shared/documents/removal.ts";
import type { CheckpointRoom, EvaluationPart, EvaluationRoom, RemovalRoom } from "#shared/rooms.ts";
import type { Backing } from "./backing.ts";

/** What stands behind a room of a checkpoint. */
export function checkpointBacking(db: Db, room: CheckpointRoom): Backing | null {
  const record = checkpointById(db, room.programId, room.recordId);
  if (!record) return null;
  const { row, form, facts } = record;
  switch (room.part) {
    case "self":
      return { facts, revision: 1, shape: selfShape(form) };
    case "input": {
      const role = inputRole(record, room.userId);
      return role && { facts: inputFacts(record, room.userId), revision: 1, shape: inputShape(form, role) };
    }
    case "ratings":
      return { facts, revision: row.revision, shape: ratingsShape(form) };
    case "section":
      return { facts, revision: row.revision, shape: sectionShape() };
    case "narrative":
      return { facts, revision: row.revision, shape: narrativeShape() };
  }
}

/** What stands behind a room of an evaluation. */
export function evaluationBacking(db: Db, room: EvaluationRoom): Backing | null {
  const record = evaluationById(db, room.programId, room.recordId);
  if (!record) return null;
  const goalIds = record.goals.map(({ id }) => id);
  const { revision } = evaluationRoom(record.row, room.part);
  const { draftRevision, feedbackFrom } = record.row;
  // What a lead wrote alone stays behind: at the exchange the feedback goes on in a new room, and so does another lead.
  const from = room.part === "draft" ? draftRevision : room.part === "feedback" ? feedbackFrom : 1;
  const shape = EVALUATION_SHAPES[room.part](goalIds);
  return { facts: evaluationPartFacts(db, record, room.part), revision, from, shape };
}

const EVALUATION_SHAPES: Record<EvaluationPart, (goalIds: readonly string[]) => DocumentShape> = {
  goals: goalsShape,
  self: selfAssessmentShape,
  draft: draftShape,
  feedback: feedbackShape,
  ratings: evaluationRatingsShape,
  text: evaluationTextShape,
  response: responseShape,
};

/** What stands behind a room of a removal review. */
export function removalBacking(db: Db, room: RemovalRoom): Backing | null {
  const record = removalById(db, room.programId, room.recordId);
  if (!record) return null;
  const { facts, row } = record;
  return { facts, revision: row.revision, shape: REMOVAL_SHAPES[room.part]() };
}

const REMOVAL_SHAPES: Record<RemovalRoom["part"], () => DocumentShape> = {
  request: requestShape,
  side: sideShape,
  minutes: minutesShape,
  decision: removalDecisionShape,
};
