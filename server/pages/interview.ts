import { deviationsOf, observersOf, turnsOf } from "#db/course.ts";
import {
  cardFacts,
  decisionsOf,
  type InterviewRecord,
  interviewRecord,
  interviewsOf,
  kitUnread,
  type Seat,
} from "#db/interviews.ts";
import { personById } from "#db/people.ts";
import { programOf } from "#db/programs.ts";
import { plannedMinutes, timeSpent } from "#shared/course.ts";
import { can, canMove, hats, type RoomMode, roomMode } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import type { PresenceUser } from "#shared/wire.ts";
import { cardRoom, interviewRoom } from "../commands/interview-access.ts";
import { unasked } from "../commands/interview-course.ts";
import { bothAgreed, missingSeats } from "../commands/interviews.ts";
import { observerChoices } from "../commands/observers.ts";
import type { CommandContext } from "../context.ts";

/** A live room as a page gets it: only rooms this person may open are ever named. */
export interface RoomHandle {
  name: string;
  mode: RoomMode;
}

/**
 * What the interview page shows this person, before the reveal. Of another person's card it holds "submitted" or
 * "not yet", nothing else; only in open scoring, signed by both leads, does it name the other cards' rooms.
 * @returns `null` when the interview does not exist for this person; `"recused"` for a panelist who stepped back.
 */
export function interviewPage(ctx: CommandContext, interviewId: string) {
  const { db, viewer } = ctx;
  const record = interviewRecord(db, viewer.programId, interviewId);
  if (!record) return null;
  const own = record.seats.find((seat) => seat.userId === viewer.userId);
  if (!can(viewer, "R", "session", record.facts)) return own?.state === "recused" ? ("recused" as const) : null;
  const { interview, candidate, process, terms, facts, seats } = record;
  const order = interviewsOf(db, process.id);
  const leads = canMove(viewer, "reveal", { ...facts, state: "scoring" });
  const steers = can(viewer, "X", "session", facts);
  return {
    id: interview.id,
    state: interview.state,
    /** True when the cards are open and this person belongs at the joint scorecard. */
    debrief: can(viewer, "R", "joint", facts) || can(viewer, "R", "result", facts),
    me: asPresent(viewer),
    /** True on a device that joined by a code: the rest of the program is not open to it. */
    visit: viewer.only !== undefined,
    singleKeys: personById(db, viewer.userId)?.singleKeys ?? true,
    candidate: { id: candidate.id, name: candidate.name, post: candidate.post },
    process: { id: process.id, title: process.title },
    place: { n: order.findIndex((row) => row.id === interview.id) + 1, of: order.length },
    zone: programOf(db, viewer.programId)?.timeZone ?? "UTC",
    now: ctx.clock(),
    scheduledAt: interview.scheduledAt,
    startedAt: interview.startedAt,
    endedAt: interview.endedAt,
    moderator: seats.find((seat) => seat.userId === interview.moderatorId)?.name ?? null,
    openScoring: facts.openScoring === true,
    question: interview.question,
    questions: terms.questions,
    exercises: terms.exercises,
    criteria: terms.criteria,
    seats: seats.map((seat) => publicSeat(seat)),
    mine: own ? ownSeat(ctx, record, own) : null,
    turn: interview.state === "live" ? presentTurn(ctx, record) : null,
    /** The questions nobody was asked yet, by index. */
    unasked: interview.state === "live" ? unasked(ctx, record) : [],
    /** Where the interview left the agreed course; empty for whom that is not for. */
    deviations: can(viewer, "R", "course", facts) ? deviationsOf(db, viewer.programId, interview.id) : [],
    kitUnread: kitUnread(seats).map((seat) => seat.name),
    observers: observersOf(db, viewer.programId, interview.id)
      .filter(({ endedAt }) => endedAt === null)
      .map(({ userId, name, party, role, admittedBy }) => ({ userId, name, party, role, admittedBy })),
    /** True for who was admitted to listen and has no other part here. */
    observing: hats(viewer, facts).includes("observer"),
    observerChoices: can(viewer, "X", "observers", facts)
      ? observerChoices(ctx, record).map(({ userId, name, party, role }) => ({ userId, name, party, role }))
      : [],
    rooms: {
      session: handle(ctx, record, interviewRoom(record, "session")),
      notes: handle(ctx, record, interviewRoom(record, "notes")),
    },
    openCards: seats.flatMap((seat) => {
      if (seat.userId === viewer.userId || !can(viewer, "R", "card", cardFacts(seat, facts))) return [];
      return [{ ...publicSeat(seat), room: { name: roomName(cardRoom(record, seat.userId)), mode: "read" as const } }];
    }),
    disclosures: leads ? disclosures(ctx, record) : [],
    waitingFor: steers ? missingSeats(record).map((seat) => seat.name) : [],
    agreedToOpen: leads
      ? decisionsOf(db, "reveal-without", interview.id).map(({ name, role, reason }) => ({ name, role, reason }))
      : [],
    may: {
      start: canMove(viewer, "start", facts),
      admit: can(viewer, "X", "observers", facts),
      explain: can(viewer, "X", "course", facts),
      move: steers && interview.state === "live",
      /** True for the coordinator: the questions may be moved, but the leads lead. */
      movesForModerator: steers && interview.state === "live" && !canMove(viewer, "endQuestions", facts),
      end: canMove(viewer, "endQuestions", facts),
      reveal: canMove(viewer, "reveal", facts),
      revealNow:
        seats.some((seat) => seat.state === "submitted") &&
        (missingSeats(record).length === 0 || bothAgreed(ctx, record)),
    },
  };
}

/**
 * The question that is up: since when, how long it was up before, what was planned. All by the server's clock, so that
 * who joins late sees the same time. `null` where no turn is on record.
 */
function presentTurn({ db }: CommandContext, { interview, terms }: InterviewRecord) {
  const turns = turnsOf(db, interview.id);
  const last = turns.at(-1);
  const question = last && terms.questions[last.question];
  if (!last || !question) return null;
  return {
    since: last.at,
    before: timeSpent(turns, last.question, last.at),
    minutes: plannedMinutes(question),
    asked: [...new Set(turns.map((turn) => turn.question))],
  };
}

/** A person as presence shows them to themselves. */
export function asPresent({ userId, name, shortName, initials, party, role }: Viewer): PresenceUser {
  return { userId, name, shortName, initials, party, role };
}

/** What everyone at the table may know of a seat: who, and whether the card is in. */
function publicSeat({ userId, name, shortName, initials, party, role, state }: Seat) {
  return {
    userId,
    name,
    shortName,
    initials,
    party,
    role,
    card:
      state === "recused"
        ? ("recused" as const)
        : state === "assigned" || state === "disclosed" || state === "draft"
          ? ("waiting" as const)
          : ("in" as const),
  };
}

function ownSeat({ viewer }: CommandContext, record: InterviewRecord, seat: Seat) {
  const facts = cardFacts(seat, record.facts);
  const readable = can(viewer, "R", "card", facts);
  return {
    state: seat.state,
    conflictText: seat.conflictText,
    submittedAt: seat.submittedAt,
    mayStepBack: canMove(viewer, "recuse", facts),
    kitReadAt: seat.kitReadAt,
    mayAcknowledge: seat.kitReadAt === null && can(viewer, "X", "kit", facts),
    room: readable
      ? {
          name: roomName(cardRoom(record, seat.userId)),
          mode: can(viewer, "W", "card", facts) ? ("write" as const) : ("read" as const),
        }
      : null,
  };
}

function handle({ viewer }: CommandContext, { facts }: InterviewRecord, room: Room): RoomHandle | null {
  const mode = roomMode(viewer, room, { facts, revision: room.revision });
  return mode && { name: roomName(room), mode };
}

/** The disclosed ties a lead has to decide on, with what was decided so far. */
function disclosures({ db, viewer }: CommandContext, { seats }: InterviewRecord) {
  return seats
    .filter((seat) => seat.state === "disclosed")
    .map((seat) => {
      const cleared = decisionsOf(db, "clear-conflict", seat.cardId);
      return {
        userId: seat.userId,
        name: seat.name,
        party: seat.party,
        text: seat.conflictText ?? "",
        cleared: cleared.map(({ name, reason }) => ({ name, reason })),
        mayDecide: seat.userId !== viewer.userId && !cleared.some((d) => d.role === viewer.role),
      };
    });
}
