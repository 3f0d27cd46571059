import { Act } from "#app/interview/act.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Time } from "#app/ui/time.tsx";
import { LiveChoice } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import type { TogetherPart } from "#server/pages/evaluation-together.ts";
import { OUTCOME_RULES } from "#shared/content/evaluation-form.ts";
import { type EvaluationRatings, evaluationKeys } from "#shared/documents/evaluation.ts";
import { OUTCOME_WORDS, ruleOutcome } from "#shared/evaluation-outcome.ts";
import { dayInWords } from "#shared/time.ts";
import { PlanItemFields } from "./remediation.tsx";

/** What came of each goal. Read by those who do not write it. */
export function GoalResults({
  room,
  goals,
  now,
}: {
  room: Room;
  goals: EvaluationPage["goals"]["goals"];
  now: EvaluationRatings;
}) {
  return (
    <div className="rating-list">
      {goals.map((goal) => (
        <section key={goal.id} aria-label={goal.words}>
          <LiveText
            room={room}
            field={evaluationKeys.result(goal.id)}
            label={`What came of: ${goal.words}`}
            hint={`Seen by: ${goal.measure}`}
            rows={1}
            fallback={now.results.find(({ goalId }) => goalId === goal.id)?.words ?? ""}
          />
        </section>
      ))}
    </div>
  );
}

/** The outcome, with the one that the rules give beside it. */
export function OutcomeFields({
  room,
  now,
  rated,
  planNotMet,
}: {
  room: Room;
  now: EvaluationRatings;
  rated: EvaluationRatings;
  planNotMet: boolean;
}) {
  const complete = rated.items.length > 0 && rated.items.every(({ rating }) => rating !== null);
  const rule = ruleOutcome({ items: rated.items, planNotMet });
  const differs = complete && rated.outcome !== null && rated.outcome !== rule;
  const needed = differs || rated.outcome === "removal-review";
  return (
    <div className="stack">
      <LiveChoice
        room={room}
        field={evaluationKeys.outcome}
        id="outcome-choice"
        label="Outcome"
        options={OUTCOME_RULES.map(({ outcome, effect }) => ({
          value: outcome,
          label: OUTCOME_WORDS[outcome],
          hint: effect,
        }))}
        fallback={now.outcome}
      />
      <p className="small muted">
        {complete
          ? `The rules of the form give: ${OUTCOME_WORDS[rule]}. ${OUTCOME_RULES.find(({ outcome }) => outcome === rule)?.when ?? ""}`
          : "The rules of the form give an outcome once every item is rated."}{" "}
        {planNotMet ? "A plan from the last evaluation was not met. " : ""}
        Time in the post changes nothing.
      </p>
      <LiveText
        room={room}
        field={evaluationKeys.outcomeReason}
        label="Reason for the outcome"
        hint="Needed where it is not the one the rules give, and for a removal review."
        error={needed && !rated.outcomeReason ? "Write the reason." : undefined}
        rows={3}
        fallback={now.outcomeReason}
      />
    </div>
  );
}

/** The plan that is fixed, signed and presented with "stays with a plan". */
export function EvaluationPlan({
  together,
  outcome,
  to,
  zone,
}: {
  together: TogetherPart;
  outcome: EvaluationRatings["outcome"];
  to: string;
  zone: string;
}) {
  const { plan, may } = together;
  if (outcome !== "stay-with-plan") return null;
  return (
    <div className="stack">
      <h3>The plan</h3>
      {plan ? (
        <div className="paper-part">
          <p className="small muted">
            Written <Time at={plan.issuedAt} zone={zone} />
          </p>
          {plan.items.map((item) => (
            <section key={item.id} aria-label={`Item ${item.n}`} className="plan-item">
              <h4>
                {item.n}. {item.item}
              </h4>
              <Facts
                facts={[
                  ["When it is right", item.expected],
                  ["Help", item.help],
                  ["Responsible", item.owner],
                  ["By", dayInWords(item.dueOn)],
                  ["Proof", item.proof],
                ]}
              />
            </section>
          ))}
        </div>
      ) : (
        <p>No plan is written yet. It has one to three items, each with help, an owner, a day and a proof.</p>
      )}
      {may.plan ? (
        <details key={plan?.id} className="no-print">
          <summary>{plan ? "Write the plan anew" : "Write the plan"}</summary>
          <Act
            to={`${to}/plan`}
            label={plan ? "Put this plan in its place" : "Write this plan"}
            hint="It is fixed, signed and presented with the evaluation. Items left empty are left out."
          >
            <PlanItemFields />
          </Act>
        </details>
      ) : null}
    </div>
  );
}
