import { Link } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { SlopeRanks } from "#app/ui/slope-ranks.tsx";
import type { JointContent } from "#shared/documents/joint.ts";
import { agreedScore, rankAmong } from "#shared/statistics/scores.ts";
import type { Page } from "./route.tsx";

/** The mechanical score beside the agreed one, for this candidate and across the candidates whose cards are open. */
export function Ranks({ page, joint }: { page: Page; joint: JointContent }) {
  const counted = page.criteria.filter(({ id }) => page.counted.includes(id));
  const live = agreedScore(counted.map(({ id, weight }) => ({ weight, value: joint.agreed[id] })));
  const complete = page.criteria.every(({ id }) => joint.agreed[id] !== undefined);
  const rows = page.ranking.items.map((row) => ({
    ...row,
    agreed: row.interviewId === page.id ? (complete ? live : null) : row.agreed,
  }));
  const own = complete ? live : null;
  const all = own === null ? page.ranking.agreed : [...page.ranking.agreed, own];
  const agreedRanks = Object.fromEntries(rows.map((row) => [row.candidateId, rankAmong(all, row.agreed)]));
  const side = (score: "mechanical" | "agreed", rankOf: (row: (typeof rows)[number]) => number | null | undefined) =>
    rows.flatMap((row) => {
      const [value, rank] = [row[score], rankOf(row)];
      return value === null || !rank ? [] : [{ key: row.candidateId, name: row.name, value: value.toFixed(2), rank }];
    });
  const right = side("agreed", (row) => agreedRanks[row.candidateId]);
  const absent = rows.filter((row) => row.agreed === null).map((row) => row.name);
  const changed = rows.filter(
    (row) => agreedRanks[row.candidateId] && agreedRanks[row.candidateId] !== row.mechanicalRank,
  );
  return (
    <section aria-labelledby="ranks">
      <h2 id="ranks">Mechanical score and agreed score</h2>
      <dl className="facts">
        <dt>Mechanical</dt>
        <dd>
          <b className="num">{page.mechanical?.toFixed(2) ?? "Not measured"}</b>{" "}
          <span className="muted">weighted mean of the first cards</span>
        </dd>
        <dt>Agreed</dt>
        <dd>
          <b className="num">{live?.toFixed(2) ?? "Open"}</b>{" "}
          <span className="muted">
            {complete ? "weighted mean of the joint scores" : "so far; some criteria are open"}
          </span>
        </dd>
      </dl>
      {counted.length < page.criteria.length ? (
        <p className="small muted">
          Not in the totals:{" "}
          {page.criteria
            .filter(({ id }) => !page.counted.includes(id))
            .map(({ title }) => title)
            .join(", ")}
          . <Link to={`/selection/${page.process.id}/dropped`}>Why</Link>
        </p>
      ) : null}
      {rows.length > 1 ? (
        <div className="ranks zone-part">
          {rows.length < page.ranking.total ? (
            <p className="small muted">
              {rows.length} of {page.ranking.total} candidates: those nearest by first cards.{" "}
              <Link to={`/selection/${page.process.id}`}>All of them</Link>
            </p>
          ) : null}
          <SlopeRanks
            left={side("mechanical", (row) => row.mechanicalRank)}
            right={right}
            leftTitle="Weighted mean of first cards"
            rightTitle="Joint scorecards"
          />
          {absent.length > 0 ? (
            <p className="small muted">
              Not on the right side yet: {absent.join(", ")}. {absent.length === 1 ? "A place" : "Places"} there{" "}
              {absent.length === 1 ? "comes" : "come"} when the joint scorecard is recorded.
            </p>
          ) : null}
          {own !== null && page.state === "consensus" ? (
            <p className="small muted">
              The place of {page.candidate.name} is drawn as the joint scorecard stands now. It counts once it is
              recorded.
            </p>
          ) : null}
          {changed.length > 0 && right.length === rows.length ? (
            <Alert tone="warn" title={`${changed.map((row) => row.name).join(" and ")} change places`}>
              The joint scorecards rank them otherwise than the first cards do. Both ranks stay on record; the reasons
              above must carry the difference.
            </Alert>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
