/** What a password must be, in one sentence for the form. */
export const PASSWORD_RULE =
  "At least 15 characters. Four or five unrelated words are good. You may paste it from a password manager.";

const SHORTEST = 15;
const LONGEST = 200;

/** Passwords that everybody tries first, in the reduced form that `bare` gives. Length alone does not save them. */
const OBVIOUS = [
  "password",
  "passwort",
  "passphrase",
  "letmein",
  "welcome",
  "qwertyuiop",
  "asdfghjkl",
  "iloveyou",
  "administrator",
  "changeme",
  "correcthorsebatterystaple",
  "schoolresourceofficer",
  "accord",
  "abcdefghijklmnopqrstuvwxyz",
  "0123456789",
  "1234567890",
  "9876543210",
];

/** Words that stand in many names and give nothing away. */
const COMMON = new Set(
  "police department sheriff sheriffs office county school schools district unified public program resource officer officers independent central community agency principal".split(
    " ",
  ),
);

/**
 * What is wrong with a password, as a sentence that says what to do; `null` when it is good. No rule about digits or
 * signs: length and rarity are what helps. Source: NIST SP 800-63B-4, 3.1.1.2.
 * @param about words the password must not be made of: e-mail, names, agency, district, program.
 */
export function passwordProblem(password: string, about: string[]): string | null {
  const length = Array.from(password).length;
  if (length === 0) return "Choose a password.";
  if (length < SHORTEST)
    return `This password has ${length} ${length === 1 ? "character" : "characters"}. Use at least ${SHORTEST}: for example, four or five unrelated words.`;
  if (length > LONGEST) return `This password has ${length} characters. Use at most ${LONGEST}.`;
  const reduced = bare(password);
  if (new Set(Array.from(password.toLowerCase())).size < 5)
    return "This password repeats the same few characters. Use several different words.";
  if (OBVIOUS.some((word) => madeOf(reduced, word)))
    return "This password is one of the first that someone would try. Use several unrelated words.";
  const word = about.find((text) => parts(text).some((part) => reduced.includes(part)));
  if (word !== undefined)
    return `This password contains “${word}”. Leave out names, e-mail addresses and the names of your organizations.`;
  return null;
}

/** Lower case, letters and digits only, the usual stand-ins undone: P@ssw0rd reads password. */
function bare(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/@/g, "a")
    .replace(/\$/g, "s")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Is hardly anything left when the word, with 0 for o and the like, is taken out? */
function madeOf(reduced: string, word: string): boolean {
  const plain = (text: string) => text.replace(/0/g, "o").replace(/3/g, "e").replace(/1/g, "l");
  const left = plain(reduced).replaceAll(plain(word), "");
  return left.length < reduced.length && left.replace(/\p{N}/gu, "").length < 5;
}

/** The parts of a name or an address that would be guessed: the whole, and each word of five letters or more. */
function parts(text: string): string[] {
  const local = text.includes("@") ? (text.split("@")[0] ?? "") : text;
  return [local, ...local.split(/[^\p{L}\p{N}]+/u)]
    .map(bare)
    .filter((part) => Array.from(part).length >= 5 && !COMMON.has(part));
}
