import path from "node:path";
import { bench, freePort, type Kind, listen } from "./server.ts";

/** The reference server that y-websocket 2.1.0 brings, as it is. */
function yWebsocket(name: string, store: (dir: string) => Record<string, string>): Kind {
  return {
    name,
    persists: Object.keys(store("")).length > 0,
    prepare: async (_dir, count) => ({
      rooms: Array.from({ length: count }, (_, i) => `room-${i}`),
      fragment: "notes",
      headers: {},
    }),
    async start(dir, place) {
      const port = await freePort();
      const file = path.join(bench, "node_modules/y-websocket/bin/server.cjs");
      const env = { HOST: "127.0.0.1", PORT: `${port}`, ...store(dir) };
      const { match: _, ...child } = await listen([file], env, /running at/);
      return { ...place, ...child, dialect: "plain", address: `ws://127.0.0.1:${port}` };
    },
  };
}

export const yWebsocketMemory = yWebsocket("y-websocket", () => ({}));
export const yWebsocketLevel = yWebsocket("y-leveldb", (dir) => ({ YPERSISTENCE: path.join(dir, "level") }));
