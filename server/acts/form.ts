import type { z } from "zod";

/** A sentence about one control of a form; `field` is the control's id. */
export interface FormProblem {
  field: string;
  sentence: string;
}

/** Where the schema has no sentence of its own: what no form of ours leaves out or offers. */
const UNREADABLE = "A part of this form is missing or cannot be read. Load the page again, and fill it in.";

/** Reads a posted form by a schema: its data, or one sentence per problem. Text entered stays with the caller. */
export function readForm<T>(
  schema: z.ZodType<T>,
  values: Record<string, unknown>,
): { ok: true; data: T } | { ok: false; errors: FormProblem[] } {
  const result = schema.safeParse(values, { error: () => UNREADABLE });
  if (result.success) return { ok: true, data: result.data };
  const errors = result.error.issues.map((issue) => ({ field: issue.path.join("-"), sentence: issue.message }));
  // One sentence per control: the first problem is the one to mend first.
  return { ok: false, errors: errors.filter((e, i) => errors.findIndex((other) => other.field === e.field) === i) };
}

/** The form a request carries. @throws 400 with a sentence when it arrived in pieces that make no form */
export async function postedForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new Response("Not a form", { status: 400, statusText: "Not a form" });
  }
}

/** A posted field as text, trimmed; "" when it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** The path to go on to after signing in: only pages of this installation, everything else leads to the desk. */
export function localPath(back: string | null): string {
  if (!back?.startsWith("/") || /^\/[/\\]|[\\\p{Cc}]/u.test(back)) return "/desk";
  const { pathname, search, origin } = new URL(back, "http://accord.invalid");
  if (origin !== "http://accord.invalid" || pathname.startsWith("//")) return "/desk";
  return pathname + search;
}
