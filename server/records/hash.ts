import { createHash } from "node:crypto";
import { canonicalJson } from "#shared/canonical.ts";

/** A record's exact bytes and their fingerprint. */
export interface Fingerprint {
  /** Canonical JSON. */
  content: string;
  /** SHA-256 of the content's UTF-8 bytes, in hex. */
  hash: string;
}

/** Fixes a value: its canonical JSON and the hash a signature binds. */
export function fingerprint(value: unknown): Fingerprint {
  const content = canonicalJson(value);
  return { content, hash: sha256(content) };
}

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * The hashes that a signature under a record may bind. Usually the record's own. Where a record is signed step by step
 * (its content has `acts`), each step binds the content with only the acts before it, and anybody can build that again
 * from the content alone.
 */
export function signedHashes(content: Record<string, unknown>, hash: string): Set<string> {
  const { acts } = content;
  const steps = Array.isArray(acts) ? acts.map((_, i) => fingerprint({ ...content, acts: acts.slice(0, i) }).hash) : [];
  return new Set([hash, ...steps]);
}
