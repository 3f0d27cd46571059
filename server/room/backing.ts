import { and, eq } from "drizzle-orm";
import type { Db } from "#db/open.ts";
import { membersOf } from "#db/programs.ts";
import { card, interview, process } from "#db/schema.ts";
import { cardShape } from "#shared/documents/card.ts";
import type { DocumentShape } from "#shared/documents/form.ts";
import { jointShape } from "#shared/documents/joint.ts";
import { notesHeadings, notesShape } from "#shared/documents/notes.ts";
import { type ProcessTerms, processShape } from "#shared/documents/process.ts";
import type { RoomFacts } from "#shared/machine.ts";
import type { Role } from "#shared/roles.ts";
import type { Room } from "#shared/rooms.ts";

/** Who can be chosen for a panel. */
const RATERS: readonly Role[] = ["supervisor", "administrator", "panelist"];

/** What stands behind a room: the facts the permission function reads, and the document it may hold. */
export interface Backing extends RoomFacts {
  shape: DocumentShape;
}

/** Looks up the record a room belongs to. @returns `null` when there is none: such a room does not exist. */
export function backing(db: Db, room: Room): Backing | null {
  if (room.kind === "process") return agreementBacking(db, room);
  const record = db
    .select()
    .from(interview)
    .where(and(eq(interview.id, room.recordId), eq(interview.programId, room.programId)))
    .get();
  if (!record) return null;
  const terms = termsOfProcess(db, record.processId);
  if (!terms) return null;
  const cards = db
    .select({ userId: card.userId, state: card.state })
    .from(card)
    .where(eq(card.interviewId, record.id))
    .all();
  const recused = cards.filter((c) => c.state === "recused").map((c) => c.userId);
  const common = { programId: record.programId, panel: terms.panel, recused };
  if (room.part === "card") {
    const own = cards.find((c) => c.userId === room.userId);
    if (!own) return null;
    return {
      facts: {
        ...common,
        lifecycle: "card",
        state: own.state,
        ownerId: own.userId,
        openScoring: terms.scoringMode === "open",
      },
      revision: 1,
      shape: cardShape(terms.criteria),
    };
  }
  const facts = { ...common, lifecycle: "interview" as const, state: record.state };
  if (room.part === "session") return { facts, revision: 1, shape: { kind: "empty" } };
  if (room.part === "notes") return { facts, revision: 1, shape: notesShape(notesHeadings(terms.questions)) };
  const raters = terms.panel.filter((id) => !recused.includes(id));
  return { facts, revision: record.revision, shape: jointShape(terms.criteria, raters) };
}

function agreementBacking(db: Db, room: Room): Backing | null {
  const record = db
    .select()
    .from(process)
    .where(and(eq(process.id, room.recordId), eq(process.programId, room.programId)))
    .get();
  if (!record) return null;
  const seats = membersOf(db, record.programId).filter(({ role }) => RATERS.includes(role));
  const terms = readTermsColumn(record.terms);
  return {
    facts: { lifecycle: "process", state: record.state, programId: record.programId, panel: terms?.panel },
    revision: record.revision,
    shape: processShape(
      seats.map((seat) => seat.userId),
      {
        position: record.title,
        schoolId: record.schoolId,
        cutoffDate: new Date(record.createdAt).toISOString().slice(0, 10),
        // Both leads sit on the panel unless they decide otherwise.
        panel: seats.filter((seat) => seat.role !== "panelist").map((seat) => seat.userId),
      },
    ),
  };
}

function termsOfProcess(db: Db, processId: string): ProcessTerms | null {
  const row = db.select({ terms: process.terms }).from(process).where(eq(process.id, processId)).get();
  return readTermsColumn(row?.terms ?? null);
}

function readTermsColumn(terms: string | null): ProcessTerms | null {
  return terms === null ? null : (JSON.parse(terms) as ProcessTerms);
}
