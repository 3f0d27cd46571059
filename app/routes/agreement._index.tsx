import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FirstAgreement } from "#app/agreement/first.tsx";
import { MouScreen } from "#app/agreement/mou-screen.tsx";
import { mouPage, mouStart } from "#server/pages/mou.ts";
import { requireViewer } from "#server/viewer.ts";
import "../agreement/mou.css";

export const meta: MetaFunction = () => [{ title: "Agreement · Accord" }];

export function loader({ context, request }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const start = mouStart(ctx);
  return start.version === null
    ? { page: null, mayOpen: start.mayOpen }
    : { page: mouPage(ctx, start.version), mayOpen: false };
}

export default function Agreement() {
  const { page, mayOpen } = useLoaderData<typeof loader>();
  return page ? <MouScreen key={page.id} page={page} /> : <FirstAgreement mayOpen={mayOpen} />;
}
