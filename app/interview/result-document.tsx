import { SCALE } from "#shared/content/rubric.ts";
import { signingTitle } from "#shared/decision.ts";
import type { CriterionResult, LeadDecision, PanelResult, PanelSeat } from "#shared/documents/result.ts";
import { paperSentences } from "#shared/paper-words.ts";
import { PARTIES, ROLES } from "#shared/roles.ts";
import { spreadOf } from "#shared/statistics/scores.ts";
import { formatTime } from "#shared/time.ts";
import { DotStrip } from "../ui/dot-strip.tsx";
import { PartyName } from "../ui/marks.tsx";
import { ratingWords } from "./card-reading.tsx";
import { NotCounted } from "./not-counted.tsx";

/** Everything a panel result says, as it is read and printed: from the scores to the shared notes. Headings start at 2. */
export function ResultDocument({ result }: { result: PanelResult }) {
  const when = (iso: string | null) =>
    iso === null ? "Not recorded" : formatTime(Date.parse(iso), result.program.timeZone);
  return (
    <div className="result-document">
      <dl className="facts">
        {facts(result, when).map(([name, value]) => (
          <div className="contents" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>Scores</h2>
      <p className="by">
        {SCALE.map(({ value, label }) => `${value} ${label}`).join(", ")}. Rubric version {result.rubricVersion}.
      </p>
      <p>
        Agreed score <b className="num">{result.scores.agreed?.toFixed(2) ?? "not measured"}</b>, the weighted mean of
        the joint scores. Mechanical score{" "}
        <b className="num">{result.scores.mechanical?.toFixed(2) ?? "not measured"}</b>, the weighted mean of the first
        cards.
        {result.weightReason ? ` Weights: ${result.weightReason}` : ""}
      </p>
      {result.notCounted && result.notCounted.criteria.length > 0 ? (
        <p>
          Not in the two scores:{" "}
          {result.criteria
            .filter(({ id }) => result.notCounted?.criteria.includes(id))
            .map(({ title }) => title)
            .join(", ")}
          .
        </p>
      ) : null}
      {result.criteria.map((criterion) => (
        <Criterion key={criterion.id} criterion={criterion} panel={result.panel} />
      ))}
      <h2>Panel</h2>
      {result.panel.map((seat) => (
        <Seat key={seat.userId} seat={seat} when={when} />
      ))}
      <Observers result={result} when={when} />
      <Decisions title="Opened without the missing cards" decisions={result.openedWithout} when={when} />
      <Decisions title="Opened again before signing" decisions={result.reopened} when={when} />
      <h2>Questions</h2>
      <p className="by">The same for every candidate, in this order.</p>
      <ol className="rules">
        {result.questions.map(({ id, lead }) => (
          <li key={id}>{lead}</li>
        ))}
      </ol>
      {result.exercises.length > 0 ? (
        <>
          <h2>Exercises</h2>
          <ul className="rules">
            {result.exercises.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </>
      ) : null}
      <Deviations result={result} when={when} />
      <NotCounted questions={result.notCounted?.questions ?? []} />
      <h2>Shared notes of the panel</h2>
      {result.notes.length === 0 ? <p className="muted">No notes were written.</p> : null}
      {result.notes.map((block, i) =>
        block.type === "heading" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: sealed text has no identity but its place
          <h3 key={i}>{block.text}</h3>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: sealed text has no identity but its place
          <p key={i} className={block.type === "item" ? "rich-item" : undefined}>
            {block.text}
          </p>
        ),
      )}
    </div>
  );
}

type When = (iso: string | null) => string;

function facts(result: PanelResult, when: When): [string, string][] {
  const { candidate, interview, process } = result;
  return [
    ["Candidate", candidate.name],
    ["Position", result.position],
    ...(candidate.post ? [["Present post", candidate.post] as [string, string]] : []),
    ...(result.school && !result.position.includes(result.school)
      ? [["School", result.school] as [string, string]]
      : []),
    ["Sworn service", candidate.serviceYears === null ? "Not recorded" : `${candidate.serviceYears.toFixed(2)} years`],
    ["Moderator", interview.moderator ?? "Both leads"],
    ["Interview", when(interview.startedAt)],
    ["Cards opened", when(interview.revealedAt)],
    ["Scoring", result.scoringMode === "open" ? "Open from the start" : "Independent first, then together"],
    ["Fixed", `${when(result.frozenAt)}${interview.revision > 1 ? `, revision ${interview.revision}` : ""}`],
    ["Agreement", `${process.title}, fingerprint ${process.agreementHash.slice(0, 16)}`],
  ];
}

function Criterion({ criterion, panel }: { criterion: CriterionResult; panel: readonly PanelSeat[] }) {
  const { title, weight, first, agreed } = criterion;
  const seat = (userId: string) => panel.find((p) => p.userId === userId);
  const dots = first.flatMap(({ userId, rating }) => {
    const person = seat(userId);
    return person && rating !== "not-observed"
      ? [{ key: userId, name: person.shortName, party: person.party, score: rating }]
      : [];
  });
  return (
    <div className="rolegroup">
      <h3>{title}</h3>
      <p className="by">
        {weight === 1 ? "" : `Weight ${weight}. `}
        {spreadOf(first.map((f) => f.rating)).sentence}. Mean of first ratings{" "}
        {criterion.mean === null ? "not measured" : criterion.mean.toFixed(2)}.
      </p>
      <DotStrip scores={dots} agreed={typeof agreed === "number" ? agreed : null} />
      <table className="score-table">
        <caption className="vh">{title}: first ratings</caption>
        <thead>
          <tr>
            <th scope="col">First rating by</th>
            <th scope="col" className="c2">
              Rating
            </th>
            <td className="c3" />
          </tr>
        </thead>
        <tbody>
          {first.map(({ userId, rating, evidence }) => (
            <tr key={userId}>
              <th scope="row">
                {seat(userId)?.name ?? userId}
                {evidence ? <span className="evidence">{evidence}</span> : null}
              </th>
              <td className="n">{rating === "not-observed" ? "–" : rating}</td>
              <td className="w">{rating === "not-observed" ? ratingWords(rating) : label(rating)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <b>Agreed: {typeof agreed === "number" ? `${agreed}, ${label(agreed)}` : "not measured"}.</b> {criterion.reason}
      </p>
      {criterion.moves.map(({ userId, from, to, reason }) => (
        <p key={userId}>
          {seat(userId)?.name} moved {ratingWords(from).toLowerCase()} to {ratingWords(to).toLowerCase()}: {reason}
        </p>
      ))}
      {criterion.dissent.map(({ userId, text, rating }) => (
        <div className="quote" key={userId}>
          <p>{text}</p>
          <p className="by">
            Dissent of {seat(userId)?.name}
            {rating === null ? "" : `, who stays at ${ratingWords(rating).toLowerCase()}`}
          </p>
        </div>
      ))}
    </div>
  );
}

function Seat({ seat, when }: { seat: PanelSeat; when: When }) {
  const card = {
    opened: `Card submitted ${when(seat.submittedAt)}.`,
    missing: "No card: the cards were opened without it.",
    recused: "Does not rate this candidate.",
  }[seat.card];
  const conflict = { none: "Declared no tie.", disclosed: "Disclosed a tie.", recused: "Stepped back." } as const;
  return (
    <div className="seat">
      <p>
        <b>{seat.name}</b>, {ROLES[seat.role].label}, <PartyName party={seat.party} name={PARTIES[seat.party].label} />.{" "}
        {card} {seat.kitReadAt ? `Kit acknowledged ${when(seat.kitReadAt)}. ` : ""}
        {seat.conflict ? conflict[seat.conflict] : "Made no declaration."} {seat.conflictText ?? ""}
      </p>
      {paperSentences(seat, when).map((sentence) => (
        <p className="by" key={sentence}>
          {sentence}
        </p>
      ))}
      {seat.late ? (
        <ul className="rules">
          {seat.late.ratings.map(({ criterionId, title, rating, evidence }) => (
            <li key={criterionId}>
              {title}: {ratingWords(rating).toLowerCase()}. {evidence}
            </li>
          ))}
        </ul>
      ) : null}
      {seat.conflictDecisions.map((d, i) => (
        <p className="by" key={d.at}>
          {d.name} {declines(seat, i) ? "declined it: does not rate" : "cleared it"}, {when(d.at)}. Reason: {d.reason}
        </p>
      ))}
    </div>
  );
}

function Observers({ result: { observers = [] }, when }: { result: PanelResult; when: When }) {
  if (observers.length === 0) return null;
  return (
    <>
      <h2>Observers</h2>
      <p className="by">Read the questions and the shared notes, no card and no score.</p>
      {observers.map((o) => (
        <p key={o.name}>
          <b>{o.name}</b>, {signingTitle(o)}, <PartyName party={o.party} name={PARTIES[o.party].label} />. Admitted by{" "}
          {o.admittedBy}, {when(o.from)}
          {o.until === null ? "" : `, until ${when(o.until)}`}.
        </p>
      ))}
    </>
  );
}

/** Results from before the course was kept say nothing of it; since then, "none" is said in words. */
function Deviations({ result: { deviations }, when }: { result: PanelResult; when: When }) {
  if (!deviations) return null;
  return (
    <>
      <h2>Deviations from the agreed course</h2>
      {deviations.length === 0 ? <p>None: every question was asked, in order and within its time.</p> : null}
      {deviations.map((d) => (
        <div key={d.at + d.sentence}>
          <p>
            {d.sentence} <span className="muted">{`${d.by ?? "Written by the server"}, ${when(d.at)}`}</span>
          </p>
          {d.reasons.map((r) => (
            <p className="by" key={r.at}>
              {r.name}: {r.reason}
            </p>
          ))}
        </div>
      ))}
    </>
  );
}

/** One declining decision ends the matter, so it is the last one; who steps back later changes the declaration itself. */
function declines({ card, conflict, conflictDecisions }: PanelSeat, index: number): boolean {
  return card === "recused" && conflict === "disclosed" && index === conflictDecisions.length - 1;
}

function Decisions({ title, decisions, when }: { title: string; decisions: readonly LeadDecision[]; when: When }) {
  if (decisions.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      {decisions.map((d) => (
        <p key={d.at + d.role}>
          {d.reason} <span className="muted">{`${d.name}, ${when(d.at)}`}</span>
        </p>
      ))}
    </>
  );
}

const label = (rating: number) => SCALE.find(({ value }) => value === rating)?.label ?? "";
