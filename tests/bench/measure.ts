import { cpuSeconds, residentKib } from "./servers/server.ts";

/** What one run of one workload on one server says: numbers by name. `NaN`: does not apply. */
export type Figures = Record<string, number>;

/** @returns the value below which `part` of them lie; NaN of nothing. */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as number;
}

/** p50, p95 and p99 of what was measured, named `<name>p50` and so on. */
export function spread(name: string, measured: number[]): Figures {
  const sorted = Float64Array.from(measured).sort();
  return {
    [`${name}p50`]: quantile(sorted, 0.5),
    [`${name}p95`]: quantile(sorted, 0.95),
    [`${name}p99`]: quantile(sorted, 0.99),
  };
}

/** Starts measuring what the server and this process use. Call what it returns with the number of updates meanwhile. */
export function usage(pid: number): (updates: number) => Figures {
  const server = cpuSeconds(pid);
  const own = process.cpuUsage();
  const since = performance.now();
  return (updates) => {
    const seconds = (performance.now() - since) / 1000;
    const mine = process.cpuUsage(own);
    return {
      "cpu s/10k": ((cpuSeconds(pid) - server) / updates) * 10_000,
      "RSS MiB": residentKib(pid) / 1024,
      "client share": (mine.user + mine.system) / 1e6 / seconds,
    };
  };
}

/**
 * Calls `act(i)` for i = 0, 1, 2 ... at `perSecond`, evenly, for `seconds`. What comes late is not left out but done
 * at once. @returns how late each came, in ms.
 */
export async function paced(perSecond: number, seconds: number, act: (i: number) => void): Promise<number[]> {
  const count = Math.round(perSecond * seconds);
  const late: number[] = [];
  const start = performance.now();
  for (let i = 0; i < count; ) {
    const now = performance.now() - start;
    for (; i < count && (i * 1000) / perSecond <= now; i++) {
      late.push(now - (i * 1000) / perSecond);
      act(i);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return late;
}

/** Waits for a condition. @throws after `ms`, naming what did not come. */
export async function until(holds: () => boolean, what: string, ms = 30_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** @throws when a run did not do what it measures. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the run is wrong: ${what}`);
}

/** Random numbers from a seed, the same everywhere. @returns the next in [0, 1). Source: mulberry32. */
export function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
