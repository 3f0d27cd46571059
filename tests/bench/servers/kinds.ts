import { accord } from "./accord.ts";
import { hocuspocusSqlite } from "./hocuspocus.ts";
import type { Kind } from "./server.ts";
import { yWebsocketLevel, yWebsocketMemory } from "./y-websocket.ts";

/** All that can be measured; Accord first, the others are its peers. */
export const kinds: readonly Kind[] = [accord, yWebsocketMemory, yWebsocketLevel, hocuspocusSqlite];

/** @throws when there is no such server. */
export function kindOf(name: string): Kind {
  const kind = kinds.find((each) => each.name === name);
  if (!kind) throw new Error(`There is no server ${name}. There are: ${kinds.map((each) => each.name).join(", ")}.`);
  return kind;
}
