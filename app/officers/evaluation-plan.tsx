import { Act } from "#app/interview/act.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvaluationPlanPart } from "#server/pages/evaluation-plan.ts";
import { dayInWords } from "#shared/time.ts";

/** The plan that was sealed with "stays with a plan", and what came of each item. */
export function PlanResults({ plan, to, zone }: { plan: EvaluationPlanPart; to: string; zone: string }) {
  return (
    <div className="stack">
      {plan.items.map((one) => (
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
              [
                "Result",
                one.result ? (
                  <span key="result" className="kept">
                    <b>{RESULTS[one.result]}</b>: {one.resultEvidence}
                    {one.resultAt === null ? null : (
                      <>
                        {" "}
                        (<Time at={one.resultAt} zone={zone} as="date" />)
                      </>
                    )}
                  </span>
                ) : (
                  "Open"
                ),
              ],
            ]}
          />
          {plan.mayResult && one.result === null ? (
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
    </div>
  );
}

const RESULTS = { met: "Met", "partly-met": "Partly met", "not-met": "Not met" } as const;
