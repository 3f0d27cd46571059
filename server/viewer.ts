import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { opensPage } from "#shared/machine.ts";
import type { CommandContext } from "./context.ts";

/**
 * The signed-in person and the app, for loaders and actions of pages that need a person.
 * @throws a redirect to the sign-in page, which leads back to where the person was going.
 */
export function requireViewer(load: AppLoadContext, request: Request): CommandContext {
  const viewer = load.signedIn?.viewer;
  const { pathname, search } = new URL(request.url);
  const path = pathname.replace(/\.data$/, "").replace(/^\/as\/[^/]+/, "");
  if (viewer && opensPage(viewer, path)) return { ...load.app, viewer };
  // A device that joined one interview has no desk and no round: links that lead there lead home.
  if (viewer) throw /^\/(desk|selection)(\/|$)/.test(path) ? redirect(`/interviews/${viewer.only}`) : notFound();
  const back = request.method === "GET" ? path + search.replace(/[?&]_routes=[^&]*/, "") : pageOf(request);
  throw redirect(`/sign-in?back=${encodeURIComponent(back)}`);
}

/** The page a form was sent from; its own address may be none that can be opened. */
function pageOf(request: Request): string {
  const from = request.headers.get("referer");
  return from && URL.canParse(from) ? new URL(from).pathname.replace(/^\/as\/[^/]+/, "") : "/desk";
}

/** The same answer for "does not exist" and "not for you": a refusal must not say which. */
export function notFound(): Response {
  return new Response("Not found", { status: 404, statusText: "Not found" });
}
