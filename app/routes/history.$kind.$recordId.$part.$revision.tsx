import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { HistoryScreen } from "#app/history/history-screen.tsx";
import { historyPage } from "#server/pages/history.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { roomOfPath } from "#shared/history-path.ts";
import "../history/history.css";

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const asked = new URL(request.url).searchParams;
  const page = await historyPage(ctx, roomOfPath(ctx.viewer, params), {
    at: asked.get("at"),
    from: asked.get("from"),
    all: asked.has("all"),
  });
  if (!page) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `History of ${data.subject.title}` : "History"} · Accord` },
];

export default function HistoryRoute() {
  return <HistoryScreen page={useLoaderData<typeof loader>()} />;
}
