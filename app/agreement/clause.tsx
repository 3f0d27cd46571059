import { LiveCheck } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { CLAUSES } from "#shared/content/mou-clauses.ts";
import { CLAUSE_MAX, type MouClause, type MouLead, mouKeys, setTick } from "#shared/documents/mou.ts";
import { valueInWords } from "#shared/mou.ts";
import { PARTIES } from "#shared/roles.ts";
import type { Ticks } from "./use-mou.ts";
import { ValueField } from "./value-field.tsx";

/** One clause while it is written: what it is about, its words, its values, and both sides' ticks. */
export function ClauseWriting({
  room,
  clause,
  leads,
  tick,
  me,
}: {
  room: Room;
  clause: MouClause;
  leads: readonly MouLead[];
  tick: Ticks[string];
  me: string;
}) {
  const about = CLAUSES.find(({ id }) => id === clause.id);
  return (
    <>
      <LiveCheck
        room={room}
        field={mouKeys.addressed(clause.id)}
        label="The agreement speaks about this"
        hint="Without it the clause is left out: its words and values bind nobody."
        fallback={clause.addressed}
      />
      {clause.addressed ? (
        <>
          <LiveText
            room={room}
            field={mouKeys.text(clause.id)}
            label="Text"
            context={clause.title}
            rows={6}
            max={CLAUSE_MAX}
            fallback={clause.text}
            error={clause.text ? undefined : "Write the clause, or leave the subject out."}
          />
          {about?.parameters.map((parameter) => (
            <ValueField
              key={parameter.key}
              room={room}
              parameter={parameter}
              value={clause.parameters[parameter.key] ?? null}
            />
          ))}
        </>
      ) : null}
      <TickBoxes room={room} clause={clause} leads={leads} tick={tick} me={me} />
    </>
  );
}

/** One clause as those read it who do not write it now. */
export function ClauseReading({ clause }: { clause: MouClause }) {
  if (!clause.addressed) return <p className="muted">Left out: the agreement does not speak about this.</p>;
  return (
    <>
      <p className="mou-text">{clause.text}</p>
      <Values clause={clause} />
    </>
  );
}

/** The values of a clause as a list. */
export function Values({ clause }: { clause: MouClause }) {
  const about = CLAUSES.find(({ id }) => id === clause.id);
  return (
    <dl className="facts">
      {about?.parameters.map((parameter) => (
        <div className="mou-fact" key={parameter.key}>
          <dt>{parameter.label}</dt>
          <dd>{valueInWords(parameter, clause.parameters[parameter.key] ?? null)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Questions worth asking and mistakes others made: help beside the clause, never part of it. */
export function ClauseHelp({ clauseId }: { clauseId: string }) {
  const about = CLAUSES.find(({ id }) => id === clauseId);
  if (!about) return null;
  return (
    <details>
      <summary>Questions to ask, mistakes to avoid</summary>
      <ul className="mou-dashes">
        {about.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <p className="small mt-4">
        <b>Mistakes</b>
      </p>
      <ul className="mou-dashes">
        {about.mistakes.map((mistake) => (
          <li key={mistake}>{mistake}</li>
        ))}
      </ul>
      <p className="small muted mt-4">Source: {about.source}</p>
    </details>
  );
}

function TickBoxes({
  room,
  clause,
  leads,
  tick,
  me,
}: {
  room: Room;
  clause: MouClause;
  leads: readonly MouLead[];
  tick: Ticks[string];
  me: string;
}) {
  return (
    <fieldset className="field mou-ticks">
      <legend className="label">Agreed as it stands</legend>
      <p className="hint">A changed word or value ends both ticks.</p>
      {(["agency", "district"] as const).map((party) => {
        const own = leads.find((lead) => lead.party === party && lead.userId === me);
        const names = leads.filter((lead) => lead.party === party).map(({ name }) => name);
        const state = tick[party];
        return (
          <div key={party}>
            <label className="check">
              <input
                type="checkbox"
                checked={state === "agreed"}
                disabled={!room.editable || !own}
                onChange={(event) => {
                  if (room.doc && own) setTick(room.doc, clause.id, own.userId, event.currentTarget.checked);
                }}
              />
              <span>
                {PARTIES[party].label}
                {own ? " (you)" : names.length > 0 ? ` (${names.join(", ")})` : ""}
              </span>
            </label>
            {state === "lapsed" ? (
              <p className="attention mou-lapsed" role="status">
                {own ? "You" : (names[0] ?? PARTIES[party].label)} had agreed; the clause has changed since.
              </p>
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}
