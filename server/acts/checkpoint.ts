import { z } from "zod";
import { programOf } from "#db/programs.ts";
import { momentAt } from "#shared/zoned.ts";
import { answerCheckpoint, presentCheckpoint, reopenCheckpoint } from "../commands/checkpoint-review.ts";
import { sealWithoutAdministrator, signCheckpoint } from "../commands/checkpoint-signing.ts";
import { openCheckpoint, planMeeting, submitInput, submitSelf } from "../commands/checkpoints.ts";
import type { CommandContext } from "../context.ts";
import { checkpointIdOf } from "../pages/checkpoint.ts";
import { notFound } from "../viewer.ts";
import { act } from "./answer.ts";

const nothing = z.object({});
const hash = z.string().max(64);
const words = z.string().max(4000, "Keep it under 4,000 characters.").default("");
const meeting = z.object({ date: z.string().max(10), time: z.string().max(8) });
const answer = z.object({
  hash,
  choice: z.enum(["agree", "disagree", "refused"], "Choose agree or disagree."),
  words,
  witness: z.string().max(200, "Keep the name under 200 characters.").default(""),
});
const signature = z.object({
  hash,
  consent: z.literal("yes", "Tick the sentence that says what you sign."),
});

/** One act on a checkpoint, as its form was posted. @throws 404 on an act that does not exist */
export function checkpointAct(ctx: CommandContext, request: Request, assignmentId: string, n: number, name: string) {
  const checkpointId = checkpointIdOf(ctx, assignmentId, n);
  const of = { checkpointId };
  switch (name) {
    case "opening":
      return act(request, nothing, () => openCheckpoint(ctx, of));
    case "self-assessment":
      return act(request, nothing, () => submitSelf(ctx, of));
    case "input":
      return act(request, nothing, () => submitInput(ctx, of));
    case "meeting": {
      const zone = programOf(ctx.db, ctx.viewer.programId)?.timeZone ?? "UTC";
      // No such moment is no coming one: the command says so.
      return act(request, meeting, ({ date, time }) =>
        planMeeting(ctx, { ...of, at: momentAt(date, time, zone) ?? 0 }),
      );
    }
    case "presentation":
      return act(request, nothing, () => presentCheckpoint(ctx, of));
    case "answer":
      return act(request, answer, (given) => answerCheckpoint(ctx, { ...of, ...given }));
    case "signature":
      return act(request, signature, ({ hash }) => signCheckpoint(ctx, { ...of, hash }));
    case "sealing":
      return act(request, nothing, () => sealWithoutAdministrator(ctx, of));
    case "reopening":
      return act(request, z.object({ reason: words }), (given) => reopenCheckpoint(ctx, { ...of, ...given }));
    default:
      throw notFound();
  }
}
