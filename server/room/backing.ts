import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/open.ts";
import { card, interview, membership, process } from "#db/schema.ts";
import { cardShape } from "#shared/documents/card.ts";
import type { DocumentShape } from "#shared/documents/form.ts";
import { jointShape } from "#shared/documents/joint.ts";
import { notesShape } from "#shared/documents/notes.ts";
import { type ProcessTerms, processShape } from "#shared/documents/process.ts";
import type { RoomFacts } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";

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
  if (room.part === "notes") return { facts, revision: 1, shape: notesShape(headings(terms)) };
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
  const seats = db
    .select({ userId: membership.userId, role: membership.role })
    .from(membership)
    .where(
      and(
        eq(membership.programId, record.programId),
        isNull(membership.endedAt),
        inArray(membership.role, ["supervisor", "administrator", "panelist"]),
      ),
    )
    .orderBy(asc(membership.createdAt))
    .all();
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

/** One heading per signed question: its number and its first words, so that a note finds its place. */
function headings(terms: ProcessTerms): string[] {
  return terms.questions.map((question, i) => {
    const words = question.lead.split(/\s+/);
    const start = words.slice(0, 8).join(" ");
    return `Question ${i + 1} · ${start}${words.length > 8 ? " …" : ""}`;
  });
}
