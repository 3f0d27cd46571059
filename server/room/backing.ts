import { decisionById, decisionFacts, decisionKeysOf } from "#db/decisions.ts";
import { cardFacts, interviewRecord, raterIds } from "#db/interviews.ts";
import { mouById, mouFacts, mouLeads } from "#db/mou.ts";
import type { Db } from "#db/open.ts";
import { processById, processFacts, ratersOf, termsOf } from "#db/processes.ts";
import { cardShape } from "#shared/documents/card.ts";
import { decisionShape } from "#shared/documents/decision.ts";
import type { DocumentShape } from "#shared/documents/form.ts";
import { jointShape } from "#shared/documents/joint.ts";
import { mouShape } from "#shared/documents/mou.ts";
import { notesHeadings, notesShape } from "#shared/documents/notes.ts";
import { processShape } from "#shared/documents/process.ts";
import type { RoomFacts } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";
import { checkpointBacking, evaluationBacking, removalBacking } from "./backing-year.ts";

/** What stands behind a room: the facts the permission function reads, and the document it may hold. */
export interface Backing extends RoomFacts {
  shape: DocumentShape;
}

/** Looks up the record a room belongs to. @returns `null` when there is none: such a room does not exist. */
export function backing(db: Db, room: Room): Backing | null {
  if (room.kind === "mou") return mouBacking(db, room);
  if (room.kind === "decision") return rationaleBacking(db, room);
  if (room.kind === "process") return agreementBacking(db, room);
  if (room.kind === "checkpoint") return checkpointBacking(db, room);
  if (room.kind === "evaluation") return evaluationBacking(db, room);
  if (room.kind === "removal") return removalBacking(db, room);
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

function mouBacking(db: Db, room: Room): Backing | null {
  const record = mouById(db, room.programId, room.recordId);
  if (!record) return null;
  return { facts: mouFacts(record), revision: record.revision, shape: mouShape(mouLeads(db, record.programId)) };
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

function rationaleBacking(db: Db, room: Room): Backing | null {
  const row = decisionById(db, room.programId, room.recordId);
  const round = row && processById(db, row.programId, row.processId);
  const terms = round && termsOf(round);
  if (!row || !terms) return null;
  const shape = decisionShape(terms.criteria, decisionKeysOf(db, row));
  return { facts: decisionFacts(row), revision: row.revision, shape };
}
