import { Link } from "@remix-run/react";
import { Mark } from "#app/ui/marks.tsx";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import { casePaths } from "#shared/case-paths.ts";
import { TONE_WORDS } from "#shared/evaluation-words.ts";
import { dayInWords } from "#shared/time.ts";

/** The log of the period for one role, beside what is written about it. */
export function EvidenceOfRole({
  evidence,
  role,
  title,
}: {
  evidence: EvaluationPage["evidence"];
  role: string;
  title: string;
}) {
  const entries = evidence?.entries?.filter((one) => one.role === role);
  if (!entries) return null;
  return (
    <div className="beside-log">
      <h4>
        In the log<span className="vh"> about {title}</span>{" "}
        <span className="muted">{entries.length === 1 ? "1 entry" : `${entries.length} entries`}</span>
      </h4>
      {entries.length === 0 ? <p className="muted">Nothing was posted about this role.</p> : null}
      <ul>
        {entries.map((one) => (
          <li key={one.id}>
            <p className="by">
              <Mark party={one.postedAs === "administrator" ? "district" : "agency"} />
              <span>
                {one.name}, {dayInWords(one.observedOn)}. {TONE_WORDS[one.tone]}
              </span>
            </p>
            <p className="kept">{one.words}</p>
            {one.answers.map((answer) => (
              <p className="kept answer" key={answer.id}>
                {answer.words} <span className="muted">{answer.name}</span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How much the log holds, what it lacks, and the way to it. */
export function EvidenceSummary({ page }: { page: EvaluationPage }) {
  const { evidence, head } = page;
  if (!evidence) return null;
  const { supervisor, administrator, officer } = evidence.counts;
  const total = supervisor + administrator + officer;
  return (
    <div className="stack">
      <p>
        {total === 0
          ? "No entry yet."
          : `${total === 1 ? "1 entry" : `${total} entries`}: ${supervisor} by the supervisor, ${administrator} by the administrator, ${officer} by the officer.`}{" "}
        {evidence.entries ? "" : "What they say is for the people of the evaluation."}
      </p>
      <EvidenceWarnings warnings={evidence.warnings} />
      {evidence.entries ? (
        <p>
          <Link to={casePaths.file(head.id)}>The log is in the officer’s file</Link>
        </p>
      ) : null}
    </div>
  );
}

export function EvidenceWarnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="rules attention">
      {warnings.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
