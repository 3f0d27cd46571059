import { LedgerSection } from "#app/ui/ledger.tsx";
import type { CriterionThread as Thread } from "#shared/criterion-thread.ts";
import { evaluationRatingInWords, roleTitle } from "#shared/evaluation-words.ts";
import { ratingInWords } from "#shared/records-words.ts";

/** One criterion from the question to the year that followed, in four steps. */
export function CriterionThread({ thread }: { thread: Thread }) {
  const { title, asked, reason, dissent, score, counted, later } = thread;
  return (
    <LedgerSection title={title} note={inShort(thread)} wide>
      <ol className="thread">
        <li>
          <h3>Asked</h3>
          {asked.length === 0 ? <p className="muted">No question and no exercise measured it.</p> : null}
          {asked.map((one) => (
            <div className="stack-s thread-part" key={one.words}>
              <p>
                {one.kind === "exercise" ? "Exercise: " : ""}
                {one.words}
              </p>
              {one.counted ? null : <p className="small muted">This question was not counted, for any candidate.</p>}
              {one.notes.length > 0 ? (
                <details>
                  <summary>
                    What the panel noted: {one.notes.length === 1 ? "1 note" : `${one.notes.length} notes`}
                  </summary>
                  <ul className="rules">
                    {one.notes.map((words) => (
                      <li className="kept" key={words}>
                        {words}
                      </li>
                    ))}
                  </ul>
                </details>
              ) : one.kind === "question" ? (
                <p className="small muted">Nothing was noted under it.</p>
              ) : null}
            </div>
          ))}
        </li>
        <li>
          <h3>Why the panel scored as it did</h3>
          {reason ? <p className="kept">{reason}</p> : <p className="muted">No reason was written.</p>}
          {dissent.map((one) => (
            <p className="kept" key={one.name + one.text}>
              <b>{one.name} saw it otherwise:</b> {one.text}
            </p>
          ))}
        </li>
        <li>
          <h3>Joint score</h3>
          <p>
            {ratingInWords(score)}
            {counted ? "" : ". It entered no total"}
          </p>
        </li>
        <li>
          <h3>What the year showed</h3>
          <Later later={later} />
        </li>
      </ol>
    </LedgerSection>
  );
}

function Later({ later }: { later: Thread["later"] }) {
  if (later.items.length === 0) return <p className="muted">No item of the evaluation rests on this criterion.</p>;
  return (
    <>
      <dl className="facts">
        {later.items.map(({ id, title, rating, evidence }) => (
          <div className="contents" key={id}>
            <dt>{title}</dt>
            <dd>
              {evaluationRatingInWords(rating)}
              {evidence ? <span className="sub kept">{evidence}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      {later.goals.length > 0 ? (
        <>
          <p className="small muted">Goals of the same roles</p>
          <ul className="rules">
            {later.goals.map(({ id, role, words, result }) => (
              <li key={id}>
                {words}
                <span className="sub">
                  {roleTitle(role)}. {result || "No result was written."}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** Score and result in one line, for reading down the margin. */
function inShort({ score, later }: Thread): string {
  const scored = typeof score === "number" ? `Joint score ${score}` : "Not measured";
  const rated = later.items.filter(({ rating }) => typeof rating === "number").length;
  if (later.mean === null) return `${scored}. Not observed in the year.`;
  return `${scored}. In the year ${later.mean.toFixed(1)}${rated > 1 ? `, the mean of ${rated} items` : ", from one item"}.`;
}
