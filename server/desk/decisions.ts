import type { ProcessRow } from "#db/processes.ts";
import type { CommandContext } from "../context.ts";
import { decisionStep } from "../pages/decision-step.ts";
import type { Desk } from "./desk.ts";

/** The row a round's decision puts on a person's desk: whose turn it is, and to do what; at last, the letters. */
export function decisionRows(ctx: CommandContext, desk: Desk, round: ProcessRow): void {
  const step = decisionStep(ctx, round.id);
  if (!step) return;
  const { key, yours, sentence, hint, parties } = step;
  (yours ? desk.you : desk.others).push({
    // On the own desk a position and an answer wait as urgently as a signature: nobody signs before them.
    key: `${yours && !["open", "write", "release"].includes(key) ? "sign" : key}-decision-${round.id}`,
    to: `/selection/${round.id}/decision`,
    sentence: `${sentence} ${key === "release" ? "of" : "for"} ${round.title}`,
    hint,
    parties,
  });
}
