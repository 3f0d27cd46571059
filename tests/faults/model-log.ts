import type { Db } from "../../db/open.ts";
import { parseRoom, type Room } from "../../shared/rooms.ts";
import type { Place } from "./model-plain.ts";

/** A row that a person wrote. */
export interface LogRow {
  seq: number;
  userId: string;
  bytes: Buffer;
  room: Room;
}

/**
 * Looks at each new row of some rooms' logs from outside: only what is committed is seen. @param outside a connection
 * the server does not use. @returns a function that looks now
 */
export function watchLog(outside: Db, prefix: string, look: (row: LogRow) => void): () => void {
  const rooms = outside.$client.prepare<[string], { id: number; name: string }>(
    "select id, name from room where name like ? order by id",
  );
  const rowsAfter = outside.$client.prepare<[number, number], { seq: number; userId: string | null; bytes: Buffer }>(
    "select seq, user_id as userId, bytes from room_update where room_id = ? and seq > ? order by seq",
  );
  // Moves when another connection commits.
  const version = outside.$client.prepare<[], { data_version: number }>("pragma data_version");
  const last = new Map<number, number>();
  let seen = -1;
  return () => {
    const now = version.get()?.data_version ?? 0;
    if (now === seen) return;
    seen = now;
    for (const { id, name } of rooms.all(`${prefix}%`))
      for (const { seq, userId, bytes } of rowsAfter.all(id, last.get(id) ?? 0)) {
        last.set(id, seq);
        if (userId !== null) look({ seq, userId, bytes, room: parseRoom(name) as Room });
      }
  };
}

export function placeOf(room: Room): Place {
  if (room.part === "card") return { part: "card", owner: room.userId };
  return room.part === "joint" ? { part: "joint", revision: room.revision } : { part: "notes" };
}
