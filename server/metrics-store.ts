import type { Db } from "#db/open.ts";

/** Sizes of what is stored, without scanning it. */
export interface StoreFigures {
  logRows(): number;
  databaseBytes(): number;
  snapshots(): number;
}

export function createStoreFigures({ $client }: Db): StoreFigures {
  const figure = (sql: string) => () => {
    try {
      return ($client.prepare(sql).pluck().get() as number | null) ?? 0;
    } catch {
      // A store in trouble has an alert of its own; the other figures must still be told.
      return 0;
    }
  };
  const pages = figure("pragma page_count");
  const pageSize = figure("pragma page_size");
  return {
    // Nothing is ever taken out of the log, so its last row's number is the number of its rows.
    logRows: figure("select max(rowid) from room_update"),
    databaseBytes: () => pages() * pageSize(),
    snapshots: figure("select count(*) from room_snapshot"),
  };
}
