import { z } from "zod";
import { candidateById, candidateFacts } from "#db/candidates.ts";
import { processById } from "#db/processes.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import { can } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { momentAt } from "#shared/zoned.ts";
import { attachFile } from "../commands/candidates.ts";
import { verifyEvidence } from "../commands/evidence.ts";
import { setInterviews } from "../commands/schedule.ts";
import { denyWaiver, screenCandidate, signWaiver } from "../commands/screening.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { readUpload } from "../files.ts";
import { postedForm } from "./form.ts";

/** What a refused act sends back, so that nothing typed is lost. */
export interface Refused {
  intent: string;
  sentence: string;
  values: Record<string, string>;
  tooLarge: boolean;
}

/** The acts of a candidate's page. @returns `null` when done. */
export async function actOnCandidate(
  ctx: CommandContext,
  candidateId: string,
  request: Request,
): Promise<Refused | null> {
  if (request.headers.get("content-type")?.startsWith("multipart/form-data"))
    return uploadDocument(ctx, candidateId, request);
  const form = await postedForm(request);
  const values = Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  const { intent = "" } = values;
  const outcome = perform(ctx, candidateId, intent, values);
  return outcome.ok ? null : { intent, sentence: outcome.sentence, values, tooLarge: false };
}

function perform(ctx: CommandContext, candidateId: string, intent: string, values: Record<string, string>): Outcome {
  switch (intent) {
    case "screen":
      return screenCandidate(ctx, { candidateId });
    case "sign-waiver":
      return signWaiver(ctx, { candidateId, reason: values.reason ?? "", seen: values.seen || null });
    case "deny-waiver":
      return denyWaiver(ctx, { candidateId, reason: values.denial ?? "" });
    case "verify":
    case "unverify":
      return verifyEvidence(ctx, { candidateId, evidenceId: values.of ?? "", verified: intent === "verify" });
    case "schedule":
      return schedule(ctx, candidateId, values);
    default:
      return refuse("unknown", "This page does not know that step. Load it again.");
  }
}

const slot = z.object({ date: z.string().refine(isDay), time: z.iso.time({ precision: -1 }) });
const MINUTES = 60;

/** One interview of an hour; the schedule page sets length, place and several at once. */
function schedule(ctx: CommandContext, candidateId: string, values: Record<string, string>): Outcome {
  const parsed = slot.safeParse(values);
  if (!parsed.success) return refuse("slot", "Give the date and the time of the interview.");
  const row = candidateById(ctx.db, ctx.viewer.programId, candidateId);
  const round = row && processById(ctx.db, row.programId, row.processId);
  if (!round) return refuse("not-found", "There is no such candidate.");
  const scheduledAt = momentAt(parsed.data.date, parsed.data.time, whereaboutsOf(ctx.db, round).zone);
  if (scheduledAt === null)
    return refuse("slot", "The clocks skip this time on that day. Choose a time an hour earlier or later.");
  const set = { candidateId, scheduledAt, minutes: MINUTES, place: null };
  return setInterviews(ctx, { processId: round.id, slots: [set] });
}

const KINDS = z.enum(["resume", "writing-sample"]);

async function uploadDocument(ctx: CommandContext, candidateId: string, request: Request): Promise<Refused | null> {
  const refused = (sentence: string, kind = "resume", tooLarge = false): Refused => ({
    intent: "upload",
    sentence,
    values: { kind },
    tooLarge,
  });
  const row = candidateById(ctx.db, ctx.viewer.programId, candidateId);
  // Before a byte is read: nobody fills the disk who may not add a document.
  if (!row || !can(ctx.viewer, "W", "file", candidateFacts(ctx.db, row)))
    return refused("This file no longer takes documents from you. Load the page again.");
  const read = await readUpload(ctx.env.DATA_DIR, request);
  if (!read.ok) return refused(read.sentence, read.fields?.get("kind") ?? undefined, read.reason === "too-large");
  const kind = KINDS.safeParse(read.fields.get("kind"));
  if (!kind.success) return refused("This page does not know that document. Load it again.");
  if (!read.file) return refused("Choose a file first.", kind.data);
  const attached = attachFile(ctx, { candidateId, kind: kind.data, ...read.file });
  return attached.ok ? null : refused(attached.sentence, kind.data);
}
