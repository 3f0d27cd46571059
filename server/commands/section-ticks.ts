import { setTick } from "#db/comments.ts";
import { evaluationRoom } from "#db/evaluations.ts";
import { readEvaluationText } from "#shared/documents/evaluation.ts";
import { can } from "#shared/machine.ts";
import { sectionHash } from "#shared/section-state.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { noSuchCase, notYours } from "./case-access.ts";
import { evaluationChanged, leadHat, openEvaluationRecord } from "./evaluation-access.ts";
import { audit } from "./interview-access.ts";

/**
 * One lead's word that a section of the text is as it should be, or that it is not any more. It stands on the exact
 * words: with the first edit it counts no longer.
 * @param input.hash of the words the lead saw; it is refused when other words stand there now
 */
export function tickSection(
  ctx: CommandContext,
  input: { evaluationId: string; section: string; hash: string; agree: boolean },
): Outcome {
  const { db, viewer, rooms, clock } = ctx;
  const record = openEvaluationRecord(ctx, input.evaluationId);
  if (!record) return noSuchCase();
  const { row, facts } = record;
  if (!leadHat(ctx, record)) return notYours();
  if (!can(viewer, "W", "text", facts) && !can(viewer, "K", "text", facts))
    return refuse("not-now", "Sections are agreed while both leads write the evaluation together.");
  const text = readEvaluationText(rooms.read(evaluationRoom(row, "text")));
  const section = text.find((one) => one.section === input.section);
  if (!section) return noSuchCase();
  if (input.agree && section.blocks.length === 0)
    return refuse("empty", "Nothing is written in this section yet. There is nothing to agree to.");
  if (input.agree && sectionHash(section.blocks) !== input.hash)
    return refuse("changed-meanwhile", "The words of this section have just changed. Read them again, then agree.");
  const key = { kind: "evaluation", recordId: row.id, section: input.section, userId: viewer.userId };
  db.transaction(() => {
    setTick(db, key, input.agree ? input.hash : null, clock());
    audit(ctx, input.agree ? "evaluation.section-agreed" : "evaluation.section-open", row.id, {
      section: input.section,
      ...(input.agree ? { hash: input.hash } : {}),
    });
  });
  return evaluationChanged(ctx, record);
}
