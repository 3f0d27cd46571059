/**
 * One live room in the browser: document, socket, presence and save state, without React.
 * `openConnection(options)` prepares it, `join(mode)` connects, `close()` ends it for good. Everything is kept in memory only.
 */
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { CLOSE, type CloseReason, closeReason, MESSAGE } from "#shared/wire.ts";
import { type Person, peopleIn } from "./people.ts";
import { reduceSave, type SaveEvent, type SaveMachine, startSave } from "./save-status.ts";
import { countingSocket, readAck } from "./socket.ts";
import { trackUnsent, type UnsentText } from "./unsent.ts";

export interface Connection {
  name: string;
  doc: Y.Doc;
  awareness: Awareness;
  save(): SaveMachine;
  people(): readonly Person[];
  onSave(listener: () => void): () => void;
  onPeople(listener: () => void): () => void;
  /** Tells the others in which field this person is. */
  setField(key: string | null): void;
  /** Gives a field its label, for handing unsent text back. */
  label(key: string, words: string): void;
  /** What was typed here and never acknowledged. */
  unsentTexts(): UnsentText[];
  /** Connects with the mode the loaders gave; called again with their answer when the server judged access anew. */
  join(mode: "write" | "read"): void;
  close(): void;
}

interface Options {
  name: string;
  /** ws(s)://host/…/collab */
  url: string;
  /** The server says that the record behind the room changed. */
  onChanged(): void;
  /** The server wants this socket judged again; nothing is sent until the next `join`. */
  onAccessChanged(): void;
  /** The session behind this window ended; the document and what was typed stay. */
  onSignedOut(): void;
  /** The server will not take this document again. */
  onEnded(reason: CloseReason, unsent: UnsentText[]): void;
}

/** Reasons after which trying again later, with the same document, is right. */
const WAIT_MS: Partial<Record<CloseReason, number>> = { slowDown: 10_000 };

/** How long a close that the server planned may last before the page says "Offline". */
const EXPECTED_MS = 3_000;

export function openConnection({ name, url, onChanged, onAccessChanged, onSignedOut, onEnded }: Options): Connection {
  const doc = new Y.Doc();
  let machine = startSave("read");
  let people: readonly Person[] = [];
  const saveListeners = new Set<() => void>();
  const peopleListeners = new Set<() => void>();
  const unsent = trackUnsent(doc);
  const dispatch = (event: SaveEvent) => {
    const before = machine;
    machine = reduceSave(machine, event);
    if (machine === before) return;
    if (machine.unsent === 0 && before.unsent > 0) unsent.clear();
    for (const listener of saveListeners) listener();
  };

  // Before the provider listens, so that the machine hears of an edit before it hears of the frame that carries it.
  doc.on("update", (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local) dispatch({ type: "edit" });
  });
  const provider = new WebsocketProvider(url, name, doc, {
    connect: false,
    disableBc: true,
    // The door claims this id for this person; another person's edits under it are refused.
    params: { client: String(doc.clientID) },
    WebSocketPolyfill: countingSocket((kind) => dispatch({ type: "frame", kind })),
    // Not the same for everyone, so that a restarted server is not met by all at once.
    maxBackoffTime: 2_000 + Math.random() * 3_000,
  });
  provider.messageHandlers[MESSAGE.ack] = (_encoder, decoder) =>
    dispatch({ type: "ack", accepted: readAck(decoder).accepted, at: Date.now() });
  provider.messageHandlers[MESSAGE.changed] = onChanged;
  let overdue: ReturnType<typeof setTimeout> | undefined;
  provider.on("status", ({ status }) => {
    if (status !== "connected") return;
    clearTimeout(overdue);
    dispatch({ type: "open" });
  });
  provider.on("sync", (synced) => {
    if (!synced) return;
    const again = machine.everSynced;
    dispatch({ type: "synced", at: Date.now() });
    // Whatever was announced while the line was down was missed.
    if (again) onChanged();
  });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  // Until `join`. React runs effects twice in development; the first document must not open a socket.
  let paused = true;
  provider.on("connection-close", (event) => {
    // Yjs takes a new id when it sees its own in use.
    provider.params = { client: String(doc.clientID) };
    dispatch({ type: "close", reason: event ? closeReason(event.code) : null });
    if (event?.code !== CLOSE.accessChanged.code) return;
    clearTimeout(overdue);
    overdue = setTimeout(() => dispatch({ type: "overdue" }), EXPECTED_MS);
    paused = true;
    provider.shouldConnect = false;
    onAccessChanged();
  });
  provider.on("closed", ({ code }) => {
    const reason = closeReason(code) ?? "refused";
    const wait = WAIT_MS[reason];
    if (wait !== undefined) waiting = setTimeout(connect, wait);
    else if (reason === "signIn") onSignedOut();
    else end(reason);
  });
  const connect = () => {
    if (!machine.ended && !paused && navigator.onLine) provider.connect();
  };
  const disconnect = () => provider.disconnect();
  const end = (reason: CloseReason) => {
    const left = machine.unsent > 0 ? unsent.texts() : [];
    dispatch({ type: "end", reason });
    onEnded(reason, left);
  };

  const awareness = provider.awareness;
  awareness.setLocalState({ cursor: null, field: null });
  awareness.on("change", () => {
    const next = peopleIn(awareness, people);
    if (next === people) return;
    people = next;
    for (const listener of peopleListeners) listener();
  });
  window.addEventListener("online", connect);
  window.addEventListener("offline", disconnect);
  // Signed out here may be signed in again in another tab: coming back to this one tries once more.
  window.addEventListener("focus", connect);

  return {
    name,
    doc,
    awareness,
    save: () => machine,
    people: () => people,
    onSave: (listener) => subscribe(saveListeners, listener),
    onPeople: (listener) => subscribe(peopleListeners, listener),
    setField: (key) => {
      if (awareness.getLocalState()?.field !== key) awareness.setLocalStateField("field", key);
    },
    label: unsent.label,
    unsentTexts: unsent.texts,
    join: (mode) => {
      dispatch({ type: "mode", mode });
      paused = false;
      connect();
    },
    close: () => {
      clearTimeout(waiting);
      clearTimeout(overdue);
      window.removeEventListener("online", connect);
      window.removeEventListener("offline", disconnect);
      window.removeEventListener("focus", connect);
      saveListeners.clear();
      peopleListeners.clear();
      provider.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
