import { CourseLog } from "./course-log.tsx";
import { AdmitObservers } from "./observers.tsx";
import { QuestionClock } from "./question-clock.tsx";
import type { Page } from "./route.tsx";
import { Steer } from "./steer.tsx";

/** The question everyone is at. Who leads moves all views with one click. */
export function QuestionZone({ page }: { page: Page }) {
  const { question: index, questions, may } = page;
  const question = questions[index];
  const criterion = page.criteria.find((c) => c.id === question?.criterionId);
  return (
    <section className="zone z-q" aria-labelledby="zone-question">
      <div className="zone-h">
        <h2 id="zone-question">
          Question {index + 1} of {questions.length}
        </h2>
        <span className="muted">{page.moderator ? `Moderated by ${page.moderator}` : "Led by the two leads"}</span>
      </div>
      <QuestionClock page={page} />
      <div aria-live="polite">
        <p className="ask">{question?.lead}</p>
      </div>
      {criterion ? <p className="small muted informs">Gives evidence for {criterion.title.toLowerCase()}</p> : null}
      {question && question.probes.length > 0 ? (
        <div className="zone-part">
          <h3 className="small">Probes, asked of everyone</h3>
          <ul className="probes">
            {question.probes.map((probe) => (
              <li key={probe}>{probe}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {question ? (
        <div className="zone-part">
          <h3 className="small">What good looks like</h3>
          <dl className="vanchors">
            {([5, 3, 1] as const).map((level) => (
              <div key={level}>
                <dt>{level}</dt>
                <dd>{question.anchors[level]}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
      {may.move ? <Steer page={page} /> : <p className="small muted zone-part">Your view follows the moderator’s.</p>}
      <CourseLog page={page} />
      {may.admit ? (
        <details className="zone-part">
          <summary>Observers</summary>
          <AdmitObservers page={page} />
        </details>
      ) : null}
    </section>
  );
}
