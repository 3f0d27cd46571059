import path from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import Database from "better-sqlite3";
import { gatherAll, type OpenDoors, openDoors } from "./doors.ts";
import type { Person } from "./people.ts";
import type { Product } from "./server.ts";

/** The people of an officer's two years, each with a browser of their own. The first one sets the program up. */
export const CAST = {
  amara: { name: "Amara Osei", place: "district:coordinator" },
  dana: { name: "Lt. Dana Ortiz", place: "agency:supervisor" },
  alex: { name: "Lt. Alex Stone", place: "agency:supervisor" },
  ruth: { name: "Principal Ruth Bell", place: "district:administrator" },
  casey: { name: "Officer Casey Monroe", place: "agency:officer" },
  nina: { name: "Officer Nina Patel", place: "agency:officer" },
  tom: { name: "Chief Tom Brandt", place: "agency:executive" },
  lillian: { name: "Supt. Lillian Cho", place: "district:executive" },
} as const;

export type Who = keyof typeof CAST;
export type Everybody = Record<Who, Person>;
export type Play = OpenDoors<Who>;
export type Year = ReturnType<typeof yearOf>;

/** A browser for everybody; the chief's laptop and the superintendent's stand in other time zones. */
export const gather = (browser: Browser, product: Product): Promise<Everybody> =>
  gatherAll(browser, product, CAST, {
    tom: { timezoneId: "Pacific/Auckland" },
    lillian: { timezoneId: "America/New_York" },
  });

/** Days without school; the first three lie in a checkpoint's working days. */
const HOLIDAYS = ["2026-09-07", "2026-11-26", "2026-11-27", "2027-05-31", "2027-07-05", "2027-09-06"];

/** What both years share: the people, the doors, an agreement in force, a case. */
export function yearOf(product: Product, all: () => Everybody) {
  const play: Play = openDoors(product, CAST, all);
  const pageOf = (who: Who): Page => all()[who].page;

  /** Writes rows for which no page exists. */
  function insert(sql: string, rows: readonly (readonly unknown[])[]): void {
    const db = new Database(path.join(product.dataDir, "accord.db"));
    try {
      const statement = db.prepare(sql);
      for (const row of rows) statement.run(...row);
    } finally {
      db.close();
    }
  }

  return {
    play,
    all,
    pageOf,
    url: () => product.url,

    /** The program with its people, its holidays, and its standard agreement in force. */
    async found(): Promise<void> {
      await play.found({ school: "Larkfield High School", grades: "9 to 12" });
      insert(
        "insert into holiday (program_id, day, name, user_id, at) values (?, ?, 'No school', ?, 1)",
        HOLIDAYS.map((day) => [play.programId(), day, play.idOf("amara")]),
      );
      await play.post("dana", "/agreement/opening");
      for (const who of ["dana", "ruth"] as const) {
        await pageOf(who).goto("/agreement/1");
        await pageOf(who).getByRole("button", { name: "Mark the text ready" }).click();
        const marks = "select count(*) as n from agreement where kind = 'mou-ready' and user_id = ?";
        await expect.poll(() => play.one<{ n: number }>(marks, play.idOf(who)).n).toBe(1);
      }
      await play.post("dana", "/agreement/1/freezing");
      const { hash } = play.one<{ hash: string }>("select terms_hash as hash from mou");
      for (const who of ["lillian", "tom"] as const) await play.post(who, "/agreement/1/signature", { hash });
    },

    /** An officer's file at the school, led by Lt. Ortiz and Principal Bell. @returns the assignment's id */
    async openCase(
      officer: "casey" | "nina",
      { fromDate, began }: { fromDate: string; began: string },
    ): Promise<string> {
      const { id: schoolId } = play.one<{ id: string }>("select id from school");
      const file = await play.post("amara", "/officers/new", {
        officerId: play.idOf(officer),
        schoolId,
        post: "",
        fromDate,
        began,
        supervisorId: play.idOf("dana"),
        administratorId: play.idOf("ruth"),
      });
      return file.split("/").at(-1) ?? "";
    },

    /** Opens a page of the case and waits for its heading. */
    async at(who: Who, to: string, heading: string | RegExp): Promise<Page> {
      const page = pageOf(who);
      await page.goto(to);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      return page;
    },
  };
}

/** The form of one act, by its button. */
export const actOf = (page: Page, button: string) =>
  page.locator("form").filter({ has: page.getByRole("button", { name: button, exact: true }) });

/** Ticks what is signed and signs it. */
export async function sign(page: Page, button: string): Promise<void> {
  const act = actOf(page, button);
  await act.getByRole("checkbox").check();
  await act.getByRole("button", { name: button }).click();
  await expect(page.getByRole("button", { name: button, exact: true })).toHaveCount(0);
}

/** What went wrong in anybody's console, but for lines that ended because the day did, and pages that are not theirs. */
export function nothingBroke(everybody: Everybody, ...expected: RegExp[]): void {
  const ended =
    /WebSocket (connection|is already in CLOSING)|AbortError: signal is aborted|Failed to fetch|ERR_ABORTED/;
  const problems = Object.values(everybody).flatMap((person) => person.problems);
  expect(problems.filter((line) => ![ended, ...expected].some((known) => known.test(line)))).toEqual([]);
}
