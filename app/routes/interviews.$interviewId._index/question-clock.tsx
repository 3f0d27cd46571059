import { useEffect, useState } from "react";
import type { Page } from "./route.tsx";

/**
 * The time of the question that is up, for everybody in the room. The server's clock counts; the browser's only measures
 * how much later it is. Read on demand, never announced.
 */
export function QuestionClock({ page }: { page: Page }) {
  const { turn, now } = page;
  const spent = turn ? turn.before + now - turn.since : 0;
  const [elapsed, setElapsed] = useState(spent);
  useEffect(() => {
    const loaded = Date.now();
    const tick = () => setElapsed(spent + Date.now() - loaded);
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [spent]);
  if (!turn) return null;
  const over = turn.minutes === null ? 0 : elapsed - turn.minutes * 60_000;
  return (
    <p className={over > 0 ? "q-clock over" : "q-clock"} role="timer" aria-live="off">
      <span className="vh">Time on this question: </span>
      <b>{clock(elapsed)}</b> {turn.minutes === null ? null : <span>of {turn.minutes} min planned</span>}
      {over > 0 ? <span className="attention">{overInWords(over)}</span> : null}
    </p>
  );
}

/** 4:05 */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function overInWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 1 ? "Time is up" : minutes === 1 ? "1 minute over" : `${minutes} minutes over`;
}
