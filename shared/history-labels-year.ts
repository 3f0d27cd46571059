import { EVALUATION_ITEMS, EVALUATION_ROLES, FEEDBACK, SELF_ASSESSMENT } from "./content/evaluation-form.ts";
import { CHECKPOINT_SCALE } from "./content/probation-forms.ts";
import { checkpointKeys } from "./documents/checkpoint.ts";
import { evaluationKeys, GOALS_PER_ROLE, TEXT_SECTIONS } from "./documents/evaluation.ts";
import { removalKeys } from "./documents/removal.ts";
import { type FormField, field } from "./history-labels.ts";
import type { CheckpointForm } from "./probation.ts";
import type { CheckpointPart, EvaluationPart, RemovalPart } from "./rooms.ts";

/** The fields of a checkpoint's room, in the order in which it is read. */
export function checkpointFields(form: CheckpointForm, part: CheckpointPart): FormField[] {
  const prompts = (list: readonly string[]) =>
    list.map((prompt, i) => field("Answers", prompt, checkpointKeys.prompt(i)));
  switch (part) {
    case "self":
      return prompts(form.selfPrompts);
    case "input":
      return [...prompts(form.administratorPrompts), field("Input", "In your own words", checkpointKeys.words)];
    case "ratings":
      return [
        ...form.items.flatMap(({ id, text }) => [
          field(text, "How it stands", checkpointKeys.rating(id), standing),
          field(text, "Evidence", checkpointKeys.evidence(id)),
        ]),
        field("In all", "How it stands", checkpointKeys.overall, standing),
      ];
    case "section":
      return [field("The administrator's section", "Text", checkpointKeys.words)];
    case "narrative":
      return [];
  }
}

/** The fields of an evaluation's room. */
export function evaluationFields(goals: readonly { id: string; words: string }[], part: EvaluationPart): FormField[] {
  const k = evaluationKeys;
  const rated = [
    ...EVALUATION_ITEMS.flatMap(({ id, title }) => [
      field(title, "Rating", k.rating(id), rating),
      field(title, "Evidence", k.evidence(id)),
    ]),
    ...goals.map(({ id, words }) => field("Goals", words, k.result(id))),
    field("Outcome", "Proposed outcome", k.outcome, (v) =>
      v === null ? "Not chosen" : String(v).replaceAll("-", " "),
    ),
    field("Outcome", "Reason", k.outcomeReason),
  ];
  switch (part) {
    case "goals":
      return EVALUATION_ROLES.flatMap(({ id, title }) =>
        Array.from({ length: GOALS_PER_ROLE }, (_, i) => [
          field(title, `Goal ${i + 1}`, k.goal(id, i + 1)),
          field(title, `Goal ${i + 1}: measure`, k.measure(id, i + 1)),
        ]).flat(),
      );
    case "self":
      return SELF_ASSESSMENT.map(({ id, text }) => field("Self-assessment", text, id));
    case "draft":
      return [...rated, ...TEXT_SECTIONS.map(({ id, title }) => field(title, "Draft", k.draft(id)))];
    case "feedback":
      return [
        field("Feedback", FEEDBACK.openQuestion.text, k.open),
        ...FEEDBACK.structured.flatMap(({ id, text }) => [
          field(text, "Answer", k.answer(id), (v) => (v === null ? "Not answered" : String(v).replaceAll("-", " "))),
          field(text, "Example", k.example(id)),
        ]),
      ];
    case "ratings":
      return rated;
    case "text":
      return [];
    case "response":
      return [field("Response", "The officer's response", k.response)];
  }
}

/** The fields of a removal review's room. */
export function removalFields(part: RemovalPart): FormField[] {
  switch (part) {
    case "request":
      return [
        field("Request", "Reasons", removalKeys.reasons),
        field("Request", "What was tried before", removalKeys.tried),
      ];
    case "side":
      return [field("At the meeting", "In their own words", removalKeys.words)];
    case "minutes":
      return [];
    case "decision":
      return [
        field("Decision", "Decision", removalKeys.decision, (v) =>
          v === "stays" ? "The officer stays" : v === "reassigned" ? "The officer is reassigned" : "Not decided",
        ),
        field("Decision", "Why", removalKeys.why),
      ];
  }
}

const standing: FormField["words"] = (value) =>
  CHECKPOINT_SCALE.find((one) => one.value === value)?.label ?? "Not chosen";
const rating: FormField["words"] = (value) =>
  value === "not-observed" ? "Not observed" : value === null ? "Not rated" : String(value);
