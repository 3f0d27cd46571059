import type { Logger } from "pino";
import type { Db } from "#db/open.ts";
import type { Rooms } from "../context.ts";
import type { Env } from "../env.ts";

export function createRooms(_deps: { db: Db; clock: () => number; env: Env; log: Logger }): Rooms {
  throw new Error("rooms");
}
