import { Link, useNavigate } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useUnsent } from "#app/interview/use-card.ts";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { type Room, useRoom } from "#app/workspace/room.ts";
import type { HistoryPage } from "#shared/history-view.ts";
import { formatTime } from "#shared/time.ts";
import { Key } from "./author.tsx";
import { Compare } from "./compare.tsx";
import { Passages } from "./passages.tsx";
import { Restore } from "./restore.tsx";
import { Moments, Timeline } from "./timeline.tsx";
import { indexAt } from "./words.ts";

/** The history of one text: who wrote what, and when, at every moment there was. */
export function HistoryScreen({ page }: { page: HistoryPage }) {
  const { view, zone, subject } = page;
  const room = useRoom(page.room?.name ?? null, page.room?.mode ?? "read");
  const { newer, note, latest, restored } = useLatest(room, page);
  const moment = view.moments[indexAt(view.moments, view.at)];
  const compared = view.moments[indexAt(view.moments, view.from)];
  const title = useCompared(view.at, view.from);
  return (
    <main id="main" className="page past" tabIndex={-1}>
      <div className="ledger">
        <div className="ml" />
        <div className="mm head">
          <p className="kicker">
            <Link to={subject.to}>{subject.of}</Link>
          </p>
          <h1>History of {subject.title}</h1>
          <p>Every change is kept with the person who made it. Nothing is ever rewritten, only written again.</p>
          <Revisions page={page} />
        </div>
      </div>
      {view.moments.length > 1 ? <Timeline view={view} zone={zone} /> : null}
      <div role="status">{note ? <p className="past-note">{note}</p> : null}</div>
      {newer ? (
        <Alert tone="warn" title="The text has changed since you opened this page">
          <Button small type="button" onClick={latest}>
            Show the newest text
          </Button>
        </Alert>
      ) : null}
      <div className="past-body">
        <section className="past-sheet" aria-labelledby="past-title">
          <div className="past-line">
            <div className="past-margin" />
            <div>
              <h2 id="past-title" tabIndex={-1} ref={title}>
                {!moment
                  ? "The text"
                  : view.at === view.from || !compared
                    ? `The text as of ${formatTime(moment.to, zone, "slot")}`
                    : `What changed between ${formatTime(compared.to, zone, "slot")} and ${formatTime(moment.to, zone, "slot")}`}
              </h2>
              <div className="past-tools no-print">
                <Compare view={view} zone={zone} />
                {page.room && moment && moment !== view.moments.at(-1) ? (
                  <Restore
                    room={room}
                    at={view.at}
                    from={page.path}
                    when={formatTime(moment.to, zone, "slot")}
                    onRestored={restored}
                  />
                ) : null}
              </div>
            </div>
          </div>
          <Passages view={view} zone={zone} />
          <Rest page={page} />
        </section>
        <div className="past-side">
          <h2>Who wrote</h2>
          <Key people={view.people} />
          <Moments view={view} zone={zone} />
        </div>
      </div>
    </main>
  );
}

/** Comparing, and no longer comparing, makes its own button anew: the heading that says what is shown takes the focus. */
function useCompared(at: number, from: number) {
  const title = useRef<HTMLHeadingElement>(null);
  const before = useRef(`${at} ${from}`);
  useEffect(() => {
    if (before.current === `${at} ${from}`) return;
    before.current = `${at} ${from}`;
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, [at, from]);
  return title;
}

/** Notices that the text went on, and moves to the newest moment when asked to or once a restored text is saved. */
function useLatest(room: Room, { view }: HistoryPage) {
  const navigate = useNavigate();
  const unsent = useUnsent(room);
  const [newer, setNewer] = useState(false);
  const [note, setNote] = useState("");
  const saving = useRef(false);
  const { doc, ready } = room;
  useEffect(() => {
    if (!doc || !ready) return;
    const notice = (_update: Uint8Array, origin: unknown) => {
      if (origin !== null) setNewer(true);
    };
    doc.on("update", notice);
    return () => doc.off("update", notice);
  }, [doc, ready]);
  // Whatever the page shows now was read after the change.
  const head = view.moments.at(-1)?.seq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new head means that the page was read again
  useEffect(() => setNewer(false), [head]);
  const latest = () => {
    navigate("?", { preventScrollReset: true });
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (!saving.current || unsent > 0) return;
    saving.current = false;
    setNote("Restored, as a new edit under your name.");
    latest();
  });
  return {
    newer,
    note,
    latest,
    restored: () => {
      saving.current = true;
    },
  };
}

function Revisions({ page: { revisions, revision } }: { page: HistoryPage }) {
  if (revisions.length < 2) return null;
  return (
    <p className="gap-above small">
      Opened again {revisions.length === 2 ? "once" : `${revisions.length - 1} times`}:{" "}
      {revisions.map((one, i) => (
        <span key={one.revision}>
          {i > 0 ? " · " : ""}
          {one.revision === revision ? (
            <b aria-current="page">text {one.revision}</b>
          ) : (
            <Link to={one.to}>text {one.revision}</Link>
          )}
        </span>
      ))}
      . Each begins with the words of the one before.
    </p>
  );
}

/** What is not on the page, and why. */
function Rest({ page: { view } }: { page: HistoryPage }) {
  const comparing = view.at !== view.from;
  const here = comparing ? `?at=${view.at}&from=${view.from}` : `?at=${view.at}`;
  return (
    <div className="past-line past-rest muted">
      <div className="past-margin" />
      <div>
        {comparing && view.passages.length === 0 ? <p>Nothing differs between these two moments.</p> : null}
        {!comparing && view.passages.length === 0 && view.untouched === 0 ? <p>Nothing was written yet.</p> : null}
        {view.untouched > 0 ? (
          <p>
            {comparing
              ? `${view.untouched} parts read the same at both moments.`
              : `${view.untouched} parts still read as Accord first wrote them.`}{" "}
            <Link to={`${here}&all`} preventScrollReset replace>
              Show every part
            </Link>
          </p>
        ) : null}
        {view.cut ? <p>The text is longer than this page shows.</p> : null}
      </div>
    </div>
  );
}
