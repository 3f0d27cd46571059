import { cardFacts, interviewRecord, raterIds } from "#db/interviews.ts";
import type { Db } from "#db/open.ts";
import { processById, processFacts, ratersOf } from "#db/processes.ts";
import { cardShape } from "#shared/documents/card.ts";
import type { DocumentShape } from "#shared/documents/form.ts";
import { jointShape } from "#shared/documents/joint.ts";
import { notesHeadings, notesShape } from "#shared/documents/notes.ts";
import { processShape } from "#shared/documents/process.ts";
import type { RoomFacts } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";

/** What stands behind a room: the facts the permission function reads, and the document it may hold. */
export interface Backing extends RoomFacts {
  shape: DocumentShape;
}

/** Looks up the record a room belongs to. @returns `null` when there is none: such a room does not exist. */
export function backing(db: Db, room: Room): Backing | null {
  if (room.kind === "mou" || room.kind === "decision") return null;
  if (room.kind === "process") return agreementBacking(db, room);
  const record = interviewRecord(db, room.programId, room.recordId);
  if (!record) return null;
  const { interview, terms, seats, facts } = record;
  switch (room.part) {
    case "session":
      return { facts, revision: 1, shape: { kind: "empty" } };
    case "notes":
      return { facts, revision: 1, shape: notesShape(notesHeadings(terms.questions)) };
    case "joint":
      return { facts, revision: interview.revision, shape: jointShape(terms.criteria, raterIds(seats)) };
    case "card": {
      const seat = seats.find(({ userId }) => userId === room.userId);
      return seat ? { facts: cardFacts(seat, facts), revision: 1, shape: cardShape(terms.criteria) } : null;
    }
  }
}

function agreementBacking(db: Db, room: Room): Backing | null {
  const record = processById(db, room.programId, room.recordId);
  if (!record) return null;
  const raters = ratersOf(db, record.programId).map(({ userId }) => userId);
  const start = {
    position: record.title,
    schoolId: record.schoolId,
    cutoffDate: new Date(record.createdAt).toISOString().slice(0, 10),
    panel: raters,
  };
  return { facts: processFacts(record), revision: record.revision, shape: processShape(raters, start) };
}
