import { toHexString } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import { canonicalJson } from "./canonical.ts";

/** The SHA-256, in hex, of a value's canonical JSON, in the browser: what the server's `fingerprint` gives for it. */
export const contentHash = (value: unknown): string =>
  toHexString(digest(new TextEncoder().encode(canonicalJson(value))));
