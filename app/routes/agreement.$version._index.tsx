import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MouScreen } from "#app/agreement/mou-screen.tsx";
import { mouPage } from "#server/pages/mou.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import "../agreement/mou.css";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Agreement, ${data ? `version ${data.version}` : "not found"} · Accord` },
];

export function loader({ context, request, params: { version = "" } }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const page = /^[1-9]\d{0,3}$/.test(version) ? mouPage(ctx, Number(version)) : null;
  if (!page) throw notFound();
  return page;
}

export default function AgreementVersion() {
  const page = useLoaderData<typeof loader>();
  return <MouScreen key={page.id} page={page} />;
}
