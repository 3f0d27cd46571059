import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { CourseLog } from "./course-log.tsx";
import { Disclosures } from "./disclosures.tsx";
import type { Page } from "./route.tsx";

/** After the questions: how many cards are in, whom the panel waits for, and the moment they all open. */
export function CardsZone({ page }: { page: Page }) {
  const cards = page.seats.filter((seat) => seat.card !== "recused");
  const recused = page.seats.filter((seat) => seat.card === "recused");
  const submitted = cards.filter((seat) => seat.card === "in").length;
  return (
    <section className="zone z-q" aria-labelledby="zone-cards">
      <div className="zone-h">
        <h2 id="zone-cards">All cards</h2>
        <span className="muted">
          {submitted} of {cards.length} are in
        </span>
      </div>
      {page.openScoring ? null : (
        <div className="envelopes" aria-hidden="true">
          {cards.map((seat, i) => (
            <svg key={seat.userId} viewBox="0 0 56 40" aria-hidden="true" className={i < submitted ? "in" : undefined}>
              <use href="#envelope" />
            </svg>
          ))}
        </div>
      )}
      <p className="zone-part" role="status">
        {submitted === cards.length
          ? page.openScoring
            ? "Every card is in. The joint scorecard starts on all screens at the same moment."
            : "Every card is in. They open on all screens at the same moment."
          : page.openScoring
            ? `${cards.length - submitted} still to come. Scoring is open: the panel sees every card as it is written.`
            : `${cards.length - submitted} still to come. Until then nobody sees another person’s card.`}
      </p>
      {recused.length > 0 ? (
        <p className="small muted">Does not rate: {recused.map((seat) => seat.name).join(", ")}.</p>
      ) : null}
      {page.waitingFor.length > 0 ? (
        <div className="zone-part">
          <h3 className="small">Waiting for</h3>
          <ul>
            {page.waitingFor.map((name) => (
              <li key={name}>{name === page.me.name ? `${name} (you)` : name}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <Disclosures page={page} />
      {page.may.reveal ? <Reveal page={page} /> : null}
      <CourseLog page={page} />
    </section>
  );
}

function Reveal({ page }: { page: Page }) {
  const { may, waitingFor, agreedToOpen, id, me } = page;
  if (may.revealNow)
    return (
      <div className="zone-part">
        {agreedToOpen.length > 0 && waitingFor.length > 0 ? (
          <p className="mb-4">Both leads agreed to go on without {waitingFor.join(" and ")}.</p>
        ) : null}
        <Act
          to={`/interviews/${id}/reveal`}
          label={page.openScoring ? "Start the joint scorecard" : "Open all cards"}
          variant={page.mine?.state === "draft" ? "line" : "solid"}
          hint="All screens change together. First ratings stay for good."
        />
      </div>
    );
  const mine = agreedToOpen.find((agreement) => agreement.role === me.role);
  return (
    <details className="zone-part" open={agreedToOpen.length > 0}>
      <summary>Go on without the missing cards</summary>
      <p className="small muted">Both leads must agree, each with a reason that stands in the sealed record.</p>
      {agreedToOpen.map(({ name, reason }) => (
        <p key={name} className="small">
          {name} agreed: {reason}
        </p>
      ))}
      {mine ? (
        <p className="small muted">Waits for the other lead.</p>
      ) : (
        <Act to={`/interviews/${id}/reveal`} label="Agree to go on without" small>
          <Field as="textarea" name="reason" label="Reason" rows={2} maxLength={2000} required />
        </Act>
      )}
    </details>
  );
}
