import type { Logger } from "pino";

/** Something that is done again and again. What is due stands in the database, so that it survives a restart. */
export interface Job {
  name: string;
  /** @param clock milliseconds since 1970 @param stopping true once the server ends: finish what is in hand, begin nothing */
  run(clock: () => number, stopping: () => boolean): Promise<void>;
}

export interface Jobs {
  /** Begins nothing more, and waits at most five seconds for what is in hand. */
  stop(): Promise<void>;
}

const ROUND_MS = 15_000;
const LAST_WAIT_MS = 5_000;

/**
 * Goes through all jobs at once and then every so often, never twice at a time. A job that fails is said in the log by
 * its name and tried again in the next round. The rounds follow real time; what is due follows the clock.
 * @param options.roundMs milliseconds between rounds
 */
export function startJobs(options: { jobs: readonly Job[]; clock: () => number; log: Logger; roundMs?: number }): Jobs {
  const { jobs, clock, log, roundMs = ROUND_MS } = options;
  let stopped = false;
  let inHand: Promise<void> | null = null;

  const round = async () => {
    for (const job of jobs) {
      if (stopped) return;
      try {
        await job.run(clock, () => stopped);
      } catch (error) {
        log.error({ job: job.name, error: (error as Error).name }, "job failed");
      }
    }
  };
  const go = () => {
    if (stopped || inHand) return;
    inHand = round().finally(() => {
      inHand = null;
    });
  };
  const timer = setInterval(go, roundMs);
  timer.unref();
  go();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      if (!inHand) return;
      const patience = new Promise<void>((resolve) => setTimeout(resolve, LAST_WAIT_MS).unref());
      await Promise.race([inHand, patience]);
    },
  };
}
