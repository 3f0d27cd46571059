import { expect, test } from "@playwright/test";
import { continueAs, openDemo, screen } from "./people.ts";
import { Product } from "./server.ts";

const product = new Product();
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

test("[JOIN-1] [JOIN-6] the address under the QR code brings a tablet into the interview, and its person ends it there", async ({
  browser,
}) => {
  const hale = await screen(browser, product, "marcus.hale");
  await continueAs(hale, "marcus.hale");
  await hale.page
    .getByRole("link", { name: /Join the interview of/ })
    .first()
    .click();
  await hale.page.getByRole("link", { name: "Join on another device" }).click();
  await hale.page.getByRole("button", { name: "Show a code" }).click();
  await expect(hale.page.getByRole("img", { name: /QR code of the address/ })).toBeVisible();
  const address = `http://${await hale.page.locator(".join-code code").innerText()}`;

  const tablet = await screen(browser, product, "tablet", { viewport: { width: 820, height: 1180 }, hasTouch: true });
  await tablet.page.goto(address);
  await expect(tablet.page.getByRole("heading", { name: "Join as M. H." })).toBeVisible();
  await tablet.page.getByRole("button", { name: "Join on this device" }).click();
  await tablet.page.waitForURL(/\/interviews\/[^/]+$/);
  await expect(tablet.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(tablet.page.getByRole("link", { name: "Desk" })).toHaveCount(0);
  await expect(tablet.page.getByRole("link", { name: "Join on another device" })).toHaveCount(0);
  // The card on the tablet is the one on the desk: a word written there stands here.
  await expect(tablet.page.locator("#zone-card, .briefing").first()).toBeVisible();

  await hale.page.reload();
  await hale.page.getByRole("button", { name: "End it for yourself" }).click();
  await expect(hale.page.getByText("The device has left this interview.")).toBeVisible();
  await expect(tablet.page).toHaveURL(/\/sign-in/, { timeout: 30_000 });
  expect([...hale.problems, ...tablet.problems.filter((text) => !/WebSocket|4401/.test(text))]).toEqual([]);
  await Promise.all([hale.context.close(), tablet.context.close()]);
});
