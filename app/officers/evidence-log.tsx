import { useHref } from "@remix-run/react";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { Alert } from "#app/ui/alert.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvidenceLog, ReadableLog } from "#server/pages/officer.ts";
import { EVALUATION_ROLES } from "#shared/content/evaluation-form.ts";
import { TONE_WORDS } from "#shared/evaluation-words.ts";
import { dayInWords } from "#shared/time.ts";
import { AnswerForm, EvidenceForm } from "./evidence-form.tsx";
import { RolesOfLog } from "./evidence-roles.tsx";

/**
 * The log of the year, as it was posted: nothing is changed in it, a correction stands beside what it corrects.
 * @param to where its acts are posted
 */
export function EvidencePart({ log, zone, to }: { log: EvidenceLog; zone: string; to: string }) {
  if (log.entries === null) {
    const { supervisor, administrator, officer } = log.counts;
    return (
      <p>
        {supervisor + administrator + officer} entries: {supervisor} by the supervisor, {administrator} by the
        administrator, {officer} by the officer. What they say is for the people of the evaluation.
      </p>
    );
  }
  return <Log log={log} zone={zone} to={to} />;
}

function Log({ log, zone, to }: { log: ReadableLog; zone: string; to: string }) {
  // A corrected entry takes its form with it.
  const list = useFocusWhenLost<HTMLOListElement>(log.entries[0]?.id ?? "");
  const earlier = log.entries.slice(SHOWN);
  const entry = (one: Entry) => <EntryOf key={one.id} entry={one} log={log} zone={zone} to={to} />;
  return (
    <div className="stack">
      {log.warnings.length > 0 ? (
        <Alert tone="warn" title="This log says less than it seems to">
          <ul className="rules">
            {log.warnings.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {log.posting ? (
        <details className="no-print">
          <summary>Post an entry</summary>
          <EvidenceForm to={to} posting={log.posting} />
        </details>
      ) : log.answersOnly ? (
        <p className="small muted">
          You post no more entries for this year. Both leads still can, and you can answer each entry of theirs.
        </p>
      ) : (
        <p className="small muted">No entry can be posted now. The log opens with the goals of the next evaluation.</p>
      )}
      {log.entries.length === 0 ? (
        <Empty title="No entry yet">What either side, or the officer, saw and wrote down appears here.</Empty>
      ) : (
        <>
          <RolesOfLog log={log} />
          <ol className="evidence-log" ref={list} tabIndex={-1} aria-label="Entries">
            {log.entries.slice(0, SHOWN).map(entry)}
          </ol>
        </>
      )}
      {earlier.length > 0 ? (
        <details>
          <summary>{earlier.length === 1 ? "One earlier entry" : `${earlier.length} earlier entries`}</summary>
          <ol className="evidence-log">{earlier.map(entry)}</ol>
        </details>
      ) : null}
    </div>
  );
}

/** So many stand open; the others are one click away. */
const SHOWN = 5;

type Entry = ReadableLog["entries"][number];

function EntryOf({ entry: one, log, zone, to }: { entry: Entry; log: ReadableLog; zone: string; to: string }) {
  return (
    <li className={one.corrected ? "corrected" : undefined}>
      <p className="by">
        <Mark party={one.postedAs === "administrator" ? "district" : "agency"} />
        <span>
          <b>{one.name}</b>, seen {dayInWords(one.observedOn)}, posted <Time at={one.at} zone={zone} as="date" />
        </span>
      </p>
      <p className="small muted">
        {roleTitle(one.role)}. {TONE_WORDS[one.tone]}.{one.corrects ? " Corrects an earlier entry." : ""}
        {one.corrected ? " Corrected by a later entry." : ""}
      </p>
      <p className="kept">{one.words}</p>
      {one.file ? <Attached {...one.file} /> : null}
      {one.answers.map((answer) => (
        <blockquote className="answer" key={answer.id}>
          <p className="kept">{answer.words}</p>
          <p className="small muted">
            {answer.name} answered, <Time at={answer.at} zone={zone} as="date" />
          </p>
        </blockquote>
      ))}
      {one.may.correct && log.posting ? (
        <details className="no-print">
          <summary>
            Correct this entry<span className="vh"> of {dayInWords(one.observedOn)}</span>
          </summary>
          <p className="hint">
            Yours stays as it is; the correction is a new entry beside it, and counts in its place.
          </p>
          <EvidenceForm to={to} posting={log.posting} corrects={one} />
        </details>
      ) : null}
      {one.may.answer ? (
        <details className="no-print">
          <summary>
            Answer this entry
            <span className="vh">
              {" "}
              by {one.name}, {dayInWords(one.observedOn)}
            </span>
          </summary>
          <AnswerForm to={to} evidenceId={one.id} />
        </details>
      ) : null}
    </li>
  );
}

function Attached({ id, name }: { id: string; name: string }) {
  const href = useHref(`/files/${id}`);
  return (
    <p className="small">
      <a href={href} download>
        Download “{name}”
      </a>
    </p>
  );
}

export const roleTitle = (id: string) => EVALUATION_ROLES.find((role) => role.id === id)?.title ?? "Another role";
