import { Crest, Mark, PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { CRITERIA } from "#shared/content/rubric.ts";
import { coverageSentence } from "#shared/coverage.ts";
import type { Anchors, ProcessTerms } from "#shared/documents/process.ts";
import { shortHash } from "#shared/fingerprint.ts";
import { PARTIES, type Party, ROLES, type Role } from "#shared/roles.ts";

export interface DocumentSignature {
  id: string;
  name: string;
  role: Role;
  party: Party;
  hash: string;
  signedAt: number;
}

export interface DocumentProps {
  terms: ProcessTerms;
  program: { agencyName: string; districtName: string; timeZone: string };
  /** Null while the text is being written. */
  hash: string | null;
  signatures: readonly DocumentSignature[];
  inForceSince: number | null;
}

/** The agreement as a document: the exact terms, in the order in which they are read and printed. */
export function AgreementDocument({ terms, program, hash, signatures, inForceSince }: DocumentProps) {
  const organization = { agency: program.agencyName, district: program.districtName, community: "Community guest" };
  return (
    <article className="record always-paper">
      <header>
        <div className="letterhead">
          <div>
            <Crest party="agency" />
            <p>
              <b>{program.agencyName}</b>Agency
            </p>
          </div>
          <div>
            <Crest party="district" />
            <p>
              <b>{program.districtName}</b>School district
            </p>
          </div>
        </div>
        <div className="joint" aria-hidden="true" />
      </header>
      {inForceSince ? null : (
        <p className="runhead">
          <span>{hash ? "Fixed for signing" : "Being written"}</span>
          <b>DRAFT, not in force</b>
        </p>
      )}
      <h1>Process agreement</h1>
      <p>{terms.position || "Position not named yet"}</p>
      <Terms terms={terms} />
      <Criteria terms={terms} />
      <Questions terms={terms} />
      <h2>4. Panel</h2>
      <ul className="plain">
        {terms.names?.panel.map((seat) => (
          <li key={seat.id}>
            {seat.name}, <PartyName party={seat.party} name={organization[seat.party]} />
          </li>
        ))}
      </ul>
      <h2>5. Equal totals</h2>
      <p className="kept">{terms.tieRule}</p>
      <h2>6. Signatures</h2>
      <p className="by">A signature binds exactly this text. Changing one word makes every signature void.</p>
      <div className="sigs">
        {(["supervisor", "administrator"] as const).map((role) => (
          <SignatureBlock
            key={role}
            role={role}
            organization={organization}
            zone={program.timeZone}
            signature={signatures.find((s) => s.role === role)}
          />
        ))}
      </div>
      {hash ? <Seal hash={hash} terms={terms} inForceSince={inForceSince} zone={program.timeZone} /> : null}
    </article>
  );
}

function Terms({ terms }: { terms: ProcessTerms }) {
  return (
    <>
      <dl className="facts">
        <dt>School</dt>
        <dd>{terms.names?.school ?? "No single school"}</dd>
        <dt>Service counts up to</dt>
        <dd>{dateWords(terms.cutoffDate)}</dd>
        <dt>Minimum service</dt>
        <dd>{terms.minimumYears === 1 ? "1 year" : `${terms.minimumYears} years`}</dd>
        <dt>Moderator</dt>
        <dd>{ROLES[terms.moderator].label}</dd>
        <dt>Scoring</dt>
        <dd>{SCORING[terms.scoringMode].label}</dd>
        {terms.maskedScreening ? (
          <>
            <dt>Screening</dt>
            <dd>Names hidden until a file is screened</dd>
          </>
        ) : null}
        <dt>Rubric</dt>
        <dd>Version {terms.rubricVersion}</dd>
      </dl>
      <h2>1. How the panel scores</h2>
      <p>{SCORING[terms.scoringMode].meaning}</p>
    </>
  );
}

function Criteria({ terms }: { terms: ProcessTerms }) {
  const weights = terms.criteria.map((criterion) => criterion.weight);
  const equal = new Set(weights).size <= 1;
  return (
    <>
      <h2>2. Criteria</h2>
      <p className="by">Each is rated 1 to 5, or “not observed”, which is never zero.</p>
      <p>
        {equal ? "All criteria weigh the same." : "The criteria do not weigh the same."}
        {!equal && terms.weightReason ? ` Both parties agreed to this because: ${terms.weightReason}` : ""}
      </p>
      {terms.criteria.map((criterion) => (
        <section className="rolegroup" key={criterion.id}>
          <h3>
            {criterion.title}
            {equal ? "" : `, weight ${criterion.weight}`}
          </h3>
          <p>{criterion.definition}</p>
          <AnchorList anchors={criterion.anchors} />
        </section>
      ))}
    </>
  );
}

function Questions({ terms }: { terms: ProcessTerms }) {
  const titleOf = (id: string) => CRITERIA.find((criterion) => criterion.id === id)?.title ?? id;
  return (
    <>
      <h2>3. Questions and exercises</h2>
      <p className="by">
        Every candidate is asked the same questions in the same order. Only the probes printed here may follow.
      </p>
      {terms.questions.map((question, index) => (
        <section className="rolegroup" key={question.id}>
          <h3>
            Question {index + 1}, for {titleOf(question.criterionId).toLowerCase()}
            {question.minutes ? `, ${question.minutes} minutes` : ""}
          </h3>
          <p>{question.lead}</p>
          {question.probes.length > 0 ? (
            <ul className="dashes">
              {question.probes.map((probe) => (
                <li key={probe}>{probe}</li>
              ))}
            </ul>
          ) : null}
          <AnchorList anchors={question.anchors} />
        </section>
      ))}
      {terms.exercises.length > 0 ? (
        <section className="rolegroup">
          <h3>Exercises</h3>
          {terms.exercises.map((exercise) => (
            <div key={exercise.id}>
              <p>
                {exercise.title}, for {titleOf(exercise.criterionId).toLowerCase()}
                {exercise.minutes ? `, ${exercise.minutes} minutes` : ""}
              </p>
              {exercise.anchors ? <AnchorList anchors={exercise.anchors} /> : null}
            </div>
          ))}
        </section>
      ) : null}
      <p>{coverageSentence(terms)}</p>
    </>
  );
}

function AnchorList({ anchors }: { anchors: Anchors }) {
  const written = ([1, 3, 5] as const).filter((level) => anchors[level]);
  if (written.length === 0) return null;
  return (
    <dl className="vanchors">
      {written.map((level) => (
        <div key={level}>
          <dt>{level}</dt>
          <dd>{anchors[level]}</dd>
        </div>
      ))}
    </dl>
  );
}

function SignatureBlock({
  role,
  signature,
  organization,
  zone,
}: {
  role: "supervisor" | "administrator";
  signature?: DocumentSignature;
  organization: Record<Party, string>;
  zone: string;
}) {
  const party = ROLES[role].parties[0];
  return (
    <div className="sig" data-party={party}>
      {signature ? (
        <>
          <p className="hand">{signature.name}</p>
          <p>
            <b>
              {signature.name}, {ROLES[role].label}
            </b>
          </p>
          <p>
            <PartyName party={party} name={organization[party]} />
          </p>
          <p>
            <Time at={signature.signedAt} zone={zone} />
          </p>
          <p className="means">
            Agrees to these terms for the {PARTIES[party].label.toLowerCase()}. Signed in Accord, fingerprint{" "}
            {shortHash(signature.hash)}.
          </p>
        </>
      ) : (
        <>
          <p className="hand muted">Not signed</p>
          <p>
            <Mark party={party} outline /> {ROLES[role].label}, {organization[party]}
          </p>
        </>
      )}
    </div>
  );
}

function Seal({
  hash,
  terms,
  inForceSince,
  zone,
}: {
  hash: string;
  terms: ProcessTerms;
  inForceSince: number | null;
  zone: string;
}) {
  return (
    <section className={inForceSince ? "sealbox" : "sealbox open"}>
      <h2>
        {inForceSince ? (
          <>
            In force since <Time at={inForceSince} zone={zone} />
          </>
        ) : (
          "Fixed for signing, not in force yet"
        )}
      </h2>
      <p>
        {inForceSince
          ? "The text, the rubric version and both signatures are kept for good and never change."
          : "The text no longer changes. It comes into force with the second signature."}
      </p>
      <dl className="facts">
        <dt>Fingerprint</dt>
        <dd>
          <code>{shortHash(hash)}</code>
        </dd>
        <dt>SHA-256</dt>
        <dd>{hash}</dd>
        <dt>Rubric</dt>
        <dd>Version {terms.rubricVersion}</dd>
      </dl>
    </section>
  );
}

/** What each scoring mode means, in the words both leads choose it by. */
export const SCORING = {
  "independent-first": {
    label: "Blind until the reveal",
    meaning:
      "Each panel member rates alone. Nobody, the coordinator included, sees another person’s card until all cards open together on every screen; then the panel agrees a joint scorecard.",
  },
  open: {
    label: "Open from the start",
    meaning:
      "Everyone on the panel sees all cards as they are being filled in. Nobody outside the panel does. The panel then agrees a joint scorecard.",
  },
} as const;

/** An ISO date in words. It has no clock and no zone, so none is applied. */
export function dateWords(iso: string): string {
  const [year, month, day] = iso.split("-").map(Number);
  if (!year || !month || !day) return "Not chosen yet";
  const names = new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" });
  return `${names.format(Date.UTC(year, month - 1, day))} ${day}, ${year}`;
}
