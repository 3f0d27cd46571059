import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { firstBrokenAudit } from "../../db/audit.ts";
import { earlierRevisions, goalProposals } from "../../db/evaluation-record.ts";
import { evaluationRoom } from "../../db/evaluations.ts";
import { mailsOf } from "../../db/mail.ts";
import { signaturesOf } from "../../db/processes.ts";
import { recordOfSubject } from "../../db/records.ts";
import { removalsOfAssignment } from "../../db/removals.ts";
import { loadDocument, roomByName } from "../../db/rooms.ts";
import { auditEvent, evidence } from "../../db/schema.ts";
import { endAssignment } from "../../server/commands/assignment-end.ts";
import { setCaseLead } from "../../server/commands/assignments.ts";
import { closeYear, goalsNow, openEvaluation, signGoals } from "../../server/commands/evaluation.ts";
import { passEvaluationDays } from "../../server/commands/evaluation-days.ts";
import {
  answerEvidence,
  postEvidence,
  readableCaseFile,
  readableEvidence,
} from "../../server/commands/evaluation-evidence.ts";
import { freezeEvaluation, reopenEvaluation, returnEvaluation } from "../../server/commands/evaluation-freezing.ts";
import { answerGoal, proposeGoal } from "../../server/commands/evaluation-goals.ts";
import { recordEvaluationPlanResult, writeEvaluationPlan } from "../../server/commands/evaluation-plan.ts";
import {
  agreeWithEvaluation,
  receiveEvaluation,
  respondToEvaluation,
  signEvaluation,
  signFeedback,
} from "../../server/commands/evaluation-signing.ts";
import { handIn, planEvaluationMeeting } from "../../server/commands/evaluation-writing.ts";
import { requestRemoval } from "../../server/commands/removal.ts";
import { withdrawRemoval } from "../../server/commands/removal-signing.ts";
import { evaluationSteps } from "../../server/desk/waiting-evaluation.ts";
import { exportOf, intact, verifyExport } from "../../server/records/export.ts";
import { signedHashes } from "../../server/records/hash.ts";
import { readableRecord } from "../../server/records/reading.ts";
import { addDays } from "../../shared/days.ts";
import { evaluationKeys } from "../../shared/documents/evaluation.ts";
import { editText, readText } from "../../shared/documents/form.ts";
import { TEXT_FRAGMENT } from "../../shared/documents/rich.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { workingDaysAfter } from "../../shared/working-days.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import {
  agreed,
  drafted,
  evaluationOf,
  fedBack,
  hashOf,
  noonOf,
  opened,
  planOf,
  received,
  rowOfEvaluation,
  saidOf,
  selfWritten,
  toMeeting,
  toPresented,
  toTogether,
  waived,
} from "../support/evaluation.ts";
import { BELL, BRANDT, CHO, done, MONROE, NEVER, ORTIZ, OSEI, type Story, story, wait } from "../support/probation.ts";
import { rawLine } from "../support/raw-line.ts";
import { addOthers, NOT_OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let of: Story;
let assignmentId: string;
let cases = 0;
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER, env: { ACCORD_ROOM_LIMITS: "off" } });
  addOthers(demo);
  of = story(demo, clock);
});
afterAll(() => demo.close());
beforeEach(() => {
  clock.at += 86_400_000;
  const schools = ["larkfield-high", "larkfield-middle", "cottonwood-elementary", "mill-creek-elementary"];
  endOthers();
  assignmentId = openCase(demo, MONROE, schools[cases++ % 4]);
});

const endOthers = () =>
  demo.server.context.db.$client.exec(
    "update assignment set to_date = '2026-01-01' where to_date is null; update evaluation set state = 'sealed'",
  );
const refusal = (outcome: { ok: boolean; reason?: string }) => (outcome.ok ? "done" : outcome.reason);
const sentence = (outcome: { ok: boolean; sentence?: string }) => (outcome.ok ? "" : (outcome.sentence ?? ""));
const row = (id: string) => rowOfEvaluation(of, id);
/** All that a room's log holds, also the words that were taken out. */
const wholeOf = (room: Room) => {
  const { db } = demo.server.context;
  const rows = db.$client
    .prepare("select bytes from room_update where room_id = ?")
    .pluck()
    .all(roomByName(db, roomName(room))?.id) as Buffer[];
  return Buffer.concat(rows).toString("utf8");
};
const everyone = [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO];

describe("the goals of the year", () => {
  it("[EVAL-1] are signed by both leads under one text; an edit voids a signature, and the officer's is a receipt", async () => {
    const id = opened(of, assignmentId);
    const goals = () => goalsNow(of.as(ORTIZ), evaluationOf(of.as(ORTIZ), id));
    const again = { assignmentId, title: "Again", fromDate: of.now(), toDate: addDays(of.now(), 300) };
    expect(refusal(openEvaluation(of.as(ORTIZ), again))).toBe("fromDate");
    expect(refusal(openEvaluation(of.as(NOT_OF_CASE.otherSupervisor), again))).toBe("not-found");
    expect(refusal(openEvaluation(of.as(BELL), again))).toBe("not-allowed");
    expect(sentence(signGoals(of.as(ORTIZ), { evaluationId: id, hash: goals().hash }))).toContain(
      "write at least one goal",
    );
    const asked = () =>
      evaluationSteps(of.as(ORTIZ).db, evaluationOf(of.as(ORTIZ), id), of.now()).map(({ who }) => who);
    expect(asked()).toEqual(["supervisor", "administrator"]);
    await agreedBut(id, ORTIZ);
    expect(asked()).toEqual(["administrator"]);
    const signed = goals().hash;
    await of.edit(evaluationRoom(row(id), "goals"), BELL, (doc) =>
      editText(doc, evaluationKeys.measure("counselor-mentor", 1), "Another measure"),
    );
    expect(refusal(signGoals(of.as(BELL), { evaluationId: id, hash: signed }))).toBe("changed-meanwhile");
    expect(done(signGoals(of.as(BELL), { evaluationId: id, hash: goals().hash })).agreed).toBe(false);
    expect(signaturesOf(of.as(ORTIZ).db, "goals", id).filter((s) => s.voidedAt !== null)).toHaveLength(1);
    expect(asked()).toEqual(["supervisor"]);
    expect(refusal(signGoals(of.as(OSEI), { evaluationId: id, hash: goals().hash }))).toBe("not-allowed");
    expect(done(signGoals(of.as(ORTIZ), { evaluationId: id, hash: goals().hash })).agreed).toBe(true);
    expect(row(id)).toMatchObject({ state: "year", goalsHash: goals().hash });
    expect(evaluationOf(of.as(ORTIZ), id).goals).toHaveLength(3);
    done(signGoals(of.as(MONROE), { evaluationId: id, hash: goals().hash }));
    expect(rawLine(demo, evaluationRoom(row(id), "goals"), ORTIZ).code()).not.toBe(4403);
  });

  it("[EVAL-2] grow during the year only with both leads, and never after it", async () => {
    const id = opened(of, assignmentId);
    await agreed(of, id);
    const wish = { evaluationId: id, role: "counselor-mentor", words: "An open hour each week", measure: "Totals" };
    expect(refusal(proposeGoal(of.as(MONROE), wish))).toBe("not-allowed");
    const { hash } = done(proposeGoal(of.as(ORTIZ), wish));
    expect(refusal(proposeGoal(of.as(BELL), wish))).toBe("proposed");
    expect(refusal(answerGoal(of.as(ORTIZ), { evaluationId: id, hash, agree: true, reason: "" }))).toBe("own");
    expect(evaluationOf(of.as(ORTIZ), id).goals).toHaveLength(3);
    done(answerGoal(of.as(BELL), { evaluationId: id, hash, agree: true, reason: "" }));
    expect(evaluationOf(of.as(ORTIZ), id).goals[3]).toMatchObject({ words: wish.words, addedAt: clock.at });
    expect(row(id).goalsHash).toBe(hash);
    const other = done(proposeGoal(of.as(BELL), { ...wish, words: "Another" }));
    expect(refusal(answerGoal(of.as(ORTIZ), { evaluationId: id, hash: other.hash, agree: false, reason: " " }))).toBe(
      "reason",
    );
    done(
      answerGoal(of.as(ORTIZ), { evaluationId: id, hash: other.hash, agree: false, reason: "Too late in the year" }),
    );
    expect(goalProposals(of.as(ORTIZ).db, id)).toEqual([]);
    done(closeYear(of.as(OSEI), { evaluationId: id }));
    expect(refusal(proposeGoal(of.as(ORTIZ), { ...wish, words: "One more" }))).toBe("not-now");
    expect(evaluationOf(of.as(ORTIZ), id).goals).toHaveLength(4);
  });

  it("[EVAL-25] closed early end the period today, and another evaluation can begin the day after", async () => {
    const id = opened(of, assignmentId);
    await agreed(of, id);
    const before = row(id).toDate;
    const next = { assignmentId, title: "The rest of the year", fromDate: addDays(of.now(), 1), toDate: before };
    expect(refusal(openEvaluation(of.as(ORTIZ), next))).toBe("fromDate");
    done(closeYear(of.as(ORTIZ), { evaluationId: id }));
    expect(row(id)).toMatchObject({ state: "self", toDate: of.now() });
    const log = of.as(ORTIZ).db.select().from(auditEvent).all();
    const closed = log.find(({ subjectId, type }) => subjectId === id && type === "evaluation.year-closed");
    expect(closed?.payload).toContain(`"toDateBefore":"${before}"`);
    expect(refusal(openEvaluation(of.as(ORTIZ), { ...next, fromDate: of.now() }))).toBe("fromDate");
    const { evaluationId } = done(openEvaluation(of.as(ORTIZ), next));
    await agreed(of, evaluationId);
    expect(refusal(closeYear(of.as(ORTIZ), { evaluationId }))).toBe("not-begun");
    of.goTo(before);
    done(closeYear(of.as(ORTIZ), { evaluationId }));
    expect(row(evaluationId)).toMatchObject({ state: "self", toDate: before });
  });

  async function agreedBut(id: string, slug: string) {
    await of.edit(evaluationRoom(row(id), "goals"), BELL, (doc) => {
      for (const role of ["law-enforcement-officer", "public-safety-educator", "counselor-mentor"]) {
        editText(doc, evaluationKeys.goal(role, 1), "A goal");
        editText(doc, evaluationKeys.measure(role, 1), "A list");
      }
    });
    const { hash } = goalsNow(of.as(ORTIZ), evaluationOf(of.as(ORTIZ), id));
    done(signGoals(of.as(slug), { evaluationId: id, hash }));
  }
});

describe("the evidence log", () => {
  it("[EVAL-3] takes entries of both leads and the officer, who sees and answers them at once; a correction appends", async () => {
    const id = opened(of, assignmentId);
    const entry = {
      evaluationId: id,
      role: "public-safety-educator",
      tone: "concern" as const,
      observedOn: of.now(),
      words: "Two lessons fell out",
    };
    expect(refusal(postEvidence(of.as(ORTIZ), entry))).toBe("not-allowed");
    await agreed(of, id);
    const file = { name: "plan.pdf", sha256: "a".repeat(64), bytes: 10 };
    const { evidenceId } = done(postEvidence(of.as(BELL), { ...entry, file }));
    done(postEvidence(of.as(MONROE), { ...entry, tone: "neutral", words: "Twelve lessons given" }));
    expect(refusal(postEvidence(of.as(OSEI), entry))).toBe("not-allowed");
    expect(refusal(postEvidence(of.as(NOT_OF_CASE.otherSupervisor), entry))).toBe("not-found");
    expect(refusal(postEvidence(of.as(ORTIZ), { ...entry, observedOn: addDays(of.now(), 1) }))).toBe("observedOn");
    expect(readableEvidence(of.as(MONROE), id)?.entries?.map(({ words }) => words)).toContain("Two lessons fell out");
    expect(readableEvidence(of.as(OSEI), id)).toMatchObject({
      entries: null,
      counts: { administrator: 1, officer: 1 },
    });
    expect(readableEvidence(of.as(NOT_OF_CASE.otherOfficer), id)).toBeNull();
    const fileId = readableEvidence(of.as(BELL), id)?.entries?.find((one) => one.id === evidenceId)?.fileId ?? "";
    expect(readableCaseFile(of.as(MONROE), fileId)?.sha256).toBe(file.sha256);
    expect(readableCaseFile(of.as(NOT_OF_CASE.otherOfficer), fileId)).toBeNull();
    expect(readableCaseFile(of.as(OSEI), fileId)).toBeNull();
    expect(refusal(answerEvidence(of.as(ORTIZ), { evaluationId: id, evidenceId, words: "No" }))).toBe("not-allowed");
    done(answerEvidence(of.as(MONROE), { evaluationId: id, evidenceId, words: "I was in court on both days" }));
    const fix = { ...entry, corrects: evidenceId, words: "One lesson fell out" };
    expect(refusal(postEvidence(of.as(ORTIZ), fix))).toBe("not-allowed");
    done(postEvidence(of.as(BELL), fix));
    expect(refusal(postEvidence(of.as(BELL), fix))).toBe("corrected");
    expect(readableEvidence(of.as(OSEI), id)?.counts).toEqual({ supervisor: 0, administrator: 1, officer: 1 });
    const log = readableEvidence(of.as(MONROE), id)?.entries ?? [];
    expect(log.find((one) => one.id === evidenceId)).toMatchObject({ words: "Two lessons fell out" });
    expect(log.find((one) => one.id === evidenceId)?.answers[0]?.words).toBe("I was in court on both days");
    expect(() => demo.server.context.db.delete(evidence).run()).toThrow("append-only");
    expect(() => demo.server.context.db.update(evidence).set({ words: "x" }).run()).toThrow("append-only");
  });
});

describe("writing", () => {
  it("[EVAL-4] shows nobody the draft or the feedback before both are handed in, and then what was handed in, never the room it was written in", async () => {
    const id = opened(of, assignmentId);
    await agreed(of, id);
    done(closeYear(of.as(ORTIZ), { evaluationId: id }));
    expect(refusal(handIn(of.as(ORTIZ), { evaluationId: id }))).toBe("moved-on");
    await selfWritten(of, id);
    await drafted(of, id);
    expect(refusal(handIn(of.as(ORTIZ), { evaluationId: id }))).toBe("handed-in");
    const draft = evaluationRoom(row(id), "draft");
    for (const slug of [BELL, MONROE, OSEI, BRANDT]) expect(rawLine(demo, draft, slug).code(), slug).toBe(4403);
    expect(refusal(handIn(of.as(BELL), { evaluationId: id }))).toBe("missing");
    const feedback = evaluationRoom(row(id), "feedback");
    for (const slug of [ORTIZ, MONROE, OSEI, BRANDT]) expect(rawLine(demo, feedback, slug).code(), slug).toBe(4403);
    await of.edit(feedback, BELL, (doc) => editText(doc, evaluationKeys.open, "Taken out again"));
    await fedBack(of, id);
    expect(row(id)).toMatchObject({ state: "together", revision: 1 });
    // Both rooms hold words that were taken out: the draft's stays its author's, and nobody opens the feedback's.
    for (const slug of [BELL, MONROE, OSEI, BRANDT]) expect(rawLine(demo, draft, slug).code(), slug).toBe(4403);
    for (const slug of everyone) expect(rawLine(demo, feedback, slug).code(), slug).toBe(4403);
    const shared = rawLine(demo, evaluationRoom(row(id), "feedback"), ORTIZ);
    expect(readText(shared.doc, evaluationKeys.open)).toContain("before trouble starts");
    expect(wholeOf(evaluationRoom(row(id), "feedback"))).not.toContain("Taken out");
    expect(wholeOf(feedback)).toContain("Taken out");
    shared.leave();
    const ratings = loadDocument(demo.server.context.db, roomName(evaluationRoom(row(id), "ratings")));
    expect(readText(ratings, evaluationKeys.result(evaluationOf(of.as(ORTIZ), id).goals[0]?.id ?? ""))).toBe(
      "Reached in May",
    );
  });

  it("[EVAL-5] goes on by itself when a day is over, once, on record; what was not handed in stays its author's", async () => {
    const id = opened(of, assignmentId);
    await agreed(of, id);
    done(closeYear(of.as(ORTIZ), { evaluationId: id }));
    of.goTo(row(id).selfDueOn ?? "");
    expect(passEvaluationDays(demo.server.context)).toBe(0);
    wait(of, 1);
    expect(passEvaluationDays(demo.server.context)).toBe(1);
    expect(row(id)).toMatchObject({ state: "parallel", self: null });
    await drafted(of, id);
    const feedback = evaluationRoom(row(id), "feedback");
    await of.edit(feedback, BELL, (doc) => editText(doc, evaluationKeys.open, "Only half a thought"));
    of.goTo(row(id).parallelDueOn ?? "");
    expect(passEvaluationDays(demo.server.context)).toBe(0);
    wait(of, 1);
    expect(passEvaluationDays(demo.server.context)).toBe(1);
    expect(passEvaluationDays(demo.server.context)).toBe(0);
    expect(row(id).state).toBe("together");
    for (const slug of [ORTIZ, MONROE, BRANDT]) expect(rawLine(demo, feedback, slug).code(), slug).toBe(4403);
    const { hash } = done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    expect(row(id).content).not.toContain("Only half a thought");
    expect(saidOf(of, id).feedback).toEqual({ received: "not-received", submittedAt: null, content: null });
    done(reopenEvaluation(of.as(ORTIZ), { evaluationId: id, reason: "The school wants to add its view" }));
    expect(rawLine(demo, evaluationRoom(row(id), "feedback"), ORTIZ).code()).toBe(4403);
    wait(of, 1);
    const alone = evaluationRoom(row(id), "feedback");
    await of.edit(alone, BELL, (doc) => editText(doc, evaluationKeys.open, "Taken out again"));
    await fedBack(of, id);
    for (const slug of everyone) expect(rawLine(demo, alone, slug).code(), slug).toBe(4403);
    expect(wholeOf(evaluationRoom(row(id), "feedback"))).not.toContain("Taken out");
    expect(done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id })).hash).not.toBe(hash);
    expect(saidOf(of, id).feedback).toMatchObject({ received: "late" });
    expect(rawLine(demo, evaluationRoom(row(id), "feedback"), ORTIZ).code()).toBe(0);
  });

  it("[EVAL-6] leaves a replaced lead's unfinished words unread: the next one begins on an empty page", async () => {
    const id = opened(of, assignmentId);
    await agreed(of, id);
    done(closeYear(of.as(ORTIZ), { evaluationId: id }));
    await selfWritten(of, id);
    await of.edit(evaluationRoom(row(id), "draft"), ORTIZ, (doc) =>
      editText(doc, evaluationKeys.draft("counselor-mentor"), "A first impression"),
    );
    await fedBack(of, id);
    const before = evaluationRoom(row(id), "draft");
    const next = demo.userId(NOT_OF_CASE.otherSupervisor);
    done(setCaseLead(of.as(OSEI), { assignmentId, role: "supervisor", userId: next, reason: "Transferred" }));
    for (const slug of [NOT_OF_CASE.otherSupervisor, ORTIZ, BELL])
      expect(rawLine(demo, before, slug).code(), slug).toBe(4403);
    const mine = rawLine(demo, evaluationRoom(row(id), "draft"), NOT_OF_CASE.otherSupervisor);
    expect(mine.code()).toBe(0);
    expect(readText(mine.doc, evaluationKeys.draft("counselor-mentor"))).toBe("");
    mine.leave();
    await of.edit(evaluationRoom(row(id), "draft"), NOT_OF_CASE.otherSupervisor, (doc) =>
      editText(doc, evaluationKeys.draft("counselor-mentor"), "What I saw myself"),
    );
    expect(done(handIn(of.as(NOT_OF_CASE.otherSupervisor), { evaluationId: id })).exchanged).toBe(true);
    const feedback = rawLine(demo, evaluationRoom(row(id), "feedback"), NOT_OF_CASE.otherSupervisor);
    expect(readText(feedback.doc, evaluationKeys.open)).toContain("before trouble starts");
    feedback.leave();
  });

  it("[EVAL-6] hands a draft that was handed in to the next supervisor as it was, and not the room it was written in", async () => {
    const id = opened(of, assignmentId);
    await agreed(of, id);
    done(closeYear(of.as(ORTIZ), { evaluationId: id }));
    await selfWritten(of, id);
    const before = evaluationRoom(row(id), "draft");
    await of.edit(before, ORTIZ, (doc) => editText(doc, evaluationKeys.draft("counselor-mentor"), "Taken out again"));
    await drafted(of, id);
    const next = { assignmentId, userId: demo.userId(NOT_OF_CASE.otherSupervisor), reason: "Transferred" };
    done(setCaseLead(of.as(OSEI), { ...next, role: "supervisor" }));
    const now = evaluationRoom(row(id), "draft");
    for (const slug of [NOT_OF_CASE.otherSupervisor, ORTIZ, BELL])
      expect(rawLine(demo, before, slug).code(), slug).toBe(4403);
    const mine = rawLine(demo, now, NOT_OF_CASE.otherSupervisor);
    expect(readText(mine.doc, evaluationKeys.draft("counselor-mentor"))).toContain("steady work over the year");
    mine.leave();
    expect(wholeOf(now)).not.toContain("Taken out");
    expect(refusal(handIn(of.as(NOT_OF_CASE.otherSupervisor), { evaluationId: id }))).toBe("handed-in");
    wait(of, 30);
    expect(passEvaluationDays(demo.server.context)).toBe(1);
    const feedback = evaluationRoom(row(id), "feedback");
    await of.edit(feedback, BELL, (doc) => editText(doc, evaluationKeys.open, "Only half a thought"));
    const other = demo.userId(NOT_OF_CASE.otherAdministrator);
    done(setCaseLead(of.as(OSEI), { ...next, role: "administrator", userId: other }));
    for (const slug of [NOT_OF_CASE.otherAdministrator, NOT_OF_CASE.otherSupervisor, BELL])
      expect(rawLine(demo, feedback, slug).code(), slug).toBe(4403);
    const empty = rawLine(demo, evaluationRoom(row(id), "feedback"), NOT_OF_CASE.otherAdministrator);
    expect([empty.code(), readText(empty.doc, evaluationKeys.open)]).toEqual([0, ""]);
    empty.leave();
    expect(row(id)).toMatchObject({ state: "together", revision: 1 });
  });

  it("[EVAL-7] is fixed only when nothing is missing and no proposal is open; from then on no character changes", async () => {
    const id = await toTogether(of, assignmentId, (item) => (item === "fairness" ? 5 : 3));
    expect(refusal(freezeEvaluation(of.as(BELL), { evaluationId: id }))).toBe("not-allowed");
    const ratings = evaluationRoom(row(id), "ratings");
    await of.edit(ratings, ORTIZ, (doc) => editText(doc, evaluationKeys.evidence("fairness"), ""));
    expect(sentence(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }))).toContain(
      "a rating of 5 needs its evidence",
    );
    await of.edit(ratings, ORTIZ, (doc) => editText(doc, evaluationKeys.evidence("fairness"), "April 3"));
    const { hash } = done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    expect(saidOf(of, id)).toMatchObject({ outcome: "stay", ruleOutcome: "stay", revision: 1, acts: [] });
    const words = saidOf(of, id).text.flatMap(({ blocks }) => blocks.map(({ text }) => text));
    expect(words[0]).toContain("steady work over the year");
    const line = rawLine(demo, evaluationRoom(row(id), "text"), ORTIZ);
    const stored = () => loadDocument(demo.server.context.db, roomName(evaluationRoom(row(id), "text")));
    const before = stored().getXmlFragment(TEXT_FRAGMENT).toString();
    line.doc.getXmlFragment(TEXT_FRAGMENT).delete(0, 1);
    await expect.poll(() => line.code()).not.toBe(0);
    expect(stored().getXmlFragment(TEXT_FRAGMENT).toString()).toBe(before);
    expect(hashOf(of, id)).toBe(hash);
    for (const part of ["feedback", "ratings", "text"] as const)
      expect(roomByName(of.as(ORTIZ).db, roomName(evaluationRoom(row(id), part)))?.frozenSeq, part).not.toBeNull();
  });
});

describe("signing", () => {
  it("[EVAL-8] stands in order, each act on the hash that was seen, and the sealed record verifies without the server", async () => {
    const id = await toTogether(of, assignmentId);
    const { hash } = done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    expect(refusal(signFeedback(of.as(BELL), { evaluationId: id, word: "given", words: "", hash }))).toBe("moved-on");
    expect(refusal(signEvaluation(of.as(BELL), { evaluationId: id, hash }))).toBe("not-allowed");
    expect(refusal(signEvaluation(of.as(ORTIZ), { evaluationId: id, hash: "0".repeat(64) }))).toBe("changed-meanwhile");
    done(planEvaluationMeeting(of.as(ORTIZ), { evaluationId: id, at: noonOf(workingDaysAfter(of.now(), 5)) }));
    done(signEvaluation(of.as(ORTIZ), { evaluationId: id, hash }));
    expect(refusal(signFeedback(of.as(BELL), { evaluationId: id, word: "given", words: "", hash }))).toBe(
      "changed-meanwhile",
    );
    done(signFeedback(of.as(BELL), { evaluationId: id, word: "given", words: "", hash: hashOf(of, id) }));
    received(of, id, "disagrees");
    waived(of, id);
    expect(refusal(agreeWithEvaluation(of.as(CHO), { evaluationId: id, words: "", hash: hashOf(of, id) }))).toBe(
      "not-allowed",
    );
    const { recordId } = done(
      agreeWithEvaluation(of.as(BRANDT), { evaluationId: id, words: "Good work", hash: hashOf(of, id) }),
    );
    const record = readableRecord(of.as(MONROE), recordId);
    if (!record) throw new Error("not readable");
    expect(record.signatures.map(({ role }) => role)).toEqual(["supervisor", "administrator", "officer", "executive"]);
    expect(new Set(record.signatures.map((s) => s.hash)).size).toBe(4);
    expect(record.signatures[0]?.hash).toBe(hash);
    expect(intact(record)).toBe(true);
    expect(verifyExport(exportOf(record))).toMatchObject({ result: "unchanged" });
    const bound = signedHashes(JSON.parse(record.content), record.hash);
    expect(record.signatures.every((s) => bound.has(s.hash))).toBe(true);
    const forged = JSON.parse(exportOf(record));
    forged.signatures[0].hash = "1".repeat(64);
    expect(verifyExport(JSON.stringify(forged))).toMatchObject({ result: "changed" });
    for (const slug of everyone) expect(readableRecord(of.as(slug), recordId), slug).not.toBeNull();
    for (const slug of [NOT_OF_CASE.otherOfficer, NOT_OF_CASE.otherSupervisor, NOT_OF_CASE.panelist])
      expect(readableRecord(of.as(slug), recordId), slug).toBeNull();
    expect(row(id)).toMatchObject({ state: "sealed", outcome: "stay" });
    expect(firstBrokenAudit(demo.server.context.db)).toBeNull();
  });

  it("[EVAL-9] goes on when the administrator never answers, and the record says so; a decline needs its reason", async () => {
    const id = await toTogether(of, assignmentId);
    const { hash } = done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    done(signEvaluation(of.as(ORTIZ), { evaluationId: id, hash }));
    const now = { evaluationId: id, hash: hashOf(of, id) };
    expect(refusal(signFeedback(of.as(BELL), { ...now, word: "declined", words: " " }))).toBe("words");
    of.goTo(addDays(row(id).feedbackDueOn ?? "", 1));
    expect(refusal(signFeedback(of.as(BELL), { ...now, word: "given", words: "" }))).toBe("too-late");
    expect(passEvaluationDays(demo.server.context)).toBe(1);
    expect(passEvaluationDays(demo.server.context)).toBe(0);
    expect(row(id)).toMatchObject({ state: "presented", feedback: "unanswered" });
    expect(saidOf(of, id).acts[1]).toMatchObject({ act: "feedback", word: "unanswered", name: null });
    expect(saidOf(of, id).acts[1]?.due).toBe(row(id).feedbackDueOn);
  });

  it("[EVAL-10] is presented at a meeting with the agreed notice; received does not mean agreed, a refusal has its witness", async () => {
    const id = await toTogether(of, assignmentId);
    const meeting = workingDaysAfter(of.now(), 5);
    const soon = planEvaluationMeeting(of.as(ORTIZ), { evaluationId: id, at: noonOf(workingDaysAfter(of.now(), 4)) });
    expect(sentence(soon)).toContain("5 working days of notice");
    expect(refusal(planEvaluationMeeting(of.as(BELL), { evaluationId: id, at: noonOf(meeting) }))).toBe("not-allowed");
    toPresented(of, id);
    const letters = mailsOf(of.as(ORTIZ).db, "larkfield").filter(({ subjectId }) => subjectId === id);
    expect(letters.map(({ toName }) => toName).sort()).toEqual([
      "Lt. Dana Ortiz",
      "Officer Casey Monroe",
      "Principal Ruth Bell",
    ]);
    for (const { subject, body, toName } of letters)
      expect(`${subject}${body}`.replace(`Dear ${toName}`, "")).not.toMatch(/Monroe|evaluation|rating|feedback/i);
    const word = (slug: string, choice: "received" | "refused", witness?: string) =>
      refusal(receiveEvaluation(of.as(slug), { evaluationId: id, choice, words: "", witness, hash: hashOf(of, id) }));
    expect(word(MONROE, "received")).toBe("too-early");
    expect(word(BELL, "received")).toBe("not-allowed");
    toMeeting(of, id);
    expect(word(MONROE, "refused", "Sgt. Hale")).toBe("not-allowed");
    expect(word(ORTIZ, "received")).toBe("not-allowed");
    for (const nobody of [undefined, " ", "Officer Casey Monroe", "casey  monroe", "Monroe", "LT. Dana Ortiz", "Ortiz"])
      expect(word(ORTIZ, "refused", nobody), nobody).toBe("witness");
    expect(word(ORTIZ, "refused", "Sgt. Marcus Hale")).toBe("done");
    expect(saidOf(of, id).acts[2]).toMatchObject({
      act: "presented",
      word: "refused",
      witness: "Sgt. Marcus Hale",
      role: "officer",
    });
    expect(saidOf(of, id).acts[2]?.enteredBy).toContain("Ortiz");
    expect(signaturesOf(of.as(ORTIZ).db, "evaluation", id).map((s) => s.role)).not.toContain("officer");
  });

  it("[EVAL-11] takes a response on day 29 and refuses it on day 31 with a sentence", async () => {
    for (const [day, expected] of [
      [29, "done"],
      [30, "done"],
      [31, "too-late"],
    ] as const) {
      endOthers();
      const id = await toTogether(of, openCase(demo, MONROE, "larkfield-high"));
      toPresented(of, id);
      received(of, id);
      const given = of.now();
      await of.edit(evaluationRoom(row(id), "response"), MONROE, (doc) =>
        editText(doc, evaluationKeys.response, "What the year was for me"),
      );
      expect(refusal(respondToEvaluation(of.as(ORTIZ), { evaluationId: id }))).toBe("not-allowed");
      of.goTo(addDays(given, day));
      const outcome = respondToEvaluation(of.as(MONROE), { evaluationId: id });
      expect(refusal(outcome), `day ${day}`).toBe(expected);
      if (expected === "done") expect(saidOf(of, id).acts.at(-1)?.words).toBe("What the year was for me");
      else {
        expect(sentence(outcome)).toMatch(/^A response could be attached until /);
        expect(passEvaluationDays(demo.server.context)).toBe(1);
        expect(saidOf(of, id).acts.at(-1)).toMatchObject({ act: "response", word: "none", name: null });
        expect(row(id).content).not.toContain("What the year was for me");
      }
    }
  });

  it("[EVAL-12] is returned by command with the reason: a new revision, void signatures, everything on record", async () => {
    const id = await toTogether(of, assignmentId);
    toPresented(of, id);
    received(of, id, "disagrees");
    waived(of, id);
    expect(refusal(returnEvaluation(of.as(BRANDT), { evaluationId: id, reason: "" }))).toBe("reason");
    expect(refusal(returnEvaluation(of.as(CHO), { evaluationId: id, reason: "No" }))).toBe("not-allowed");
    expect(refusal(returnEvaluation(of.as(ORTIZ), { evaluationId: id, reason: "No" }))).toBe("not-allowed");
    done(returnEvaluation(of.as(BRANDT), { evaluationId: id, reason: "Name the evidence for the second role" }));
    expect(row(id)).toMatchObject({ state: "together", revision: 2, content: null, choice: null });
    const standing = () => signaturesOf(of.as(ORTIZ).db, "evaluation", id).filter((s) => s.voidedAt === null);
    expect(standing()).toEqual([]);
    expect(earlierRevisions(of.as(ORTIZ).db, id)[0]).toMatchObject({ revision: 1, reason: expect.any(String) });
    toPresented(of, id);
    received(of, id);
    await of.edit(evaluationRoom(row(id), "response"), MONROE, (doc) =>
      editText(doc, evaluationKeys.response, "Thank you for looking again"),
    );
    done(respondToEvaluation(of.as(MONROE), { evaluationId: id }));
    const { recordId } = done(
      agreeWithEvaluation(of.as(BRANDT), { evaluationId: id, words: "", hash: hashOf(of, id) }),
    );
    const sealed = readableRecord(of.as(ORTIZ), recordId);
    expect(sealed && intact(sealed)).toBe(true);
    expect(saidOf(of, id).earlier[0]?.acts.map(({ word }) => word)).toEqual(["signed", "given", "disagrees", "waived"]);
  });

  it("[EVAL-13] seals nothing that was not presented to the officer", async () => {
    const id = await toTogether(of, assignmentId, () => 2, "stay-with-plan");
    done(writeEvaluationPlan(of.as(ORTIZ), { evaluationId: id, items: [planItem()] }));
    const { hash } = done(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }));
    done(signEvaluation(of.as(ORTIZ), { evaluationId: id, hash }));
    demo.server.context.db.$client.exec(`update evaluation set state = 'review' where id = '${id}'`);
    expect(refusal(agreeWithEvaluation(of.as(BRANDT), { evaluationId: id, words: "", hash: hashOf(of, id) }))).toBe(
      "not-presented",
    );
    expect(recordOfSubject(of.as(ORTIZ).db, "evaluation", id)).toBeNull();
  });
});

describe("the outcome", () => {
  it("[EVAL-14] “stays with a plan” has its plan fixed with it, and what came of it is recorded once", async () => {
    const id = await toTogether(of, assignmentId, () => 2, "stay-with-plan");
    expect(sentence(freezeEvaluation(of.as(ORTIZ), { evaluationId: id }))).toContain("Write the plan");
    expect(refusal(writeEvaluationPlan(of.as(BELL), { evaluationId: id, items: [planItem()] }))).toBe("not-allowed");
    expect(refusal(writeEvaluationPlan(of.as(ORTIZ), { evaluationId: id, items: [{ ...planItem(), help: "" }] }))).toBe(
      "help",
    );
    expect(sentence(writeEvaluationPlan(of.as(ORTIZ), { evaluationId: id, items: [] }))).toContain("at least one item");
    done(writeEvaluationPlan(of.as(ORTIZ), { evaluationId: id, items: [planItem()] }));
    const itemId = planOf(of.as(ORTIZ), id)?.items[0]?.id ?? "";
    const result = { evaluationId: id, itemId, result: "met" as const, evidence: "Three reports in time" };
    expect(refusal(recordEvaluationPlanResult(of.as(ORTIZ), result))).toBe("no-plan");
    toPresented(of, id);
    expect(saidOf(of, id).plan[0]?.help).toBe("A day with the records office");
    received(of, id);
    waived(of, id);
    done(agreeWithEvaluation(of.as(BRANDT), { evaluationId: id, words: "", hash: hashOf(of, id) }));
    expect(refusal(recordEvaluationPlanResult(of.as(BELL), result))).toBe("not-allowed");
    done(recordEvaluationPlanResult(of.as(ORTIZ), result));
    expect(refusal(recordEvaluationPlanResult(of.as(ORTIZ), result))).toBe("recorded");
  });

  it("[EVAL-15] “removal review” opens one and decides nothing; years in the post change no outcome", async () => {
    const id = await toTogether(of, assignmentId, () => 1, "removal-review");
    toPresented(of, id);
    received(of, id, "disagrees");
    of.goTo(addDays(of.now(), 31));
    passEvaluationDays(demo.server.context);
    expect(row(id)).toMatchObject({ state: "review", outcome: null });
    wait(of, 4_000);
    expect(passEvaluationDays(demo.server.context)).toBe(0);
    expect(row(id)).toMatchObject({ state: "review", outcome: null });
    done(agreeWithEvaluation(of.as(BRANDT), { evaluationId: id, words: "", hash: hashOf(of, id) }));
    const [review] = removalsOfAssignment(of.as(ORTIZ).db, assignmentId);
    expect(review?.row).toMatchObject({ state: "requested", evaluationId: id, requestedFor: "agency" });
    expect(review?.assignment.toDate).toBeNull();
    expect(evaluationOf(of.as(ORTIZ), id).row.outcome).toBe("removal-review");
  });

  it("[REM-1] [EVAL-15] a sealed “removal review” opens no second one, and none of a post that has ended", async () => {
    const { db } = demo.server.context;
    const asked = done(requestRemoval(of.as(BELL), { assignmentId, reasons: "Two warrants", tried: "Talks" }));
    const seal = async (before: () => void) => {
      const id = await toTogether(of, assignmentId, () => 1, "removal-review");
      toPresented(of, id);
      received(of, id);
      waived(of, id);
      before();
      done(agreeWithEvaluation(of.as(BRANDT), { evaluationId: id, words: "", hash: hashOf(of, id) }));
    };
    await seal(() => {});
    expect(removalsOfAssignment(db, assignmentId).map(({ row }) => row.id)).toEqual([asked.removalId]);
    done(withdrawRemoval(of.as(BELL), { removalId: asked.removalId, reason: "Talked again" }));
    wait(of, 400);
    const left = { assignmentId, how: "left", words: "Took another post" } as const;
    await seal(() => done(endAssignment(of.as(ORTIZ), { ...left, on: of.now() })));
    expect(removalsOfAssignment(db, assignmentId).map(({ row }) => row.id)).toEqual([asked.removalId]);
  }, 60_000);

  it("[EVAL-16] every act leaves its audit event without a word of anybody", async () => {
    const id = await toTogether(of, assignmentId);
    toPresented(of, id);
    received(of, id, "disagrees");
    const log = demo.server.context.db.select().from(auditEvent).all();
    const mine = log.filter(({ subjectId }) => subjectId === id);
    for (const type of ["opened", "goals-agreed", "year-closed", "self", "exchanged", "frozen", "signed", "received"])
      expect(
        mine.some((one) => one.type === `evaluation.${type}`),
        type,
      ).toBe(true);
    const said = mine.map(({ payload }) => payload).join("\n");
    for (const word of ["steady work", "otherwise", "trouble", "Third year"]) expect(said).not.toContain(word);
  });
});

const planItem = () => ({
  item: "Reports",
  expected: "In the system within two days",
  help: "A day with the records office",
  owner: "Lt. Dana Ortiz",
  dueOn: addDays(of.now(), 60),
  proof: "A list of reports",
});
