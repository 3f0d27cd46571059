import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AnswerForm, EarlierPart, PositionForm, ReopenPart, SigningPart } from "#app/decision/acts.tsx";
import { DecisionDocument } from "#app/decision/document.tsx";
import { OrderPart } from "#app/decision/order.tsx";
import { ReasonsPart } from "#app/decision/reasons.tsx";
import { Standings } from "#app/decision/standings.tsx";
import { Act } from "#app/interview/act.tsx";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { useReading, useUnsent } from "#app/interview/use-card.ts";
import { Alert } from "#app/ui/alert.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import { type Room, useRoom } from "#app/workspace/room.ts";
import { type DecisionPage, decisionPage, type OpenedDecision } from "#server/pages/decision.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { missingInDecision, readDecision } from "#shared/documents/decision.ts";
import { historyPath } from "#shared/history-path.ts";
import "../interview/interview.css";
import "../decision/decision.css";

export function loader({ request, context, params: { processId = "" } }: LoaderFunctionArgs) {
  const page = decisionPage(requireViewer(context, request), processId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Decision, ${data?.process.title ?? "not found"} · Accord` },
];

export default function DecisionRoute() {
  const page = useLoaderData<typeof loader>() as DecisionPage;
  return page.decision ? <Opened page={page} decision={page.decision} /> : <Waiting page={page} />;
}

/** Before it is opened: what it waits for, and the one button. */
function Waiting({ page }: { page: DecisionPage }) {
  const others = page.waiting?.others ?? [];
  const open = others.filter((one) => one.open);
  const sealed = page.waiting?.sealed ?? 0;
  return (
    <main id="main" className="page">
      <Head
        page={page}
        title="Decision"
        lede="It opens when the panel results are sealed. Both leads write it together."
      />
      <LedgerSection title="Open it">
        <p>
          {sealed === 1 ? "One panel result is sealed." : `${sealed} panel results are sealed.`}{" "}
          {others.length > 0
            ? `Without one: ${others.map((one) => `${one.name} (${one.state.toLowerCase()})`).join(", ")}.`
            : "Every candidate has one."}
        </p>
        {sealed > 0 ? (
          <Act
            to={`/selection/${page.process.id}/decision/opening`}
            label="Open the decision"
            variant={open.length > 0 ? "line" : "solid"}
            hint="The order starts from the agreed scores. Both leads can change it, with reasons."
          >
            {open.length > 0 ? (
              <Field
                as="textarea"
                name="reason"
                label="Why it opens without the others"
                hint="It stands in the record; you can change it while the text is open."
                rows={2}
                maxLength={2000}
                required
              />
            ) : null}
          </Act>
        ) : null}
      </LedgerSection>
    </main>
  );
}

function Opened({ page, decision }: { page: DecisionPage; decision: OpenedDecision }) {
  const to = `/selection/${page.process.id}/decision`;
  const writing = decision.state === "rationale";
  const room = useRoom(decision.room?.name ?? null, decision.room?.mode ?? "read", {
    why: writing ? "only the two leads write here." : "the text is fixed.",
    sealed: decision.state === "sealed",
  });
  const draft = useReading(room, decision.draftNow, (doc) => readDecision(doc, decision.frame));
  // Who acts on the text next reads it first: it stands above their part.
  const acts = decision.may.position || decision.may.answer || decision.may.sign;
  const heading = useFocusWhenLost<HTMLHeadingElement>(`${decision.state} ${acts}`);
  const present = usePresence(room, page.viewer);
  const { zone } = page;
  return (
    <main id="main" className="page decision">
      <Head
        page={page}
        title="Decision"
        lede={LEDE[decision.state]}
        history={historyPath({
          kind: "decision",
          recordId: decision.id,
          part: "rationale",
          revision: decision.revision,
        })}
      />
      {writing && decision.dropped.length > 0 ? (
        <LedgerSection title="Not counted" note="For all candidates alike.">
          {decision.dropped.map((one) => (
            <p key={one.id}>
              “{one.lead}” {one.effect} Reason: {one.reason} Asked by {one.asked}, approved by {one.approved}.
            </p>
          ))}
        </LedgerSection>
      ) : null}
      {writing ? (
        <>
          <LedgerSection
            title="The order"
            note="Starts from the agreed scores."
            aside={<Faces label="Here now" people={facesOf(decision.leads, present)} />}
          >
            <div className="stack">
              <OrderPart room={room} draft={draft} />
            </div>
          </LedgerSection>
          <LedgerSection title="Both ranks" note="First cards beside the decision." wide>
            <Standings draft={draft} open />
          </LedgerSection>
          <LedgerSection title="Reasons" note="A paragraph for each criterion, and what it rests on.">
            <div className="reasons">
              <ReasonsPart room={room} draft={draft} frame={decision.frame} />
            </div>
          </LedgerSection>
          {decision.may.freeze ? <Fixing to={to} room={room} gaps={missingInDecision(draft, decision.frame)} /> : null}
        </>
      ) : null}
      {decision.content ? (
        <>
          {acts ? (
            <LedgerSection title="The exact text" note="Read it first. Your part stands below it." wide>
              <DecisionDocument content={decision.content} />
            </LedgerSection>
          ) : null}
          <LedgerSection
            title={
              <span ref={heading} tabIndex={-1}>
                {decision.label}
              </span>
            }
          >
            <div className="stack">
              {decision.recordId ? (
                <Alert tone="ok" title="The decision is sealed" live>
                  <p>
                    Everybody signed. Nothing here can be changed any more.{" "}
                    <Link to={`/records/${decision.recordId}`}>Open the sealed record</Link>
                  </p>
                </Alert>
              ) : null}
              <PositionForm decision={decision} to={to} zone={zone} />
              <AnswerForm decision={decision} to={to} zone={zone} />
              <SigningPart decision={decision} to={to} zone={zone} />
              <ReopenPart decision={decision} to={to} zone={zone} />
              <EarlierPart decision={decision} to={to} zone={zone} />
            </div>
          </LedgerSection>
          {decision.letters ? (
            <LedgerSection title="Letters" note="One for each candidate. Released once.">
              <ul className="history">
                {decision.letters.letters.map((one) => (
                  <li key={one.id}>
                    <Link to={`${to}/letters/${one.id}`}>
                      {one.title}: {one.to}
                    </Link>{" "}
                    <span className="muted">
                      {one.releasedAt ? (
                        <>
                          Released <Time at={one.releasedAt} zone={zone} as="date" /> by {one.releasedBy}
                        </>
                      ) : one.gaps.length > 0 ? (
                        `Draft, ${one.gaps.length === 1 ? "one gap" : `${one.gaps.length} gaps`} to fill`
                      ) : (
                        "Draft, can be released"
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </LedgerSection>
          ) : null}
          <LedgerSection title="Both ranks" wide>
            <Standings draft={draft} open={false} />
          </LedgerSection>
          {acts ? null : (
            <LedgerSection title="The exact text" note="What the signatures bind." wide>
              <DecisionDocument content={decision.content} />
            </LedgerSection>
          )}
        </>
      ) : writing ? (
        <EarlierPart decision={decision} to={to} zone={zone} />
      ) : null}
    </main>
  );
}

/** What is still missing, then the one button. */
function Fixing({ to, room, gaps }: { to: string; room: Room; gaps: readonly { sentence: string }[] }) {
  const unsent = useUnsent(room);
  return (
    <LedgerSection title="Fix the text">
      {gaps.length > 0 ? (
        <>
          <p>
            {gaps.length === 1 ? "One thing is missing" : `${gaps.length} things are missing`} before the school can
            take its position.
          </p>
          <ul className="rules">
            {gaps.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      ) : (
        <Act
          to={`${to}/freezing`}
          label="Fix the decision"
          variant="solid"
          before={() => unsent === 0}
          hint={
            unsent > 0
              ? "Your last words are still on their way. Fix it in a moment."
              : "The school takes its position on exactly this text. Either lead can open it again, with a reason."
          }
        />
      )}
    </LedgerSection>
  );
}

function Head({ page, title, lede, history }: { page: DecisionPage; title: string; lede: string; history?: string }) {
  return (
    <div className="ledger">
      <div className="ml" />
      <div className="mm head">
        <p className="kicker">
          <Link to="/selection">Selection</Link> ·{" "}
          <Link to={`/selection/${page.process.id}`}>{page.process.title}</Link>
          {history ? (
            <>
              {" · "}
              <Link to={history}>
                History<span className="vh"> of the decision</span>
              </Link>
            </>
          ) : null}
        </p>
        <h1>{title}</h1>
        <p>{lede}</p>
      </div>
    </div>
  );
}

const LEDE: Record<OpenedDecision["state"], string> = {
  rationale: "Both leads write it here together: the order, and the reasons for each criterion.",
  position: "The text is fixed. The school takes its position before anybody signs.",
  reply: "The school dissents. The agency answers in writing before anybody signs.",
  signing: "The SRO supervisor signs first, then the school administrator.",
  authorizing: "Both leads signed. The head of the agency appoints, then the superintendent acknowledges.",
  sealed: "Signed by both leads and both executives, and sealed.",
};
