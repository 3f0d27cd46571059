import { and, eq, isNull } from "drizzle-orm";
import type { Role } from "#shared/roles.ts";
import type { Interview } from "./interviews.ts";
import type { Db } from "./open.ts";
import { membership, spotlight, user } from "./schema.ts";

/** What a lead shows to everybody in a debrief now. */
export interface Shown {
  criterionId: string;
  userId: string;
  name: string;
  role: Role;
}

/** The criterion in the middle of all screens; `null` when none is, or when the joint scorecard is not being written. */
export function shownIn(db: Db, { id, programId, state, revision }: Interview): Shown | null {
  if (state !== "consensus") return null;
  const row = db
    .select({ criterionId: spotlight.criterionId, userId: user.id, name: user.name, role: membership.role })
    .from(spotlight)
    .innerJoin(user, eq(user.id, spotlight.userId))
    .innerJoin(
      membership,
      and(eq(membership.userId, user.id), eq(membership.programId, programId), isNull(membership.endedAt)),
    )
    .where(and(eq(spotlight.interviewId, id), eq(spotlight.revision, revision)))
    .get();
  return row ? { ...row, role: row.role as Role } : null;
}
