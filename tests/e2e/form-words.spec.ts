import { expect, type Locator, type Page, test } from "@playwright/test";
import { continueAs, openDemo, type Person, saved, screen, scripted } from "./people.ts";
import { Product } from "./server.ts";

/* What is written into a form, and not into a live text: it goes when its person says so, and not before. */
const product = new Product();
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

async function fillEntry(page: Page, words: string): Promise<Locator> {
  await page.goto(FILE);
  await scripted(page);
  await page.getByText("Post an entry").click();
  const form = page.locator(".act").filter({ has: page.getByRole("button", { name: /^(Post this entry|Sending)$/ }) });
  const day = form.getByLabel("Day it was seen");
  await form.getByLabel("Role it is about").selectOption({ label: "Public safety educator" });
  await form.getByLabel("Good work").check();
  await day.fill((await day.getAttribute("max")) ?? "");
  await form.getByLabel("What was seen or done").fill(words);
  return form;
}

async function postEntry(page: Page, words: string): Promise<void> {
  const form = await fillEntry(page, words);
  await form.getByRole("button", { name: "Post this entry" }).click();
  await expect(form.getByText("Posted.", { exact: false })).toBeVisible();
}

const FILE = "/officers/patel-high-school";
const CHECKPOINT = "/officers/monroe-annex-post/probation/2";

test("[SAVE-21] words in a form are not left behind without asking, and a form that was sent asks nothing", async ({
  browser,
}) => {
  const { page, context } = await screen(browser, product, "ruth.bell");
  await continueAs({ page } as Person, "ruth.bell");
  await page.goto("/officers");
  const form = await fillEntry(page, "A calm talk with two classes.");
  const words = form.getByLabel("What was seen or done");
  const asked = page.getByRole("dialog", { name: "Not everything is sent yet" });
  await page.getByRole("banner").getByRole("link", { name: "Desk" }).click();
  await expect(asked).toContainText("was not sent");
  // Somebody else's act loads the page's data anew under the question; it stands until it is answered.
  const dana = await screen(browser, product, "dana.ortiz");
  await continueAs(dana, "dana.ortiz");
  const loaded = page.waitForResponse((answer) => /\.data/.test(answer.url()));
  await postEntry(dana.page, "Calm at the gate, oufw0.");
  await loaded;
  await page.waitForLoadState("networkidle");
  await dana.context.close();
  await asked.getByRole("button", { name: "Stay on this page" }).click();
  await expect(words).toHaveValue("A calm talk with two classes.");

  // Signed out elsewhere: the words stay where they are until their person is back.
  const other = await context.newPage();
  await other.goto("/desk");
  await other.locator("summary", { hasText: "Your account" }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL("/");
  await expect(page.getByRole("link", { name: "Sign in, in a new tab" })).toBeVisible();
  await continueAs({ page: other } as Person, "ruth.bell");
  await expect(words).toHaveValue("A calm talk with two classes.");

  await form.getByRole("button", { name: "Post this entry" }).click();
  await expect(form.getByText("Posted.", { exact: false })).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Desk" }).click();
  await page.waitForURL(/\/desk$/);
  await context.close();
});

test("[SAVE-22] a form that goes away hands its words back: the session ended, or somebody else's act changed the page", async ({
  browser,
}) => {
  const dana = await screen(browser, product, "dana.ortiz");
  const casey = await screen(browser, product, "casey.monroe");
  for (const person of [dana, casey]) await continueAs(person, person.slug);
  for (const { page } of [dana, casey]) {
    await page.goto(CHECKPOINT);
    await scripted(page);
  }
  for (const list of await dana.page.getByRole("combobox").all()) await list.selectOption({ label: "Developing" });
  await saved(dana.page);
  await dana.page.getByRole("button", { name: "Fix and present the review" }).click();
  await casey.page.getByLabel("I disagree").check();
  await casey.page.getByLabel("In your own words").fill("The hat was on the first day, oufw1.");
  await dana.page.getByText("Open the review again").click();
  const reopening = dana.page.locator(".act").filter({ has: dana.page.getByRole("button", { name: /^Open/ }) });
  await reopening.getByRole("textbox").fill("A word is missing.");
  await reopening.getByRole("button", { name: /^Open/ }).click();
  const words = casey.page.getByRole("dialog", { name: "Copy your words" });
  await expect(words).toContainText("not there any more");
  await expect(words.getByLabel("In your own words")).toHaveValue("The hat was on the first day, oufw1.");
  expect(dana.problems.concat(casey.problems)).toEqual([]);

  const form = await fillEntry(dana.page, "Calm at the gate, oufw2.");
  await dana.context.clearCookies();
  await form.getByRole("button", { name: "Post this entry" }).click();
  await dana.page.waitForURL((url) => url.pathname === "/sign-in" && url.searchParams.get("back") === FILE);
  const kept = dana.page.getByRole("dialog", { name: "Copy your words" });
  await expect(kept.getByLabel("What was seen or done")).toHaveValue("Calm at the gate, oufw2.");
  for (const { context } of [dana, casey]) await context.close();
});

test("[SAVE-23] two quick presses are one act", async ({ browser }) => {
  const ruth = await screen(browser, product, "ruth.bell");
  await continueAs(ruth, "ruth.bell");
  const form = await fillEntry(ruth.page, "Calm at the gate, oufw3.");
  await form.getByRole("button", { name: "Post this entry" }).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await expect(form.getByText("Posted.", { exact: false })).toBeVisible();
  await ruth.page.reload();
  await expect(ruth.page.locator(".evidence-log > li").filter({ hasText: "oufw3" })).toHaveCount(1);
  expect(ruth.problems).toEqual([]);
  await ruth.context.close();
});

test("[SAVE-24] what is typed while a form is on its way stays, or is handed back", async ({ browser }) => {
  const dana = await screen(browser, product, "dana.ortiz");
  const { page } = dana;
  await continueAs(dana, "dana.ortiz");
  const held: (() => void)[] = [];
  const hold = () =>
    page.route(/\.data/, async (route) => {
      if (route.request().method() === "POST") await new Promise<void>((release) => held.push(release));
      await route.continue().catch(() => {});
    });
  const release = async () => {
    await page.unroute(/\.data/);
    for (const go of held.splice(0)) go();
  };
  const form = await fillEntry(page, "Calm at the gate, oufw4.");
  const words = form.getByLabel("What was seen or done");
  await hold();
  await form.getByRole("button", { name: "Post this entry" }).click();
  await expect.poll(() => held.length).toBe(1);
  await words.fill("Calm at the gate, oufw4. And at noon, oufw5.");
  await form.getByRole("button", { name: "Sending" }).click({ force: true });
  await release();
  await expect(form.getByText("what you added was not sent")).toBeVisible();
  await expect(words).toHaveValue("Calm at the gate, oufw4. And at noon, oufw5.");
  await expect(page.locator(".evidence-log > li").filter({ hasText: "oufw4" })).toHaveCount(1);
  await page.getByRole("banner").getByRole("link", { name: "Desk" }).click();
  const asked = page.getByRole("dialog", { name: "Not everything is sent yet" });
  await asked.getByRole("button", { name: "Leave without sending" }).click();
  await page.waitForURL(/\/desk$/);

  await page.goto(CHECKPOINT);
  for (const list of await page.getByRole("combobox").all()) await list.selectOption({ label: "Developing" });
  await saved(page);
  await page.getByRole("button", { name: "Fix and present the review" }).click();
  await page.getByText("Open the review again").click();
  const reopening = page.locator(".act").filter({ has: page.getByRole("button", { name: /^Open/ }) });
  await reopening.getByRole("textbox").fill("A word is missing.");
  await hold();
  await reopening.getByRole("button", { name: /^Open/ }).click();
  await expect.poll(() => held.length).toBe(1);
  await reopening.getByRole("textbox").fill("A word is missing. In the second part, oufw6.");
  await release();
  const kept = page.getByRole("dialog", { name: "Copy your words" });
  await expect(kept.getByRole("textbox")).toHaveValue("A word is missing. In the second part, oufw6.");
  expect(dana.problems).toEqual([]);
  await dana.context.close();
});

test("[SAVE-25] what is typed before the page's scripts are there stays", async ({ browser }) => {
  const dana = await screen(browser, product, "dana.ortiz");
  const { page } = dana;
  await continueAs(dana, "dana.ortiz");
  const held: (() => void)[] = [];
  await page.route(/\/assets\/.*\.js/, async (route) => {
    await new Promise<void>((release) => held.push(release));
    await route.continue().catch(() => {});
  });
  await page.goto(FILE, { waitUntil: "commit" });
  await page.getByText("Correct this entry").first().click();
  const words = page.getByLabel("What was seen or done").nth(1);
  await expect(words).not.toHaveValue("");
  await words.fill("Typed while the page was on its way, oufw7.");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await page.unroute(/\/assets\/.*\.js/);
  for (const release of held) release();
  await scripted(page);
  await expect(words).toHaveValue("Typed while the page was on its way, oufw7.");
  await page.getByRole("banner").getByRole("link", { name: "Desk" }).click();
  await expect(page.getByRole("dialog", { name: "Not everything is sent yet" })).toBeVisible();
  await dana.context.close();
});

test("[SAVE-26] a form that does not get through leaves the page as it is, with everything on it", async ({
  browser,
}) => {
  const dana = await screen(browser, product, "dana.ortiz");
  const { page } = dana;
  await continueAs(dana, "dana.ortiz");
  const form = await fillEntry(page, "Calm at the gate, oufw8.");
  const words = form.getByLabel("What was seen or done");
  const told = page.getByRole("heading", { name: "It did not get through" });
  let posts = 0;
  for (const fail of ["abort", 503, 500, 404] as const) {
    await page.route(/\.data/, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      posts++;
      await (fail === "abort" ? route.abort("connectionreset") : route.fulfill({ status: fail, body: "none" }));
    });
    await form.getByRole("button", { name: "Post this entry" }).click();
    await expect(told).toBeInViewport();
    await expect(words).toHaveValue("Calm at the gate, oufw8.");
    await expect(form.getByLabel("Role it is about")).toHaveValue(/./);
    await expect(form.getByRole("button", { name: "Post this entry" })).toBeVisible();
    await page.unroute(/\.data/);
  }
  expect(posts).toBe(4);
  await page.locator(".refusals").getByRole("button", { name: "Close" }).click();
  await expect(form.getByRole("button", { name: "Post this entry" })).toBeFocused();
  await page.getByRole("banner").getByRole("link", { name: "Desk" }).click();
  const asked = page.getByRole("dialog", { name: "Not everything is sent yet" });
  await asked.getByRole("button", { name: "Stay on this page" }).click();
  await form.getByRole("button", { name: "Post this entry" }).click();
  await expect(form.getByText("Posted.", { exact: false })).toBeVisible();
  await expect(told).toHaveCount(0);
  await expect(page.locator(".evidence-log > li").filter({ hasText: "oufw8" })).toHaveCount(1);

  // What somebody else does loads the page anew; a load that is lost takes nothing with it.
  await words.fill("Half a sentence, oufw9");
  let lost = 0;
  await page.route(/\.data/, async (route) => {
    if (lost++ < 2) await route.abort("connectionreset");
    else await route.continue();
  });
  const ruth = await screen(browser, product, "ruth.bell");
  await continueAs(ruth, "ruth.bell");
  await postEntry(ruth.page, "Calm at noon, oufx1.");
  await expect(page.locator(".evidence-log > li").filter({ hasText: "oufx1" })).toHaveCount(1);
  expect(lost).toBeGreaterThan(2);
  await expect(words).toHaveValue("Half a sentence, oufw9");
  for (const { context } of [dana, ruth]) await context.close();
});

test("[SAVE-22] [SAVE-27] words on their way when the form goes, and refused a good while later, are handed back", async ({
  browser,
}) => {
  const dana = await screen(browser, product, "dana.ortiz");
  const casey = await screen(browser, product, "casey.monroe");
  for (const person of [dana, casey]) await continueAs(person, person.slug);
  await dana.page.goto(CHECKPOINT);
  await scripted(dana.page);
  for (const list of await dana.page.getByRole("combobox").all()) await list.selectOption({ label: "Developing" });
  await saved(dana.page);
  await dana.page.getByRole("button", { name: "Fix and present the review" }).click();
  await dana.page.getByText("Open the review again").click();
  await casey.page.goto(CHECKPOINT);
  await scripted(casey.page);
  await casey.page.getByLabel("I disagree").check();
  await casey.page.getByLabel("In your own words").fill("The hat was on the first day, oufx2.");
  const held: (() => void)[] = [];
  await casey.page.route(/\.data/, async (route) => {
    if (route.request().method() === "POST") await new Promise<void>((release) => held.push(release));
    await route.continue().catch(() => {});
  });
  await casey.page.locator(".act").filter({ hasText: "In your own words" }).getByRole("button").click();
  await expect.poll(() => held.length).toBe(1);
  const reopening = dana.page.locator(".act").filter({ has: dana.page.getByRole("button", { name: /^Open/ }) });
  await reopening.getByRole("textbox").fill("A word is missing.");
  await reopening.getByRole("button", { name: /^Open/ }).click();
  await expect(reopening).toHaveCount(0);
  // A load of the page waits for the act that is on its way, and not for ever.
  await casey.page.waitForTimeout(1_000);
  await expect(casey.page.getByLabel("In your own words")).toHaveCount(1);
  await expect(casey.page.getByLabel("In your own words")).toHaveCount(0);
  await casey.page.waitForTimeout(1_000);
  for (const release of held) release();
  const kept = casey.page.getByRole("dialog", { name: "Copy your words" });
  await expect(kept.getByLabel("In your own words")).toHaveValue("The hat was on the first day, oufx2.");
  for (const { context } of [dana, casey]) await context.close();
});
