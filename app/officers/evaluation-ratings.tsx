import { LiveChoice } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { EVALUATION_ITEMS, EVALUATION_SCALE } from "#shared/content/evaluation-form.ts";
import { type EvaluationRatings, evaluationKeys } from "#shared/documents/evaluation.ts";
import { roleResults } from "#shared/evaluation-outcome.ts";
import { evaluationRatingInWords } from "#shared/evaluation-words.ts";

const OPTIONS = [
  ...EVALUATION_SCALE.map(({ value, label }) => ({ value, label: `${value}, ${label}` })),
  { value: "not-observed", label: "Not observed" },
];

/** Every item of one role with its choice, its anchors and its evidence, for the one who rates. */
export function RatingFields({
  room,
  role,
  now,
  rated,
}: {
  room: Room;
  role: string;
  /** What the server rendered. */
  now: EvaluationRatings;
  /** What stands in the room. */
  rated: EvaluationRatings;
}) {
  return (
    <div className="rating-list">
      {EVALUATION_ITEMS.filter((item) => item.role === role).map((item) => {
        const stored = now.items.find(({ id }) => id === item.id);
        const live = rated.items.find(({ id }) => id === item.id);
        const bare = (live?.rating === 1 || live?.rating === 5) && !live.evidence;
        return (
          <section key={item.id} aria-label={item.title}>
            <LiveChoice
              room={room}
              field={evaluationKeys.rating(item.id)}
              label={item.title}
              as="select"
              placeholder="Choose a rating"
              options={OPTIONS}
              fallback={stored?.rating ?? null}
            />
            <details className="small no-print">
              <summary>
                What 1, 3 and 5 look like<span className="vh">: {item.title}</span>
              </summary>
              <dl className="anchors">
                {(["1", "3", "5"] as const).map((value) => (
                  <div key={value}>
                    <dt>{value}</dt>
                    <dd>{item.anchors[value]}</dd>
                  </div>
                ))}
              </dl>
              {"guard" in item ? <p className="muted">{item.guard}</p> : null}
            </details>
            <LiveText
              room={room}
              field={evaluationKeys.evidence(item.id)}
              label="Evidence"
              context={item.title}
              rows={1}
              error={bare ? `A rating of ${live?.rating} needs its evidence.` : undefined}
              fallback={stored?.evidence ?? ""}
            />
          </section>
        );
      })}
    </div>
  );
}

/** The ratings of one role in numbers, words and evidence, for reading. */
export function RatingsOfRole({ ratings, role, title }: { ratings: EvaluationRatings; role: string; title: string }) {
  return (
    <table className="score-table">
      <caption className="vh">Ratings: {title}</caption>
      <thead>
        <tr>
          <th scope="col">What was rated</th>
          <th scope="col" className="c3">
            Rating
          </th>
        </tr>
      </thead>
      <tbody>
        {ratings.items
          .filter((item) => item.role === role)
          .map((item) => (
            <tr key={item.id}>
              <th scope="row">
                {item.title}
                {item.evidence ? <span className="evidence">{item.evidence}</span> : null}
              </th>
              <td>{evaluationRatingInWords(item.rating)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** The mean of a role beside its items, never without them. */
export function RoleResult({ ratings, role }: { ratings: EvaluationRatings; role: string }) {
  const result = roleResults(ratings.items).find((one) => one.role === role);
  if (!result || result.mean === null) return null;
  return (
    <p className="small muted">
      {(Math.round(result.mean * 10) / 10).toFixed(1)} on average over {result.rated} rated items
      {result.notObserved > 0 ? `; ${result.notObserved} not observed` : ""}.
    </p>
  );
}
