import { createHash } from "node:crypto";
import type { Db } from "#db/open.ts";
import { anyRecord, recordOfPdf, type SealedRecord } from "#db/records.ts";
import { canonicalJson } from "#shared/canonical.ts";
import { exportOf, intact, verifyExport } from "./export.ts";
import { verifyPdf } from "./verify-pdf.ts";

/**
 * What is to be said about a file. It never carries any of the file's content: at most the record's id, when it was
 * sealed, and the hash that was signed. `sha256`: of the file's bytes.
 */
export type FileVerdict =
  | { result: "unchanged"; record: Pick<SealedRecord, "id" | "sealedAt" | "programId" | "hash"> | null; sha256: string }
  | { result: "changed"; why: string }
  /** Signed and unchanged since, with a key that is not this installation's. `certificate`: its SHA-256 in hex. */
  | { result: "foreign"; certificate: string; sha256: string }
  | { result: "unknown"; why: string };

export interface Known {
  /** Without a database only what the file itself proves is said. */
  db: Db | null;
  /** The certificates this installation signs with, DER. */
  certificates: readonly Uint8Array[];
}

const NOT_OURS =
  "It is not a record that was exported from Accord, or so much of it is missing that this cannot be seen.";

/** What stands in every data file of ours. One that is damaged still has most of them. */
const MARKS = [
  /"format":\s*"accord\/record-export\//,
  /"id":\s*"rec_/,
  /"sealedAt":\s*"/,
  /"hashOf":\s*"SHA-256 of/,
  /"signatures":\s*\[/,
];

function wasOurs(text: string): boolean {
  return MARKS.filter((mark) => mark.test(text)).length >= 3;
}

const ALONE =
  "Its content gives the fingerprint it carries, and so would that of a forged one. Check it where it was sealed, or check the signed PDF.";

/** Is this file a record as it was exported, unchanged? Takes signed PDFs and data files (JSON). */
export async function checkFile(bytes: Uint8Array, known: Known): Promise<FileVerdict> {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  const end = Buffer.from(bytes.subarray(-1024)).toString("latin1");
  if (start.includes("%PDF-") || end.includes("%%EOF") || end.includes("startxref")) return checkPdf(bytes, known);
  return checkJson(bytes, known);
}

async function checkPdf(bytes: Uint8Array, { db, certificates }: Known): Promise<FileVerdict> {
  const sha256 = hex(bytes);
  const verdict = await verifyPdf(bytes);
  if (verdict.result === "changed") return verdict;
  if (verdict.result === "stranger") return { result: "unknown", why: NOT_OURS };
  const record = db && recordOfPdf(db, sha256);
  if (record && !intact(record))
    return { result: "changed", why: "The record in this database no longer gives its own fingerprint." };
  const ours = certificates.some((one) => Buffer.from(one).equals(Buffer.from(verdict.certificate)));
  if (record || ours) return { result: "unchanged", record: record && brief(record), sha256 };
  return { result: "foreign", certificate: hex(verdict.certificate), sha256 };
}

function checkJson(bytes: Uint8Array, { db }: Known): FileVerdict {
  // A decoder leaves out the mark that some editors put before the first letter.
  const text = new TextDecoder("utf-8").decode(bytes);
  const verdict = verifyExport(text);
  if (verdict.result === "unreadable")
    return wasOurs(text)
      ? { result: "changed", why: "It does not read any more as the data file it was." }
      : { result: "unknown", why: NOT_OURS };
  if (verdict.result === "changed")
    return { result: "changed", why: "Its content does not give the hash that was signed." };
  // Whoever forges a data file can compute its hash anew; only a signed PDF proves itself.
  if (!db) return { result: "unknown", why: ALONE };
  const file = JSON.parse(text) as { id?: unknown };
  const record = typeof file.id === "string" ? anyRecord(db, file.id) : null;
  if (!record) return { result: "unknown", why: "It agrees with itself, but this installation holds no such record." };
  const ours = exportOf(record);
  if (intact(record) && same(text, ours)) return { result: "unchanged", record: brief(record), sha256: hex(bytes) };
  return { result: "changed", why: "It differs from the record that was sealed." };
}

/** The same data in the same order; only white space between its parts may differ, as after a passage through mail. */
function same(text: string, ours: string): boolean {
  const bare = (json: string) => json.replace(/\s/g, "");
  return bare(text) === bare(ours) && canonicalJson(JSON.parse(text)) === canonicalJson(JSON.parse(ours));
}

const brief = ({ id, sealedAt, programId, hash }: SealedRecord) => ({ id, sealedAt, programId, hash });
const hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
