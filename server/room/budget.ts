/** How much somebody may send: a bucket that refills. */
export interface Budget {
  /** Takes some; false when not enough is left. */
  take(now: number, amount?: number): boolean;
  /** Is there any left? */
  has(now: number): boolean;
  /** Is it as it was at the beginning? */
  full(now: number): boolean;
}

/** @param perSecond how fast it refills. @param burst how much it holds. */
export function budget(perSecond: number, burst: number): Budget {
  let left = burst;
  let since: number | null = null;
  const refill = (now: number) => {
    left = Math.min(burst, left + ((now - (since ?? now)) / 1000) * perSecond);
    since = now;
  };
  return {
    take(now, amount = 1) {
      refill(now);
      if (left < amount) return false;
      left -= amount;
      return true;
    },
    has(now) {
      refill(now);
      return left >= 1;
    },
    full(now) {
      refill(now);
      return left === burst;
    },
  };
}

/** No limit, for measuring from outside. */
export const boundless: Budget = { take: () => true, has: () => true, full: () => true };

/** What one session may send, over all of its lines. */
export interface Allowance {
  /** Edits: a person who types sends about ten a second. */
  frames: Budget;
  /** An answer may be the whole document; a browser asks once for each connection, and may have dozens. */
  questions: Budget;
  /** Everything, in bytes. */
  bytes: Budget;
  presence: Budget;
  /** Refusals: whoever is refused again and again waits before the next try. */
  faults: Budget;
}

/** Keeps the allowance of every session, also between two connections: coming back does not refill it. */
export interface Allowances {
  of(sessionId: string): Allowance;
  /** Forgets those who have used nothing for a while. */
  tidy(now: number): void;
}

export function createAllowances(limits: boolean): Allowances {
  const kept = new Map<string, Allowance>();
  const fresh = (): Allowance => ({
    frames: budget(60, 300),
    questions: budget(1, 60),
    bytes: budget(64 * 1024, 4 * 1024 * 1024),
    presence: budget(120, 600),
    faults: budget(0.2, 5),
  });
  if (!limits) {
    const all = { frames: boundless, questions: boundless, bytes: boundless, presence: boundless, faults: boundless };
    return { of: () => all, tidy: () => {} };
  }
  return {
    of(sessionId) {
      const allowance = kept.get(sessionId) ?? fresh();
      kept.set(sessionId, allowance);
      return allowance;
    },
    tidy(now) {
      for (const [id, each] of kept) if (Object.values(each).every((b: Budget) => b.full(now))) kept.delete(id);
    },
  };
}
