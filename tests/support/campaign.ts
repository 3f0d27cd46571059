import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { randomness } from "./campaign-random.ts";

export { randomness };

export interface Campaign {
  /** How much of it: short in `npm test`, long in `npm run faults`. */
  size: number;
  long: boolean;
  seed: number;
  /** The same seed gives the same numbers, each from 0 to below 1. */
  random: () => number;
  /** Keeps the figures of a long run for docs/evidence.md. @param unproven what a good result does not prove */
  record(figures: Record<string, number | string>, unproven: string): void;
}

const EVIDENCE = fileURLToPath(new URL("../../test-results/evidence", import.meta.url));

/**
 * A fault campaign's size and seed. `FAULTS=long` makes it long, `FAULTS_SIZE` and `FAULTS_SEED` say exactly what runs.
 * @param name names its file of figures
 */
export function campaign(name: string, sizes: { short: number; long: number }): Campaign {
  const long = process.env.FAULTS === "long";
  const size = Number(process.env.FAULTS_SIZE ?? (long ? sizes.long : sizes.short));
  const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
  const started = Date.now();
  // A campaign may run on a clock of its own; how long it took is told by one that nobody sets.
  const begun = process.hrtime.bigint();
  return {
    size,
    long,
    seed,
    random: randomness(seed),
    record(figures, unproven) {
      if (!long) return;
      mkdirSync(EVIDENCE, { recursive: true });
      const seconds = Number((process.hrtime.bigint() - begun) / 1_000_000_000n);
      const row = { name, size, seed, at: new Date(started).toISOString(), seconds, figures, unproven };
      writeFileSync(path.join(EVIDENCE, `${name}.json`), `${JSON.stringify(row, null, 2)}\n`);
    },
  };
}
