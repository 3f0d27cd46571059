import { expect } from "@playwright/test";
import { EVALUATION_ITEMS, EVALUATION_ROLES, SELF_ASSESSMENT } from "../../shared/content/evaluation-form.ts";
import { evaluationKeys, TEXT_SECTIONS } from "../../shared/documents/evaluation.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import type { Who, Year } from "./year.ts";

interface EvaluationRow {
  id: string;
  state: string;
  revision: number;
  draft: number;
  feedback: number;
  hash: string | null;
  response: string | null;
}

export type EvaluationDoors = ReturnType<typeof evaluationDoors>;

/** The steps of an evaluation that are played in the browser once already, or are many times the same. */
export function evaluationDoors({ play }: Year) {
  let to = "";

  const row = (): EvaluationRow =>
    play.one(
      `select id, state, revision, draft_revision as draft, feedback_revision as feedback, content_hash as hash, response
       from evaluation where id = ?`,
      to.split("/").at(-1),
    );
  const room = (part: "goals" | "self" | "draft" | "feedback" | "response") => {
    const of = row();
    const revision = part === "draft" ? of.draft : part === "feedback" ? of.feedback : 1;
    return `${play.programId()}/evaluation/${of.id}/${part}/r${revision}`;
  };

  return {
    begin: (path: string) => {
      to = path;
    },
    to: () => to,
    row,
    /** What a day brings is done by the server's own job, soon after it came. */
    brought: (state: string) => expect.poll(() => row().state).toBe(state),
    post: (who: Who, act: string, form: Record<string, string> = {}) =>
      play.post(who, `${to}/${act}`, { hash: row().hash ?? "", consent: "yes", words: "", ...form }),

    /** What is left of the goals, the self-assessment or the draft after somebody wrote a part of it in the browser. */
    goals: (who: Who) =>
      play.write(who, room("goals"), (doc) => {
        for (const { id, title } of EVALUATION_ROLES.slice(1, 3)) {
          editText(doc, evaluationKeys.goal(id, 1), `A goal as ${title.toLowerCase()}.`);
          editText(doc, evaluationKeys.measure(id, 1), "A list of dates");
        }
      }),
    self: (who: Who) =>
      play.write(who, room("self"), (doc) => {
        for (const { id } of SELF_ASSESSMENT.slice(1)) editText(doc, id, "The list is in the log.");
      }),
    draft: (who: Who) =>
      play.write(who, room("draft"), (doc) => {
        for (const { id } of EVALUATION_ITEMS.slice(1)) setValue(doc, evaluationKeys.rating(id), 3);
        for (const { id } of play.look<{ id: string }>("select id from goal where evaluation_id = ?", row().id))
          editText(doc, evaluationKeys.result(id), "Reached in May.");
        for (const { id, title } of TEXT_SECTIONS.slice(1))
          editText(doc, evaluationKeys.draft(id), `${title}: steady work over the year.`);
        setValue(doc, evaluationKeys.outcome, "stay");
      }),
    response: (who: Who, words: string) =>
      play.write(who, room("response"), (doc) => editText(doc, evaluationKeys.response, words)),
  };
}
