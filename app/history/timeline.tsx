import { Link, useNavigate } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { Button } from "#app/ui/button.tsx";
import type { HistoryView } from "#shared/history-view.ts";
import { formatTime } from "#shared/time.ts";
import { AuthorName } from "./author.tsx";
import { clocks, deeds, indexAt, span } from "./words.ts";

interface TimelineProps {
  view: HistoryView;
  zone: string;
}

/** Moving through the moments: a slider, a button to either side, and the moment in words. */
export function Timeline({ view, zone }: TimelineProps) {
  const { moments, people } = view;
  const shown = indexAt(moments, view.at);
  const [index, setIndex] = useState(shown);
  const navigate = useNavigate();
  const waiting = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => setIndex(shown), [shown]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  // A slider that is dragged passes many moments: the server is asked where it rests.
  const go = (to: number) => {
    setIndex(to);
    clearTimeout(waiting.current);
    const open = () => navigate(`?at=${moments[to]?.seq}`, { preventScrollReset: true, replace: true });
    waiting.current = setTimeout(open, REST_MS);
  };
  const moment = moments[index];
  const author = moment && people[moment.by];
  if (!moment || !author) return null;
  const last = moments.length - 1;
  const step = (by: number) => (index + by < 0 || index + by > last ? undefined : () => go(index + by));
  return (
    <section className="past-bar no-print" aria-label="Timeline">
      <Button small type="button" aria-disabled={!step(-1)} onClick={step(-1)}>
        Earlier
      </Button>
      <div className="past-slider">
        <Ticks view={view} />
        <input
          type="range"
          aria-label="Moment"
          aria-valuetext={`${index + 1} of ${moments.length}: ${author.name}, ${span(moment, zone)}`}
          min={0}
          max={last}
          step={1}
          value={index}
          onChange={(event) => go(Number(event.currentTarget.value))}
        />
      </div>
      <Button small type="button" aria-disabled={!step(1)} onClick={step(1)}>
        Later
      </Button>
      <p className="past-now" aria-live="polite">
        <span className="num muted">
          Moment {index + 1} of {moments.length}
        </span>{" "}
        <AuthorName author={author} /> <span>{span(moment, zone)}</span> <span className="muted">{deeds(moment)}</span>
      </p>
    </section>
  );
}

const REST_MS = 120;

/** A tick for each moment: the agency's above the line, the district's below, others across it. */
function Ticks({ view: { moments, people } }: { view: HistoryView }) {
  const last = Math.max(1, moments.length - 1);
  return (
    <svg className="past-ticks" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {moments.map(({ seq, by }, i) => {
        const party = people[by]?.party ?? null;
        const [top, bottom] = party === "agency" ? [0, 9] : party === "district" ? [11, 20] : [5, 15];
        return (
          <path
            key={seq}
            data-party={party}
            vectorEffect="non-scaling-stroke"
            d={`M${(i / last) * 1000} ${top}V${bottom}`}
          />
        );
      })}
    </svg>
  );
}

/** Every moment as a link, the newest first, under its day. */
export function Moments({ view, zone }: TimelineProps) {
  const { moments, people } = view;
  const current = moments[indexAt(moments, view.at)]?.seq;
  const days: { day: string; moments: typeof moments }[] = [];
  for (const moment of [...moments].reverse()) {
    const day = formatTime(moment.to, zone, "long");
    if (days.at(-1)?.day !== day) days.push({ day, moments: [] });
    days.at(-1)?.moments.push(moment);
  }
  return (
    <nav className="past-moments no-print" aria-labelledby="past-moments">
      <h2 id="past-moments">Moments</h2>
      {days.map(({ day, moments }) => (
        <section key={day} aria-label={day}>
          <h3>{day}</h3>
          <ol>
            {moments.map((moment) => {
              const author = people[moment.by];
              return author ? (
                <li key={moment.seq}>
                  <Link
                    to={`?at=${moment.seq}`}
                    preventScrollReset
                    replace
                    aria-current={moment.seq === current ? "true" : undefined}
                  >
                    <span className="past-clock num">{clocks(moment, zone)}</span>
                    <AuthorName author={author} />
                    <span className="muted">{deeds(moment)}</span>
                  </Link>
                </li>
              ) : null;
            })}
          </ol>
        </section>
      ))}
    </nav>
  );
}
