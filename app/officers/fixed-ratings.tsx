import { Mark } from "#app/ui/marks.tsx";
import { EVALUATION_SCALE } from "#shared/content/evaluation-form.ts";
import type { EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { handedInWords } from "#shared/evaluation-summary.ts";
import { choiceInWords, meanInWords } from "#shared/evaluation-words.ts";

/** Every rating as a number and in words with its evidence, by role, and what comes of them. */
export function RatingTables({ content: { ratings, results, names } }: { content: EvaluationContent }) {
  return (
    <>
      <h3>Ratings</h3>
      <p className="by">
        <Mark party="agency" /> Rated by {names.supervisor}, who alone rates. “Not observed” is never a number.
      </p>
      {results.map(({ role, title, mean, rated, notObserved }) => {
        const of = ratings.filter((one) => one.role === role);
        if (of.length === 0) return null;
        return (
          <section key={role} className="rolegroup" aria-label={title}>
            <h4>{title}</h4>
            <table className="score-table">
              <caption className="vh">{title}: ratings</caption>
              <thead>
                <tr>
                  <th scope="col">What was rated</th>
                  <th scope="col" className="c2">
                    <span className="vh">Number</span>
                  </th>
                  <th scope="col" className="c3">
                    Rating
                  </th>
                </tr>
              </thead>
              <tbody>
                {of.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      {one.title}
                      {one.evidence ? <span className="evidence">{one.evidence}</span> : null}
                    </th>
                    <td className="n">{typeof one.rating === "number" ? one.rating : ""}</td>
                    <td>{labelOf(one.rating)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="by">
              {mean === null ? "Too few ratings for a mean" : `Mean ${meanInWords(mean, rated)}`}
              {notObserved > 0 ? `; ${notObserved} not observed, which is not counted` : ""}
            </p>
          </section>
        );
      })}
    </>
  );
}

function labelOf(rating: EvaluationContent["ratings"][number]["rating"]): string {
  if (rating === "not-observed") return "Not observed";
  return EVALUATION_SCALE.find(({ value }) => value === rating)?.label ?? "Not given";
}

/** The school's own section, whole, or that it was offered and not received. */
export function FeedbackSection({
  content: { feedback, names },
  when,
}: {
  content: EvaluationContent;
  when: (iso: string) => string;
}) {
  const { content } = feedback;
  const answered = content?.answers.filter(({ answer, example }) => answer !== null || example) ?? [];
  return (
    <div className="theirs" data-party="district">
      <h3>Feedback from the school</h3>
      {content ? (
        <>
          <p className="by">
            <Mark party="district" /> Written by {names.administrator || "the administrator"}, and nobody else could
            change it. {handedInWords(feedback, when)}
          </p>
          {content.open ? <p className="kept">{content.open}</p> : null}
          {answered.map(({ id, question, answer, example }) => (
            <section key={id} aria-label={question}>
              <p className="asked">{question}</p>
              {answer ? (
                <p>
                  <b>{choiceInWords(answer)}</b>
                </p>
              ) : null}
              {example ? <p className="kept">{example}</p> : null}
            </section>
          ))}
        </>
      ) : (
        <p>
          {names.administrator || "The school administrator"} was offered this section, and it was not received by the
          day. The evaluation went on without it.
        </p>
      )}
    </div>
  );
}
