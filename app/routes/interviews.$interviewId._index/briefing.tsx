import { Act } from "#app/interview/act.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { NEVER_ASK } from "#shared/content/questions.ts";
import { RUBRIC_RULES, SCALE } from "#shared/content/rubric.ts";
import { ConflictForm } from "./conflict-form.tsx";
import { Disclosures } from "./disclosures.tsx";
import type { Page } from "./route.tsx";

/** Before the start: the kit everyone reads, the declaration everyone makes, and the start. */
export function Briefing({ page }: { page: Page }) {
  const { mine, may, moderator } = page;
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
        {may.start ? (
          <div className="gap-above">
            <Act
              to={`/interviews/${page.id}/start`}
              label="Start the interview"
              variant={mine?.state === "assigned" ? "line" : "solid"}
              hint="Everyone’s screen moves to the first question."
            />
          </div>
        ) : (
          <p className="muted">This page changes by itself when a lead starts the interview.</p>
        )}
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

function standing({ mine, openScoring }: Page): string {
  if (!mine) return "You follow the interview; you do not rate.";
  if (mine.state === "disclosed") return "Your card opens when both leads have cleared the tie you disclosed.";
  if (mine.state === "recused") return "You do not rate this candidate. You stay as a lead.";
  if (mine.state === "assigned") return "Your card opens when you have declared.";
  return openScoring
    ? "You declared no tie that stands in the way. Your card opens with the interview, and the panel sees it."
    : "You declared no tie that stands in the way. Your card opens with the interview, for you alone.";
}
