import type { Db } from "#db/open.ts";

/** Sizes of what is stored, without scanning it. */
export interface StoreFigures {
  logRows(): number;
  databaseBytes(): number;
  snapshots(): number;
}

export function createStoreFigures({ $client }: Db): StoreFigures {
  const figure = (sql: string) => {
    const statement = $client.prepare<[], number | null>(sql).pluck();
    return () => {
      try {
        return statement.get() ?? 0;
      } catch {
        // A store in trouble has an alert of its own; the other figures must still be told.
        return 0;
      }
    };
  };
  const pages = figure("pragma page_count");
  const pageSize = figure("pragma page_size");
  return {
    // Nothing is ever taken out of a log: the number of its last row is the number of its rows.
    logRows: figure("select sum((select max(seq) from room_update where room_id = room.id)) from room"),
    databaseBytes: () => pages() * pageSize(),
    snapshots: figure("select count(*) from room_snapshot"),
  };
}
