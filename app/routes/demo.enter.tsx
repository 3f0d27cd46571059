import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { postedForm, textOf } from "#server/acts/form.ts";
import { enterDemo } from "#server/commands/sessions.ts";

export const loader = () => redirect("/demo");

/**
 * Continues as one of the cast: in this browser, or in a demo window with a cookie and a base path of its own. Always
 * posted to the plain address as a whole document, so that the answer may lead to another base path.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await postedForm(request);
  const slug = textOf(form, "person");
  const outcome = enterDemo(context.app, slug);
  if (!outcome.ok)
    return new Response(`${outcome.sentence}\n`, {
      status: 403,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
  const window = form.get("where") === "window" ? slug : null;
  const to = window ? `/as/${window}/desk` : "/desk";
  return redirect(to, { status: 303, headers: { "Set-Cookie": context.auth.cookie(outcome.session.token, window) } });
}
