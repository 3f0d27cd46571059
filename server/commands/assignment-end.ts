import { eq } from "drizzle-orm";
import { assignmentById, factsOfCase } from "#db/assignments.ts";
import { probationOfAssignment } from "#db/probations.ts";
import { openRemoval } from "#db/removals.ts";
import { assignment } from "#db/schema.ts";
import { isDay } from "#shared/service.ts";
import { dayInWords } from "#shared/time.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { readableCase } from "../pages/case-reach.ts";
import { mayChangePost, roomsOfCase } from "./assignments.ts";
import { noSuchCase, notYours, today } from "./case-access.ts";
import { audit } from "./interview-access.ts";

/** How a post ends by a plain entry. Probation and removal review end it by their own signed records. */
export const ENDINGS = ["transferred", "left"] as const;

/**
 * Ends an officer's post, with the day and the reason: the officer moved on or left. It is no judgement: while a removal
 * review or a probation's outcome is open, that has to be decided or withdrawn first. What is under way goes on to its
 * seal; no further checkpoint opens. @param input.on the last day, ISO date
 */
export function endAssignment(
  ctx: CommandContext,
  input: { assignmentId: string; how: (typeof ENDINGS)[number]; on: string; words: string },
): Outcome {
  const { db, viewer } = ctx;
  const of = assignmentById(db, viewer.programId, input.assignmentId);
  const leads = of && factsOfCase(db, of).leads;
  if (!of || !leads) return noSuchCase();
  if (!mayChangePost(viewer, of, leads)) return readableCase(ctx, of.id) ? notYours() : noSuchCase();
  if (of.toDate !== null) return refuse("ended", `This post ended on ${dayInWords(of.toDate)} already.`);
  if (!isDay(input.on)) return refuse("on", "Enter the last day of the post.");
  if (input.on < of.fromDate) return refuse("on", `The post began on ${dayInWords(of.fromDate)}. Enter a later day.`);
  if (input.on > today(ctx, of.programId))
    return refuse("on", "Enter the end when the last day has come; until then the case goes on as it is.");
  const words = input.words.trim();
  if (!words) return refuse("words", "Write why the post ends. It stands in the officer’s file.");
  if (openRemoval(db, of.id))
    return refuse("removal", "A removal review is open. It is settled, decided or taken back before the post ends.");
  if (probationOfAssignment(db, of.id)?.row.state === "deciding")
    return refuse("deciding", "An outcome of the probation is being signed. Sign it or withdraw it first.");
  db.transaction(() => {
    db.update(assignment)
      .set({ toDate: input.on, ended: input.how, endedWords: words })
      .where(eq(assignment.id, of.id))
      .run();
    audit(ctx, "assignment.ended", of.id, { how: input.how, on: input.on });
  });
  ctx.rooms.recordChanged(of.programId, "checkpoint", of.id);
  for (const { kind, id } of roomsOfCase(ctx, of.id)) ctx.rooms.recordChanged(of.programId, kind, id);
  return { ok: true };
}
