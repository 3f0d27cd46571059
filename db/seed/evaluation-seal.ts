import { eq } from "drizzle-orm";
import { readEvaluationRatings, readEvaluationText, readFeedback } from "#shared/documents/evaluation.ts";
import type { EvaluationAct, EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { evaluationContent } from "../evaluation-record.ts";
import { evaluationById } from "../evaluations.ts";
import { evaluation } from "../schema.ts";
import type { StoryEvaluation } from "./evaluation.ts";
import { fixed, member, type SeedRoom, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";
import { sealsRecord, signs } from "./year-case.ts";

/** When each step was done; the officer received it and attached no response. */
interface Steps {
  fixed: number;
  supervisor: number;
  administrator: number;
  notice: number;
  meeting: number;
  response: number;
  responseDueOn: string;
  command: number;
}

/**
 * Fixes the text and lets it be signed, presented, answered and agreed in order, until it is sealed: each act stands in
 * the text with the hash that was seen, and the next one binds it.
 */
export function sealEvaluation(
  stage: Stage,
  { id, officer, goalIds }: StoryEvaluation,
  texts: Record<"feedback" | "ratings" | "text", SeedRoom>,
  on: Steps,
): void {
  const { db } = stage;
  const record = evaluationById(db, PROGRAM.id, id);
  if (!record) throw new Error(`There is no evaluation ${id}.`);
  for (const room of Object.values(texts)) room.freeze();
  const written = {
    ratings: readEvaluationRatings(texts.ratings.doc, goalIds),
    feedback: readFeedback(texts.feedback.doc),
    text: readEvaluationText(texts.text.doc),
  };
  const by = member("dana-ortiz").name;
  let content: EvaluationContent = evaluationContent(db, record, written, { at: on.fixed, by });
  stage.act(on.fixed, "evaluation.frozen", "dana-ortiz", id, { hash: fixed(content).hash, revision: 1 });
  const act = (who: PersonId, at: number, said: Pick<EvaluationAct, "act" | "word"> & Partial<EvaluationAct>) => {
    const { hash } = fixed(content);
    const { name, role, party } = member(who);
    const nothing = { name, role, party, words: "", witness: null, enteredBy: name, due: null, meeting: null };
    const one: EvaluationAct = { ...nothing, ...said, at: new Date(at).toISOString(), textHash: hash };
    content = { ...content, acts: [...content.acts, one] };
    return { seen: hash, hash: fixed(content).hash };
  };
  const signed = (who: PersonId, at: number, said: Parameters<typeof act>[2]) => {
    const hashes = act(who, at, said);
    signs(stage, who, at, { subject: "evaluation", subjectId: id, hash: hashes.seen });
    return hashes;
  };
  const iso = (at: number) => new Date(at).toISOString();
  const meeting = { at: iso(on.meeting), noticeAt: iso(on.notice) };
  const receivedAt = on.meeting + 2_400_000;
  const first = signed("dana-ortiz", on.supervisor, { act: "signed", word: "signed" });
  stage.act(on.supervisor, "evaluation.signed", "dana-ortiz", id, first);
  const second = signed("ruth-bell", on.administrator, { act: "feedback", word: "given" });
  stage.act(on.administrator, "evaluation.feedback", "ruth-bell", id, { ...second, word: "given" });
  const third = signed(officer, receivedAt, { act: "presented", word: "received", meeting });
  stage.act(receivedAt, "evaluation.received", officer, id, { ...third, refused: false });
  const fourth = act(officer, on.response, { act: "response", word: "waived", due: on.responseDueOn });
  stage.act(on.response, "evaluation.response", officer, id, { hash: fourth.hash, word: "waived" });
  const last = signed("tom-brandt", on.command, { act: "command", word: "agreed" });
  stage.act(on.command, "evaluation.command", "tom-brandt", id, last);
  const whole = fixed(content);
  db.update(evaluation)
    .set({
      state: "sealed",
      content: whole.content,
      contentHash: whole.hash,
      frozenAt: on.fixed,
      meetingAt: on.meeting,
      noticeAt: on.notice,
      feedback: "given",
      feedbackBy: "ruth-bell",
      feedbackSignedAt: on.administrator,
      choice: "received",
      choiceBy: officer,
      choiceAt: receivedAt,
      responseDueOn: on.responseDueOn,
      responseAt: on.response,
      commandBy: "tom-brandt",
      commandAt: on.command,
      sealedAt: on.command,
      outcome: content.outcome,
    })
    .where(eq(evaluation.id, id))
    .run();
  sealsRecord(stage, {
    kind: "evaluation",
    subject: "evaluation",
    subjectId: id,
    title: `Annual evaluation, ${content.evaluation.title}: stays`,
    content: whole.content,
    hash: whole.hash,
    rubricVersion: content.formVersion,
    at: on.command,
  });
  stage.act(on.command, "evaluation.sealed", "tom-brandt", id, { hash: whole.hash, revision: 1 });
}
