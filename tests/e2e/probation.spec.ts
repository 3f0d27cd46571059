import { expect, type Page, test } from "@playwright/test";
import { continueAs, openDemo, type Person, saved, saw, screen } from "./people.ts";
import { Product } from "./server.ts";

/* The officer, the supervisor and the administrator walk one checkpoint, each at a screen of their own. */
const product = new Product("2026-11-22T17:00:00Z");
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
  // The third checkpoint's day has come.
  await product.moveTo("2027-02-03T17:00:00Z");
});
test.afterAll(() => product.close());

const PROBATION = "/officers/monroe-annex-post/probation";
const CHECKPOINT = `${PROBATION}/3`;
const SUPERVISORS = "Calm in the hallway quarrel of January 20.";
const ADMINISTRATORS = "Parents ask for the officer by name.";
const SECTION = "The evening staff know the officer now.";

const open = async (page: Page) => {
  await page.goto(CHECKPOINT);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checkpoint 3: Trust and judgment");
};

test("[PROB-17] officer, supervisor and administrator write one checkpoint apart and together, and seal it with the officer's answer", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const casey = await screen(browser, product, "casey.monroe");
  const dana = await screen(browser, product, "dana.ortiz");
  const ruth = await screen(browser, product, "ruth.bell");
  const all: Person[] = [casey, dana, ruth];
  for (const person of all) await continueAs(person, person.slug);

  // The supervisor finds it in the navigation and opens it.
  await dana.page.getByRole("link", { name: "Officers" }).click();
  await dana.page.getByRole("link", { name: "Officer Casey Monroe" }).click();
  await dana.page.getByRole("link", { name: "Probation", exact: true }).click();
  await dana.page.getByRole("link", { name: "3. Trust and judgment" }).click();
  await expect(dana.page).toHaveURL(new RegExp(`${CHECKPOINT}$`));
  // Its day may have opened it already.
  const asked = dana.page.getByRole("button", { name: "Open this checkpoint" });
  await expect(asked.or(dana.page.getByText("is asked to write first"))).toBeVisible();
  if (await asked.isVisible()) await asked.click();
  await expect(dana.page.getByText("is asked to write first")).toBeVisible();

  // The officer writes first, alone.
  await open(casey.page);
  const mine = casey.page.locator(".alone");
  await expect(mine).toContainText("Only you, until you hand it over");
  const answers = mine.getByRole("textbox");
  const prompts = await answers.count();
  expect(prompts).toBeGreaterThan(0);
  for (let i = 0; i < prompts; i++) await answers.nth(i).fill(`My own answer ${i + 1}, ouqz7`);
  await saved(casey.page);
  await dana.page.reload();
  expect(saw(dana, "ouqz7")).toBe(false);
  await casey.page.getByRole("button", { name: "Hand over my self-assessment" }).click();
  await expect(casey.page.getByText("Handed over", { exact: false }).first()).toBeVisible();

  // Both leads write, each alone; nothing of it reaches the other before both are in.
  for (const [person, words] of [
    [dana, SUPERVISORS],
    [ruth, ADMINISTRATORS],
  ] as const) {
    await open(person.page);
    await expect(person.page.getByText("My own answer 1, ouqz7")).toBeVisible();
    await expect(person.page.locator(".alone")).toContainText("What you do not hand in stays yours alone");
    await person.page.locator(".alone").getByRole("textbox").last().fill(words);
    await saved(person.page);
  }
  await dana.page.getByRole("button", { name: "Hand in my input" }).click();
  await expect(dana.page.getByText("It opens together with the other lead’s input")).toBeVisible();
  await ruth.page.reload();
  await expect(ruth.page.getByText("The supervisor’s is in.")).toBeVisible();
  expect(saw(ruth, SUPERVISORS)).toBe(false);
  expect(saw(dana, ADMINISTRATORS)).toBe(false);
  await ruth.page.getByRole("button", { name: "Hand in my input" }).click();

  // The joint review: one text for both, and each of the other parts has one pen.
  for (const { page } of [dana, ruth]) {
    await expect(page.getByText(SUPERVISORS)).toBeVisible();
    await expect(page.getByText(ADMINISTRATORS)).toBeVisible();
  }
  const text = (page: Page) => page.getByRole("textbox", { name: "The review" });
  await text(dana.page).click();
  await dana.page.keyboard.type("We both saw trust grow.");
  await expect(text(ruth.page)).toContainText("We both saw trust grow.");
  await text(ruth.page).click();
  await ruth.page.keyboard.press("Control+End");
  await ruth.page.keyboard.type(" And judgment.");
  await expect(text(dana.page)).toContainText("We both saw trust grow. And judgment.");

  await expect(ruth.page.getByRole("combobox")).toHaveCount(0);
  const choices = dana.page.getByRole("combobox");
  const count = await choices.count();
  for (let i = 0; i < count; i++) await choices.nth(i).selectOption({ label: "On track" });
  await expect(ruth.page.getByRole("cell", { name: "On track" })).toHaveCount(count - 1);
  await expect(dana.page.getByRole("textbox", { name: "The administrator’s section" })).toHaveCount(0);
  await ruth.page.getByRole("textbox", { name: "The administrator’s section" }).fill(SECTION);
  await expect(dana.page.getByText(SECTION)).toBeVisible();
  await saved(ruth.page);
  expect(saw(casey, SECTION)).toBe(false);

  // The meeting, and the text as it stands.
  await dana.page.getByText("Set the meeting").click();
  await dana.page.getByLabel("Day").fill("2027-02-24");
  await dana.page.getByLabel("Time").fill("14:00");
  await dana.page.getByRole("button", { name: "Set this time" }).click();
  await expect(dana.page.getByText("February 24, 2027, 2:00 PM MST")).toBeVisible();
  await saved(dana.page);
  await dana.page.getByRole("button", { name: "Fix and present the review" }).click();

  // The officer reads exactly that and answers; the leads sign text and answer.
  await expect(casey.page.getByRole("article", { name: "The exact text" })).toContainText(SECTION);
  await casey.page.getByLabel("I disagree").check();
  await casey.page.getByLabel("In your own words").fill("Twice I asked for a lesson to be watched.");
  await expect(dana.page.getByText("reads it and answers")).toBeVisible();
  await expect(dana.page.getByRole("button", { name: "Sign the review" })).toHaveCount(0);
  await casey.page.getByRole("button", { name: "Give my answer" }).click();
  for (const { page } of [dana, ruth]) {
    await expect(page.getByText("Twice I asked for a lesson to be watched.")).toBeVisible();
    await page.getByLabel(/My signature binds exactly this text/).check();
    await page.getByRole("button", { name: "Sign the review" }).click();
  }
  for (const { page } of [dana, ruth, casey]) {
    await expect(page.getByText("The review is sealed")).toBeVisible();
    await expect(page.getByRole("article", { name: "The exact text" })).toContainText("Disagrees");
  }
  await casey.page.getByRole("link", { name: "Open the sealed record" }).click();
  await expect(casey.page).toHaveURL(/\/records\//);
  await expect(casey.page.locator("main")).toContainText("Trust and judgment, after 180 days");
  await dana.page.goto(PROBATION);
  await expect(dana.page.getByRole("listitem").filter({ hasText: "3. Trust and judgment" })).toContainText("Sealed");
  expect(all.flatMap(({ problems }) => problems)).toEqual([]);
  for (const { context } of all) await context.close();
});
