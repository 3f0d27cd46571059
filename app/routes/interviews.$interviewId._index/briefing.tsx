import { LedgerSection } from "#app/ui/ledger.tsx";
import { NEVER_ASK } from "#shared/content/questions.ts";
import { RUBRIC_RULES, SCALE } from "#shared/content/rubric.ts";
import { ConflictForm } from "./conflict-form.tsx";
import { Disclosures } from "./disclosures.tsx";
import { KitAcknowledgement, KitSteps, KitWarnings } from "./kit.tsx";
import { AdmitObservers } from "./observers.tsx";
import type { Page } from "./route.tsx";
import { Start } from "./start.tsx";

/** Before the start: the kit everyone reads, the declaration everyone makes, and the start. */
export function Briefing({ page }: { page: Page }) {
  const { mine, moderator } = page;
  return (
    <div className="page briefing">
      {mine?.state === "assigned" ? (
        <LedgerSection title="Before your card opens" note="Everyone on the panel declares.">
          <ConflictForm page={page} />
        </LedgerSection>
      ) : null}
      {page.disclosures.length > 0 ? (
        <LedgerSection title="To decide" note="For the two leads.">
          <Disclosures page={page} />
        </LedgerSection>
      ) : null}
      <LedgerSection
        title="The start"
        note={moderator ? `${moderator} moderates.` : "Either lead starts."}
        aside={page.openScoring ? "Open scoring is agreed: the panel sees all cards from the start." : null}
      >
        <p>{standing(page)}</p>
        {mine?.mayAcknowledge ? (
          <p>
            <a href="#kit">Go to where you acknowledge the kit</a>
          </p>
        ) : null}
        <Start page={page} />
      </LedgerSection>
      <LedgerSection title="The kit" note="Everybody who rates reads it and says so.">
        <KitSteps />
      </LedgerSection>
      <LedgerSection title="Errors we all make" note="Each has something to do instead.">
        <KitWarnings />
      </LedgerSection>
      <LedgerSection title="How to rate" note="The same for every candidate.">
        <dl className="scale">
          {SCALE.map(({ value, label, meaning }) => (
            <div key={value}>
              <dt>
                {value} {label}
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <ul className="rules">
          {RUBRIC_RULES.filter(({ id }) => BEFORE_RATING.has(id)).map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </LedgerSection>
      <LedgerSection title="Never ask" note="If the candidate brings it up: thank them, move on, write nothing down.">
        <ul className="rules">
          {NEVER_ASK.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </LedgerSection>
      <LedgerSection title="The questions" note="As both leads signed them, in this order.">
        <ol className="rules">
          {page.questions.map(({ id, lead }) => (
            <li key={id}>{lead}</li>
          ))}
        </ol>
      </LedgerSection>
      {mine ? (
        <LedgerSection title="Your word" note="Your card opens for writing once it is given.">
          <div id="kit">
            <KitAcknowledgement page={page} />
          </div>
        </LedgerSection>
      ) : null}
      {page.may.admit ? (
        <LedgerSection title="Observers" note="They listen. They never see a card or a score.">
          <AdmitObservers page={page} />
        </LedgerSection>
      ) : null}
    </div>
  );
}

const BEFORE_RATING = new Set<string>([
  "not-observed",
  "evidence-on-extremes",
  "rate-before-talk",
  "one-criterion-at-a-time",
  "job-related-only",
]);

function standing({ mine, openScoring, observing }: Page): string {
  if (observing) return "You observe: you read the questions and the shared notes, never a card or a score.";
  if (!mine) return "You follow the interview; you do not rate.";
  if (mine.state === "disclosed") return "Your card opens when both leads have cleared the tie you disclosed.";
  if (mine.state === "recused") return "You do not rate this candidate. You stay as a lead.";
  if (mine.state === "assigned") return "Your card opens when you have declared and acknowledged the kit.";
  if (mine.kitReadAt === null) return "Read the kit below and acknowledge it at its end. Your card waits for that.";
  return openScoring
    ? "You declared no tie that stands in the way. Your card opens with the interview, and the panel sees it."
    : "You declared no tie that stands in the way. Your card opens with the interview, for you alone.";
}
