import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { firstBrokenAudit } from "../../db/audit.ts";
import { checkpointRoom, inputRoom, reviewOf } from "../../db/checkpoints.ts";
import { signaturesOf } from "../../db/processes.ts";
import { recordOfSubject } from "../../db/records.ts";
import { loadDocument } from "../../db/rooms.ts";
import { auditEvent } from "../../db/schema.ts";
import { setCaseLead } from "../../server/commands/assignments.ts";
import { passDay, passDays } from "../../server/commands/checkpoint-days.ts";
import { answerCheckpoint, presentCheckpoint, reopenCheckpoint } from "../../server/commands/checkpoint-review.ts";
import { sealWithoutAdministrator, signCheckpoint } from "../../server/commands/checkpoint-signing.ts";
import { openCheckpoint, planMeeting, submitInput, submitSelf } from "../../server/commands/checkpoints.ts";
import { intact } from "../../server/records/export.ts";
import { documentOf } from "../../server/records/pdf/kinds.ts";
import { readableRecord } from "../../server/records/reading.ts";
import { checkpointKeys, missingInReview } from "../../shared/documents/checkpoint.ts";
import { editText, readText } from "../../shared/documents/form.ts";
import { can } from "../../shared/machine.ts";
import { checkpointForm } from "../../shared/probation.ts";
import { roomName } from "../../shared/rooms.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import {
  BELL,
  checkpointOf,
  done,
  input,
  MONROE,
  NEVER,
  ORTIZ,
  OSEI,
  review,
  running,
  type Story,
  sealed,
  self,
  story,
  toJoint,
  wait,
} from "../support/probation.ts";
import { rawLine } from "../support/raw-line.ts";
import { addOthers, NOT_OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let of: Story;
let probationId: string;
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
  demo.server.context.db.$client.exec(
    "update assignment set to_date = '2026-01-01' where to_date is null; update probation set state = 'decided'",
  );
  probationId = running(of, openCase(demo, MONROE, schools[cases++ % 4]), of.now());
});

const at = (n: number) => checkpointOf(of.as(ORTIZ), probationId, n);
const refusal = (outcome: { ok: boolean; reason?: string }) => (outcome.ok ? "done" : outcome.reason);

/** The sealed record as its page and its PDF say it. */
function printedOf(checkpointId: string): string {
  const record = recordOfSubject(demo.server.context.db, "checkpoint", checkpointId);
  if (!record) throw new Error("not sealed");
  return JSON.stringify(documentOf(record, { agencyName: "", districtName: "", timeZone: "America/Denver" }));
}

describe("a checkpoint", () => {
  it("[PROB-3] asks the officer first, from its day on, and shows nobody a word before it is handed over", async () => {
    const { id } = at(1).row;
    expect(refusal(openCheckpoint(of.as(ORTIZ), { checkpointId: id }))).toBe("too-early");
    of.goTo(at(1).row.opensOn ?? "");
    expect(refusal(openCheckpoint(of.as(BELL), { checkpointId: id }))).toBe("not-allowed");
    expect(refusal(openCheckpoint(of.as(NOT_OF_CASE.otherSupervisor), { checkpointId: id }))).toBe("not-found");
    done(openCheckpoint(of.as(OSEI), { checkpointId: id }));
    const room = checkpointRoom(at(1).row, "self");
    await of.edit(room, MONROE, (doc) => editText(doc, checkpointKeys.prompt(0), "Only a beginning"));
    for (const slug of [ORTIZ, BELL, OSEI, "tom.brandt"]) expect(rawLine(demo, room, slug).code(), slug).toBe(4403);
    expect(refusal(submitSelf(of.as(MONROE), { checkpointId: id }))).toBe("missing");
    expect(refusal(submitSelf(of.as(ORTIZ), { checkpointId: id }))).toBe("not-allowed");
    await self(of, probationId, 1);
    const line = rawLine(demo, room, MONROE);
    editText(line.doc, checkpointKeys.prompt(0), "Another word after all");
    await expect.poll(() => line.code()).not.toBe(0);
    expect(readText(loadDocument(demo.server.context.db, roomName(room)), checkpointKeys.prompt(0))).toBe(
      "What I learned, part 1",
    );
    // Both leads read what was handed over, and never the room: it holds words that were taken out.
    for (const slug of [ORTIZ, BELL]) {
      expect(can(of.as(slug).viewer, "R", "self", at(1).facts), slug).toBe(true);
      expect(rawLine(demo, room, slug).code(), slug).toBe(4403);
    }
    expect(at(1).row.self).toContain("What I learned, part 1");
    expect(at(1).row.self).not.toContain("Only a beginning");
  });

  it("[PROB-4] opens the input of both leads at the same moment, and to nobody before", async () => {
    of.goTo(at(1).row.opensOn ?? "");
    done(openCheckpoint(of.as(ORTIZ), { checkpointId: at(1).row.id }));
    await self(of, probationId, 1);
    const { row } = at(1);
    expect(refusal(submitInput(of.as(ORTIZ), { checkpointId: row.id }))).toBe("missing");
    await input(of, probationId, 1, ORTIZ);
    expect(at(1).row.state).toBe("input");
    expect(refusal(submitInput(of.as(ORTIZ), { checkpointId: row.id }))).toBe("handed-in");
    expect(refusal(submitInput(of.as(OSEI), { checkpointId: row.id }))).toBe("not-allowed");
    const dana = inputRoom(row, demo.userId(ORTIZ));
    for (const slug of [BELL, MONROE, OSEI]) expect(rawLine(demo, dana, slug).code(), slug).toBe(4403);
    await input(of, probationId, 1, BELL);
    expect(at(1).row.state).toBe("joint");
    for (const slug of [ORTIZ, BELL]) expect(can(of.as(slug).viewer, "R", "input", at(1).facts), slug).toBe(true);
    expect(
      at(1)
        .inputs.map(({ content }) => content)
        .join(),
    ).toContain("ruth.bell saw good work");
    for (const slug of [BELL, MONROE, OSEI]) expect(rawLine(demo, dana, slug).code(), slug).toBe(4403);
  });

  it("[PROB-5] goes on by itself once a day is over, once, and the record says what was not received", async () => {
    const { id } = at(1).row;
    of.goTo(at(1).row.opensOn ?? "");
    expect(passDays(demo.server.context)).toBe(1);
    expect(at(1).row.state).toBe("self");
    of.goTo(at(1).row.selfDueOn ?? "");
    expect(passDay(demo.server.context, PROGRAM, id)).toBe(false);
    wait(of, 1);
    expect(passDay(demo.server.context, PROGRAM, id)).toBe(true);
    expect(at(1).row.state).toBe("input");
    await input(of, probationId, 1, ORTIZ);
    const unfinished = inputRoom(at(1).row, demo.userId(BELL));
    await of.edit(unfinished, BELL, (doc) => editText(doc, checkpointKeys.words, "Not ready to be read"));
    of.goTo(at(1).row.inputDueOn ?? "");
    expect(passDays(demo.server.context)).toBe(0);
    wait(of, 1);
    expect(passDays(demo.server.context)).toBe(1);
    expect(passDays(demo.server.context)).toBe(0);
    await review(of, probationId, 1);
    done(presentCheckpoint(of.as(ORTIZ), { checkpointId: id }));
    const content = reviewOf(at(1).row);
    expect(content?.self).toEqual({ submittedAt: null, content: null });
    expect(content?.inputs.map(({ role, received }) => [role, received])).toEqual([
      ["administrator", "not-received"],
      ["supervisor", "in-time"],
    ]);
    expect(at(1).row.content).not.toContain("Not ready to be read");
  });

  it("[PROB-6] is presented only when nothing is missing, and from then on no character changes", async () => {
    const checkpointId = await toJoint(of, probationId, 1);
    expect(refusal(presentCheckpoint(of.as(BELL), { checkpointId }))).toBe("not-allowed");
    const empty = presentCheckpoint(of.as(ORTIZ), { checkpointId });
    expect(empty.ok ? "" : empty.sentence).toContain("choose how it stands");
    await review(of, probationId, 1, "concern", "");
    const bare = presentCheckpoint(of.as(ORTIZ), { checkpointId });
    expect(bare.ok ? "" : bare.sentence).toContain("a concern needs its evidence");
    await review(of, probationId, 1, "concern");
    const ruth = rawLine(demo, checkpointRoom(at(1).row, "section"), BELL);
    done(planMeeting(of.as(OSEI), { checkpointId, at: clock.at + 1000 }));
    const { hash } = done(presentCheckpoint(of.as(ORTIZ), { checkpointId }));
    editText(ruth.doc, checkpointKeys.words, "Too late for this");
    await expect.poll(() => ruth.code()).not.toBe(0);
    expect(reviewOf(at(1).row)?.section).toBe("The school's view");
    expect(at(1).row.contentHash).toBe(hash);
  });

  it("[PROB-6] a concern in all needs the item that is one", () => {
    const form = checkpointForm("day-90");
    const gaps = (rating: "developing" | "concern") =>
      missingInReview(
        {
          ratings: {
            overall: "concern",
            items: form.items.map((item) => ({ ...item, rating, evidence: "Seen twice" })),
          },
          narrative: [{ type: "paragraph", text: "We both saw it." }],
        },
        form,
      );
    expect(gaps("developing")).toEqual(["“In all” is a concern: rate the item that is one, with its evidence."]);
    expect(gaps("concern")).toEqual([]);
  });

  it("[PROB-7] is answered by the officer before anybody signs, and the answer is part of what is signed", async () => {
    const checkpointId = await toJoint(of, probationId, 1);
    await review(of, probationId, 1);
    const { hash } = done(presentCheckpoint(of.as(ORTIZ), { checkpointId }));
    const answer = { checkpointId, choice: "disagree", words: "The evening shift was not counted.", hash } as const;
    expect(refusal(signCheckpoint(of.as(ORTIZ), { checkpointId, hash }))).toBe("unanswered");
    expect(refusal(answerCheckpoint(of.as(ORTIZ), answer))).toBe("not-allowed");
    expect(refusal(answerCheckpoint(of.as(MONROE), { ...answer, hash: "0" }))).toBe("changed-meanwhile");
    done(answerCheckpoint(of.as(MONROE), answer));
    expect(refusal(answerCheckpoint(of.as(MONROE), answer))).toBe("answered");
    expect(refusal(signCheckpoint(of.as(ORTIZ), { checkpointId, hash }))).toBe("changed-meanwhile");
    const fixed = at(1).row.contentHash ?? "";
    expect(reviewOf(at(1).row)?.answer).toMatchObject({
      choice: "disagree",
      textHash: hash,
      enteredBy: "Officer Casey Monroe",
    });
    expect(refusal(signCheckpoint(of.as(MONROE), { checkpointId, hash: fixed }))).toBe("not-allowed");
    done(signCheckpoint(of.as(BELL), { checkpointId, hash: fixed }));
    expect(refusal(signCheckpoint(of.as(BELL), { checkpointId, hash: fixed }))).toBe("already-signed");
    const { recordId } = done(signCheckpoint(of.as(ORTIZ), { checkpointId, hash: fixed }));
    const record = recordOfSubject(demo.server.context.db, "checkpoint", checkpointId);
    expect(record?.id).toBe(recordId);
    expect(record && intact(record)).toBe(true);
    expect(record?.signatures.map(({ role, hash }) => [role, hash])).toEqual([
      ["administrator", fixed],
      ["supervisor", fixed],
    ]);
    for (const [slug, may] of [
      [MONROE, true],
      [ORTIZ, true],
      ["tom.brandt", true],
      ["rowan.hart", true],
      ["nina.patel", false],
      [NOT_OF_CASE.otherSupervisor, false],
      ["marcus.hale", false],
    ] as const)
      expect(readableRecord(of.as(slug), recordId ?? "") !== null, slug).toBe(may);
  });

  it("[PROB-7] records a refusal with a witness, by the supervisor alone", async () => {
    const checkpointId = await toJoint(of, probationId, 1);
    await review(of, probationId, 1);
    done(planMeeting(of.as(ORTIZ), { checkpointId, at: clock.at + 3_600_000 }));
    const { hash } = done(presentCheckpoint(of.as(ORTIZ), { checkpointId }));
    const refused = { checkpointId, choice: "refused", words: "", hash } as const;
    expect(refusal(answerCheckpoint(of.as(MONROE), { ...refused, witness: "Sgt. Hale" }))).toBe("not-allowed");
    expect(refusal(answerCheckpoint(of.as(BELL), { ...refused, witness: "Sgt. Hale" }))).toBe("not-allowed");
    expect(refusal(answerCheckpoint(of.as(ORTIZ), refused))).toBe("witness");
    const third = /a third person/;
    for (const witness of [
      "Officer Casey Monroe",
      " casey  monroe ",
      "Ofc Casey Monroe",
      "Officer Monroe",
      "Lt. Dana Ortiz",
      "DANA ORTIZ",
      "Ortiz",
    ]) {
      const given = answerCheckpoint(of.as(ORTIZ), { ...refused, witness });
      expect(given.ok || given.sentence, witness).toMatch(third);
    }
    done(answerCheckpoint(of.as(ORTIZ), { ...refused, witness: "Sgt. Marcus Hale" }));
    expect(reviewOf(at(1).row)?.answer).toMatchObject({ choice: "refused", witness: "Sgt. Marcus Hale" });
    for (const slug of [ORTIZ, BELL])
      done(signCheckpoint(of.as(slug), { checkpointId, hash: at(1).row.contentHash ?? "" }));
    const printed = printedOf(checkpointId);
    expect(printed).toMatch(/Refusal recorded by Lt\. Dana Ortiz, [^"]+\. Witness: Sgt\. Marcus Hale/);
    expect(printed).not.toContain("Answered by");
    expect(printed).toContain('["Meeting",');
    expect(printed).toContain("The administrator’s section");
  });

  it("[PROB-8] is sealed without the administrator only after their days, and reopening voids what was given", async () => {
    const checkpointId = await toJoint(of, probationId, 1);
    await review(of, probationId, 1);
    const first = done(presentCheckpoint(of.as(ORTIZ), { checkpointId })).hash;
    done(answerCheckpoint(of.as(MONROE), { checkpointId, choice: "agree", words: "", hash: first }));
    done(signCheckpoint(of.as(ORTIZ), { checkpointId, hash: at(1).row.contentHash ?? "" }));
    expect(refusal(sealWithoutAdministrator(of.as(ORTIZ), { checkpointId }))).toBe("too-early");
    expect(refusal(reopenCheckpoint(of.as(ORTIZ), { checkpointId, reason: " " }))).toBe("reason");
    done(reopenCheckpoint(of.as(ORTIZ), { checkpointId, reason: "A date was wrong" }));
    const { row } = at(1);
    expect([row.state, row.revision, row.choice, row.contentHash]).toEqual(["joint", 2, null, null]);
    const [void_] = signaturesOf(demo.server.context.db, "checkpoint", checkpointId);
    expect(void_?.voidReason).toBe("A date was wrong");
    expect(rawLine(demo, { ...checkpointRoom(row, "ratings"), revision: 1 } as never, ORTIZ).code()).toBe(0);
    const again = done(presentCheckpoint(of.as(ORTIZ), { checkpointId })).hash;
    expect(reviewOf(at(1).row)?.narrative).toEqual([{ type: "paragraph", text: "We both saw growth." }]);
    expect(again).not.toBe(first);
    done(answerCheckpoint(of.as(MONROE), { checkpointId, choice: "agree", words: "", hash: again }));
    done(signCheckpoint(of.as(ORTIZ), { checkpointId, hash: at(1).row.contentHash ?? "" }));
    wait(of, 20);
    expect(refusal(sealWithoutAdministrator(of.as(BELL), { checkpointId }))).toBe("not-allowed");
    done(sealWithoutAdministrator(of.as(ORTIZ), { checkpointId }));
    const record = recordOfSubject(demo.server.context.db, "checkpoint", checkpointId);
    expect(record?.signatures.map(({ role }) => role)).toEqual(["supervisor"]);
    expect(refusal(reopenCheckpoint(of.as(ORTIZ), { checkpointId, reason: "Once more" }))).toBe("moved-on");
  });

  it("[PROB-14] asks the next lead where one changes, and shows them nothing of the draft before", async () => {
    of.goTo(at(1).row.opensOn ?? "");
    done(openCheckpoint(of.as(ORTIZ), { checkpointId: at(1).row.id }));
    await self(of, probationId, 1);
    const { row, probation } = at(1);
    const draft = inputRoom(row, demo.userId(ORTIZ));
    await of.edit(draft, ORTIZ, (doc) => editText(doc, checkpointKeys.words, "A half sentence of"));
    const next = NOT_OF_CASE.otherSupervisor;
    const change = { assignmentId: probation.assignment.id, role: "supervisor", userId: demo.userId(next) } as const;
    const line = rawLine(demo, draft, ORTIZ);
    expect(refusal(setCaseLead(of.as(OSEI), { ...change, reason: "" }))).toBe("reason");
    expect(refusal(setCaseLead(of.as(BELL), { ...change, reason: "Moved" }))).toBe("not-allowed");
    done(setCaseLead(of.as(OSEI), { ...change, reason: "Lt. Ortiz moved to patrol" }));
    expect(line.code()).toBe(4403);
    expect(rawLine(demo, draft, next).code()).toBe(4403);
    expect(refusal(submitInput(of.as(ORTIZ), { checkpointId: row.id }))).toBe("not-found");
    await input(of, probationId, 1, BELL);
    expect(at(1).row.state).toBe("input");
    await input(of, probationId, 1, next);
    expect(at(1).row.state).toBe("joint");
    expect(rawLine(demo, draft, next).code()).toBe(4403);
  });

  it("[PROB-15] leaves an audit event for each act, without a word of anybody", async () => {
    await sealed(of, probationId, 1);
    const { db } = demo.server.context;
    const { id } = at(1).row;
    const events = db.select().from(auditEvent).all();
    const of_ = events.filter(({ subjectId }) => subjectId === id).map(({ type }) => type);
    expect(of_).toEqual([
      "checkpoint.opened",
      "checkpoint.self",
      "checkpoint.input",
      "checkpoint.input",
      "checkpoint.exchanged",
      "checkpoint.presented",
      "checkpoint.answered",
      "checkpoint.signed",
      "checkpoint.signed",
      "checkpoint.sealed",
    ]);
    const all = events.map(({ payload }) => payload).join("\n");
    for (const words of ["What I learned", "saw good work", "Seen on two days", "growth", "The school's view"])
      expect(all).not.toContain(words);
    expect(firstBrokenAudit(db)).toBeNull();
  });
});
