import { Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { Time } from "#app/ui/time.tsx";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import type { Room } from "#app/workspace/room.ts";
import { ObserverLine } from "./observers.tsx";
import type { Page } from "./route.tsx";

/** The top of the interview: the candidate, who is here and whose card is in, the clock. */
export function RoomBar({ page, session }: { page: Page; session: Room }) {
  const present = usePresence(session, page.me);
  const heading = useFocusWhenLost<HTMLHeadingElement>(
    page.state === "briefed" ? `briefed ${page.mine?.state}` : page.state,
  );
  const seats = page.seats
    .filter((seat) => seat.card !== "recused")
    .map((seat) => ({ ...seat, submitted: seat.card === "in" }));
  return (
    <div className="roomtop">
      <div className="roombar">
        <div>
          <p className="small muted">
            {page.visit ? page.process.title : <Link to={`/selection/${page.process.id}`}>{page.process.title}</Link>} ·
            Interview {page.place.n} of {page.place.of}
          </p>
          <h1 tabIndex={-1} ref={heading}>
            {page.candidate.name}
          </h1>
          <ObserverLine page={page} present={present} />
        </div>
        <Faces people={facesOf(seats, present)} />
        <Clock page={page} />
      </div>
    </div>
  );
}

function Clock({ page }: { page: Page }) {
  const { startedAt, endedAt, scheduledAt, zone, now } = page;
  const [elapsed, setElapsed] = useState(startedAt === null ? 0 : (endedAt ?? now) - startedAt);
  useEffect(() => {
    if (startedAt === null) return;
    if (endedAt !== null) return setElapsed(endedAt - startedAt);
    // The server's clock counts; the browser's only measures how much later it is.
    const loaded = Date.now();
    const tick = () => setElapsed(now - startedAt + (Date.now() - loaded));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [startedAt, endedAt, now]);
  if (startedAt === null)
    return (
      <p className="clock small muted">
        {scheduledAt === null ? "No time is set" : <Time at={scheduledAt} zone={zone} as="slot" />}
      </p>
    );
  return (
    <p className="clock">
      <span className="vh">{endedAt === null ? "Time since the start: " : "The interview took "}</span>
      <b>{minutes(elapsed)}</b> <span className="muted small">{endedAt === null ? "so far" : "in all"}</span>
    </p>
  );
}

/** 22:40, or 1:02:40. */
function minutes(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
