import { readFileSync } from "node:fs";
import { verifyExport } from "../records/export.ts";

/**
 * `npm run accord -- verify FILE`: says whether an exported record is unchanged since it was sealed.
 * @returns the exit code: 0 unchanged, 1 changed, 2 not readable.
 */
export function verify(file: string | undefined, say: (line: string) => void): number {
  if (!file) {
    say("Name the file to check: npm run accord -- verify record.json");
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    say(`Cannot read ${file}.`);
    return 2;
  }
  const verdict = verifyExport(text);
  if (verdict.result === "unreadable") {
    say(verdict.why);
    return 2;
  }
  if (verdict.result === "changed") {
    say(`CHANGED: ${verdict.title}. ${verdict.why}`);
    return 1;
  }
  say(`Unchanged: ${verdict.title}`);
  say(`Signed by ${verdict.signers.join(", ")}`);
  say(`SHA-256 ${verdict.hash}`);
  return 0;
}
