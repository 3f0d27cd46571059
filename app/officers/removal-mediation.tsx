import { Act } from "#app/interview/act.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import { RichText } from "#app/workspace/rich-text.tsx";
import type { RemovalPage } from "#server/pages/removal.ts";
import { removalKeys } from "#shared/documents/removal.ts";
import { TEXT_FRAGMENT } from "#shared/documents/rich.ts";
import { REMOVAL_SIDES } from "#shared/removal-words.ts";
import { HistoryLink } from "./joint-review.tsx";
import { Consent } from "./receipt.tsx";
import { RemovalSigners } from "./removal-signers.tsx";
import type { LiveRemoval } from "./use-removal.ts";

interface Props {
  page: RemovalPage;
  live: LiveRemoval;
  to: string;
}

/** Each side writes its own words; the others read them as they are written and change nothing. */
export function SidesPart({ page, live }: Omit<Props, "to">) {
  if (!page.sides) return null;
  const of = page.head.leads;
  const names = {
    agency: of.find(({ role }) => role === "supervisor")?.name,
    district: of.find(({ role }) => role === "administrator")?.name,
    officer: page.head.officer,
  };
  return (
    <LedgerSection className="fixed-part" title="Each side" note="In its own words. Nobody else changes them.">
      <div className="stack">
        {page.sides.map((one) => (
          <section key={one.side} aria-label={REMOVAL_SIDES[one.side]} className="removal-side">
            <h3>{REMOVAL_SIDES[one.side]}</h3>
            <p className="pen small">
              <Mark party={one.side === "district" ? "district" : "agency"} />{" "}
              {one.mine
                ? "Written by you. The others of this case read it as you write."
                : `Written by ${names[one.side] ?? "nobody: nobody is named"}`}
            </p>
            <LiveText
              room={live.sides[one.side]}
              field={removalKeys.words}
              label={REMOVAL_SIDES[one.side]}
              labelHidden
              rows={6}
              max={8000}
              fallback={page.said.sides.find(({ side }) => side === one.side)?.words ?? ""}
            />
            <HistoryLink of={one.history} what={REMOVAL_SIDES[one.side].toLowerCase()} />
          </section>
        ))}
      </div>
    </LedgerSection>
  );
}

/** The minutes, by both leads. */
export function MinutesPart({ page, live }: Omit<Props, "to">) {
  const present = usePresence(live.minutes, page.viewer);
  const leads = page.head.leads.map((lead) => ({ ...lead, initials: initialsOf(lead.name) }));
  return (
    <LedgerSection
      className="fixed-part"
      title="Minutes"
      note="Both leads write them; the officer reads them."
      aside={
        <>
          <Faces label="Here now" people={facesOf(leads, present)} />
          <HistoryLink of={page.minutes?.history ?? null} what="the minutes" />
        </>
      }
    >
      <RichText room={live.minutes} label="Minutes" blocks={page.said.minutes} fragment={TEXT_FRAGMENT} />
    </LedgerSection>
  );
}

/** Settled by both leads under the same words; or handed to both executives. */
export function SettlePart({ page, live, to }: Props) {
  const { may, mediationRequired } = page;
  const signers = page.head.leads.map(({ role, party, name }) => ({ key: role, role, party, name }));
  const mine = page.signed.some(
    (one) => !one.isVoid && one.hash === live.hash && one.role === page.viewer.role && may.settle,
  );
  const agreed = live.said.minutes.some(({ type }) => type !== "heading");
  return (
    <LedgerSection className="fixed-part" title="How it ends" note="Settled by both, or decided by both executives.">
      <div className="stack">
        <RemovalSigners page={page} signers={signers} hash={live.hash} />
        {may.settle && !mine ? (
          agreed ? (
            <Act
              key={live.hash}
              to={`${to}/settlement`}
              label="Sign that it is settled"
              variant="solid"
              values={{ hash: live.hash }}
              before={() => live.unsent === 0}
              hint={
                live.unsent > 0
                  ? "The last words are still on their way. Sign in a moment."
                  : "The officer stays. Both signatures under the same words seal the review."
              }
            >
              <Consent label="It is settled as the minutes say, and the officer stays. My signature binds exactly these words." />
            </Act>
          ) : (
            <p>Write in the minutes what was agreed. Then both leads can sign that it is settled.</p>
          )
        ) : null}
        {may.refer ? (
          <details className="no-print">
            <summary>It is not settled</summary>
            <Act
              to={`${to}/referral`}
              label="Hand it to both executives"
              before={() => live.unsent === 0}
              hint="What each side said and the minutes stay as they are. The executives decide within their days."
            />
          </details>
        ) : may.settle && mediationRequired ? (
          <p className="small muted">
            If it is not settled, it goes to both executives, after the meeting that the agreement asks for.
          </p>
        ) : null}
      </div>
    </LedgerSection>
  );
}

const initialsOf = (name: string) =>
  name
    .split(" ")
    .slice(-2)
    .map((word) => word[0] ?? "")
    .join("");
