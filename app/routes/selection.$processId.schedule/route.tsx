import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { postedForm } from "#server/acts/form.ts";
import { actOnSchedule } from "#server/acts/schedule.ts";
import { schedulePage } from "#server/pages/schedule.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { formatTime } from "#shared/time.ts";
import { ChangeTimes } from "./change.tsx";
import { Needs } from "./needs.tsx";
import { SetTimes } from "./set.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Schedule, ${page?.round.title ?? "not found"} · Accord` },
];

export function loader({ context, request, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const asked = { page: searchParams.get("page"), needs: searchParams.get("needs") };
  const page = schedulePage(requireViewer(context, request), params.processId ?? "", asked);
  if (!page) throw notFound();
  return page;
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const { processId = "" } = params;
  if (!schedulePage(ctx, processId)) throw notFound();
  const refused = actOnSchedule(ctx, processId, await postedForm(request));
  if (refused?.reason === "not-found") throw notFound();
  return refused ? data(refused, { status: 409 }) : redirect(`/selection/${processId}/schedule`);
}

type Line = ReturnType<typeof useLoaderData<typeof loader>>["lines"][number];

export default function Schedule() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  const { round, lines, waiting, zone, clocks, school, needs } = page;
  const movable = lines.filter((line) => line.mayMove);
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={`/selection/${round.id}`}>{round.title}</Link>}
        title="Interview schedule"
        lede={`${school}. Times by the school’s clocks: ${clocks}.`}
      />
      <LedgerSection title="Interviews" note="In the order of time." wide>
        {lines.length === 0 ? (
          <Empty title="No interview has a time yet">
            Interviews appear here as soon as the leads or the program coordinator set them.
          </Empty>
        ) : (
          <>
            <DataTable
              caption="Interviews"
              captionHidden
              columns={[
                { label: "Candidate" },
                { label: "Day" },
                { label: "Time" },
                { label: "Place" },
                { label: "State", wideOnly: true },
              ]}
              rows={lines.map((line, i) => ({ key: line.id, cells: cellsOf(line, round.id, zone, needs?.ofLines[i]) }))}
            />
            <Pager list={page.list} of="interviews" />
          </>
        )}
      </LedgerSection>
      {waiting.length > 0 ? (
        <SetTimes
          waiting={waiting}
          more={page.waitingMore}
          clocks={clocks}
          refused={refused?.intent === "set" ? refused : null}
        />
      ) : null}
      {movable.length > 0 ? (
        <ChangeTimes lines={movable} zone={zone} clocks={clocks} refused={refused} outbox={page.outbox} />
      ) : null}
      {needs && needs.total > 0 ? <Needs needs={needs} refused={refused?.intent === "need" ? refused : null} /> : null}
    </main>
  );
}

function cellsOf(line: Line, roundId: string, zone: string, need: string | undefined) {
  const at = line.scheduledAt ?? 0;
  return [
    <>
      <Link to={`/selection/${roundId}/candidates/${line.candidateId}`}>{line.name}</Link>
      {need ? <span className="sub">Accommodation: {need}</span> : null}
    </>,
    <span key="day" className="nowrap">
      {formatTime(at, zone, "day")}
    </span>,
    <>
      <span className="nowrap">{formatTime(at, zone, "clock")} to</span>{" "}
      <span className="nowrap">{formatTime(at + line.minutes * 60_000, zone, "time")}</span>
      {line.overlap ? <span className="sub attention">{line.overlap}</span> : null}
    </>,
    line.place ?? <span className="muted">Not set</span>,
    line.state,
  ];
}
