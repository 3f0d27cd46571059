import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { useReading } from "#app/interview/use-card.ts";
import { Alert } from "#app/ui/alert.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Time } from "#app/ui/time.tsx";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import { RichText } from "#app/workspace/rich-text.tsx";
import { type Room, useRoom } from "#app/workspace/room.ts";
import { debriefPage } from "#server/debrief-page.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { readJoint } from "#shared/documents/joint.ts";
import { historyPath } from "#shared/history-path.ts";
import { parseRoom } from "#shared/rooms.ts";
import { byDisagreement } from "#shared/statistics/scores.ts";
import "../../interview/interview.css";
import { CriterionRow, PlotHead } from "./criterion-row.tsx";
import { FirstCards } from "./first-cards.tsx";
import { Ranks } from "./ranks.tsx";
import { Recording } from "./recording.tsx";
import { Signing } from "./signing.tsx";

export function loader({ request, context, params: { interviewId = "" } }: LoaderFunctionArgs) {
  const page = debriefPage(requireViewer(context, request), interviewId);
  if (page === null) throw notFound();
  return page;
}

export type Page = Awaited<ReturnType<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Debrief of ${data.candidate.name}` : "Debrief"} · Accord` },
];

export default function DebriefPage() {
  const page = useLoaderData<typeof loader>();
  const room = useRoom(page.joint?.name ?? null, page.joint?.mode ?? "read", {
    why: why(page),
    sealed: page.state === "sealed",
  });
  const joint = useReading(room, page.jointNow, (doc) => readJoint(doc, page.criteria, page.raters));
  const [names, setNames] = useState(true);
  const [showGaps, setShowGaps] = useState(false);
  return (
    <main id="main" className="page debrief">
      <Bar page={page} room={room} names={names} onNames={() => setNames(!names)} />
      {page.state === "sealed" ? (
        <Alert tone="ok" title="The panel result is sealed" live>
          <p>Both leads signed. Nothing here can be changed any more.</p>
        </Alert>
      ) : null}
      {page.result ? <Signing page={page} result={page.result} /> : null}
      {page.joint ? (
        <>
          <section aria-label="Criteria, widest difference first">
            <div className={names ? "plot" : "plot nameless"}>
              <PlotHead />
              {byDisagreement(page.criteria, ({ id }) => ratings(page, id)).map((criterion) => (
                <CriterionRow
                  key={criterion.id}
                  page={page}
                  room={room}
                  criterion={criterion}
                  joint={joint}
                  names={names}
                  showGaps={showGaps}
                />
              ))}
            </div>
          </section>
          {page.may.freeze ? (
            <Recording page={page} room={room} joint={joint} onGaps={() => setShowGaps(true)} />
          ) : null}
          <FirstCards page={page} names={names} />
          <Ranks page={page} joint={joint} />
          <details className="zone-part">
            <summary>Show the shared notes</summary>
            <RichText room={NO_ROOM} label="Shared notes" blocks={page.notes} />
            {page.notes.length > 0 ? (
              <p className="gap-above small">
                <Link to={historyPath({ kind: "interview", recordId: page.id, part: "notes", revision: 1 })}>
                  History of the notes
                </Link>
              </p>
            ) : null}
          </details>
        </>
      ) : null}
    </main>
  );
}

/** The notes closed when the questions ended: the page's own reading is enough. */
const NO_ROOM: Room = {
  name: null,
  doc: null,
  mode: "read",
  ready: false,
  editable: false,
  ended: null,
  connection: null,
  setField: () => {},
};

function Bar({ page, room, names, onNames }: { page: Page; room: Room; names: boolean; onNames: () => void }) {
  const present = usePresence(room, page.viewer);
  const [projector, setProjector] = useProjector();
  const heading = useFocusWhenLost<HTMLHeadingElement>(page.state, true);
  const opened = page.seats.filter((seat) => seat.card === "opened").length;
  const missing = page.seats.filter((seat) => seat.card === "missing");
  const joint = parseRoom(page.joint?.name ?? "");
  const recused = page.seats.filter((seat) => seat.card === "recused");
  return (
    <div className="dbar">
      <div>
        <p className="small muted">
          <Link to={`/selection/${page.process.id}`}>{page.process.title}</Link> · Debrief, candidate {page.place.n} of{" "}
          {page.place.of}
          {page.revealedAt === null ? null : (
            <>
              {" "}
              · Opened together on <Time at={page.revealedAt} zone={page.zone} as="slot" />
            </>
          )}
          {joint ? (
            <>
              {" · "}
              <Link to={historyPath(joint)}>
                History<span className="vh"> of the joint scorecard</span>
              </Link>
            </>
          ) : null}
        </p>
        <h1 tabIndex={-1} ref={heading}>
          {page.candidate.name}: {stateWords(page.state, opened, missing.length)}
        </h1>
        {page.state === "consensus" ? (
          <p className="muted">Start where you differ most. First scores stay; agree with a reason.</p>
        ) : null}
        {missing.length > 0 ? (
          <p className="small muted">
            Opened without {missing.map((seat) => seat.name).join(" and ")}.{" "}
            {page.openedWithout.map(({ name, reason }) => `${name}: ${reason}`).join(" ")}
          </p>
        ) : null}
        {recused.length > 0 ? (
          <p className="small muted">Does not rate: {recused.map((seat) => seat.name).join(", ")}.</p>
        ) : null}
      </div>
      <div className="actions no-print">
        <Faces
          label="In the debrief"
          people={facesOf(
            page.seats.filter((seat) => seat.card !== "recused"),
            present,
          )}
        />
        <Button type="button" small aria-pressed={!names} onClick={onNames}>
          Hide names
        </Button>
        <Button type="button" small aria-pressed={projector} onClick={() => setProjector(!projector)}>
          Projector
        </Button>
        {page.recordId ? (
          <LinkButton to={`/records/${page.recordId}`} variant="solid" small>
            Open the sealed record
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}

/** Larger and always on paper while shown to the room; given back when the page is left. */
function useProjector(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!on) return;
    const { dataset } = document.documentElement;
    const { theme } = dataset;
    dataset.mode = "projector";
    dataset.theme = "light";
    return () => {
      delete dataset.mode;
      if (theme) dataset.theme = theme;
      else delete dataset.theme;
    };
  }, [on]);
  return [on, setOn];
}

/** The first ratings of one criterion. */
export function ratings(page: Page, criterionId: string) {
  return (page.first[criterionId] ?? []).map((first) => first.rating);
}

function stateWords(state: Page["state"], opened: number, missing: number): string {
  if (state === "sealed") return "the panel result is sealed";
  return missing > 0 ? `${opened} cards are open` : `all ${opened} cards are open`;
}

function why(page: Page): string {
  if (page.state === "frozen") return "the joint scorecard is fixed for signing.";
  return "only the panel writes the joint scorecard.";
}
