import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { firstBrokenAudit } from "../../db/audit.ts";
import { decisionById, frameOf, rationaleRoom } from "../../db/decisions.ts";
import { letterWords } from "../../db/letters.ts";
import { viewerOf } from "../../db/programs.ts";
import { recordById } from "../../db/records.ts";
import { loadDocument } from "../../db/rooms.ts";
import { letter, sealedRecord } from "../../db/schema.ts";
import {
  answerDissent,
  freezeDecision,
  openDecision,
  reopenDecision,
  signDecision,
  takePosition,
} from "../../server/commands/decisions.ts";
import { changeLetter, releaseLetter } from "../../server/commands/letters.ts";
import { closeProcess } from "../../server/commands/processes.ts";
import { exportRecord } from "../../server/commands/records.ts";
import type { CommandContext } from "../../server/context.ts";
import { deskOf } from "../../server/desk/desk.ts";
import { lettersPage } from "../../server/letters.ts";
import { decisionPage } from "../../server/pages/decision.ts";
import { roundPage } from "../../server/pages/round.ts";
import { intact, verifyExport } from "../../server/records/export.ts";
import { fingerprint, sha256 } from "../../server/records/hash.ts";
import { documentOf } from "../../server/records/pdf/kinds.ts";
import { readableRecord } from "../../server/records/reading.ts";
import { fillLetter, LETTERS } from "../../shared/content/letters.ts";
import { type DecisionContent, decisionKeys, readDecision } from "../../shared/documents/decision.ts";
import { editText, readText, setValue } from "../../shared/documents/form.ts";
import { roomName } from "../../shared/rooms.ts";
import { CLOSE } from "../../shared/wire.ts";
import { until } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { sealedRound } from "../support/sealed-round.ts";
import { visitor } from "../support/visitor.ts";

const ORTIZ = "dana.ortiz";
const BELL = "ruth.bell";
const BRANDT = "tom.brandt";
const CHO = "lillian.cho";
const OSEI = "amara.osei";
const PANELISTS = ["marcus.hale", "elena.ruiz", "ji-woo.kim"];
const NAIR = { name: "Officer Priya Nair", first: 4, agreed: 4 } as const;
const REYES = { name: "Officer Sam Reyes", first: 3, agreed: 3 } as const;
const VALE = { name: "Officer Robin Vale", first: 2, agreed: 2 } as const;
const EXPIRY = "2099-06-30";

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

const row = (id: string) => {
  const found = decisionById(demo.server.context.db, PROGRAM, id);
  if (!found) throw new Error("no such decision");
  return found;
};
const hashOf = (id: string) => row(id).contentHash ?? "";
const contentOf = (id: string) => JSON.parse(row(id).content ?? "null") as DecisionContent;

/** Opens the room as a person, edits it, waits for the acknowledgement. */
async function edit(id: string, slug: string, change: (doc: Y.Doc) => void) {
  const client = demo.client(rationaleRoom(row(id)), slug);
  await client.synced();
  change(client.doc);
  await client.saved();
  return client;
}

/** A decision just opened, and its round. */
function opened(people = [NAIR, REYES, VALE] as Parameters<typeof sealedRound>[1]) {
  const round = sealedRound(as(ORTIZ), people);
  const made = openDecision(as(ORTIZ), { processId: round.processId });
  if (!made.ok) throw new Error(made.sentence);
  return { ...round, id: made.decisionId };
}

/** Everything the text needs: places by the order it starts with, reasons, links, expiry. */
function fill(id: string) {
  const frame = frameOf(demo.server.context.db, row(id));
  return (doc: Y.Doc) => {
    doc.transact(() => {
      readDecision(doc, frame).order.forEach((one, i) => {
        setValue(doc, decisionKeys.place(one.candidateId), (["appoint", "alternate"] as const)[i] ?? "not-selected");
      });
      setValue(doc, decisionKeys.alternatesUntil, EXPIRY);
      for (const { id: criterionId } of frame.criteria) {
        editText(doc, decisionKeys.rationale(criterionId), `What the panel saw on ${criterionId}.`);
        const linked = frame.candidates.find((one) => one.interviewId && one.resultHash);
        setValue(doc, decisionKeys.link(criterionId, linked?.interviewId ?? "", "joint"), true);
      }
    });
  };
}

/** A decision fixed for the school's position. */
async function frozen() {
  const made = opened();
  await edit(made.id, BELL, fill(made.id));
  const outcome = freezeDecision(as(ORTIZ), { decisionId: made.id });
  if (!outcome.ok) throw new Error(outcome.sentence);
  return { ...made, hash: outcome.hash };
}

const position = (id: string, kind: "concur" | "dissent" | "abstain", words = "", hash = hashOf(id), slug = BELL) =>
  takePosition(as(slug), { decisionId: id, position: kind, words, hash });
const sign = (id: string, slug: string, hash = hashOf(id)) => signDecision(as(slug), { decisionId: id, hash });

async function sealed(dissent = false) {
  const made = await frozen();
  expect(position(made.id, dissent ? "dissent" : "concur", dissent ? "We saw the lesson otherwise." : "")).toEqual({
    ok: true,
  });
  if (dissent)
    expect(
      answerDissent(as(ORTIZ), { decisionId: made.id, words: "The notes bear the lesson out.", hash: hashOf(made.id) }),
    ).toEqual({ ok: true });
  for (const slug of [ORTIZ, BELL, BRANDT]) expect(sign(made.id, slug)).toEqual({ ok: true, recordId: null });
  const last = sign(made.id, CHO);
  if (!last.ok || !last.recordId) throw new Error("not sealed");
  return { ...made, recordId: last.recordId };
}

describe("opening", () => {
  it("[DEC-1] the leads open it once a result is sealed; without the others only with a reason, and their state on record", () => {
    const none = sealedRound(as(ORTIZ), []);
    expect(openDecision(as(ORTIZ), { processId: none.processId })).toMatchObject({ reason: "nothing-sealed" });
    const { processId } = sealedRound(
      as(ORTIZ),
      [NAIR],
      [
        { name: "Officer Late", state: "submitted" },
        { name: "Officer Short", state: "ineligible" },
      ],
    );
    for (const slug of [OSEI, BRANDT, ...PANELISTS])
      expect(openDecision(as(slug), { processId, reason: "Now." }), slug).toMatchObject({ reason: "not-allowed" });
    const refused = openDecision(as(BELL), { processId });
    expect(refused).toMatchObject({ ok: false, reason: "reason" });
    expect(refused.ok ? "" : refused.sentence).toContain("Officer Late");
    expect(refused.ok ? "" : refused.sentence).not.toContain("Officer Short");
    const made = openDecision(as(BELL), { processId, reason: "Withdrew by telephone." });
    if (!made.ok) throw new Error(made.sentence);
    const page = decisionPage(as(ORTIZ), processId);
    expect(page?.decision?.draftNow.others.map((one) => one.name)).toEqual(["Officer Late", "Officer Short"]);
    expect(page?.decision?.draftNow.othersReason).toBe("Withdrew by telephone.");
    expect(openDecision(as(ORTIZ), { processId, reason: "Again." })).toMatchObject({ reason: "already-open" });
  });

  it("[DEC-2] the order starts from the agreed scores; both leads write it live, nobody else does", async () => {
    const { id, processId, candidateIds } = opened([VALE, REYES, NAIR]);
    const draft = decisionPage(as(ORTIZ), processId)?.decision?.draftNow;
    expect(draft?.order.map((one) => one.candidateId)).toEqual([...candidateIds].reverse());
    const bell = demo.client(rationaleRoom(row(id)), BELL);
    await bell.synced();
    const key = decisionKeys.rationale("youth-engagement");
    await edit(id, ORTIZ, (doc) => editText(doc, key, "Eight years of verified work."));
    await until(() => readText(bell.doc, key) === "Eight years of verified work.", "the other lead's screen");
    for (const slug of [OSEI, BRANDT, CHO]) {
      const reader = demo.client(rationaleRoom(row(id)), slug);
      await reader.synced();
      editText(reader.doc, key, "Not mine to write. ");
      expect(await reader.closed()).toBe(CLOSE.noAccess.code);
    }
    expect(readText(loadDocument(demo.server.context.db, roomName(rationaleRoom(row(id)))), key)).toBe(
      "Eight years of verified work.",
    );
  });
});

describe("fixing the text", () => {
  it("[DEC-3] is refused while something is missing, and each gap is a sentence", async () => {
    const { id } = opened();
    const refused = freezeDecision(as(ORTIZ), { decisionId: id });
    expect(refused).toMatchObject({ ok: false, reason: "missing" });
    const words = refused.ok ? "" : refused.sentence;
    expect(words).toContain("Officer Priya Nair: choose appoint, alternate or not selected.");
    // Nothing is chosen yet, so nobody can tell that nobody is appointed.
    expect(words).not.toContain("Nobody is appointed");
    expect(words).toContain(
      "Youth engagement: write the reasons, and choose at least one scorecard or notes the reasons rest on.",
    );
    await edit(id, ORTIZ, (doc) => {
      fill(id)(doc);
      setValue(doc, decisionKeys.alternatesUntil, "2020-01-01");
    });
    expect(freezeDecision(as(ORTIZ), { decisionId: id })).toMatchObject({ reason: "missing" });
    const first = frameOf(demo.server.context.db, row(id)).candidates[0]?.candidateId ?? "";
    await edit(id, ORTIZ, (doc) => {
      setValue(doc, decisionKeys.alternatesUntil, EXPIRY);
      setValue(doc, decisionKeys.place(first), "alternate");
    });
    const nobody = freezeDecision(as(ORTIZ), { decisionId: id });
    expect(nobody.ok ? "" : nobody.sentence).toContain("Nobody is appointed: write why the post stays open.");
    await edit(id, ORTIZ, (doc) => setValue(doc, decisionKeys.place(first), "appoint"));
    for (const slug of [OSEI, BRANDT])
      expect(freezeDecision(as(slug), { decisionId: id })).toMatchObject({ reason: "not-allowed" });
    expect(freezeDecision(as(BELL), { decisionId: id })).toMatchObject({ ok: true });
    expect(fingerprint(contentOf(id)).hash).toBe(hashOf(id));
  });

  it("[DEC-4] a place that differs from either rank needs its sentence", async () => {
    const { id, candidateIds } = opened();
    const [first = "", second = ""] = candidateIds;
    await edit(id, ORTIZ, (doc) => {
      setValue(doc, decisionKeys.order(first), 20);
      setValue(doc, decisionKeys.order(second), 10);
      fill(id)(doc);
    });
    const refused = freezeDecision(as(ORTIZ), { decisionId: id });
    expect(refused.ok ? "" : refused.sentence).toContain("Officer Sam Reyes: the place differs from the scores.");
    await edit(id, BELL, (doc) => {
      editText(doc, decisionKeys.gap(first), "Asked for the later opening.");
      editText(doc, decisionKeys.gap(second), "Knows the school.");
    });
    expect(freezeDecision(as(ORTIZ), { decisionId: id })).toMatchObject({ ok: true });
    expect(contentOf(id).order.map((one) => [one.name, one.gap])).toEqual([
      ["Officer Sam Reyes", "Knows the school."],
      ["Officer Priya Nair", "Asked for the later opening."],
      ["Officer Robin Vale", null],
    ]);
  });

  it("[DEC-5] from the freeze on no edit enters, from an open socket or a later one", async () => {
    const { id } = opened();
    const late = await edit(id, BELL, fill(id));
    expect(freezeDecision(as(ORTIZ), { decisionId: id })).toMatchObject({ ok: true });
    const before = contentOf(id).criteria[0]?.rationale;
    editText(late.doc, decisionKeys.rationale("youth-engagement"), "Late words.");
    await late.closed();
    const again = demo.client(rationaleRoom(row(id)), ORTIZ, { doc: late.doc });
    await again.closed();
    const stored = loadDocument(demo.server.context.db, roomName(rationaleRoom(row(id))));
    expect(readText(stored, decisionKeys.rationale("youth-engagement"))).not.toContain("Late words");
    expect(contentOf(id).criteria[0]?.rationale).toBe(before);
  });
});

describe("the school's position", () => {
  it("[DEC-6] comes before any signature, is the administrator's alone, and needs words unless the school concurs", async () => {
    const { id } = await frozen();
    for (const slug of [ORTIZ, BELL, BRANDT, CHO]) expect(sign(id, slug)).toMatchObject({ reason: "no-position" });
    expect(position(id, "concur", "", hashOf(id), ORTIZ)).toMatchObject({ reason: "not-allowed" });
    for (const kind of ["dissent", "abstain"] as const)
      expect(position(id, kind, "  ")).toMatchObject({ reason: "words" });
    expect(position(id, "abstain", "The post is not at our school.")).toEqual({ ok: true });
    expect(contentOf(id).schoolPosition).toMatchObject({
      position: "abstain",
      words: "The post is not at our school.",
    });
    expect(position(id, "concur")).toMatchObject({ reason: "moved-on" });
  });

  it("[DEC-7] a dissent blocks every signature until the supervisor answered in writing", async () => {
    const { id, hash } = await frozen();
    expect(position(id, "dissent", "We saw the lesson otherwise.")).toEqual({ ok: true });
    for (const slug of [ORTIZ, BELL, BRANDT, CHO]) expect(sign(id, slug)).toMatchObject({ reason: "unanswered" });
    const answer = (slug: string, words: string, seen = hashOf(id)) =>
      answerDissent(as(slug), { decisionId: id, words, hash: seen });
    expect(answer(BELL, "Never mind.")).toMatchObject({ reason: "not-allowed" });
    expect(answer(ORTIZ, " ")).toMatchObject({ reason: "words" });
    expect(answer(ORTIZ, "The notes bear it out.", hash)).toMatchObject({ reason: "changed-while-signing" });
    expect(answer(ORTIZ, "The notes bear it out.")).toEqual({ ok: true });
    const { schoolPosition, agencyAnswer, ...text } = contentOf(id);
    expect(agencyAnswer?.words).toBe("The notes bear it out.");
    // The position was given on the text without itself: that text can be had back from the signed one.
    expect(schoolPosition?.textHash).toBe(hash);
    expect(fingerprint({ ...text, schoolPosition: null, agencyAnswer: null }).hash).toBe(hash);
    expect(sign(id, ORTIZ)).toEqual({ ok: true, recordId: null });
  });
});

describe("signatures", () => {
  it("[DEC-8] stand in the server's order: supervisor, administrator, head of the agency, superintendent", async () => {
    const { id } = await frozen();
    position(id, "concur");
    const order = [ORTIZ, BELL, BRANDT, CHO];
    for (const [turn, slug] of order.entries()) {
      for (const [place, other] of order.entries())
        if (place > turn) expect(sign(id, other), `${other} before ${slug}`).toMatchObject({ reason: "out-of-turn" });
      for (const nobody of [OSEI, ...PANELISTS]) expect(sign(id, nobody).ok).toBe(false);
      const outcome = sign(id, slug);
      expect(outcome).toMatchObject({ ok: true });
      if (turn < 3) expect(sign(id, slug)).toMatchObject({ reason: "already-signed" });
    }
    expect(row(id).state).toBe("sealed");
  });

  it("[DEC-9] on another text are refused: position, answer and signature each bind the hash that was seen", async () => {
    const { id, hash } = await frozen();
    expect(position(id, "concur", "", "0".repeat(64))).toMatchObject({ reason: "changed-while-signing" });
    expect(position(id, "concur")).toEqual({ ok: true });
    // The position became part of the text: the hash from before it is not what is signed.
    expect(hashOf(id)).not.toBe(hash);
    expect(sign(id, ORTIZ, hash)).toMatchObject({ reason: "changed-while-signing" });
    expect(sign(id, ORTIZ)).toMatchObject({ ok: true });
  });

  it("[DEC-10] opening it again needs a reason and voids position, answer and signatures; all of it stays on record", async () => {
    const { id, processId } = await frozen();
    position(id, "dissent", "We saw the lesson otherwise.");
    answerDissent(as(ORTIZ), { decisionId: id, words: "The notes bear it out.", hash: hashOf(id) });
    sign(id, ORTIZ);
    sign(id, BELL);
    const old = rationaleRoom(row(id));
    expect(reopenDecision(as(BELL), { decisionId: id, reason: " " })).toMatchObject({ reason: "reason" });
    for (const slug of [BRANDT, OSEI])
      expect(reopenDecision(as(slug), { decisionId: id, reason: "Why not." })).toMatchObject({ reason: "not-allowed" });
    expect(reopenDecision(as(BELL), { decisionId: id, reason: "A date was wrong." })).toEqual({ ok: true });
    expect(row(id)).toMatchObject({ state: "rationale", revision: 2, position: null, reply: null, content: null });
    expect(sign(id, BRANDT)).toMatchObject({ ok: false });
    const page = decisionPage(as(ORTIZ), processId)?.decision;
    expect(page?.voided.map((s) => s.voidReason)).toEqual(["A date was wrong.", "A date was wrong."]);
    expect(page?.earlier.map((one) => one.reason)).toEqual([
      "We saw the lesson otherwise.",
      "The notes bear it out.",
      "A date was wrong.",
    ]);
    expect(page?.draftNow.rationale[0]?.text).toContain("What the panel saw");
    const stale = demo.client(old, ORTIZ);
    await stale.synced();
    editText(stale.doc, decisionKeys.nobody, "Into the old text.");
    await stale.closed();
    expect(freezeDecision(as(ORTIZ), { decisionId: id })).toMatchObject({ ok: true });
    expect(contentOf(id).reopened).toMatchObject([{ name: "Principal Ruth Bell", reason: "A date was wrong." }]);
    expect(position(id, "concur")).toEqual({ ok: true });
    expect(sign(id, ORTIZ)).toEqual({ ok: true, recordId: null });
  });
});

describe("the sealed decision", () => {
  it("[DEC-11] holds text, position, answer and four signatures over one hash, and verifies without the server", async () => {
    const { id, recordId } = await sealed(true);
    const record = recordById(demo.server.context.db, PROGRAM, recordId);
    if (!record) throw new Error("no record");
    const said = JSON.parse(record.content) as DecisionContent;
    expect(said.schoolPosition?.words).toBe("We saw the lesson otherwise.");
    expect(said.agencyAnswer?.words).toBe("The notes bear the lesson out.");
    expect(record.signatures.map((s) => [s.role, s.party])).toEqual([
      ["supervisor", "agency"],
      ["administrator", "district"],
      ["executive", "agency"],
      ["executive", "district"],
    ]);
    expect(intact(record)).toBe(true);
    const printed = JSON.stringify(documentOf(record, { agencyName: "", districtName: "", timeZone: "UTC" }));
    for (const words of [
      "We saw the lesson otherwise.",
      "The notes bear the lesson out.",
      "June 30, 2099",
      "Signed in with their own account.",
      "Signs participation in the process, not authority over the appointment.",
    ])
      expect(printed).toContain(words);
    const reader = visitor(demo.server.url);
    const [cookie = "", session = ""] = demo.cookie(ORTIZ).split(";")[0]?.split("=") ?? [];
    reader.cookies.set(cookie, session);
    const page = await (await reader.get(`/records/${recordId}`)).text();
    const shown = page.slice(page.indexOf("<article"), page.indexOf("</article>"));
    expect(shown).toMatch(/Chief Tom Brandt<\/b>, (<!-- -->)?Head of the agency/);
    expect(shown).toMatch(/Supt. Lillian Cho<\/b>, (<!-- -->)?Superintendent/);
    expect(shown).not.toContain("Executive");
    expect(shown).toContain('<caption class="vh">The order, with both ranks');
    const file = exportRecord(as(CHO), { recordId });
    if (!file.ok) throw new Error(file.sentence);
    expect(verifyExport(file.file).result).toBe("unchanged");
    const stored = path.join(demo.server.dataDir, "decision.json");
    writeFileSync(stored, file.file);
    expect(execFileSync(process.execPath, ["tests/support/verify-record.mjs", stored], { encoding: "utf8" })).toContain(
      record.hash,
    );
    expect(verifyExport(file.file.replace("bear the lesson out", "bear the lesson off")).result).toBe("changed");
    expect(sign(id, ORTIZ).ok).toBe(false);
    expect(reopenDecision(as(ORTIZ), { decisionId: id, reason: "Late." })).toMatchObject({ reason: "moved-on" });
    expect(() =>
      demo.server.context.db.update(sealedRecord).set({ title: "x" }).where(eq(sealedRecord.id, recordId)).run(),
    ).toThrow();
    expect(firstBrokenAudit(demo.server.context.db)).toBeNull();
  });

  it("[DEC-12] panelists and officers find nothing of a decision, before and after the seal", async () => {
    const made = await frozen();
    const done = await sealed();
    for (const slug of [...PANELISTS, "casey.monroe"]) {
      for (const { id, processId } of [made, done]) {
        expect(decisionPage(as(slug), processId), slug).toBeNull();
        expect(lettersPage(as(slug), processId)).toBeNull();
        expect(await demo.client(rationaleRoom(row(id)), slug).closed()).toBe(CLOSE.noAccess.code);
        expect(position(id, "concur", "", hashOf(id), slug)).toMatchObject({ reason: "not-found" });
      }
      expect(readableRecord(as(slug), done.recordId)).toBeNull();
    }
    for (const slug of [ORTIZ, BELL, OSEI, BRANDT, CHO]) expect(readableRecord(as(slug), done.recordId)).not.toBeNull();
  });
});

describe("what a decision waits for", () => {
  const close = (processId: string) => closeProcess(as(OSEI), { processId });
  const next = (slug: string, processId: string) => roundPage(as(slug), processId)?.decision ?? null;
  const desk = (slug: string, processId: string) => {
    const { you, others } = deskOf(as(slug));
    const of = (rows: typeof you) => rows.filter(({ to }) => to.startsWith(`/selection/${processId}/`));
    return { you: of(you).map((row) => row.sentence), others: of(others).map((row) => row.sentence) };
  };

  it("[PROC-8] a round stays open while its decision does: the refusal names the step or the signatures missing", async () => {
    const { id, processId } = opened();
    const refused = (words: string) => {
      const outcome = close(processId);
      expect(outcome).toMatchObject({ ok: false, reason: "open-decision" });
      expect(outcome.ok ? "" : outcome.sentence).toContain(words);
      expect(roundPage(as(OSEI), processId)?.unsealed).toContain(words);
    };
    refused("Both leads are still writing it.");
    await edit(id, BELL, fill(id));
    freezeDecision(as(ORTIZ), { decisionId: id });
    refused("Principal Ruth Bell has not taken the school’s position yet.");
    position(id, "dissent", "We saw the lesson otherwise.");
    refused("Lt. Dana Ortiz has not answered the school’s dissent yet.");
    answerDissent(as(ORTIZ), { decisionId: id, words: "The notes bear it out.", hash: hashOf(id) });
    for (const slug of [ORTIZ, BELL, BRANDT]) {
      refused("Supt. Lillian Cho");
      expect(sign(id, slug)).toMatchObject({ ok: true });
    }
    refused("The signature of Supt. Lillian Cho is missing.");
    expect(roundPage(as(BRANDT), processId)?.unsealed).toBeNull();
    sign(id, CHO);
    expect(roundPage(as(OSEI), processId)?.unsealed).toBeNull();
    expect(close(processId)).toEqual({ ok: true });
    // Nobody opened a decision: the round closes without one.
    expect(close(sealedRound(as(ORTIZ), [NAIR]).processId)).toEqual({ ok: true });
  });

  it("[DEC-19] the desk and the round page name the next step and whose turn it is, then the letters", async () => {
    const unopened = sealedRound(as(ORTIZ), [NAIR]).processId;
    expect(next(BELL, unopened)).toMatchObject({ key: "open", sentence: "Open the decision" });
    expect(desk(ORTIZ, unopened).you).toEqual(["Open the decision for A round of its own"]);
    for (const slug of [OSEI, BRANDT, ...PANELISTS]) {
      expect(next(slug, unopened), slug).toBeNull();
      expect(desk(slug, unopened), slug).toEqual({ you: [], others: [] });
    }
    closeProcess(as(OSEI), { processId: unopened });
    expect(next(BELL, unopened)).toBeNull();
    const { id, processId } = opened();
    expect(next(BELL, processId)).toMatchObject({ yours: true, sentence: "Write the decision" });
    expect(desk(OSEI, processId).others).toEqual(["Both leads to write the decision for A round of its own"]);
    await edit(id, BELL, fill(id));
    freezeDecision(as(ORTIZ), { decisionId: id });
    position(id, "concur");
    expect(next(ORTIZ, processId)).toMatchObject({ yours: true, sentence: "Sign the decision" });
    expect(next(CHO, processId)?.sentence).toBe("Lt. Dana Ortiz to sign the decision");
    expect(desk(ORTIZ, processId).you).toEqual(["Sign the decision for A round of its own"]);
    for (const slug of [ORTIZ, BELL, BRANDT, CHO]) sign(id, slug);
    for (const slug of [ORTIZ, BELL])
      expect(desk(slug, processId)).toEqual({
        you: ["Release 3 letters to the candidates of A round of its own"],
        others: [],
      });
    expect(desk(OSEI, processId)).toEqual({
      you: [],
      others: ["The leads to release 3 letters to the candidates of A round of its own"],
    });
    expect(next(OSEI, processId)).toMatchObject({ key: "release", yours: false });
    const [, alternate] = lettersPage(as(ORTIZ), processId)?.letters ?? [];
    releaseLetter(as(ORTIZ), { letterId: alternate?.id ?? "", seen: sha256(alternate?.body ?? "") });
    closeProcess(as(OSEI), { processId });
    expect(desk(ORTIZ, processId).you).toEqual(["Release 2 letters to the candidates of A round of its own"]);
    for (const slug of [BRANDT, CHO, ...PANELISTS]) {
      expect(desk(slug, processId), slug).toEqual({ you: [], others: [] });
      expect(next(slug, processId), slug).toBeNull();
    }
    const { processId: open } = opened();
    for (const slug of [...PANELISTS, "casey.monroe"]) expect(next(slug, open), slug).toBeNull();
  });
});

describe("letters", () => {
  const page = (processId: string, slug = ORTIZ) => lettersPage(as(slug), processId);

  it("[DEC-13] are drafted with the seal from the signed criteria: no score, no other candidate's name", async () => {
    const unsealed = await frozen();
    expect(page(unsealed.processId)).toBeNull();
    const { processId } = await sealed();
    const letters = page(processId)?.letters ?? [];
    expect(letters.map((one) => [one.to, one.title])).toEqual([
      ["Officer Priya Nair", "Appointment"],
      ["Officer Sam Reyes", "Alternate list"],
      ["Officer Robin Vale", "Not selected"],
    ]);
    expect(letters[1]?.body).toContain("June 30, 2099");
    expect(letters[2]?.body).toContain("youth engagement");
    for (const one of letters) {
      for (const other of ["Nair", "Reyes", "Vale"]) if (!one.to.endsWith(other)) expect(one.body).not.toContain(other);
      expect(one.body).not.toMatch(/\b[1-5]\.\d/);
      expect(one.gaps.filter((gap) => !gap.startsWith("Replace"))).toEqual([]);
    }
  });

  it("[DEC-13] name the school the post is at, or the post itself when it is for several schools", async () => {
    const { id } = await frozen();
    const letter = (changes: Partial<DecisionContent>) => {
      const words = letterWords(demo.server.context.db, PROGRAM, { ...contentOf(id), ...changes });
      const { subject, body } = LETTERS.appointment;
      return `${fillLetter(subject, words)}\n${fillLetter(body, words)}`;
    };
    const one = letter({ school: "Larkfield High School" });
    expect(one).toContain("Appointment as School Resource Officer, Larkfield High School");
    expect(one).toContain("School Resource Officer at Larkfield High School from {");
    expect(one).toContain("Your partner at the school is Principal Ruth Bell.");
    const several = letter({ school: null, position: "Relief School Resource Officer, all four schools" });
    expect(several).toContain("Appointment as Relief School Resource Officer, all four schools\n");
    expect(several).toContain("I appoint you to the post of Relief School Resource Officer, all four schools, from {");
    expect(several).toContain("Your partner in the district is Principal Ruth Bell.");
  });

  it("[DEC-14] are changed by the leads until released; released once, and never with a blank, a score or another's name", async () => {
    const { processId } = await sealed();
    const [, alternate, refusal] = page(processId)?.letters ?? [];
    if (!alternate || !refusal) throw new Error("no letters");
    const change = (slug: string, body: string, seen = refusal.body) =>
      changeLetter(as(slug), { letterId: refusal.id, body, seen: sha256(seen) });
    const release = (slug: string, id: string, body: string) =>
      releaseLetter(as(slug), { letterId: id, seen: sha256(body) });
    expect(release(ORTIZ, refusal.id, refusal.body)).toMatchObject({ reason: "missing" });
    expect(change(OSEI, "Mine.")).toMatchObject({ reason: "not-allowed" });
    expect(change(BRANDT, "Mine.")).toMatchObject({ reason: "not-found" });
    expect(change(BELL, "Mine.", "other words")).toMatchObject({ reason: "changed-meanwhile" });
    const bad = [
      "Dear Officer Vale, thank you for your time. Officer Nair was chosen for this post.",
      "Dear Officer Vale, thank you for your time. The panel rated you 2 of 5 in writing.",
      "Dear Officer Vale, thank you for your time. Your mean was 2.17 in all.",
    ];
    let now = refusal.body;
    for (const body of bad) {
      expect(change(BELL, body, now)).toEqual({ ok: true });
      now = body;
      expect(release(BELL, refusal.id, now), body).toMatchObject({ reason: "missing" });
    }
    const good = "Dear Officer Vale,\n\nthank you for your time. Another candidate was chosen for this post.";
    expect(change(BELL, good, now)).toEqual({ ok: true });
    expect(release(BELL, refusal.id, now)).toMatchObject({ reason: "changed-meanwhile" });
    expect(release(OSEI, refusal.id, good)).toMatchObject({ reason: "not-allowed" });
    expect(release(ORTIZ, refusal.id, good)).toEqual({ ok: true });
    expect(release(BELL, refusal.id, good)).toMatchObject({ reason: "released" });
    expect(change(BELL, "Other words, after the release of this letter.", good)).toMatchObject({ reason: "released" });
    const stored = demo.server.context.db.select().from(letter).where(eq(letter.id, refusal.id)).get();
    expect(stored).toMatchObject({ body: good, releasedBy: demo.userId(ORTIZ) });
    expect(release(ORTIZ, alternate.id, alternate.body)).toEqual({ ok: true });
  });
});
