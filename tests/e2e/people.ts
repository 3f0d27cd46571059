import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import type { Product } from "./server.ts";

/** One person at one screen: a browser context of their own, with everything their browser received. */
export interface Person {
  slug: string;
  context: BrowserContext;
  page: Page;
  /** Everything that came in: socket frames, documents, loader responses, downloads. */
  received: Buffer[];
  /** Console errors and uncaught exceptions; a test that expects none says so at its end. */
  problems: string[];
}

/** Opens a screen for nobody in particular. */
export async function screen(
  browser: Browser,
  product: Product,
  slug: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Person> {
  const context = await browser.newContext({ baseURL: product.url, ...options });
  const received: Buffer[] = [];
  // What the page's own code fetches is taken down inside the page: the browser does not keep every such answer for us.
  await context.exposeBinding("takeDown", (_source, text: string) => received.push(Buffer.from(text)));
  await context.addInitScript(() => {
    const original = window.fetch;
    window.fetch = async (...request) => {
      const response = await original(...request);
      response
        .clone()
        .text()
        .then((window as unknown as { takeDown: (text: string) => void }).takeDown, () => {});
      return response;
    };
  });
  const page = await context.newPage();
  const person: Person = { slug, context, page, received, problems: [] };
  listen(person, page);
  return person;
}

/** Listens to one more page (a second tab) of the same person. */
export function listen(person: Person, page: Page): void {
  page.on("console", (message) => {
    if (message.type() === "error")
      person.problems.push(`${person.slug}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => person.problems.push(`${person.slug}: ${error.message}`));
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => person.received.push(Buffer.from(payload))),
  );
  page.on("response", (response) => {
    if (/\/assets\//.test(response.url())) return;
    response.body().then(
      (body) => person.received.push(body),
      () => {},
    );
  });
}

/** Opens the demo program once for a product that has an empty database. */
export async function openDemo(browser: Browser, product: Product): Promise<void> {
  const context = await browser.newContext({ baseURL: product.url });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: "Explore the demo program" }).click();
  await expect(page.getByRole("button", { name: "In a new window as Lt. Dana Ortiz" })).toBeVisible({
    timeout: 60_000,
  });
  await context.close();
}

/** The page's scripts are there: before that a form is sent as a whole page, and what is typed goes with the document. */
export async function scripted(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__reactProps")),
  );
}

/** Did anything this person's browser received hold these words? */
export function saw(person: Person, words: string): boolean {
  const needle = Buffer.from(words);
  return person.received.some((chunk) => chunk.includes(needle));
}

/** Signs a demo screen in as one of the cast, through the tray's own door. */
export async function continueAs(person: Person, slug: string): Promise<void> {
  await person.page.goto("/demo");
  await person.page
    .getByRole("button", { name: `Continue as ${NAMES[slug]}` })
    .last()
    .click();
  await person.page.waitForURL(/\/desk$/);
}

/** Throws away words that were handed back, as somebody who is sure. */
export async function throwAway(dialog: Locator): Promise<void> {
  const close = dialog.getByRole("button", { name: "Close" });
  if (await close.isVisible()) await close.click();
  await dialog.getByRole("button", { name: "Throw them away" }).click();
}

/** The masthead claims "Saved" only after the server's durable acknowledgement, with nothing waiting. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('.save[data-state="saved"][data-unsent="0"]')).toContainText("Saved", { timeout: 30_000 });
}

export const NAMES: Record<string, string> = {
  "dana.ortiz": "Lt. Dana Ortiz",
  "ruth.bell": "Principal Ruth Bell",
  "marcus.hale": "Sgt. Marcus Hale",
  "elena.ruiz": "Elena Ruiz",
  "ji-woo.kim": "Ji-woo Kim",
  "amara.osei": "Amara Osei",
  "tom.brandt": "Chief Tom Brandt",
  "lillian.cho": "Supt. Lillian Cho",
  "casey.monroe": "Officer Casey Monroe",
  "nina.patel": "Officer Nina Patel",
};
