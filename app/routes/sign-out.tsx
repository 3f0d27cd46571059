import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { signOut } from "#server/commands/sessions.ts";

export const loader = () => redirect("/");

export function action({ context }: ActionFunctionArgs) {
  if (context.signedIn) signOut(context.app, context.signedIn);
  return redirect("/", { headers: { "Set-Cookie": context.auth.noCookie(context.window) } });
}
