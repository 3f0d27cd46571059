import { eq } from "drizzle-orm";
import { newId } from "../../db/ids.ts";
import { assignment, evaluation } from "../../db/schema.ts";
import type { CommandContext } from "../../server/context.ts";
import { fingerprint } from "../../server/records/hash.ts";
import type { Rating } from "../../shared/documents/card.ts";
import type { EvaluationRating } from "../../shared/documents/evaluation.ts";
import type { EvaluationContent } from "../../shared/documents/evaluation-record.ts";
import { sealedRound } from "./sealed-round.ts";

/** An officer out of a round: the joint score on every criterion, and the rating of every item in the first year. */
export interface FirstYear {
  joint: Exclude<Rating, "not-observed">;
  year: EvaluationRating;
  /** First day of the period; the officer began on 2026-02-02. */
  fromDate?: string;
}

/** Officers with a sealed panel result and a sealed evaluation: the demo's own, copied with other numbers. */
export function firstYears(ctx: CommandContext, people: readonly FirstYear[]): string[] {
  const { db } = ctx;
  const model = db.select().from(evaluation).where(eq(evaluation.state, "sealed")).get();
  const post = model && db.select().from(assignment).where(eq(assignment.id, model.assignmentId)).get();
  if (!model?.content || !post) throw new Error("The demo has a sealed evaluation.");
  const content = model.content;
  const { processId, candidateIds } = sealedRound(
    ctx,
    people.map(({ joint }, i) => ({ name: `Officer ${i}`, first: joint, agreed: joint })),
  );
  const before = db.select().from(evaluation).all().length;
  return people.map(({ year, fromDate = "2026-03-01" }, i) => {
    const assignmentId = newId("as");
    const ends = { fromDate: "2026-02-02", toDate: "2026-10-30" };
    db.insert(assignment)
      .values({ ...post, ...ends, id: assignmentId, processId, candidateId: candidateIds[i] as string })
      .run();
    const said = JSON.parse(content) as EvaluationContent;
    for (const item of said.ratings) item.rating = year;
    const fixed = fingerprint(said);
    db.insert(evaluation)
      .values({
        ...model,
        id: newId("ev"),
        assignmentId,
        fromDate,
        content: fixed.content,
        contentHash: fixed.hash,
        sealedAt: ctx.clock() - 1_000_000 + before * 1000 + i,
      })
      .run();
    return assignmentId;
  });
}
