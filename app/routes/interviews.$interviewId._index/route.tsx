import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { OtherWays } from "#app/interview/other-ways.tsx";
import { PageHead } from "#app/ui/ledger.tsx";
import { useRoom } from "#app/workspace/room.ts";
import { interviewPage } from "#server/pages/interview.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import "../../interview/interview.css";
import "../../interview/join.css";
import { Briefing } from "./briefing.tsx";
import { RoomBar } from "./room-bar.tsx";
import { Zones } from "./zones.tsx";

export function loader({ request, context, params: { interviewId = "" } }: LoaderFunctionArgs) {
  const page = interviewPage(requireViewer(context, request), interviewId);
  if (page === null) throw notFound();
  if (page === "recused") return null;
  // The same answer on every screen at the same moment: the cards are open, the panel meets at the joint scorecard.
  if (page.debrief) throw redirect(`/interviews/${interviewId}/debrief`);
  return page;
}

/** What the page was given; its parts take it whole. */
export type Page = NonNullable<Awaited<ReturnType<typeof loader>>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Interview of ${data.candidate.name}` : "You stepped back"} · Accord` },
];

export default function InterviewPage() {
  const page = useLoaderData<typeof loader>();
  return page ? <Interview page={page} /> : <SteppedBack />;
}

function Interview({ page }: { page: Page }) {
  const session = useRoom(page.rooms.session?.name ?? null, page.rooms.session?.mode ?? "read");
  return (
    <main id="main">
      <RoomBar page={page} session={session} />
      {page.observing && !OBSERVED.includes(page.state) ? (
        <ObservationOver />
      ) : page.state === "briefed" ? (
        <Briefing page={page} />
      ) : (
        <Zones page={page} />
      )}
      <OtherWays
        interviewId={page.id}
        visit={page.visit}
        rates={page.state !== "briefed" && page.mine?.state === "draft"}
      />
    </main>
  );
}

const OBSERVED: readonly string[] = ["briefed", "live", "scoring"];

function ObservationOver() {
  return (
    <div className="page">
      <h2>The cards are open</h2>
      <p className="gap-above">
        What the panel rated is for the panel. Thank you for observing; the record says that you were there.
      </p>
      <p className="gap-above">
        <Link to="/desk">Back to your desk</Link>
      </p>
    </div>
  );
}

function SteppedBack() {
  return (
    <main id="main" className="page">
      <PageHead
        title="You do not rate this candidate"
        lede="You stepped back from this interview, or the leads asked you to. Your card is closed; the panel goes on without it."
      >
        <p className="gap-above">
          <Link to="/desk">Back to your desk</Link>
        </p>
      </PageHead>
    </main>
  );
}
