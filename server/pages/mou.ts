import { diffWordsWithSpace } from "diff";
import {
  lapsedMarks,
  type MouRow,
  marksOf,
  mouByVersion,
  mouFacts,
  mouLeads,
  mouRoom,
  mousOf,
  type Proposal,
  parametersInForce,
  proposalsOf,
  readySubject,
  reaffirmSubject,
} from "#db/mou.ts";
import { signaturesOf } from "#db/processes.ts";
import { programOf } from "#db/programs.ts";
import { CLAUSES } from "#shared/content/mou-clauses.ts";
import type { Scalar } from "#shared/documents/form.ts";
import { fieldValue, type MouTerms, type Tick, tickOf } from "#shared/documents/mou.ts";
import { can, canMove, roomMode, stateLabel } from "#shared/machine.ts";
import { parameterOf, valueInWords } from "#shared/mou.ts";
import { roomName } from "#shared/rooms.ts";
import { liveMou, mayOpenMou } from "../commands/mou.ts";
import type { CommandContext } from "../context.ts";
import { fingerprint } from "../records/hash.ts";
import { readableRecordOf } from "../records/reading.ts";

/** The newest version this person may read, or what there is instead. */
export function mouStart(ctx: CommandContext): { version: number } | { version: null; mayOpen: boolean } {
  const { db, viewer } = ctx;
  const all = mousOf(db, viewer.programId);
  const readable = all.find((row) => can(viewer, "R", "agreement", mouFacts(row)));
  return readable ? { version: readable.version } : { version: null, mayOpen: all.length === 0 && mayOpenMou(viewer) };
}

/** What the page of one version shows this person. @returns `null` when it does not exist for them. */
export function mouPage(ctx: CommandContext, version: number) {
  const { db, viewer } = ctx;
  const row = mouByVersion(db, viewer.programId, version);
  const program = programOf(db, viewer.programId);
  if (!row || !program || !can(viewer, "R", "agreement", mouFacts(row))) return null;
  const facts = mouFacts(row);
  const room = mouRoom(row);
  const mode = roomMode(viewer, room, { facts, revision: row.revision });
  const terms = liveMou(ctx, row);
  const hash = row.termsHash ?? fingerprint(terms).hash;
  const leads = mouLeads(db, viewer.programId);
  const signatures = signaturesOf(db, "mou", row.id);
  const newer = mousOf(db, viewer.programId).some((other) => other.version > row.version);
  const inTheMaking = row.state === "draft" || row.state === "negotiation" || row.state === "frozen";
  const reaffirmed = row.state === "review" ? marksOf(db, "mou-reaffirm", reaffirmSubject(row)) : [];
  const ready = row.state === "draft" ? marksOf(db, "mou-ready", readySubject(row, hash)) : [];
  return {
    id: row.id,
    version: row.version,
    state: facts.state,
    revision: row.revision,
    reason: row.reason,
    adoptedAt: row.adoptedAt,
    supersededAt: row.supersededAt,
    reviewOn: row.reviewOn,
    program: { agencyName: program.agencyName, districtName: program.districtName, timeZone: program.timeZone },
    // Until it is in force the page stays connected: the other side may act at any moment.
    room: inTheMaking && mode ? { name: roomName(room), mode } : null,
    terms,
    ticks: inTheMaking ? ticksOf(ctx, row, leads) : {},
    hash: row.termsHash,
    leads: leads.map(({ userId, name, initials, party, role }) => ({ userId, name, initials, party, role })),
    me: {
      userId: viewer.userId,
      name: viewer.name,
      shortName: viewer.shortName,
      initials: viewer.initials,
      party: viewer.party,
      role: viewer.role,
    },
    ready: [
      ...ready.map((mark) => ({ ...mark, stands: true })),
      ...(row.state === "draft" ? lapsedMarks(db, row, hash).map((mark) => ({ ...mark, stands: false })) : []),
    ],
    reaffirmed,
    proposals: can(viewer, "R", "agreement", facts)
      ? proposalsOf(db, row.id).map((proposal) => proposalLine(ctx, row, terms, proposal))
      : [],
    signatures,
    versions: mousOf(db, viewer.programId)
      .filter((other) => can(viewer, "R", "agreement", mouFacts(other)))
      .map((other) => ({ version: other.version, label: stateLabel("mou", mouFacts(other).state) })),
    recordId: readableRecordOf(ctx, "mou", row.id)?.id ?? null,
    may: {
      ready: canMove(viewer, "negotiate", facts) && !ready.some((mark) => mark.role === viewer.role),
      propose: row.state === "negotiation" && can(viewer, "K", "agreement", facts),
      redraft: canMove(viewer, "redraft", facts),
      freeze: canMove(viewer, "freeze", facts),
      reopen: canMove(viewer, "reopen", facts),
      sign:
        can(viewer, "S", "agreement", facts) &&
        !signatures.some((s) => s.voidedAt === null && s.party === viewer.party),
      startReview: canMove(viewer, "startReview", facts),
      reaffirm: canMove(viewer, "reaffirm", facts) && !newer && !reaffirmed.some((mark) => mark.role === viewer.role),
      amend: canMove(viewer, "reaffirm", facts) && !newer,
    },
  };
}

/**
 * The value of the agreement a rule rests on, with the version that names it; `null` while none is in force.
 * @param at milliseconds since 1970: what was in force then, for a rule fixed at that time; now by default
 */
export function restsOn(
  { db, viewer }: CommandContext,
  key: string,
  at?: number,
): { version: number; value: Scalar } | null {
  const inForce = parametersInForce(db, viewer.programId, at);
  return inForce && { version: inForce.version, value: inForce.values[parameterOf(key).key] ?? null };
}

export type MouPage = NonNullable<ReturnType<typeof mouPage>>;
export type ProposalLine = MouPage["proposals"][number];

function ticksOf(
  ctx: CommandContext,
  row: MouRow,
  leads: ReturnType<typeof mouLeads>,
): Record<string, { agency: Tick; district: Tick }> {
  const doc = ctx.rooms.read(mouRoom(row));
  return Object.fromEntries(
    CLAUSES.map(({ id }) => [
      id,
      { agency: tickOf(doc, id, leads, "agency"), district: tickOf(doc, id, leads, "district") },
    ]),
  );
}

/** A proposal as it is read: what goes, what comes, and whether the words it starts from still stand. */
function proposalLine({ viewer }: CommandContext, row: MouRow, terms: MouTerms, proposal: Proposal) {
  const { id, clauseId, field, before, after, reason, name, party, role, at, state } = proposal;
  const clause = terms.clauses.find((one) => one.id === clauseId);
  const open = row.state === "negotiation" && state === "open";
  const lead = viewer.role === "supervisor" || viewer.role === "administrator";
  return {
    id,
    clauseId,
    field,
    label: field === "text" ? "Text" : parameterOf(field).label,
    pieces: field === "text" ? wordPieces(before, after) : valuePieces(field, before, after),
    reason,
    name,
    party,
    role,
    at,
    state,
    stale: open && (!clause || fieldValue(clause, field) !== before),
    decision:
      state === "open" ? null : { name: proposal.deciderName, at: proposal.decidedAt, reason: proposal.decisionReason },
    may: { decide: open && lead && viewer.party !== party, withdraw: open && proposal.userId === viewer.userId },
  };
}

/** A run of words that stays, goes or comes. */
export interface Piece {
  kind: "same" | "gone" | "new";
  words: string;
}

function wordPieces(before: string, after: string): Piece[] {
  return diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? "new" : removed ? "gone" : "same",
    words: value,
  }));
}

function valuePieces(key: string, before: string, after: string): Piece[] {
  const words = (json: string) => valueInWords(parameterOf(key), JSON.parse(json) as Scalar);
  return [
    { kind: "gone", words: words(before) },
    { kind: "same", words: " " },
    { kind: "new", words: words(after) },
  ];
}
