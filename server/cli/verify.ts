import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "#db/open.ts";
import type { Env } from "../env.ts";
import { ownCertificates } from "../records/certificate.ts";
import { checkFile, type FileVerdict, type Known } from "../records/check.ts";

/**
 * `npm run accord -- verify FILE [--certificate PEM]`: says whether an exported record, PDF or JSON, is unchanged since
 * it was sealed, and shows nothing of its content. With this installation's database it also says which record it is.
 * @returns the exit code: 0 unchanged, 1 changed, 2 not one of ours or not readable.
 */
export async function verify(
  args: string[],
  env: Pick<Env, "DATA_DIR" | "SEAL_KEY_FILE" | "SEAL_CERTIFICATE_FILE">,
  say: (line: string) => void,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { certificate: { type: "string" } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (!file) {
    say("Name the file to check: npm run accord -- verify record.pdf");
    return 2;
  }
  const bytes = readOr(file);
  if (!bytes) {
    say(`Cannot read ${file}.`);
    return 2;
  }
  const given = values.certificate === undefined ? [] : [certificateIn(values.certificate)];
  // A database is looked at when there is one; none is made by asking.
  const db = existsSync(path.join(env.DATA_DIR, "accord.db")) ? openDatabase(env.DATA_DIR) : null;
  try {
    const known: Known = { db, certificates: [...ownCertificates(env), ...given] };
    return report(await checkFile(bytes, known), known, say);
  } finally {
    db?.$client.close();
  }
}

function report(verdict: FileVerdict, { db }: Known, say: (line: string) => void): number {
  switch (verdict.result) {
    case "unchanged":
      if (verdict.record)
        say(`Unchanged: record ${verdict.record.id}, sealed ${new Date(verdict.record.sealedAt).toISOString()}`);
      else
        say(
          db
            ? "Unchanged since it was signed by this installation; its database does not hold this file."
            : "Unchanged since it was signed by this installation. There is no database here to compare it with.",
        );
      if (verdict.record) say(`Fingerprint that was signed, as it is printed in the record: ${verdict.record.hash}`);
      say(`SHA-256 of this file: ${verdict.sha256}`);
      return 0;
    case "changed":
      say(`CHANGED. ${verdict.why}`);
      return 1;
    case "foreign":
      say("Not one of ours: unchanged since it was signed, but with a key this installation does not know.");
      say(`SHA-256 of the certificate ${verdict.certificate}`);
      say("Compare that with the installation it comes from, or name its certificate with --certificate FILE.");
      return 2;
    case "unknown":
      say(`Not one of ours. ${verdict.why}`);
      return 2;
  }
}

function certificateIn(file: string): Uint8Array {
  try {
    return new Uint8Array(new X509Certificate(readFileSync(file)).raw);
  } catch {
    throw new Error(`${file} holds no certificate.`);
  }
}

function readOr(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
