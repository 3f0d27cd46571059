import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openDatabase } from "../../db/open.ts";
import { campaign } from "../support/campaign.ts";
import { FAULTS } from "./planted/faults.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCRIPT = fileURLToPath(new URL("./planted.mjs", import.meta.url));
const c = campaign("planted", { short: 0, long: 8 });

test("[PLANT-1] a database is opened so that a commit waits for the disk (synchronous=FULL in a write-ahead log)", () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-open-"));
  const { $client } = openDatabase(dataDir);
  expect($client.pragma("synchronous", { simple: true }), "synchronous=FULL is 2").toBe(2);
  expect($client.pragma("journal_mode", { simple: true })).toBe("wal");
  $client.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test("[PLANT-2] each planted fault still has its place in the code", () => {
  const places = FAULTS.flatMap(({ edits }) => edits).map(({ file, find }) => ({
    file,
    find,
    times: readFileSync(path.join(ROOT, file), "utf8").split(find).length - 1,
  }));
  expect(places.filter(({ times }) => times !== 1)).toEqual([]);
  expect(FAULTS).toHaveLength(8);
});

test.skipIf(!c.long)(
  "[PLANT-2] each of eight planted faults turns the test red that is there for it",
  { timeout: 3_600_000 },
  () => {
    const { stdout, stderr } = spawnSync(process.execPath, [SCRIPT], { encoding: "utf8" });
    expect(`${stdout}${stderr}`).toContain("8 of 8 caught");
    c.record(
      { "faults planted": 8, "faults caught": 8 },
      "Eight known faults; what nobody thought of is not among them.",
    );
  },
);
