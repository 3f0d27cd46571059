import { Act } from "#app/interview/act.tsx";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import type { TogetherPart } from "#server/pages/evaluation-together.ts";
import { EVALUATION_ROLES } from "#shared/content/evaluation-form.ts";
import type { EvaluationRatings, FeedbackContent } from "#shared/documents/evaluation.ts";
import { missingInEvaluation } from "#shared/documents/evaluation-record.ts";
import { OUTCOME_WORDS } from "#shared/evaluation-outcome.ts";
import { EvidenceWarnings } from "./evaluation-evidence.tsx";
import { FeedbackReading } from "./evaluation-feedback.tsx";
import { RatingsOfRole } from "./evaluation-ratings.tsx";
import type { SectionNow, WrittenSection } from "./evaluation-sections.tsx";

interface Props {
  page: EvaluationPage;
  together: TogetherPart;
  to: string;
  rated: EvaluationRatings;
  written: readonly WrittenSection[];
  fed: FeedbackContent | null;
  sections: readonly SectionNow[];
  /** Suggestions that nobody has decided. */
  open: number;
  unsent: number;
}

/** What is missing, what to know, the exact text: then the one button that fixes it. For the supervisor. */
export function FreezePart(props: Props) {
  const { page, together, to, rated, fed, sections, open, unsent } = props;
  if (!together.may.freeze) return null;
  const missing = [
    ...(open > 0 ? [open === 1 ? "One suggestion is open." : `${open} suggestions are open.`] : []),
    ...missingInEvaluation(rated, {
      goals: page.goals.goals,
      planItems: together.plan?.items.length ?? 0,
      planNotMet: together.planNotMet,
    }),
  ];
  const notAgreed = sections.filter(({ state }) => state !== "agreed");
  const warnings = [
    ...(notAgreed.length > 0 ? [`Not agreed by both: ${notAgreed.map(({ title }) => title).join(", ")}.`] : []),
    ...(fed === null ? ["The administrator’s section was not received. The record says so."] : []),
    ...(page.evidence?.warnings ?? []),
  ];
  return (
    <section id="freeze" className="evaluation-part no-print" aria-labelledby="freeze-title">
      <h2 id="freeze-title">Check before it is fixed</h2>
      <div className="stack">
        {missing.length > 0 ? (
          <>
            <p>
              {missing.length === 1 ? "One thing is missing." : `${missing.length} things are missing.`} It can be fixed
              once nothing is.
            </p>
            <ul className="rules">
              {missing.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>Nothing is missing.</p>
        )}
        {warnings.length > 0 ? (
          <>
            <p>To know, and no reason to wait:</p>
            <EvidenceWarnings warnings={warnings} />
          </>
        ) : null}
        <details>
          <summary>The exact text, as it will be fixed</summary>
          <ExactText {...props} />
        </details>
        {missing.length === 0 ? (
          <Act
            to={`${to}/freezing`}
            label="Fix the evaluation"
            variant="solid"
            before={() => unsent === 0}
            hint={
              unsent > 0
                ? "The last words are still on their way. Fix it in a moment."
                : "No character changes after this. You sign exactly this text next."
            }
          />
        ) : null}
      </div>
    </section>
  );
}

/** Everything that is fixed, without a field: suggestions are no part of it. */
function ExactText({ page, together, rated, written, fed }: Props) {
  const { head, line, goals } = page;
  return (
    <article className="review-document" aria-label="The exact text">
      <p className="runhead">
        <span>
          Annual evaluation of {head.officer}, {line.title}
        </span>
        <b>DRAFT</b>
      </p>
      {EVALUATION_ROLES.map(({ id, title }) => (
        <section key={id}>
          <h3>{title}</h3>
          <RatingsOfRole ratings={rated} role={id} title={title} />
          <Words section={written.find((one) => one.section === id)} />
        </section>
      ))}
      {written
        .filter(({ section }) => !EVALUATION_ROLES.some(({ id }) => id === section))
        .map((one) => (
          <section key={one.section}>
            <h3>{one.title}</h3>
            <Words section={one} />
          </section>
        ))}
      <h3>What came of the goals</h3>
      {goals.goals.map((goal) => (
        <p key={goal.id}>
          <b>{goal.words}</b> {rated.results.find(({ goalId }) => goalId === goal.id)?.words || "Nothing written."}
        </p>
      ))}
      <div className="theirs" data-party="district">
        <h3>Administrator’s section</h3>
        {fed ? <FeedbackReading content={fed} /> : <p>Offered, and not received by the day.</p>}
      </div>
      <h3>Outcome</h3>
      <p>
        <b>{rated.outcome ? OUTCOME_WORDS[rated.outcome] : "Not chosen"}</b>
      </p>
      {rated.outcomeReason ? <p className="kept">{rated.outcomeReason}</p> : null}
      {rated.outcome === "stay-with-plan"
        ? together.plan?.items.map((item) => (
            <p key={item.id}>
              {item.n}. {item.item} {item.expected} {item.help}
            </p>
          ))
        : null}
    </article>
  );
}

function Words({ section }: { section: WrittenSection | undefined }) {
  if (!section || section.blocks.length === 0) return <p className="muted">Nothing written.</p>;
  return (
    <>
      {section.blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plain reading has no identity but its place
        <p key={i} className={block.type === "item" ? "rich-item" : undefined}>
          {block.text}
        </p>
      ))}
    </>
  );
}
