import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstBrokenAudit } from "../../db/audit.ts";
import { candidateById, candidateFacts, candidatesOf, waiverSignatures } from "../../db/candidates.ts";
import { filesOf } from "../../db/files.ts";
import { signaturesOf } from "../../db/processes.ts";
import { viewerOf } from "../../db/programs.ts";
import { auditEvent, candidate, file } from "../../db/schema.ts";
import { addCandidate, attachFile, changeCandidate, importCandidates } from "../../server/commands/candidates.ts";
import { denyWaiver, screenCandidate, signWaiver } from "../../server/commands/screening.ts";
import type { CommandContext } from "../../server/context.ts";
import { candidatePage } from "../../server/pages/candidate.ts";
import type { CandidateInput } from "../../shared/candidate-input.ts";
import { can } from "../../shared/machine.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";

/** Rounds of the demo: one whose agreement both leads signed, one signed by one, one being written, one closed. */
const ACTIVE = "elementary";
const FROZEN = "leave-cover";
const DRAFT = "summer-programs";
const CLOSED = "annex";

const REASON = "Four verified years of daily work with the same age group.";

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
const leads = () => [as("dana.ortiz"), as("ruth.bell")] as const;
const db = () => demo.server.context.db;
const stateOf = (id: string) => candidateById(db(), PROGRAM, id)?.state;

let counter = 0;
function input(changes: Partial<CandidateInput> = {}): CandidateInput {
  counter += 1;
  const span = { agency: "Larkfield Police Department", post: null, from: "2015-03-02", to: null };
  return { name: `Officer Number ${counter}`, email: null, post: null, spans: [span], youth: [], ...changes };
}
const SHORT = [{ agency: "Larkfield Police Department", post: null, from: "2025-06-01", to: null }];

function added(changes: Partial<CandidateInput> = {}): string {
  const outcome = addCandidate(as("amara.osei"), { processId: ACTIVE, candidate: input(changes) });
  if (!outcome.ok) throw new Error(outcome.sentence);
  return outcome.candidateId;
}
function waiting(): string {
  const id = added({ spans: SHORT });
  expect(screenCandidate(as("amara.osei"), { candidateId: id })).toMatchObject({ ok: true, state: "waiver" });
  return id;
}

describe("adding candidates", () => {
  it("[CAND-1] nobody is added before both leads signed the agreement", () => {
    for (const processId of [DRAFT, FROZEN]) {
      const before = candidatesOf(db(), processId).length;
      expect(addCandidate(as("amara.osei"), { processId, candidate: input() })).toMatchObject({
        ok: false,
        reason: "agreement-not-signed",
      });
      expect(importCandidates(as("dana.ortiz"), { processId, candidates: [input()] })).toMatchObject({
        reason: "agreement-not-signed",
      });
      expect(candidatesOf(db(), processId)).toHaveLength(before);
    }
    expect(addCandidate(as("amara.osei"), { processId: CLOSED, candidate: input() })).toMatchObject({ ok: false });
  });

  it("[CAND-1] leads and the coordinator add; panelists and executives do not; an officer finds no round", () => {
    for (const slug of ["dana.ortiz", "ruth.bell", "amara.osei"])
      expect(addCandidate(as(slug), { processId: ACTIVE, candidate: input() })).toMatchObject({ ok: true });
    for (const slug of ["marcus.hale", "tom.brandt"])
      expect(addCandidate(as(slug), { processId: ACTIVE, candidate: input() })).toMatchObject({
        reason: "not-allowed",
      });
    expect(addCandidate(as("nina.patel"), { processId: ACTIVE, candidate: input() })).toMatchObject({
      reason: "not-found",
    });
  });

  it("[CAND-4] the same name and address twice is one candidate: a form sent twice adds one", () => {
    const one = input({ email: "twice@example.org" });
    expect(addCandidate(as("amara.osei"), { processId: ACTIVE, candidate: one })).toMatchObject({ ok: true });
    expect(addCandidate(as("amara.osei"), { processId: ACTIVE, candidate: one })).toMatchObject({
      reason: "duplicate",
    });
    // É as one letter, and as a letter with a mark: they look the same.
    const accent = input({ name: "Officer Jos\u00e9 Vega", email: "vega@example.org" });
    expect(addCandidate(as("amara.osei"), { processId: ACTIVE, candidate: accent })).toMatchObject({ ok: true });
    const other = { ...accent, name: accent.name.normalize("NFD") };
    expect(addCandidate(as("amara.osei"), { processId: ACTIVE, candidate: other })).toMatchObject({
      reason: "duplicate",
    });
    const namesake = { ...one, email: "other@example.org" };
    expect(addCandidate(as("amara.osei"), { processId: ACTIVE, candidate: namesake })).toMatchObject({ ok: true });
  });

  it("[CAND-3] an import adds all or none", () => {
    const known = input();
    addCandidate(as("amara.osei"), { processId: ACTIVE, candidate: known });
    const before = candidatesOf(db(), ACTIVE).length;
    expect(
      importCandidates(as("amara.osei"), { processId: ACTIVE, candidates: [input(), input(), known] }),
    ).toMatchObject({ reason: "duplicate" });
    const twins = input();
    expect(
      importCandidates(as("amara.osei"), { processId: ACTIVE, candidates: [twins, input(), twins] }),
    ).toMatchObject({
      reason: "duplicate",
    });
    expect(candidatesOf(db(), ACTIVE)).toHaveLength(before);
    expect(importCandidates(as("amara.osei"), { processId: ACTIVE, candidates: [input(), input()] })).toMatchObject({
      ok: true,
    });
    expect(candidatesOf(db(), ACTIVE)).toHaveLength(before + 2);
  });

  it("[CAND-3] days after today, by the program's clocks, are refused by every way in", () => {
    // Ten at night on November 20 in Colorado; the 21st already in UTC.
    const late = { ...as("amara.osei"), clock: () => Date.parse("2026-11-21T05:00:00Z") };
    const from = (day: string) => input({ spans: [{ agency: "X", post: null, from: day, to: null }] });
    const refused = { ok: false, reason: "not-come-yet" };
    expect(addCandidate(late, { processId: ACTIVE, candidate: from("2026-11-21") })).toMatchObject(refused);
    expect(importCandidates(late, { processId: ACTIVE, candidates: [from("2026-11-21")] })).toMatchObject(refused);
    const there = addCandidate(late, { processId: ACTIVE, candidate: from("2026-11-20") });
    if (!there.ok) throw new Error(there.sentence);
    const youth = [{ what: "Club", when: "2031 to present", verifier: null }];
    const change = { candidateId: there.candidateId, candidate: input({ youth }) };
    expect(changeCandidate(late, change)).toMatchObject({
      ...refused,
      sentence: expect.stringContaining("When: 2031 has not come yet."),
    });
  });

  it("[CAND-3] an import that fails in its middle leaves nothing behind", () => {
    const before = candidatesOf(db(), ACTIVE).length;
    const broken = {
      ...input(),
      spans: [{ agency: null as unknown as string, post: null, from: "2020-01-01", to: null }],
    };
    expect(() => importCandidates(as("amara.osei"), { processId: ACTIVE, candidates: [input(), broken] })).toThrow();
    expect(candidatesOf(db(), ACTIVE)).toHaveLength(before);
  });
});

describe("the eligibility rule", () => {
  it("[CAND-5] at or above the minimum: eligible, and the reason cites the rule", () => {
    const id = added();
    expect(screenCandidate(as("amara.osei"), { candidateId: id })).toMatchObject({ ok: true, state: "eligible" });
    const row = candidateById(db(), PROGRAM, id);
    expect(row?.stateReason).toMatch(
      /^Minimum sworn service of 3 years \(agreement, position\); 11\.\d\d years at 20\d\d-\d\d-\d\d$/,
    );
    expect(screenCandidate(as("amara.osei"), { candidateId: id })).toMatchObject({ reason: "not-now" });
  });

  it("[CAND-5] below the minimum: a waiver is asked; panelists see nothing of the file", () => {
    const id = waiting();
    const row = candidateById(db(), PROGRAM, id);
    if (!row) throw new Error("gone");
    expect(row.stateReason).toMatch(/^Minimum sworn service of 3 years .* 1\.\d\d years/);
    expect(can(as("elena.ruiz").viewer, "R", "file", candidateFacts(db(), row))).toBe(false);
    expect(screenCandidate(as("elena.ruiz"), { candidateId: id })).toMatchObject({ reason: "not-found" });
  });

  it("[CAND-6] a waiver needs both leads over the same words", () => {
    const id = waiting();
    const [ortiz, bell] = leads();
    expect(signWaiver(as("amara.osei"), { candidateId: id, reason: REASON })).toMatchObject({ reason: "not-now" });
    expect(signWaiver(ortiz, { candidateId: id, reason: "short" })).toMatchObject({ reason: "reason" });
    expect(signWaiver(ortiz, { candidateId: id, reason: REASON })).toMatchObject({ ok: true, granted: false });
    expect(stateOf(id)).toBe("waiver");
    expect(signWaiver(ortiz, { candidateId: id, reason: REASON })).toMatchObject({ ok: true, granted: false });
    expect(waiverSignatures(db(), id)).toHaveLength(1);
    expect(signWaiver(bell, { candidateId: id, reason: REASON })).toMatchObject({ ok: true, granted: true });
    expect(stateOf(id)).toBe("eligible");
    expect(new Set(waiverSignatures(db(), id).map((s) => s.hash)).size).toBe(1);
    expect(candidateById(db(), PROGRAM, id)?.stateReason).toContain(REASON);
  });

  it("[CAND-6] other words do not void a signature nobody has seen", () => {
    const id = waiting();
    const [ortiz, bell] = leads();
    signWaiver(ortiz, { candidateId: id, reason: REASON });
    const other = "He serves two schools already, as a volunteer.";
    expect(signWaiver(bell, { candidateId: id, reason: other })).toMatchObject({ reason: "changed-while-signing" });
    expect(waiverSignatures(db(), id).map((s) => s.role)).toEqual(["supervisor"]);
    const seen = waiverSignatures(db(), id)[0]?.hash;
    expect(signWaiver(bell, { candidateId: id, reason: other, seen })).toMatchObject({ ok: true, granted: false });
    expect(waiverSignatures(db(), id).map((s) => s.role)).toEqual(["administrator"]);
    expect(signaturesOf(db(), "waiver", id)).toHaveLength(2);
    expect(signWaiver(ortiz, { candidateId: id, reason: other })).toMatchObject({ granted: true });
  });

  it("[CAND-6] one lead denies: not eligible, with rule and reason, and no signature stands", () => {
    const id = waiting();
    const [ortiz, bell] = leads();
    signWaiver(ortiz, { candidateId: id, reason: REASON });
    expect(denyWaiver(as("amara.osei"), { candidateId: id, reason: REASON })).toMatchObject({ ok: false });
    expect(denyWaiver(bell, { candidateId: id, reason: "The record is too short to judge." })).toMatchObject({
      ok: true,
    });
    const row = candidateById(db(), PROGRAM, id);
    expect(row?.state).toBe("ineligible");
    expect(row?.stateReason).toMatch(/Minimum sworn service.*\n.*too short to judge/);
    expect(waiverSignatures(db(), id)).toEqual([]);
    expect(signWaiver(ortiz, { candidateId: id, reason: REASON })).toMatchObject({ reason: "not-now" });
    // What was asked and signed before stays on the candidate's page, beside who denied it.
    const page = candidatePage(ortiz, ACTIVE, id);
    expect(page?.candidate).toMatchObject({ words: "The record is too short to judge.", asked: REASON });
    expect(page?.denied).toMatchObject({
      by: "Principal Ruth Bell",
      before: [{ name: "Lt. Dana Ortiz", voidSince: "void since the denial" }],
    });
    expect(page?.denied?.at).toBeGreaterThan(0);
  });

  it("[CAND-7] corrected dates void the waiver's signatures and bring the file back to the rule", () => {
    const id = waiting();
    const [ortiz] = leads();
    signWaiver(ortiz, { candidateId: id, reason: REASON });
    const name = candidateById(db(), PROGRAM, id)?.name ?? "";
    const corrected = input({ name });
    expect(changeCandidate(as("amara.osei"), { candidateId: id, candidate: corrected })).toMatchObject({
      reason: "read-only",
    });
    expect(changeCandidate(ortiz, { candidateId: id, candidate: corrected })).toMatchObject({ rescreen: true });
    expect(stateOf(id)).toBe("submitted");
    expect(waiverSignatures(db(), id)).toEqual([]);
    expect(screenCandidate(ortiz, { candidateId: id })).toMatchObject({ state: "eligible" });
  });

  it("[CAND-7] a finding stands: dates that would undo it, or a signed waiver, are refused", () => {
    const met = added();
    screenCandidate(as("amara.osei"), { candidateId: met });
    const name = candidateById(db(), PROGRAM, met)?.name ?? "";
    expect(
      changeCandidate(as("amara.osei"), { candidateId: met, candidate: input({ name, spans: SHORT }) }),
    ).toMatchObject({ reason: "below-minimum" });
    const waived = waiting();
    for (const lead of leads()) signWaiver(lead, { candidateId: waived, reason: REASON });
    const other = candidateById(db(), PROGRAM, waived)?.name ?? "";
    expect(changeCandidate(as("amara.osei"), { candidateId: waived, candidate: input({ name: other }) })).toMatchObject(
      { reason: "waiver-signed" },
    );
  });
});

describe("a candidate's file", () => {
  const document = { kind: "resume" as const, name: "résumé.pdf", sha256: "a".repeat(64), bytes: 1000 };

  it("[CAND-8] a document replaces the one of its kind, and the same content twice is one document", () => {
    const candidateId = added();
    const first = attachFile(as("amara.osei"), { candidateId, ...document });
    expect(attachFile(as("amara.osei"), { candidateId, ...document })).toEqual(first);
    const second = attachFile(as("dana.ortiz"), { candidateId, ...document, sha256: "b".repeat(64) });
    expect(second).toMatchObject({ ok: true });
    expect(filesOf(db(), candidateId)).toHaveLength(1);
    expect(db().select().from(file).where(eq(file.candidateId, candidateId)).all()).toHaveLength(2);
  });

  it("[CAND-9] outside the program and off the panel the file does not exist", () => {
    const candidateId = added();
    screenCandidate(as("amara.osei"), { candidateId });
    const row = candidateById(db(), PROGRAM, candidateId);
    if (!row) throw new Error("gone");
    const facts = candidateFacts(db(), row);
    const panelist = as("elena.ruiz").viewer;
    expect(can(panelist, "R", "file", facts)).toBe(true);
    expect(can(panelist, "R", "file", { ...facts, panel: [] })).toBe(false);
    expect(can(panelist, "R", "file", { ...facts, recused: [panelist.userId] })).toBe(false);
    expect(can({ ...as("dana.ortiz").viewer, programId: "elsewhere" }, "R", "file", facts)).toBe(false);
    expect(candidateById(db(), "elsewhere", candidateId)).toBeNull();
    expect(attachFile(as("nina.patel"), { candidateId, ...document })).toMatchObject({ reason: "not-found" });
    expect(attachFile(as("elena.ruiz"), { candidateId, ...document })).toMatchObject({ reason: "read-only" });
  });

  it("[CAND-10] every act is on record, without a name, a date or a sentence", () => {
    const id = waiting();
    for (const lead of leads()) signWaiver(lead, { candidateId: id, reason: REASON });
    const events = db().select().from(auditEvent).where(eq(auditEvent.subjectId, id)).all();
    expect(events.map((e) => e.type)).toEqual([
      "candidate.added",
      "candidate.screened",
      "candidate.waiver-signed",
      "candidate.waiver-signed",
    ]);
    const name = db().select().from(candidate).where(eq(candidate.id, id)).get()?.name ?? "";
    const last = db().select().from(auditEvent).orderBy(desc(auditEvent.seq)).limit(200).all();
    const payloads = JSON.stringify(last.map((e) => e.payload));
    expect(payloads).not.toContain(name);
    expect(payloads).not.toContain(REASON);
    expect(payloads).not.toContain("résumé.pdf");
    expect(firstBrokenAudit(db())).toBeNull();
  });
});
