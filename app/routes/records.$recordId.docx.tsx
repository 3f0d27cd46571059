import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportRecordWord } from "#server/commands/word-copies.ts";
import { wordFile } from "#server/records/word/answer.ts";
import { notFound, requireViewer } from "#server/viewer.ts";

/** A Word copy of a sealed record, without its seal. Its file name names no person. */
export async function loader({ request, context, params: { recordId = "" } }: LoaderFunctionArgs) {
  const exported = await exportRecordWord(requireViewer(context, request), { recordId });
  if (!exported.ok && exported.reason === "not-found") throw notFound();
  return wordFile(exported, recordId);
}
