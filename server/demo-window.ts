import type { Db } from "#db/open.ts";
import { installation } from "#db/schema.ts";

const PREFIX = /^\/as\/([a-z0-9.-]{1,64}?)(?=\/|\.data(?:\?|$)|\?|$)/;

/**
 * The demo window a path belongs to. Each window of the demo lives under /as/<person>/ with a cookie of its own, so
 * that one browser can show several people side by side. On a program that is not the demo there are no windows.
 * @returns the person's dotted name, or `null`.
 */
export function windowOf(db: Db, url: string): string | null {
  const match = PREFIX.exec(url);
  if (!match?.[1]) return null;
  return db.select().from(installation).get()?.kind === "demo" ? match[1] : null;
}

/** The path without its demo window. */
export function withoutWindow(url: string): string {
  const rest = url.replace(PREFIX, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
