import { given } from "./names.ts";

/** A person as the audience's screen calls them, and the name that no longer appears there. */
export interface Alias {
  userId: string;
  /** The person's whole name; it never leaves the server for that screen. */
  name: string;
  /** "Rater A" */
  alias: string;
}

/**
 * Takes people's names out of what somebody wrote: the whole name, the surname and the first name become the alias, with
 * a title before them. Names count as written, with their capitals, so that "the bell rang" stays.
 * @returns the function that does it to a text
 */
export function nameHider(people: readonly Alias[]): (text: string) => string {
  const aliasOf = new Map<string, string>();
  for (const { name, alias } of people) {
    const words = given(name);
    for (const said of [words.join(" "), ...words]) if (said.length > 1 && !aliasOf.has(said)) aliasOf.set(said, alias);
  }
  if (aliasOf.size === 0) return (text) => text;
  const said = [...aliasOf.keys()].sort((a, b) => b.length - a.length).map(literal);
  const name = new RegExp(`(?<![\\p{L}\\p{N}])(?:${TITLES}\\s+)?(${said.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return (text) => text.replace(name, (_whole, words: string) => aliasOf.get(words.replace(/\s+/g, " ")) ?? words);
}

/** "Rater A" to "Rater Z", and numbers after that. @param place from 0 */
export function aliasAt(place: number): string {
  return `Rater ${place < 26 ? String.fromCharCode(65 + place) : place + 1}`;
}

/** Before a name only: a word with a stop may also end a sentence. */
const TITLES =
  "(?:(?:Lt|Sgt|Cpl|Capt|Det|Dep|Ofc|Supt|Mr|Mrs|Ms|Mx|Dr)\\.?|Principal|Officer|Chief|Deputy|Detective|Captain)";

const literal = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
