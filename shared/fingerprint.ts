/** A SHA-256 as people compare it: its first sixteen digits in groups of four, such as `7F3A 91C4 0E2B D85A`. */
export function shortHash(hash: string): string {
  return hash.slice(0, 16).toUpperCase().match(/.{4}/g)?.join(" ") ?? "";
}
