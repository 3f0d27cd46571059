import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluationRoom } from "../../db/evaluations.ts";
import { openOutcome } from "../../db/probations.ts";
import { recordOfSubject } from "../../db/records.ts";
import { closeYear } from "../../server/commands/evaluation.ts";
import { postEvidence } from "../../server/commands/evaluation-evidence.ts";
import { returnEvaluation } from "../../server/commands/evaluation-freezing.ts";
import { agreeWithEvaluation, respondToEvaluation } from "../../server/commands/evaluation-signing.ts";
import { proposeOutcome } from "../../server/commands/probation-outcome.ts";
import { receiveOutcome, signOutcome, takeOutcomePosition } from "../../server/commands/probation-signing.ts";
import { exportRecordPdf } from "../../server/commands/records.ts";
import { documentOf } from "../../server/records/pdf/kinds.ts";
import { evaluationKeys } from "../../shared/documents/evaluation.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import type { RecordDocument } from "../../shared/record-blocks.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import {
  agreed,
  drafted,
  fedBack,
  hashOf,
  opened,
  received,
  rowOfEvaluation,
  selfWritten,
  toPresented,
} from "../support/evaluation.ts";
import {
  BELL,
  BRANDT,
  checkpointOf,
  done,
  MONROE,
  NEVER,
  ORTIZ,
  running,
  type Story,
  sealed,
  story,
} from "../support/probation.ts";
import { addOthers, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let of: Story;
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER, env: { ACCORD_ROOM_LIMITS: "off" } });
  addOthers(demo);
  of = story(demo, clock);
  demo.server.context.db.$client.exec("update assignment set to_date = '2026-01-01' where to_date is null");
});
afterAll(() => demo.close());

/** All words of a document in reading order. */
const wordsOf = (document: RecordDocument): string =>
  [document.title, document.subtitle, ...document.blocks.map((block) => JSON.stringify(block))].join("\n");

const paper = (kind: "evaluation" | "checkpoint" | "probation-outcome", subjectId: string) => {
  const record = recordOfSubject(demo.server.context.db, kind, subjectId);
  if (!record) throw new Error("not sealed");
  const names = { agencyName: "", districtName: "", timeZone: "America/Denver" };
  return { record, words: wordsOf(documentOf(record, names)) };
};

describe("the printed records of an officer's year", () => {
  it("[EVAL-19] an evaluation's paper says who rated, who gave feedback and what the officer answered", async () => {
    const id = opened(of, openCase(demo, MONROE, "larkfield-high"));
    await agreed(of, id);
    const post = (slug: string, role: string, words: string) =>
      done(postEvidence(of.as(slug), { evaluationId: id, role, tone: "commend", observedOn: of.now(), words }));
    post(ORTIZ, "law-enforcement-officer", "Calm at the gate when two families met there.");
    post(BELL, "counselor-mentor", "Keeps the open hour, and students come.");
    post(MONROE, "public-safety-educator", "Gave the lesson on driving to three classes.");
    done(closeYear(of.as(ORTIZ), { evaluationId: id }));
    await selfWritten(of, id);
    await drafted(of, id, (item) => (item === "fairness" ? 5 : item === "lessons-given" ? "not-observed" : 3));
    await of.edit(evaluationRoom(rowOfEvaluation(of, id), "feedback"), BELL, (doc) => {
      setValue(doc, evaluationKeys.answer("fb-presence"), "as-needed");
      editText(doc, evaluationKeys.example("fb-presence"), "At the buses every morning.");
    });
    await fedBack(of, id);
    toPresented(of, id);
    received(of, id);
    done(respondToEvaluation(of.as(MONROE), { evaluationId: id, waive: true }));
    done(returnEvaluation(of.as(BRANDT), { evaluationId: id, reason: "Say more about the second role." }));
    toPresented(of, id);
    received(of, id, "disagrees");
    await of.edit(evaluationRoom(rowOfEvaluation(of, id), "response"), MONROE, (doc) =>
      editText(doc, evaluationKeys.response, "In spring I was in court for five weeks. The lessons were given in May."),
    );
    done(respondToEvaluation(of.as(MONROE), { evaluationId: id }));
    const input = { evaluationId: id, words: "I read the response with care.", hash: hashOf(of, id) };
    const { recordId } = done(agreeWithEvaluation(of.as(BRANDT), input));
    const { words } = paper("evaluation", id);
    for (const said of [
      '"Rated by","Lt. Dana Ortiz, SRO supervisor, Larkfield Police Department"',
      "Principal Ruth Bell, school administrator, Larkfield Unified School District",
      "Received it and disagrees. A written response is attached. To revision 1: received.",
      "No longer counts: the text was changed after it.",
      "I see the second half of the year otherwise.",
      "In spring I was in court for five weeks.",
      "Students come to this officer before trouble starts.",
      "5, Exceptional",
      "and open to its author until the text was fixed",
      "over 4 rated items",
      "1 not observed, which is not counted",
      "Say more about the second role.",
      "Received the evaluation. It does not mean agreed.",
    ])
      expect(words).toContain(said);
    const { file } = done(await exportRecordPdf(of.as(BELL), { recordId }));
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("[EVAL-19] a checkpoint's and an outcome's paper say what was rated, what the school said and what the officer answered", async () => {
    demo.server.context.db.$client.exec("update assignment set to_date = '2026-01-01' where to_date is null");
    const probationId = running(of, openCase(demo, MONROE, "larkfield-middle"), of.now());
    for (const n of [1, 2, 3, 4]) await sealed(of, probationId, n);
    const checkpoint = paper("checkpoint", checkpointOf(of.as(ORTIZ), probationId, 1).row.id);
    for (const said of [
      "Rated by",
      "Lt. Dana Ortiz",
      "The school's view",
      "Agrees with the review",
      "We both saw growth.",
    ])
      expect(checkpoint.words).toContain(said);
    done(
      proposeOutcome(of.as(ORTIZ), {
        probationId,
        outcome: "confirmed",
        reason: "On track at every checkpoint",
      } as Parameters<typeof proposeOutcome>[1]),
    );
    const hash = () => openOutcome(demo.server.context.db, probationId)?.contentHash ?? "";
    const id = openOutcome(demo.server.context.db, probationId)?.id ?? "";
    done(takeOutcomePosition(of.as(BELL), { probationId, position: "agree", words: "Yes", hash: hash() }));
    done(receiveOutcome(of.as(MONROE), { probationId, receipt: "received", words: "", hash: hash() }));
    done(signOutcome(of.as(ORTIZ), { probationId, hash: hash() }));
    done(signOutcome(of.as(BRANDT), { probationId, hash: hash() }));
    const outcome = paper("probation-outcome", id);
    for (const said of ["Confirmed in the assignment", "The school agrees", "Received it, which does not mean agreed"])
      expect(outcome.words).toContain(said);
    for (const { record } of [checkpoint, outcome])
      expect(done(await exportRecordPdf(of.as(BELL), { recordId: record.id })).file.length).toBeGreaterThan(5_000);
  }, 60_000);
});
