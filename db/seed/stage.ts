import { createHash } from "node:crypto";
import * as Y from "yjs";
import { canonicalJson } from "#shared/canonical.ts";
import { type DocumentShape, seedDocument } from "#shared/documents/form.ts";
import type { EventPayload, EventType } from "#shared/events.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import { appendAudit } from "../audit.ts";
import type { Db } from "../open.ts";
import { createRoom, freezeRoom, openLog } from "../rooms.ts";
import type { Calendar } from "./calendar.ts";
import { CAST, type CastMember, type PersonId, PROGRAM } from "./story.ts";

/** Where the story is played: a database, a calendar, and the acts still to be written into the audit log. */
export interface Stage {
  db: Db;
  calendar: Calendar;
  /** Remembers an act for the audit log. The log is written at the end, in the order of the clock. */
  act(at: number, type: EventType, actorId: PersonId, subjectId: string | null, payload?: EventPayload): void;
  writeAudit(): void;
}

export function openStage(db: Db, calendar: Calendar): Stage {
  const acts: { at: number; type: EventType; actorId: string; subjectId: string | null; payload: EventPayload }[] = [];
  return {
    db,
    calendar,
    act: (at, type, actorId, subjectId, payload = {}) => acts.push({ at, type, actorId, subjectId, payload }),
    writeAudit() {
      for (const { at, ...act } of acts.sort((a, b) => a.at - b.at))
        appendAudit(db, at, { ...act, programId: PROGRAM.id });
    },
  };
}

export function member(id: PersonId): CastMember {
  const found = CAST.find((person) => person.id === id);
  if (!found) throw new Error(`Nobody called ${id} is in the cast.`);
  return found;
}

/** A record's exact bytes and their SHA-256 in hex. */
export function fixed(value: unknown): { content: string; hash: string } {
  const content = canonicalJson(value);
  return { content, hash: createHash("sha256").update(content).digest("hex") };
}

/** A live document while the story is told. */
export interface SeedRoom {
  doc: Y.Doc;
  /** One person's edit, under that person's own Yjs clientID. */
  edit(by: PersonId, at: number, change: (doc: Y.Doc) => void): void;
  freeze(): void;
}

/**
 * Makes a room as the server does: the shape's first content is written by nobody, every later change by a person.
 * @param content writes over the shape's first content, in the same first update.
 */
export function openRoom(
  db: Db,
  place: Room,
  shape: DocumentShape,
  at: number,
  content: (doc: Y.Doc) => void = () => {},
): SeedRoom {
  const name = roomName(place);
  const log = openLog(db);
  const roomId = createRoom(db, { name, programId: place.programId, at });
  const doc = new Y.Doc({ gc: false });
  doc.transact(() => {
    seedDocument(doc, shape);
    content(doc);
  });
  if (shape.kind !== "empty")
    log.append(roomId, log.head(roomId), {
      userId: null,
      connection: null,
      at,
      bytes: Y.encodeStateAsUpdate(doc),
    });
  const desks = new Map<PersonId, Y.Doc>();
  return {
    doc,
    edit(by, when, change) {
      const desk = desks.get(by) ?? new Y.Doc({ gc: false });
      if (!desks.has(by)) {
        desks.set(by, desk);
        log.claim(roomId, desk.clientID, by, when);
      }
      Y.applyUpdate(desk, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(desk)));
      const before = Y.encodeStateVector(desk);
      desk.transact(() => change(desk));
      const bytes = Y.encodeStateAsUpdate(desk, before);
      log.append(roomId, log.head(roomId), { userId: by, connection: "demo", at: when, bytes });
      Y.applyUpdate(doc, bytes);
    },
    freeze: () => freezeRoom(db, name),
  };
}
