import { describe, expect, test } from "vitest";
import { retryIn } from "../../app/workspace/retry.ts";

describe("coming back", () => {
  test("[SAVE-13] the first try comes within a second, later ones within 20 s", () => {
    const last = () => 0.999999;
    expect(retryIn(0, last)).toBeLessThan(1_000);
    expect(retryIn(1, last)).toBeGreaterThan(1_900);
    for (const attempt of [5, 20, 5_000]) {
      expect(retryIn(attempt, last)).toBeLessThan(20_000);
      expect(retryIn(attempt, last)).toBeGreaterThan(19_900);
    }
    expect(retryIn(3, () => 0)).toBe(0);
  });

  test("[SAVE-13] five hundred browsers do not meet a restarted server at once", () => {
    const perTenth = new Map<number, number>();
    for (let i = 0; i < 500; i++) {
      const tenth = Math.floor(retryIn(2) / 100);
      perTenth.set(tenth, (perTenth.get(tenth) ?? 0) + 1);
    }
    // Even shares would be 12.5; chance alone keeps each far below this.
    expect(Math.max(...perTenth.values())).toBeLessThan(45);
    expect(perTenth.size).toBeGreaterThan(35);
  });
});
