import path from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { continueAs, type Person, saved, screen } from "./people.ts";
import type { Product } from "./server.ts";

/** The agreement that both leads are writing in the demo, and one field of it. */
export const AGREEMENT = "/selection/summer-programs/agreement";
export const TIE = "When two candidates have equal totals";

/** One of the two leads, at the agreement that is being written. */
export async function lead(
  browser: Browser,
  product: Product,
  slug: string,
  { baseURL = product.url, at = AGREEMENT } = {},
): Promise<Person> {
  const person = await screen(browser, product, slug, { baseURL });
  await continueAs(person, slug);
  await person.page.goto(at);
  if (at === AGREEMENT) await saved(person.page);
  return person;
}

export const save = (page: Page) => page.locator(".save").first();
export const tie = (page: Page) => page.getByLabel(TIE);

export const words = (round: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${round}${String(i).padStart(3, "0")}`);

/** Types words, letter by letter, each followed by a space. */
export async function type(
  page: Page,
  each: readonly string[],
  at: "Control+Home" | "Control+End" = "Control+End",
): Promise<void> {
  await tie(page).focus();
  await page.keyboard.press(at);
  await page.keyboard.type(each.map((word) => `${word} `).join(""), { delay: 12 });
}

export async function clear(page: Page): Promise<void> {
  await tie(page).fill("");
  await saved(page);
}

/** What the database's log has of an agreement, read beside the server. */
export function logOf(product: Product) {
  let known = { doc: new Y.Doc(), rows: 0 };

  function log(round = "summer-programs", after = 0): { seq: number; bytes: Buffer }[] {
    const db = new Database(path.join(product.dataDir, "accord.db"), { readonly: true });
    try {
      return db
        .prepare<[string, number], { seq: number; bytes: Buffer }>(
          `select u.seq, u.bytes from room_update u join room r on r.id = u.room_id
           where r.id = (select id from room where name like ? || '%' order by id desc limit 1) and u.seq > ? order by u.seq`,
        )
        .all(`larkfield/process/${round}/agreement/r`, after);
    } finally {
      db.close();
    }
  }

  /** The field as the database's log has it. Rows are only ever added: what was read once is not read again. */
  function storedText(): string {
    const rows = log("summer-programs", known.rows);
    for (const { bytes } of rows) Y.applyUpdate(known.doc, bytes);
    known = { ...known, rows: rows.at(-1)?.seq ?? known.rows };
    return String(known.doc.getMap("texts").get("tieRule") ?? "");
  }

  return { log, storedText, storedWords: () => storedText().split(" ").filter(Boolean) };
}

/** Does one text hold the other, whatever was written in between? */
function holds(text: string, part: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === part[at]) at++;
  return at === part.length;
}

interface Moment {
  words: number;
  saidSaved: number;
}

/** Looks at the page over and over, and at the log after each look. */
export function watchTruth(page: Page, storedText: () => string) {
  const moment: Moment = { words: 0, saidSaved: 0 };
  const lies: string[] = [];
  let going = true;
  const look = async () => {
    while (going) {
      const seen = await page
        .evaluate((label) => {
          const line = document.querySelector(".save");
          const name = [...document.querySelectorAll("label")].find((each) => each.textContent?.includes(label));
          const field = name && (document.getElementById(name.htmlFor) as HTMLTextAreaElement | null);
          return { says: line?.textContent ?? "", unsent: line?.getAttribute("data-unsent"), text: field?.value ?? "" };
        }, TIE)
        .catch(() => null);
      if (!seen) continue;
      moment.words = seen.text.split(" ").filter(Boolean).length;
      if (seen.says.startsWith("Saved") && seen.unsent === "0") {
        moment.saidSaved++;
        const stored = storedText();
        if (!holds(stored, seen.text))
          lies.push(`said "${seen.says}" with "${seen.text}" while the log had "${stored}"`);
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  const looking = look();
  return {
    until: (holds: (seen: Moment) => boolean) => expect.poll(() => holds(moment), { timeout: 60_000 }).toBe(true),
    end: async () => {
      going = false;
      await looking;
      expect(lies).toEqual([]);
      return moment;
    },
  };
}
