import { z } from "zod";
import type { SealedRecord } from "#db/records.ts";
import { fingerprint, sha256, signedHashes } from "./hash.ts";

export const EXPORT_FORMAT = "accord/record-export/1";

const EXPORT = z.object({
  format: z.literal(EXPORT_FORMAT),
  kind: z.string(),
  title: z.string(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  content: z.record(z.string(), z.unknown()),
  signatures: z.array(z.object({ name: z.string(), role: z.string(), hash: z.string() })),
});

/** A sealed record as a file that anyone can check without this server: the hash covers the canonical JSON of `content`. */
export function exportOf(record: SealedRecord): string {
  const { id, kind, title, rubricVersion, hash, sealedAt } = record;
  const file = {
    format: EXPORT_FORMAT,
    id,
    kind,
    title,
    rubricVersion,
    sealedAt: new Date(sealedAt).toISOString(),
    hash,
    hashOf: "SHA-256 of the UTF-8 bytes of `content` as canonical JSON: keys in code-point order, no white space",
    ...(record.kind === "evaluation" && {
      signaturesOf:
        "Each signature binds the SHA-256 of `content` with only those of its `acts` that came before it, as the act's `textHash` says",
    }),
    signatures: record.signatures,
    content: JSON.parse(record.content) as unknown,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export type Verdict =
  | { result: "unchanged"; title: string; hash: string; signers: string[] }
  | { result: "changed"; title: string; why: string }
  | { result: "unreadable"; why: string };

/** Has an exported record changed since it was sealed? Needs nothing but the file. */
export function verifyExport(text: string): Verdict {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { result: "unreadable", why: "This file is not JSON. Choose a record exported from Accord." };
  }
  const read = EXPORT.safeParse(json);
  if (!read.success) return { result: "unreadable", why: "This file is not a record exported from Accord." };
  const { title, hash, content, signatures } = read.data;
  if (fingerprint(content).hash !== hash)
    return { result: "changed", title, why: "Its content does not give the hash it carries." };
  const bound = signedHashes(content, hash);
  const stray = signatures.find((s) => !bound.has(s.hash));
  if (stray) return { result: "changed", title, why: `The signature of ${stray.name} was given on another text.` };
  if (signatures.length === 0) return { result: "changed", title, why: "It carries no signature." };
  return { result: "unchanged", title, hash, signers: signatures.map((s) => s.name) };
}

/** Does a sealed record in this database still give its own hash, signed by everyone who signed it? */
export function intact(record: SealedRecord): boolean {
  const bound = signedHashes(JSON.parse(record.content) as Record<string, unknown>, record.hash);
  return sha256(record.content) === record.hash && record.signatures.every((s) => bound.has(s.hash));
}
