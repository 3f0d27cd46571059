import type { RaterAgreement } from "#shared/agreement-of-raters.ts";
import { alphaWords, people, printed, tooFewWords } from "#shared/agreement-of-raters.ts";
import { DataTable } from "../ui/data-table.tsx";

/** How far raters agree, criterion by criterion: the numbers, a drawing of them, and a sentence. */
export function AgreementChart({ agreement, title }: { agreement: RaterAgreement; title: string }) {
  // The drawing has no room for titles: each row bears the number that the table gives its criterion.
  const known = agreement.criteria.flatMap(({ title, icc }, i) =>
    icc?.kind === "estimate" ? [{ n: i + 1, title, icc }] : [],
  );
  return (
    <div className="stack">
      <p>
        Krippendorff’s alpha (ordinal) over all criteria: <b className="num">{alphaWords(agreement.alpha)}</b>{" "}
        {agreement.alpha.kind === "estimate" ? (
          <span className="muted">The interval holds 95 in 100 of {agreement.resamples} seeded resamples.</span>
        ) : null}
      </p>
      {known.length > 0 ? (
        <figure>
          <svg
            className="intervals"
            viewBox={`0 0 320 ${known.length * 24 + 24}`}
            role="img"
            aria-label={`${title}: one rater’s reliability by criterion; the numbers are in the table below`}
          >
            <line className="zero" x1={at(0)} x2={at(0)} y1="0" y2={known.length * 24} />
            <line className="zero" x1={at(1)} x2={at(1)} y1="0" y2={known.length * 24} />
            {known.map(({ n, title, icc }, i) => {
              const y = i * 24 + 12;
              const { value, interval } = icc.single;
              return (
                <g key={title}>
                  {interval ? (
                    <line className="span" x1={at(interval.low)} x2={at(interval.high)} y1={y} y2={y} />
                  ) : null}
                  <rect className="dot" x={at(value) - 4} y={y - 4} width="8" height="8" />
                  <text x="0" y={y + 4}>
                    {n}
                  </text>
                </g>
              );
            })}
            <text x={at(0)} y={known.length * 24 + 18} textAnchor="middle">
              0
            </text>
            <text x={at(1)} y={known.length * 24 + 18} textAnchor="middle">
              1
            </text>
          </svg>
          <figcaption className="small muted">
            One rater’s reliability, ICC(2,1), with its interval. 1 is complete agreement, 0 is chance. The numbers on
            the left are those of the table.
          </figcaption>
        </figure>
      ) : null}
      <DataTable
        caption={`${title}: agreement by criterion`}
        captionHidden
        columns={[
          { label: "Criterion" },
          { label: "One rater, ICC(2,1)" },
          { label: "Mean of the panel, ICC(2,k)" },
          { label: "Rated" },
        ]}
        rows={agreement.criteria.map(({ id, title, icc }, i) => ({
          key: id,
          cells:
            icc?.kind === "estimate"
              ? [
                  `${i + 1}. ${title}`,
                  printed(icc.single),
                  printed(icc.average),
                  `${people(icc.candidates, "candidate")}, ${people(icc.raters, "rater")}${icc.leftOut > 0 ? `, ${icc.leftOut} left out` : ""}`,
                ]
              : [
                  `${i + 1}. ${title}`,
                  tooFewWords(icc),
                  "–",
                  icc ? `${people(icc.candidates, "candidate")}, ${people(icc.raters, "rater")}` : "Nobody",
                ],
        }))}
      />
    </div>
  );
}

/** A coefficient's place on the drawing; what lies far below 0 stands at the edge. */
const at = (value: number) => 40 + Math.max(-0.1, Math.min(1, value)) * 250;
