/** What all rooms of a page share: their statuses, one coalesced "load the page's data again", and unsent text handed back. */
import { createContext } from "react";
import type { Connection } from "./connection.ts";
import type { RoomStatus } from "./save-status.ts";
import type { UnsentText } from "./unsent.ts";

export interface HandedOver {
  sentence: string;
  texts: UnsentText[];
}

export interface Workspace {
  /** Runs the page's loaders again; several calls together make one run. Resolves when their answers are on the page. */
  revalidate(): Promise<void>;
  /** Counts a room's status in until the returned function is called. */
  watch(connection: Connection, status: () => RoomStatus): () => void;
  /** Offers text that will not be sent for copying; nothing happens without texts. */
  handOver(sentence: string, texts: UnsentText[]): void;
}

/** Without a provider nothing is shown and nothing loads again; pages stay usable. */
export const WorkspaceContext = createContext<Workspace>({
  revalidate: () => Promise.resolve(),
  watch: () => () => {},
  handOver: () => {},
});
