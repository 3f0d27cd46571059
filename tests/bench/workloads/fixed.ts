import { openTraffic } from "./traffic.ts";
import { type Workload, withServer } from "./workload.ts";

const ROOMS = 50;
const PER_SECOND = 4000;

/** The same rate for every server, near what one processor does: who saves, and who is quick all the same. */
export const fixed: Workload = {
  name: "fixed",
  says: `${ROOMS} rooms, ${PER_SECOND} updates/s in all from bare sockets: from sending to the arrival at the room's listener`,
  columns: ["p50", "p95", "p99", "cpu s/10k", "RSS MiB", "ack p50", "ack p99"],
  measure: (run) =>
    withServer(run, ROOMS, async (server) => {
      const traffic = await openTraffic(server);
      await traffic.flow(PER_SECOND, run.quick ? 1 : 3);
      const figures = await traffic.flow(PER_SECOND, run.quick ? 3 : 10);
      await traffic.finish();
      return figures;
    }),
};
