import { Link } from "@remix-run/react";
import type { RestsOn } from "#app/agreement/clause-note.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { type ExpectedPerson, Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import type { Room } from "#app/workspace/room.ts";
import { missingInTerms, type ProcessTerms, type TermsChoices } from "#shared/documents/process.ts";
import { historyPath } from "#shared/history-path.ts";
import type { Signed } from "#shared/signed.ts";
import type { PresenceUser } from "#shared/wire.ts";
import { CriteriaPart } from "./criteria.tsx";
import { Matrix } from "./matrix.tsx";
import { PARTS, Part } from "./part.tsx";
import { QuestionsPart } from "./questions.tsx";
import { SignatureHistory, SignDraft, SignedPair } from "./signing.tsx";
import { ExercisesPart, PanelPart, PositionPart, RulesPart } from "./terms-parts.tsx";

/** Both leads write the agreement at once: contents at left, the parts in the middle, who is here at right. */
export function Writing({
  process,
  room,
  terms,
  choices,
  signatures,
  organization,
  leads,
  me,
  restsOn,
}: {
  process: { id: string; title: string; revision: number; timeZone: string };
  room: Room;
  terms: ProcessTerms;
  choices: TermsChoices;
  signatures: readonly Signed[];
  /** The organization the reader signs for. */
  organization: string;
  /** Both leads, whether connected or not. */
  leads: readonly ExpectedPerson[];
  me: PresenceUser;
  /** What the agreement between the parties says of these rules. */
  restsOn: { years: RestsOn | null; scoring: RestsOn | null; tie: RestsOn | null };
}) {
  const agreedYears = restsOn.years && Number(restsOn.years.value);
  const missing = missingInTerms(terms, agreedYears);
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="ledger">
        <div className="ml" />
        <div className="mm head">
          <p className="kicker">
            <Link to="/selection">Selection</Link> · <Link to={`/selection/${process.id}`}>{process.title}</Link> ·{" "}
            <Link
              to={historyPath({ kind: "process", recordId: process.id, part: "agreement", revision: process.revision })}
            >
              History
            </Link>
          </p>
          <h1>Process agreement</h1>
          <p>Both leads write it here together. What you type appears on the other lead’s screen at once.</p>
          <JustVoided signatures={signatures} revision={process.revision} zone={process.timeZone} />
        </div>
      </div>
      <div className="ledger agreement">
        <nav className="ml" aria-label="Parts of the agreement">
          <ol className="toc stay">
            {PARTS.map((part, index) => {
              const gaps = missing.filter((gap) => gap.part === part.id).length;
              return (
                <li key={part.id}>
                  <a href={`#part-${part.id}`}>
                    <span className="num">{index + 1}</span>
                    <b>{part.title}</b>
                    {gaps > 0 ? <small className="attention">{gaps} missing</small> : null}
                  </a>
                </li>
              );
            })}
          </ol>
        </nav>
        <div className="mm">
          <PositionPart room={room} terms={terms} choices={choices} years={restsOn.years} />
          <CriteriaPart room={room} terms={terms} />
          <QuestionsPart room={room} terms={terms} />
          <ExercisesPart room={room} terms={terms} />
          <Matrix terms={terms} />
          <PanelPart room={room} terms={terms} choices={choices} />
          <RulesPart room={room} terms={terms} scoring={restsOn.scoring} tie={restsOn.tie} />
          <Part id="sign">
            <SignatureHistory signatures={signatures} zone={process.timeZone} />
            <SignDraft
              processId={process.id}
              room={room}
              missing={missing}
              choices={choices}
              organization={organization}
            />
          </Part>
        </div>
        <div className="mr">
          <div className="stay">
            <div className="aside">
              <h2>Here now</h2>
              <Here room={room} leads={leads} me={me} />
            </div>
            <div className="aside">
              <h2>Signatures</h2>
              <p>
                <SignedPair signatures={signatures} /> Nobody has signed this text.{" "}
                {missing.length > 0 ? (
                  <a href="#part-sign">
                    {missing.length === 1 ? "One thing is missing" : `${missing.length} things are missing`}
                  </a>
                ) : (
                  <a href="#part-sign">It can be signed</a>
                )}
                .
              </p>
            </div>
            <div className="aside">
              <h2>Who sees this</h2>
              <p>
                Only the two leads write. The coordinator, the executives and the panelists read along. The first
                candidate can be added once both have signed.
              </p>
            </div>
          </div>
        </div>
      </div>
    </main>
  );
}

/** The signature that the last opening of the text ended: the first thing its signer has to know. */
function JustVoided({ signatures, revision, zone }: { signatures: readonly Signed[]; revision: number; zone: string }) {
  const voided = signatures.filter((s) => s.voidedAt !== null && s.revision === revision - 1);
  if (voided.length === 0) return null;
  return (
    <div className="mt-4">
      <Alert tone="warn" title="A signature became void">
        <SignatureHistory signatures={voided} zone={zone} />
      </Alert>
    </div>
  );
}

function Here({ room, leads, me }: { room: Room; leads: readonly ExpectedPerson[]; me: PresenceUser }) {
  return <Faces people={facesOf(leads, usePresence(room, me))} label="Here now" />;
}
