import { randomBytes } from "node:crypto";

/**
 * A random id, 100 bits, lower-case: depth against guessing, never the permission itself.
 * No i, l, o or u: nobody misreads one, and a word that a test searches a page for, with an o and a u in it, is no part of one.
 * @param prefix two or three letters that name the kind
 */
export function newId(prefix: string): string {
  let id = "";
  for (const byte of randomBytes(20)) id += "0123456789abcdefghjkmnpqrstvwxyz"[byte & 31];
  return `${prefix}_${id}`;
}
