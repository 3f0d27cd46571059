import { openTraffic } from "./traffic.ts";
import { type Workload, withServer } from "./workload.ts";

const ROOMS = 50;
const STEPS = [2000, 4000, 8000, 12_000, 16_000, 20_000, 24_000, 28_000, 32_000];
const MOST_P99_MS = 250;

/** How far it goes: the rate is raised until the slowest hundredth takes more than a quarter of a second. */
export const s3: Workload = {
  name: "s3",
  says: `${ROOMS} rooms, highest rate with p99 <= ${MOST_P99_MS} ms, steps ${STEPS[0]} to ${STEPS.at(-1)} updates/s (bound by client and machine too)`,
  columns: ["updates/s", "p50", "p99", "cpu s/10k", "client share"],
  measure: (run) =>
    withServer(run, ROOMS, async (server) => {
      const traffic = await openTraffic(server);
      await traffic.flow(1000, run.quick ? 1 : 3);
      let held = { "updates/s": 0 };
      for (const rate of run.quick ? STEPS.slice(0, 2) : STEPS) {
        const figures = await traffic.flow(rate, run.quick ? 1 : 4);
        if (!((figures.p99 as number) <= MOST_P99_MS)) break;
        held = { "updates/s": rate, ...figures };
      }
      await traffic.finish();
      return held;
    }),
};
