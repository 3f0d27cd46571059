import { Mark } from "#app/ui/marks.tsx";
import type { EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { roleTitle, TONE_WORDS } from "#shared/evaluation-words.ts";
import { dayInWords } from "#shared/time.ts";

/** What the officer wrote before anybody else had written. */
export function SelfSection({
  content: { self, names },
  when,
}: {
  content: EvaluationContent;
  when: (iso: string) => string;
}) {
  const written = self.answers.filter(({ answer }) => answer);
  return (
    <>
      <h3>The officer’s self-assessment</h3>
      {written.length === 0 ? (
        <p>Asked for, and not handed over by its day.</p>
      ) : (
        <>
          <p className="by">
            <Mark party="agency" /> Written by {names.officer}
            {self.submittedAt ? `, handed over ${when(self.submittedAt)}` : ""}
          </p>
          {written.map(({ id, question, answer }) => (
            <section key={id} aria-label={question}>
              <p className="asked">{question}</p>
              <p className="kept">{answer}</p>
            </section>
          ))}
        </>
      )}
    </>
  );
}

/** The entries of the year that the ratings rest on: what, when, who, and what the officer answered to it. */
export function EvidenceSection({ content: { evidence } }: { content: EvaluationContent }) {
  const { counts, warnings, entries } = evidence;
  return (
    <>
      <h3>Evidence of the year</h3>
      <p>
        {entries.length === 0
          ? "No entry was posted."
          : `By the supervisor ${counts.supervisor}, by the administrator ${counts.administrator}, by the officer ${counts.officer}. The officer could read each from the day it was posted.`}
      </p>
      {warnings.length > 0 ? (
        <ul className="rules">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : null}
      {entries.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fixed text has no identity but its place
        <section key={i} className="cited">
          <p className="by">
            <Mark party={one.postedAs === "administrator" ? "district" : "agency"} /> {one.name}, seen{" "}
            {dayInWords(one.observedOn)}. {roleTitle(one.role)}. {TONE_WORDS[one.tone] ?? one.tone}
          </p>
          <p className="kept">{one.words}</p>
          {one.answers.map((answer) => (
            <p className="kept quote" key={answer.words}>
              {answer.words} <span className="by">{answer.name} answered</span>
            </p>
          ))}
        </section>
      ))}
    </>
  );
}
