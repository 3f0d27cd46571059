import { Empty } from "#app/ui/empty.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvidenceLog } from "#server/officer-page.ts";
import { EVALUATION_ROLES } from "#shared/content/evaluation-form.ts";
import { dayInWords } from "#shared/time.ts";

/**
 * The log of the year, as it was posted: nothing is changed in it, a correction stands beside what it corrects.
 * The form for a new entry goes above the list, inside `<EvidencePart>`, once there is a command that posts one.
 */
export function EvidencePart({ log, zone }: { log: EvidenceLog; zone: string }) {
  if (log.entries === null) {
    const { supervisor, administrator, officer } = log.counts;
    return (
      <p>
        {supervisor + administrator + officer} entries: {supervisor} by the supervisor, {administrator} by the
        administrator, {officer} by the officer. What they say is for the people of the evaluation.
      </p>
    );
  }
  if (log.entries.length === 0)
    return <Empty title="No entry yet">What either side, or the officer, saw and wrote down appears here.</Empty>;
  const earlier = log.entries.slice(SHOWN);
  return (
    <>
      <ol className="evidence-log">
        {log.entries.slice(0, SHOWN).map((one) => (
          <Entry key={one.id} entry={one} zone={zone} />
        ))}
      </ol>
      {earlier.length > 0 ? (
        <details>
          <summary>{earlier.length === 1 ? "One earlier entry" : `${earlier.length} earlier entries`}</summary>
          <ol className="evidence-log">
            {earlier.map((one) => (
              <Entry key={one.id} entry={one} zone={zone} />
            ))}
          </ol>
        </details>
      ) : null}
    </>
  );
}

/** So many stand open; the others are one click away. */
const SHOWN = 5;

function Entry({ entry: one, zone }: { entry: NonNullable<EvidenceLog["entries"]>[number]; zone: string }) {
  return (
    <li className={one.corrected ? "corrected" : undefined}>
      <p className="by">
        <Mark party={one.postedAs === "administrator" ? "district" : "agency"} />
        <span>
          <b>{one.name}</b>, seen {dayInWords(one.observedOn)}, posted <Time at={one.at} zone={zone} as="date" />
        </span>
      </p>
      <p className="small muted">
        {roleTitle(one.role)}. {TONES[one.tone]}.{one.corrects ? " Corrects an earlier entry." : ""}
        {one.corrected ? " Corrected by a later entry." : ""}
        {one.fileName ? ` With the file “${one.fileName}”.` : ""}
      </p>
      <p className="kept">{one.words}</p>
      {one.answers.map((answer) => (
        <blockquote className="answer" key={answer.id}>
          <p className="kept">{answer.words}</p>
          <p className="small muted">
            {answer.name} answered, <Time at={answer.at} zone={zone} as="date" />
          </p>
        </blockquote>
      ))}
    </li>
  );
}

export const roleTitle = (id: string) => EVALUATION_ROLES.find((role) => role.id === id)?.title ?? "Another role";

const TONES = { commend: "Good work", neutral: "Plain note", concern: "Concern" } as const;
