import { NotCounted } from "#app/interview/not-counted.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { PLACED_WORDS, POSITION_WORDS } from "#shared/decision.ts";
import type { DecisionContent } from "#shared/documents/decision.ts";
import { ROLES } from "#shared/roles.ts";
import { dayInWords, formatTime } from "#shared/time.ts";

/** Everything a decision says, as it is read, signed and printed. Headings start at 2. */
export function DecisionDocument({ content }: { content: DecisionContent }) {
  const when = (iso: string) => formatTime(Date.parse(iso), content.program.timeZone);
  const { schoolPosition, agencyAnswer } = content;
  return (
    <div className="result-document">
      <dl className="facts">
        <dt>Position</dt>
        <dd>{content.position}</dd>
        <dt>School</dt>
        <dd>{content.school ?? "No single school"}</dd>
        <dt>Round</dt>
        <dd>{content.process.title}</dd>
        <dt>Fixed</dt>
        <dd>
          {when(content.frozenAt)}
          {content.revision > 1 ? `, revision ${content.revision}` : ""}
        </dd>
      </dl>
      <h2>The order</h2>
      <DataTable
        caption="The order, with both ranks"
        captionHidden
        columns={[{ label: "Candidate" }, { label: "Decision" }, { label: "Mechanical" }, { label: "Agreed" }]}
        rows={content.order.map((one) => ({
          key: one.candidateId,
          cells: [
            `${one.rank}. ${one.name}`,
            <>
              {PLACED_WORDS[one.place]}
              {one.gap ? <span className="sub">{one.gap}</span> : null}
            </>,
            <span key="mechanical" className="nowrap">
              {figure(one.mechanical, one.mechanicalRank)}
            </span>,
            <span key="agreed" className="nowrap">
              {figure(one.agreed, one.agreedRank)}
            </span>,
          ],
        }))}
      />
      {content.alternatesUntil ? <p>Alternates stand by until {dayInWords(content.alternatesUntil)}.</p> : null}
      {content.nobody ? <p>Nobody is appointed: {content.nobody}</p> : null}
      {content.others.length > 0 ? (
        <p>
          Without a sealed result: {content.others.map((one) => `${one.name} (${one.state.toLowerCase()})`).join(", ")}.{" "}
          {content.othersReason}
        </p>
      ) : null}
      <h2>Reasons by criterion</h2>
      {content.criteria.map((criterion) => (
        <section className="rolegroup" key={criterion.id}>
          <h3>{criterion.title}</h3>
          <p className="kept">{criterion.rationale}</p>
          <p className="by">
            Rests on{" "}
            {criterion.links
              .map((link) => `${link.part === "joint" ? "the joint scorecard" : "the notes"} on ${link.candidate}`)
              .join(", ")}
            .{criterion.counted ? "" : " Not in the totals."}
          </p>
        </section>
      ))}
      <NotCounted questions={content.dropped} />
      {content.reopened.length > 0 ? (
        <>
          <h2>Opened again before signing</h2>
          {content.reopened.map((one) => (
            <p key={one.at}>
              {one.reason} <span className="muted">{`${one.name}, ${when(one.at)}`}</span>
            </p>
          ))}
        </>
      ) : null}
      {schoolPosition ? (
        <>
          <h2>{POSITION_WORDS[schoolPosition.position]}</h2>
          {schoolPosition.words ? <p className="kept">{schoolPosition.words}</p> : null}
          <p className="by">
            {schoolPosition.name}, {ROLES[schoolPosition.role].label}, {when(schoolPosition.at)}
          </p>
        </>
      ) : null}
      {agencyAnswer ? (
        <>
          <h2>The agency answers</h2>
          <p className="kept">{agencyAnswer.words}</p>
          <p className="by">
            {agencyAnswer.name}, {ROLES[agencyAnswer.role].label}, {when(agencyAnswer.at)}
          </p>
        </>
      ) : null}
    </div>
  );
}

function figure(value: number | null, rank: number | null): string {
  return value === null ? "Not measured" : `${value.toFixed(2)}${rank === null ? "" : `, rank ${rank}`}`;
}
