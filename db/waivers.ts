import { and, desc, eq } from "drizzle-orm";
import type { Signed } from "#shared/signed.ts";
import type { Db } from "./open.ts";
import { signaturesOf } from "./processes.ts";
import { auditEvent, user } from "./schema.ts";

/** A waiver that was denied: who denied it and when, and every signature given before, first signed first. */
export interface DeniedWaiver {
  by: string | null;
  at: number;
  before: Signed[];
}

/** How a candidate's waiver was denied; `null` when it was not. */
export function deniedWaiver(db: Db, candidateId: string): DeniedWaiver | null {
  const denial = db
    .select({ by: user.name, at: auditEvent.at })
    .from(auditEvent)
    .leftJoin(user, eq(user.id, auditEvent.actorId))
    .where(and(eq(auditEvent.subjectId, candidateId), eq(auditEvent.type, "candidate.waiver-denied")))
    .orderBy(desc(auditEvent.seq))
    .get();
  return denial ? { ...denial, before: signaturesOf(db, "waiver", candidateId) } : null;
}
