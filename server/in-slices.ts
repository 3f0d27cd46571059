import type { Steps } from "#shared/steps.ts";

/** How long one stretch of work may take, in milliseconds, before whoever waits gets a turn. */
const SLICE_MS = 8;

/** Takes the steps of long work in short stretches: live rooms and other pages go on between them. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
