import { and, eq, isNull } from "drizzle-orm";
import { type DecisionRow, decisionById, decisionFacts } from "#db/decisions.ts";
import { letter } from "#db/schema.ts";
import { missingInLetter } from "#shared/letters.ts";
import { can } from "#shared/machine.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { letterGuards } from "../letters.ts";
import { sha256 } from "../records/hash.ts";
import { audit } from "./interview-access.ts";

/** Longest letter: two printed pages. */
const MOST = 8000;

/** Changes the words of a letter that was not released yet. @param input.seen the words the editor started from */
export function changeLetter(ctx: CommandContext, input: { letterId: string; body: string; seen: string }): Outcome {
  const found = openLetter(ctx, input.letterId);
  if (!found.ok) return found;
  const { row, decision } = found;
  const body = input.body.replace(/\r\n/g, "\n").trim();
  if (!body) return refuse("body", "Write the letter, or leave it as it was.");
  if (body.length > MOST) return refuse("body", `Keep the letter under ${MOST.toLocaleString("en-US")} characters.`);
  if (sha256(row.body) !== input.seen)
    return refuse(
      "changed-meanwhile",
      "The other lead changed this letter while you wrote. Copy your words, load the page again, and put them in.",
    );
  ctx.db.transaction(() => {
    ctx.db
      .update(letter)
      .set({ body })
      .where(and(eq(letter.id, row.id), isNull(letter.releasedAt)))
      .run();
    audit(ctx, "letter.changed", row.id, { decision: decision.id });
  });
  return changed(ctx, decision);
}

/** Releases a letter, once and for good. @param input.seen SHA-256 of the words the lead read */
export function releaseLetter(ctx: CommandContext, input: { letterId: string; seen: string }): Outcome {
  const found = openLetter(ctx, input.letterId);
  if (!found.ok) return found;
  const { row, decision } = found;
  if (sha256(row.body) !== input.seen)
    return refuse(
      "changed-meanwhile",
      "The letter changed after you read it. Read it as it stands now, then release it.",
    );
  const gaps = missingInLetter(row.body, letterGuards(ctx.db, decision.processId, row.candidateId));
  if (gaps.length > 0) return refuse("missing", `Not released. ${gaps.join(" ")}`);
  ctx.db.transaction(() => {
    ctx.db
      .update(letter)
      .set({ releasedBy: ctx.viewer.userId, releasedAt: ctx.clock() })
      .where(and(eq(letter.id, row.id), isNull(letter.releasedAt)))
      .run();
    audit(ctx, "letter.released", row.id, { decision: decision.id, hash: input.seen });
  });
  return changed(ctx, decision);
}

type Found = { ok: true; row: typeof letter.$inferSelect; decision: DecisionRow };

/** A letter this person may change now. */
function openLetter({ db, viewer }: CommandContext, id: string): Found | Refusal {
  const row = db.select().from(letter).where(eq(letter.id, id)).get();
  const decision = row ? decisionById(db, viewer.programId, row.decisionId) : null;
  if (!row || !decision || !can(viewer, "R", "letters", decisionFacts(decision)))
    return refuse("not-found", "There is no such letter.");
  if (!can(viewer, "X", "letters", decisionFacts(decision)))
    return refuse("not-allowed", "Only the two leads change and release letters.");
  if (row.releasedAt !== null) return refuse("released", "This letter was released already. Its words stand.");
  return { ok: true, row, decision };
}

function changed({ rooms }: CommandContext, decision: DecisionRow): Outcome {
  rooms.recordChanged(decision.programId, "decision", decision.id);
  return { ok: true };
}
