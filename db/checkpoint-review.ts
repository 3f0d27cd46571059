import { PROBATION_FORMS_VERSION } from "#shared/content/probation-forms.ts";
import type { PromptContent, RatingsContent } from "#shared/documents/checkpoint.ts";
import { type CheckpointReview, type InputContent, REVIEW_FORMAT } from "#shared/documents/checkpoint-review.ts";
import type { NoteBlock } from "#shared/documents/notes.ts";
import { checkpointTitle } from "#shared/probation.ts";
import { assignmentById, leadsOfCase } from "./assignments.ts";
import type { Checkpoint } from "./checkpoints.ts";
import type { Db } from "./open.ts";
import { programOf } from "./programs.ts";

/** Everything that is presented at a checkpoint, with names as they stand now. @throws without program or assignment */
export function checkpointReview(
  db: Db,
  { row, form, inputs, probation }: Checkpoint,
  written: { ratings: RatingsContent; section: string; narrative: NoteBlock[] },
  presented: { at: number; by: string },
): CheckpointReview {
  const program = programOf(db, row.programId);
  const of = assignmentById(db, row.programId, probation.row.assignmentId);
  if (!program || !of) throw new Error("A checkpoint stands on a program and an assignment.");
  const leads = leadsOfCase(db, of.id).filter(({ toAt }) => toAt === null);
  const nameOf = (role: "supervisor" | "administrator") => leads.find((one) => one.role === role)?.name ?? "";
  return {
    format: REVIEW_FORMAT,
    formsVersion: PROBATION_FORMS_VERSION,
    names: {
      agency: program.agencyName,
      district: program.districtName,
      officer: of.officerName,
      school: of.schoolName,
      supervisor: nameOf("supervisor"),
      administrator: nameOf("administrator"),
    },
    probation: {
      id: probation.row.id,
      startOn: probation.row.startOn,
      endOn: probation.row.endOn,
      mouVersion: probation.terms.mouVersion,
    },
    checkpoint: {
      id: row.id,
      n: row.n,
      offsetDays: row.offsetDays,
      dueOn: row.selfDueOn,
      formId: form.id,
      title: checkpointTitle(row, probation.terms),
    },
    revision: row.revision,
    self: {
      submittedAt: moment(row.selfAt),
      content: row.self === null ? null : (JSON.parse(row.self) as PromptContent),
    },
    inputs: inputs.map(
      ({ name, role, submittedAt, content }): InputContent => ({
        name,
        role,
        received: submittedAt === null ? "not-received" : "in-time",
        submittedAt: moment(submittedAt),
        content: content === null ? null : (JSON.parse(content) as PromptContent),
      }),
    ),
    ...written,
    meetingAt: moment(row.meetingAt),
    presentedAt: new Date(presented.at).toISOString(),
    presentedBy: presented.by,
    answer: null,
  };
}

const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
