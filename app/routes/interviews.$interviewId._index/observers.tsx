import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { signingTitle } from "#shared/decision.ts";
import { PARTIES } from "#shared/roles.ts";
import type { PresenceUser } from "#shared/wire.ts";
import type { Page } from "./route.tsx";

/** Everybody in the room reads who listens, in words. */
export function ObserverLine({ page, present }: { page: Page; present: readonly PresenceUser[] }) {
  if (page.observers.length === 0) return null;
  const here = new Set(present.map(({ userId }) => userId));
  return (
    <p className="small observers">
      {page.observers.map(({ userId, name, party }) => (
        <span key={userId}>
          <Mark party={party} /> {userId === page.me.userId ? `${name} (you)` : name}, <b>observer</b>
          {here.has(userId) ? ", here now" : ", not connected"}
        </span>
      ))}
    </p>
  );
}

/** For the coordinator and the leads: who else may listen to this interview. */
export function AdmitObservers({ page }: { page: Page }) {
  if (!page.may.admit) return null;
  const to = `/interviews/${page.id}/observer`;
  return (
    <div className="admit">
      {page.observers.map(({ userId, name, admittedBy }) => (
        <div key={userId} className="admitted">
          <p>
            {name}, observer. <span className="muted">Admitted by {admittedBy}.</span>
          </p>
          <Act to={to} label={`Take back the admission of ${name}`} small values={{ userId, what: "dismiss" }} />
        </div>
      ))}
      {page.observerChoices.length > 0 ? (
        <Act
          to={to}
          label="Admit as observer"
          small
          values={{ what: "admit" }}
          hint="Reads the questions and the shared notes, never a card or a score. Everybody sees who observes."
        >
          <Field as="select" name="userId" label="Who may listen to this interview?" required>
            <option value="">Choose a person</option>
            {page.observerChoices.map(({ userId, name, role, party }) => (
              <option key={userId} value={userId}>
                {name}, {signingTitle({ role, party })}, {PARTIES[party].label}
              </option>
            ))}
          </Field>
        </Act>
      ) : (
        <p className="muted">Nobody else in the program can be admitted.</p>
      )}
    </div>
  );
}
