import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { CaseHead } from "#app/officers/case-head.tsx";
import { DecisionPart } from "#app/officers/removal-decision.tsx";
import { MinutesWords, RemovalDocument, SidesWords } from "#app/officers/removal-document.tsx";
import { MinutesPart, SettlePart, SidesPart } from "#app/officers/removal-mediation.tsx";
import { MediationMeeting, RequestPart, TakeBack } from "#app/officers/removal-request.tsx";
import { RemovalSigners } from "#app/officers/removal-signers.tsx";
import { useRemoval } from "#app/officers/use-removal.ts";
import { Alert } from "#app/ui/alert.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Steps } from "#app/ui/steps.tsx";
import { Time } from "#app/ui/time.tsx";
import { type RemovalPage, removalPage } from "#server/pages/removal.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { REMOVAL_OUTCOMES } from "#shared/removal-words.ts";
import { dayInWords } from "#shared/time.ts";
import "../interview/interview.css";
import "../officers/officers.css";
import "../officers/evaluation-fixed.css";

export function loader({ request, context, params: { assignmentId = "", removalId = "" } }: LoaderFunctionArgs) {
  const page = removalPage(requireViewer(context, request), assignmentId, removalId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Removal review, ${data.head.officer}` : "Not found"} · Accord` },
];

const STEPS = ["Request and answer", "Meeting", "Executives decide", "Sealed"] as const;
const STEP: Record<RemovalPage["state"], number> = {
  requested: 0,
  mediation: 1,
  deciding: 2,
  resolved: 4,
  reassigned: 4,
};

/** A review that ended before the executives, or before a meeting, shows only the steps it took. */
function stepsOf({ ended, said }: RemovalPage): readonly string[] {
  if (!ended || said.outcome === "stays" || said.outcome === "reassigned") return STEPS;
  return said.outcome === "settled" || said.meetingAt ? [STEPS[0], STEPS[1], STEPS[3]] : [STEPS[0], STEPS[3]];
}

export default function RemovalRoute() {
  const page = useLoaderData<typeof loader>() as RemovalPage;
  const { head, state, said } = page;
  const to = casePaths.removal(head.id, page.id);
  const live = useRemoval(page);
  const heading = useFocusWhenLost<HTMLSpanElement>(`${state} ${page.signed.length} ${said.position?.at ?? ""}`);
  return (
    <main id="main" className="page removal">
      <CaseHead
        head={head}
        title={
          <span ref={heading} tabIndex={-1}>
            Removal review
          </span>
        }
        lede={page.ended ? `${REMOVAL_OUTCOMES[said.outcome]}.` : "A review, and not yet a decision."}
        trail={[{ to: casePaths.file(head.id), label: head.officer }]}
      />
      <div className="ledger span-r">
        <div className="ml" />
        <div className="mm">
          <Steps steps={stepsOf(page)} current={STEP[state]} />
          <p className="gap-above" role="status">
            {turnOf(page)}
          </p>
          {page.evaluation ? (
            <p className="small">
              It follows from the annual evaluation <Link to={page.evaluation.to}>{page.evaluation.title}</Link>.
            </p>
          ) : null}
        </div>
      </div>
      {page.ended ? <Ended page={page} /> : null}
      {state === "requested" ? <RequestPart page={page} to={to} /> : null}
      {state === "mediation" ? (
        <>
          <MediationMeeting page={page} to={to} />
          <SidesPart page={page} live={live} />
          <MinutesPart page={page} live={live} />
          <SettlePart page={page} live={live} to={to} />
          <RequestPart page={page} to={to} />
        </>
      ) : null}
      {state === "deciding" ? (
        <>
          <DecisionPart page={page} live={live} to={to} />
          <LedgerSection
            className="fixed-part"
            title="Each side"
            note="In its own words, as they stood at the meeting."
          >
            <article className="paper-part" aria-label="Each side">
              <SidesWords content={said} />
            </article>
          </LedgerSection>
          <LedgerSection className="fixed-part" title="Minutes" note="By both leads.">
            <article className="paper-part" aria-label="Minutes">
              <MinutesWords content={said} />
            </article>
          </LedgerSection>
          <RequestPart page={page} to={to} />
        </>
      ) : null}
      <TakeBack page={page} to={to} />
    </main>
  );
}

/** Whose turn it is, and until when. */
function turnOf({ state, said, meetingAt, now, decideDueOn, label }: RemovalPage): string {
  switch (state) {
    case "requested":
      return `The other side answers${said.answerDueOn ? `, until ${dayInWords(said.answerDueOn)}` : ""}.`;
    case "mediation":
      return meetingAt === null
        ? "The meeting is to be set. Each side can write its own words now."
        : meetingAt > now
          ? "The meeting is set. Each side can write its own words now."
          : "The meeting was held. Both leads write its minutes and sign that it is settled, or hand it on.";
    case "deciding":
      return `Both executives decide${decideDueOn ? `, until ${dayInWords(decideDueOn)}` : ""}.`;
    default:
      return `${label}.`;
  }
}

/** Sealed: what came of it, where it goes on, the exact text and who signed it. */
function Ended({ page }: { page: RemovalPage }) {
  const { said, head, zone } = page;
  const signers = page.signed
    .filter(({ isVoid }) => !isVoid)
    .map(({ id, role, party, name }) => ({ key: id, role, party, name }));
  return (
    <>
      <LedgerSection className="fixed-part" title="Sealed">
        <div className="stack">
          <Alert tone="ok" title={REMOVAL_OUTCOMES[said.outcome]} live>
            <p>
              Nothing here can be changed any more.{" "}
              {page.recordId ? <Link to={`/records/${page.recordId}`}>Open the sealed record</Link> : null}
            </p>
          </Alert>
          {page.state === "reassigned" ? (
            <p>
              The assignment ended{head.toDate ? ` ${dayInWords(head.toDate)}` : ""}; this ends no employment. A new
              selection round opened.{" "}
              {page.round ? <Link to={page.round.to}>Open the round: {page.round.title}</Link> : null}
            </p>
          ) : null}
          <RemovalSigners page={page} signers={signers} hash={page.hash ?? ""} />
          {page.signed.some(({ isVoid }) => isVoid) ? (
            <details>
              <summary>Signatures that are void</summary>
              <ul className="history">
                {page.signed
                  .filter(({ isVoid }) => isVoid)
                  .map((one) => (
                    <li key={one.id}>
                      {one.name} signed <Time at={one.signedAt} zone={zone} />.{" "}
                      <span className="attention">Void: the words were changed.</span>
                    </li>
                  ))}
              </ul>
            </details>
          ) : null}
        </div>
      </LedgerSection>
      <LedgerSection className="fixed-part" title="The exact text" note="What the signatures bind.">
        <RemovalDocument content={said} sealedAt={page.sealedAt} />
      </LedgerSection>
    </>
  );
}
