import { type CandidateRow, candidateFactsOf, candidateRowsOf, waiverSignatures } from "#db/candidates.ts";
import { type InterviewLine, interviewLines, type SeatLine, seatsOf } from "#db/interviews.ts";
import { unsentMails } from "#db/mail.ts";
import { type ProcessRow, processesOf, processFacts, signaturesOf } from "#db/processes.ts";
import { type Member, membersOf } from "#db/programs.ts";
import { can, canMove, type Facts, hasRight, type StateOf } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import { splitReason } from "#shared/waiver.ts";
import type { CommandContext } from "../context.ts";
import { maskOf } from "../masked.ts";
import { LEADS, leadName, partyOf } from "../pages/leads.ts";
import { decisionRows } from "./decisions.ts";
import { type DeskSeat, interviewRows } from "./interviews.ts";
import { mouRows } from "./mou.ts";
import { caseRows } from "./year.ts";

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

/** What cannot wait comes first: people sit in the room now. What has no date comes last. */
const URGENCY = [
  "join",
  "reveal",
  "card",
  "sign",
  "decide",
  "clear",
  "declare",
  "waiver",
  "joint",
  "release",
  "start",
  "case",
  "screen",
  "schedule",
  "open",
  "write",
  "mail",
];
const urgency = ({ key }: DeskRow) => URGENCY.indexOf(key.split("-", 1)[0] ?? "");

/** States in which somebody is waited for. */
const AWAITED: readonly string[] = ["submitted", "waiver", "eligible"] satisfies StateOf<"candidate">[];
const OPEN: readonly StateOf<"interview">[] = ["briefed", "live", "scoring", "consensus", "frozen"];

/**
 * What waits for this person, what waits for others, what comes. Read from the same tables as every other permission,
 * so a row never points to a page its reader may not open. Holds no score and no count of a blind card.
 */
export function deskOf(ctx: CommandContext): Desk {
  const desk: Desk = { you: [], others: [], coming: [] };
  mouRows(ctx, desk);
  const people = new Map(membersOf(ctx.db, ctx.viewer.programId, { past: true }).map((one) => [one.userId, one]));
  for (const process of processesOf(ctx.db, ctx.viewer.programId)) {
    agreementRows(ctx, desk, process);
    decisionRows(ctx, desk, process);
    if (process.state !== "active") continue;
    const factsOf = candidateFactsOf(ctx.db, process);
    for (const candidate of candidateRowsOf(ctx.db, process.id))
      if (AWAITED.includes(candidate.state)) candidateRows(ctx, desk, process, candidate, factsOf(candidate));
    const lines = interviewLines(ctx.db, ctx.viewer.programId, process.id, OPEN);
    const seats = seatsOf(
      ctx.db,
      lines.map(({ interview }) => interview.id),
    );
    for (const line of lines) interviewRows(ctx, desk, line, seated(line, seats.get(line.interview.id) ?? [], people));
  }
  caseRows(ctx, desk, people);
  mailRows(ctx, desk);
  desk.you.sort((a, b) => urgency(a) - urgency(b));
  return desk;
}

/** The people in the seats of an interview, in seating order. */
function seated({ terms }: InterviewLine, seats: readonly SeatLine[], people: ReadonlyMap<string, Member>): DeskSeat[] {
  return terms.panel.flatMap((userId) => {
    const [seat, member] = [seats.find((one) => one.userId === userId), people.get(userId)];
    return seat && member ? [{ ...seat, name: member.name, party: member.party }] : [];
  });
}

/** Without a mail server somebody passes each letter on: those who read the outbox are told when one is due. */
function mailRows({ db, viewer, env, clock }: CommandContext, desk: Desk): void {
  if (env.SMTP_URL || !hasRight(viewer, "outbox", viewer.programId)) return;
  const due = unsentMails(db, viewer.programId, clock());
  if (due > 0)
    desk.you.push({
      key: "mail",
      to: "/outbox",
      sentence: `Pass on ${due === 1 ? "one letter" : `${due} letters`}`,
      hint: "No mail server is set up. Send or print each one, and say so in the outbox.",
      parties: [],
    });
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
  candidate: CandidateRow,
  facts: Facts<"candidate">,
): void {
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
        `Check ${maskOf({ db, viewer }, candidate) ?? candidate.name} against the service rule`,
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
            waiverHint(candidate.stateReason),
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

/** The rule that is not met, and the reason the other lead gave, as two sentences. */
function waiverHint(stateReason: string | null): string {
  const { rule, words } = splitReason(stateReason);
  if (!rule) return "Service is shorter than the agreed minimum.";
  return words ? `${rule}. Reason given: “${words.replace(/\s+/g, " ")}”` : `${rule}.`;
}
