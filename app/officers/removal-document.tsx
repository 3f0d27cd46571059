import { Mark } from "#app/ui/marks.tsx";
import { withoutEmpty } from "#shared/documents/notes.ts";
import type { RemovalContent } from "#shared/documents/removal-record.ts";
import { missingAnswerInWords, REMOVAL_OUTCOMES, REMOVAL_POSITIONS, REMOVAL_SIDES } from "#shared/removal-words.ts";
import { PARTIES, ROLES } from "#shared/roles.ts";
import { formatTime } from "#shared/time.ts";

interface Props {
  content: RemovalContent;
}

interface Sealable extends Props {
  /** Milliseconds since 1970; null while the review runs. */
  sealedAt: number | null;
}

/** A removal review as it was signed: all of what the signatures bind. Headings start at 3. */
export function RemovalDocument({ content, sealedAt }: Sealable) {
  const { names, why, position } = content;
  return (
    <article className="review-document fixed-document" aria-label="The exact text">
      <p className="runhead">
        <span>
          Removal review, {names.officer}, {names.school}
        </span>
        <span>Sealed</span>
      </p>
      <dl className="facts">
        <dt>How it ended</dt>
        <dd>{REMOVAL_OUTCOMES[content.outcome]}</dd>
        <dt>Meeting</dt>
        <dd>{content.meetingAt ? momentOf(content, content.meetingAt) : "None was held"}</dd>
      </dl>
      {why ? (
        <>
          <h3>Why</h3>
          <p className="kept">{why}</p>
        </>
      ) : null}
      {position ? (
        <>
          <h3>{REMOVAL_POSITIONS[position.position]}</h3>
          {position.words ? <p className="kept quote">{position.words}</p> : null}
          <p className="by">
            <Mark party="district" /> {position.name}, {momentOf(content, position.at)}
          </p>
        </>
      ) : null}
      <h3>The request</h3>
      <RequestWords content={content} sealedAt={sealedAt} />
      <h3>Each side in its own words</h3>
      <SidesWords content={content} />
      <h3>Minutes of the meeting</h3>
      <MinutesWords content={content} />
    </article>
  );
}

/** Who asked and why, what was tried, and what the other side answered. */
export function RequestWords({ content, sealedAt }: Sealable) {
  const { request, answer } = content;
  return (
    <>
      <p className="by">
        <Mark party={request.side} /> {request.by} asked for the {PARTIES[request.side].label.toLowerCase()},{" "}
        {momentOf(content, request.at)}
      </p>
      <p className="asked">The reasons</p>
      <p className="kept">{request.reasons}</p>
      {request.tried ? (
        <>
          <p className="asked">What was tried before</p>
          <p className="kept">{request.tried}</p>
        </>
      ) : null}
      {answer ? (
        <>
          <p className="asked">The answer</p>
          <p className="kept quote">{answer.words}</p>
          <p className="by">
            <Mark party={answer.party} /> {answer.name}, {ROLES[answer.role].label}, {momentOf(content, answer.at)}
          </p>
        </>
      ) : (
        <p className="by">{missingAnswerInWords(content, sealedAt)}</p>
      )}
    </>
  );
}

export function SidesWords({ content }: Props) {
  return content.sides.map(({ side, words }) => (
    <section key={side} aria-label={REMOVAL_SIDES[side]}>
      <p className="by">
        <Mark party={side === "district" ? "district" : "agency"} /> {REMOVAL_SIDES[side]}
      </p>
      <p className="kept">{words || <span className="muted">Nothing was written.</span>}</p>
    </section>
  ));
}

export function MinutesWords({ content: { minutes } }: Props) {
  const written = withoutEmpty(minutes);
  if (written.length === 0) return <p className="muted">None were written.</p>;
  return written.map((block, i) =>
    block.type === "heading" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: fixed text has no identity but its place
      <h4 key={i}>{block.text}</h4>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: fixed text has no identity but its place
      <p key={i} className={block.type === "item" ? "kept rich-item" : "kept"}>
        {block.text}
      </p>
    ),
  );
}

const momentOf = ({ names }: RemovalContent, iso: string) => formatTime(Date.parse(iso), names.timeZone);
