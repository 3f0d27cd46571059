import type { IncomingMessage } from "node:http";

/**
 * Reads a body piece by piece.
 * @param limit bytes; no more than this is ever held.
 * @returns "too-big" when more is declared or comes, "cut-off" when the sender goes away in the middle.
 */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer | "too-big" | "cut-off"> {
  if (Number(req.headers["content-length"] ?? 0) > limit) return "too-big";
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    // The connection stays: the sender is to hear why.
    for await (const piece of req.iterator({ destroyOnReturn: false })) {
      bytes += piece.length;
      if (bytes > limit) return "too-big";
      pieces.push(piece);
    }
  } catch {
    return "cut-off";
  }
  return Buffer.concat(pieces, bytes);
}
