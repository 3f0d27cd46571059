/** Snapshots only speed up loading: here they come and go at the worst moments. */
import { openLog, roomByName } from "../../db/rooms.ts";
import { openSnapshots } from "../../db/snapshots.ts";
import { roomName } from "../../shared/rooms.ts";
import type { World } from "./model-world.ts";

/** Keeps one of each room, as it stands in the log. @returns how many */
export function keepSnapshots(world: World): number {
  const log = openLog(world.db);
  const snapshots = openSnapshots(world.db, log);
  let count = 0;
  for (const at of world.places.values()) {
    const stored = roomByName(world.db, roomName(world.roomOf(at)));
    if (!stored) continue;
    snapshots.keep(stored.id, log.head(stored.id), world.replayed(at).doc, world.clock());
    count++;
  }
  return count;
}

/** Takes all of them away behind the server's back. @returns what happened, in words */
export function dropSnapshots({ outside }: World): string {
  const { changes } = outside.$client.prepare("delete from room_snapshot").run();
  return changes > 0 ? "the snapshots are deleted" : "there are no snapshots to delete";
}
