import { expect, test } from "@playwright/test";
import { tabTo } from "./keys.ts";
import { continueAs, openDemo, saved, screen } from "./people.ts";
import { Product } from "./server.ts";

/* A lead, a panelist and the coordinator's projector at one debrief; the lead and the panelist have no mouse. */
const product = new Product();
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

const DEBRIEF = "/interviews/jordan-blake-interview/debrief";

test("[DEB-3] [DEB-5] what a lead shows is on every screen, each leaves and comes back, and a move is drawn with its reason", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const ruth = await screen(browser, product, "ruth.bell");
  const elena = await screen(browser, product, "elena.ruiz");
  const amara = await screen(browser, product, "amara.osei");
  for (const person of [ruth, elena, amara]) {
    await continueAs(person, person.slug);
    await person.page.goto(person === amara ? `${DEBRIEF}?names=hidden` : DEBRIEF);
  }
  for (const { page } of [ruth, elena])
    await expect(page.locator("section.plot-row input:enabled").first()).toBeAttached();
  const rows = (page: typeof ruth.page) => page.locator("section.plot-row:visible");
  const all = await rows(ruth.page).count();
  expect(all).toBeGreaterThan(3);

  // Shown by the lead: alone on every screen, and still so after a reload.
  await tabTo(ruth.page, /^Spotlight on Verbal communication/);
  await ruth.page.keyboard.press("Enter");
  for (const { page } of [ruth, elena, amara]) {
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText("Verbal communication");
  }
  await expect(elena.page.getByRole("status").filter({ hasText: "is showing" })).toHaveText(
    "Principal Ruth Bell is showing: Verbal communication",
  );
  await expect(elena.page.getByRole("button", { name: /Spotlight|End for everybody/ })).toHaveCount(0);
  await elena.page.reload();
  await expect(rows(elena.page)).toHaveCount(1);

  // The panelist leaves with Escape and comes back; the others stay where they are.
  await elena.page.keyboard.press("Escape");
  await expect(rows(elena.page)).toHaveCount(all);
  await expect(rows(ruth.page)).toHaveCount(1);
  await tabTo(elena.page, /^Follow$/);
  await elena.page.keyboard.press("Enter");
  await expect(rows(elena.page)).toHaveCount(1);

  // A move: dashed without its reason, whole with it; the first score stays.
  const move = (page: typeof ruth.page) => page.locator("#criterion-verbal-communication .rater-plot line.move");
  await expect(rows(elena.page).locator("input:enabled").first()).toBeAttached();
  await tabTo(elena.page, /^Revise my score, or dissent/);
  await elena.page.keyboard.press("Enter");
  await tabTo(elena.page, /^My score/);
  await elena.page.keyboard.press("M");
  await expect(move(ruth.page)).toHaveClass("move open");
  await expect(rows(ruth.page)).toContainText("The reason is still to come.");
  await tabTo(elena.page, /^Why I moved/);
  await elena.page.keyboard.type("Kim heard the second audience. Ms. Ruiz did not.");
  // In a field Escape is the field's: the screen still follows.
  await elena.page.keyboard.press("Escape");
  await saved(elena.page);
  await expect(rows(elena.page)).toHaveCount(1);
  await expect(move(ruth.page)).toHaveClass("move");
  await expect(ruth.page.locator("#criterion-verbal-communication .rater-plot")).toHaveAccessibleName(
    /Ruiz 3.*Ruiz moved from 3 to 1/,
  );

  // The audience reads the same without a name, also of what was written a moment ago.
  await expect(rows(amara.page)).toContainText(/Rater [A-E] moved 3/);
  await expect(rows(amara.page)).toContainText(/Rater [A-E] heard the second audience\. Rater [A-E] did not\./);
  const html = await amara.page.content();
  for (const name of ["Ortiz", "Bell", "Hale", "Ruiz", "Kim"])
    expect(html.includes(name), `${name} on the audience's screen`).toBe(false);

  // Larger for the room, in this browser for good, without sideways scroll.
  await amara.page.getByRole("button", { name: "Projector" }).click();
  await amara.page.reload();
  await expect(amara.page.locator("html")).toHaveAttribute("data-mode", "projector");
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 1920, height: 1080 },
  ]) {
    await amara.page.setViewportSize(viewport);
    const [size, wide] = await amara.page.evaluate(() => [
      getComputedStyle(document.documentElement).fontSize,
      document.documentElement.scrollWidth,
    ]);
    expect([size, wide]).toEqual(["24px", viewport.width]);
  }

  await ruth.page.locator("h1").focus();
  await ruth.page.keyboard.press("Escape");
  for (const { page } of [ruth, elena, amara]) await expect(page.locator("section.plot-row:visible")).toHaveCount(all);
  for (const person of [ruth, elena, amara]) {
    expect(person.problems).toEqual([]);
    await person.context.close();
  }
});

test("[DEB-6] a signature that came too late is refused in words, and who records is taken to the signing", async ({
  browser,
}) => {
  const [dana, ruth] = [await screen(browser, product, "dana.ortiz"), await screen(browser, product, "ruth.bell")];
  for (const person of [dana, ruth]) {
    await continueAs(person, person.slug);
    await person.page.goto("/interviews/luis-ortega-interview/debrief");
  }
  // Her signature is on its way while the other lead opens the joint scorecard again.
  let reopened = () => {};
  const until = new Promise<void>((resolve) => {
    reopened = resolve;
  });
  await ruth.page.route("**/signature*", async (route) => {
    await until;
    await route.continue();
  });
  await ruth.page.getByLabel(/I have read/).check();
  await ruth.page.getByRole("button", { name: "Sign the panel result" }).click();
  await dana.page.getByText("Open the joint scorecard again").click();
  await dana.page.getByLabel("Reason").last().fill("One reason names the wrong question.");
  await dana.page.getByRole("button", { name: "Open it again" }).click();
  await expect(ruth.page.getByRole("button", { name: "Sign the panel result" })).toHaveCount(0);
  reopened();
  await expect(ruth.page.locator(".refusals")).toContainText("nothing was changed");

  const record = dana.page.getByRole("button", { name: "Record joint scorecard" });
  await record.scrollIntoViewIfNeeded();
  await record.click();
  await expect(dana.page.getByRole("heading", { name: "Sign the panel result" })).toBeFocused();
  await expect(dana.page.getByRole("heading", { name: "Sign the panel result" })).toBeInViewport();
  for (const { context } of [dana, ruth]) await context.close();
});
