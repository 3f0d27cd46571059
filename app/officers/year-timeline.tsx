import { Link } from "@remix-run/react";
import { DataTable } from "#app/ui/data-table.tsx";
import type { OfficerPage } from "#server/pages/officer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { addDays, addMonths } from "#shared/days.ts";
import { dayInWords, formatTime } from "#shared/time.ts";
import { turnOf } from "./turn.tsx";

const LANE = 50;
const AXIS = 30;

/** The officer's year as a drawing, and the same as a table. */
export function YearTimeline({ page }: { page: OfficerPage }) {
  const { probation, evaluations, today } = page;
  const scale = scaleOf(page);
  const lanes = (probation ? 1 : 0) + evaluations.length;
  const height = lanes * LANE + AXIS;
  return (
    <>
      <figure className="timeline year">
        <svg width="100%" height={height} role="img" aria-label={sentence(page)}>
          {scale.months.map((day) => (
            <g key={day}>
              <line className="grid" x1={scale.at(day)} x2={scale.at(day)} y1="0" y2={height - AXIS} />
              <text className="tick" x={scale.at(day)} y={height - 8} textAnchor="middle">
                {monthOf(day)}
              </text>
            </g>
          ))}
          {probation ? (
            <g>
              <rect
                className="span"
                x={scale.at(probation.startOn)}
                width={scale.width(probation.startOn, probation.endOn ?? scale.end)}
                y="27"
                height="7"
              />
              {probation.leaves.map(({ id, from, to }) => (
                <rect
                  key={id}
                  className="leave"
                  x={scale.at(from)}
                  width={scale.width(from, to ?? today)}
                  y="23"
                  height="15"
                />
              ))}
              {probation.checkpoints.map((one) =>
                one.selfDueOn ? (
                  <circle
                    key={one.id}
                    className={one.state === "sealed" ? "dot done" : "dot"}
                    cx={scale.at(one.selfDueOn)}
                    cy="30.5"
                    r="6"
                  />
                ) : null,
              )}
            </g>
          ) : null}
          {evaluations.map((one, i) => {
            const y = ((probation ? 1 : 0) + i) * LANE;
            return (
              <g key={one.id}>
                <rect
                  className="span"
                  x={scale.at(one.from)}
                  width={scale.width(one.from, one.to)}
                  y={y + 27}
                  height="7"
                />
              </g>
            );
          })}
          <line className="today" x1={scale.at(today)} x2={scale.at(today)} y1="0" y2={height - AXIS + 6} />
          {/* Last, on paper of their own: no line crosses a label. */}
          {[...(probation ? ["Probation"] : []), ...evaluations.map(({ title }) => `Evaluation: ${title}`)].map(
            (label, i) => (
              <text className="lane" key={label} x="0" y={i * LANE + 17}>
                {label}
              </text>
            ),
          )}
        </svg>
        <figcaption className="small muted">
          The tall line is today, {dayInWords(today)}.
          {probation ? " A dot is a checkpoint, filled once it is sealed; an open box is leave." : null}
        </figcaption>
      </figure>
      <YearTable page={page} />
    </>
  );
}

/** Everything the drawing shows, in the order of its days. */
function YearTable({ page }: { page: OfficerPage }) {
  const { probation, evaluations } = page;
  const rows = [
    ...(probation
      ? [
          {
            key: "probation",
            day: probation.startOn,
            what: "Probation",
            when: span(probation.startOn, probation.endOn),
            state: probation.outcome ? OUTCOMES[probation.outcome] : probation.label,
          },
          ...probation.checkpoints.map((one) => ({
            key: one.id,
            day: one.selfDueOn ?? "9999",
            what: `Checkpoint ${one.n}: ${one.title}`,
            when: one.selfDueOn ? dayInWords(one.selfDueOn) : "Open while the leave lasts",
            state: turnOf(one),
          })),
          ...probation.leaves.map(({ id, from, to }) => ({
            key: id,
            day: from,
            what: "Leave",
            when: span(from, to),
            state: to ? "Entered" : "Lasts",
          })),
        ]
      : []),
    ...evaluations.map((one) => ({
      key: one.id,
      day: one.from,
      what: <Link to={casePaths.evaluation(page.id, one.id)}>Evaluation: {one.title}</Link>,
      when: span(one.from, one.to),
      state: one.outcome ? ROTATION[one.outcome] : one.label,
    })),
  ].sort((a, b) => a.day.localeCompare(b.day));
  return (
    <DataTable
      caption="The same in days"
      captionHidden
      columns={[{ label: "What" }, { label: "When" }, { label: "State" }]}
      rows={rows.map(({ key, what, when, state }) => ({ key, cells: [what, when, state] }))}
    />
  );
}

const OUTCOMES = { confirmed: "Confirmed", ended: "The assignment ended" } as const;
const ROTATION = {
  stay: "Stays",
  "stay-with-plan": "Stays, with a plan",
  "removal-review": "Removal review",
} as const;

const span = (from: string, to: string | null) =>
  from === to ? dayInWords(from) : `${dayInWords(from)} to ${to ? dayInWords(to) : "an open day"}`;

function sentence({ probation, evaluations }: OfficerPage): string {
  const parts = [
    probation
      ? `Probation from ${span(probation.startOn, probation.endOn)} with ${probation.checkpoints.length} checkpoints, ${probation.checkpoints.filter(({ state }) => state === "sealed").length} sealed.`
      : "",
    ...evaluations.map((one) => `Evaluation ${one.title} from ${span(one.from, one.to)}.`),
  ];
  return `${parts.filter(Boolean).join(" ")} The table below says the same.`;
}

const monthOf = (day: string) =>
  formatTime(Date.parse(`${day}T12:00:00Z`), "UTC", "day")
    .split(", ")[1]
    ?.slice(0, 3);

/** From days to percent of the drawing's width, so that letters keep their size on every screen. */
function scaleOf({ probation, evaluations, today }: OfficerPage) {
  const starts = [...evaluations.map((one) => one.from), probation?.startOn ?? today];
  const ends = [...evaluations.map((one) => one.to), probation?.endOn ?? addDays(today, 30)];
  const first = starts.reduce((a, b) => (a < b ? a : b));
  const end = [...ends, today].reduce((a, b) => (a > b ? a : b));
  const ms = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const share = (day: string) => Math.max(0, Math.min(1, (ms(day) - ms(first)) / (ms(end) - ms(first) || 1)));
  const months: string[] = [];
  const count = Math.round((ms(end) - ms(first)) / 2_629_800_000);
  const step = Math.max(1, Math.ceil(count / 5));
  for (let day = addMonths(`${first.slice(0, 7)}-01`, 1); day <= end; day = addMonths(day, step))
    if (share(day) > 0.04 && share(day) < 0.96) months.push(day);
  return {
    end,
    months,
    at: (day: string) => `${(share(day) * 100).toFixed(2)}%`,
    width: (from: string, to: string) => `${Math.max(0.5, (share(to) - share(from)) * 100).toFixed(2)}%`,
  };
}
