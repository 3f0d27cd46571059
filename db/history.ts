import type { LogRow } from "#shared/history.ts";
import type { Db } from "./open.ts";

/** The next rows of a room's log, in order. @param after the number of the last row already read; 0 for none. */
export function logRows(db: Db, roomId: number, after: number, most: number): LogRow[] {
  return db.$client
    .prepare<[number, number, number], LogRow>(
      "select seq, user_id as userId, at, bytes from room_update where room_id = ? and seq > ? order by seq limit ?",
    )
    .all(roomId, after, most);
}
