/** One seed: so many operations by six people over a bad network, then quiet, and the last comparison. */
import { createHash } from "node:crypto";
import { randomness } from "../support/campaign.ts";
import { createPace, type Time } from "./model-pace.ts";
import { script } from "./model-script.ts";
import { createWorld, Mismatch, type Store } from "./model-world.ts";

export interface Outcome {
  /** What disagreed; `null` when all held. */
  mismatch: string | null;
  /** After which operation. */
  at: number;
  log: string[];
  /** Equal for equal runs. */
  digest: string;
  stored: number;
  stage: string;
}

/** Runs the first `operations` of a seed. */
export function run(store: Store, time: Time, seed: number, operations: number): Outcome {
  const random = randomness(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const log: string[] = [];
  let at = 0;
  time.forget();
  const world = createWorld(store, time.now, { forget: time.forget });
  const pace = createPace(world, time, { random, pick });
  const operation = script(world, pace, { random, pick });
  try {
    for (at = 1; at <= operations; at++) {
      log.push(`${at}. ${operation(at)}`);
      pace.turn();
    }
    pace.finish();
    return outcome(null);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return outcome(error.message);
  } finally {
    time.forget();
  }

  function outcome(mismatch: string | null): Outcome {
    const stored = [...world.plain.stored.values()].reduce((sum, tokens) => sum + tokens.size, 0);
    const digest = createHash("sha256")
      .update(JSON.stringify([log, stored, world.plain.stage, mismatch]))
      .digest("hex");
    return { mismatch, at, log, digest, stored, stage: world.plain.stage };
  }
}
