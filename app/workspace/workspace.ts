/** What all rooms of a page share: their statuses, one coalesced "load the page's data again", whose page it is, and unsent text handed back. */
import { createContext } from "react";
import type { Connection } from "./connection.ts";
import type { Owner } from "./outbox.ts";
import type { RoomStatus } from "./save-status.ts";
import type { UnsentText } from "./unsent.ts";

export interface HandedOver {
  sentence: string;
  texts: UnsentText[];
}

type Handed = (HandedOver & { owner: Owner | null }) | null;

let handed: Handed = null;
const listeners = new Set<() => void>();

/** The text that waits for copying. Beside React, in the browser only: it outlives a page that an error replaced. */
export const handedText = {
  get: (): Handed => handed,
  set: (next: Handed) => {
    handed = next;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export interface Workspace {
  /** Runs the page's loaders again; several calls together make one run. Resolves when their answers are on the page. */
  revalidate(): Promise<void>;
  /** Counts a room's status in until the returned function is called. */
  watch(connection: Connection, status: () => RoomStatus): () => void;
  /** Offers text that will not be sent for copying; nothing happens without texts. */
  handOver(sentence: string, texts: UnsentText[]): void;
  /** Whose page this is; `null` while nobody is signed in. */
  owner(): Owner | null;
  /** Is it still theirs? When somebody else signed in meanwhile, the page lets go of everything and loads anew. */
  stillMine(): boolean;
  /** Does a form of the page hold words that were not sent? */
  formWords(): boolean;
  /** What the server had announced when it read this page's data; the rooms compare. */
  seen(): string | null;
}

/** Without a provider nothing is shown and nothing loads again; pages stay usable. */
export const WorkspaceContext = createContext<Workspace>({
  revalidate: () => Promise.resolve(),
  watch: () => () => {},
  handOver: () => {},
  owner: () => null,
  stillMine: () => true,
  formWords: () => false,
  seen: () => null,
});
