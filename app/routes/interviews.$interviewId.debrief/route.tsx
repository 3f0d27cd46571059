import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { DeviationLog } from "#app/interview/deviation-log.tsx";
import { PaperNotes } from "#app/interview/paper-notes.tsx";
import { useReading } from "#app/interview/use-card.ts";
import { Alert } from "#app/ui/alert.tsx";
import { useMoveAfter } from "#app/ui/settled.ts";
import { RichText } from "#app/workspace/rich-text.tsx";
import { type Room, useRoom } from "#app/workspace/room.ts";
import { debriefPage } from "#server/pages/debrief.ts";
import { namesHidden } from "#server/pages/debrief-hidden.ts";
import { paperNotes } from "#server/pages/paper.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { readJoint } from "#shared/documents/joint.ts";
import { historyPath } from "#shared/history-path.ts";
import { byDisagreement } from "#shared/statistics/scores.ts";
import "../../interview/interview.css";
import { Bar } from "./bar.tsx";
import { CriterionRow, PlotHead } from "./criterion-row.tsx";
import { FirstCards } from "./first-cards.tsx";
import { useServersReading } from "./fresh.ts";
import { type JointPart, useParts } from "./parts.ts";
import { Ranks } from "./ranks.tsx";
import { Recording } from "./recording.tsx";
import { Signing } from "./signing.tsx";
import { SpotlightBanner, useSpotlight } from "./spotlight.tsx";

export function loader({ request, context, params: { interviewId = "" } }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const page = debriefPage(ctx, interviewId, { hideNames: namesHidden(request) });
  if (page === null) throw notFound();
  // Who wrote on paper is a name too.
  return { ...page, paper: page.namesHidden ? null : paperNotes(ctx, interviewId) };
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
  const reading = useReading(room, page.jointNow, (doc) => readJoint(doc, page.criteria, page.raters));
  useServersReading(room, page.namesHidden);
  const joint = page.namesHidden ? page.jointNow : reading;
  const parts = useParts(joint, page.criteria);
  const [showGaps, setShowGaps] = useState(false);
  const spotlight = useSpotlight(page);
  useIntoView(spotlight.lit);
  useSigningInView(page.state);
  return (
    <main id="main" className={spotlight.lit ? "page debrief spotlit" : "page debrief"}>
      <SpotlightBanner page={page} spotlight={spotlight} />
      <Bar page={page} room={room} />
      {page.state === "sealed" ? (
        <Alert tone="ok" title="The panel result is sealed" live>
          <p>Both leads signed. Nothing here can be changed any more.</p>
        </Alert>
      ) : null}
      {page.result ? <Signing page={page} result={page.result} /> : null}
      {page.joint ? (
        <>
          <section aria-label="Criteria, widest difference first">
            <div className="plot">
              <PlotHead />
              {byDisagreement(page.criteria, ({ id }) => ratings(page, id)).map((criterion) => (
                <CriterionRow
                  key={criterion.id}
                  page={page}
                  room={room}
                  criterion={criterion}
                  part={parts.get(criterion.id) ?? NOTHING}
                  showGaps={showGaps}
                  lit={spotlight.lit === criterion.id}
                  shown={page.spotlight?.criterionId === criterion.id}
                  onShow={spotlight.show}
                  onEnd={spotlight.end}
                />
              ))}
            </div>
          </section>
          <div className="beside">
            {page.may.freeze ? (
              <Recording page={page} room={room} joint={joint} onGaps={() => setShowGaps(true)} />
            ) : null}
            <FirstCards page={page} />
            {page.paper ? <PaperNotes interviewId={page.id} zone={page.zone} {...page.paper} /> : null}
            <Ranks page={page} joint={joint} />
            {page.namesHidden ? null : (
              <details className="zone-part">
                <summary>
                  {page.deviations.length === 0 ? "Deviation log, empty" : `Deviation log (${page.deviations.length})`}
                </summary>
                <DeviationLog entries={page.deviations} zone={page.zone} explain={page.may.explain ? page.id : null} />
              </details>
            )}
            <details className="zone-part">
              <summary>Show the shared notes</summary>
              <RichText room={NO_ROOM} label="Shared notes" blocks={page.notes} />
              {page.notes.length > 0 && !page.namesHidden ? (
                <p className="gap-above small">
                  <Link to={historyPath({ kind: "interview", recordId: page.id, part: "notes", revision: 1 })}>
                    History of the notes
                  </Link>
                </p>
              ) : null}
            </details>
          </div>
        </>
      ) : null}
    </main>
  );
}

/** Who recorded the joint scorecard is taken to where it is signed: the button they pressed is gone. */
function useSigningInView(state: Page["state"]) {
  const before = useRef(state);
  useEffect(() => {
    const fixed = before.current === "consensus" && state === "frozen";
    before.current = state;
    if (fixed && document.activeElement === document.body) document.getElementById("signing")?.focus();
  }, [state]);
  useMoveAfter(state, () => {
    const at = document.activeElement;
    if (at?.id === "signing") at.scrollIntoView({ block: "center" });
  });
}

const NOTHING: JointPart = { agreed: undefined, reason: undefined, moves: [], dissent: [] };

/** What a lead shows comes into view, unless this person is writing somewhere. */
function useIntoView(criterionId: string | null): void {
  useEffect(() => {
    if (criterionId === null || document.activeElement?.closest("input, textarea, select")) return;
    const row = document.getElementById(`criterion-${criterionId}`);
    // The nearest edge of a row that is higher than the screen would be its foot: its name would stand out of view.
    row?.scrollIntoView({ block: row.offsetHeight > window.innerHeight / 2 ? "start" : "nearest" });
  }, [criterionId]);
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

/** The first ratings of one criterion. */
export function ratings(page: Page, criterionId: string) {
  return (page.first[criterionId] ?? []).map((first) => first.rating);
}

function why(page: Page): string {
  if (page.namesHidden) return "names are hidden on this screen.";
  if (page.state === "frozen") return "the joint scorecard is fixed for signing.";
  return "only the panel writes the joint scorecard.";
}
