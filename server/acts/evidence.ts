import { z } from "zod";
import { assignmentById } from "#db/assignments.ts";
import { evaluationsOfAssignment } from "#db/evaluations.ts";
import { casePaths } from "#shared/case-paths.ts";
import { can } from "#shared/machine.ts";
import { noSuchCase } from "../commands/case-access.ts";
import { answerEvidence, type EvidenceWords, postEvidence } from "../commands/evaluation-evidence.ts";
import { type CommandContext, refuse } from "../context.ts";
import { readAttachment } from "../files.ts";
import { notFound } from "../viewer.ts";
import { act, answer } from "./answer.ts";
import { readForm } from "./form.ts";

const words = z.string().max(4000, "Keep it under 4,000 characters.").default("");
const entry = z.object({
  role: z.string().max(64).default(""),
  tone: z.enum(["commend", "neutral", "concern"], "Choose what kind of entry it is."),
  observedOn: z.string().max(10).default(""),
  words,
  corrects: z.string().max(64).default(""),
});

/** One act on the evidence log of a case, as its form was posted. @throws 404 on an act that does not exist */
export async function evidenceAct(ctx: CommandContext, request: Request, assignmentId: string, name: string) {
  const back = casePaths.file(assignmentId);
  switch (name) {
    case "entry":
      return answer(request, await post(ctx, request, assignmentId), back);
    case "answer":
      return act(
        request,
        z.object({ evidenceId: z.string().max(64), words }),
        (given) =>
          answerEvidence(ctx, { evaluationId: evaluationsOf(ctx, assignmentId, "K")[0]?.row.id ?? "", ...given }),
        back,
      );
    default:
      throw notFound();
  }
}

/** Reads the form with its file, and posts it into the period the day lies in. */
async function post(ctx: CommandContext, request: Request, assignmentId: string) {
  const open = evaluationsOf(ctx, assignmentId, "W");
  // Before a byte is read: nobody fills the disk who may not post.
  if (open.length === 0) {
    const reads = evaluationsOf(ctx, assignmentId, "R").length > 0;
    return reads
      ? refuse("not-allowed", "The leads and the officer of this case post evidence, until it is put together.")
      : noSuchCase();
  }
  const read = await readAttachment(ctx.env.DATA_DIR, request);
  if (!read.ok) return refuse(read.reason === "too-long" ? "words" : "file", read.sentence);
  const given = readForm(entry, Object.fromEntries(read.fields));
  if (!given.ok) return refuse(given.errors[0]?.field ?? "form", given.errors[0]?.sentence ?? "Something is missing.");
  const { observedOn, corrects } = given.data;
  const within = open.find(({ row }) => observedOn >= row.fromDate && observedOn <= row.toDate) ?? open[0];
  const input: EvidenceWords = {
    ...given.data,
    evaluationId: within?.row.id ?? "",
    corrects: corrects || null,
    file: read.file,
  };
  return postEvidence(ctx, input);
}

/** The evaluations of a case whose log this person reads, writes or answers. */
function evaluationsOf({ db, viewer }: CommandContext, assignmentId: string, letter: "R" | "W" | "K") {
  const of = assignmentById(db, viewer.programId, assignmentId);
  if (!of) return [];
  return evaluationsOfAssignment(db, of.id).filter(({ facts }) => can(viewer, letter, "evidence", facts));
}
