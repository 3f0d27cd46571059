import path from "node:path";
import { bench, type Kind, listen } from "./server.ts";

/** hocuspocus 4.7.0 with its sqlite extension, both with their defaults. */
export const hocuspocusSqlite: Kind = {
  name: "hocuspocus-sqlite",
  persists: true,
  prepare: async (_dir, count) => ({
    rooms: Array.from({ length: count }, (_, i) => `room-${i}`),
    fragment: "notes",
    headers: {},
  }),
  async start(dir, place) {
    const file = path.join(bench, "servers/hocuspocus-main.mjs");
    const { match, ...child } = await listen([file, path.join(dir, "rooms.sqlite")], {}, /listening on (\d+)/);
    return { ...place, ...child, dialect: "named", address: `ws://127.0.0.1:${match[1]}` };
  },
};
