import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstBrokenAudit } from "../../db/audit.ts";
import { agreementRoom, processById, processFacts, signaturesOf, termsOf } from "../../db/processes.ts";
import { viewerOf } from "../../db/programs.ts";
import { auditEvent, sealedRecord } from "../../db/schema.ts";
import { closeProcess, createProcess, liveTerms, reopenProcess, signProcess } from "../../server/commands/processes.ts";
import type { CommandContext } from "../../server/context.ts";
import { fingerprint } from "../../server/records/hash.ts";
import { editText, readText, setValue } from "../../shared/documents/form.ts";
import { processKeys } from "../../shared/documents/process.ts";
import { can } from "../../shared/machine.ts";
import { CLOSE } from "../../shared/wire.ts";
import { until } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterAll(() => demo.close());

const ORTIZ = "dana.ortiz";
const BELL = "ruth.bell";

function as(slug: string): CommandContext {
  const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
}

/** A fresh round with the default agreement, opened by the coordinator. */
function openRound(): string {
  const made = createProcess(as("amara.osei"), { title: "School Resource Officer", schoolId: null });
  if (!made.ok) throw new Error(made.sentence);
  return made.processId;
}
const rowOf = (id: string) => {
  const row = processById(demo.server.context.db, PROGRAM, id);
  if (!row) throw new Error("no such round");
  return row;
};
/** What a signer's screen shows now, as its hash. */
const seen = (id: string) => rowOf(id).termsHash ?? fingerprint(liveTerms(demo.server.context, rowOf(id))).hash;
const sign = (slug: string, processId: string, hash = seen(processId)) => signProcess(as(slug), { processId, hash });
const standing = (id: string) => signaturesOf(demo.server.context.db, "process", id).filter((s) => s.voidedAt === null);

async function edit(id: string, slug: string, change: (doc: import("yjs").Doc) => void) {
  const client = demo.client(agreementRoom(rowOf(id)), slug);
  await client.synced();
  change(client.doc);
  await client.saved();
  return client;
}

describe("opening a round", () => {
  it("[PROC-6] leads and the coordinator open a round; panelists, executives and officers do not", () => {
    for (const slug of [ORTIZ, BELL, "amara.osei"])
      expect(createProcess(as(slug), { title: "SRO", schoolId: null })).toMatchObject({ ok: true });
    for (const slug of ["marcus.hale", "tom.brandt", "nina.patel"])
      expect(createProcess(as(slug), { title: "SRO", schoolId: null })).toMatchObject({ reason: "not-allowed" });
    expect(createProcess(as(ORTIZ), { title: "  ", schoolId: null })).toMatchObject({ reason: "title" });
    expect(createProcess(as(ORTIZ), { title: "SRO", schoolId: "elsewhere" })).toMatchObject({ reason: "school" });
  });

  it("[PROC-6] both leads write at once; coordinator, executive and panelist only read; an officer finds nothing", async () => {
    const id = openRound();
    const ortiz = await edit(id, ORTIZ, (doc) =>
      editText(doc, "position", "School Resource Officer, Larkfield Middle"),
    );
    const bell = await edit(id, BELL, (doc) => editText(doc, "tieRule", "Both leads decide together."));
    await until(() => readText(ortiz.doc, "tieRule") === "Both leads decide together.", "the other lead's words");
    expect(liveTerms(demo.server.context, rowOf(id))).toMatchObject({
      position: "School Resource Officer, Larkfield Middle",
      tieRule: "Both leads decide together.",
    });
    for (const slug of ["amara.osei", "lillian.cho", "elena.ruiz"]) {
      const reader = demo.client(agreementRoom(rowOf(id)), slug);
      await reader.synced();
      editText(reader.doc, "tieRule", "written by a reader");
      await reader.closed();
      reader.destroy();
    }
    expect(readText(bell.doc, "tieRule")).toBe("Both leads decide together.");
    const officer = demo.client(agreementRoom(rowOf(id)), "nina.patel");
    expect(await officer.closed()).toBe(CLOSE.noAccess.code);
    for (const client of [ortiz, bell, officer]) client.destroy();
  });
});

describe("signing", () => {
  it("[PROC-3] it is in force when both leads signed the same hash, and is then a sealed record", () => {
    const id = openRound();
    expect(sign(ORTIZ, id)).toEqual({ ok: true, state: "frozen" });
    expect(rowOf(id).state).toBe("frozen");
    expect(sign(BELL, id)).toEqual({ ok: true, state: "active" });

    const row = rowOf(id);
    const record = demo.server.context.db
      .select()
      .from(sealedRecord)
      .where(and(eq(sealedRecord.kind, "process-agreement"), eq(sealedRecord.subjectId, id)))
      .get();
    expect(row).toMatchObject({ state: "active", activatedAt: expect.any(Number) });
    expect(record?.hash).toBe(row.termsHash);
    expect(
      createHash("sha256")
        .update(record?.content ?? "")
        .digest("hex"),
    ).toBe(record?.hash);
    const signatures = JSON.parse(record?.signatures ?? "[]") as { hash: string; role: string }[];
    expect(signatures.map((s) => [s.role, s.hash])).toEqual([
      ["supervisor", record?.hash],
      ["administrator", record?.hash],
    ]);
    expect(termsOf(row)?.names?.panel.map((seat) => seat.name)).toContain("Ji-woo Kim");
    expect(firstBrokenAudit(demo.server.context.db)).toBeNull();
  });

  it("[PROC-3] either lead may sign first; nobody signs twice, and nobody else signs", () => {
    const id = openRound();
    for (const slug of ["amara.osei", "marcus.hale", "tom.brandt"])
      expect(sign(slug, id)).toMatchObject({ ok: false, reason: "not-allowed" });
    expect(sign("nina.patel", id)).toMatchObject({ reason: "not-found" });
    expect(sign(BELL, id)).toMatchObject({ ok: true, state: "frozen" });
    expect(sign(BELL, id)).toMatchObject({ reason: "already-signed" });
    expect(sign(ORTIZ, id)).toMatchObject({ ok: true, state: "active" });
    expect(sign(ORTIZ, id)).toMatchObject({ reason: "in-force" });
  });

  it("[PROC-4] a signature on a text that changed meanwhile is refused, and nothing is fixed", async () => {
    const id = openRound();
    const stale = seen(id);
    const bell = await edit(id, BELL, (doc) => editText(doc, "tieRule", "Changed while Ortiz was reading."));
    expect(sign(ORTIZ, id, stale)).toMatchObject({
      ok: false,
      reason: "changed-while-signing",
      sentence: expect.stringMatching(/Read the text/),
    });
    expect(rowOf(id)).toMatchObject({ state: "draft", termsHash: null });
    expect(standing(id)).toEqual([]);
    expect(sign(ORTIZ, id)).toMatchObject({ ok: true });
    expect(sign(BELL, id, stale)).toMatchObject({ reason: "changed-while-signing" });
    expect(standing(id)).toHaveLength(1);
    bell.destroy();
  });

  it("[PROC-4] both leads sign at the same moment: both signatures stand, whichever comes first", () => {
    const id = openRound();
    const hash = seen(id);
    expect([sign(ORTIZ, id, hash), sign(BELL, id, hash)]).toEqual([
      { ok: true, state: "frozen" },
      { ok: true, state: "active" },
    ]);
    expect(standing(id).map((s) => s.hash)).toEqual([hash, hash]);
  });

  it("[PROC-2] with unequal weights and no reason nobody can sign; the answer names what is missing", async () => {
    const id = openRound();
    const client = await edit(id, ORTIZ, (doc) =>
      setValue(doc, processKeys.criterion("youth-engagement", "weight"), 2),
    );
    expect(sign(ORTIZ, id)).toMatchObject({
      reason: "missing",
      sentence: expect.stringMatching(/Weights are unequal/),
    });
    expect(rowOf(id).state).toBe("draft");
    client.destroy();
  });

  it("[PROC-4] a fixed text takes no edit: an open socket is closed to it in the same moment", async () => {
    const id = openRound();
    const bell = await edit(id, BELL, (doc) => editText(doc, "tieRule", "Both decide."));
    expect(sign(ORTIZ, id)).toMatchObject({ ok: true });
    editText(bell.doc, "tieRule", "Slipped in after the signature.");
    await bell.closed();
    const fixed = termsOf(rowOf(id));
    expect(fixed?.tieRule).toBe("Both decide.");
    expect(readText(demo.rooms.read(agreementRoom(rowOf(id))), "tieRule")).toBe("Both decide.");
    bell.destroy();
  });
});

describe("changing a fixed text", () => {
  it("[PROC-5] opening it again voids the signature visibly, with who, when and why, and goes on from the same words", async () => {
    const id = openRound();
    const before = await edit(id, ORTIZ, (doc) => editText(doc, "position", "School Resource Officer, Annex"));
    before.destroy();
    sign(ORTIZ, id);
    expect(reopenProcess(as(BELL), { processId: id, reason: " " })).toMatchObject({ reason: "reason" });
    expect(reopenProcess(as("amara.osei"), { processId: id, reason: "x" })).toMatchObject({ reason: "not-allowed" });
    expect(reopenProcess(as(BELL), { processId: id, reason: "The tie rule names the wrong order." })).toEqual({
      ok: true,
    });

    expect(rowOf(id)).toMatchObject({ state: "draft", revision: 2, terms: null, termsHash: null });
    expect(signaturesOf(demo.server.context.db, "process", id)).toMatchObject([
      {
        role: "supervisor",
        voidedAt: expect.any(Number),
        voidedBy: "Principal Ruth Bell",
        voidReason: "The tie rule names the wrong order.",
      },
    ]);
    expect(liveTerms(demo.server.context, rowOf(id)).position).toBe("School Resource Officer, Annex");
    expect(sign(BELL, id)).toMatchObject({ ok: true, state: "frozen" });
    expect(sign(ORTIZ, id)).toMatchObject({ ok: true, state: "active" });
    expect(reopenProcess(as(ORTIZ), { processId: id, reason: "Too late." })).toMatchObject({ reason: "in-force" });
  });

  it("[PROC-5] the first revision's room stays closed after the text was opened again", async () => {
    const id = openRound();
    const first = agreementRoom(rowOf(id));
    sign(ORTIZ, id);
    reopenProcess(as(ORTIZ), { processId: id, reason: "One more word." });
    const late = demo.client(first, BELL);
    await late.synced();
    const words = readText(late.doc, "tieRule");
    editText(late.doc, "tieRule", "From an old window.");
    await late.closed();
    expect(readText(demo.rooms.read(first), "tieRule")).toBe(words);
    late.destroy();
  });
});

describe("the round", () => {
  it("[PROC-7] no candidate can be added before both leads signed", () => {
    const id = openRound();
    const mayAdd = (slug: string) => can(as(slug).viewer, "W", "round", processFacts(rowOf(id)));
    for (const slug of [ORTIZ, BELL, "amara.osei"]) expect(mayAdd(slug)).toBe(false);
    sign(ORTIZ, id);
    expect(mayAdd("amara.osei")).toBe(false);
    sign(BELL, id);
    for (const slug of [ORTIZ, BELL, "amara.osei"]) expect(mayAdd(slug)).toBe(true);
    expect(mayAdd("marcus.hale")).toBe(false);
  });

  it("[PROC-8] a round closes when no candidate is open, by a lead or the coordinator", () => {
    const id = openRound();
    expect(closeProcess(as(ORTIZ), { processId: id })).toMatchObject({ reason: "not-allowed" });
    sign(ORTIZ, id);
    sign(BELL, id);
    expect(closeProcess(as("marcus.hale"), { processId: id })).toMatchObject({ ok: false });
    expect(closeProcess(as("amara.osei"), { processId: id })).toEqual({ ok: true });
    expect(rowOf(id).state).toBe("closed");
  });

  it("audit events name acts, hashes and counts, never a sentence of the agreement", () => {
    const id = openRound();
    sign(ORTIZ, id);
    reopenProcess(as(BELL), { processId: id, reason: "A reason nobody logs." });
    const events = demo.server.context.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id)).all();
    expect(events.map((e) => e.type)).toEqual([
      "process.created",
      "process.frozen",
      "process.signed",
      "process.reopened",
    ]);
    expect(JSON.stringify(events)).not.toMatch(/A reason nobody logs|School Resource Officer/);
  });
});
