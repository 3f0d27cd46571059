import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import type { OfficerPage } from "#server/pages/officer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { addDays, addMonths } from "#shared/days.ts";

/** Opens the evaluation of a period: both leads write its goals next. */
export function OpenEvaluation({ page }: { page: OfficerPage }) {
  const last = page.evaluations.reduce<string | null>((end, { to }) => (end === null || to > end ? to : end), null);
  const from = last === null ? page.today : addDays(last, 1);
  return (
    <details className="no-print">
      <summary>Open an annual evaluation</summary>
      <Act
        to={`${casePaths.file(page.id)}/evaluations/opening`}
        label="Open this evaluation"
        hint="The agreement in force is kept with it. Both leads write the goals next."
      >
        <Field
          name="title"
          label="Name of the period"
          hint="Such as “Third year” or “School year 2026–27”."
          maxLength={120}
          required
        />
        <div className="two">
          <Field name="fromDate" type="date" label="First day" defaultValue={from} required />
          <Field name="toDate" type="date" label="Last day" defaultValue={addDays(addMonths(from, 12), -1)} required />
        </div>
      </Act>
    </details>
  );
}
