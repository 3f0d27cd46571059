import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import * as schema from "./schema.ts";

export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database; $known: Known };

/** What was worked out of rows, by name, with the version of the rows it was worked out of. */
type Known = Map<string, { version: string; value: unknown }>;

/** The oldest of more than these is forgotten. */
const MOST_KNOWN = 5_000;

/**
 * Works something out of rows once, until they change.
 * @param version tells the rows' state apart from every other: a hash or a state they hold themselves
 */
export function known<T>({ $known }: Db, name: string, version: string, work: () => T): T {
  const found = $known.get(name);
  if (found?.version === version) return found.value as T;
  const value = work();
  $known.delete(name);
  $known.set(name, { version, value });
  const [oldest] = $known.keys();
  if ($known.size > MOST_KNOWN && oldest !== undefined) $known.delete(oldest);
  return value;
}

/** The pragmas every connection must really have. Source: SQLite documentation; better-sqlite3 opens WAL files at NORMAL. */
const PRAGMAS = [
  ["journal_mode", "wal"],
  ["synchronous", 2],
  ["foreign_keys", 1],
  ["busy_timeout", 5000],
  ["trusted_schema", 0],
  // Pages, 16 MiB: moving the log into the database stops everybody for a moment, so it is done rarely.
  ["wal_autocheckpoint", 4000],
] as const;

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * The only place that opens a database: sets the pragmas, reads each back, then brings the tables up to date.
 * @param dataDir folder that holds `accord.db`; made when missing.
 * @throws when a pragma does not hold: a database that may lose acknowledged edits must not serve.
 */
export function openDatabase(dataDir: string): Db {
  // Personnel files: nobody else on this computer reads them.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const client = keepStatements(new Database(path.join(dataDir, "accord.db")));
  for (const [name, value] of PRAGMAS) client.exec(`pragma ${name} = ${value}`);
  for (const [name, value] of PRAGMAS) {
    const read = client.prepare(`pragma ${name}`).pluck().get();
    if (read !== value) {
      client.close();
      throw new Error(
        `The database refused ${name}=${value} (it reads back ${String(read)}). Accord does not start without it.`,
      );
    }
  }
  const db = Object.assign(drizzle(client, { schema }), { $known: new Map() });
  migrate(db, { migrationsFolder: MIGRATIONS });
  return db;
}

/** Never read: it only keeps what must not be freed, see below. */
const neverFreed: unknown[] = [];

/**
 * Prepares each statement once and keeps it, with its database, for the life of the process. Besides the time saved:
 * since Node 24.19 the process aborts when better-sqlite3 12 frees one of them (or an iterator over one: use all()) during a garbage collection outside of any
 * script; better-sqlite3 13 has no such flaw, and no Node 20. A kept statement is handed out in its default mode,
 * whatever its last caller made of it.
 */
function keepStatements(client: Database.Database): Database.Database {
  const prepare = client.prepare.bind(client) as (sql: string) => Database.Statement;
  const kept = new Map<string, Database.Statement>();
  neverFreed.push(client, kept);
  client.prepare = ((sql: string) => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.set(sql, statement);
    return statement.reader ? statement.raw(false).pluck(false) : statement;
  }) as typeof client.prepare;
  return client;
}
