import { deviationsOf } from "#db/course.ts";
import { countedIn } from "#db/decisions.ts";
import { decisionsOf, interviewRecord, interviewsOf, openedCards, raterIds } from "#db/interviews.ts";
import { signaturesOf } from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { type Ranking, rankingOf } from "#db/ranking.ts";
import { recordOfSubject } from "#db/records.ts";
import { shownIn } from "#db/spotlight.ts";
import { readJoint } from "#shared/documents/joint.ts";
import { type NoteBlock, notesHeadings, readNotes } from "#shared/documents/notes.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import { can, canMove, roomMode } from "#shared/machine.ts";
import { PAGE_SIZE, pageOf } from "#shared/pages.ts";
import type { Party } from "#shared/roles.ts";
import { roomName } from "#shared/rooms.ts";
import { mechanicalScore } from "#shared/statistics/scores.ts";
import { interviewRoom } from "../commands/interview-access.ts";
import type { CommandContext } from "../context.ts";
import { hideDebriefNames } from "./debrief-hidden.ts";
import { asPresent, type RoomHandle } from "./interview.ts";

/**
 * What the debrief shows from the reveal on: the first cards, the joint scorecard's room, the two ranks, and from the
 * freeze on the result that is signed.
 * @param options.hideNames for a screen the whole room sees: no rater's name leaves the server, and nobody writes there
 * @returns `null` when there is no debrief for this person (yet).
 */
export function debriefPage(ctx: CommandContext, interviewId: string, { hideNames = false } = {}): DebriefPage | null {
  const page = namedPage(ctx, interviewId);
  return page && hideNames ? hideDebriefNames(page) : page;
}

export type DebriefPage = NonNullable<ReturnType<typeof namedPage>>;

function namedPage(ctx: CommandContext, interviewId: string) {
  const { db, viewer } = ctx;
  const record = interviewRecord(db, viewer.programId, interviewId);
  if (!record) return null;
  if (!can(viewer, "R", "joint", record.facts) && !can(viewer, "R", "result", record.facts)) return null;
  const { interview, candidate, process, terms, facts, seats } = record;
  const cards = openedCards(db, interview.id);
  const room = interviewRoom(record, "joint");
  const mode = roomMode(viewer, room, { facts, revision: interview.revision });
  const counted = countedIn(db, process, terms);
  const order = interviewsOf(db, process.id);
  const live = signaturesOf(db, "result", interview.id);
  const shown = shownIn(db, interview);
  const headings = notesHeadings(terms.questions);
  return {
    id: interview.id,
    /** True on a screen for the whole room: raters are called Rater A, Rater B, and nobody writes there. */
    namesHidden: false,
    state: interview.state,
    viewer: asPresent(viewer),
    candidate: { id: candidate.id, name: candidate.name },
    process: { id: process.id, title: process.title },
    place: { n: order.findIndex((row) => row.id === interview.id) + 1, of: order.length },
    zone: programOf(db, viewer.programId)?.timeZone ?? "UTC",
    revealedAt: interview.revealedAt,
    criteria: terms.criteria,
    seats: seats.map(({ userId, name, shortName, initials, party, role, state }) => ({
      userId,
      name,
      shortName,
      initials,
      /** The word beside a mark in a drawing. */
      tag: shortName,
      /** Left out where names are hidden: a mark can tell who it is. */
      party: party as Party | null,
      role,
      card: state === "recused" ? ("recused" as const) : cards.has(userId) ? ("opened" as const) : ("missing" as const),
    })),
    raters: raterIds(seats),
    /** Everybody of the signed panel, in its order: what hiding names goes by. */
    panel: terms.panel,
    first: Object.fromEntries(
      terms.criteria.map(({ id }) => [
        id,
        seats.flatMap(({ userId }) => {
          const rating = cards.get(userId)?.ratings[id];
          return rating === undefined ? [] : [{ userId, rating, evidence: cards.get(userId)?.evidence[id] ?? null }];
        }),
      ]),
    ),
    /** Criteria in the totals: questions that are not counted may have taken one out. */
    counted: [...counted],
    mechanical: mechanicalScore(
      terms.criteria
        .filter((c) => counted.has(c.id))
        .map((c) => ({
          weight: c.weight,
          value: [...cards.values()].flatMap((card) => card.ratings[c.id] ?? []),
        })),
    ),
    ranking: ranksAround(rankingOf(db, process.id, viewer), interview.id),
    /** What the joint scorecard says now: stands on the page until the live room is there. */
    jointNow: readJoint(ctx.rooms.read(room), terms.criteria, raterIds(seats)),
    joint: mode && ({ name: roomName(room), mode } satisfies RoomHandle),
    /** The criterion a lead shows to everybody. */
    spotlight: shown && {
      criterionId: shown.criterionId,
      by: shown.name,
      role: shown.role,
      mine: shown.userId === viewer.userId,
    },
    /** The signed questions, for finding what was noted about a criterion. */
    questions: terms.questions.map(({ lead, criterionId }, i) => ({
      number: i + 1,
      lead,
      criterionId,
      heading: headings[i] ?? "",
    })),
    me: raterIds(seats).includes(viewer.userId) ? viewer.userId : null,
    notes: can(viewer, "R", "notes", facts)
      ? readNotes(ctx.rooms.read(interviewRoom(record, "notes")))
      : ([] as NoteBlock[]),
    deviations: can(viewer, "R", "course", facts) ? deviationsOf(db, viewer.programId, interview.id) : [],
    openedWithout: seats.some((seat) => seat.state === "missing")
      ? decisionsOf(db, "reveal-without", interview.id).map(({ name, role, reason }) => ({ name, role, reason }))
      : [],
    reopened: Array.from({ length: interview.revision - 1 }, (_, i) =>
      decisionsOf(db, "reopen-result", `${interview.id}/r${i + 1}`).map(({ name, role, reason, at }) => ({
        name,
        role,
        reason,
        at,
      })),
    ).flat(),
    result:
      interview.result && interview.resultHash && can(viewer, "R", "result", facts)
        ? { content: JSON.parse(interview.result) as PanelResult, hash: interview.resultHash }
        : null,
    signatures: live.filter((s) => s.voidedAt === null).map(({ role, name, signedAt }) => ({ role, name, signedAt })),
    signers: (["supervisor", "administrator"] as const).map((role) => ({
      role,
      name: membersOf(db, viewer.programId).find((m) => m.role === role)?.name ?? null,
    })),
    recordId: recordOfSubject(db, "panel-result", interview.id)?.id ?? null,
    may: {
      spotlight: canMove(viewer, "freeze", facts),
      freeze: canMove(viewer, "freeze", facts),
      explain: can(viewer, "X", "course", facts),
      reopen: canMove(viewer, "reopen", facts),
      sign: can(viewer, "S", "result", facts) ? (viewer.role as "supervisor" | "administrator") : null,
    },
  };
}

/**
 * The ranks that stand on this debrief: the page of the ranking, by first cards, on which this interview is.
 * `agreed`: the agreed scores of all other candidates, so that this one's place among them follows the live scorecard.
 */
function ranksAround(all: readonly Ranking[], interviewId: string) {
  const ranked = all.toSorted((a, b) => (a.mechanicalRank ?? all.length + 1) - (b.mechanicalRank ?? all.length + 1));
  const at = ranked.findIndex((row) => row.interviewId === interviewId);
  const { items, total } = pageOf(ranked, String(Math.floor(Math.max(0, at) / PAGE_SIZE) + 1));
  return {
    items,
    total,
    agreed: all.flatMap((row) => (row.interviewId === interviewId || row.agreed === null ? [] : row.agreed)),
  };
}
