import { Act } from "#app/interview/act.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { Mark } from "#app/ui/marks.tsx";
import type { Page } from "./route.tsx";

/** For the two leads: ties that panel members disclosed, to clear or to decline, each with a reason. */
export function Disclosures({ page }: { page: Page }) {
  if (page.disclosures.length === 0) return null;
  return (
    <div className="disclosures">
      {page.disclosures.map(({ userId, name, party, text, cleared, mayDecide }) => (
        <section key={userId} aria-labelledby={`tie-${userId}`}>
          <h3 id={`tie-${userId}`}>
            <Mark party={party} /> {name} disclosed a tie
          </h3>
          <blockquote className="quote">{text}</blockquote>
          {cleared.map((decision) => (
            <p key={decision.name} className="small muted">
              {decision.name} cleared it: {decision.reason}
            </p>
          ))}
          {mayDecide ? (
            <Act
              to={`/interviews/${page.id}/clearance`}
              label="Record my decision"
              small
              values={{ userId }}
              hint="Both leads must clear it. If one declines, this person does not rate."
            >
              <Choices
                id={`decision-${userId}`}
                name="decision"
                label="Does the tie stand in the way?"
                options={[
                  { value: "clear", label: "No, this person can rate fairly" },
                  { value: "decline", label: "Yes, this person does not rate" },
                ]}
                required
              />
              <Field
                as="textarea"
                id={`reason-${userId}`}
                name="reason"
                label="Reason"
                hint="It stands in the sealed record."
                rows={2}
                maxLength={2000}
                required
              />
            </Act>
          ) : (
            <p className="small muted">Waits for the other lead.</p>
          )}
        </section>
      ))}
    </div>
  );
}
