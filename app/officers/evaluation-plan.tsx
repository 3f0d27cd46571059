import { Act } from "#app/interview/act.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Check, Choices, Field } from "#app/ui/field.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvaluationPlanPart } from "#server/evaluation-plan-page.ts";
import { dayInWords } from "#shared/time.ts";

/**
 * The plan that goes with "stays with a plan": written by the supervisor while both write; after the seal, what came of
 * each item.
 */
export function EvaluationPlan({ plan, to, zone }: { plan: EvaluationPlanPart; to: string; zone: string }) {
  const { items, may, issuedAt } = plan;
  return (
    <div className="stack">
      {items.length === 0 ? <p>No plan is written. It has one to three items, each with help and a day.</p> : null}
      {items.length > 0 && !plan.inForce && issuedAt !== null ? (
        <p className="small muted">
          Written <Time at={issuedAt} zone={zone} />. It is fixed, signed and presented with the evaluation.
        </p>
      ) : null}
      {items.map((one) => (
        <section key={one.id} aria-label={`Item ${one.n}`} className="plan-item">
          <h3>
            {one.n}. {one.item}
          </h3>
          <Facts
            facts={[
              ["When it is right", one.expected],
              ["Help", one.help],
              ["Responsible", one.owner],
              ["By", dayInWords(one.dueOn)],
              ["Proof", one.proof],
              ...(plan.inForce
                ? ([["Result", one.result ? `${RESULTS[one.result]}: ${one.resultEvidence ?? ""}` : "Open"]] as const)
                : []),
            ]}
          />
          {may.result && one.result === null ? (
            <details className="no-print">
              <summary>Record what came of it</summary>
              <Act to={`${to}/plan-result`} label="Record the result" values={{ itemId: one.id }} hint="Once.">
                <Choices
                  name="result"
                  id={`result-${one.id}`}
                  label={`Result of item ${one.n}`}
                  required
                  options={Object.entries(RESULTS).map(([value, label]) => ({ value, label }))}
                />
                <Field
                  as="textarea"
                  name="evidence"
                  id={`shown-${one.id}`}
                  label="What shows it"
                  rows={2}
                  maxLength={4000}
                  required
                />
              </Act>
            </details>
          ) : null}
        </section>
      ))}
      {may.write ? <WritePlan key={issuedAt ?? 0} plan={plan} to={to} /> : null}
    </div>
  );
}

function WritePlan({ plan, to }: { plan: EvaluationPlanPart; to: string }) {
  return (
    <details className="no-print">
      <summary>{plan.items.length === 0 ? "Write the plan" : "Write it anew"}</summary>
      <Act
        to={`${to}/plan`}
        label="Write this plan"
        hint="It takes the place of the one before. Items left empty are left out."
      >
        {[1, 2, 3].map((n) => {
          const now = plan.items.find((one) => one.n === n);
          return (
            <fieldset key={n} className="plan-item">
              <legend className="label">
                Item {n}
                {n > 1 ? ", if there is one" : ""}
              </legend>
              <Field name={`item-${n}`} label="What it is about" maxLength={400} defaultValue={now?.item} />
              <Field
                as="textarea"
                name={`expected-${n}`}
                label="What it looks like when it is right"
                rows={2}
                maxLength={4000}
                defaultValue={now?.expected}
              />
              <Field
                as="textarea"
                name={`help-${n}`}
                label="Help: coach, shadowing, course, time"
                rows={2}
                maxLength={4000}
                defaultValue={now?.help}
              />
              <Field
                name={`owner-${n}`}
                label="Who is responsible for the help"
                maxLength={200}
                defaultValue={now?.owner}
              />
              <Field
                name={`dueOn-${n}`}
                type="date"
                label="By"
                hint="At least 30 days ahead."
                defaultValue={now?.dueOn}
              />
              <Field name={`proof-${n}`} label="How both sides will see it" maxLength={400} defaultValue={now?.proof} />
            </fieldset>
          );
        })}
        <Check name="forSafety" value="yes" label="Safety requires a day sooner than 30 days ahead" />
      </Act>
    </details>
  );
}

const RESULTS = { met: "Met", "partly-met": "Partly met", "not-met": "Not met" } as const;
