import { Mark } from "#app/ui/marks.tsx";
import type { EvaluationAct, EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { OUTCOME_WORDS } from "#shared/evaluation-outcome.ts";
import { feedbackInWords, officerInWords, periodInWords, termsInWords } from "#shared/evaluation-summary.ts";
import { ACT_STEPS, ACT_WORDS, NO_LONGER, roleTitle } from "#shared/evaluation-words.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import { EvidenceSection, SelfSection } from "./evaluation-sources.tsx";
import { FeedbackSection, RatingTables } from "./fixed-ratings.tsx";

/**
 * An evaluation as it was fixed: all of what the signatures bind, and what was said with each of them. Whoever reads
 * only this can say who rated, who gave feedback and what the officer answered. Headings start at 3.
 */
export function EvaluationDocument({ content, sealed }: { content: EvaluationContent; sealed: boolean }) {
  const { names, goals, text, outcomeReason } = content;
  const when = (iso: string) => formatTime(Date.parse(iso), names.timeZone);
  return (
    <article className="review-document fixed-document" aria-label="The exact text">
      <p className="runhead">
        <span>
          Annual evaluation, {names.officer}, {names.school}
        </span>
        <span>
          {content.revision > 1 ? `Revision ${content.revision}. ` : null}
          {sealed ? "Sealed" : <b>Not sealed</b>}
        </span>
      </p>
      <Summary content={content} />
      {outcomeReason ? (
        <>
          <h3>Why this outcome</h3>
          <p className="kept quote">{outcomeReason}</p>
        </>
      ) : null}
      <Plan content={content} />
      <h3>The evaluation in words</h3>
      <p className="by">
        <Mark party="agency" /> Written by {names.supervisor}. The school could propose changes; each was accepted or
        rejected before the text was fixed.
      </p>
      {text.map(({ section, title, blocks }) =>
        blocks.length === 0 ? null : (
          <section key={section}>
            <h4>{title}</h4>
            {blocks.map((block, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fixed text has no identity but its place
              <p key={i} className={block.type === "item" ? "kept rich-item" : "kept"}>
                {block.text}
              </p>
            ))}
          </section>
        ),
      )}
      <RatingTables content={content} />
      {goals.length > 0 ? (
        <>
          <h3>Goals of the year</h3>
          {goals.map((goal) => (
            <section key={goal.id}>
              <h4>{roleTitle(goal.role)}</h4>
              <p className="kept">{goal.words}</p>
              <p className="by">
                How both sides see it: {goal.measure}
                {goal.addedAt ? `. Added during the year by both leads, ${when(goal.addedAt)}` : ""}
              </p>
              <p className="kept">
                <b>Result:</b> {goal.result || "None was written."}
              </p>
            </section>
          ))}
        </>
      ) : null}
      <FeedbackSection content={content} when={when} />
      <SelfSection content={content} when={when} />
      <EvidenceSection content={content} />
      <Answers content={content} when={when} />
      <Earlier content={content} when={when} />
    </article>
  );
}

/** The first lines: whose year, who rated, who gave feedback, what the officer answered, what follows. */
function Summary({ content }: { content: EvaluationContent }) {
  const { names, outcome, ruleOutcome, frozenAt, frozenBy } = content;
  const facts = [
    ["Period", periodInWords(content)],
    ["Outcome", OUTCOME_WORDS[outcome]],
    ...(outcome === ruleOutcome ? [] : [["The form’s rules give", OUTCOME_WORDS[ruleOutcome]]]),
    ["Rated by", `${names.supervisor}, SRO supervisor, ${names.agency}`],
    ["Feedback by", feedbackInWords(content)],
    ["The officer answered", officerInWords(content)],
    ["Fixed", `${formatTime(Date.parse(frozenAt), names.timeZone)} by ${frozenBy}`],
    ["Agreement", termsInWords(content)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div className="contents" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Plan({ content: { plan } }: { content: EvaluationContent }) {
  if (plan.length === 0) return null;
  return (
    <>
      <h3>The plan</h3>
      {plan.map((one, i) => (
        <section key={one.item} aria-label={`Item ${i + 1} of the plan`}>
          <h4>
            {i + 1}. {one.item}
          </h4>
          <dl className="facts">
            {(
              [
                ["When it is right", one.expected],
                ["Help", one.help],
                ["Responsible", one.owner],
                ["By", dayInWords(one.dueOn)],
                ["Proof", one.proof],
              ] as const
            ).map(([name, value]) => (
              <div className="contents" key={name}>
                <dt>{name}</dt>
                <dd className="kept">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

const TITLES: Record<EvaluationAct["act"], string> = {
  signed: "The supervisor",
  feedback: "The school, when it signed",
  presented: "The officer’s answer",
  response: "The officer’s response",
  command: "Command review",
};

/** What was said with each step, in its own words; the officer's answer always. */
function Answers({ content: { acts }, when }: { content: EvaluationContent; when: (iso: string) => string }) {
  return acts
    .filter(({ act, words }) => words || act === "presented")
    .map((one) => (
      <section key={one.act} aria-label={TITLES[one.act]} className="said">
        <h3>{TITLES[one.act]}</h3>
        <p>
          <b>{ACT_WORDS[one.word]}</b>
          {one.witness ? `. Witness: ${one.witness}` : ""}
        </p>
        {one.words ? <p className="kept quote">{one.words}</p> : null}
        <p className="by">
          {one.party ? <Mark party={one.party} /> : null}
          {one.word === "refused" ? `Entered by ${one.enteredBy}` : one.name}, {when(one.at)}
          {one.meeting ? `. Notice of the meeting was given ${when(one.meeting.noticeAt)}` : ""}
        </p>
      </section>
    ));
}

/** What was fixed before and changed since: why, and what had been done with it. */
function Earlier({ content: { earlier }, when }: { content: EvaluationContent; when: (iso: string) => string }) {
  if (earlier.length === 0) return null;
  return (
    <>
      <h3>Earlier revisions</h3>
      {earlier.map((one) => (
        <section key={one.revision} aria-label={`Revision ${one.revision}`}>
          <h4>Revision {one.revision}</h4>
          <p>
            {one.role === "executive" ? "Returned by" : "Opened again by"} {one.by}, {when(one.at)}
          </p>
          <p className="kept quote">{one.reason}</p>
          {one.acts.map((act) => (
            <div key={act.act}>
              <p className="by">
                {ACT_STEPS[act.act]}: {ACT_WORDS[act.word].toLowerCase()}
                {act.name ? `, ${act.name}, ${when(act.at)}` : ""}. {NO_LONGER}
              </p>
              {act.words ? <p className="kept quote">{act.words}</p> : null}
            </div>
          ))}
        </section>
      ))}
    </>
  );
}
