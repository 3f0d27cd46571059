import { cardFacts, decisionsOf, type InterviewLine, type SeatLine } from "#db/interviews.ts";
import { signaturesOf } from "#db/processes.ts";
import { type Member, programOf } from "#db/programs.ts";
import { can, canMove, hats } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import { formatTime } from "#shared/time.ts";
import type { CommandContext } from "../context.ts";
import { LEADS, leadName, partyOf } from "../pages/leads.ts";
import type { Desk, DeskRow } from "./desk.ts";

/** One panel member's place at an interview. */
export type DeskSeat = SeatLine & Pick<Member, "name" | "party">;

/**
 * The rows one interview puts on a person's desk, in the order of its lifecycle.
 * @param cards its seats, in seating order
 */
export function interviewRows(
  { db, viewer }: CommandContext,
  desk: Desk,
  record: InterviewLine,
  cards: readonly DeskSeat[],
): void {
  const { interview, process, facts } = record;
  const zone = programOf(db, viewer.programId)?.timeZone ?? "UTC";
  const room = `/interviews/${interview.id}`;
  const who = record.candidate.name;
  const row = (key: string, sentence: string, hint: string, parties: Party[], state?: string, to = room): DeskRow => ({
    key: `${key}-${interview.id}`,
    to,
    sentence,
    hint: `${process.title}. ${hint}`,
    parties,
    state,
  });
  if (!can(viewer, "R", "session", facts)) return;

  if (hats(viewer, facts).includes("observer")) {
    observerRows(desk, record, row, zone);
    return;
  }
  const mine = cards.find((card) => card.userId === viewer.userId);
  const lead = viewer.role === "supervisor" || viewer.role === "administrator";
  if (mine?.state === "assigned")
    desk.you.push(
      row(
        "declare",
        `Declare whether a tie to ${who} keeps you from rating`,
        "Your card opens when you have declared.",
        [viewer.party],
      ),
    );
  if (mine && mine.kitReadAt === null && ["briefed", "live"].includes(interview.state) && mine.state !== "assigned")
    if (can(viewer, "X", "kit", cardFacts(mine, facts)))
      desk.you.push(
        row(
          "kit",
          `Read the kit for the interview of ${who}`,
          "Your card opens for writing once you have acknowledged it.",
          [viewer.party],
        ),
      );
  if (lead) {
    const hint = "Both leads decide, each with a reason.";
    for (const card of cards.filter((c) => c.state === "disclosed" && c.userId !== viewer.userId)) {
      const decided = decisionsOf(db, "clear-conflict", card.cardId).map((d) => d.role);
      if (!decided.includes(viewer.role)) {
        const tie = `Decide on the tie ${card.name} disclosed to ${who}`;
        desk.you.push(row(`clear-${card.userId}`, tie, hint, [viewer.party]));
        continue;
      }
      for (const role of LEADS.filter((one) => !decided.includes(one))) {
        const tie = `${leadName(db, viewer.programId, role)} to decide on the tie ${card.name} disclosed to ${who}`;
        desk.others.push(row(`clear-${card.userId}-${role}`, tie, hint, [partyOf(role)]));
      }
    }
  }
  if (interview.state === "briefed" && interview.scheduledAt !== null) {
    desk.coming.push(
      row(
        "coming",
        `Interview of ${who}`,
        "The room opens when the moderator starts it.",
        [],
        formatTime(interview.scheduledAt, zone, "slot"),
      ),
    );
    if (canMove(viewer, "start", facts) && interview.moderatorId === viewer.userId)
      desk.you.push(
        row(
          "start",
          `Start the interview of ${who}`,
          "You moderate. Everyone’s view follows your questions.",
          [viewer.party],
          formatTime(interview.scheduledAt, zone, "slot"),
        ),
      );
  }
  if (interview.state === "live")
    desk.you.push(row("join", `Join the interview of ${who}`, "It is going on now.", [], "Live now"));
  if (interview.state === "scoring") {
    if (mine?.state === "draft")
      desk.you.push(
        row(
          "card",
          `Finish and submit your card on ${who}`,
          facts.openScoring
            ? "The interview has ended. Scoring is open: the panel sees your card."
            : "The interview has ended. Your card is private until all cards open together.",
          [viewer.party],
        ),
      );
    const missing = cards.filter((c) => ["assigned", "disclosed", "draft"].includes(c.state));
    if (missing.length === 0 && canMove(viewer, "reveal", facts))
      desk.you.push(
        row(
          "reveal",
          facts.openScoring ? `Start the joint scorecard on ${who}` : `Open all cards on ${who}`,
          facts.openScoring
            ? "Every card is in. It starts on all screens at the same moment."
            : "Every card is in. They open on all screens at the same moment.",
          ["agency", "district"],
          "Ready",
        ),
      );
    for (const card of missing.filter(
      (c) => c.userId !== viewer.userId && can(viewer, "C", "card", cardFacts(c, facts)),
    )) {
      desk.others.push(
        row(
          `await-${card.userId}`,
          `${card.name} to submit a card on ${who}`,
          facts.openScoring
            ? "The joint scorecard starts when all are in."
            : "The cards open together when all are in.",
          [card.party],
        ),
      );
    }
  }
  if (interview.state === "consensus" && can(viewer, "W", "joint", facts))
    desk.you.push(
      row(
        "joint",
        `Agree the joint scorecard on ${who}`,
        "All cards are open. Start where you differ most.",
        ["agency", "district"],
        "Open",
        `${room}/debrief`,
      ),
    );
  if (interview.state === "frozen") {
    const signed = new Set(
      signaturesOf(db, "result", interview.id)
        .filter((s) => s.voidedAt === null)
        .map((s) => s.role),
    );
    const turn = LEADS.find((role) => !signed.has(role));
    if (turn && viewer.role === turn)
      desk.you.push(
        row(
          "sign",
          `Sign the panel result on ${who}`,
          turn === "administrator"
            ? "Your signature is the second: it seals the result."
            : "You sign first, then the administrator.",
          [viewer.party],
          "To sign",
          `${room}/debrief`,
        ),
      );
    else if (turn)
      desk.others.push(
        row(
          `sign-${turn}`,
          `${leadName(db, viewer.programId, turn)} to sign the panel result on ${who}`,
          "The supervisor signs first, then the administrator.",
          [partyOf(turn)],
          undefined,
          `${room}/debrief`,
        ),
      );
  }
}

type Row = (key: string, sentence: string, hint: string, parties: Party[], state?: string, to?: string) => DeskRow;

/** Who was admitted to listen reads when, and where; nothing else of an interview is theirs to do. */
function observerRows(desk: Desk, { interview, candidate }: InterviewLine, row: Row, zone: string): void {
  const hint = "You read the questions and the shared notes, never a card or a score.";
  if (interview.state === "briefed") {
    const when = interview.scheduledAt === null ? undefined : formatTime(interview.scheduledAt, zone, "slot");
    desk.coming.push(row("observe", `Observe the interview of ${candidate.name}`, hint, [], when));
  }
  if (interview.state === "live")
    desk.you.push(row("observe", `Observe the interview of ${candidate.name}`, hint, [], "Live now"));
}
