import { parseArgs } from "node:util";
import { openDatabase } from "#db/open.ts";
import { makePasswordLinkByShell } from "../commands/password-links.ts";
import type { Env } from "../env.ts";

/**
 * `npm run accord -- password-link --for EMAIL`: a way back for an installation whose only coordinator is locked out.
 * Whoever can run it can read the database anyway. @returns the link. @throws Error with a sentence that says what to do.
 */
export function passwordLink(args: string[], env: Env): string {
  const { values } = parseArgs({ args, options: { for: { type: "string" }, url: { type: "string" } } });
  if (!values.for) throw new Error("Say for whom: npm run accord -- password-link --for name@agency.gov");
  const address = values.url ?? env.PUBLIC_URL;
  if (!address || !URL.canParse(address))
    throw new Error("Say the address people type, in full: --url https://accord.example.org (or set PUBLIC_URL).");
  const db = openDatabase(env.DATA_DIR);
  try {
    const made = makePasswordLinkByShell(db, { email: values.for, now: Date.now() });
    if (!made.ok) throw new Error(made.sentence);
    return new URL(`/invitation/${made.token}`, address).href;
  } finally {
    db.$client.close();
  }
}
