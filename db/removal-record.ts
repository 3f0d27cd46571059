import { and, eq, inArray } from "drizzle-orm";
import { REMOVAL_FORMAT, type RemovalContent } from "#shared/documents/removal-record.ts";
import type { Role } from "#shared/roles.ts";
import { assignmentById } from "./assignments.ts";
import type { Db } from "./open.ts";
import { personById } from "./people.ts";
import { membersOf, programOf } from "./programs.ts";
import type { Removal } from "./removals.ts";
import { agreement, user } from "./schema.ts";

/** What stands in the review's rooms. */
export type RemovalWords = Pick<RemovalContent, "sides" | "minutes" | "outcome" | "why"> & {
  request: { reasons: string; tried: string };
};

/** The content that is signed, with names as they stand now. @throws without program or assignment */
export function removalContent(db: Db, { row, terms }: Removal, words: RemovalWords): RemovalContent {
  const program = programOf(db, row.programId);
  const of = assignmentById(db, row.programId, row.assignmentId);
  if (!program || !of) throw new Error("A removal review stands on a program and an assignment.");
  const { request, sides, minutes, outcome, why } = words;
  const member = membersOf(db, row.programId, { past: true }).find(({ userId }) => userId === row.answerBy);
  return {
    format: REMOVAL_FORMAT,
    names: {
      agency: program.agencyName,
      district: program.districtName,
      timeZone: program.timeZone,
      officer: of.officerName,
      school: of.schoolName,
    },
    removal: { id: row.id, mouVersion: terms.mouVersion, evaluationId: row.evaluationId },
    request: {
      by: personById(db, row.requestedBy)?.name ?? "",
      side: row.requestedFor,
      at: new Date(row.requestedAt).toISOString(),
      ...request,
    },
    answer:
      member && row.answer !== null && row.answerAt !== null
        ? {
            name: member.name,
            role: member.role,
            party: member.party,
            words: row.answer,
            at: new Date(row.answerAt).toISOString(),
          }
        : null,
    answerDueOn: row.answerDueOn,
    meetingAt: row.meetingAt === null ? null : new Date(row.meetingAt).toISOString(),
    sides,
    minutes,
    outcome,
    why,
    position: positionOf(db, row.id),
  };
}

const POSITIONS = {
  "position-concur": "concur",
  "position-dissent": "dissent",
  "position-abstain": "abstain",
} as const;

/** The school's position on a removal, when it was taken. */
export function positionOf(db: Db, removalId: string): RemovalContent["position"] {
  const found = db
    .select({ row: agreement, name: user.name })
    .from(agreement)
    .innerJoin(user, eq(user.id, agreement.userId))
    .where(
      and(
        eq(agreement.subjectId, removalId),
        inArray(agreement.kind, ["position-concur", "position-dissent", "position-abstain"]),
      ),
    )
    .get();
  if (!found) return null;
  const { kind, role, reason, at } = found.row;
  return {
    name: found.name,
    role: role as Role,
    position: POSITIONS[kind as keyof typeof POSITIONS],
    words: reason,
    at: new Date(at).toISOString(),
  };
}
