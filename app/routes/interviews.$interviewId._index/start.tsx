import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import type { Page } from "./route.tsx";

/** The start, for who may start: with everybody who has not acknowledged the kit by name. */
export function Start({ page }: { page: Page }) {
  const { kitUnread, mine, may } = page;
  const waits = kitUnread.length > 0;
  return (
    <>
      <p role="status" className="gap-above">
        {waits ? (
          <>
            <b>
              {kitUnread.length === 1
                ? "One rater has not acknowledged the kit:"
                : `${kitUnread.length} raters have not acknowledged the kit:`}
            </b>{" "}
            {kitUnread.join(", ")}.
          </>
        ) : (
          "Everybody who rates has acknowledged the kit."
        )}
      </p>
      {may.start && !waits ? (
        <div className="gap-above">
          <Act
            to={`/interviews/${page.id}/start`}
            label="Start the interview"
            variant={mine?.state === "assigned" ? "line" : "solid"}
            hint="Everyone’s screen moves to the first question."
          />
        </div>
      ) : null}
      {may.start && waits ? (
        <details className="gap-above">
          <summary>Start without waiting for them</summary>
          <Act
            to={`/interviews/${page.id}/start`}
            label="Start the interview"
            hint="It goes on record as a deviation. Their cards stay closed until they acknowledge."
          >
            <Field
              as="textarea"
              id="start-reason"
              name="reason"
              label="Why start before everybody has read the kit?"
              rows={2}
              maxLength={2000}
              required
            />
          </Act>
        </details>
      ) : null}
      {may.start ? null : <p className="muted">This page changes by itself when a lead starts the interview.</p>}
    </>
  );
}
