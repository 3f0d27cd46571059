import { createHash } from "node:crypto";
import { canonicalJson } from "#shared/canonical.ts";
import type { AuditEvent } from "#shared/events.ts";
import type { Db } from "./open.ts";
import { auditEvent } from "./schema.ts";

const GENESIS = "0".repeat(64);

/**
 * Appends one audit event, chained to the one before it. Call it inside the transaction of the act it records:
 * no act without its event, no event without its act.
 * @param at milliseconds since 1970.
 */
export function appendAudit(db: Db, at: number, event: AuditEvent): void {
  const last = db.$client.prepare("select hash from audit_event order by seq desc limit 1").get() as
    | { hash: string }
    | undefined;
  const prevHash = last?.hash ?? GENESIS;
  const payload = canonicalJson(event.payload ?? {});
  const row = {
    programId: event.programId,
    at,
    actorId: event.actorId,
    type: event.type,
    subjectId: event.subjectId,
    payload,
  };
  db.insert(auditEvent)
    .values({ ...row, prevHash, hash: auditHash(prevHash, row) })
    .run();
}

interface AuditRow {
  programId: string | null;
  at: number;
  actorId: string | null;
  type: string;
  subjectId: string | null;
  payload: string;
}

function auditHash(prevHash: string, row: AuditRow): string {
  return createHash("sha256")
    .update(prevHash)
    .update(canonicalJson({ ...row }))
    .digest("hex");
}

/** Walks the whole chain. @returns the sequence number of the first row that does not fit, or `null` when all do. */
export function firstBrokenAudit(db: Db): number | null {
  let prevHash = GENESIS;
  for (const row of db.select().from(auditEvent).orderBy(auditEvent.seq).all()) {
    const { programId, at, actorId, type, subjectId, payload } = row;
    if (
      row.prevHash !== prevHash ||
      row.hash !== auditHash(prevHash, { programId, at, actorId, type, subjectId, payload })
    )
      return row.seq;
    prevHash = row.hash;
  }
  return null;
}
