import type { ReportPage } from "#server/pages/report.ts";
import { type CriterionPrediction, linkSentence, SMALLEST_CELL } from "#shared/prediction.ts";
import { LINK_MIN_PAIRS } from "#shared/statistics/rank-link.ts";
import { DataTable } from "../ui/data-table.tsx";

/** Joint scores beside first years, criterion by criterion: a sentence, a drawing, the numbers. Never one officer's. */
export function PredictionPart({ prediction }: { prediction: ReportPage["prediction"] }) {
  const { scored, officers, criteria } = prediction;
  const silent = criteria.filter(
    ({ link, cells }) => link.kind === "too-few" && cells.every(({ mean }) => mean === null),
  );
  const told = criteria.filter((one) => !silent.includes(one));
  return (
    <div className="stack">
      <p>
        {people(scored, "person has", "people have")} a sealed panel result.{" "}
        {officers === 0 ? "None of them has" : `Of them, ${people(officers, "officer has", "officers have")}`} a sealed
        evaluation of the first year.{" "}
        {officers < LINK_MIN_PAIRS
          ? `That is too few to say whether the interviews predicted anything: a figure needs ${LINK_MIN_PAIRS} officers.`
          : null}
      </p>
      {officers > 0 ? (
        <>
          <p>
            Only those who were chosen are seen here. Whoever the panel scored low has no first year, so the scores lie
            close together and a link looks weaker than it is. Nothing is corrected for that, and a link is no cause.
          </p>
          <p className="small muted">
            The result of a criterion is the mean of the evaluation’s items that rest on it. Fewer than {SMALLEST_CELL}{" "}
            officers with the same joint score are only counted, and figures move in steps of {SMALLEST_CELL}: else a
            reader could work out one officer’s evaluation.
          </p>
          {told.map((one) => (
            <OneCriterion of={one} key={one.id} />
          ))}
          {silent.length > 0 ? (
            <DataTable
              caption="Criteria of which nothing can be said yet"
              columns={[{ label: "Criterion" }, { label: "Officers by joint score" }, { label: "What it says" }]}
              rows={silent.map((one) => ({
                key: one.id,
                cells: [one.title, one.cells.map(countInWords).join("; "), "Too few to say"],
              }))}
            />
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function OneCriterion({ of }: { of: CriterionPrediction }) {
  return (
    <section className="stack-s prediction" aria-label={of.title}>
      <h3>{of.title}</h3>
      <p>{linkSentence(of)}</p>
      <Drawing of={of} />
      <DataTable
        caption={`${of.title}: joint score and first year`}
        captionHidden
        columns={[{ label: "Joint score" }, { label: "Officers", right: true }, { label: "Mean of the first year" }]}
        rows={of.cells.map((cell) => ({
          key: String(cell.score),
          cells: [String(cell.score), cell.officers, meanInWords(cell)],
        }))}
      />
    </section>
  );
}

const countInWords = ({ score, officers }: CriterionPrediction["cells"][number]) =>
  `${score}: ${people(officers, "officer", "officers")}`;

function meanInWords({ why, mean, officers, counted }: CriterionPrediction["cells"][number]): string {
  if (why === "few") return `Not shown: fewer than ${SMALLEST_CELL}`;
  if (why === "alike") return "Not shown: all alike";
  return `${(mean ?? 0).toFixed(1)}${counted < officers ? `, of the first ${counted}` : ""}`;
}

const people = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** Means only, a square for each joint score that may be shown: across the score, up the first year. */
function Drawing({ of: { title, cells } }: { of: CriterionPrediction }) {
  const shown = cells.flatMap((cell) => (cell.mean === null ? [] : [{ ...cell, mean: cell.mean }]));
  if (shown.length === 0) return null;
  return (
    <figure>
      <svg
        className="first-years"
        viewBox="0 0 320 200"
        role="img"
        aria-label={`${title}: mean of the first year by joint score; the numbers are in the table below`}
      >
        {SCALE.map((n) => (
          <g key={n}>
            <line className="zero" x1={across(1)} x2={across(5)} y1={up(n)} y2={up(n)} />
            <text x={across(1) - 14} y={up(n) + 4} textAnchor="end">
              {n}
            </text>
            <text x={across(n)} y={up(1) + 18} textAnchor="middle">
              {n}
            </text>
          </g>
        ))}
        {shown.map(({ score, mean, counted }) => (
          <g key={score}>
            <rect className="dot" x={across(score) - 5} y={up(mean) - 5} width="10" height="10" />
            <text x={across(score) + 9} y={up(mean) + 4}>
              {`${mean.toFixed(1)}, of ${counted}`}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="small muted">Across: joint score. Upwards: mean of the first year.</figcaption>
    </figure>
  );
}

const SCALE = [1, 2, 3, 4, 5] as const;
const across = (score: number) => 36 + (score - 1) * 54;
const up = (mean: number) => 172 - (mean - 1) * 40;
