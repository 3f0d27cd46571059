import { redirect } from "@remix-run/node";
import { z } from "zod";
import { casePaths } from "#shared/case-paths.ts";
import { ENDINGS, endAssignment } from "../commands/assignment-end.ts";
import { setCaseLead } from "../commands/assignments.ts";
import type { CommandContext } from "../context.ts";
import { readableCase } from "../pages/case-reach.ts";
import { notFound } from "../viewer.ts";
import { act } from "./answer.ts";

const words = z.string().max(2000, "Keep it under 2,000 characters.").default("");
const lead = z.object({
  role: z.enum(["supervisor", "administrator"]),
  userId: z.string().max(64).min(1, "Choose who leads this case from now on."),
  reason: words,
});
const ending = z.object({
  how: z.enum(ENDINGS, "Choose how the post ended."),
  on: z.string().max(10).default(""),
  words,
});

/** One act on an officer's post, as its form was posted. @throws 404 on an act that does not exist */
export function casePostAct(ctx: CommandContext, request: Request, assignmentId: string, name: string) {
  const of = { assignmentId };
  const back = casePaths.leads(assignmentId);
  switch (name) {
    case "next":
      return act(
        request,
        lead,
        (given) => {
          const named = setCaseLead(ctx, { ...of, ...given });
          // Who named their own successor has no page here any more.
          if (named.ok && !readableCase(ctx, assignmentId)) throw redirect(casePaths.all, 303);
          return named;
        },
        back,
      );
    case "ending":
      return act(request, ending, (given) => endAssignment(ctx, { ...of, ...given }), back);
    default:
      throw notFound();
  }
}
