import { evidenceContent } from "#db/evaluation-record.ts";
import { type Evaluation, evaluationRoom } from "#db/evaluations.ts";
import { EVALUATION_ROLES } from "#shared/content/evaluation-form.ts";
import { can, roomMode } from "#shared/machine.ts";
import { roomName } from "#shared/rooms.ts";
import { today } from "../commands/case-access.ts";
import { allows, readableEvidence } from "../commands/evaluation-evidence.ts";
import type { CommandContext } from "../context.ts";
import type { RoomHandle } from "./interview.ts";

/**
 * The log of a case as this person may see it: entry by entry for who reads it; for the coordinator only how many
 * entries of the period hold, and from whom. `null`: not even that.
 * @param evaluations of one assignment, the newest first
 */
export function evidenceLog(ctx: CommandContext, evaluations: readonly Evaluation[]) {
  const { db, viewer } = ctx;
  // Whoever only counts a year that runs is shown the count; earlier years they read in their sealed records.
  const counted = evaluations.find(
    ({ facts }) => can(viewer, "C", "evidence", facts) && !can(viewer, "R", "evidence", facts),
  );
  if (counted) return { entries: null, counts: evidenceContent(db, counted, today(ctx, counted.row.programId)).counts };
  const reads = evaluations.find(({ facts }) => can(viewer, "R", "evidence", facts));
  if (!reads) return null;
  const { row } = reads;
  const log = readableEvidence(ctx, row.id);
  const entries = log?.entries ?? [];
  const open = evaluations.filter((one) => can(viewer, "W", "evidence", one.facts));
  const day = today(ctx, row.programId);
  return {
    entries: entries.map((one) => ({
      id: one.id,
      role: one.role,
      tone: one.tone,
      observedOn: one.observedOn,
      words: one.words,
      name: one.name,
      postedAs: one.postedAs,
      at: one.at,
      corrects: one.corrects,
      corrected: one.correctedBy !== null,
      file: one.fileId === null ? null : { id: one.fileId, name: one.fileName ?? "" },
      answers: one.answers.map(({ id, name, words, at }) => ({ id, name, words, at })),
      may: {
        correct: one.postedBy === viewer.userId && one.correctedBy === null && allows(ctx, one, "W"),
        answer: one.postedBy !== viewer.userId && allows(ctx, one, "K"),
      },
    })),
    counts: null,
    /** What makes the log say less than it seems to. */
    warnings: log?.warnings ?? [],
    /** The entries that hold, of the newest period, role by role. */
    period: { title: row.title, from: row.fromDate, to: row.toDate },
    perRole: perRole(entries.filter((one) => one.correctedBy === null && within(one.observedOn, row))),
    /** The officer, whose part from now on is to answer what both leads still post. */
    answersOnly: open.length === 0 && evaluations.some((one) => can(viewer, "K", "evidence", one.facts)),
    /** The days an entry may be about, for those who post; `null` for those who only read. */
    posting:
      open.length === 0
        ? null
        : {
            from: open.map((one) => one.row.fromDate).sort()[0] ?? "",
            to:
              [
                day,
                open
                  .map((one) => one.row.toDate)
                  .sort()
                  .at(-1) ?? day,
              ].sort()[0] ?? day,
          },
  };
}

/** A room that tells the page when somebody posts. */
export function liveRoomOfCase({ viewer }: CommandContext, evaluations: readonly Evaluation[]): RoomHandle | null {
  const newest = evaluations.find(({ row }) => row.state !== "sealed");
  if (!newest) return null;
  const room = evaluationRoom(newest.row, "goals");
  const mode = roomMode(viewer, room, { facts: newest.facts, revision: room.revision });
  return mode ? { name: roomName(room), mode } : null;
}

/** How many entries of each kind stand for each role; the three roles of the TRIAD first, others only when they have any. */
function perRole(entries: readonly { role: string; tone: "commend" | "neutral" | "concern" }[]) {
  return EVALUATION_ROLES.map(({ id, title }, n) => {
    const of = entries.filter(({ role }) => role === id);
    const count = (tone: string) => of.filter((one) => one.tone === tone).length;
    return { id, title, triad: n < 3, commend: count("commend"), neutral: count("neutral"), concern: count("concern") };
  }).filter(({ triad, commend, neutral, concern }) => triad || commend + neutral + concern > 0);
}

const within = (day: string, { fromDate, toDate }: { fromDate: string; toDate: string }) =>
  day >= fromDate && day <= toDate;
