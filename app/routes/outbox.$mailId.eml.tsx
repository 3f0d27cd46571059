import type { LoaderFunctionArgs } from "@remix-run/node";
import { emlOf } from "#server/mail/message.ts";
import { letterOf } from "#server/pages/outbox.ts";
import { requireViewer } from "#server/viewer.ts";

/** A letter of the outbox as a file that mail programs open as a draft. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const letter = letterOf(ctx, params.mailId ?? "");
  const bytes = await emlOf(letter, ctx.env.MAIL_FROM ?? null);
  return new Response(new Uint8Array(bytes), {
    headers: { "Content-Type": "message/rfc822", "Content-Disposition": 'attachment; filename="letter.eml"' },
  });
}
