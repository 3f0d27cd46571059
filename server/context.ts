import type { Logger } from "pino";
import type * as Y from "yjs";
import type { Db } from "#db/open.ts";
import type { Viewer } from "#shared/roles.ts";
import type { Room } from "#shared/rooms.ts";
import type { Env } from "./env.ts";

/** The live rooms, as commands and loaders use them. Made once in server/index.ts, handed on; never imported as a value. */
export interface Rooms {
  /**
   * Runs inside the caller's transaction: makes the room with its first content, when it does not exist yet.
   * @param content writes over the shape's first content, in the same first update (a reopened text starts from the
   * one before it).
   */
  create(room: Room, content?: (doc: Y.Doc) => void): void;
  /** The room's document as stored (all of it durable). Read only: never change what this returns. */
  read(room: Room): Y.Doc;
  /** Runs inside the caller's transaction: no update after this moment will ever be appended to the room. */
  freeze(room: Room): void;
  /**
   * Call in the same tick after the commit of anything that may change who sees or edits what: every socket of the
   * record's rooms is judged again (closed, downgraded, or left alone) and told to load the page's data again.
   */
  recordChanged(programId: string, kind: Room["kind"], recordId: string): void;
  /** A word that changes with everything announced in a program. A page that is loaded takes it along to its rooms. */
  changes(programId: string): string;
  /** The same for everything a person holds open: role change, sign-out, closed account. */
  personChanged(userId: string): void;
  /** Closes the sockets that were opened with this session. @param sessionId the stored (hashed) id. */
  sessionEnded(sessionId: string): void;
}

/** What every command gets. Commands are ONE synchronous function each: no keystroke falls between check and commit. */
export interface AppContext {
  db: Db;
  rooms: Rooms;
  /** Milliseconds since 1970. */
  clock: () => number;
  env: Env;
  log: Logger;
}

/** A command's context: the app and the person who acts. */
export interface CommandContext extends AppContext {
  viewer: Viewer;
}

/** Commands answer in values: a refusal carries a stable reason and a sentence for the person. */
export type Outcome<T extends object = object> = ({ ok: true } & T) | Refusal;
export interface Refusal {
  ok: false;
  reason: string;
  sentence: string;
}

export function refuse(reason: string, sentence: string): Refusal {
  return { ok: false, reason, sentence };
}
