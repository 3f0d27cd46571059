import { newId } from "#db/ids.ts";
import type { Db } from "#db/open.ts";
import { sealedRecord } from "#db/schema.ts";
import { canonicalJson } from "#shared/canonical.ts";
import type { Party, Role } from "#shared/roles.ts";
import { sha256, signedHashes } from "./hash.ts";

/** A signature as a sealed record keeps it: who, for whom, when (milliseconds since 1970), and the hash it binds. */
export interface SealedSignature {
  userId: string;
  name: string;
  role: Role;
  party: Party;
  hash: string;
  signedAt: number;
}

/**
 * Seals a record: exact content, hash, signatures, rubric version. Call it inside the transaction of the last
 * signature; the database itself refuses any later change (triggers).
 * @returns the record's id.
 * @throws when content, hash and signatures do not belong together: such a record must never exist.
 */
export function seal(
  db: Db,
  record: Omit<typeof sealedRecord.$inferInsert, "id" | "signatures"> & { signatures: readonly SealedSignature[] },
): string {
  const bound = signedHashes(JSON.parse(record.content) as Record<string, unknown>, record.hash);
  if (sha256(record.content) !== record.hash || record.signatures.some((s) => !bound.has(s.hash)))
    throw new Error("A record is sealed only with the hash of its own content, signed by everyone who signs.");
  const id = newId("rec");
  db.insert(sealedRecord)
    .values({ ...record, id, signatures: canonicalJson(record.signatures) })
    .run();
  return id;
}
