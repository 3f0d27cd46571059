import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { firstBrokenAudit } from "../../db/audit.ts";
import { candidatesOf } from "../../db/candidates.ts";
import { decisionById, frameOf, rationaleRoom } from "../../db/decisions.ts";
import { evaluationsOf } from "../../db/evaluations.ts";
import { evidenceOf } from "../../db/evidence.ts";
import { type Db, openDatabase } from "../../db/open.ts";
import { processById, ratersOf, termsOf as termsIn } from "../../db/processes.ts";
import { castOf } from "../../db/programs.ts";
import { cellsOf } from "../../db/ratings.ts";
import { firstBrokenUpdate, loadDocument } from "../../db/rooms.ts";
import * as tables from "../../db/schema.ts";
import { storyCalendar } from "../../db/seed/calendar.ts";
import { seedDemo } from "../../db/seed/demo.ts";
import { fingerprint, sha256, signedHashes } from "../../server/records/hash.ts";
import { backing } from "../../server/room/backing.ts";
import { declareRoots, judge } from "../../server/room/judge.ts";
import { agreementOfRaters } from "../../shared/agreement-of-raters.ts";
import { type CardContent, missingOnCard, readCard } from "../../shared/documents/card.ts";
import { missingInReview, saysSomething } from "../../shared/documents/checkpoint.ts";
import type { CheckpointReview } from "../../shared/documents/checkpoint-review.ts";
import { missingInDecision, readDecision } from "../../shared/documents/decision.ts";
import { missingInGoals } from "../../shared/documents/evaluation.ts";
import { missingOnJoint, readJoint } from "../../shared/documents/joint.ts";
import { missingInTerms, type ProcessTerms } from "../../shared/documents/process.ts";
import { missingInLetter } from "../../shared/letters.ts";
import { LIFECYCLES } from "../../shared/machine.ts";
import { checkpointForm } from "../../shared/probation.ts";
import { parseRoom, roomName } from "../../shared/rooms.ts";
import { mechanicalScore } from "../../shared/statistics/scores.ts";

const NOW = Date.parse("2027-03-06T20:30:00Z"); // a Saturday: every date of the story has to move to a weekday
const folder = mkdtempSync(path.join(os.tmpdir(), "accord-demo-"));
let db: Db;

beforeAll(async () => {
  db = openDatabase(folder);
  await seedDemo(db, { now: NOW, dataDir: folder });
});

afterAll(() => {
  db.$client.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the demonstration", () => {
  // A program has one agreement, a round one decision: their states in between take a moment and are not held.
  // Officers' cases stand where a visitor finds most to see: one probation, two evaluations, no removal.
  const held: Record<string, string[]> = {
    mou: ["adopted"],
    decision: ["rationale", "authorizing", "sealed"],
    probation: ["running"],
    checkpoint: ["planned", "joint", "sealed"],
    evaluation: ["together", "sealed"],
    removal: [],
  };
  // How a training stands follows from its days and is no column of its own.
  const kept = Object.entries(LIFECYCLES).filter(([name]) => name !== "training");
  for (const [name, table] of kept)
    for (const state of held[name] ?? Object.keys(table.states))
      it(`[DEMO-1] holds a ${name} in the state "${state}"`, () => {
        const rows = db.$client.prepare(`select count(*) from ${name} where state = ?`).pluck().get(state);
        expect(rows).toBeGreaterThan(0);
      });

  it("[DEMO-1] holds nothing in a state that does not exist", () => {
    for (const [name, table] of kept) {
      const states = db.$client.prepare(`select distinct state from ${name}`).pluck().all();
      expect(Object.keys(table.states)).toEqual(expect.arrayContaining(states));
    }
  });

  it("[DEMO-2] keeps an unbroken audit log, in the order of the clock, with nothing from the future", () => {
    expect(firstBrokenAudit(db)).toBeNull();
    const times = db.$client.prepare("select at from audit_event order by seq").pluck().all() as number[];
    expect(times.length).toBeGreaterThan(100);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(NOW);
    const edits = db.$client.prepare("select max(at) from room_update").pluck().get();
    expect(edits).toBeLessThanOrEqual(NOW);
  });

  it("[DEMO-3] seals and signs by hashes that can be computed again", () => {
    const sealed = db.select().from(tables.sealedRecord).all();
    expect(sealed.map((r) => r.kind)).toEqual(
      expect.arrayContaining(["process-agreement", "panel-result", "mou", "decision", "checkpoint", "evaluation"]),
    );
    for (const record of sealed) {
      expect(sha256(record.content)).toBe(record.hash);
      expect(fingerprint(JSON.parse(record.content)).content).toBe(record.content);
      const signatures = JSON.parse(record.signatures) as { hash: string; role: string }[];
      const signers = {
        mou: ["executive", "executive"],
        decision: ["administrator", "executive", "executive", "supervisor"],
        evaluation: ["administrator", "executive", "officer", "supervisor"],
      };
      expect(signatures.map((s) => s.role).sort()).toEqual(
        signers[record.kind as keyof typeof signers] ?? ["administrator", "supervisor"],
      );
      const bound = signedHashes(JSON.parse(record.content), record.hash);
      for (const signature of signatures) expect(bound).toContain(signature.hash);
    }
    for (const round of db.select().from(tables.process).all())
      if (round.terms) expect(sha256(round.terms)).toBe(round.termsHash);
    for (const interview of db.select().from(tables.interview).all())
      if (interview.result) expect(sha256(interview.result)).toBe(interview.resultHash);
    for (const decision of db.select().from(tables.decision).all())
      if (decision.content) expect(sha256(decision.content)).toBe(decision.contentHash);
    for (const checkpoint of db.select().from(tables.checkpoint).all())
      if (checkpoint.content) expect(sha256(checkpoint.content)).toBe(checkpoint.contentHash);
    for (const probation of db.select().from(tables.probation).all())
      expect(sha256(probation.plan)).toBe(probation.planHash);
    for (const evaluation of db.select().from(tables.evaluation).all())
      if (evaluation.goals) expect(sha256(evaluation.goals)).toBe(evaluation.goalsHash);
  });

  it("[DEMO-4] writes every room as the server does: each change fits the shape and belongs to its author", () => {
    for (const room of db.select().from(tables.room).all()) {
      const place = parseRoom(room.name);
      const behind = place && backing(db, place);
      expect(behind, room.name).not.toBeNull();
      if (!behind) continue;
      expect(firstBrokenUpdate(db, room.id), room.name).toBeNull();
      const owners = new Map(
        db.$client.prepare("select client_id, user_id from room_client where room_id = ?").raw().all(room.id) as [
          number,
          string,
        ][],
      );
      const doc = declareRoots(new Y.Doc({ gc: false }), behind.shape);
      const updates = db.$client
        .prepare("select user_id as userId, bytes from room_update where room_id = ? order by seq")
        .all(room.id) as { userId: string | null; bytes: Buffer }[];
      updates.forEach(({ userId, bytes }, i) => {
        expect(userId === null, `${room.name}: the first change is the server's, the rest are not`).toBe(i === 0);
        for (const struct of Y.decodeUpdate(bytes).structs)
          expect(owners.get(struct.id.client), room.name).toBe(userId ?? undefined);
        let verdict: string | null = null;
        const check = (transaction: Y.Transaction) => {
          if (userId !== null) verdict = judge(transaction, behind.shape, userId);
        };
        doc.once("afterTransaction", check);
        Y.applyUpdate(doc, bytes);
        expect(verdict, `${room.name} #${i + 1}`).toBeNull();
      });
    }
  });

  it("[DEMO-4] opens every room that the record behind it needs", () => {
    const names = new Set(
      db
        .select()
        .from(tables.room)
        .all()
        .map((r) => r.name),
    );
    for (const card of db.select().from(tables.card).all())
      expect(names).toContain(`larkfield/interview/${card.interviewId}/card-${card.userId}/r1`);
    for (const interview of db.select().from(tables.interview).all()) {
      expect(names).toContain(`larkfield/interview/${interview.id}/notes/r1`);
      expect(names).toContain(`larkfield/interview/${interview.id}/session/r1`);
      const joint = `larkfield/interview/${interview.id}/joint/r1`;
      expect(names.has(joint)).toBe(["consensus", "frozen", "sealed"].includes(interview.state));
    }
  });

  it("[DEMO-5] keeps its cards complete and equal to what their rooms say", () => {
    for (const card of db.select().from(tables.card).all()) {
      const terms = termsOf(card.interviewId);
      const live = readCard(
        loadDocument(db, `larkfield/interview/${card.interviewId}/card-${card.userId}/r1`),
        terms.criteria,
      );
      const content = card.content ? (JSON.parse(card.content) as CardContent) : null;
      expect(content !== null).toBe(["submitted", "revealed", "sealed"].includes(card.state));
      if (!content) continue;
      expect(content).toEqual(live);
      expect(missingOnCard(content, terms.criteria), card.id).toEqual([]);
    }
  });

  it("[DEMO-5] signs only agreements and joint scorecards that miss nothing", () => {
    for (const round of db.select().from(tables.process).all())
      if (round.terms) expect(missingInTerms(JSON.parse(round.terms)), round.id).toEqual([]);
    for (const interview of db.select().from(tables.interview).all()) {
      if (!interview.result) continue;
      const { criteria, panel } = termsOf(interview.id);
      const joint = readJoint(loadDocument(db, `larkfield/interview/${interview.id}/joint/r1`), criteria, panel);
      expect(missingOnJoint(joint, criteria), interview.id).toEqual([]);
    }
  });

  it("[DEMO-5] fixes only decisions that miss nothing, and releases only letters without a gap", () => {
    const fixed = db
      .select()
      .from(tables.decision)
      .all()
      .flatMap(({ id }) => decisionById(db, "larkfield", id) ?? [])
      .filter((row) => row.state !== "rationale");
    expect(fixed.length).toBeGreaterThan(1);
    for (const row of fixed) {
      const frame = frameOf(db, row);
      expect(missingInDecision(readDecision(loadDocument(db, roomName(rationaleRoom(row))), frame), frame)).toEqual([]);
    }
    const people = db.select().from(tables.candidate).all();
    const letters = db.select().from(tables.letter).all();
    expect(letters.length).toBeGreaterThan(1);
    for (const { body, candidateId, releasedAt } of letters) {
      const to = people.find(({ id }) => id === candidateId);
      const others = people.filter((one) => one.processId === to?.processId && one !== to).map(({ name }) => name);
      expect(releasedAt).not.toBeNull();
      expect(missingInLetter(body, { to: to?.name ?? "", others })).toEqual([]);
    }
  });

  it("[DEMO-5] presents only a review that misses nothing, and keeps what each wrote alone as it was handed in", () => {
    const all = db.select().from(tables.checkpoint).all();
    expect(all.map(({ state }) => state)).toEqual(["sealed", "joint", "planned", "planned"]);
    for (const { content, formId } of all)
      if (content) {
        const review = JSON.parse(content) as CheckpointReview;
        expect(missingInReview(review, checkpointForm(formId))).toEqual([]);
        expect(review.answer?.choice).toBe("agree");
      }
    const inputs = db.select().from(tables.checkpointInput).all();
    expect(inputs).toHaveLength(4);
    for (const { content } of inputs) expect(saysSomething(JSON.parse(content ?? "{}"))).toBe(true);
    const evaluation = evaluationsOf(db, "larkfield").find(({ row }) => row.state === "together");
    expect(evaluation && missingInGoals(JSON.parse(evaluation.row.goals ?? "[]"))).toEqual([]);
    const log = evidenceOf(db, evaluation?.row.assignmentId ?? "");
    expect(new Set(log.map(({ tone }) => tone)).size).toBe(3);
    expect(log.filter(({ correctedBy }) => correctedBy !== null)).toHaveLength(1);
    expect(log.filter(({ answers }) => answers.length > 0).length).toBeGreaterThan(1);
  });

  it("[DEMO-6] has enough raters in one round for the report to give figures, and too few in another", () => {
    const figures = (round: string) => {
      const row = processById(db, "larkfield", round);
      const terms = row && termsIn(row);
      if (!terms) throw new Error(`no terms: ${round}`);
      return agreementOfRaters(cellsOf(db, round, terms), terms.criteria).criteria.map(({ icc }) => icc?.kind);
    };
    expect(new Set(figures("relief"))).toEqual(new Set(["estimate"]));
    expect(new Set(figures("annex"))).toEqual(new Set(["too-few"]));
  });

  it("[DEMO-6] keeps dates, postings, invitations, deviations and a question that counts for nobody", () => {
    const rows = (sql: string) => db.$client.prepare(`select count(*) from ${sql}`).pluck().get() as number;
    expect(rows("posting where process_id = 'middle-school'")).toBeGreaterThan(2);
    expect(rows("timetable where process_id = 'middle-school'")).toBeGreaterThan(5);
    expect(rows("mail where sent_at is null")).toBeGreaterThan(0);
    expect(rows("mail where sent_at is not null")).toBeGreaterThan(5);
    expect(rows("mail where calendar is not null")).toBeGreaterThan(5);
    expect(rows("deviation")).toBeGreaterThan(1);
    expect(rows("dropped_question where approved_at is not null")).toBe(1);
    expect(rows("youth_evidence where verified_at is not null")).toBeGreaterThan(5);
    expect(rows("youth_evidence where verified_at is null")).toBeGreaterThan(0);
  });

  it("[DEMO-6] tells the story: first cards give 3.97, 3.70, 3.53 and 3.03", () => {
    const score = (candidateId: string) => {
      const id = `${candidateId}-interview`;
      const cards = db
        .select()
        .from(tables.card)
        .all()
        .filter((c) => c.interviewId === id);
      const ratings = cards.map((c) => (JSON.parse(c.content ?? "{}") as CardContent).ratings);
      return mechanicalScore(
        termsOf(id).criteria.map(({ id, weight }) => ({ weight, value: ratings.flatMap((r) => r[id] ?? []) })),
      );
    };
    expect(candidatesOf(db, "middle-school").map((c) => [c.id, score(c.id)])).toEqual([
      ["priya-nair", 3.97],
      ["sam-reyes", 3.7],
      ["luis-ortega", 3.53],
      ["jordan-blake", 3.03],
    ]);
    const seats = ratersOf(db, "larkfield").map((m) => m.shortName);
    expect(seats).toEqual(["Ortiz", "Hale", "Bell", "Ruiz", "Kim"]);
  });

  it("[DEMO-6] stores every paper under its hash", () => {
    const files = db.select().from(tables.file).all();
    expect(files.length).toBeGreaterThan(20);
    for (const { sha256: name, bytes } of files) {
      const at = path.join(folder, "files", name.slice(0, 2), name);
      expect(existsSync(at)).toBe(true);
      const content = readFileSync(at);
      expect(content.length).toBe(bytes);
      expect(content.subarray(0, 5).toString()).toBe("%PDF-");
    }
  });

  it("[DEMO-7] lets nobody of the cast sign in with a password", () => {
    expect(castOf(db).map((m) => m.slug)).toEqual([
      "dana.ortiz",
      "marcus.hale",
      "ruth.bell",
      "elena.ruiz",
      "ji-woo.kim",
      "amara.osei",
      "tom.brandt",
      "lillian.cho",
      "nina.patel",
      "casey.monroe",
    ]);
  });

  it("[DEMO-8] is built once, and never on a real installation", async () => {
    await expect(seedDemo(db, { now: NOW, dataDir: folder })).rejects.toThrow("holds the demonstration already");
    const real = openDatabase(path.join(folder, "real"));
    real.insert(tables.installation).values({ id: 1, kind: "live", createdAt: NOW }).run();
    await expect(seedDemo(real, { now: NOW, dataDir: folder })).rejects.toThrow("a real program");
    expect(real.select().from(tables.user).all()).toEqual([]);
    real.$client.close();
  });
});

describe("the story's calendar", () => {
  it("[DEMO-9] keeps distances, moves to weekdays and to the program's clock", () => {
    const calendar = storyCalendar(Date.parse("2026-11-21T18:00:00Z"), "America/Denver");
    expect(calendar.date("2026-10-30")).toBe("2026-11-04");
    expect(calendar.weekday("2026-11-17")).toBe("2026-11-23");
    expect(new Date(calendar.at("2026-11-10", "09:00")).toISOString()).toBe("2026-11-16T16:00:00.000Z");
    expect(new Date(calendar.at("2026-07-01", "09:00")).toISOString()).toBe("2026-07-06T15:00:00.000Z");
    expect(calendar.text("{2025}, {2023-02} and {2026-10-20}")).toBe("2025, February 2023 and October 25, 2026");
  });
});

function termsOf(interviewId: string): ProcessTerms {
  const terms = db.$client
    .prepare("select p.terms from process p join interview i on i.process_id = p.id where i.id = ?")
    .pluck()
    .get(interviewId) as string;
  return JSON.parse(terms) as ProcessTerms;
}
