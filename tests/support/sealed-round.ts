import { eq } from "drizzle-orm";
import { newId } from "../../db/ids.ts";
import { candidate, interview, process } from "../../db/schema.ts";
import type { CommandContext } from "../../server/context.ts";
import { fingerprint } from "../../server/records/hash.ts";
import type { Rating } from "../../shared/documents/card.ts";
import type { AgreedScore } from "../../shared/documents/joint.ts";
import type { PanelResult } from "../../shared/documents/result.ts";
import { agreedScore, mechanicalScore } from "../../shared/statistics/scores.ts";

export interface SealedCandidate {
  name: string;
  /** The same first rating of every rater on every criterion, and the same agreed score. */
  first: Rating;
  agreed: AgreedScore;
}

/**
 * A round of its own in force, whose interviews are sealed: the demo's annex round copied, with other people and other
 * scores. @returns ids in the order given
 */
export function sealedRound(
  { db, clock }: CommandContext,
  people: readonly SealedCandidate[],
  more: readonly { name: string; state: "submitted" | "ineligible" }[] = [],
): { processId: string; candidateIds: string[]; interviewIds: string[] } {
  const pattern = db.select().from(process).where(eq(process.id, "annex")).get();
  const sealed = db.select().from(interview).where(eq(interview.processId, "annex")).all();
  const model = sealed.find((one) => one.result);
  if (!pattern || !model?.result) throw new Error("The demo has a sealed round.");
  const processId = newId("pr");
  db.insert(process)
    .values({ ...pattern, id: processId, state: "active", title: "A round of its own" })
    .run();
  const add = (name: string, state: string) => {
    const id = newId("cd");
    db.insert(candidate)
      .values({
        id,
        programId: pattern.programId,
        processId,
        name,
        state,
        createdBy: pattern.createdBy,
        createdAt: clock() - 1000,
      })
      .run();
    return id;
  };
  const candidateIds = people.map(({ name }) => add(name, "decided"));
  const interviewIds = people.map(({ name, first, agreed }, i) => {
    const id = newId("iv");
    const result = JSON.parse(model.result as string) as PanelResult;
    result.candidate = { ...result.candidate, id: candidateIds[i] as string, name };
    for (const criterion of result.criteria) {
      criterion.first = criterion.first.map((f) => ({ ...f, rating: first }));
      criterion.agreed = agreed;
    }
    result.scores = {
      mechanical: mechanicalScore(
        result.criteria.map((c) => ({ weight: c.weight, value: c.first.map((f) => f.rating) })),
      ),
      agreed: agreedScore(result.criteria.map((c) => ({ weight: c.weight, value: c.agreed ?? undefined }))),
    };
    const fixed = fingerprint(result);
    db.insert(interview)
      .values({
        ...model,
        id,
        processId,
        candidateId: candidateIds[i] as string,
        result: fixed.content,
        resultHash: fixed.hash,
      })
      .run();
    return id;
  });
  for (const { name, state } of more) add(name, state);
  return { processId, candidateIds, interviewIds };
}
