import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDatabase } from "../../db/open.ts";
import { seedDemo } from "../../db/seed/demo.ts";
import { campaign } from "../support/campaign.ts";
import type { Time } from "./model-pace.ts";
import { type Outcome, run } from "./model-run.ts";
import PINNED from "./model-seeds.json" with { type: "json" };
import type { Store } from "./model-world.ts";

const OPERATIONS = 200;
const c = campaign("model", { short: 20, long: 500 });
const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-model-"));
let store: Store;

const time: Time = {
  now: () => Date.now(),
  pass: (ms) => void vi.advanceTimersByTime(ms),
  forget: () => void vi.clearAllTimers(),
};

beforeAll(async () => {
  const db = openDatabase(dataDir);
  await seedDemo(db, { now: Date.now(), dataDir });
  store = { db, outside: openDatabase(dataDir) };
  vi.useFakeTimers({
    // Every clock, that of the commit's pace too: a run depends on its seed alone.
    toFake: [
      "setTimeout",
      "clearTimeout",
      "setInterval",
      "clearInterval",
      "setImmediate",
      "clearImmediate",
      "Date",
      "performance",
    ],
  });
});
afterAll(() => {
  vi.useRealTimers();
  store.db.$client.close();
  store.outside.$client.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The shortest beginning of a seed that still goes wrong, told step by step. */
function shortest(seed: number, found: Outcome): string {
  let [good, bad] = [0, Math.min(found.at, OPERATIONS)];
  let worst = found;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const tried = run(store, time, seed, middle);
    if (tried.mismatch) [bad, worst] = [middle, tried];
    else good = middle;
  }
  return `seed ${seed}, first ${bad} operations: ${worst.mismatch}\n${worst.log.join("\n")}`;
}

test(`[MODEL-1] ${c.size} seeds of ${OPERATIONS} operations by six people over a bad network agree with the plain model (seed ${c.seed})`, {
  timeout: 120_000 + c.size * 10_000,
}, () => {
  const figures = { mismatches: 0, operations: 0, "tokens stored": 0, "sealed at the end": 0 };
  const fresh = Array.from({ length: c.size }, (_, i) => c.seed * 1_000 + i);
  for (const seed of [...PINNED, ...fresh]) {
    const outcome = run(store, time, seed, OPERATIONS);
    if (outcome.mismatch) expect.fail(shortest(seed, outcome));
    figures.operations += OPERATIONS;
    figures["tokens stored"] += outcome.stored;
    if (outcome.stage === "sealed") figures["sealed at the end"]++;
  }
  expect(figures["tokens stored"]).toBeGreaterThan(10 * c.size);
  c.record(
    figures,
    "The network is made up and keeps order on each line; time and timers are made up too; no power loss.",
  );
});

test("[MODEL-2] the same seed is the same run", { timeout: 120_000 }, () => {
  const [first, second] = [run(store, time, c.seed, OPERATIONS), run(store, time, c.seed, OPERATIONS)];
  expect(second.log).toEqual(first.log);
  expect(second.digest).toBe(first.digest);
});
