import { candidateFacts, candidatesOf, waiverSignatures } from "#db/candidates.ts";
import { cardFacts, type InterviewRecord, interviewRecord, interviewsOf } from "#db/interviews.ts";
import { processesOf, processFacts, signaturesOf } from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { can, canMove } from "#shared/machine.ts";
import type { Party, Role } from "#shared/roles.ts";
import { ROLES } from "#shared/roles.ts";
import { formatTime } from "#shared/time.ts";
import type { CommandContext } from "./context.ts";

/** One row of the desk: a sentence with a verb, where it leads, and whose turn it is. */
export interface DeskRow {
  key: string;
  to: string;
  sentence: string;
  hint: string;
  state?: string;
  parties: Party[];
}

export interface Desk {
  /** Only this person can do these. */
  you: DeskRow[];
  /** What somebody else has to do before it goes on. */
  others: DeskRow[];
  coming: DeskRow[];
}

type ProcessRow = ReturnType<typeof processesOf>[number];
const LEADS = ["supervisor", "administrator"] as const;

/**
 * What waits for this person, what waits for others, what comes. Read from the same tables as every other permission,
 * so a row never points to a page its reader may not open. Holds no score and no count of a blind card.
 */
export function deskOf(ctx: CommandContext): Desk {
  const desk: Desk = { you: [], others: [], coming: [] };
  for (const process of processesOf(ctx.db, ctx.viewer.programId)) {
    agreementRows(ctx, desk, process);
    if (process.state !== "active") continue;
    for (const candidate of candidatesOf(ctx.db, process.id)) candidateRows(ctx, desk, process, candidate);
    for (const { id } of interviewsOf(ctx.db, process.id)) {
      const record = interviewRecord(ctx.db, ctx.viewer.programId, id);
      if (record) interviewRows(ctx, desk, record);
    }
  }
  return desk;
}

function agreementRows({ db, viewer }: CommandContext, desk: Desk, process: ProcessRow): void {
  const facts = processFacts(process);
  const to = `/selection/${process.id}/agreement`;
  const row = (key: string, sentence: string, hint: string, parties: Party[], state?: string): DeskRow => ({
    key: `${key}-${process.id}`,
    to,
    sentence,
    hint,
    parties,
    state,
  });
  if (process.state === "draft") {
    if (can(viewer, "W", "agreement", facts))
      desk.you.push(
        row(
          "write",
          `Write the process agreement for ${process.title}`,
          "You write it together, live. The first candidate can open when both leads have signed.",
          ["agency", "district"],
          "Being written",
        ),
      );
    else if (can(viewer, "R", "agreement", facts))
      desk.others.push(
        row(
          "write",
          `Both leads to write the process agreement for ${process.title}`,
          "Candidates can open when both have signed.",
          ["agency", "district"],
        ),
      );
  }
  if (process.state === "frozen") {
    const signed = new Set(
      signaturesOf(db, "process", process.id)
        .filter((s) => s.voidedAt === null)
        .map((s) => s.role),
    );
    for (const role of LEADS) {
      if (signed.has(role)) continue;
      if (viewer.role === role)
        desk.you.push(
          row(
            "sign",
            `Sign the process agreement for ${process.title}`,
            "The text is fixed. Read it once more; your signature binds exactly these words.",
            [partyOf(role)],
            "To sign",
          ),
        );
      else if (can(viewer, "R", "agreement", facts))
        desk.others.push(
          row(
            `sign-${role}`,
            `${leadName(db, viewer.programId, role)} to sign the process agreement for ${process.title}`,
            "The text is fixed. Changing it would void the signatures already given.",
            [partyOf(role)],
          ),
        );
    }
  }
}

function candidateRows(
  { db, viewer }: CommandContext,
  desk: Desk,
  process: ProcessRow,
  candidate: ReturnType<typeof candidatesOf>[number],
): void {
  const facts = candidateFacts(db, candidate);
  if (!can(viewer, "R", "file", facts)) return;
  const row = (key: string, sentence: string, hint: string, parties: Party[], state?: string): DeskRow => ({
    key: `${key}-${candidate.id}`,
    to: `/selection/${process.id}/candidates/${candidate.id}`,
    sentence,
    hint: `${process.title}. ${hint}`,
    parties,
    state,
  });
  if (candidate.state === "submitted" && canMove(viewer, "screen", facts))
    desk.you.push(
      row(
        "screen",
        `Check ${candidate.name} against the service rule`,
        "The years are computed from the service dates.",
        [],
      ),
    );
  if (candidate.state === "waiver") {
    const signed = new Set(waiverSignatures(db, candidate.id).map((s) => s.role));
    for (const role of LEADS) {
      if (signed.has(role)) continue;
      if (viewer.role === role)
        desk.you.push(
          row(
            "waiver",
            `Sign or deny the waiver for ${candidate.name}`,
            candidate.stateReason ?? "Service is shorter than the agreed minimum.",
            [partyOf(role)],
            "To decide",
          ),
        );
      else
        desk.others.push(
          row(
            `waiver-${role}`,
            `${leadName(db, viewer.programId, role)} to decide on the waiver for ${candidate.name}`,
            "Both leads sign a waiver, or it is denied.",
            [partyOf(role)],
          ),
        );
    }
  }
  if (candidate.state === "eligible" && canMove(viewer, "schedule", facts))
    desk.you.push(row("schedule", `Set the interview of ${candidate.name}`, "Eligible; no time is set yet.", []));
}

function interviewRows({ db, viewer }: CommandContext, desk: Desk, record: InterviewRecord): void {
  const { interview, process, facts, seats: cards } = record;
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
  if (lead) {
    for (const card of cards.filter((c) => c.state === "disclosed" && c.userId !== viewer.userId)) {
      desk.you.push(
        row(
          `clear-${card.userId}`,
          `Decide on the tie ${card.name} disclosed to ${who}`,
          "Both leads decide, each with a reason.",
          [viewer.party],
        ),
      );
    }
  }
  if (interview.state === "briefed" && interview.scheduledAt !== null) {
    desk.coming.push(
      row(
        "coming",
        `Interview of ${who}`,
        "The room opens when the moderator starts it.",
        [],
        formatTime(interview.scheduledAt, zone, "datetime"),
      ),
    );
    if (canMove(viewer, "start", facts) && interview.moderatorId === viewer.userId)
      desk.you.push(
        row(
          "start",
          `Start the interview of ${who}`,
          "You moderate. Everyone’s view follows your questions.",
          [viewer.party],
          formatTime(interview.scheduledAt, zone, "datetime"),
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
          "The interview has ended. Your card is private until all cards open together.",
          [viewer.party],
        ),
      );
    const missing = cards.filter((c) => ["assigned", "disclosed", "draft"].includes(c.state));
    if (missing.length === 0 && canMove(viewer, "reveal", facts))
      desk.you.push(
        row(
          "reveal",
          `Open all cards on ${who}`,
          "Every card is in. They open on all screens at the same moment.",
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
          "The cards open together when all are in.",
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

const partyOf = (role: (typeof LEADS)[number]): Party => (role === "supervisor" ? "agency" : "district");

function leadName(db: CommandContext["db"], programId: string, role: Role): string {
  return membersOf(db, programId).find((m) => m.role === role)?.name ?? `The ${ROLES[role].label.toLowerCase()}`;
}
