import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { Act } from "#app/interview/act.tsx";
import { Choices, Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { LiveChoice } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { RemovalPage } from "#server/pages/removal.ts";
import { removalKeys } from "#shared/documents/removal.ts";
import { REMOVAL_POSITIONS } from "#shared/removal-words.ts";
import { dayInWords } from "#shared/time.ts";
import { HistoryLink } from "./joint-review.tsx";
import { Consent } from "./receipt.tsx";
import { RemovalSigners } from "./removal-signers.tsx";
import type { LiveRemoval } from "./use-removal.ts";

interface Props {
  page: RemovalPage;
  live: LiveRemoval;
  to: string;
}

/** What both executives decide and why, before anything is signed; an edit ends a signature. */
export function DecisionPart({ page, live, to }: Props) {
  const { decideDueOn, may, rests, said } = page;
  const chosen = live.said.outcome === "stays" || live.said.outcome === "reassigned";
  const signers = (["agency", "district"] as const).map((party) => ({
    key: party,
    role: "executive",
    party,
    name: `Head of ${said.names[party]}`,
  }));
  const mine = page.signed.some(
    (one) => !one.isVoid && one.hash === live.hash && one.role === "executive" && one.party === page.viewer.party,
  );
  return (
    <>
      <LedgerSection
        className="fixed-part"
        title="Decision"
        note="By both executives. Until both have signed, nothing about the assignment changes."
        aside={<HistoryLink of={page.decision?.history ?? null} what="the decision" />}
      >
        <div className="stack">
          {decideDueOn ? (
            <p role="status">
              <b>Decide by {dayInWords(decideDueOn)}.</b>
              {page.today > decideDueOn ? " That day is over." : ""}
            </p>
          ) : null}
          <LiveChoice
            room={live.decision}
            field={removalKeys.decision}
            label="What is decided"
            options={[
              { value: "stays", label: "The officer stays" },
              {
                value: "reassigned",
                label: "The officer is reassigned",
                hint: "The assignment ends, which ends no employment. A new selection round opens.",
              },
            ]}
            fallback={chosen ? said.outcome : null}
          />
          <LiveText
            room={live.decision}
            field={removalKeys.why}
            label="Why"
            hint="The officer and both sides read it."
            rows={6}
            max={8000}
            fallback={said.why}
          />
          {rests ? (
            <ClauseNote parameter="removal.executive_decision_within" on={rests["removal.executive_decision_within"]} />
          ) : null}
        </div>
      </LedgerSection>
      <Position page={page} to={to} />
      <LedgerSection className="fixed-part" title="Signatures" note="Both executives, under the same words.">
        <div className="stack">
          <RemovalSigners page={page} signers={signers} hash={live.hash} />
          {may.sign && !mine ? (
            chosen && live.said.why ? (
              <Act
                key={live.hash}
                to={`${to}/signature`}
                label="Sign the decision"
                variant="solid"
                values={{ hash: live.hash }}
                before={() => live.unsent === 0}
                hint={
                  live.unsent > 0
                    ? "The last words are still on their way. Sign in a moment."
                    : "The second signature under the same words seals it and puts it into effect."
                }
              >
                <Consent label="I have read the review with what each side said. My signature binds exactly these words." />
              </Act>
            ) : (
              <p>Choose what is decided and write why. Then both executives can sign.</p>
            )
          ) : null}
        </div>
      </LedgerSection>
    </>
  );
}

/** The school's position before the executives sign; it becomes part of what they sign. */
function Position({ page, to }: Omit<Props, "live">) {
  const { said, may, zone } = page;
  const { position } = said;
  return (
    <LedgerSection className="fixed-part" title="The school’s position" note="Part of what the executives sign.">
      {position ? (
        <>
          <p>
            <b>{REMOVAL_POSITIONS[position.position]}</b>
          </p>
          {position.words ? <p className="kept quote">{position.words}</p> : null}
          <p className="small muted">
            <Mark party="district" /> {position.name}, <Time at={Date.parse(position.at)} zone={zone} />
          </p>
        </>
      ) : may.position ? (
        <Act
          to={`${to}/position`}
          label="Take this position"
          variant="solid"
          hint="Once. A signature given before it counts no more, and is given again."
        >
          <Choices
            name="position"
            label="The school’s position"
            required
            options={[
              { value: "concur", label: "Concur", hint: "The school agrees with the decision." },
              { value: "dissent", label: "Dissent", hint: "The school is against it, and says why." },
              { value: "abstain", label: "Abstain", hint: "The school says neither yes nor no, and why." },
            ]}
          />
          <Field
            as="textarea"
            name="words"
            id="position-words"
            label="In the school’s words"
            hint="Needed for a dissent and for an abstention."
            rows={3}
            maxLength={4000}
          />
        </Act>
      ) : (
        <p>The administrator has not taken a position. The executives may decide without one.</p>
      )}
    </LedgerSection>
  );
}
