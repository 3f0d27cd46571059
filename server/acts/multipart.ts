import { type UploadHandler, unstable_parseMultipartFormData } from "@remix-run/node";
import { type Outcome, type Refusal, refuse } from "../context.ts";

const FIELD_LIMIT = 64 * 1024;
const PART_LIMIT = 40;
const UNREADABLE_NAME =
  "The name of this file holds a sign that cannot be read here: “=” or “;”. Give the file another name and add it again.";

/**
 * Reads a multipart form as it arrives. Files go to `onFile` piece by piece; nothing larger than its limit is ever held
 * or stored, and reading stops at the first thing that is too much.
 * @param limits.file bytes allowed in a file. @param limits.field bytes allowed in a text field.
 * @param onFile takes one file's pieces and answers with what was made of it.
 * @returns the fields read; on a refusal those that came before it.
 */
export async function readMultipart<T extends object>(
  request: Request,
  limits: { file: number; field?: number },
  onFile: (file: { name: string; pieces: AsyncIterable<Uint8Array> }) => Promise<Outcome<T>>,
): Promise<{ ok: true; fields: URLSearchParams; file: T | null } | (Refusal & { fields: URLSearchParams })> {
  const fields = new URLSearchParams();
  const whole = limits.file + (limits.field ?? FIELD_LIMIT) + FIELD_LIMIT;
  if (Number(request.headers.get("content-length") ?? 0) > whole) return { ...tooLarge(limits.file), fields };
  let file: T | null = null;
  let refusal: Refusal | null = null;
  let parts = 0;
  const stop = (why: Refusal): never => {
    refusal = why;
    throw new Error(why.reason);
  };
  const handler: UploadHandler = async ({ name, filename, data }) => {
    parts += 1;
    if (parts > PART_LIMIT) stop(refuse("too-many-parts", "This form has too many fields. Load the page again."));
    if (filename === undefined) {
      const text = await collect(data, limits.field ?? FIELD_LIMIT);
      if (!text) return stop(refuse("too-long", "A field of this form is too long. Shorten it."));
      fields.append(name, Buffer.from(text).toString("utf8"));
    } else if (filename === "" || file) {
      for await (const piece of data) if (piece.length > 0) return stop(refuse("one-file", "Choose one file."));
    } else {
      const made = await onFile({ name: filename, pieces: data });
      if (!made.ok) return stop(made);
      file = made;
    }
    return undefined;
  };
  try {
    await unstable_parseMultipartFormData(request, handler);
  } catch (cause) {
    // The parser takes a file's name apart at these signs. Sending it again would not help; another name does.
    const named = cause instanceof Error && cause.message.startsWith("malformed content-disposition");
    if (named && !refusal) return { ...refuse("file-name", UNREADABLE_NAME), fields };
    // Whatever broke the reading, the person needs a sentence; a half-arrived body was never ours to keep.
    const interrupted = refuse("interrupted", "The upload did not arrive in full. Nothing was changed. Send it again.");
    return { ...(refusal ?? interrupted), fields };
  }
  return { ok: true, fields, file };
}

/** Holds a part in memory. @returns `null` when it is longer than `limit` bytes. */
export async function collect(pieces: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > limit) return null;
    kept.push(piece);
  }
  return Buffer.concat(kept);
}

/** The one sentence about size. */
export function tooLarge(limit: number): Refusal {
  return refuse("too-large", `This file is larger than ${limit / 1024 / 1024} MiB. Make it smaller and add it again.`);
}
