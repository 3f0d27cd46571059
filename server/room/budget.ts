/** How much one socket may send: a bucket that refills. */
export interface Budget {
  /** Takes one; false when nothing is left. */
  take(now: number): boolean;
}

/** @param perSecond how fast it refills. @param burst how much it holds. */
export function budget(perSecond: number, burst: number): Budget {
  let left = burst;
  let since: number | null = null;
  return {
    take(now) {
      left = Math.min(burst, left + ((now - (since ?? now)) / 1000) * perSecond);
      since = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}

/** No limit, for measuring from outside. */
export const boundless: Budget = { take: () => true };
