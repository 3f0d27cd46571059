import { data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { type Outcome, refuse } from "../context.ts";
import { notFound } from "../viewer.ts";
import { postedForm, readForm } from "./form.ts";

/**
 * A command's outcome as the answer to a posted form. A refusal is an answer with a sentence, not an error page.
 * A form sent before the page's scripts were there gets a whole page: the record again, or the sentence.
 * @param back the record's page, where the act's address does not lie right under it; or, from what was made, the page
 * that everybody is led to then
 */
export function answer<T extends object>(
  request: Request,
  outcome: Outcome<T>,
  back: string | ((made: T) => string) = recordPath(request),
) {
  if (!outcome.ok && outcome.reason === "not-found") throw notFound();
  const asPage = request.headers.get("accept")?.includes("text/html");
  if (outcome.ok && typeof back === "function") throw redirect(back(outcome), 303);
  if (outcome.ok && asPage && typeof back === "string") throw redirect(back, 303);
  if (outcome.ok || !asPage) return data(outcome, { status: outcome.ok ? 200 : 409 });
  throw new Response(`${outcome.sentence}\nGo back, and load the page again.\n`, {
    status: 409,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

/** Reads the posted form by `schema` and hands it to `act`; the first problem is the refusal, named after its field. */
export async function act<T, R extends object>(
  request: Request,
  schema: z.ZodType<T>,
  perform: (input: T) => Outcome<R>,
  back?: string | ((made: R) => string),
) {
  const read = readForm(schema, Object.fromEntries(await postedForm(request)));
  if (read.ok) return answer(request, perform(read.data), back);
  const [problem] = read.errors;
  return answer(
    request,
    refuse(problem?.field ?? "form", problem?.sentence ?? "Something is missing in this form."),
    back,
  );
}

/** An act is a part of its record's path: `/interviews/<id>/start` belongs to `/interviews/<id>`. */
function recordPath(request: Request): string {
  return new URL(request.url).pathname.replace(/^\/as\/[^/]+/, "").replace(/\/[^/]+$/, "");
}
