/**
 * What should be true of one interview's rooms, in plain sets and a few rules read off the lifecycle tables by hand.
 * No Yjs and nothing of the server: where this and the product disagree, one of them is wrong.
 */

export type Stage = "briefed" | "live" | "scoring" | "consensus" | "frozen" | "sealed";
export type CardStage = "assigned" | "draft" | "submitted" | "revealed" | "sealed" | "recused" | "missing";

/** One room of the interview. `rN` counts for the joint scorecard only. */
export type Place = { part: "notes" } | { part: "card"; owner: string } | { part: "joint"; revision: number };

export const placeKey = (at: Place): string =>
  at.part === "card" ? `card-${at.owner}` : at.part === "joint" ? `joint/r${at.revision}` : "notes";

/** A value somebody set: which write it was, and which writes to the same key its writer had seen. */
export interface Written {
  key: string;
  value: unknown;
  client: number;
  clock: number;
  /** Yjs client → how many of its changes the writer had seen. */
  seen: Map<number, number>;
}

export interface Plain {
  stage: Stage;
  revision: number;
  panel: readonly string[];
  /** Today's role; null when the membership ended. */
  roles: Map<string, string | null>;
  cards: Map<string, CardStage>;
  /** People whose part changed and no room was told: they may still read until somebody writes. */
  unheard: Set<string>;
  /** Tokens whose author was told that they are safe, and which nobody may have taken out. By room. */
  safe: Map<string, Set<string>>;
  /** Tokens somebody took out, or tried to. By room. */
  touched: Map<string, Set<string>>;
  /** Tokens whose removal was acknowledged. By room. */
  removed: Map<string, Set<string>>;
  /** Tokens that stand in a row of the log. By room. */
  stored: Map<string, Set<string>>;
  /** By room. */
  written: Map<string, Written[]>;
  /** What a closed room said when it closed. By room. */
  closed: Map<string, string>;
}

export function plainInterview(panel: readonly string[], roles: [string, string][]): Plain {
  return {
    stage: "briefed",
    revision: 1,
    panel,
    roles: new Map(roles),
    cards: new Map(panel.map((userId) => [userId, "assigned"])),
    unheard: new Set(),
    safe: new Map(),
    touched: new Map(),
    removed: new Map(),
    stored: new Map(),
    written: new Map(),
    closed: new Map(),
  };
}

export function setAt<T>(map: Map<string, Set<T>>, key: string): Set<T> {
  const found = map.get(key) ?? new Set<T>();
  map.set(key, found);
  return found;
}

const recused = (plain: Plain, userId: string) => plain.cards.get(userId) === "recused";

/** A lead, or somebody on the panel; nobody who stepped back from this candidate. */
function sits(plain: Plain, userId: string): boolean {
  const role = plain.roles.get(userId);
  if (!role || recused(plain, userId)) return false;
  return role === "supervisor" || role === "administrator" || (role === "panelist" && plain.panel.includes(userId));
}

export const isLead = (plain: Plain, userId: string): boolean =>
  ["supervisor", "administrator"].includes(plain.roles.get(userId) ?? "") && !recused(plain, userId);

export function mayWrite(plain: Plain, userId: string, at: Place): boolean {
  if (at.part === "notes") return plain.stage === "live" && sits(plain, userId);
  if (at.part === "joint") return plain.stage === "consensus" && at.revision === plain.revision && sits(plain, userId);
  return at.owner === userId && Boolean(plain.roles.get(userId)) && plain.cards.get(userId) === "draft";
}

export function mayRead(plain: Plain, userId: string, at: Place): boolean {
  const role = plain.roles.get(userId);
  if (!role) return false;
  const away = recused(plain, userId);
  const later = !away && (role === "executive" || role === "custodian");
  const room = !away && (sits(plain, userId) || role === "coordinator");
  if (at.part === "notes") return (plain.stage !== "briefed" && room) || (plain.stage === "sealed" && later);
  if (at.part === "joint") {
    if (plain.stage === "sealed") return room || later;
    if (plain.stage === "frozen") return room || (!away && role === "executive");
    return plain.stage === "consensus" && room;
  }
  const card = plain.cards.get(at.owner);
  if (at.owner === userId && ["draft", "submitted", "revealed", "sealed", "missing"].includes(card ?? "")) return true;
  if (card === "revealed") return room;
  return card === "sealed" && (room || later);
}

/** Can nobody ever write here again? */
export function isClosed(plain: Plain, at: Place): boolean {
  if (at.part === "notes") return !["briefed", "live"].includes(plain.stage);
  if (at.part === "joint") return at.revision < plain.revision || plain.stage === "frozen" || plain.stage === "sealed";
  return !["assigned", "draft"].includes(plain.cards.get(at.owner) ?? "");
}

/** The writes to a key that no other accepted write had seen: any of their values may stand, and no other. */
export function lastWrites(written: readonly Written[], key: string, has: (w: Written) => boolean): Written[] {
  const accepted = written.filter((w) => w.key === key && has(w));
  return accepted.filter((w) => !accepted.some((o) => o !== w && (o.seen.get(w.client) ?? 0) > w.clock));
}
