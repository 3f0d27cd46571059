import { needsOf, writeNeed } from "#db/accommodation.ts";
import { appendAudit } from "#db/audit.ts";
import { candidateById } from "#db/candidates.ts";
import { hasRight } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";

const LIMIT = 1000;

/**
 * Writes what a candidate needs on the day; an empty text removes the entry. The audit event names neither the
 * candidate nor the need: who reads the log must not learn that there is one. No screen is told, for the same reason.
 */
export function setAccommodation(ctx: CommandContext, input: { candidateId: string; need: string }): Outcome {
  const { db, viewer } = ctx;
  const person = hasRight(viewer, "accommodation", viewer.programId)
    ? candidateById(db, viewer.programId, input.candidateId)
    : null;
  if (!person) return refuse("not-found", "There is no such candidate.");
  const need = input.need.trim().replace(/\r\n?/g, "\n");
  if (need.length > LIMIT) return refuse("need", "At most 1,000 characters. Shorten it.");
  if ((needsOf(db, [person.id]).get(person.id) ?? "") === need) return { ok: true };
  const at = ctx.clock();
  db.transaction(() => {
    writeNeed(db, { candidateId: person.id, need, userId: viewer.userId, at });
    appendAudit(db, at, {
      type: "accommodation.changed",
      programId: viewer.programId,
      actorId: viewer.userId,
      subjectId: null,
    });
  });
  return { ok: true };
}
