/**
 * What one room may claim about saving, as a pure machine: `reduceSave(state, event)` and `statusOf(state)`.
 * "Saved" is said only when every change-bearing frame of this connection was acknowledged, both sides were compared
 * on this connection, and no edit waits outside a frame.
 */
import { CLOSE, type CloseReason } from "#shared/wire.ts";
import type { FrameKind } from "./socket.ts";
import type { LineKind } from "./transport.ts";

export interface SaveMachine {
  mode: "write" | "read";
  open: boolean;
  /** The server's state arrived on this connection. */
  synced: boolean;
  /** … on any connection so far. */
  everSynced: boolean;
  /** Our whole state went out on this connection, so nothing from before it can be missing. */
  answered: boolean;
  /** Change-bearing frames of this connection: sent, and acknowledged as durable. */
  sent: number;
  accepted: number;
  /** Edits that are in no frame of this connection yet. */
  loose: number;
  /** Edits since everything was last acknowledged. */
  unsent: number;
  savedAt: number | null;
  /** Why the server closed the last connection, while there is none. */
  closed: CloseReason | null;
  /** The line is met again in a moment: nobody is offline. */
  expected: boolean;
  line: LineKind;
  /** The server said that it cannot save now. */
  storeDown: boolean;
  /** Something was sent a while ago and is not acknowledged. */
  late: boolean;
  /** What an earlier page kept on this device is looked for, or waits to be added here. */
  restoring: boolean;
  /** On the person's own device: edits made here so far, and up to which of them all are kept on it. `null`: in memory only. */
  edits: number;
  keptUpTo: number | null;
  /** The server will not take this document again. */
  ended: CloseReason | null;
}

export type SaveEvent =
  | { type: "edit" }
  | { type: "open" }
  | { type: "frame"; kind: FrameKind }
  | { type: "synced"; at: number }
  | { type: "ack"; accepted: number; at: number }
  | { type: "close"; reason: CloseReason | null; expected?: boolean }
  | { type: "overdue" }
  | { type: "line"; line: LineKind }
  | { type: "store"; down: boolean }
  | { type: "late" }
  /** The outbox: looked into; how many changes it holds; one frame of them made; all of them added, or given up. */
  | { type: "looking" }
  | { type: "found"; count: number }
  | { type: "added" }
  | { type: "restored"; at: number }
  | { type: "given-up"; count: number }
  /** All edits up to this one are kept on the device. */
  | { type: "kept"; upTo: number }
  | { type: "end"; reason: CloseReason }
  | { type: "mode"; mode: "write" | "read" };

export function startSave(mode: "write" | "read"): SaveMachine {
  return {
    mode,
    open: false,
    synced: false,
    everSynced: false,
    answered: false,
    sent: 0,
    accepted: 0,
    loose: 0,
    unsent: 0,
    savedAt: null,
    closed: null,
    expected: false,
    line: "socket",
    storeDown: false,
    late: false,
    restoring: false,
    edits: 0,
    keptUpTo: null,
    ended: null,
  };
}

export function reduceSave(state: SaveMachine, event: SaveEvent): SaveMachine {
  if (state.ended) return state;
  switch (event.type) {
    case "edit":
      return { ...state, unsent: state.unsent + 1, loose: state.loose + 1, edits: state.edits + 1 };
    case "open":
      return { ...state, ...UNPROVEN, open: true, closed: null, expected: false, sent: 0, accepted: 0 };
    case "frame":
      return event.kind === "state"
        ? { ...state, sent: state.sent + 1, answered: true, loose: 0 }
        : { ...state, sent: state.sent + 1, loose: Math.max(0, state.loose - 1) };
    case "synced":
      return settle({ ...state, synced: true, everSynced: true }, event.at);
    case "ack":
      return settle({ ...state, accepted: event.accepted, late: false }, event.at);
    case "close": {
      // A line that cannot be made again says nothing new: what the server said when it went still holds.
      const closed = event.reason ?? (state.open ? null : lasting(state.closed));
      const expected = event.expected ?? (event.reason === "accessChanged" || event.reason === "resync");
      return { ...state, ...UNPROVEN, open: false, closed, expected };
    }
    case "overdue":
      return state.open || state.closed === "signIn" ? state : { ...state, expected: false, closed: null };
    case "line":
      return { ...state, line: event.line };
    case "store":
      return { ...state, storeDown: event.down };
    case "late":
      return state.open && state.unsent > 0 ? { ...state, late: true } : state;
    case "looking":
      return { ...state, restoring: true, keptUpTo: state.edits };
    case "found":
      return { ...state, unsent: state.unsent + event.count };
    case "added":
      return { ...state, loose: state.loose + 1 };
    case "restored":
      return settle({ ...state, restoring: false }, event.at);
    case "given-up":
      return { ...state, restoring: false, unsent: Math.max(0, state.unsent - event.count) };
    case "kept":
      return { ...state, keptUpTo: Math.max(event.upTo, state.keptUpTo ?? 0) };
    case "end":
      // What was unsent is handed back to the person as text; nothing waits here any more.
      return { ...state, ...UNPROVEN, open: false, unsent: 0, restoring: false, ended: event.reason };
    case "mode":
      return { ...state, mode: event.mode };
  }
}

/** What each line has to prove anew. */
const UNPROVEN = { synced: false, answered: false, late: false, storeDown: false } as const;

/** The server is away for a reason it gave; `overdue` ends the belief. */
function lasting(reason: CloseReason | null): CloseReason | null {
  return reason === "restart" || reason === "readOnlyStore" || reason === "signIn" ? reason : null;
}

/** Is every edit made here durable on the server? */
export function isSaved(state: SaveMachine): boolean {
  return (
    state.open &&
    state.synced &&
    state.answered &&
    !state.restoring &&
    state.loose === 0 &&
    state.accepted === state.sent
  );
}

/** Is everything that waits kept on the person's own device, so that this page may be closed? */
export function isOnDevice(state: SaveMachine): boolean {
  return state.keptUpTo === state.edits;
}

function settle(state: SaveMachine, at: number): SaveMachine {
  return isSaved(state) ? { ...state, unsent: 0, late: false, savedAt: at } : state;
}

/** What waits: how much, and whether it outlives the page. */
interface Waiting {
  unsent: number;
  onDevice: boolean;
}

export type SaveStatus =
  | ({ kind: "connecting" } & Waiting)
  | ({ kind: "saving"; line: LineKind } & Waiting)
  | { kind: "saved"; at: number; line: LineKind }
  /** `why`: the server said so when it went. */
  | ({ kind: "offline"; mode: "write" | "read"; why: "restart" | "readOnlyStore" | "slowDown" | null } & Waiting)
  /** The line stands and no answer comes. */
  | ({ kind: "waiting" } & Waiting)
  | ({ kind: "unable" } & Waiting)
  | { kind: "view"; why: string | null }
  | { kind: "sealed" }
  | ({ kind: "stopped"; reason: CloseReason } & Waiting);

/** What the page knows of a room that is only read. */
export interface Reading {
  /** Why this person only reads; completes "View only: …" */
  why: string | null;
  /** Nobody will write here again. */
  sealed: boolean;
}

export function statusOf(state: SaveMachine, { why, sealed }: Reading): SaveStatus {
  const waiting: Waiting = { unsent: state.unsent, onDevice: isOnDevice(state) };
  const { mode, line } = state;
  if (state.ended === "sealed") return { kind: "sealed" };
  if (state.ended) return { kind: "stopped", reason: state.ended, ...waiting };
  if (state.closed === "signIn") return { kind: "stopped", reason: "signIn", ...waiting };
  if (!state.open && state.closed !== null && isTold(state.closed))
    return { kind: "offline", mode, why: state.closed, ...waiting };
  if (!state.everSynced) return { kind: "connecting", ...waiting };
  if (!state.open && !state.expected) return { kind: "offline", mode, why: null, ...waiting };
  if (!state.synced)
    return state.unsent > 0 ? { kind: "saving", line, ...waiting } : { kind: "connecting", ...waiting };
  if (state.mode === "read") return sealed ? { kind: "sealed" } : { kind: "view", why };
  if (state.storeDown) return { kind: "unable", ...waiting };
  if (isSaved(state) && state.savedAt !== null) return { kind: "saved", at: state.savedAt, line };
  return state.late ? { kind: "waiting", ...waiting } : { kind: "saving", line, ...waiting };
}

function isTold(reason: CloseReason): reason is "restart" | "readOnlyStore" | "slowDown" {
  return reason === "restart" || reason === "readOnlyStore" || reason === "slowDown";
}

export interface RoomStatus {
  status: SaveStatus;
  /** A room of presence only: it has nothing to save and claims nothing, but it can be offline. */
  silent: boolean;
}

const WORST_FIRST = [
  "stopped",
  "unable",
  "offline",
  "waiting",
  "connecting",
  "saving",
  "saved",
  "sealed",
  "view",
] as const;

/** One status for a page of several rooms: the worst one, with everything that waits added up and the latest time saved. `null` when there is nothing to say. */
export function combine(rooms: readonly RoomStatus[], online: boolean): SaveStatus | null {
  const statuses = rooms
    .filter(({ status, silent }) => !silent || status.kind === "offline" || status.kind === "stopped")
    .map(
      ({ status }): SaveStatus =>
        !online && status.kind === "connecting" ? { ...status, kind: "offline", mode: "read", why: null } : status,
    );
  const hits = WORST_FIRST.map((kind) => statuses.filter((status) => status.kind === kind)).find((some) => some[0]);
  const first = hits?.[0];
  if (!hits || !first) return null;
  if (first.kind === "saved")
    return hits.reduce((a, b) => (a.kind === "saved" && b.kind === "saved" && b.at > a.at ? b : a));
  const shown = hits.find((hit) => hit.kind === "offline" && hit.mode === "write") ?? first;
  return "unsent" in shown ? { ...shown, ...allWaiting(statuses) } : shown;
}

/** Everything that waits on the page; it is on the device only when all of it is. */
function allWaiting(statuses: readonly SaveStatus[]): Waiting {
  const waiting = statuses.filter((status): status is SaveStatus & Waiting => "unsent" in status && status.unsent > 0);
  return {
    unsent: waiting.reduce((sum, { unsent }) => sum + unsent, 0),
    onDevice: waiting.length > 0 && waiting.every(({ onDevice }) => onDevice),
  };
}

const OVER_HTTP = "over the slower connection this network allows";

/** The sentence a person reads. @param clock the time of day of a moment, such as "10:42 AM" */
export function sentenceOf(status: SaveStatus, clock: (at: number) => string): string {
  switch (status.kind) {
    case "connecting":
      return status.unsent > 0 ? `Connecting, ${kept(status)}` : "Connecting…";
    case "saving":
      return status.line === "http" ? `Saving ${OVER_HTTP}…` : "Saving…";
    case "saved":
      return `Saved ${clock(status.at)}${status.line === "http" ? `, ${OVER_HTTP}` : ""}`;
    case "offline":
      return awayOf(status);
    case "waiting":
      return `The server has not answered yet. ${capital(kept(status))}`;
    case "unable":
      return `The server cannot save just now. ${status.unsent > 0 ? capital(kept(status)) : "New changes are kept here."}`;
    case "view":
      return status.why ? `View only: ${status.why}` : "View only";
    case "sealed":
      return "Sealed";
    case "stopped":
      return status.reason === "signIn" && status.unsent > 0
        ? `Signed out, ${kept(status)}`
        : CLOSE[status.reason].sentence;
  }
}

const AWAY = {
  restart: "The server is restarting.",
  readOnlyStore: "The server cannot save just now.",
  slowDown: "Too many changes at once.",
};

function awayOf(status: SaveStatus & { kind: "offline" }): string {
  const { why, mode, unsent } = status;
  if (unsent > 0) return why ? `${AWAY[why]} ${capital(kept(status))}` : `Offline, ${kept(status)}`;
  const still =
    mode === "write" ? "New changes are kept here until you are back." : "What you see here may be out of date.";
  return `${why ? AWAY[why] : "Offline."} ${why ? still.replace("until you are back", "until it is back") : still}`;
}

/** "3 changes kept here. Keep this tab open." */
function kept({ unsent, onDevice }: Waiting): string {
  const count = unsent === 1 ? "1 change" : `${unsent} changes`;
  return onDevice ? `${count} kept on this device.` : `${count} kept here. Keep this tab open.`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
