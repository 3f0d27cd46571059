import path from "node:path";
import type { Browser } from "@playwright/test";
import Database from "better-sqlite3";
import type * as Y from "yjs";
import { openClient } from "../support/collab.ts";
import { type Person, screen } from "./people.ts";
import type { Product } from "./server.ts";

/** Somebody of a story: the name, and "party:role". */
export type CastMember = Readonly<{ name: string; place: string }>;

const PASSWORD = "a quiet river runs east";
const mailOf = (who: string) => `${who}@larkfield.example`;

export type OpenDoors<W extends string> = ReturnType<typeof openDoors<W>>;

/**
 * The steps another story plays in the browser already, through the same doors without one: the posted forms with the
 * person's own cookies, and the live rooms as the person's own client. The first of the cast sets the program up.
 */
export function openDoors<W extends string>(
  product: Product,
  cast: Record<W, CastMember>,
  all: () => Record<W, Person>,
) {
  const everybody = Object.keys(cast) as W[];

  /** Sends a form as a browser without scripts does. @throws with the page's words when it is refused */
  async function post(who: W, to: string, form: Record<string, string> = {}): Promise<string> {
    const answer = await all()[who].context.request.post(to, {
      form,
      headers: { Origin: product.url, Accept: "text/html" },
      maxRedirects: 0,
    });
    const text = await answer.text();
    if (answer.status() >= 400) throw new Error(`${who} ${to}: ${answer.status()} ${text.slice(0, 400)}`);
    const { location = text } = answer.headers();
    if (/^\/sign-in\b/.test(location)) throw new Error(`${who} ${to}: not signed in`);
    return location;
  }

  /** Writes in a live room as this person, and waits until the server acknowledged it. */
  async function write(who: W, room: string, change: (doc: Y.Doc) => void): Promise<void> {
    const cookies = await all()[who].context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const client = openClient({ url: product.url, room, cookie });
    await client.synced();
    change(client.doc);
    await client.saved();
    client.destroy();
  }

  /** Reads the database beside the server: ids the pages keep in their addresses. */
  function look<T>(sql: string, ...given: unknown[]): T[] {
    const db = new Database(path.join(product.dataDir, "accord.db"), { readonly: true });
    try {
      return db.prepare<unknown[], T>(sql).all(...given);
    } finally {
      db.close();
    }
  }

  function one<T>(sql: string, ...given: unknown[]): T {
    const [row] = look<T>(sql, ...given);
    if (!row) throw new Error(`nothing found: ${sql} ${given.join(" ")}`);
    return row;
  }

  async function signIn(who: W): Promise<void> {
    await post(who, "/sign-in", { email: mailOf(who), password: PASSWORD, back: "/desk" });
  }

  return {
    post,
    write,
    look,
    one,
    signIn,
    idOf: (who: W) => one<{ id: string }>("select id from user where email = ?", mailOf(who)).id,
    programId: () => one<{ id: string }>("select id from program").id,

    /** The program on an empty database, and everybody in it by an invitation of their own. */
    async found(school: { school: string; grades: string }): Promise<void> {
      const [founder] = everybody as [W];
      const { name } = cast[founder];
      await post(founder, "/setup", {
        program: "Larkfield School Resource Officer Program",
        agency: "Larkfield Police Department",
        district: "Larkfield Unified School District",
        timeZone: "America/Denver",
        ...school,
        name,
        email: mailOf(founder),
        party: "district",
        password: PASSWORD,
      });
      for (const who of everybody) {
        if (who === founder) continue;
        const page = await post(founder, "/people", {
          name: cast[who].name,
          place: cast[who].place,
          email: mailOf(who),
        });
        const link = /\/invitation\/[\w-]+/.exec(page)?.[0] ?? "";
        await post(who, link, { name: cast[who].name, password: PASSWORD });
      }
    },

    /** Time goes on where everybody sits. */
    move: (iso: string) => product.moveTo(iso),

    /** A new day: the server's clock moves, yesterday's sessions are over, whoever has to do something signs in again. */
    async day(iso: string, here: readonly W[] = everybody): Promise<void> {
      for (const { page } of Object.values<Person>(all())) await page.goto("about:blank");
      await product.moveTo(iso);
      for (const who of here) await signIn(who);
    },
  };
}

/** A browser for everybody. @param options of one person's own: another time zone */
export async function gatherAll<W extends string>(
  browser: Browser,
  product: Product,
  cast: Record<W, CastMember>,
  options: Partial<Record<W, Parameters<typeof screen>[3]>> = {},
): Promise<Record<W, Person>> {
  const people = {} as Record<W, Person>;
  for (const who of Object.keys(cast) as W[]) people[who] = await screen(browser, product, who, options[who]);
  return people;
}
