import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { deviationsOf, turnsOf } from "../../db/course.ts";
import { interviewRecord } from "../../db/interviews.ts";
import { declareConflict, submitCard } from "../../server/commands/cards.ts";
import { cardRoom, interviewRoom } from "../../server/commands/interview-access.ts";
import { noteDeviation } from "../../server/commands/interview-course.ts";
import { acknowledgeKit } from "../../server/commands/interview-kit.ts";
import {
  endQuestions,
  goToQuestion,
  reveal,
  scheduleInterview,
  startInterview,
} from "../../server/commands/interviews.ts";
import { admitObserver, dismissObserver } from "../../server/commands/observers.ts";
import { freezeResult } from "../../server/commands/results.ts";
import { debriefPage } from "../../server/pages/debrief.ts";
import { interviewPage } from "../../server/pages/interview.ts";
import { reportPage } from "../../server/pages/report.ts";
import { resultDocument } from "../../server/records/pdf/panel-result.ts";
import { evidenceKey, ratingKey } from "../../shared/documents/card.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { agreedKey, reasonKey } from "../../shared/documents/joint.ts";
import { NOTES_FRAGMENT } from "../../shared/documents/notes.ts";
import type { PanelResult } from "../../shared/documents/result.ts";
import { CLOSE } from "../../shared/wire.ts";
import { until } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { actor, eligibleCandidate } from "../support/letters.ts";
import { visitor } from "../support/visitor.ts";

const ROUND = "elementary";
const PANEL = ["dana.ortiz", "marcus.hale", "ruth.bell", "elena.ruiz", "ji-woo.kim"];
const CHIEF = "tom.brandt";
const CANARY = "canary 77c2 stood by the door and let the teacher keep the room";
const MINUTE = 60_000;

let demo: DemoRooms;
let now = Date.now();
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => now });
});
afterAll(() => demo.close());

const as = (slug: string) => actor(demo, slug);
const db = () => demo.server.context.db;
const record = (id: string) => {
  const found = interviewRecord(db(), PROGRAM, id);
  if (!found) throw new Error("no such interview");
  return found;
};
const log = (id: string) => deviationsOf(db(), PROGRAM, id);
const page = (slug: string, id: string) => {
  const found = interviewPage(as(slug), id);
  if (found === null || found === "recused") throw new Error(`no page for ${slug}`);
  return found;
};
const done = (outcome: { ok: boolean }) => expect(outcome).toMatchObject({ ok: true });

function schedule(): string {
  const { candidateId } = eligibleCandidate(demo, ROUND);
  const made = scheduleInterview(as("amara.osei"), { candidateId, scheduledAt: now, minutes: 90 });
  if (!made.ok) throw new Error(made.sentence);
  return made.interviewId;
}

/** Everybody declared no tie and read the kit; the first question is up. */
function live(): string {
  const interviewId = schedule();
  for (const slug of PANEL) {
    done(declareConflict(as(slug), { interviewId, choice: "none", text: "" }));
    done(acknowledgeKit(as(slug), { interviewId }));
  }
  done(startInterview(as("dana.ortiz"), { interviewId }));
  return interviewId;
}

const go = (interviewId: string, question: number, after = 2 * MINUTE) => {
  now += after;
  done(goToQuestion(as("dana.ortiz"), { interviewId, index: question - 1 }));
};

/** Rates every criterion and submits. */
async function hand(interviewId: string, slug: string): Promise<void> {
  const client = demo.client(cardRoom(record(interviewId), demo.userId(slug)), slug);
  await client.synced();
  for (const { id } of record(interviewId).terms.criteria) {
    setValue(client.doc, ratingKey(id), 4);
    editText(client.doc, evidenceKey(id), CANARY);
  }
  await client.saved();
  done(submitCard(as(slug), { interviewId }));
}

describe("the kit", () => {
  it("[INT-5] no card opens for writing before its owner acknowledged it, by page and by socket", async () => {
    const interviewId = schedule();
    const room = () => cardRoom(record(interviewId), demo.userId("ji-woo.kim"));
    done(declareConflict(as("ji-woo.kim"), { interviewId, choice: "none", text: "" }));
    expect(page("ji-woo.kim", interviewId).mine).toMatchObject({ mayAcknowledge: true, room: { mode: "read" } });
    const early = demo.client(room(), "ji-woo.kim");
    await early.synced();
    setValue(early.doc, ratingKey(record(interviewId).terms.criteria[0]?.id ?? ""), 5);
    expect(await early.closed()).toBe(CLOSE.noAccess.code);

    done(acknowledgeKit(as("ji-woo.kim"), { interviewId }));
    const at = page("ji-woo.kim", interviewId).mine?.kitReadAt;
    expect(at).toBe(now);
    expect(page("ji-woo.kim", interviewId).mine).toMatchObject({ mayAcknowledge: false, room: { mode: "write" } });
    now += MINUTE;
    done(acknowledgeKit(as("ji-woo.kim"), { interviewId }));
    expect(page("ji-woo.kim", interviewId).mine?.kitReadAt).toBe(at);
    const client = demo.client(room(), "ji-woo.kim");
    await client.synced();
    setValue(client.doc, ratingKey(record(interviewId).terms.criteria[0]?.id ?? ""), 4);
    await client.saved();
    // Who has no card has nothing to acknowledge.
    expect(acknowledgeKit(as("amara.osei"), { interviewId })).toMatchObject({ reason: "not-found" });
  });

  it("[INT-5] the start names who has not; without them it needs a reason, and stands in the deviation log", () => {
    const interviewId = schedule();
    for (const slug of PANEL.slice(0, 4)) acknowledgeKit(as(slug), { interviewId });
    expect(page("dana.ortiz", interviewId).kitUnread).toEqual(["Ji-woo Kim"]);
    const refused = startInterview(as("dana.ortiz"), { interviewId });
    expect(refused).toMatchObject({ ok: false, reason: "kit" });
    expect(refused.ok ? "" : refused.sentence).toContain("Ji-woo Kim");
    expect(record(interviewId).interview.state).toBe("briefed");
    done(startInterview(as("dana.ortiz"), { interviewId, reason: "She comes ten minutes late." }));
    expect(log(interviewId)).toMatchObject([
      {
        kind: "kit",
        sentence: "The interview started before Ji-woo Kim had acknowledged the kit.",
        reasons: [{ name: "Lt. Dana Ortiz", reason: "She comes ten minutes late." }],
      },
    ]);
  });
});

describe("the course", () => {
  it("[INT-6] every turn is kept by the server's clock, and who joins late sees the same time", () => {
    const interviewId = live();
    const start = now;
    go(interviewId, 2);
    now += MINUTE;
    expect(page("elena.ruiz", interviewId).turn).toMatchObject({ since: start + 2 * MINUTE, before: 0, asked: [0, 1] });
    expect(page("elena.ruiz", interviewId).now).toBe(now);
    go(interviewId, 1, MINUTE);
    expect(page("ruth.bell", interviewId).turn).toMatchObject({ since: now, before: 2 * MINUTE });
    // The same button pressed twice is one turn.
    done(goToQuestion(as("ruth.bell"), { interviewId, index: 0 }));
    expect(turnsOf(db(), interviewId).map(({ question }) => question)).toEqual([0, 1, 0]);
    expect(log(interviewId)).toEqual([]);
    expect(() => db().$client.exec("update question_turn set at = 0")).toThrow(/append-only/);
    expect(() => db().$client.exec("delete from question_turn")).toThrow(/append-only/);
  });

  it("[INT-6] out of order, over time and left out are written down by themselves", () => {
    const interviewId = live();
    const { questions } = record(interviewId).terms;
    const planned = (n: number) => (questions[n - 1]?.minutes ?? 0) * MINUTE;
    go(interviewId, 2, planned(1) + MINUTE);
    expect(log(interviewId)).toEqual([]);
    go(interviewId, 4, planned(2) + 3 * MINUTE);
    expect(
      log(interviewId)
        .map(({ sentence }) => sentence)
        .sort(),
    ).toEqual(["Question 2 took 3 minutes longer than planned.", "Question 4 was asked before its turn."]);
    go(interviewId, 3);
    for (let n = 5; n < questions.length; n++) go(interviewId, n);
    now += MINUTE;
    done(endQuestions(as("dana.ortiz"), { interviewId, reason: "Time was up." }));
    const last = log(interviewId).slice(2);
    expect(last.map(({ sentence, by }) => [sentence, by])).toEqual([
      [`Question ${questions.length} was not asked.`, null],
    ]);
    expect(last[0]?.reasons).toMatchObject([{ name: "Lt. Dana Ortiz", reason: "Time was up." }]);
  });

  it("[INT-6] after a jump what was passed over stays named, the question that follows is in turn, and the end asks why", () => {
    const interviewId = live();
    for (const n of [2, 3, 4, 7]) go(interviewId, n);
    expect(page("dana.ortiz", interviewId).unasked).toEqual([4, 5, 7]);
    go(interviewId, 8);
    expect(log(interviewId).map(({ sentence }) => sentence)).toEqual(["Question 7 was asked before its turn."]);
    expect(page("dana.ortiz", interviewId).unasked).toEqual([4, 5]);
    const early = endQuestions(as("dana.ortiz"), { interviewId, reason: "  " });
    expect(early).toMatchObject({ ok: false, reason: "unasked" });
    expect(early.ok ? "" : early.sentence).toContain("Questions 5 and 6 were not asked.");
    expect(record(interviewId).interview.state).toBe("live");
    go(interviewId, 5);
    go(interviewId, 6);
    done(endQuestions(as("dana.ortiz"), { interviewId }));
    expect(log(interviewId)).toHaveLength(1);
  });

  it("[INT-6] the coordinator may move the questions and is told that it is for the moderator; the leads are not", () => {
    const interviewId = live();
    expect(page("amara.osei", interviewId).may).toMatchObject({ move: true, end: false, movesForModerator: true });
    for (const slug of ["dana.ortiz", "ruth.bell"])
      expect(page(slug, interviewId).may).toMatchObject({ move: true, end: true, movesForModerator: false });
    expect(page("marcus.hale", interviewId).may).toMatchObject({ move: false, movesForModerator: false });
    done(goToQuestion(as("amara.osei"), { interviewId, index: 1 }));
  });

  it("[INT-6] a move that is refused writes nothing, and a failing one leaves neither turn nor deviation", () => {
    const interviewId = live();
    const turns = turnsOf(db(), interviewId).length;
    expect(goToQuestion(as("marcus.hale"), { interviewId, index: 5 })).toMatchObject({ reason: "not-allowed" });
    const { $client } = db();
    $client.exec(
      "create temp trigger stop before update on interview begin select raise(abort, 'the disk is full'); end",
    );
    now += 30 * MINUTE;
    expect(() => goToQuestion(as("dana.ortiz"), { interviewId, index: 5 })).toThrow(/disk is full/);
    $client.exec("drop trigger temp.stop");
    expect(turnsOf(db(), interviewId)).toHaveLength(turns);
    expect(log(interviewId)).toEqual([]);
  });
});

describe("the deviation log", () => {
  it("[INT-7] leads add words, nobody changes any; it stands in the result, its PDF, the debrief and the report", async () => {
    const interviewId = live();
    go(interviewId, 3);
    const [entry] = log(interviewId);
    const words = "The projector failed, so we took the spoken question first.";
    const about = entry?.id ?? "";
    expect(noteDeviation(as("marcus.hale"), { interviewId, words, about })).toMatchObject({ reason: "not-allowed" });
    expect(noteDeviation(as(CHIEF), { interviewId, words, about })).toMatchObject({ reason: "not-found" });
    expect(noteDeviation(as("dana.ortiz"), { interviewId, words: " ", about })).toMatchObject({ reason: "words" });
    const elsewhere = noteDeviation(as("dana.ortiz"), { interviewId, words, about: "dv_elsewhere" });
    expect(elsewhere).toMatchObject({ reason: "no-deviation" });
    done(noteDeviation(as("dana.ortiz"), { interviewId, words, about }));
    done(noteDeviation(as("ruth.bell"), { interviewId, words: "A fire drill took four minutes.", about: null }));
    expect(() => db().$client.exec("update deviation set words = 'nothing happened'")).toThrow(/append-only/);
    expect(() => db().$client.exec("delete from deviation")).toThrow(/append-only/);

    const counts = async () =>
      (await reportPage(as("ruth.bell")))?.deviations
        .filter(({ processId }) => processId === ROUND)
        .reduce((all, { n }) => all + n, 0) ?? 0;
    const before = await counts();
    done(endQuestions(as("dana.ortiz"), { interviewId, reason: "Time was up." }));
    const missed = record(interviewId).terms.questions.length - 2;
    expect(await counts()).toBe(before + missed);
    for (const slug of PANEL) await hand(interviewId, slug);
    done(reveal(as("dana.ortiz"), { interviewId }));
    expect(debriefPage(as("elena.ruiz"), interviewId)?.deviations).toMatchObject([
      { sentence: "Question 3 was asked before its turn.", reasons: [{ reason: words }] },
      { sentence: "A fire drill took four minutes.", by: "Principal Ruth Bell" },
      ...Array.from({ length: missed }, () => ({ kind: "skipped" })),
    ]);

    const joint = demo.client(interviewRoom(record(interviewId), "joint"), "ruth.bell");
    await joint.synced();
    for (const { id } of record(interviewId).terms.criteria) {
      setValue(joint.doc, agreedKey(id), 4);
      editText(joint.doc, reasonKey(id), "Heard by all of us.");
    }
    await joint.saved();
    done(freezeResult(as("dana.ortiz"), { interviewId }));
    const { result } = record(interviewId).interview;
    const { deviations, panel } = JSON.parse(result ?? "{}") as PanelResult;
    expect(deviations).toHaveLength(2 + missed);
    expect(deviations?.[0]).toMatchObject({ question: 3, by: null, reasons: [{ name: "Lt. Dana Ortiz" }] });
    expect(panel.every(({ kitReadAt }) => typeof kitReadAt === "string")).toBe(true);
    const { blocks } = resultDocument({ content: result } as Parameters<typeof resultDocument>[0]);
    expect(JSON.stringify(blocks)).toContain(words);
    // From the freeze on the log is what the leads sign.
    expect(noteDeviation(as("dana.ortiz"), { interviewId, words, about: null })).toMatchObject({
      reason: "not-allowed",
    });
  });
});

describe("an observer", () => {
  it("[INT-8] is admitted by coordinator or leads, for one interview, and never out of the panel", async () => {
    const interviewId = schedule();
    const chief = demo.userId(CHIEF);
    expect(interviewPage(as(CHIEF), interviewId)).toBeNull();
    expect(admitObserver(as("marcus.hale"), { interviewId, userId: chief })).toMatchObject({ reason: "not-allowed" });
    for (const slug of ["marcus.hale", "ruth.bell", "nina.patel"])
      expect(admitObserver(as("amara.osei"), { interviewId, userId: demo.userId(slug) })).toMatchObject({
        reason: "no-observer",
      });
    done(admitObserver(as("amara.osei"), { interviewId, userId: chief }));
    expect(interviewPage(as(CHIEF), schedule())).toBeNull();
    expect(page("ji-woo.kim", interviewId).observers).toMatchObject([{ userId: chief, admittedBy: "Amara Osei" }]);
  });

  it("[INT-8] reads the notes live and gets no byte of a card, by socket, page or presence, until the cards open", async () => {
    const interviewId = live();
    const userId = demo.userId(CHIEF);
    const notesRoom = interviewRoom(record(interviewId), "notes");
    expect(await demo.client(notesRoom, CHIEF).closed()).toBe(CLOSE.noAccess.code);
    done(admitObserver(as("dana.ortiz"), { interviewId, userId }));

    const seen: string[] = [];
    const listen = (room: Parameters<typeof demo.client>[0]) => {
      const client = demo.client(room, CHIEF);
      client.doc.on("update", (bytes: Uint8Array) => seen.push(Buffer.from(bytes).toString("latin1")));
      return client;
    };
    const notes = listen(notesRoom);
    await notes.synced();
    await listen(interviewRoom(record(interviewId), "session")).synced();
    for (const slug of PANEL) {
      const card = demo.client(cardRoom(record(interviewId), demo.userId(slug)), CHIEF);
      expect(await card.closed()).toBe(CLOSE.noAccess.code);
    }
    const writer = demo.client(notesRoom, "elena.ruiz");
    await writer.synced();
    const paragraph = writer.doc.getXmlFragment(NOTES_FRAGMENT).get(1) as Y.XmlElement;
    paragraph.insert(0, [new Y.XmlText("Closed the door first.")]);
    await until(() => seen.join("").includes("Closed the door first."), "the observer to read the note");
    for (const slug of PANEL.slice(0, 2)) await hand(interviewId, slug);
    const read = async (path: string) => {
      const person = visitor(demo.server.url);
      const [name = "", value = ""] = demo.cookie(CHIEF).split(";")[0]?.split("=") ?? [];
      person.cookies.set(name, value);
      return (await person.get(path)).text();
    };
    const pages = ["", ".data", "/debrief"].map((end) => `/interviews/${interviewId}${end}`);
    for (const path of [...pages, "/desk", "/desk.data"]) expect(await read(path)).not.toContain("canary 77c2");
    expect(await read(pages[0] ?? "")).toContain("observer");
    expect(seen.join("")).toContain("Closed the door first.");
    expect(seen.join("")).not.toContain("canary 77c2");
    expect(seen.join("")).not.toContain("rating.");

    done(endQuestions(as("dana.ortiz"), { interviewId, reason: "Time was up." }));
    for (const slug of PANEL.slice(2)) await hand(interviewId, slug);
    done(reveal(as("dana.ortiz"), { interviewId }));
    expect(await notes.closed()).toBe(CLOSE.noAccess.code);
    expect(page(CHIEF, interviewId)).toMatchObject({ observing: true, debrief: false, rooms: { notes: null } });
    expect(await read(`/interviews/${interviewId}`)).not.toContain("canary 77c2");
    expect(await read(`/interviews/${interviewId}/debrief`)).not.toContain("canary 77c2");
  });

  it("[INT-8] loses the notes in the same tick the admission is taken back, and still stands in the record", async () => {
    const interviewId = live();
    const userId = demo.userId(CHIEF);
    done(admitObserver(as("amara.osei"), { interviewId, userId }));
    const notes = demo.client(interviewRoom(record(interviewId), "notes"), CHIEF);
    await notes.synced();
    done(dismissObserver(as("dana.ortiz"), { interviewId, userId }));
    expect(await notes.closed()).toBe(CLOSE.noAccess.code);
    expect(interviewPage(as(CHIEF), interviewId)).toBeNull();
    expect(page("ruth.bell", interviewId).observers).toEqual([]);
    done(endQuestions(as("dana.ortiz"), { interviewId, reason: "Time was up." }));
    for (const slug of PANEL) await hand(interviewId, slug);
    done(reveal(as("dana.ortiz"), { interviewId }));
    const joint = demo.client(interviewRoom(record(interviewId), "joint"), "ruth.bell");
    await joint.synced();
    for (const { id } of record(interviewId).terms.criteria) {
      setValue(joint.doc, agreedKey(id), 4);
      editText(joint.doc, reasonKey(id), "Heard by all of us.");
    }
    await joint.saved();
    done(freezeResult(as("ruth.bell"), { interviewId }));
    const { observers } = JSON.parse(record(interviewId).interview.result ?? "{}") as PanelResult;
    expect(observers).toMatchObject([{ role: "executive", admittedBy: "Amara Osei", until: expect.any(String) }]);
  });
});
