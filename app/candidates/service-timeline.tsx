import type { Stretch } from "#shared/service.ts";
import { dayInWords } from "#shared/time.ts";
import { gapSentence, overlapSentence } from "./service-words.ts";

export interface TimelineSpan {
  agency: string;
  post: string | null;
  from: string;
  to: string | null;
}

const LANE = 46;
const AXIS = 30;

/** Service as bars over years: a lane for each agency, and below them what counts. The table beside it says the same. */
export function ServiceTimeline({
  spans,
  merged,
  gaps,
  overlaps,
  cutoffDate,
}: {
  spans: readonly TimelineSpan[];
  merged: readonly Stretch[];
  gaps: readonly Stretch[];
  overlaps: readonly Stretch[];
  cutoffDate: string;
}) {
  const scale = scaleOf(spans, cutoffDate);
  const counted = spans.length * LANE;
  const height = counted + LANE + AXIS;
  return (
    <figure className="timeline">
      <svg width="100%" height={height} role="img" aria-label={sentence(spans.length, gaps, overlaps)}>
        {scale.years.map((year) => (
          <g key={year}>
            <line
              className="grid"
              x1={scale.at(`${year}-01-01`)}
              x2={scale.at(`${year}-01-01`)}
              y1="0"
              y2={height - AXIS}
            />
            <text className="tick" x={scale.at(`${year}-01-01`)} y={height - 8} textAnchor="middle">
              {year}
            </text>
          </g>
        ))}
        {spans.map((span, lane) => (
          <g key={span.agency + span.from}>
            <text x="0" y={lane * LANE + 17}>
              {span.agency}
            </text>
            <rect
              className="bar"
              x={scale.at(span.from)}
              width={scale.width(span.from, span.to ?? cutoffDate)}
              y={lane * LANE + 25}
              height="9"
            />
          </g>
        ))}
        <text x="0" y={counted + 17}>
          Counts
        </text>
        {merged.map((run) => (
          <rect
            key={run.from}
            className="counts"
            x={scale.at(run.from)}
            width={scale.width(run.from, run.to)}
            y={counted + 25}
            height="9"
          />
        ))}
        {gaps.map((gap) => (
          <line
            key={gap.from}
            className="gap"
            x1={scale.at(gap.from)}
            x2={scale.at(gap.to)}
            y1={counted + 29.5}
            y2={counted + 29.5}
          />
        ))}
        {overlaps.map((twice) => (
          <rect
            key={twice.from}
            className="twice"
            x={scale.at(twice.from)}
            width={scale.width(twice.from, twice.to)}
            y={counted + 22}
            height="15"
          />
        ))}
      </svg>
    </figure>
  );
}

function sentence(agencies: number, gaps: readonly Stretch[], overlaps: readonly Stretch[]): string {
  const parts = [...gaps.map(gapSentence), ...overlaps.map(overlapSentence)];
  return `Service over time, ${agencies === 1 ? "one span" : `${agencies} spans`}. ${parts.join(" ") || "No gap and no overlap."}`;
}

/** From days to percent of the drawing's width, so that letters keep their size on every screen. */
function scaleOf(spans: readonly TimelineSpan[], cutoffDate: string) {
  const start = Math.min(...spans.map((span) => Date.parse(span.from)), Date.parse(cutoffDate) - YEAR);
  const end = Date.parse(cutoffDate);
  const share = (iso: string) => Math.max(0, Math.min(1, (Date.parse(iso) - start) / (end - start)));
  const first = new Date(start).getUTCFullYear() + 1;
  const last = new Date(end).getUTCFullYear();
  const step = Math.max(1, Math.ceil((last - first + 1) / 6));
  const years: number[] = [];
  for (let year = first; year <= last; year += step)
    if (share(`${year}-01-01`) > 0.03 && share(`${year}-01-01`) < 0.97) years.push(year);
  return {
    years,
    at: (iso: string) => `${(share(iso) * 100).toFixed(2)}%`,
    width: (from: string, to: string) => `${Math.max(0.4, (share(to) - share(from)) * 100).toFixed(2)}%`,
  };
}

const YEAR = 365.25 * 86_400_000;

/** The label a span's last day carries. */
export function lastDay(span: TimelineSpan): string {
  return span.to ? dayInWords(span.to) : "Still serving";
}
