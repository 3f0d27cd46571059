import { data } from "@remix-run/node";
import type { z } from "zod";
import { type Outcome, refuse } from "./context.ts";
import { readForm } from "./form.ts";
import { notFound } from "./viewer.ts";

/** A command's outcome as the answer to a posted form. A refusal is an answer with a sentence, not an error page. */
export function answer<T extends object>(outcome: Outcome<T>) {
  if (!outcome.ok && outcome.reason === "not-found") throw notFound();
  return data(outcome, { status: outcome.ok ? 200 : 409 });
}

/** Reads the posted form by `schema` and hands it to `act`; the first problem is the refusal, named after its field. */
export async function act<T, R extends object>(
  request: Request,
  schema: z.ZodType<T>,
  perform: (input: T) => Outcome<R>,
) {
  const read = readForm(schema, Object.fromEntries(await request.formData()));
  if (read.ok) return answer(perform(read.data));
  const [problem] = read.errors;
  return answer(refuse(problem?.field ?? "form", problem?.sentence ?? "Something is missing in this form."));
}
