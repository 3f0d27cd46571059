import { coverageOf, coverageSentence } from "#shared/coverage.ts";
import type { ProcessTerms } from "#shared/documents/process.ts";

/** Criteria against questions and exercises: what measures which, and in a sentence what no question measures. */
export function Matrix({ terms }: { terms: ProcessTerms }) {
  const rows = coverageOf(terms);
  if (rows.length === 0) return null;
  const gap = rows.some(
    ({ questions, exercises, record }) => questions.length === 0 && exercises.length === 0 && !record,
  );
  return (
    <section className="matrix" aria-labelledby="matrix-name">
      <h3 id="matrix-name">What measures what</h3>
      <p role="status" className={gap ? "attention" : undefined}>
        {coverageSentence(terms)}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a section would be one landmark more */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="tbl-scroll" role="group" tabIndex={0} aria-label="Criteria by questions and exercises">
        <table className="table">
          <caption className="vh">Criteria by questions and exercises</caption>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              {terms.questions.map(({ id, lead }, i) => (
                <th scope="col" key={id} title={lead}>
                  <span aria-hidden="true">Q{i + 1}</span>
                  <span className="vh">Question {i + 1}</span>
                </th>
              ))}
              {terms.exercises.map(({ id, title }) => (
                <th scope="col" key={id} className="exercise">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ criterion, questions, exercises, record }) => (
              <tr key={criterion.id}>
                <th scope="row">
                  {criterion.title}
                  {record ? <span className="sub">Also by the service record</span> : null}
                </th>
                {terms.questions.map(({ id }, i) => (
                  <Cell key={id} of={`Question ${i + 1}`} on={questions.includes(i)} />
                ))}
                {terms.exercises.map(({ id, title }) => (
                  <Cell key={id} of={title} on={exercises.includes(id)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** On a phone only what measures the criterion is shown, by its name. */
function Cell({ of, on }: { of: string; on: boolean }) {
  return (
    <td className={on ? "on" : undefined} data-of={of}>
      <span aria-hidden="true">{on ? "●" : ""}</span>
      <span className="vh">{on ? "measures it" : "does not"}</span>
    </td>
  );
}
