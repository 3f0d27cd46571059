/**
 * One live room in the browser: document, line, presence and save state, without React.
 * `openConnection(options)` prepares it, `join(mode)` connects, `close()` ends it for good. Everything is kept in memory
 * only, unless it is given an outbox.
 */

import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { unassisted } from "#shared/documents/unassisted.ts";
import { type CloseReason, closeReason, MESSAGE } from "#shared/wire.ts";
import { wordsOf } from "./kept-words.ts";
import type { KeptChange, Outbox } from "./outbox.ts";
import { type Person, peopleIn } from "./people.ts";
import { tendLine } from "./retry.ts";
import { isOnDevice, isSaved, reduceSave, type SaveEvent, type SaveMachine, startSave } from "./save-status.ts";
import { readAck, readNotice } from "./socket.ts";
import { transportSocket } from "./transport.ts";
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
  /** What was typed here, or kept here before, and never acknowledged. */
  unsentTexts(): UnsentText[];
  /** Is something here that would be gone with this page? */
  atRisk(): boolean;
  /** Connects with the mode the loaders gave; called again with their answer when the server judged access anew. */
  join(mode: "write" | "read"): void;
  close(): void;
}

interface Options {
  name: string;
  /** ws(s)://host/…/collab */
  url: string;
  /** The person whose page this is; the door compares it with the session. */
  userId: string | null;
  /** Keeps own changes on the person's own device. Made for the document's Yjs client. */
  outbox?: ((client: number) => Outbox) | null;
  /** Is the person of this page still the one who is signed in here? */
  stillMine?(): boolean;
  /** What had been announced when the page's data was read; a server that is further says so at once. */
  seen?(): string | null;
  /** The server says that the record behind the room changed. */
  onChanged(): void;
  /** The server wants this socket judged again; nothing is sent until the next `join`. */
  onAccessChanged(): void;
  /** The session behind this window ended; the document and what was typed stay. */
  onSignedOut(): void;
  /** The server will not take this document again. */
  onEnded(reason: CloseReason, unsent: UnsentText[]): void;
  /** What an earlier page kept cannot be added here any more. */
  onKeptWords?(words: UnsentText[]): void;
}

/** Reasons after which trying again later, with the same document, is right. */
const WAIT_MS: Partial<Record<CloseReason, number>> = { slowDown: 10_000 };

/** How long a close that the server planned may last before the page says "Offline". */
const EXPECTED_MS = 3_000;
/** … and how long "The server is restarting" is believed. */
const AWAY_MS = 60_000;
/** Sent and not acknowledged for so long: the page says so. */
const LATE_MS = 5_000;
/** The loaders did not answer to "access changed": they are asked again. */
const ASK_AGAIN_MS = 5_000;

/** The origin of changes that an earlier page of this person made. */
const RESTORED = Symbol("restored");

export function openConnection(options: Options): Connection {
  const { name, url, userId, onChanged, onAccessChanged, onSignedOut, onEnded } = options;
  const doc = unassisted(new Y.Doc());
  const outbox = options.outbox?.(doc.clientID) ?? null;
  let machine = startSave("read");
  let people: readonly Person[] = [];
  const saveListeners = new Set<() => void>();
  const peopleListeners = new Set<() => void>();
  const unsent = trackUnsent(doc);
  /** From the outbox and not acknowledged; `null` until it was read. */
  let kept: KeptChange[] | null = outbox ? null : [];
  let late: ReturnType<typeof setTimeout> | undefined;
  let overdue: ReturnType<typeof setTimeout> | undefined;
  const dispatch = (event: SaveEvent) => {
    const before = machine;
    machine = reduceSave(machine, event);
    if (machine === before) return;
    if (machine.unsent === 0 && before.unsent > 0) {
      unsent.clear();
      outbox?.settled();
      kept &&= [];
    }
    if (machine.accepted !== before.accepted || machine.open !== before.open) late = void clearTimeout(late);
    if (machine.open && machine.unsent > 0 && !isSaved(machine))
      late ??= setTimeout(dispatch, LATE_MS, { type: "late" });
    else late = void clearTimeout(late);
    for (const listener of saveListeners) listener();
  };

  // Before the provider listens, so that the machine hears of an edit before it hears of the frame that carries it.
  doc.on("update", (bytes: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (origin === RESTORED) return dispatch({ type: "added" });
    if (!transaction.local) return;
    dispatch({ type: "edit" });
    const upTo = machine.edits;
    outbox
      ?.add({ bytes, label: unsent.fieldOf(transaction), at: Date.now() })
      .then((done) => done && dispatch({ type: "kept", upTo }));
  });

  // `client` is claimed by the door for this person, and another person's edits under it are refused. Yjs takes a new
  // one when it sees its own in use.
  const params = () => {
    const seen = options.seen?.();
    return { client: String(doc.clientID), ...(userId ? { person: userId } : {}), ...(seen ? { seen } : {}) };
  };
  const provider = new WebsocketProvider(url, name, doc, {
    connect: false,
    disableBc: true,
    WebSocketPolyfill: transportSocket(
      (kind) => dispatch({ type: "frame", kind }),
      (line) => dispatch({ type: "line", line }),
    ),
  });
  provider.messageHandlers[MESSAGE.ack] = (_encoder, decoder) =>
    dispatch({ type: "ack", accepted: readAck(decoder).accepted, at: Date.now() });
  provider.messageHandlers[MESSAGE.changed] = onChanged;
  provider.messageHandlers[MESSAGE.notice] = (_encoder, decoder) =>
    dispatch({ type: "store", down: readNotice(decoder) });

  /** Adds what an earlier page kept as this person's own edit, or hands it back where that is not possible any more. */
  const restore = () => {
    if (!machine.restoring || !kept || !machine.synced) return;
    const at = Date.now();
    if (kept.length === 0) return dispatch({ type: "restored", at });
    const update = Y.mergeUpdates(kept.map(({ bytes }) => bytes));
    if (machine.mode === "write" && joins(doc, update)) {
      Y.applyUpdate(doc, update, RESTORED);
      return dispatch({ type: "restored", at });
    }
    const words = wordsOf(kept);
    dispatch({ type: "given-up", count: kept.length });
    kept = [];
    outbox?.dropLoaded();
    options.onKeptWords?.(words);
  };
  if (outbox) {
    dispatch({ type: "looking" });
    void outbox.load().then((found) => {
      kept = found;
      dispatch({ type: "found", count: found.length });
      restore();
    });
  }

  provider.on("status", ({ status }) => {
    if (status !== "connected") return;
    clearTimeout(overdue);
    dispatch({ type: "open" });
  });
  provider.on("sync", (synced) => {
    if (!synced) return;
    line.worked();
    dispatch({ type: "synced", at: Date.now() });
    restore();
  });
  // Until `join`. React runs effects twice in development; the first document must not open a socket.
  let paused = true;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let expected = false;
  const ask = () => {
    clearTimeout(asking);
    asking = setTimeout(ask, ASK_AGAIN_MS);
    onAccessChanged();
  };
  // Emitted before y-websocket lets go of the socket: nothing may connect from in here.
  provider.on("connection-close", (event) => {
    const reason = event ? closeReason(event.code) : null;
    dispatch(expected ? { type: "close", reason, expected } : { type: "close", reason });
    // y-websocket is about to set a timer of its own; it looks at this when it fires, and ours are used instead.
    provider.shouldConnect = false;
    if (reason || machine.expected) {
      clearTimeout(overdue);
      overdue = setTimeout(dispatch, machine.expected ? EXPECTED_MS : AWAY_MS, { type: "overdue" });
    }
    if (reason === "accessChanged") {
      paused = true;
      ask();
    } else if (!event || event.code < 4400 || event.code > 4499) line.closed();
  });
  // y-websocket's word for a close code from 4400 to 4499, after it let go of the socket.
  provider.on("closed", ({ code }) => {
    const reason = closeReason(code) ?? "refused";
    const wait = WAIT_MS[reason];
    if (wait !== undefined) line.closed(wait);
    else if (reason === "signIn") {
      outbox?.pause();
      onSignedOut();
    } else end(reason);
  });
  const words = () => [...wordsOf(kept ?? []), ...unsent.texts()];
  const end = (reason: CloseReason) => {
    const left = machine.unsent > 0 ? words() : [];
    dispatch({ type: "end", reason });
    onEnded(reason, left);
  };
  const line = tendLine({
    state: () => (provider.wsconnected ? "open" : provider.ws ? "connecting" : "closed"),
    heardAt: () => provider.wsLastMessageReceived,
    connect: () => {
      if (machine.ended) return;
      if (options.stillMine?.() === false) return;
      if (paused) return;
      provider.params = params();
      provider.connect();
    },
    // The only way to make y-websocket forget a socket that does not close by itself.
    drop: (soon) => {
      expected = soon;
      provider.disconnect();
      expected = false;
    },
  });

  const awareness = provider.awareness;
  awareness.setLocalState({ cursor: null, field: null });
  awareness.on("change", () => {
    const next = peopleIn(awareness, people);
    if (next === people) return;
    people = next;
    for (const listener of peopleListeners) listener();
  });

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
    unsentTexts: words,
    atRisk: () => machine.unsent > 0 && !isOnDevice(machine),
    join: (mode) => {
      dispatch({ type: "mode", mode });
      paused = false;
      clearTimeout(asking);
      line.now();
    },
    close: () => {
      saveListeners.clear();
      peopleListeners.clear();
      provider.destroy();
      line.stop();
      for (const timer of [late, overdue, asking]) clearTimeout(timer);
      awareness.destroy();
      doc.destroy();
    },
  };
}

/** Would this update find everything it builds on? What does not is never put into a document that others share. */
function joins(doc: Y.Doc, update: Uint8Array): boolean {
  const trial = new Y.Doc();
  Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(trial, update);
  const { pendingStructs, pendingDs } = trial.store;
  trial.destroy();
  return !pendingStructs && !pendingDs;
}

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
