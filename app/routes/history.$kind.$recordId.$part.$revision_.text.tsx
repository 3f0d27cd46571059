import type { LoaderFunctionArgs } from "@remix-run/node";
import { restoreTarget } from "#server/pages/history-target.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { roomOfPath } from "#shared/history-path.ts";

/** The text of a moment, for those who may bring it back. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const target = await restoreTarget(ctx, roomOfPath(ctx.viewer, params), new URL(request.url).searchParams.get("at"));
  if (!target) throw notFound();
  return Response.json(target);
}
