import { useSearchParams } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Time } from "#app/ui/time.tsx";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import type { Room } from "#app/workspace/room.ts";
import type { MouPage } from "#server/pages/mou.ts";
import { CLAUSES } from "#shared/content/mou-clauses.ts";
import type { MouTerms } from "#shared/documents/mou.ts";
import { historyPath } from "#shared/history-path.ts";
import { EndNegotiation, Ready } from "./acts.tsx";
import { ClauseHelp, ClauseReading, ClauseWriting } from "./clause.tsx";
import { Contents } from "./contents.tsx";
import { Kicker } from "./kicker.tsx";
import { MouDocument } from "./mou-document.tsx";
import { Proposals, Propose } from "./proposals.tsx";
import type { Ticks } from "./use-mou.ts";

/** Writing and negotiating: contents at left, one clause in the middle, proposals and people beside it. */
export function Making({ page, room, terms, ticks }: { page: MouPage; room: Room; terms: MouTerms; ticks: Ticks }) {
  const [asked] = useSearchParams();
  const here = facesOf(page.leads, usePresence(room, page.me));
  const clause = terms.clauses.find(({ id }) => id === asked.get("clause")) ?? terms.clauses[0];
  const about = CLAUSES.find(({ id }) => id === clause?.id);
  const negotiating = page.state === "negotiation";
  const openIn = countOpen(page);
  const openAll = Object.values(openIn).reduce((sum, n) => sum + n, 0);
  const voided = page.signatures.filter((s) => s.voidedAt !== null && s.revision === page.revision - 1);
  if (!clause || !about) return null;
  const index = terms.clauses.indexOf(clause);
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="no-print">
        <div className="ledger">
          <div className="ml" />
          <div className="mm head">
            <Kicker
              page={page}
              history={historyPath({ kind: "mou", recordId: page.id, part: "agreement", revision: page.revision })}
            />
            <h1>Agreement between the parties, version {page.version}</h1>
            <p>{sentenceOf(page, room.mode === "write")}</p>
            {page.reason ? <p className="small">Amended because: {page.reason}</p> : null}
            {voided.map((s) => (
              <Alert key={s.id} tone="warn" title={`The signature of ${s.name} became void`}>
                <p>
                  {s.voidedBy} went back to the negotiation on{" "}
                  <Time at={s.voidedAt ?? s.signedAt} zone={page.program.timeZone} />
                  {s.voidReason ? `: “${s.voidReason}”` : "."}
                </p>
              </Alert>
            ))}
          </div>
        </div>
        <div className="ledger mou">
          <nav className="ml" aria-label="Clauses">
            <Contents
              clauses={terms.clauses}
              ticks={ticks}
              open={openIn}
              current={clause.id}
              hrefOf={(id) => `/agreement/${page.version}?clause=${id}`}
            />
          </nav>
          <section className="mm" aria-labelledby="clause-name" key={clause.id}>
            <div className="mou-part">
              <h2 id="clause-name">
                {index + 1}. {clause.title}
              </h2>
              <p className="lede">{about.plain}</p>
              <p className="small muted">{about.why}</p>
              <div className="stack">
                {room.mode === "write" ? (
                  <ClauseWriting
                    room={room}
                    clause={clause}
                    leads={page.leads}
                    tick={ticks[clause.id] ?? OPEN}
                    me={page.me.userId}
                  />
                ) : (
                  <ClauseReading clause={clause} />
                )}
                {page.may.propose ? <Propose clause={clause} version={page.version} /> : null}
                <ClauseHelp clauseId={clause.id} />
              </div>
            </div>
          </section>
          <div className="mr">
            {negotiating ? (
              <div className="aside">
                <h2>Proposals</h2>
                <Proposals
                  proposals={page.proposals.filter(({ clauseId }) => clauseId === clause.id)}
                  version={page.version}
                  zone={page.program.timeZone}
                />
              </div>
            ) : null}
            <div className="aside">
              <h2>Here now</h2>
              <Faces people={here} label="Here now" />
            </div>
            <div className="aside">
              <h2>{negotiating ? "The next step" : "Ready"}</h2>
              {negotiating ? (
                <EndNegotiation page={page} open={openAll} />
              ) : (
                <Ready page={page} room={room} terms={terms} />
              )}
            </div>
          </div>
        </div>
      </div>
      <div className="mou-print">
        <MouDocument terms={terms} zone={page.program.timeZone} hash={null} signatures={[]} inForceSince={null} />
      </div>
    </main>
  );
}

const OPEN = { agency: "open", district: "open" } as const;

function sentenceOf({ state, may }: MouPage, writes: boolean): string {
  if (state === "draft")
    return writes
      ? "Both leads write it here together. What you type appears on the other lead’s screen at once."
      : "Both leads are writing it. You read along; it is not in force.";
  return may.propose
    ? "The text stands still. Changes are proposed, and the other side’s lead accepts or rejects them."
    : "The text stands still. The leads and the executives propose changes, and the other side’s lead decides.";
}

function countOpen({ proposals }: MouPage): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { clauseId, state } of proposals) if (state === "open") counts[clauseId] = (counts[clauseId] ?? 0) + 1;
  return counts;
}
