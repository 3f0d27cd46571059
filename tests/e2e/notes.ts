import path from "node:path";
import { expect, type Page } from "@playwright/test";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { type NoteBlock, readNotes } from "../../shared/documents/notes.ts";
import type { Product } from "./server.ts";

/** The shared notes of an interview, for whoever writes in them. */
export const notes = (page: Page) => page.locator("main").getByRole("textbox", { name: "What was said" });

/** From the desk into the interview that is live; a panelist who has not declared does so. */
export async function joinInterview(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /Join the interview of/ })
    .first()
    .click();
  await expect(page.getByText(/Question \d+ of/).first()).toBeVisible();
  const declare = page.getByRole("button", { name: "Declare" });
  if (await declare.isVisible()) {
    await page.getByLabel("I have no tie to this candidate").check();
    await declare.click();
  }
  const kit = page.getByRole("button", { name: "Acknowledge the kit" });
  await expect(declare).toHaveCount(0);
  if (await kit.isVisible()) await kit.click();
  await expect(notes(page)).toBeVisible();
}

/** The interview whose page this is. */
export const interviewAt = (page: Page) => new URL(page.url()).pathname.split("/")[2] ?? "";

/** The notes as the database's log has them, read beside the server. */
export function loggedNotes(product: Product, interview: string): NoteBlock[] {
  const db = new Database(path.join(product.dataDir, "accord.db"), { readonly: true });
  const rows = db
    .prepare<[string], { bytes: Buffer }>(
      "select u.bytes from room_update u join room r on r.id = u.room_id where r.name like ? order by r.id, u.seq",
    )
    .all(`%/interview/${interview}/notes/%`);
  db.close();
  const doc = new Y.Doc();
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
  return readNotes(doc);
}
