/**
 * What travels on a room's socket besides y-protocols: message types and close codes, each with its meaning and the
 * sentence a person reads. y-websocket 3.1 stops reconnecting on 4400–4499 and tries again on everything else.
 */

/** First varint of each frame. 0 and 1 are y-protocols' own (sync, awareness); a standard client ignores the rest. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /**
   * Server → author: varuint seq (the room's log), varuint accepted (update frames of this connection that are now
   * durable), varuint8array state vector (of the Yjs clients this connection wrote as).
   */
  ack: 40,
  /** Server → everyone in a room: the record behind it changed; load it again. No payload. */
  changed: 41,
  /** Server → everyone in a room: varuint 1, the server cannot save now and takes no edit; 0, it can again. */
  notice: 42,
} as const;

export const CLOSE = {
  signIn: { code: 4401, sentence: "You are signed out. Sign in again; what you typed is kept on this page." },
  noAccess: { code: 4403, sentence: "You do not have access to this part. Ask the program coordinator." },
  sealed: {
    code: 4409,
    sentence:
      "This text was closed to edits while you were typing. Copy your words and add them where they belong now.",
  },
  tooBig: { code: 4413, sentence: "That change is too large to send at once. Paste it in smaller pieces." },
  refused: {
    code: 4422,
    sentence: "The server could not accept that change. Copy your words, then load the page again.",
  },
  slowDown: { code: 4429, sentence: "Too many changes at once. Wait a moment and load the page again." },
  accessChanged: { code: 4205, sentence: "Access to this part changed. Connecting again." },
  resync: { code: 4510, sentence: "A change arrived out of order. Connecting again to put it right." },
  restart: { code: 1012, sentence: "The server is restarting. Your words are kept here until it is back." },
  readOnlyStore: {
    code: 4503,
    sentence: "The server cannot save just now. Your words are kept here; it will try again.",
  },
} as const satisfies Record<string, { code: number; sentence: string }>;

export type CloseReason = keyof typeof CLOSE;

/** The reason behind a close code; `null` for codes that are not ours (a lost network, say). */
export function closeReason(code: number): CloseReason | null {
  const hit = Object.entries(CLOSE).find(([, value]) => value.code === code);
  return hit ? (hit[0] as CloseReason) : null;
}

/** What a person in a room looks like to the others. Built by the server; a client sends only `cursor` and `field`. */
export interface PresenceUser {
  userId: string;
  name: string;
  shortName: string;
  initials: string;
  party: "agency" | "district" | "community";
  role: string;
}
