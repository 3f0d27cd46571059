import { createHash } from "node:crypto";
import { generateIdFromEntropySize } from "lucia";

/** A secret for a cookie or a link: 200 random bits in lower-case letters and digits. */
export function newToken(): string {
  return generateIdFromEntropySize(25);
}

/** What is stored of a token: who reads the database cannot sign in with what is there. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
