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
