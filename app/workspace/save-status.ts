/**
 * What one room may claim about saving, as a pure machine: `reduceSave(state, event)` and `statusOf(state)`.
 * "Saved" is said only when every change-bearing frame of this connection was acknowledged, both sides were compared
 * on this connection, and no edit waits outside a frame.
 */
import { CLOSE, type CloseReason } from "#shared/wire.ts";
import type { FrameKind } from "./socket.ts";

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
  /** The server will not take this document again. */
  ended: CloseReason | null;
}

export type SaveEvent =
  | { type: "edit" }
  | { type: "open" }
  | { type: "frame"; kind: FrameKind }
  | { type: "synced"; at: number }
  | { type: "ack"; accepted: number; at: number }
  | { type: "close"; reason: CloseReason | null }
  | { type: "overdue" }
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
    ended: null,
  };
}

export function reduceSave(state: SaveMachine, event: SaveEvent): SaveMachine {
  if (state.ended) return state;
  switch (event.type) {
    case "edit":
      return { ...state, unsent: state.unsent + 1, loose: state.loose + 1 };
    case "open":
      return { ...state, open: true, closed: null, synced: false, answered: false, sent: 0, accepted: 0 };
    case "frame":
      return event.kind === "state"
        ? { ...state, sent: state.sent + 1, answered: true, loose: 0 }
        : { ...state, sent: state.sent + 1, loose: Math.max(0, state.loose - 1) };
    case "synced":
      return settle({ ...state, synced: true, everSynced: true }, event.at);
    case "ack":
      return settle({ ...state, accepted: event.accepted }, event.at);
    case "close":
      return { ...state, open: false, synced: false, answered: false, closed: event.reason };
    case "overdue":
      return isExpected(state) ? { ...state, closed: null } : state;
    case "end":
      // What was unsent is handed back to the person as text; nothing waits here any more.
      return { ...state, open: false, synced: false, answered: false, unsent: 0, ended: event.reason };
    case "mode":
      return { ...state, mode: event.mode };
  }
}

/** Is every edit made here durable on the server? */
export function isSaved(state: SaveMachine): boolean {
  return state.open && state.synced && state.answered && state.loose === 0 && state.accepted === state.sent;
}

/** The server closed to judge access anew, and is met again in a moment: nobody is offline. `overdue` ends this. */
function isExpected(state: SaveMachine): boolean {
  return !state.open && state.closed === "accessChanged";
}

function settle(state: SaveMachine, at: number): SaveMachine {
  return isSaved(state) ? { ...state, unsent: 0, savedAt: at } : state;
}

export type SaveStatus =
  | { kind: "connecting" }
  | { kind: "saving"; unsent: number }
  | { kind: "saved"; at: number }
  | { kind: "offline"; unsent: number; mode: "write" | "read" }
  | { kind: "view"; why: string | null }
  | { kind: "sealed" }
  | { kind: "stopped"; unsent: number; reason: CloseReason };

/** What the page knows of a room that is only read. */
export interface Reading {
  /** Why this person only reads; completes "View only: …" */
  why: string | null;
  /** Nobody will write here again. */
  sealed: boolean;
}

export function statusOf(state: SaveMachine, { why, sealed }: Reading): SaveStatus {
  if (state.ended === "sealed") return { kind: "sealed" };
  if (state.ended) return { kind: "stopped", unsent: 0, reason: state.ended };
  if (state.closed === "signIn") return { kind: "stopped", unsent: state.unsent, reason: "signIn" };
  if (!state.everSynced) return { kind: "connecting" };
  if (!state.open && !isExpected(state)) return { kind: "offline", unsent: state.unsent, mode: state.mode };
  if (!state.synced) return state.unsent > 0 ? { kind: "saving", unsent: state.unsent } : { kind: "connecting" };
  if (state.mode === "read") return sealed ? { kind: "sealed" } : { kind: "view", why };
  return isSaved(state) && state.savedAt !== null
    ? { kind: "saved", at: state.savedAt }
    : { kind: "saving", unsent: state.unsent };
}

export interface RoomStatus {
  status: SaveStatus;
  /** A room of presence only: it has nothing to save and claims nothing, but it can be offline. */
  silent: boolean;
}

const WORST_FIRST = ["stopped", "offline", "connecting", "saving", "saved", "sealed", "view"] as const;

/** One status for a page of several rooms: the worst one, with everything that waits added up and the latest time saved. `null` when there is nothing to say. */
export function combine(rooms: readonly RoomStatus[], online: boolean): SaveStatus | null {
  const statuses = rooms
    .filter(({ status, silent }) => !silent || status.kind === "offline" || status.kind === "stopped")
    .map(
      ({ status }): SaveStatus =>
        !online && status.kind === "connecting" ? { kind: "offline", unsent: 0, mode: "read" } : status,
    );
  for (const kind of WORST_FIRST) {
    const hits = statuses.filter((status) => status.kind === kind);
    const first = hits[0];
    if (!first) continue;
    const unsent = statuses.reduce((sum, status) => sum + ("unsent" in status ? status.unsent : 0), 0);
    if (first.kind === "saved")
      return hits.reduce((a, b) => (a.kind === "saved" && b.kind === "saved" && b.at > a.at ? b : a));
    const writing = hits.find((hit) => hit.kind === "offline" && hit.mode === "write") ?? first;
    return "unsent" in writing ? { ...writing, unsent } : writing;
  }
  return null;
}

/** The sentence a person reads. @param clock the time of day of a moment, such as "10:42 AM" */
export function sentenceOf(status: SaveStatus, clock: (at: number) => string): string {
  switch (status.kind) {
    case "connecting":
      return "Connecting…";
    case "saving":
      return "Saving…";
    case "saved":
      return `Saved ${clock(status.at)}`;
    case "offline":
      if (status.unsent > 0) return `Offline, ${changes(status.unsent)} kept here. Keep this tab open.`;
      return status.mode === "write"
        ? "Offline. New changes are kept here until you are back."
        : "Offline. What you see here may be out of date.";
    case "view":
      return status.why ? `View only: ${status.why}` : "View only";
    case "sealed":
      return "Sealed";
    case "stopped":
      return status.reason === "signIn" && status.unsent > 0
        ? `Signed out, ${changes(status.unsent)} kept here. Keep this tab open.`
        : CLOSE[status.reason].sentence;
  }
}

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}
