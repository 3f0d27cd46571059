/**
 * The outbox: a person's own changes that the server has not acknowledged, kept in this browser (IndexedDB) when that
 * person said on the account page that this is their own device. Never anybody else's words, never a whole document,
 * never a Yjs client to write on with. `openOutbox(owner, room)` is one connection's view of it.
 *
 * Each row is one update of Yjs as it was typed. Rows are written in the order of typing, so what a killed tab leaves
 * is a beginning without a hole: whatever a row builds on is in an earlier row or was heard from the server.
 */
import { del, getAllKeys, getAllKeysValues, openDB, put, transact } from "lib0/indexeddb";

/** A person in one place of this browser. `place` is a demo window; windows share a browser and not a person. */
export interface Owner {
  place: string;
  userId: string;
}

/** One change as it was typed. */
export interface KeptChange {
  bytes: Uint8Array;
  /** The field's words, for handing the text back. */
  label: string;
  at: number;
}

export interface Outbox {
  /** What earlier pages left for this room, in the order of typing. Nothing when it cannot be read. */
  load(): Promise<KeptChange[]>;
  /** Keeps one change. @returns was it kept? After a first "no" nothing is kept until `settled`, so that no hole arises. */
  add(change: KeptChange): Promise<boolean>;
  /** Everything added and loaded so far arrived, or was handed back: it is forgotten. */
  settled(): void;
  /** Forgets only what `load` gave. */
  dropLoaded(): void;
  /** Signed out: nothing more is kept until all has arrived. */
  pause(): void;
}

const NAME = "accord-outbox";
const STORE = "changes";
/** place, person, room, Yjs client of the page that typed, number on that page */
type Key = [string, string, string, number, number];

export function openOutbox({ place, userId }: Owner, room: string, client: number): Outbox {
  const own = (from: number, to: number) =>
    IDBKeyRange.bound([place, userId, room, client, from], [place, userId, room, client, to]);
  let count = 0;
  let paused = false;
  let loaded: Key[] = [];
  const forgetLoaded = () => {
    const keys = loaded;
    loaded = [];
    if (keys.length > 0) void run(async (store) => void (await Promise.all(keys.map((key) => del(store, key)))));
  };
  return {
    load: async () => {
      const rows = await run((store) => getAllKeysValues(store, under(place, userId, room)));
      const earlier = (rows ?? []).filter(({ k }) => (k as Key)[3] !== client);
      loaded = earlier.map(({ k }) => k as Key);
      return earlier.map(({ v }) => v as KeptChange).sort((a, b) => a.at - b.at);
    },
    add: async (change) => {
      if (paused) return false;
      const key: Key = [place, userId, room, client, count++];
      // lib0 does not list plain objects among what a store takes; IndexedDB takes them.
      const kept = await run((store) => put(store, change as unknown as string, key).then(() => true));
      if (!kept) paused = true;
      return kept === true;
    },
    settled: () => {
      paused = false;
      forgetLoaded();
      const last = count - 1;
      if (last >= 0) void run((store) => del(store, own(0, last)));
    },
    dropLoaded: forgetLoaded,
    pause: () => {
      paused = true;
    },
  };
}

/** The rooms in which something of this person waits on this device. */
export async function keptRooms({ place, userId }: Owner): Promise<string[]> {
  if (!isUsed()) return [];
  const keys = await run((store) => getAllKeys(store, under(place, userId)));
  return [...new Set((keys ?? []).map((key) => (key as Key)[2]))];
}

/** Forgets everything this person kept here: at sign-out, and when the choice is taken back. */
export async function forget({ place, userId }: Owner): Promise<void> {
  if (isUsed()) await run((store) => del(store, under(place, userId)));
}

/** Somebody is signed in here: what others kept in this place is forgotten. */
export async function forgetOthers({ place, userId }: Owner): Promise<void> {
  if (!isUsed()) return;
  await run(async (store) => {
    const keys = (await getAllKeys(store, under(place))) as Key[];
    await Promise.all(keys.filter((key) => key[1] !== userId).map((key) => del(store, key)));
  });
}

const choiceOf = ({ place, userId }: Owner) => `accord-own-device:${place}:${userId}`;
const USED = "accord-own-device";

/** Did this person say that this is their own device? */
export function isOwnDevice(owner: Owner): boolean {
  return read(choiceOf(owner)) === "yes";
}

/** Keeps the choice, for this person and this browser. Taking it back forgets what was kept. */
export async function chooseOwnDevice(owner: Owner, own: boolean): Promise<void> {
  if (own) {
    write(USED, "yes");
    write(choiceOf(owner), "yes");
    return;
  }
  write(choiceOf(owner), null);
  await forget(owner);
}

/** Without anybody's choice no database is ever made. */
function isUsed(): boolean {
  return read(USED) === "yes";
}

/** A browser may refuse storage altogether; then there is none. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing can be kept here.
  }
}

const under = (...start: string[]) => IDBKeyRange.bound(start, [...start, []]);

let database: Promise<IDBDatabase> | null = null;

/** @returns `null` when the browser would not do it */
async function run<T>(work: (store: IDBObjectStore) => Promise<T>): Promise<T | null> {
  try {
    database ??= openDB(NAME, (db) => db.createObjectStore(STORE));
    const [store] = transact(await database, [STORE]) as [IDBObjectStore];
    const { transaction } = store;
    const written = new Promise<void>((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
    });
    const [answer] = await Promise.all([work(store), written]);
    return answer;
  } catch {
    database = null;
    return null;
  }
}
