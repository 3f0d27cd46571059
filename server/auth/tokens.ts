import { createHash, randomInt } from "node:crypto";
import { generateIdFromEntropySize } from "lucia";

/** A secret for a cookie or a link: 200 random bits in lower-case letters and digits. */
export function newToken(): string {
  return generateIdFromEntropySize(25);
}

/** What is stored of a token: who reads the database cannot sign in with what is there. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** No letter or digit that is read as another one: 31 of them, so that ten make 49 random bits. */
const CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
const CODE_LENGTH = 10;

/** A secret short enough to be typed, for something that ends within minutes and counts wrong tries. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");
}

/** A code as it was typed, in the form in which it is hashed: case, spaces and hyphens do not matter. */
export function codeAsMade(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, "").slice(0, 100);
}

/** A code as it is shown, in two halves. */
export function codeAsShown(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}
