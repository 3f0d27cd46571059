import { defaultValues, type ParameterValues } from "./mou.ts";

/** What the agreement says of an evaluation, kept as it was in force when its goals were opened. */
export interface EvaluationTerms {
  /** The version of the agreement; null where none was in force and the usual values hold. */
  mouVersion: number | null;
  period: string;
  /** Working days for the administrator's feedback. */
  feedbackDays: number;
  /** Working days between the notice and the meeting. */
  noticeDays: number;
  /** Calendar days for the officer's response. */
  responseDays: number;
  minEvidencePerRole: number;
  commandReview: boolean;
}

/** The values of the clause "Annual evaluation and the administrator's feedback". */
export function evaluationTerms(values: ParameterValues | null, mouVersion: number | null): EvaluationTerms {
  const of = { ...defaultValues(), ...values };
  return {
    mouVersion,
    period: String(of["evaluation.period"]),
    feedbackDays: Number(of["evaluation.feedback_window"]),
    noticeDays: Number(of["evaluation.meeting_notice"]),
    responseDays: Number(of["evaluation.response_window"]),
    minEvidencePerRole: Number(of["evaluation.min_evidence_per_role"]),
    commandReview: of["evaluation.command_review"] === true,
  };
}

/** What the agreement says of a removal request. */
export interface RemovalTerms {
  mouVersion: number | null;
  /** Working days. */
  answerDays: number;
  decideDays: number;
  mediationRequired: boolean;
}

/** The values of the clause "Conflict resolution and removal request". */
export function removalTerms(values: ParameterValues | null, mouVersion: number | null): RemovalTerms {
  const of = { ...defaultValues(), ...values };
  return {
    mouVersion,
    answerDays: Number(of["removal.answer_within"]),
    decideDays: Number(of["removal.executive_decision_within"]),
    mediationRequired: of["removal.mediation_required"] === true,
  };
}
