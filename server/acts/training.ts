import { z } from "zod";
import { casePaths } from "#shared/case-paths.ts";
import { enterTraining, setTrainingDue, verifyTraining, waiveTraining } from "../commands/training.ts";
import type { CommandContext } from "../context.ts";
import { notFound } from "../viewer.ts";
import { act } from "./answer.ts";

const itemId = z.string().max(64);
const day = z.string().max(10).default("");
const words = z.string().max(2000, "Keep it under 2,000 characters.").default("");

/** One act on the training of a case's officer, as its form was posted. @throws 404 on an act that does not exist */
export function trainingAct(ctx: CommandContext, request: Request, assignmentId: string, name: string) {
  const back = casePaths.file(assignmentId);
  const of = { assignmentId };
  switch (name) {
    case "due":
      return act(request, z.object({ itemId, dueOn: day }), (given) => setTrainingDue(ctx, { ...of, ...given }), back);
    case "done":
      return act(
        request,
        z.object({ itemId, doneOn: day, words }),
        (given) => enterTraining(ctx, { ...of, ...given }),
        back,
      );
    case "verification":
      return act(request, z.object({ itemId }), (given) => verifyTraining(ctx, { ...of, ...given }), back);
    case "waiver":
      return act(
        request,
        z.object({ itemId, reason: words }),
        (given) => waiveTraining(ctx, { ...of, ...given }),
        back,
      );
    default:
      throw notFound();
  }
}
