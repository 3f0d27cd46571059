import type { Page } from "@playwright/test";

/** Presses Tab until the focus is on a control of this name. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      return (at?.labels?.[0]?.textContent ?? at?.getAttribute("aria-label") ?? at?.textContent ?? "").trim();
    });
    if (name.test(focused)) return;
  }
  throw new Error(`the Tab key never reached ${name}`);
}
