import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";

/** Downloads the PDF of the record a page shows. */
export async function downloadPdf(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /PDF/ }).first().click(),
  ]);
  const paper = readFileSync(await download.path());
  expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
  return paper;
}

/**
 * Somebody who has nothing to do with Accord checks a record: as it is, and with one byte flipped.
 * @param secret a word of the record that the answer must not hold
 */
export async function checkedByAStranger(browser: Browser, baseURL: string, paper: Buffer, secret: string) {
  const stranger = await browser.newContext({ baseURL });
  const page = await stranger.newPage();
  const flipped = Buffer.from(paper);
  flipped.writeUInt8(flipped.readUInt8(flipped.length >> 1) ^ 1, flipped.length >> 1);
  for (const [buffer, says] of [
    [paper, "Unchanged"],
    [flipped, "Changed"],
  ] as const) {
    await page.goto("/verify");
    await page.getByLabel(/Choose the file/).setInputFiles({ name: "record.pdf", mimeType: "application/pdf", buffer });
    await page.getByRole("button", { name: "Check the file" }).click();
    await expect(page.getByRole("status").getByRole("heading", { name: says, exact: true })).toBeVisible();
  }
  await expect(page.locator("body")).not.toContainText(secret);
  await stranger.close();
}

/**
 * Reads the paper with tools that know nothing of Accord, where the machine has them: its signature stands over all of
 * it, and it holds these words, or none of them.
 */
export function paperSays(paper: Buffer, words: readonly string[], held = true): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), "accord-paper-"));
  try {
    const file = path.join(folder, "paper.pdf");
    writeFileSync(file, paper);
    const signed = spawnSync("pdfsig", ["-nocert", file], { encoding: "utf8" });
    if (!signed.error) {
      expect(signed.stdout).toContain("Signature is Valid");
      expect(signed.stdout).toContain("Total document signed");
    }
    const text = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    if (text.error) return;
    const said = text.stdout.replace(/\s+/g, " ");
    for (const each of words) expect(said.includes(each), each).toBe(held);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
