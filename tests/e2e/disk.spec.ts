import { statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import Database from "better-sqlite3";
import { type Disk, smallDisk, writeBan } from "../support/small-disk.ts";
import { AGREEMENT, clear, lead, logOf, save, tie, type, watchTruth, words } from "./agreement.ts";
import { openDemo, saved } from "./people.ts";
import { Product } from "./server.ts";

/*
 * Two leads have one agreement open, and the server's disk takes nothing more: a small file system of its own that is
 * full where this machine lets us mount one, a ban on writing otherwise.
 */
const product = new Product();
const { log, storedText, storedWords } = logOf(product);
let mounted: ReturnType<typeof smallDisk> = null;
let disk: Disk | null = null;

test.beforeAll(async ({ browser }) => {
  mounted = smallDisk(product.dataDir, 48);
  disk = mounted ?? writeBan(() => product.pid ?? 0);
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(async () => {
  await product.stop();
  mounted?.unmount();
  await product.close();
});

test("[SAVE-19] while the server's disk is full both screens say so, nothing says Saved, and all arrives once there is room", async ({
  browser,
}, info) => {
  test.skip(!disk, "a disk that takes nothing needs Linux");
  info.annotations.push({ type: "disk", description: disk?.kind });
  const [dana, ruth] = [await lead(browser, product, "dana.ortiz"), await lead(browser, product, "ruth.bell")];
  await clear(dana.page);
  await type(dana.page, ["before"]);
  await saved(dana.page);
  await expect(tie(ruth.page)).toHaveValue("before ");
  const watches = [watchTruth(dana.page, storedText), watchTruth(ruth.page, storedText)];

  settle();
  disk?.fill();
  const kept = log();
  await type(dana.page, words("d", 6));
  await expect(save(dana.page)).toHaveText(
    "The server cannot save just now. 30 changes kept here. Keep this tab open.",
  );
  await expect(save(ruth.page)).toHaveText("The server cannot save just now. New changes are kept here.");
  await type(ruth.page, words("r", 3), "Control+Home");
  await expect(save(ruth.page)).toHaveText(
    "The server cannot save just now. 15 changes kept here. Keep this tab open.",
  );
  // Somebody who comes now reads what is saved, and is told the same.
  const late = await ruth.context.newPage();
  await late.goto(AGREEMENT);
  await expect(save(late)).toHaveText("The server cannot save just now. New changes are kept here.");
  await expect(tie(late)).toHaveValue("before ");
  // The server has tried again meanwhile, and nobody's words went anywhere.
  await late.waitForTimeout(2_500);
  for (const page of [dana.page, ruth.page]) await expect(save(page)).toContainText("The server cannot save just now.");
  await expect(tie(dana.page)).toHaveValue(`before ${words("d", 6).join(" ")} `);
  await expect(tie(ruth.page)).toHaveValue(`${words("r", 3).join(" ")} before `);
  expect(log()).toEqual(kept);

  disk?.free();
  for (const page of [dana.page, ruth.page, late]) await saved(page);
  expect(storedWords()).toEqual([...words("r", 3), "before", ...words("d", 6)]);
  for (const page of [dana.page, ruth.page, late]) await expect(tie(page)).toHaveValue(storedText());
  for (const watch of watches) expect((await watch.end()).saidSaved).toBeGreaterThan(0);
  await Promise.all([dana.context.close(), ruth.context.close()]);
});

/** Carries over what was written already, so that the very next edit needs room. */
function settle(): void {
  const file = path.join(product.dataDir, "accord.db");
  const db = new Database(file);
  db.pragma("wal_checkpoint(truncate)");
  db.close();
  expect(statSync(`${file}-wal`).size).toBe(0);
}
