import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import type { CommandContext } from "./context.ts";

/**
 * The signed-in person and the app, for loaders and actions of pages that need a person.
 * @throws a redirect to the sign-in page, which leads back to where the person was going.
 */
export function requireViewer(load: AppLoadContext, request: Request): CommandContext {
  const viewer = load.signedIn?.viewer;
  if (viewer) return { ...load.app, viewer };
  const { pathname, search } = new URL(request.url);
  const back = pathname.replace(/\.data$/, "").replace(/^\/as\/[^/]+/, "") + search.replace(/[?&]_routes=[^&]*/, "");
  throw redirect(`/sign-in?back=${encodeURIComponent(back)}`);
}

/** The same answer for "does not exist" and "not for you": a refusal must not say which. */
export function notFound(): Response {
  return new Response("Not found", { status: 404, statusText: "Not found" });
}
