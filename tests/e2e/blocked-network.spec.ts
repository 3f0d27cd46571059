import { type Browser, expect, type Page, test } from "@playwright/test";
import { BlockingProxy } from "./blocking-proxy.ts";
import { continueAs, listen, openDemo, type Person, screen } from "./people.ts";
import { Product } from "./server.ts";

/*
 * A school whose network lets no WebSocket pass. Ruth sits behind it, Dana does not; they write one agreement.
 */
const AGREEMENT = "/selection/summer-programs/agreement";
const TIE = "When two candidates have equal totals";
const product = new Product();
const proxy = new BlockingProxy(() => product.url);

test.beforeAll(async ({ browser }) => {
  await product.start();
  await proxy.start();
  await openDemo(browser, product);
});
test.afterAll(async () => {
  await proxy.close();
  await product.close();
});

test("[LINE-9] behind a network that refuses WebSockets people type together, reload, and survive a restart", async ({
  browser,
}) => {
  proxy.mode = "refuse";
  const dana = await lead(browser, "dana.ortiz", product.url);
  const ruth = await lead(browser, "ruth.bell", proxy.url);
  await over(ruth.page, "http");
  await over(dana.page, "socket");
  await expect(save(ruth.page)).toContainText("over the slower connection this network allows");
  expect(proxy.seen.streams).toBe(1);

  await tie(dana.page).fill("");
  // One after the other, then both at once, each at one end of the same field.
  await type(dana.page, "Youth first.", "End");
  await expect(tie(ruth.page)).toHaveValue("Youth first.");
  await Promise.all([type(dana.page, "a".repeat(40), "Home"), type(ruth.page, "z".repeat(40), "End")]);
  await saved(ruth.page);
  await saved(dana.page);
  const both = `${"a".repeat(40)}Youth first.${"z".repeat(40)}`;
  for (const { page } of [dana, ruth]) await expect(tie(page)).toHaveValue(both);
  await here(dana.page, "Principal Ruth Bell");
  await here(ruth.page, "Lt. Dana Ortiz");

  await ruth.page.reload();
  await saved(ruth.page);
  await over(ruth.page, "http");
  await expect(tie(ruth.page)).toHaveValue(both);

  // The server goes away while Ruth types on, and comes back.
  await product.stop("SIGKILL");
  await type(ruth.page, " Kept.", "End");
  await expect(save(ruth.page)).not.toContainText("Saved");
  await expect(save(ruth.page)).toHaveAttribute("data-unsent", "6");
  await product.start();
  await saved(ruth.page);
  await over(ruth.page, "http");
  await expect(tie(dana.page)).toHaveValue(`${both} Kept.`);
  await over(dana.page, "socket");

  await tie(dana.page).fill("");
  await saved(dana.page);
  await expect(tie(ruth.page)).toHaveValue("");
  await Promise.all([dana.context.close(), ruth.context.close()]);
});

test("[LINE-9] three tabs of one blocked person work side by side, and their pages load", async ({ browser }) => {
  proxy.mode = "refuse";
  const ruth = await lead(browser, "ruth.bell", proxy.url);
  await tie(ruth.page).fill("");
  const tabs = [ruth.page, await ruth.context.newPage(), await ruth.context.newPage()];
  for (const tab of tabs.slice(1)) {
    listen(ruth, tab);
    await tab.goto(AGREEMENT);
    await saved(tab);
  }
  for (const [i, tab] of tabs.entries()) {
    await over(tab, "http");
    await type(tab, `tab${i} `, "End");
    for (const other of tabs) await expect(tie(other)).toHaveValue(new RegExp(`tab${i} $`));
    await saved(tab);
  }
  const [first, , third] = tabs as [Page, Page, Page];
  await third.goto("/desk");
  await expect(third.getByRole("heading", { level: 1 })).toBeVisible();
  await tie(first).fill("");
  await saved(first);
  await ruth.context.close();
});

test("[LINE-7] with more tabs than connections, a hidden one gives way and comes back when it is looked at", async ({
  browser,
}) => {
  proxy.mode = "refuse";
  const ruth = await lead(browser, "ruth.bell", proxy.url);
  const tabs = [ruth.page];
  while (tabs.length < 5) {
    const tab = await ruth.context.newPage();
    await tab.goto(AGREEMENT);
    await saved(tab);
    tabs.push(tab);
  }
  const [first, , , , last] = tabs as [Page, Page, Page, Page, Page];
  await tie(last).fill("from the fifth");
  await saved(last);
  // Playwright's pages are all visible: one that gave way comes back by itself after a moment.
  for (const tab of tabs) await expect(tie(tab)).toHaveValue("from the fifth", { timeout: 30_000 });
  await tie(first).fill("");
  await saved(first);
  await ruth.context.close();
});

test("[LINE-9] a network that lets WebSockets hang is found out within seconds, and a switch in the middle too", async ({
  browser,
}) => {
  proxy.mode = "hang";
  const ruth = await screen(browser, product, "ruth.bell", { baseURL: proxy.url });
  await continueAs(ruth, "ruth.bell");
  const before = Date.now();
  await ruth.page.goto(AGREEMENT);
  await saved(ruth.page);
  await over(ruth.page, "http");
  expect(Date.now() - before).toBeLessThan(12_000);
  await ruth.context.close();

  // A laptop that is carried from one network into the other: its WebSocket is cut, and no other one opens.
  proxy.mode = "pass";
  const dana = await lead(browser, "dana.ortiz", proxy.url);
  await over(dana.page, "socket");
  proxy.mode = "refuse";
  proxy.cut();
  await type(dana.page, "carried over", "End");
  await over(dana.page, "http");
  await saved(dana.page);
  await tie(dana.page).fill("");
  await saved(dana.page);
  await dana.context.close();
});

test("[LINE-10] a server that is down, or too busy, moves nobody to HTTP", async ({ browser }) => {
  proxy.mode = "pass";
  const ruth = await lead(browser, "ruth.bell", proxy.url);
  const streams = proxy.seen.streams;
  await over(ruth.page, "socket");
  await product.stop("SIGKILL");
  const upgrades = proxy.seen.upgrades;
  await type(ruth.page, "while it was away", "End");
  await expect.poll(() => proxy.seen.upgrades).toBeGreaterThan(upgrades + 1);
  await product.start();
  await saved(ruth.page);
  await over(ruth.page, "socket");

  // Two connections in a row, each with its second try.
  proxy.busy = 4;
  proxy.cut();
  await expect.poll(() => proxy.busy).toBe(0);
  await type(ruth.page, ", and busy", "End");
  await saved(ruth.page);
  await over(ruth.page, "socket");
  expect(proxy.seen.streams).toBe(streams);
  await tie(ruth.page).fill("");
  await saved(ruth.page);
  await ruth.context.close();
});

test("[LINE-11] a proxy that says there is no server replaces neither the page nor what is typed on it", async ({
  browser,
}) => {
  proxy.mode = "pass";
  const ruth = await lead(browser, "ruth.bell", proxy.url);
  await tie(ruth.page).fill("");
  await saved(ruth.page);
  await product.stop("SIGKILL");
  await type(ruth.page, "while it was away", "End");
  proxy.gone = 2;
  // A server that started anew knows more than the page: the page loads its data again.
  await product.start();
  await expect.poll(() => proxy.gone, { timeout: 45_000 }).toBe(0);
  await saved(ruth.page);
  await expect(tie(ruth.page)).toHaveValue("while it was away");
  await expect(ruth.page.getByRole("heading", { level: 1 })).toHaveText(/agreement/i);
  await tie(ruth.page).fill("");
  await saved(ruth.page);
  await ruth.context.close();
});

test("[LINE-10] where WebSockets pass again, a later connection uses them again", async ({ browser }) => {
  proxy.mode = "refuse";
  const ruth = await screen(browser, product, "ruth.bell", { baseURL: proxy.url });
  await ruth.page.clock.install();
  await continueAs(ruth, "ruth.bell");
  await ruth.page.goto(AGREEMENT);
  await saved(ruth.page);
  await over(ruth.page, "http");
  proxy.mode = "pass";
  await ruth.page.clock.fastForward("04:00");
  await over(ruth.page, "socket");
  await saved(ruth.page);
  await ruth.context.close();
});

/** One of the two leads, at the agreement that is being written. */
async function lead(browser: Browser, slug: string, baseURL: string): Promise<Person> {
  const person = await screen(browser, product, slug, { baseURL });
  await continueAs(person, slug);
  await person.page.goto(AGREEMENT);
  await saved(person.page);
  return person;
}

const save = (page: Page) => page.locator(".save").first();
const tie = (page: Page) => page.getByLabel(TIE);

async function here(page: Page, name: string): Promise<void> {
  const faces = page.getByRole("group", { name: "Here now" });
  await expect(faces.getByRole("img", { name: new RegExp(`^${name}(?!.*not connected)`) })).toBeVisible();
}

async function over(page: Page, line: "socket" | "http"): Promise<void> {
  await expect(save(page)).toHaveAttribute("data-line", line, { timeout: 30_000 });
}

async function saved(page: Page): Promise<void> {
  await expect(page.locator('.save[data-state="saved"][data-unsent="0"]')).toContainText("Saved", { timeout: 30_000 });
}

async function type(page: Page, words: string, at: "Home" | "End"): Promise<void> {
  await tie(page).focus();
  await page.keyboard.press(`Control+${at}`);
  await page.keyboard.type(words, { delay: 8 });
}
