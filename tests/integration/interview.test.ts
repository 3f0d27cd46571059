import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstBrokenAudit } from "../../db/audit.ts";
import { newId } from "../../db/ids.ts";
import { type InterviewRecord, interviewRecord, openedCards } from "../../db/interviews.ts";
import { signaturesOf } from "../../db/processes.ts";
import { viewerOf } from "../../db/programs.ts";
import { rankingOf } from "../../db/ranking.ts";
import { recordById } from "../../db/records.ts";
import { auditEvent, candidate, card, sealedRecord } from "../../db/schema.ts";
import { verify } from "../../server/cli/verify.ts";
import { clearConflict, declareConflict, submitCard } from "../../server/commands/cards.ts";
import { cardRoom, interviewRoom } from "../../server/commands/interview-access.ts";
import { acknowledgeKit } from "../../server/commands/interview-kit.ts";
import {
  agreeReveal,
  endQuestions,
  goToQuestion,
  reveal,
  scheduleInterview,
  startInterview,
} from "../../server/commands/interviews.ts";
import { exportRecord } from "../../server/commands/records.ts";
import { freezeResult, reopenResult, signResult } from "../../server/commands/results.ts";
import type { CommandContext } from "../../server/context.ts";
import { type DeskRow, deskOf } from "../../server/desk/desk.ts";
import { debriefPage } from "../../server/pages/debrief.ts";
import { interviewPage } from "../../server/pages/interview.ts";
import { intact, verifyExport } from "../../server/records/export.ts";
import { fingerprint } from "../../server/records/hash.ts";
import { readableRecord } from "../../server/records/reading.ts";
import { evidenceKey, type Rating, ratingKey } from "../../shared/documents/card.ts";
import { editText, readText, setValue } from "../../shared/documents/form.ts";
import { agreedKey, dissentKey, movedKey, moveReasonKey, reasonKey } from "../../shared/documents/joint.ts";
import type { PanelResult } from "../../shared/documents/result.ts";
import type { Room } from "../../shared/rooms.ts";
import { CLOSE } from "../../shared/wire.ts";
import { until } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";

const ORTIZ = "dana.ortiz";
const BELL = "ruth.bell";
const HALE = "marcus.hale";
const RUIZ = "elena.ruiz";
const KIM = "ji-woo.kim";
const OSEI = "amara.osei";
const PANEL = [ORTIZ, HALE, BELL, RUIZ, KIM];
const CANARY = "Canary 4417: stood by the door and let the teacher keep the room.";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterAll(() => demo.close());

function as(slug: string): CommandContext {
  const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
}

/** A fresh interview of a fresh candidate in a round whose agreement is in force. */
function schedule(processId = "middle-school"): string {
  const id = newId("cd");
  const { db } = demo.server.context;
  db.insert(candidate)
    .values({
      id,
      programId: PROGRAM,
      processId,
      name: "Officer Robin Vale",
      state: "eligible",
      createdBy: demo.userId(OSEI),
      createdAt: Date.now(),
    })
    .run();
  const made = scheduleInterview(as(OSEI), { candidateId: id, scheduledAt: Date.now() });
  if (!made.ok) throw new Error(made.sentence);
  return made.interviewId;
}

const record = (id: string): InterviewRecord => {
  const found = interviewRecord(demo.server.context.db, PROGRAM, id);
  if (!found) throw new Error("no such interview");
  return found;
};
const seat = (id: string, slug: string) => {
  const found = record(id).seats.find((s) => s.userId === demo.userId(slug));
  if (!found) throw new Error("no such seat");
  return found;
};
/** Reads the kit, as everybody who rates does, and declares. */
const declare = (id: string, slug: string, choice: "none" | "disclosed" | "recused" = "none", text = "") => {
  acknowledgeKit(as(slug), { interviewId: id });
  return declareConflict(as(slug), { interviewId: id, choice, text });
};

/** Opens a room as a person, edits it, waits for the acknowledgement. */
async function edit(room: Room, slug: string, change: (doc: import("yjs").Doc) => void) {
  const client = demo.client(room, slug);
  await client.synced();
  change(client.doc);
  await client.saved();
  return client;
}

async function rate(id: string, slug: string, rating: Rating, evidence = "") {
  await edit(cardRoom(record(id), demo.userId(slug)), slug, (doc) => {
    for (const criterion of record(id).terms.criteria) {
      setValue(doc, ratingKey(criterion.id), rating);
      if (evidence) editText(doc, evidenceKey(criterion.id), evidence);
    }
  });
}

/** An interview in which everyone declared no tie and the questions have ended. */
function scoring(raters = PANEL, processId?: string): string {
  const id = schedule(processId);
  for (const slug of raters) expect(declare(id, slug)).toMatchObject({ ok: true });
  expect(startInterview(as(ORTIZ), { interviewId: id })).toEqual({ ok: true });
  expect(endQuestions(as(ORTIZ), { interviewId: id, reason: "Time was up." })).toEqual({ ok: true });
  return id;
}

async function consensus(ratings: Partial<Record<string, Rating>> = {}): Promise<string> {
  const id = scoring();
  for (const slug of PANEL) {
    await rate(id, slug, ratings[slug] ?? 3);
    expect(submitCard(as(slug), { interviewId: id })).toEqual({ ok: true });
  }
  expect(reveal(as(BELL), { interviewId: id })).toEqual({ ok: true });
  return id;
}

async function agree(id: string, slug = BELL, score: 3 | 4 | "not-measured" = 4) {
  return edit(interviewRoom(record(id), "joint"), slug, (doc) => {
    for (const criterion of record(id).terms.criteria) {
      setValue(doc, agreedKey(criterion.id), score);
      editText(doc, reasonKey(criterion.id), "Verified in the file and in the notes.");
    }
  });
}

async function frozen(ratings?: Partial<Record<string, Rating>>) {
  const id = await consensus(ratings);
  await agree(id);
  const outcome = freezeResult(as(ORTIZ), { interviewId: id });
  if (!outcome.ok) throw new Error(outcome.sentence);
  return { id, hash: outcome.hash };
}

describe("cards before the reveal", () => {
  it("[CARD-1] nobody but its owner gets a byte of a card: no page, no room name, no socket, no audit payload", async () => {
    const id = scoring();
    await rate(id, HALE, 5, CANARY);
    submitCard(as(HALE), { interviewId: id });
    const owner = demo.userId(HALE);
    for (const slug of [ORTIZ, BELL, RUIZ, KIM, OSEI, "tom.brandt", "lillian.cho"]) {
      const page = JSON.stringify(interviewPage(as(slug), id) ?? null);
      expect(page).not.toContain("Canary");
      expect(page).not.toContain(`card-${owner}`);
      expect(debriefPage(as(slug), id)).toBeNull();
      const spy = demo.client(cardRoom(record(id), owner), slug);
      expect(await spy.closed()).toBe(CLOSE.noAccess.code);
      expect(readText(spy.doc, evidenceKey("youth-engagement"))).toBe("");
    }
    expect(openedCards(demo.server.context.db, id).size).toBe(0);
    expect(rankingOf(demo.server.context.db, "middle-school", as(BELL).viewer).map((r) => r.interviewId)).not.toContain(
      id,
    );
    const payloads = demo.server.context.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id)).all();
    expect(JSON.stringify(payloads)).not.toContain("Canary");
    expect(JSON.stringify(interviewPage(as(HALE), id))).toContain(`card-${owner}`);
  });

  it("[CARD-2] a card opens only after the owner's declaration", async () => {
    const id = schedule();
    const client = demo.client(cardRoom(record(id), demo.userId(KIM)), KIM);
    expect(await client.closed()).toBe(CLOSE.noAccess.code);
    expect(interviewPage(as(KIM), id)).toMatchObject({ mine: { state: "assigned", room: null } });
    expect(declare(id, KIM)).toEqual({ ok: true });
    expect(interviewPage(as(KIM), id)).toMatchObject({ mine: { state: "draft", room: { mode: "write" } } });
    expect(declare(id, KIM)).toMatchObject({ ok: false, reason: "moved-on" });
  });

  it("[CARD-3] a card with gaps is not submitted, and the refusal names each gap", async () => {
    const id = scoring();
    expect(submitCard(as(RUIZ), { interviewId: id })).toMatchObject({ ok: false, reason: "missing" });
    await rate(id, RUIZ, 5);
    const refused = submitCard(as(RUIZ), { interviewId: id });
    expect(refused).toMatchObject({ ok: false, reason: "missing" });
    expect(refused.ok ? "" : refused.sentence).toContain("Youth engagement: a 5 needs one sentence of evidence.");
    await rate(id, RUIZ, 5, "Named when he handed over and why.");
    expect(submitCard(as(RUIZ), { interviewId: id })).toEqual({ ok: true });
  });

  it("[CARD-4] a submitted card accepts no edit, and a panelist cannot submit for another", async () => {
    const id = scoring();
    await rate(id, KIM, 3);
    const client = demo.client(cardRoom(record(id), demo.userId(KIM)), KIM);
    await client.synced();
    expect(submitCard(as(KIM), { interviewId: id })).toEqual({ ok: true });
    setValue(client.doc, ratingKey("youth-engagement"), 1);
    await client.closed();
    reveal(as(ORTIZ), { interviewId: id });
    const row = demo.server.context.db
      .select()
      .from(card)
      .where(eq(card.id, seat(id, KIM).cardId))
      .get();
    expect(JSON.parse(row?.content ?? "{}").ratings["youth-engagement"]).toBe(3);
    expect(submitCard(as(OSEI), { interviewId: id })).toMatchObject({ ok: false });
    expect(submitCard(as(KIM), { interviewId: id })).toMatchObject({ ok: false, reason: "moved-on" });
  });

  it("[CARD-7] both leads clear a disclosed tie; a lead's own is cleared by the other lead alone", () => {
    const id = schedule();
    expect(declare(id, KIM, "disclosed")).toMatchObject({ ok: false, reason: "text" });
    expect(declare(id, KIM, "disclosed", "He volunteers at the center I run.")).toEqual({ ok: true });
    const clear = (slug: string, of: string, reason = "No reporting line.") =>
      clearConflict(as(slug), { interviewId: id, userId: demo.userId(of), decision: "clear", reason });
    expect(clear(KIM, KIM)).toMatchObject({ ok: false, reason: "own" });
    expect(clear(OSEI, KIM)).toMatchObject({ ok: false, reason: "not-allowed" });
    expect(clear(ORTIZ, KIM, " ")).toMatchObject({ ok: false, reason: "reason" });
    expect(clear(ORTIZ, KIM)).toEqual({ ok: true, state: "disclosed" });
    expect(clear(ORTIZ, KIM)).toMatchObject({ ok: false, reason: "already-decided" });
    // Who has decided waits for the other lead.
    const ties = (rows: DeskRow[]) =>
      rows.filter(({ key }) => key.startsWith("clear-") && key.endsWith(id)).map((row) => row.sentence);
    expect(ties(deskOf(as(ORTIZ)).you)).toEqual([]);
    expect(ties(deskOf(as(ORTIZ)).others)).toMatchObject([
      expect.stringMatching(/^Principal Ruth Bell to decide on the tie .* disclosed to /),
    ]);
    expect(ties(deskOf(as(BELL)).you)).toMatchObject([expect.stringMatching(/^Decide on the tie /)]);
    expect(ties(deskOf(as(BELL)).others)).toEqual([]);
    expect(clear(BELL, KIM)).toEqual({ ok: true, state: "draft" });
    expect(declare(id, ORTIZ, "disclosed", "Same squad in 2019.")).toEqual({ ok: true });
    expect(clear(ORTIZ, ORTIZ)).toMatchObject({ ok: false, reason: "own" });
    expect(clear(BELL, ORTIZ)).toEqual({ ok: true, state: "draft" });
  });

  it("[CARD-8] one lead's decline is enough: the person does not rate", () => {
    const id = schedule();
    declare(id, HALE, "disclosed", "Brother-in-law.");
    const outcome = clearConflict(as(BELL), {
      interviewId: id,
      userId: demo.userId(HALE),
      decision: "decline",
      reason: "Family.",
    });
    expect(outcome).toEqual({ ok: true, state: "recused" });
    expect(interviewPage(as(HALE), id)).toBe("recused");
  });
});

describe("the interview", () => {
  it("[INT-1] the leads start and end it; everyone's view follows the question", () => {
    const id = schedule();
    for (const slug of [HALE, OSEI]) expect(startInterview(as(slug), { interviewId: id })).toMatchObject({ ok: false });
    for (const slug of PANEL) acknowledgeKit(as(slug), { interviewId: id });
    expect(startInterview(as(BELL), { interviewId: id })).toEqual({ ok: true });
    expect(startInterview(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: false, reason: "moved-on" });
    expect(goToQuestion(as(HALE), { interviewId: id, index: 1 })).toMatchObject({ ok: false, reason: "not-allowed" });
    expect(goToQuestion(as(ORTIZ), { interviewId: id, index: 99 })).toMatchObject({ ok: false, reason: "no-question" });
    expect(goToQuestion(as(ORTIZ), { interviewId: id, index: 2 })).toEqual({ ok: true });
    expect(interviewPage(as(RUIZ), id)).toMatchObject({ question: 2, may: { move: false, start: false } });
    expect(endQuestions(as(ORTIZ), { interviewId: id, reason: "Time was up." })).toEqual({ ok: true });
    expect(goToQuestion(as(ORTIZ), { interviewId: id, index: 0 })).toMatchObject({ ok: false, reason: "not-live" });
  });

  it("[INT-2] shared notes close when the questions end", async () => {
    const id = schedule();
    for (const slug of PANEL) acknowledgeKit(as(slug), { interviewId: id });
    startInterview(as(ORTIZ), { interviewId: id });
    const client = demo.client(interviewRoom(record(id), "notes"), KIM);
    await client.synced();
    endQuestions(as(ORTIZ), { interviewId: id, reason: "Time was up." });
    await client.closed();
    expect(interviewPage(as(KIM), id)).toMatchObject({ rooms: { notes: { mode: "read" } } });
  });

  it("[INT-3] a recused person counts nowhere and sees nothing of the interview", async () => {
    const id = schedule();
    for (const slug of PANEL) declare(id, slug, slug === KIM ? "recused" : "none");
    startInterview(as(ORTIZ), { interviewId: id });
    endQuestions(as(ORTIZ), { interviewId: id, reason: "Time was up." });
    for (const slug of PANEL.filter((s) => s !== KIM)) {
      await rate(id, slug, 4);
      submitCard(as(slug), { interviewId: id });
    }
    expect(reveal(as(ORTIZ), { interviewId: id })).toEqual({ ok: true });
    expect(debriefPage(as(KIM), id)).toBeNull();
    expect(await demo.client(interviewRoom(record(id), "joint"), KIM).closed()).toBe(CLOSE.noAccess.code);
    expect(debriefPage(as(ORTIZ), id)?.raters).not.toContain(demo.userId(KIM));
    await agree(id);
    expect(freezeResult(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: true });
    const result = JSON.parse(record(id).interview.result ?? "{}") as PanelResult;
    expect(result.criteria.every((c) => c.first.length === 4)).toBe(true);
    expect(result.panel.find((s) => s.userId === demo.userId(KIM))?.card).toBe("recused");
  });

  it("[INT-4] open scoring shows the other cards' rooms from the start, because both leads signed it", () => {
    const id = scoring([ORTIZ, BELL], "evening-events");
    const page = interviewPage(as(BELL), id);
    if (page === null || page === "recused") throw new Error("no page");
    expect(page.openScoring).toBe(true);
    expect(page.openCards.map((c) => c.userId)).toEqual([demo.userId(ORTIZ)]);
  });
});

describe("the reveal", () => {
  it("[CARD-9] cards open only when all are in, and then on every screen at the same moment", async () => {
    const id = scoring();
    for (const slug of PANEL.slice(1)) {
      await rate(id, slug, 3);
      submitCard(as(slug), { interviewId: id });
    }
    expect(reveal(as(BELL), { interviewId: id })).toMatchObject({ ok: false, reason: "waiting" });
    await rate(id, ORTIZ, 4);
    submitCard(as(ORTIZ), { interviewId: id });
    for (const slug of [HALE, OSEI])
      expect(reveal(as(slug), { interviewId: id })).toMatchObject({ reason: "not-allowed" });
    const screens = [ORTIZ, HALE, KIM].map((slug) => demo.client(interviewRoom(record(id), "session"), slug));
    for (const screen of screens) await screen.synced();
    const before = screens.map((screen) => screen.changes());
    expect(reveal(as(BELL), { interviewId: id })).toEqual({ ok: true });
    await until(() => screens.every((screen, i) => screen.changes() > (before[i] ?? 0)), "every screen told");
    for (const slug of [HALE, KIM, OSEI]) expect(debriefPage(as(slug), id)?.first["youth-engagement"]).toHaveLength(5);
    expect(reveal(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: false, reason: "moved-on" });
  });

  it("[CARD-10] both leads together may open without a missing card, each with a reason on record", async () => {
    const id = scoring();
    for (const slug of PANEL.filter((s) => s !== RUIZ)) {
      await rate(id, slug, 3);
      submitCard(as(slug), { interviewId: id });
    }
    await rate(id, RUIZ, 5, CANARY);
    expect(agreeReveal(as(OSEI), { interviewId: id, reason: "Late." })).toMatchObject({ ok: false });
    expect(agreeReveal(as(ORTIZ), { interviewId: id, reason: "" })).toMatchObject({ ok: false, reason: "reason" });
    expect(agreeReveal(as(ORTIZ), { interviewId: id, reason: "Called away." })).toEqual({ ok: true });
    expect(reveal(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: false, reason: "waiting" });
    expect(agreeReveal(as(BELL), { interviewId: id, reason: "Agreed by phone." })).toEqual({ ok: true });
    expect(reveal(as(ORTIZ), { interviewId: id })).toEqual({ ok: true });
    expect(seat(id, RUIZ).state).toBe("missing");
    expect(JSON.stringify(debriefPage(as(HALE), id))).not.toContain("Canary");
    await agree(id);
    expect(freezeResult(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: true });
    const result = JSON.parse(record(id).interview.result ?? "{}") as PanelResult;
    expect(result.openedWithout.map((d) => d.reason)).toEqual(["Called away.", "Agreed by phone."]);
    expect(JSON.stringify(result)).not.toContain("Canary");
  });
});

describe("the joint scorecard and its seal", () => {
  it("[SEAL-2] it is fixed only when every criterion has a score and a reason, and every move its reason", async () => {
    const id = await consensus({ [HALE]: 4 });
    expect(freezeResult(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: false, reason: "missing" });
    await agree(id);
    const me = demo.userId(HALE);
    await edit(interviewRoom(record(id), "joint"), HALE, (doc) => setValue(doc, movedKey("youth-engagement", me), 3));
    expect(freezeResult(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: false, reason: "missing" });
    await edit(interviewRoom(record(id), "joint"), HALE, (doc) => {
      editText(doc, moveReasonKey("youth-engagement", me), "I rated how well he talks.");
      editText(doc, dissentKey("judgment-discretion", me), "I stay at 4.");
    });
    expect(freezeResult(as(HALE), { interviewId: id })).toMatchObject({ ok: false, reason: "not-allowed" });
    expect(freezeResult(as(BELL), { interviewId: id })).toMatchObject({ ok: true });
    const result = JSON.parse(record(id).interview.result ?? "{}") as PanelResult;
    const youth = result.criteria.find((c) => c.id === "youth-engagement");
    expect(youth?.first.find((f) => f.userId === me)?.rating).toBe(4);
    expect(youth?.moves).toEqual([{ userId: me, from: 4, to: 3, reason: "I rated how well he talks." }]);
    expect(result.criteria.find((c) => c.id === "judgment-discretion")?.dissent).toEqual([
      { userId: me, rating: 4, text: "I stay at 4." },
    ]);
  });

  it("[SEAL-3] the supervisor signs first, then the administrator; nobody else signs", async () => {
    const { id, hash } = await frozen();
    const sign = (slug: string, seen = hash) => signResult(as(slug), { interviewId: id, hash: seen });
    expect(sign(BELL)).toMatchObject({ ok: false, reason: "out-of-turn" });
    for (const slug of [HALE, OSEI]) expect(sign(slug)).toMatchObject({ ok: false, reason: "not-allowed" });
    expect(sign(ORTIZ)).toEqual({ ok: true, recordId: null });
    expect(sign(ORTIZ)).toMatchObject({ ok: false, reason: "already-signed" });
    const sealed = sign(BELL);
    expect(sealed).toMatchObject({ ok: true, recordId: expect.any(String) });
    expect(sign(BELL)).toMatchObject({ ok: false, reason: "moved-on" });
    expect(record(id).interview.state).toBe("sealed");
    expect(record(id).candidate.state).toBe("decided");
    expect(record(id).seats.every((s) => s.state === "sealed")).toBe(true);
  });

  it("[SEAL-4] a signature on another hash than the record's is refused", async () => {
    const { id, hash } = await frozen();
    const stale = signResult(as(ORTIZ), { interviewId: id, hash: "0".repeat(64) });
    expect(stale).toMatchObject({ ok: false, reason: "changed-while-signing" });
    expect(reopenResult(as(BELL), { interviewId: id, reason: "A word is wrong." })).toEqual({ ok: true });
    await edit(interviewRoom(record(id), "joint"), BELL, (doc) =>
      editText(doc, reasonKey("youth-engagement"), "Another sentence."),
    );
    expect(freezeResult(as(ORTIZ), { interviewId: id })).toMatchObject({ ok: true });
    expect(signResult(as(ORTIZ), { interviewId: id, hash })).toMatchObject({ reason: "changed-while-signing" });
  });

  it("[SEAL-5] opening it again voids the signatures visibly and goes on from the same words", async () => {
    const { id, hash } = await frozen();
    signResult(as(ORTIZ), { interviewId: id, hash });
    expect(reopenResult(as(HALE), { interviewId: id, reason: "No." })).toMatchObject({ ok: false });
    expect(reopenResult(as(BELL), { interviewId: id, reason: " " })).toMatchObject({ ok: false, reason: "reason" });
    expect(reopenResult(as(BELL), { interviewId: id, reason: "The note on Q5 was misread." })).toEqual({ ok: true });
    const given = signaturesOf(demo.server.context.db, "result", id);
    expect(given).toHaveLength(1);
    expect(given[0]).toMatchObject({ voidReason: "The note on Q5 was misread." });
    const joint = interviewRoom(record(id), "joint");
    expect(joint.revision).toBe(2);
    expect(readText(demo.rooms.read(joint), reasonKey("youth-engagement"))).toBe(
      "Verified in the file and in the notes.",
    );
    const again = freezeResult(as(ORTIZ), { interviewId: id });
    if (!again.ok) throw new Error(again.sentence);
    expect(signResult(as(ORTIZ), { interviewId: id, hash: again.hash })).toMatchObject({ ok: true });
    expect(signResult(as(BELL), { interviewId: id, hash: again.hash })).toMatchObject({ ok: true });
    const result = JSON.parse(record(id).interview.result ?? "{}") as PanelResult;
    expect(result.reopened.map((d) => d.reason)).toEqual(["The note on Q5 was misread."]);
  });

  it("[SEAL-6] a sealed room accepts no edit, and the database keeps the record as it is", async () => {
    const { id, hash } = await frozen();
    const client = demo.client(interviewRoom(record(id), "joint"), BELL);
    await client.synced();
    signResult(as(ORTIZ), { interviewId: id, hash });
    const sealed = signResult(as(BELL), { interviewId: id, hash });
    if (!sealed.ok || !sealed.recordId) throw new Error("not sealed");
    setValue(client.doc, agreedKey("youth-engagement"), 1);
    await client.closed();
    const kept = recordById(demo.server.context.db, PROGRAM, sealed.recordId);
    expect(kept && fingerprint(JSON.parse(kept.content)).hash).toBe(hash);
    expect(kept && intact(kept)).toBe(true);
    expect(reopenResult(as(ORTIZ), { interviewId: id, reason: "Late." })).toMatchObject({ ok: false });
    const { db } = demo.server.context;
    expect(() => db.update(sealedRecord).set({ title: "x" }).run()).toThrow("never changes");
    expect(() => db.delete(sealedRecord).run()).toThrow("never deleted");
  });

  it("[SEAL-7] the hash is recomputed by an independent script from the exported file; one changed digit shows", async () => {
    const { id, hash } = await frozen({ [HALE]: "not-observed" });
    signResult(as(ORTIZ), { interviewId: id, hash });
    const sealed = signResult(as(BELL), { interviewId: id, hash });
    if (!sealed.ok || !sealed.recordId) throw new Error("not sealed");
    const exported = exportRecord(as(KIM), { recordId: sealed.recordId });
    if (!exported.ok) throw new Error(exported.sentence);
    const file = path.join(demo.server.dataDir, "record.json");
    writeFileSync(file, exported.file);
    const script = path.join(import.meta.dirname, "../support/verify-record.mjs");
    expect(JSON.parse(execFileSync("node", [script, file], { encoding: "utf8" }))).toEqual({
      unchanged: true,
      hash,
      signatures: 2,
    });
    const lines: string[] = [];
    expect(await verify([file], demo.server.context.env, (line) => lines.push(line))).toBe(0);
    expect(lines.join(" ")).toContain(hash);
    const forged = exported.file.replace('"agreed": 4', '"agreed": 5');
    expect(verifyExport(forged)).toMatchObject({ result: "changed" });
    writeFileSync(file, forged);
    expect(await verify([file], demo.server.context.env, () => {})).toBe(1);
    const events = demo.server.context.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.subjectId, sealed.recordId))
      .all();
    expect(events.map((e) => e.type)).toContain("record.exported");
    expect(exportRecord(as(OSEI), { recordId: "rec_none" })).toMatchObject({ ok: false, reason: "not-found" });
  });

  it("[SEAL-8] a sealed result is read by the panel, the coordinator and the executives, and by nobody from outside the panel", async () => {
    const { id, hash } = await frozen();
    signResult(as(ORTIZ), { interviewId: id, hash });
    const sealed = signResult(as(BELL), { interviewId: id, hash });
    if (!sealed.ok || !sealed.recordId) throw new Error("not sealed");
    for (const slug of [...PANEL, OSEI, "tom.brandt", "lillian.cho"])
      expect(readableRecord(as(slug), sealed.recordId)?.hash).toBe(hash);
    expect(readableRecord(as("casey.monroe"), sealed.recordId)).toBeNull();
    expect(firstBrokenAudit(demo.server.context.db)).toBeNull();
  });
});
