import { Mark } from "#app/ui/marks.tsx";
import { CHECKPOINT_SCALE } from "#shared/content/probation-forms.ts";
import type { CheckpointRating } from "#shared/documents/checkpoint.ts";
import { type CheckpointReview, refusalRecorded } from "#shared/documents/checkpoint-review.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import { Prompts } from "./prompts.tsx";

/** A joint review as it was presented: all of what the answer and the signatures bind. Headings start at 3. */
export function ReviewDocument({ content, zone }: { content: CheckpointReview; zone: string }) {
  const { names, checkpoint, ratings, section, narrative, self, inputs, answer } = content;
  const when = (iso: string) => formatTime(Date.parse(iso), zone);
  return (
    <article className="review-document" aria-label="The exact text">
      <p className="runhead">
        <span>
          {checkpoint.title}, {names.officer}, {names.school}
        </span>
        <span>{content.revision > 1 ? `Revision ${content.revision}` : null}</span>
      </p>
      <dl className="facts">
        <dt>Checkpoint</dt>
        <dd>
          {checkpoint.n}, after {checkpoint.offsetDays} days
          {checkpoint.dueOn ? `, due ${dayInWords(checkpoint.dueOn)}` : ""}
        </dd>
        <dt>Meeting</dt>
        <dd>{content.meetingAt ? when(content.meetingAt) : "Not entered"}</dd>
        <dt>Fixed</dt>
        <dd>
          {when(content.presentedAt)} by {content.presentedBy}
        </dd>
      </dl>
      <h3>The review</h3>
      {narrative.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fixed text has no identity but its place
        <p key={i} className={block.type === "item" ? "rich-item" : undefined}>
          {block.text}
        </p>
      ))}
      <h3>Ratings</h3>
      <p className="by">
        <Mark party="agency" /> Rated by {names.supervisor}
      </p>
      <RatingsTable ratings={ratings} />
      <div className="theirs" data-party="district">
        <h3>The administrator’s section</h3>
        <p className="by">
          <Mark party="district" /> Written by {names.administrator || "nobody: no administrator was named"}
        </p>
        <p className="kept">{section || <span className="muted">Nothing written.</span>}</p>
      </div>
      <h3>The officer’s self-assessment</h3>
      {self.content ? <Prompts content={self.content} /> : <p>Asked for, and not handed over by its day.</p>}
      <h3>What both leads wrote before</h3>
      {inputs.map((input) => (
        <section key={input.name + input.role} aria-label={`Input of ${input.name}`}>
          <p className="by">
            <Mark party={input.role === "supervisor" ? "agency" : "district"} /> {input.name}
            {input.submittedAt ? `, ${when(input.submittedAt)}` : ""}
          </p>
          {input.content ? <Prompts content={input.content} /> : <p>Offered, and not received by the day.</p>}
        </section>
      ))}
      {answer ? (
        <>
          <h3>The officer’s answer</h3>
          <p>
            <b>{ANSWERS[answer.choice]}</b>
          </p>
          {answer.words ? <p className="kept quote">{answer.words}</p> : null}
          <p className="by">
            {answer.choice === "refused"
              ? refusalRecorded(answer.enteredBy, when(answer.at), answer.witness)
              : `${answer.name}, ${when(answer.at)}`}
          </p>
        </>
      ) : null}
    </article>
  );
}

/** Ratings in words, with their evidence. */
export function RatingsTable({ ratings }: { ratings: CheckpointReview["ratings"] }) {
  return (
    <>
      <table className="score-table checkpoint-ratings">
        <caption className="vh">Ratings</caption>
        <thead>
          <tr>
            <th scope="col">What was rated</th>
            <th scope="col" className="c3">
              How it stands
            </th>
          </tr>
        </thead>
        <tbody>
          {ratings.items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                {item.text}
                {item.evidence ? <span className="evidence">{item.evidence}</span> : null}
              </th>
              <td>{ratingWords(item.rating)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ratings.overall ? (
        <p>
          In all: <b>{ratingWords(ratings.overall)}</b>
        </p>
      ) : null}
    </>
  );
}

export const ratingWords = (rating: CheckpointRating | null) =>
  CHECKPOINT_SCALE.find(({ value }) => value === rating)?.label ?? "Not chosen";

export const ANSWERS = { agree: "Agrees", disagree: "Disagrees", refused: "Refused to answer" } as const;
