import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { firstBrokenAudit } from "../../db/audit.ts";
import {
  type MouRow,
  mouByVersion,
  mouInForce,
  mouRoom,
  mousOf,
  mouTermsOf,
  parametersInForce,
  proposalsOf,
} from "../../db/mou.ts";
import { insertMembership } from "../../db/people.ts";
import { agreementRoom, processById, signaturesOf } from "../../db/processes.ts";
import { viewerOf } from "../../db/programs.ts";
import { recordOfSubject } from "../../db/records.ts";
import { loadDocument } from "../../db/rooms.ts";
import { mou, program } from "../../db/schema.ts";
import { liveMou, markReady, openMou, redraftMou } from "../../server/commands/mou.ts";
import { decideProposal, proposeChange, withdrawProposal } from "../../server/commands/mou-proposals.ts";
import { amendMou, reaffirmMou, startReview } from "../../server/commands/mou-review.ts";
import { freezeMou, reopenMou, signMou } from "../../server/commands/mou-signing.ts";
import { createProcess } from "../../server/commands/processes.ts";
import type { CommandContext } from "../../server/context.ts";
import { deskOf } from "../../server/desk/desk.ts";
import { mouPage, mouStart } from "../../server/pages/mou.ts";
import { intact } from "../../server/records/export.ts";
import { fingerprint } from "../../server/records/hash.ts";
import { editText, readText, readValue, setValue } from "../../shared/documents/form.ts";
import { fieldValue, mouKeys, type readClause, setTick, tickOf } from "../../shared/documents/mou.ts";
import { roomName } from "../../shared/rooms.ts";
import { CLOSE } from "../../shared/wire.ts";
import { until } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";

const ORTIZ = "dana.ortiz";
const BELL = "ruth.bell";
const BRANDT = "tom.brandt";
const CHO = "lillian.cho";
const OSEI = "amara.osei";
const OTHER = "elsewhere";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
  const { db } = demo.server.context;
  db.insert(program)
    .values({ id: OTHER, name: "Other", agencyName: "A", districtName: "D", timeZone: "UTC", createdAt: 1 })
    .run();
  insertMembership(db, { programId: OTHER, userId: demo.userId(OSEI), role: "coordinator", party: "district", at: 1 });
});
afterAll(() => demo.close());

function as(slug: string, programId = PROGRAM): CommandContext {
  const viewer = viewerOf(demo.server.context.db, programId, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
}
const db = () => demo.server.context.db;
const latest = (): MouRow => mousOf(db(), PROGRAM)[0] as MouRow;
const text = (row = latest()) => liveMou(demo.server.context, row);
const seen = (row = latest()) => row.termsHash ?? fingerprint(text(row)).hash;
const clause = (id: string) => text().clauses.find((one) => one.id === id) as ReturnType<typeof readClause>;
const must = <T extends { ok: boolean }>(outcome: T): Extract<T, { ok: true }> => {
  expect(outcome).toMatchObject({ ok: true });
  return outcome as Extract<T, { ok: true }>;
};

/** The newest version as a draft: an amendment of the one in force, when none is being made. */
function draft(): MouRow {
  if (latest().state === "adopted") must(startReview(as(BELL), { mouId: latest().id }));
  if (latest().state === "review") must(amendMou(as(ORTIZ), { mouId: latest().id, reason: "A new school opens." }));
  if (latest().state === "frozen") must(reopenMou(as(BELL), { mouId: latest().id, reason: "Back to the start." }));
  for (const { id, state } of proposalsOf(db(), latest().id))
    if (state === "open") db().$client.prepare("update mou_proposal set state = 'withdrawn' where id = ?").run(id);
  if (latest().state === "negotiation") must(redraftMou(as(ORTIZ), { mouId: latest().id }));
  expect(latest().state).toBe("draft");
  return latest();
}
function negotiation(): MouRow {
  const { id } = draft();
  for (const slug of [ORTIZ, BELL]) must(markReady(as(slug), { mouId: id, hash: seen() }));
  expect(latest().state).toBe("negotiation");
  return latest();
}
function frozen(): MouRow {
  const { id } = negotiation();
  must(freezeMou(as(OSEI), { mouId: id }));
  return latest();
}
function propose(slug: string, clauseId: string, after: string, field = "text") {
  const before = fieldValue(clause(clauseId), field);
  return proposeChange(as(slug), { mouId: latest().id, clauseId, field, before, after, reason: "It reads better." });
}
async function edit(slug: string, change: (doc: Y.Doc) => void) {
  const client = demo.client(mouRoom(latest()), slug);
  await client.synced();
  change(client.doc);
  await client.saved();
  return client;
}

describe("opening and writing", () => {
  it("[MOU-3] the first agreement starts from the standard clauses; a program has one line of versions", () => {
    expect(mouStart(as(OSEI, OTHER))).toEqual({ version: null, mayOpen: true });
    expect(must(openMou(as(OSEI, OTHER)))).toMatchObject({ version: 1 });
    const row = mouByVersion(db(), OTHER, 1) as MouRow;
    expect(row.state).toBe("draft");
    expect(readText(demo.rooms.read(mouRoom(row)), mouKeys.text("rotation"))).toMatch(/no mandatory rotation/);
    expect(openMou(as(OSEI, OTHER))).toMatchObject({ reason: "exists" });
    expect(parametersInForce(db(), OTHER)).toBeNull();
    for (const slug of ["marcus.hale", BRANDT, "nina.patel"])
      expect(openMou(as(slug))).toMatchObject({ reason: "not-allowed" });
  });

  it("[MOU-2] both leads write at once; an edit ends the ticks of its clause on every screen; nobody ticks for the other", async () => {
    draft();
    const leads = mouPage(as(ORTIZ), latest().version)?.leads ?? [];
    const bellId = demo.userId(BELL);
    const ortiz = await edit(ORTIZ, (doc) => setTick(doc, "rotation", demo.userId(ORTIZ), true));
    const bell = await edit(BELL, (doc) => setTick(doc, "rotation", bellId, true));
    await until(() => tickOf(ortiz.doc, "rotation", leads, "district") === "agreed", "the other lead's tick");
    editText(ortiz.doc, mouKeys.text("rotation"), "Nobody moves because of a calendar.");
    editText(bell.doc, mouKeys.text("office-space"), "Each school gives the officer a room with a lock.");
    await until(() => tickOf(bell.doc, "rotation", leads, "district") === "lapsed", "the lapsed tick");
    await until(() => readText(ortiz.doc, mouKeys.text("office-space")).endsWith("lock."), "the other lead's words");
    await Promise.all([ortiz.saved(), bell.saved()]);
    expect(mouPage(as(BELL), latest().version)?.ticks.rotation).toEqual({ agency: "lapsed", district: "lapsed" });

    setTick(ortiz.doc, "rotation", bellId, true);
    expect(await ortiz.closed()).toBe(CLOSE.refused.code);
    expect(tickOf(demo.rooms.read(mouRoom(latest())), "rotation", leads, "district")).toBe("lapsed");
    demo.leave();
  });

  it("[MOU-1] a value outside its limits does not enter the text", async () => {
    draft();
    const key = mouKeys.parameter("selection.minimum_experience_years");
    const client = demo.client(mouRoom(latest()), BELL);
    await client.synced();
    setValue(client.doc, key, 40);
    expect(await client.closed()).toBe(CLOSE.refused.code);
    expect(readValue(demo.rooms.read(mouRoom(latest())), key)).toBe(3);
    demo.leave();
  });

  it("[MOU-3] a ready mark stands on one text: an edit leaves it behind, and the second mark on the same text starts the negotiation", async () => {
    const { id } = draft();
    const stale = seen();
    must(markReady(as(ORTIZ), { mouId: id, hash: stale }));
    expect(markReady(as(ORTIZ), { mouId: id, hash: stale })).toMatchObject({ reason: "already-ready" });
    expect(mouPage(as(BELL), latest().version)?.ready).toMatchObject([{ role: "supervisor", stands: true }]);
    const bell = await edit(BELL, (doc) => setValue(doc, mouKeys.parameter("hours.weekly"), 38));
    expect(markReady(as(BELL), { mouId: id, hash: stale })).toMatchObject({ reason: "changed-meanwhile" });
    expect(mouPage(as(BELL), latest().version)?.ready).toMatchObject([{ role: "supervisor", stands: false }]);
    expect(must(markReady(as(BELL), { mouId: id, hash: seen() }))).toMatchObject({ state: "draft" });
    expect(must(markReady(as(ORTIZ), { mouId: id, hash: seen() }))).toMatchObject({ state: "negotiation" });
    for (const slug of [OSEI, BRANDT]) {
      draft();
      expect(markReady(as(slug), { mouId: id, hash: seen() })).toMatchObject({ reason: "not-allowed" });
    }
    bell.destroy();
  });
});

describe("the negotiation", () => {
  it("[MOU-4] the text accepts no frame from a lead's socket, neither one opened before nor one opened after", async () => {
    const { id } = draft();
    const before = demo.client(mouRoom(latest()), ORTIZ);
    await before.synced();
    for (const slug of [ORTIZ, BELL]) must(markReady(as(slug), { mouId: id, hash: seen() }));
    const room = mouRoom(latest());
    const words = readText(demo.rooms.read(room), mouKeys.text("rotation"));
    editText(before.doc, mouKeys.text("rotation"), "Written over a text that stands still.");
    expect(await before.closed()).toBe(CLOSE.accessChanged.code);
    for (const slug of [ORTIZ, BELL]) {
      const after = demo.client(room, slug);
      await after.synced();
      editText(after.doc, mouKeys.text("rotation"), "Written over a text that stands still.");
      expect(await after.closed()).toBe(CLOSE.sealed.code);
    }
    expect(readText(loadDocument(db(), roomName(room)), mouKeys.text("rotation"))).toBe(words);
    demo.leave();
  });

  it("[MOU-5] leads and executives propose; the other party's lead alone decides; a rejection has its reason", () => {
    const { id } = negotiation();
    expect(propose(OSEI, "rotation", "Other words.")).toMatchObject({ reason: "not-allowed" });
    expect(propose("marcus.hale", "rotation", "Other words.")).toMatchObject({ reason: "not-found" });
    const { proposalId } = must(propose(CHO, "rotation", "No officer is moved by the calendar."));
    for (const slug of [BELL, CHO, BRANDT])
      expect(decideProposal(as(slug), { mouId: id, proposalId, decision: "accept", reason: "" })).toMatchObject({
        reason: "not-allowed",
      });
    expect(decideProposal(as(ORTIZ), { mouId: id, proposalId, decision: "reject", reason: " " })).toMatchObject({
      reason: "reason",
    });
    expect(withdrawProposal(as(BELL), { mouId: id, proposalId })).toMatchObject({ reason: "not-allowed" });
    const words = clause("rotation").text;
    must(decideProposal(as(ORTIZ), { mouId: id, proposalId, decision: "reject", reason: "The contract says more." }));
    expect(clause("rotation").text).toBe(words);
    expect(proposalsOf(db(), id)[0]).toMatchObject({
      state: "rejected",
      deciderName: "Lt. Dana Ortiz",
      decisionReason: "The contract says more.",
    });
    expect(decideProposal(as(ORTIZ), { mouId: id, proposalId, decision: "accept", reason: "" })).toMatchObject({
      reason: "decided",
    });
    expect(propose(ORTIZ, "rotation", words)).toMatchObject({ reason: "after" });
    expect(propose(ORTIZ, "selection", "99", "selection.panel_size_min")).toMatchObject({ reason: "after" });
    expect(propose(ORTIZ, "rotation", "5", "selection.panel_size_min")).toMatchObject({ reason: "field" });
    const own = must(propose(ORTIZ, "selection", "6", "selection.panel_size_min"));
    must(withdrawProposal(as(ORTIZ), { mouId: id, proposalId: own.proposalId }));
    expect(clause("selection").parameters["selection.panel_size_min"]).toBe(4);
  });

  it("[MOU-5] accepting writes exactly that change into a room of the next revision, and both sides have agreed to the clause", () => {
    const { id, revision } = negotiation();
    const before = text();
    const old = mouRoom(latest());
    const { proposalId } = must(propose(BRANDT, "selection", "6", "selection.panel_size_min"));
    must(decideProposal(as(BELL), { mouId: id, proposalId, decision: "accept", reason: "" }));
    expect(latest()).toMatchObject({ revision: revision + 1, state: "negotiation" });
    const changed = text().clauses.filter((one, i) => fingerprint(one).hash !== fingerprint(before.clauses[i]).hash);
    expect(changed).toMatchObject([{ id: "selection", parameters: { "selection.panel_size_min": 6 } }]);
    expect(mouPage(as(BELL), latest().version)?.ticks.selection).toEqual({ agency: "agreed", district: "agreed" });
    expect(readValue(loadDocument(db(), roomName(old)), mouKeys.parameter("selection.panel_size_min"))).toBe(4);
    const back = must(propose(ORTIZ, "selection", "4", "selection.panel_size_min"));
    must(decideProposal(as(BELL), { mouId: id, proposalId: back.proposalId, decision: "accept", reason: "" }));
  });

  it("[MOU-6] a proposal whose starting words no longer stand says so and is not accepted", () => {
    const { id, version } = negotiation();
    const page = () => mouPage(as(BELL), version)?.proposals ?? [];
    const stale = must(propose(ORTIZ, "complaints", "Anyone may complain to anyone."));
    for (const slug of [ORTIZ, BRANDT])
      expect(propose(slug, "complaints", "Anyone may complain to anyone.")).toMatchObject({ reason: "proposed" });
    const first = must(propose(BRANDT, "complaints", "Anyone may raise a concern with either party."));
    expect(page().every((one) => !one.stale)).toBe(true);
    must(decideProposal(as(BELL), { mouId: id, proposalId: first.proposalId, decision: "accept", reason: "" }));
    expect(page().find((one) => one.id === stale.proposalId)).toMatchObject({ stale: true, state: "open" });
    expect(
      decideProposal(as(BELL), { mouId: id, proposalId: stale.proposalId, decision: "accept", reason: "" }),
    ).toMatchObject({ ok: false, reason: "stale" });
    expect(clause("complaints").text).toBe("Anyone may raise a concern with either party.");
    const old = { mouId: id, clauseId: "complaints", field: "text", before: "Old words.", after: "x", reason: "y" };
    expect(proposeChange(as(ORTIZ), old)).toMatchObject({ reason: "stale" });
    expect(freezeMou(as(ORTIZ), { mouId: id })).toMatchObject({ reason: "open-proposals" });
    must(
      decideProposal(as(BELL), { mouId: id, proposalId: stale.proposalId, decision: "reject", reason: "Overtaken." }),
    );
    expect(freezeMou(as(BRANDT), { mouId: id })).toMatchObject({ reason: "not-allowed" });
    must(freezeMou(as(ORTIZ), { mouId: id }));
  });
});

describe("signing", () => {
  it("[MOU-7] one signature a party, executives only, over the text they saw; reopening voids it visibly", () => {
    const { id, version, revision } = frozen();
    for (const slug of [ORTIZ, BELL, OSEI])
      expect(signMou(as(slug), { mouId: id, hash: seen() })).toMatchObject({ reason: "not-allowed" });
    expect(signMou(as(CHO), { mouId: id, hash: "0".repeat(64) })).toMatchObject({ reason: "another-text" });
    const waits = (slug: string) => deskOf(as(slug)).you.filter(({ key }) => key === `sign-${id}`);
    expect([waits(CHO), waits(BRANDT), waits(BELL)].map(({ length }) => length)).toEqual([1, 1, 0]);
    must(signMou(as(CHO), { mouId: id, hash: seen() }));
    expect(waits(CHO)).toEqual([]);
    expect(signMou(as(CHO), { mouId: id, hash: seen() })).toMatchObject({ reason: "already-signed" });
    expect(reopenMou(as(BELL), { mouId: id, reason: "" })).toMatchObject({ reason: "reason" });
    expect(reopenMou(as(BRANDT), { mouId: id, reason: "I want it." })).toMatchObject({ reason: "not-allowed" });
    const words = fingerprint(text()).hash;
    must(reopenMou(as(BELL), { mouId: id, reason: "The board asked for one change." }));
    expect(latest()).toMatchObject({ state: "negotiation", terms: null, revision: revision + 1 });
    expect(fingerprint(text()).hash).toBe(words);
    expect(mouPage(as(CHO), version)?.signatures).toMatchObject([
      { name: "Supt. Lillian Cho", voidedBy: "Principal Ruth Bell", voidReason: "The board asked for one change." },
    ]);
    must(freezeMou(as(ORTIZ), { mouId: id }));
    expect(signaturesOf(db(), "mou", id).filter((s) => s.voidedAt === null)).toEqual([]);
  });

  it("[MOU-7] the second executive's signature puts it in force, seals it and replaces the version before; [MOU-8] its figures steer a new round", async () => {
    const before = mouInForce(db(), PROGRAM) as MouRow;
    const { id, version } = draft();
    const client = await edit(BELL, (doc) => {
      setValue(doc, mouKeys.parameter("selection.minimum_experience_years"), 5);
      setValue(doc, mouKeys.parameter("selection.scoring_mode"), "open");
    });
    client.destroy();
    expect(parametersInForce(db(), PROGRAM)).toMatchObject({ version: before.version });
    for (const slug of [BELL, ORTIZ]) must(markReady(as(slug), { mouId: id, hash: seen() }));
    must(freezeMou(as(OSEI), { mouId: id }));
    must(signMou(as(BRANDT), { mouId: id, hash: seen() }));
    expect(mouInForce(db(), PROGRAM)?.id).toBe(before.id);
    const at = Date.now();
    expect(must(signMou(as(CHO), { mouId: id, hash: seen() }))).toMatchObject({ state: "adopted" });

    expect(mouInForce(db(), PROGRAM)).toMatchObject({ id, version, reviewOn: expect.stringMatching(/-06-30$/) });
    expect(mouByVersion(db(), PROGRAM, before.version)).toMatchObject({ state: "superseded" });
    const record = recordOfSubject(db(), "mou", id);
    expect(record && intact(record)).toBe(true);
    expect(record?.signatures.map((s) => [s.role, s.party])).toEqual([
      ["executive", "agency"],
      ["executive", "district"],
    ]);
    expect(mouTermsOf(latest())?.reason).toBe("A new school opens.");
    expect(parametersInForce(db(), PROGRAM, at - 1_000)?.version).toBe(before.version);
    expect(firstBrokenAudit(db())).toBeNull();

    const round = must(createProcess(as(BELL), { title: "SRO", schoolId: null }));
    const row = processById(db(), PROGRAM, round.processId);
    const doc = row && demo.rooms.read(agreementRoom(row));
    expect(doc && [readValue(doc, "minimumYears"), readValue(doc, "scoringMode")]).toEqual([5, "open"]);
    expect(doc && readText(doc, "tieRule")).toMatch(/youth engagement.*the panel votes/);
  });
});

describe("the review", () => {
  it("[MOU-9] reaffirming needs both leads and moves the date on; an amendment needs its reason and leaves the old one in force", () => {
    const row = latest();
    expect(row.state).toBe("adopted");
    expect(startReview(as(BRANDT), { mouId: row.id })).toMatchObject({ reason: "not-allowed" });
    must(startReview(as(OSEI), { mouId: row.id }));
    expect(mouInForce(db(), PROGRAM)?.id).toBe(row.id);
    expect(reaffirmMou(as(OSEI), { mouId: row.id })).toMatchObject({ reason: "not-allowed" });
    expect(must(reaffirmMou(as(BELL), { mouId: row.id }))).toMatchObject({ state: "review" });
    expect(reaffirmMou(as(BELL), { mouId: row.id })).toMatchObject({ reason: "already-reaffirmed" });
    expect(must(reaffirmMou(as(ORTIZ), { mouId: row.id }))).toMatchObject({ state: "adopted" });
    expect((latest().reviewOn ?? "") > (row.reviewOn ?? "")).toBe(true);
    expect(latest().termsHash).toBe(row.termsHash);

    must(startReview(as(BELL), { mouId: row.id }));
    expect(amendMou(as(BELL), { mouId: row.id, reason: "" })).toMatchObject({ reason: "reason" });
    expect(amendMou(as(OSEI), { mouId: row.id, reason: "Because." })).toMatchObject({ reason: "not-allowed" });
    must(amendMou(as(BELL), { mouId: row.id, reason: "The board asked." }));
    expect(latest()).toMatchObject({ state: "draft", version: row.version + 1, reason: "The board asked." });
    expect(clause("selection").parameters["selection.minimum_experience_years"]).toBe(5);
    expect(mouInForce(db(), PROGRAM)).toMatchObject({ id: row.id, state: "review" });
    expect(reaffirmMou(as(BELL), { mouId: row.id })).toMatchObject({ reason: "amended" });
  });
});

describe("who finds it at all", () => {
  it("[MOU-4] before it is in force a panelist, an officer and another program get nothing, by page or by socket", async () => {
    for (const make of [draft, negotiation, frozen]) {
      const { version } = make();
      for (const slug of ["marcus.hale", "ji-woo.kim", "nina.patel"]) {
        expect(mouPage(as(slug), version), slug).toBeNull();
        const client = demo.client(mouRoom(latest()), slug);
        expect(await client.closed()).toBe(CLOSE.noAccess.code);
      }
      expect(mouPage(as(OSEI, OTHER), version)).toBeNull();
      demo.leave();
    }
    const outsider = demo.client({ ...mouRoom(latest()), programId: OTHER }, OSEI);
    expect(await outsider.closed()).toBe(CLOSE.noAccess.code);
    expect(mouStart(as("marcus.hale"))).toEqual({ version: mouInForce(db(), PROGRAM)?.version });
    expect(mouStart(as("nina.patel"))).toEqual({ version: null, mayOpen: false });
    for (const act of [
      () => redraftMou(as("marcus.hale"), { mouId: latest().id }),
      () => freezeMou(as("nina.patel"), { mouId: latest().id }),
      () => signMou(as("ji-woo.kim"), { mouId: latest().id, hash: seen() }),
      () => reopenMou(as(OSEI, OTHER), { mouId: latest().id, reason: "x" }),
    ])
      expect(act()).toMatchObject({ reason: "not-found" });
    expect(db().select().from(mou).where(eq(mou.programId, PROGRAM)).all().length).toBeGreaterThan(1);
  });
});
