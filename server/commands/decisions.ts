import { and, eq, isNull } from "drizzle-orm";
import { decisionContent } from "#db/decision-content.ts";
import {
  type DecisionRow,
  decisionById,
  decisionFacts,
  decisionOfProcess,
  frameOf,
  rationaleRoom,
} from "#db/decisions.ts";
import { newId } from "#db/ids.ts";
import { draftLetters } from "#db/letters.ts";
import { processById, processFacts, signaturesOf, termsOf } from "#db/processes.ts";
import { programOf } from "#db/programs.ts";
import { agreement, decision, signature } from "#db/schema.ts";
import { nextSigner, signerOf } from "#shared/decision.ts";
import {
  type DecisionContent,
  decisionKeys,
  missingInDecision,
  type Position,
  readDecision,
} from "#shared/documents/decision.ts";
import { copyForm, editText, setValue } from "#shared/documents/form.ts";
import { can, canMove, type Facts, LIFECYCLES, type MoveOf, next } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { type CommandContext, type Outcome, type Refusal, refuse } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { type SealedSignature, seal } from "../records/seal.ts";
import { audit, refuseMove } from "./interview-access.ts";

/*
 * From the sealed results to the appointment. Each command is ONE synchronous function: the document is read, checked,
 * hashed and closed with no keystroke in between. An `await` would break the seal.
 */

/** May this person open the decision of a round? Judged on the decision as it would be at its start. */
export function mayOpenDecision(viewer: Viewer): boolean {
  const { programId } = viewer;
  return can(viewer, "W", "rationale", { lifecycle: "decision", state: LIFECYCLES.decision.initial, programId });
}

/**
 * Opens the decision of a round and its live document. The order starts from the agreed scores.
 * @param input.reason why it is made while candidates have no sealed result; asked for only then.
 */
export function openDecision(
  ctx: CommandContext,
  input: { processId: string; reason?: string },
): Outcome<{ decisionId: string }> {
  const { db, viewer, rooms } = ctx;
  const round = processById(db, viewer.programId, input.processId);
  const terms = round && termsOf(round);
  if (!round || !can(viewer, "R", "round", processFacts(round)))
    return refuse("not-found", "There is no such selection round.");
  if (!mayOpenDecision(viewer)) return refuse("not-allowed", "Only the two leads open the decision.");
  if (!terms || (round.state !== "active" && round.state !== "closed"))
    return refuse("not-in-force", "The decision opens when the process agreement is in force.");
  if (decisionOfProcess(db, round.id)) return refuse("already-open", "The decision of this round is open already.");
  const at = ctx.clock();
  const row = {
    id: newId("dc"),
    programId: round.programId,
    processId: round.id,
    state: LIFECYCLES.decision.initial,
    revision: 1,
    createdBy: viewer.userId,
    createdAt: at,
  } as const;
  const frame = frameOf(db, row);
  const sealed = frame.candidates.filter((one) => one.resultHash !== null);
  const open = frame.candidates.filter((one) => one.resultHash === null && one.state !== NOT_ELIGIBLE);
  if (sealed.length === 0)
    return refuse("nothing-sealed", "No candidate has a sealed result yet. The decision opens after the first one.");
  const reason = input.reason?.trim() ?? "";
  if (open.length > 0 && !reason)
    return refuse(
      "reason",
      `${open.map((one) => `${one.name} (${one.state.toLowerCase()})`).join(", ")}: no sealed result yet. Write why the decision opens without ${open.length === 1 ? "it" : "them"}.`,
    );
  db.transaction(() => {
    db.insert(decision).values(row).run();
    rooms.create(rationaleRoom(row), (doc) => {
      const last = sealed.length + 1;
      [...sealed]
        .sort(
          (a, b) =>
            (a.agreedRank ?? last) - (b.agreedRank ?? last) || (a.mechanicalRank ?? last) - (b.mechanicalRank ?? last),
        )
        .forEach((one, i) => {
          setValue(doc, decisionKeys.order(one.candidateId), (i + 1) * 10);
        });
      if (reason) editText(doc, decisionKeys.others, reason);
    });
    audit(ctx, "decision.opened", row.id, { sealed: sealed.length, others: open.length });
  });
  rooms.recordChanged(round.programId, "process", round.id);
  return { ok: true, decisionId: row.id };
}

/** Fixes the text: content and hash are built from the live document, and the school can take its position. */
export function freezeDecision(ctx: CommandContext, input: { decisionId: string }): Outcome<{ hash: string }> {
  const { db, rooms } = ctx;
  const row = openRecord(ctx, input.decisionId);
  if (!row) return noSuchDecision();
  if (!canMove(ctx.viewer, "freeze", decisionFacts(row))) return refuseDecision(row, "freeze");
  const frame = frameOf(db, row);
  const draft = readDecision(rooms.read(rationaleRoom(row)), frame);
  const gaps = missingInDecision(draft, frame).map((gap) => gap.sentence);
  const zone = programOf(db, row.programId)?.timeZone ?? "UTC";
  if (draft.alternatesUntil && draft.alternatesUntil <= dayOf(ctx.clock(), zone))
    gaps.push("The date until which the alternates stand by has passed. Choose a later one.");
  if (gaps.length > 0) return refuse("missing", `The decision is not complete. ${gaps.join(" ")}`);
  const { content, hash } = fingerprint(decisionContent(db, row, frame, draft, ctx.clock()));
  db.transaction(() => {
    db.update(decision).set({ state: "position", content, contentHash: hash }).where(eq(decision.id, row.id)).run();
    rooms.freeze(rationaleRoom(row));
    audit(ctx, "decision.frozen", row.id, { hash, revision: row.revision });
  });
  return { ...changed(ctx, row), hash };
}

/**
 * The school's position on the fixed text. It becomes part of what is signed; a dissent must be answered first.
 * @param input.hash the hash the administrator saw; refused when the record holds another one.
 */
export function takePosition(
  ctx: CommandContext,
  input: { decisionId: string; position: Position; words: string; hash: string },
): Outcome {
  const { db, viewer } = ctx;
  const row = openRecord(ctx, input.decisionId);
  if (!row) return noSuchDecision();
  const move: MoveOf<"decision"> = input.position === "dissent" ? "dissent" : "concur";
  const to = next("decision", row.state, move);
  if (!to || !canMove(viewer, move, decisionFacts(row))) return refuseDecision(row, move);
  if (!row.content || row.contentHash !== input.hash) return changedMeanwhile("position was not taken");
  const words = input.words.trim();
  if (input.position !== "concur" && !words)
    return refuse(
      "words",
      input.position === "dissent"
        ? "Write what the school dissents from, and why. The agency answers it in writing."
        : "Write why the school abstains.",
    );
  const at = ctx.clock();
  const { name, role, party } = viewer;
  const said = { name, role, party, words, at: new Date(at).toISOString() };
  const fixed = fingerprint({
    ...(JSON.parse(row.content) as DecisionContent),
    schoolPosition: { ...said, position: input.position, textHash: row.contentHash },
  });
  db.transaction(() => {
    db.update(decision)
      .set({
        state: to,
        content: fixed.content,
        contentHash: fixed.hash,
        position: input.position,
        positionReason: words || null,
        positionBy: viewer.userId,
        positionAt: at,
      })
      .where(eq(decision.id, row.id))
      .run();
    keep(ctx, row, `position-${input.position}`, words, at);
    audit(ctx, "decision.position", row.id, { seen: input.hash, hash: fixed.hash });
  });
  return changed(ctx, row);
}

/** The agency's written answer to a dissent; without it nothing is signed. @param input.hash the hash the supervisor saw */
export function answerDissent(
  ctx: CommandContext,
  input: { decisionId: string; words: string; hash: string },
): Outcome {
  const { db, viewer } = ctx;
  const row = openRecord(ctx, input.decisionId);
  if (!row) return noSuchDecision();
  const to = next("decision", row.state, "answer");
  if (!to || !canMove(viewer, "answer", decisionFacts(row))) return refuseDecision(row, "answer");
  if (!row.content || row.contentHash !== input.hash) return changedMeanwhile("answer was not given");
  const words = input.words.trim();
  if (!words) return refuse("words", "Answer the dissent in writing. The answer stands beside it in the record.");
  const at = ctx.clock();
  const { name, role, party } = viewer;
  const fixed = fingerprint({
    ...(JSON.parse(row.content) as DecisionContent),
    agencyAnswer: { name, role, party, words, at: new Date(at).toISOString() },
  });
  db.transaction(() => {
    db.update(decision)
      .set({
        state: to,
        content: fixed.content,
        contentHash: fixed.hash,
        reply: words,
        replyBy: viewer.userId,
        replyAt: at,
      })
      .where(eq(decision.id, row.id))
      .run();
    keep(ctx, row, "answer-dissent", words, at);
    audit(ctx, "decision.answered", row.id, { seen: input.hash, hash: fixed.hash });
  });
  return changed(ctx, row);
}

/**
 * Signs the decision: supervisor, administrator, head of the agency, superintendent, in this order. The last
 * signature seals it in the same transaction and drafts the letters.
 * @param input.hash the hash the signer saw; refused when the record holds another one.
 */
export function signDecision(
  ctx: CommandContext,
  input: { decisionId: string; hash: string },
): Outcome<{ recordId: string | null }> {
  const { db, viewer } = ctx;
  const row = openRecord(ctx, input.decisionId);
  if (!row) return noSuchDecision();
  const mine = signerOf(viewer);
  if (!mine) return refuse("not-allowed", "The two leads and the two executives sign the decision.");
  if (row.state === "position") return refuse("no-position", "The school takes its position before anybody signs.");
  if (row.state === "reply")
    return refuse("unanswered", "The school dissents. The SRO supervisor answers in writing before anybody signs.");
  if (row.state !== "signing" && row.state !== "authorizing") return refuseMove(decisionFacts(row), "sign");
  const given = signaturesOf(db, "decision", row.id).filter((s) => s.voidedAt === null);
  if (given.some((s) => s.role === mine.role && s.party === mine.party))
    return refuse("already-signed", "Your signature stands under this decision already.");
  const turn = nextSigner(given);
  if (!turn || turn !== mine || mine.state !== row.state || !can(viewer, "S", "rationale", decisionFacts(row)))
    return refuse(
      "out-of-turn",
      `${turn?.title ?? "Somebody else"} signs next. You can sign as soon as that signature is there; it appears on this page by itself.`,
    );
  const { content, contentHash: hash } = row;
  if (!content || !hash || input.hash !== hash) return changedMeanwhile("signature was not given");
  const sealed = db.transaction(() => {
    db.insert(signature)
      .values({
        id: newId("sg"),
        programId: row.programId,
        subject: "decision",
        subjectId: row.id,
        revision: row.revision,
        hash,
        userId: viewer.userId,
        role: viewer.role,
        party: viewer.party,
        signedAt: ctx.clock(),
      })
      .run();
    audit(ctx, "decision.signed", row.id, { hash, role: viewer.role, party: viewer.party });
    const following = nextSigner([...given, viewer]);
    if (!following) return sealDecision(ctx, row, content, hash);
    if (following.state !== row.state)
      db.update(decision).set({ state: following.state }).where(eq(decision.id, row.id)).run();
    return null;
  });
  changed(ctx, row);
  return { ok: true, recordId: sealed };
}

/** Opens a fixed decision again, with a reason: position, answer and signatures become void, the writing goes on. */
export function reopenDecision(ctx: CommandContext, input: { decisionId: string; reason: string }): Outcome {
  const { db, viewer, rooms } = ctx;
  const row = openRecord(ctx, input.decisionId);
  if (!row) return noSuchDecision();
  if (!canMove(viewer, "reopen", decisionFacts(row))) return refuseDecision(row, "reopen");
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the decision has to change. It goes on record.");
  const at = ctx.clock();
  const before = rooms.read(rationaleRoom(row));
  const revision = row.revision + 1;
  db.transaction(() => {
    const voided = db
      .update(signature)
      .set({ voidedAt: at, voidedBy: viewer.userId, voidReason: reason })
      .where(and(eq(signature.subject, "decision"), eq(signature.subjectId, row.id), isNull(signature.voidedAt)))
      .run();
    keep(ctx, row, "reopen-decision", reason, at);
    db.update(decision)
      .set({ ...EMPTY, state: "rationale", revision })
      .where(eq(decision.id, row.id))
      .run();
    rooms.create(rationaleRoom({ ...row, revision }), (doc) => copyForm(before, doc));
    audit(ctx, "decision.reopened", row.id, { revision, voided: voided.changes, position: row.position !== null });
  });
  return changed(ctx, row);
}

const EMPTY = {
  content: null,
  contentHash: null,
  position: null,
  positionReason: null,
  positionBy: null,
  positionAt: null,
  reply: null,
  replyBy: null,
  replyAt: null,
} as const;

const NOT_ELIGIBLE = LIFECYCLES.candidate.states.ineligible.label;

/** Inside the last signature's transaction: record and letters come into being together. @returns the record's id. */
function sealDecision(ctx: CommandContext, row: DecisionRow, content: string, hash: string): string {
  const { db } = ctx;
  const at = ctx.clock();
  const said = JSON.parse(content) as DecisionContent;
  const recordId = seal(db, {
    programId: row.programId,
    kind: "decision",
    subjectId: row.id,
    title: `Decision: ${said.position}`,
    content,
    hash,
    signatures: signaturesOf(db, "decision", row.id)
      .filter((s) => s.voidedAt === null)
      .map(
        ({ userId, name, role, party, hash, signedAt }): SealedSignature => ({
          userId,
          name,
          role,
          party,
          hash,
          signedAt,
        }),
      ),
    rubricVersion: said.rubricVersion,
    sealedAt: at,
  });
  db.update(decision).set({ state: "sealed", sealedAt: at }).where(eq(decision.id, row.id)).run();
  draftLetters(db, row, said, at);
  audit(ctx, "decision.sealed", row.id, { hash });
  return recordId;
}

/** What a side said about one fixed text stays on record, also when the text is opened again. */
function keep(
  { db, viewer }: CommandContext,
  row: DecisionRow,
  kind: (typeof agreement.$inferInsert)["kind"],
  reason: string,
  at: number,
): void {
  db.insert(agreement)
    .values({
      id: newId("ag"),
      programId: row.programId,
      kind,
      subjectId: `${row.id}/r${row.revision}`,
      userId: viewer.userId,
      role: viewer.role,
      reason,
      at,
    })
    .run();
}

/** The decision, when it exists for this person; `null` otherwise, whatever the cause. */
function openRecord({ db, viewer }: CommandContext, id: string): DecisionRow | null {
  const row = decisionById(db, viewer.programId, id);
  return row && can(viewer, "R", "rationale", decisionFacts(row)) ? row : null;
}

function refuseDecision(row: DecisionRow, move: MoveOf<"decision">): Refusal {
  const facts: Facts<"decision"> = decisionFacts(row);
  return refuseMove(facts, move);
}

function changedMeanwhile(what: string): Refusal {
  return refuse(
    "changed-while-signing",
    `The decision changed after this page was opened, so your ${what}. Read it as it stands now, then go on.`,
  );
}

/** After the commit, in the same tick: every screen of the decision and of its round is judged again. */
function changed({ rooms }: CommandContext, row: DecisionRow): { ok: true } {
  rooms.recordChanged(row.programId, "decision", row.id);
  rooms.recordChanged(row.programId, "process", row.processId);
  return { ok: true };
}

/** A moment's calendar day in a zone: 2026-11-21. */
function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

const noSuchDecision = (): Refusal => refuse("not-found", "There is no such decision.");
