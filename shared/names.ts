/**
 * What a person's name becomes: the word used in sentences, the letters in a mark, the dotted name of a demo window.
 */

const TITLES = new Set(["principal", "officer", "chief", "deputy", "corporal", "sheriff", "detective", "captain"]);

/** "Lt. Dana Ortiz" → "Ortiz". A title with nothing after it is a name. */
export function shortNameOf(name: string): string {
  return given(name).at(-1) ?? name.trim();
}

/** "Lt. Dana Ortiz" → "DO". One or two letters. */
export function initialsOf(name: string): string {
  const words = given(name);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? "?"];
  return letters.map((word) => Array.from(word ?? "")[0]?.toUpperCase() ?? "").join("");
}

/** "Lt. Dana Ortiz" → "dana.ortiz"; "José Núñez" → "jose.nunez". A name without Latin letters gives "person". */
export function slugOf(name: string): string {
  const dotted = given(name)
    .map((word) =>
      word
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, ""),
    )
    .filter(Boolean)
    .join(".");
  return dotted.slice(0, 48).replace(/[.-]+$/, "") || "person";
}

/** The words of a name without its titles: "Lt. Dana Ortiz" → Dana, Ortiz. */
export function given(name: string): string[] {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const rest = words.filter((word) => !/^\p{L}{2,5}\.$/u.test(word) && !TITLES.has(word.toLowerCase()));
  return rest.length > 0 ? rest : words;
}
