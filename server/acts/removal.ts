import { z } from "zod";
import { programOf } from "#db/programs.ts";
import { casePaths } from "#shared/case-paths.ts";
import { can } from "#shared/machine.ts";
import { momentAt } from "#shared/zoned.ts";
import { answerRemoval, planMediation, referRemoval, requestRemoval } from "../commands/removal.ts";
import { openRemovalRecord } from "../commands/removal-access.ts";
import {
  settleRemoval,
  signRemovalDecision,
  takeRemovalPosition,
  withdrawRemoval,
} from "../commands/removal-signing.ts";
import type { CommandContext } from "../context.ts";
import { notFound } from "../viewer.ts";
import { act } from "./answer.ts";

const nothing = z.object({});
const words = z.string().max(4000, "Keep it under 4,000 characters.").default("");
const long = z.string().max(8000, "Keep it under 8,000 characters.").default("");
const signature = z.object({
  hash: z.string().max(64),
  consent: z.literal("yes", "Tick the sentence that says what you sign."),
});
const meeting = z.object({ date: z.string().max(10), time: z.string().max(8) });
const position = z.object({
  position: z.enum(["concur", "dissent", "abstain"], "Choose the school’s position."),
  words,
});

/** Asks for a removal review of an assignment, and leads to it. */
export function removalRequestAct(ctx: CommandContext, request: Request, assignmentId: string) {
  return act(
    request,
    z.object({ reasons: long, tried: long }),
    (given) => requestRemoval(ctx, { assignmentId, ...given }),
    ({ removalId }) => casePaths.removal(assignmentId, removalId),
  );
}

/** One act on a removal review, as its form was posted. @throws 404 on an act that does not exist */
export function removalAct(
  ctx: CommandContext,
  request: Request,
  { assignmentId, removalId, name }: { assignmentId: string; removalId: string; name: string },
) {
  const { programId } = ctx.viewer;
  // Before the form is looked at: what is missing in it tells nobody that there is a review.
  const record = openRemovalRecord(ctx, removalId);
  if (record?.row.assignmentId !== assignmentId || !can(ctx.viewer, "R", "request", record.facts)) throw notFound();
  const of = { removalId };
  switch (name) {
    case "answer":
      return act(request, z.object({ words }), (given) => answerRemoval(ctx, { ...of, ...given }));
    case "meeting": {
      const zone = programOf(ctx.db, programId)?.timeZone ?? "UTC";
      // No such moment is no coming one: the command says so.
      return act(request, meeting, ({ date, time }) =>
        planMediation(ctx, { ...of, at: momentAt(date, time, zone) ?? 0 }),
      );
    }
    case "settlement":
      return act(request, signature, ({ hash }) => settleRemoval(ctx, { ...of, hash }));
    case "referral":
      return act(request, nothing, () => referRemoval(ctx, of));
    case "withdrawal":
      return act(request, z.object({ reason: words }), (given) => withdrawRemoval(ctx, { ...of, ...given }));
    case "position":
      return act(request, position, (given) => takeRemovalPosition(ctx, { ...of, ...given }));
    case "signature":
      return act(request, signature, ({ hash }) => signRemovalDecision(ctx, { ...of, hash }));
    default:
      throw notFound();
  }
}
