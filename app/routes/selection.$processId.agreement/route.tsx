import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";

import { LedgerSection } from "#app/ui/ledger.tsx";
import { useMoveAfter } from "#app/ui/settled.ts";
import { useRoom } from "#app/workspace/room.ts";
import { agreementRoom, processById, processFacts, signaturesOf, termsChoices, termsOf } from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { liveTerms } from "#server/commands/processes.ts";
import { restsOn } from "#server/pages/mou.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { historyPath } from "#shared/history-path.ts";
import { can, canMove, roomMode } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { roomName } from "#shared/rooms.ts";
import type { PresenceUser } from "#shared/wire.ts";
import "./agreement.css";
import { AgreementDocument } from "./document.tsx";
import { InForce } from "./in-force.tsx";
import { Reopen, SignatureHistory, SignedPair, SignFrozen } from "./signing.tsx";
import { useTerms } from "./use-terms.ts";
import { Writing } from "./writing.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Process agreement, ${data?.process.title ?? "not found"} · Accord` },
];

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const { db, viewer } = ctx;
  const row = processById(db, viewer.programId, params.processId ?? "");
  const program = programOf(db, viewer.programId);
  if (!row || !program || !can(viewer, "R", "agreement", processFacts(row))) throw notFound();
  const facts = processFacts(row);
  const room = agreementRoom(row);
  const mode = roomMode(viewer, room, { facts, revision: row.revision });
  const signatures = signaturesOf(db, "process", row.id);
  return {
    process: {
      id: row.id,
      revision: row.revision,
      title: row.title,
      state: facts.state,
      activatedAt: row.activatedAt,
      timeZone: program.timeZone,
    },
    program: { agencyName: program.agencyName, districtName: program.districtName, timeZone: program.timeZone },
    // Until it is in force the page stays connected: the other lead may sign, or open the text again, at any moment.
    room: (facts.state === "draft" || facts.state === "frozen") && mode ? { name: roomName(room), mode } : null,
    terms: termsOf(row) ?? liveTerms(ctx, row),
    hash: row.termsHash,
    choices: termsChoices(db, viewer.programId),
    signatures,
    leads: membersOf(db, viewer.programId)
      .filter((m) => m.role === "supervisor" || m.role === "administrator")
      .map(({ userId, name, initials, party }) => ({ userId, name, initials, party })),
    me: presenceOf(viewer),
    restsOn: {
      years: restsOn(ctx, "selection.minimum_experience_years", row.createdAt),
      scoring: restsOn(ctx, "selection.scoring_mode", row.createdAt),
      tie: restsOn(ctx, "selection.tie_rule", row.createdAt),
    },
    organization: viewer.party === "agency" ? program.agencyName : program.districtName,
    may: {
      sign:
        can(viewer, "S", "agreement", facts) && !signatures.some((s) => s.voidedAt === null && s.role === viewer.role),
      reopen: canMove(viewer, "reopen", facts),
      readRound: can(viewer, "R", "round", facts),
    },
  };
}

function presenceOf({ userId, name, shortName, initials, party, role }: Viewer): PresenceUser {
  return { userId, name, shortName, initials, party, role };
}

export default function Agreement() {
  const { process, program, room, terms, hash, choices, signatures, organization, leads, me, restsOn, may } =
    useLoaderData<typeof loader>();
  const live = useRoom(room?.name ?? null, room?.mode ?? "read", {
    why: process.state === "frozen" ? "the text is fixed for signing." : "only the two leads write here.",
  });
  const now = useTerms(live.ready ? live.doc : null, choices, terms);
  // When the agreement moves on, the page is another one: it starts at its top, for eyes and for screen readers.
  useMoveAfter(`${process.state} ${process.revision}`, () => {
    window.scrollTo(0, 0);
    window.document.getElementById("main")?.focus({ preventScroll: true });
  });
  const standing = signatures.filter((s) => s.voidedAt === null);
  const document = { program, hash, signatures: standing, inForceSince: process.activatedAt };

  if (room?.mode === "write")
    return (
      <Writing
        process={process}
        room={live}
        terms={now}
        choices={choices}
        signatures={signatures}
        organization={organization}
        leads={leads}
        me={me}
        restsOn={restsOn}
      />
    );
  if (process.state === "active" || process.state === "closed")
    return (
      <InForce process={process} history={signatures} mayReadRound={may.readRound}>
        <AgreementDocument {...document} terms={terms} />
      </InForce>
    );
  const frozen = process.state === "frozen";
  return (
    <main id="main" tabIndex={-1}>
      <div className="page standing no-print">
        <div className="ledger">
          <div className="ml" />
          <div className="mm head">
            <p className="kicker">
              <Link to="/selection">Selection</Link> ·{" "}
              {may.readRound ? <Link to={`/selection/${process.id}`}>{process.title}</Link> : process.title} ·{" "}
              <Link
                to={historyPath({
                  kind: "process",
                  recordId: process.id,
                  part: "agreement",
                  revision: process.revision,
                })}
              >
                History
              </Link>
            </p>
            {frozen ? (
              <>
                <p>
                  <b>The text is fixed and waits for its second signature.</b> It comes into force when both leads have
                  signed.
                </p>
                <p>
                  <SignedPair signatures={signatures} /> {standing.map((s) => s.name).join(", ")} signed.{" "}
                  {may.sign ? <a href="#sign">Go to your signature</a> : "The other lead signs next."}
                </p>
              </>
            ) : (
              <p>
                <b>Both leads are writing this agreement.</b> You read along; it changes while you read and is not in
                force.
              </p>
            )}
          </div>
        </div>
      </div>
      <div className="desk-ground">
        <AgreementDocument {...document} terms={frozen ? terms : now} />
      </div>
      {frozen || signatures.length > 0 ? (
        <div className="page" id="sign">
          <LedgerSection title={may.sign ? "Sign" : "Signatures"}>
            <div className="stack">
              <SignatureHistory signatures={signatures} zone={process.timeZone} />
              {may.sign && hash ? <SignFrozen processId={process.id} hash={hash} organization={organization} /> : null}
              {may.reopen ? <Reopen processId={process.id} standing={standing.length} /> : null}
            </div>
          </LedgerSection>
        </div>
      ) : null}
    </main>
  );
}
