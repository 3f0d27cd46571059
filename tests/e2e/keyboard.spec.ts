import { expect, test } from "@playwright/test";
import { tabTo } from "./keys.ts";
import { continueAs, openDemo, screen } from "./people.ts";
import { Product } from "./server.ts";

/* Two leads, no mouse: from the declaration to the sealed result of an interview whose other cards are in. */
const product = new Product();
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

test("[LOOK-4] an interview is declared, rated, opened, agreed, recorded and signed by keyboard alone", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const dana = await screen(browser, product, "dana.ortiz");
  const ruth = await screen(browser, product, "ruth.bell");
  await continueAs(dana, "dana.ortiz");
  await continueAs(ruth, "ruth.bell");

  const jiwoo = await screen(browser, product, "ji-woo.kim");
  await continueAs(jiwoo, "ji-woo.kim");
  await jiwoo.page.goto("/interviews/theo-lindgren-interview");
  await tabTo(jiwoo.page, /I have no tie/);
  await jiwoo.page.keyboard.press("Space");
  await tabTo(jiwoo.page, /^Declare/);
  await jiwoo.page.keyboard.press("Enter");
  await expect(jiwoo.page.getByRole("button", { name: "Declare" })).toHaveCount(0);
  await tabTo(jiwoo.page, /^Acknowledge the kit/);
  await jiwoo.page.keyboard.press("Enter");
  await expect(jiwoo.page.getByText(/You acknowledged the kit on/)).toBeVisible();

  for (const { page } of [dana, ruth]) {
    await page.goto("/interviews/bea-marlowe-interview");
    await expect(page.locator("fieldset.crit").first()).toBeVisible();
    await expect(page.locator("fieldset.crit input:enabled").first()).toBeAttached();
    const criteria = await page.locator("fieldset.crit").count();
    for (let i = 0; i < criteria; i++) {
      await page.keyboard.press("j");
      await page.keyboard.press("4");
    }
    await expect(page.locator("fieldset.crit input:checked")).toHaveCount(criteria);
    // A 5 without evidence is listed; the list leads to the field. Back to the last criterion nothing was written on.
    const written = await page
      .locator("fieldset.crit textarea")
      .evaluateAll((all) => all.map((a) => (a as HTMLTextAreaElement).value));
    for (let at = criteria - 1; at > written.lastIndexOf(""); at--) await page.keyboard.press("k");
    await page.keyboard.press("5");
    await tabTo(page, /^Check answers/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: /needs one sentence of evidence/ })).toBeVisible();
    await tabTo(page, /needs one sentence of evidence/);
    await page.keyboard.press("Enter");
    await page.keyboard.type("Explained the closed door to six-year-olds.");
    await expect(page.locator('.save[data-state="saved"][data-unsent="0"]')).toBeVisible();
    await tabTo(page, /^Check answers/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^Submit card/);
    await page.keyboard.press("Enter");
    await expect(page.getByText("Submitted and locked").first()).toBeVisible();
  }

  // Everybody sees every card here already.
  await tabTo(dana.page, /^Start the joint scorecard/);
  await dana.page.keyboard.press("Enter");
  for (const { page } of [dana, ruth]) await page.waitForURL(/\/debrief$/);
  const rows = dana.page.locator("section.plot-row");
  await expect(rows.first().locator("input:enabled").first()).toBeAttached();
  for (let i = 0; i < (await rows.count()); i++) {
    // The first radio of the row, then the arrows choose; the reason is the next field.
    await tabTo(dana.page, /: ?1$/);
    for (let step = 0; step < 3; step++) await dana.page.keyboard.press("ArrowRight");
    await tabTo(dana.page, /Reason for the joint score/);
    await dana.page.keyboard.type("Both heard it.");
  }
  await expect(dana.page.locator('.save[data-state="saved"][data-unsent="0"]')).toBeVisible();
  await tabTo(dana.page, /^Record joint scorecard/);
  await dana.page.keyboard.press("Enter");
  for (const { page } of [dana, ruth]) {
    await expect(page.getByRole("button", { name: "Sign the panel result" })).toBeVisible();
    await tabTo(page, /I have read the panel result/);
    await page.keyboard.press("Space");
    await tabTo(page, /^Sign the panel result/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Sign the panel result" })).toHaveCount(0);
  }
  await expect(ruth.page.getByText("The panel result is sealed", { exact: true })).toBeVisible();
});
