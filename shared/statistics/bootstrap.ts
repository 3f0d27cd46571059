import { finish, type Steps } from "../steps.ts";

/*
 * Percentile bootstrap (Efron 1979): the same seed gives the same interval, so a report can be made again.
 */

/** Below this share of usable resamples the interval would describe a selection of them, so there is none. */
const USABLE = 0.9;

/**
 * The middle part of what a statistic gives on resamples of the items, drawn with replacement, as many as there are.
 * Percentiles are those of the ordered values without interpolation between them.
 * @param statistic `null` where it says nothing about a resample; such resamples are left out
 * @param options.level 0.95 for 95 of 100; options.resamples how many; options.seed a whole number
 * @returns `null` when there are no items, or more than a tenth of the resamples said nothing
 * @throws RangeError unless the level lies between 0 and 1 and there is at least one resample
 */
export function percentileInterval<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number | null,
  options: Resampling,
): { low: number; high: number } | null {
  return finish(percentileSteps(items, statistic, options));
}

interface Resampling {
  level: number;
  resamples: number;
  seed: number;
}

/** The same, one resample a step. */
export function* percentileSteps<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number | null,
  options: Resampling,
): Steps<{ low: number; high: number } | null> {
  const { level, resamples, seed } = options;
  if (!(level > 0 && level < 1)) throw new RangeError("A level lies between 0 and 1.");
  if (!(resamples >= 1)) throw new RangeError("At least one resample.");
  if (items.length === 0) return null;
  const random = generator(seed);
  const values: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const value = statistic(items.map(() => items[Math.floor(random() * items.length)] as T));
    if (value !== null) values.push(value);
    yield;
  }
  if (values.length < USABLE * resamples) return null;
  values.sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  const from = Math.floor(tail * values.length);
  const low = values[from];
  const high = values[values.length - 1 - from];
  return low === undefined || high === undefined ? null : { low, high };
}

/** mulberry32: numbers from 0 to below 1. Good enough to draw items, not for secrets. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
