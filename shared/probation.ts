import { CHECKPOINT_FORMS } from "./content/probation-forms.ts";
import { checkpointDays, type Leave, type ProbationClause, probationEnd, withPauses } from "./date-rules.ts";
import { defaultValues, numbersOf, type ParameterValues } from "./mou.ts";
import { type Holidays, workingDaysAfter, workingDaysBefore } from "./working-days.ts";

/** What the agreement says of a probation, kept as it was in force when the probation began. */
export interface ProbationTerms extends ProbationClause {
  /** The version of the agreement; null where none was in force and the usual values hold. */
  mouVersion: number | null;
  /** Working days for each piece of written input. */
  inputDays: number;
  administratorTakesPart: boolean;
  maxExtensions: number;
  noticeRequiredBeforeEnd: boolean;
}

/** An interim notice opens the way to an end once it is so many days old. Source: prob-guard-notice. */
export const NOTICE_AGE_DAYS = 30;

/** So many working days after the last day without a final review, both executives are told. Source: prob-guard-silence. */
export const SILENCE_DAYS = 20;

/** The values of the clause "Probationary period and review". @param values those of the agreement in force */
export function probationTerms(values: ParameterValues | null, mouVersion: number | null): ProbationTerms {
  const of = { ...defaultValues(), ...values };
  const number = (key: string) => Number(of[`probation.${key}`]);
  return {
    mouVersion,
    lengthMonths: number("length_months"),
    checkpointDays: numbersOf(String(of["probation.checkpoints_days"])) ?? [],
    leavePauseAfterDays: number("leave_pause_after_days"),
    extensionMaxDays: number("extension_max_days"),
    inputDays: number("input_days"),
    administratorTakesPart: of["probation.administrator_takes_part"] === true,
    maxExtensions: number("max_extensions"),
    noticeRequiredBeforeEnd: of["probation.notice_required_before_end"] === true,
  };
}

export type CheckpointFormId = (typeof CHECKPOINT_FORMS)[number]["id"];
export type CheckpointForm = (typeof CHECKPOINT_FORMS)[number];

/** The form of a checkpoint: that of its day, or of the last agreed day before it. */
export function formFor(offsetDays: number): CheckpointForm {
  return CHECKPOINT_FORMS.findLast((form) => form.offsetDays <= offsetDays) ?? CHECKPOINT_FORMS[0];
}

/** @throws on a form that does not exist */
export function checkpointForm(id: string): CheckpointForm {
  const form = CHECKPOINT_FORMS.find((one) => one.id === id);
  if (!form) throw new Error(`There is no checkpoint form called ${id}.`);
  return form;
}

/** What an item of a form says; `null` for one that no form has any more. */
export function itemText(id: string): string | null {
  return CHECKPOINT_FORMS.flatMap(({ items }) => [...items]).find((item) => item.id === id)?.text ?? null;
}

/** What a checkpoint is called: as its form is, and the one that an extension adds by what it is there for. */
export function checkpointTitle(
  { n, formId }: { n: number; formId: string },
  { checkpointDays }: Pick<ProbationTerms, "checkpointDays">,
): string {
  return n > checkpointDays.length ? "Review at the end of the extension" : checkpointForm(formId).title;
}

/** The days of one checkpoint, ISO dates; all null while a leave without an end keeps them open. */
export interface CheckpointDays {
  n: number;
  offsetDays: number;
  formId: CheckpointFormId;
  /** From this day on the officer is asked. */
  opensOn: string | null;
  /** The checkpoint's own day: the self-assessment is due. */
  selfDueOn: string | null;
  /** The leads' input is due. */
  inputDueOn: string | null;
}

/** The dates both leads sign. Its canonical JSON is hashed. */
export interface ProbationPlan {
  format: "accord/probation-plan/1";
  officer: string;
  school: string;
  startOn: string;
  endOn: string;
  terms: ProbationTerms;
  checkpoints: CheckpointDays[];
}

/** Every day of a probation under its clause, with the leave so far counted in. */
export function probationDays(
  startOn: string,
  terms: ProbationTerms,
  { leaves = [], holidays = new Set() }: { leaves?: readonly Leave[]; holidays?: Holidays } = {},
): { endOn: string | null; checkpoints: CheckpointDays[] } {
  const days = checkpointDays(startOn, leaves, terms);
  return {
    endOn: withPauses(probationEnd(startOn, terms), leaves, terms),
    checkpoints: terms.checkpointDays.map((offsetDays, i) => {
      const due = days[i] ?? null;
      return {
        n: i + 1,
        offsetDays,
        formId: formFor(offsetDays).id,
        opensOn: due && workingDaysBefore(due, terms.inputDays, holidays),
        selfDueOn: due,
        inputDueOn: due && workingDaysAfter(due, terms.inputDays, holidays),
      };
    }),
  };
}
