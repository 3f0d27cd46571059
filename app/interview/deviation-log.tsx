import { Field } from "#app/ui/field.tsx";
import { Time } from "#app/ui/time.tsx";
import { Act } from "./act.tsx";

export interface LoggedDeviation {
  id: string;
  sentence: string;
  by: string | null;
  at: number;
  reasons: { name: string; reason: string; at: number }[];
}

/**
 * Where the interview left the agreed course, as it stands on record; a lead adds why. `explain`: the interview's id for
 * who may add words, else null.
 */
export function DeviationLog({
  entries,
  zone,
  explain,
}: {
  entries: readonly LoggedDeviation[];
  zone: string;
  explain: string | null;
}) {
  return (
    <div className="deviations">
      {entries.length === 0 ? <p className="muted">The interview kept to the agreed course so far.</p> : null}
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <p>
              {entry.sentence}{" "}
              <span className="muted small">
                {entry.by === null ? "Written by the server, " : `${entry.by}, `}
                <Time at={entry.at} zone={zone} as="slot" />
              </span>
            </p>
            {entry.reasons.map(({ name, reason, at }) => (
              <p key={`${name} ${at}`} className="small">
                {name}: {reason}
              </p>
            ))}
            {explain && entry.by === null ? (
              <details key={entry.reasons.length}>
                <summary>
                  {entry.reasons.length === 0 ? "Add the reason" : "Add another reason"}
                  <span className="vh">: {entry.sentence}</span>
                </summary>
                <Words to={explain} about={entry.id} label="Why" button="Add the reason" />
              </details>
            ) : null}
          </li>
        ))}
      </ol>
      {explain ? (
        <details key={entries.length}>
          <summary>Note something else that left the agreed course</summary>
          <Words to={explain} about="" label="What happened" button="Add to the log" />
        </details>
      ) : null}
    </div>
  );
}

function Words({ to, about, label, button }: { to: string; about: string; label: string; button: string }) {
  return (
    <Act to={`/interviews/${to}/deviation`} label={button} small values={{ about }}>
      <Field
        as="textarea"
        id={`words-${about || "new"}`}
        name="words"
        label={label}
        hint="It stands in the sealed record and is never changed."
        rows={2}
        maxLength={2000}
        required
      />
    </Act>
  );
}
