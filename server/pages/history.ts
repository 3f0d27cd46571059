import { decisionById, frameOf } from "#db/decisions.ts";
import { logRows } from "#db/history.ts";
import { interviewRecord, raterIds } from "#db/interviews.ts";
import { mouById, mouLeads } from "#db/mou.ts";
import { processById, termsChoices } from "#db/processes.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { roomByName } from "#db/rooms.ts";
import { type History, historyReader } from "#shared/history.ts";
import {
  agreementFields,
  cardFields,
  decisionFields,
  type FormField,
  jointFields,
  mouFields,
} from "#shared/history-labels.ts";
import { momentsOf } from "#shared/history-moments.ts";
import { historyPath } from "#shared/history-path.ts";
import type { HistoryPage } from "#shared/history-view.ts";
import { canReadHistory, roomMode } from "#shared/machine.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import type { CommandContext } from "../context.ts";
import { type Backing, backing } from "../room/backing.ts";
import { authorsOf, passagesOf } from "./history-passages.ts";
import { yearFields, yearSubject } from "./history-year.ts";

/** @returns `null` when there is no such room for this person: nobody learns which of the two it is. */
export async function historyPage(
  ctx: CommandContext,
  room: Room | null,
  asked: { at: string | null; from: string | null; all: boolean },
): Promise<HistoryPage | null> {
  const found = room && readable(ctx, room);
  if (!room || !found) return null;
  const { db, viewer } = ctx;
  const rest = breather();
  const history = await readHistory(ctx, found.id, rest);
  const at = rowNumber(asked.at, history.head) ?? history.head;
  const from = Math.min(rowNumber(asked.from, history.head) ?? at, at);
  const authors = authorsOf(history, membersOf(db, viewer.programId, { past: true }));
  const frozen = found.frozen || roomMode(viewer, room, found.behind) !== "write";
  return {
    view: {
      people: authors.people,
      moments: momentsOf(history.rows, MOST_MOMENTS).map(({ userId, ...moment }) => ({
        ...moment,
        by: authors.of(userId),
      })),
      at,
      from,
      ...(await passagesOf(
        history,
        {
          shape: found.behind.shape,
          fields: fieldsOf(ctx, room),
          authors,
          at,
          from,
          all: asked.all,
        },
        rest,
      )),
    },
    zone: programOf(db, viewer.programId)?.timeZone ?? "UTC",
    subject: subjectOf(ctx, room),
    path: historyPath(room),
    room: frozen ? null : { name: roomName(room), mode: "write" },
    revisions: revisionsOf(ctx, room, found.behind),
    revision: room.revision,
  };
}

/** A timeline longer than this helps nobody. */
const MOST_MOMENTS = 300;

/** The room behind the door of the permission function, for everything that shows history. */
export function readable({ db, viewer }: CommandContext, room: Room) {
  const stored = roomByName(db, roomName(room));
  const behind = stored && backing(db, room);
  if (!behind || !canReadHistory(viewer, room, behind)) return null;
  return { id: stored.id, frozen: stored.frozenSeq !== null, behind };
}

/** Reads a room's whole log, row by row. @param rest called between two rows */
export async function readHistory(
  { db }: Pick<CommandContext, "db">,
  roomId: number,
  rest: () => Promise<void>,
): Promise<History> {
  const reader = historyReader();
  for (let after = 0; ; ) {
    const rows = logRows(db, roomId, after, FETCH);
    for (const row of rows) {
      reader.add(row);
      await rest();
    }
    if (rows.length < FETCH) return reader.done();
    after = rows.at(-1)?.seq ?? after;
  }
}

/** Rows fetched at once. */
const FETCH = 200;
/** Work done in one go: a keystroke elsewhere waits no longer for the reading of a long history. */
const TURN_MS = 8;

/** Lets the server do its other work whenever a turn of this one was long enough. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}

/** A row's number out of an address; `null` when it is none of this log's. */
export function rowNumber(asked: string | null, head: number): number | null {
  const seq = asked && /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  return seq >= 1 && seq <= head ? seq : null;
}

/** The fields of a form; none for rich text. */
export function fieldsOf({ db, viewer }: CommandContext, room: Room): FormField[] {
  if (room.kind === "mou") return mouFields(mouLeads(db, viewer.programId));
  if (room.kind === "process") return agreementFields(termsChoices(db, viewer.programId));
  if (room.kind === "decision") {
    const row = decisionById(db, viewer.programId, room.recordId);
    const frame = row && frameOf(db, row);
    return frame ? decisionFields(frame.criteria, frame.candidates) : [];
  }
  if (room.kind !== "interview") return yearFields(db, room);
  const record = interviewRecord(db, viewer.programId, room.recordId);
  if (!record) return [];
  if (room.part === "card") return cardFields(record.terms.criteria);
  if (room.part !== "joint") return [];
  const raters = raterIds(record.seats);
  return jointFields(
    record.terms.criteria,
    record.seats.filter(({ userId }) => raters.includes(userId)),
  );
}

function subjectOf({ db, viewer }: CommandContext, room: Room): HistoryPage["subject"] {
  if (room.kind === "process") {
    const of = processById(db, viewer.programId, room.recordId)?.title ?? "";
    return { title: "the process agreement", of, to: `/selection/${room.recordId}/agreement` };
  }
  if (room.kind === "mou") {
    const version = mouById(db, viewer.programId, room.recordId)?.version ?? 1;
    return { title: "the agreement between the parties", of: `version ${version}`, to: `/agreement/${version}` };
  }
  if (room.kind === "decision") {
    const processId = decisionById(db, viewer.programId, room.recordId)?.processId ?? "";
    const of = processById(db, viewer.programId, processId)?.title ?? "";
    return { title: "the decision", of, to: `/selection/${processId}/decision` };
  }
  if (room.kind !== "interview") return yearSubject(db, room);
  const record = interviewRecord(db, viewer.programId, room.recordId);
  const of = record?.candidate.name ?? "";
  if (room.part === "joint") return { title: "the joint scorecard", of, to: `/interviews/${room.recordId}/debrief` };
  return { title: room.part === "card" ? "your card" : "the shared notes", of, to: `/interviews/${room.recordId}` };
}

/** Each opening again made a new text with a room of its own. */
function revisionsOf({ db }: CommandContext, room: Room, { revision }: Backing): HistoryPage["revisions"] {
  const all = Array.from({ length: revision }, (_, i): Room => ({ ...room, revision: i + 1 }));
  return all
    .filter((one) => roomByName(db, roomName(one)))
    .map((one) => ({ revision: one.revision, to: historyPath(one) }));
}
