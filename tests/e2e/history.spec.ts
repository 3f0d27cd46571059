import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { continueAs, openDemo, type Person, screen } from "./people.ts";
import { Product } from "./server.ts";

/* Two leads write an agreement; its history shows both, compares two moments, and brings an earlier text back. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AGREEMENT = "/selection/summer-programs/agreement";
const REASON = "Why do some criteria weigh more than others?";
const product = new Product();
let dana: Person;
let ruth: Person;

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
  dana = await screen(browser, product, "dana.ortiz");
  ruth = await screen(browser, product, "ruth.bell");
  await continueAs(dana, "dana.ortiz");
  await continueAs(ruth, "ruth.bell");
});
test.afterAll(async () => {
  for (const person of [dana, ruth]) await person?.context.close();
  await product.close();
});

test("[HIST-6] two people write; the timeline shows both, by mark and name", async () => {
  await dana.page.goto(AGREEMENT);
  await ruth.page.goto(AGREEMENT);
  await saved(dana.page);
  await saved(ruth.page);
  const box = (person: Person) => person.page.getByLabel(REASON);
  await expect(box(dana)).toHaveValue("Summer programs are mostly");
  await box(dana).press("End");
  await box(dana).pressSequentially(" outdoors, with younger children.");
  await expect(box(ruth)).toHaveValue(/younger children\.$/);
  await saved(dana.page);
  await box(ruth).fill("Summer programs are outdoors, with younger children.");
  await expect(box(dana)).toHaveValue("Summer programs are outdoors, with younger children.");
  await saved(ruth.page);

  await dana.page.getByRole("link", { name: "History", exact: true }).click();
  const { page } = dana;
  await expect(page.getByRole("heading", { name: "History of the process agreement" })).toBeVisible();
  const moments = page.getByRole("navigation", { name: "Moments" }).getByRole("link");
  await expect(moments.first()).toContainText("Principal Ruth Bell");
  await expect(moments.first()).toContainText("removed");
  await expect(moments.nth(1)).toContainText("Lt. Dana Ortiz");
  await expect(moments.nth(1)).toContainText("33 characters written");
  await expect(moments.last()).toContainText("Accord");
  const words = page.locator(".past-line").filter({ hasText: "Why some criteria weigh more" });
  await expect(words.locator(".past-margin")).toHaveText(/Lt\. Dana Ortiz.*Principal Ruth Bell/);
  await expect(words.locator('.past-run[data-party="agency"]')).toContainText("outdoors, with younger children.");
  // The value both overwrote, with its first author.
  await expect(page.locator(".past-line").filter({ hasText: "Minimum service" })).toContainText(
    /2 years.*Lt\. Dana Ortiz.*3 years.*Accord/s,
  );
});

test("[HIST-6] the slider and the buttons move through the moments, by keyboard too", async () => {
  const { page } = dana;
  const slider = page.getByRole("slider", { name: "Moment" });
  const last = Number(await slider.getAttribute("max"));
  await slider.focus();
  await slider.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", new RegExp(`^${last} of ${last + 1}: Lt\\. Dana Ortiz`));
  await expect(page.locator(".past-run").filter({ hasText: "mostly" })).toBeVisible();
  await slider.press("Home");
  await expect(page.getByText("parts still read as Accord first wrote them", { exact: false })).toBeVisible();
  await expect(slider).toHaveValue("0");
  await page.getByRole("button", { name: "Later" }).click();
  await expect(slider).toHaveValue("1");
  await expect(page.getByText("2 years", { exact: true })).toBeVisible();
  // The text of that moment is here, not only on its way.
  const links = page.getByRole("navigation", { name: "Moments" }).getByRole("link");
  await expect(links.nth(last - 1)).toHaveAttribute("aria-current", "true");
});

test("[HIST-6] two moments are compared in words and signs: who inserted, who deleted", async () => {
  const { page } = dana;
  await page.getByRole("navigation", { name: "Moments" }).getByRole("link").first().click();
  await expect(page.getByRole("slider", { name: "Moment" })).toHaveAttribute("aria-valuetext", /Principal Ruth Bell/);
  const options = page.getByLabel("Compare with the text after").locator("option");
  await page.getByLabel("Compare with the text after").selectOption({ index: (await options.count()) - 2 });
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { name: /What changed between/ })).toBeVisible();
  const inserted = page.locator("ins.past-in").filter({ hasText: "outdoors, with younger children." });
  await expect(inserted).toContainText(/Inserted by Lt\. Dana Ortiz, .*: /);
  await page.getByLabel("Compare with the text after").selectOption({ index: 0 });
  await page.getByRole("button", { name: "Compare" }).click();
  const deleted = page.locator("del.past-out").filter({ hasText: "mostly" });
  await expect(deleted).toContainText(/Deleted by Principal Ruth Bell, .*: /);
  await expect(deleted).toHaveCSS("text-decoration-line", "line-through");
  await clean(page);
  await page.getByRole("link", { name: "Stop comparing" }).click();
  await expect(page.getByRole("heading", { name: /The text as of/ })).toBeVisible();
});

test("[HIST-6] an earlier text comes back as a new edit, live at the other screen, and nothing of the past changes", async () => {
  const { page } = dana;
  const moments = page.getByRole("navigation", { name: "Moments" }).getByRole("link");
  const before = await moments.count();
  await moments.nth(1).click();
  await page.getByRole("button", { name: "Restore this text" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("One part changes:");
  await expect(dialog.locator("ins")).toContainText("Summer programs are mostly outdoors, with younger children.");
  await clean(page);
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(ruth.page.getByLabel(REASON)).toHaveValue("Summer programs are mostly outdoors, with younger children.");
  await expect(page.getByText("Restored, as a new edit under your name.")).toBeVisible();
  await expect(moments.first()).toContainText("Lt. Dana Ortiz");
  await expect(page.getByRole("slider", { name: "Moment" })).toHaveAttribute("aria-valuetext", /Lt\. Dana Ortiz/);
  expect(await moments.count()).toBeGreaterThanOrEqual(before);
  // Ruth's words of before are still told as hers.
  await page
    .getByRole("navigation", { name: "Moments" })
    .getByRole("link")
    .filter({ hasText: "Ruth Bell" })
    .first()
    .click();
  await expect(page.locator(".past-line").filter({ hasText: "Why some criteria weigh more" })).not.toContainText(
    "mostly",
  );
});

test("[HIST-6] no violation in light and dark, nothing sideways from 320 px up; a reader is offered no restore", async ({
  browser,
}) => {
  const amara = await screen(browser, product, "amara.osei");
  await continueAs(amara, "amara.osei");
  const { page } = amara;
  await page.goto(`/history/process/summer-programs/agreement/r1?at=2&all`);
  await expect(page.getByRole("heading", { name: "History of the process agreement" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore this text" })).toHaveCount(0);
  for (const path of ["", "?at=6&from=2", "?at=2&all"])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`/history/process/summer-programs/agreement/r1${path}`);
      // Every part at once is only more of the same.
      if (!path.includes("all")) await clean(page);
      for (const width of [1440, 820, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wider, `${path} at ${width}`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  for (const person of [dana, ruth, amara]) expect(person.problems).toEqual([]);
  await amara.context.close();
});

const saved = (page: Page) => expect(page.locator(".save-place")).toContainText(/Saved/);

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
