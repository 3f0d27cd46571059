import { shortNameOf } from "./names.ts";

/**
 * What keeps a letter from being released, each as a sentence: nothing left in braces, no score, and no other
 * candidate's name.
 * @param others the names of the round's other candidates
 */
export function missingInLetter(body: string, { to, others }: { to: string; others: readonly string[] }): string[] {
  const gaps: string[] = [];
  if (body.trim().length < 40) gaps.push("The letter has no words yet.");
  for (const [blank] of body.matchAll(/\{[^}]*\}/g)) gaps.push(`Replace ${blank} by what it stands for.`);
  if (SCORES.some((pattern) => pattern.test(body)))
    gaps.push("The letter names a score. Say in words what the reasons were, without a number.");
  const own = words(to);
  for (const name of others) {
    const short = shortNameOf(name);
    const seen = words(body);
    if (has(seen, words(name)) || (!has(own, words(short)) && has(seen, words(short))))
      gaps.push(`The letter names another candidate, ${name}. Nobody is compared by name.`);
  }
  return gaps;
}

const SCORES = [
  /\b[1-5](?:\.\d+)?\s*(?:\/|of|out of)\s*(?:5|five)\b/i,
  /\b[1-5]\.\d{1,2}\b/,
  /\b(?:scores?|scored|ratings?|rated|ranks?|ranked)\b[^.\n]{0,24}\b(?:\d|one|two|three|four|five)\b/i,
];

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Do these words stand in the text one after the other? */
function has(text: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length > 0 && text.some((_, i) => phrase.every((word, j) => text[i + j] === word));
}
