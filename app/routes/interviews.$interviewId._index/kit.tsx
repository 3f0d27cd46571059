import { Act } from "#app/interview/act.tsx";
import { Time } from "#app/ui/time.tsx";
import { KIT_ACKNOWLEDGEMENT, KIT_STEPS, RATING_ERRORS } from "#shared/content/kit.ts";
import type { Page } from "./route.tsx";

/** How a structured interview is run, before, during and after: for everybody at the table. */
export function KitSteps() {
  return (
    <>
      {KIT_STEPS.map(({ id, title, items }) => (
        <div key={id} className="kit-part">
          <h3>{title}</h3>
          <ul className="rules">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

/** The rating errors, what each looks like and what to do instead. */
export function KitWarnings() {
  return (
    <dl className="scale">
      {RATING_ERRORS.map(({ id, title, looks, instead }) => (
        <div key={id}>
          <dt>{title}</dt>
          <dd>
            {looks} <b>{instead}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The rater's own word that the kit was read; afterwards, when it was given. Nothing for who does not rate. */
export function KitAcknowledgement({ page }: { page: Page }) {
  const { mine } = page;
  if (!mine) return null;
  if (mine.kitReadAt !== null)
    return (
      <p>
        You acknowledged the kit on <Time at={mine.kitReadAt} zone={page.zone} as="slot" />.
      </p>
    );
  if (!mine.mayAcknowledge) return null;
  return (
    <>
      <p className="mb-4">{KIT_ACKNOWLEDGEMENT}</p>
      <Act
        to={`/interviews/${page.id}/kit`}
        label="Acknowledge the kit"
        variant="solid"
        hint="Your card opens for writing once you have."
      />
    </>
  );
}

/** In place of the card, for who joins a live interview before having read the kit. */
export function KitBeforeCard({ page }: { page: Page }) {
  return (
    <>
      <p>Read the kit first. Your card opens for writing as soon as you acknowledge it.</p>
      <KitSteps />
      <h3 className="zone-part">Errors we all make</h3>
      <KitWarnings />
      <div className="zone-part">
        <KitAcknowledgement page={page} />
      </div>
    </>
  );
}
