import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { continueAs, openDemo, type Person, saved, screen } from "./people.ts";
import { Product } from "./server.ts";

/* Every page that each of these people can reach by following links, from the first page on. */
/** A lead opens one page of every kind; of the others only what looks different to them. */
const READERS = ["dana.ortiz", "ji-woo.kim", "amara.osei", "tom.brandt", "casey.monroe"];
const EVERYTHING = "dana.ortiz";
/** The same parts for whoever may read them. */
const SAME_FOR_ALL =
  /^\/($|about|accessibility|privacy|verify|sign-in|account|records|agreement|history|report|outbox)|\/(letters|dropped|import|new|edit|agreement)(\/|$)|^\/selection$/;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [1440, 820, 390, 320];

// Each worker has a product of its own, so the readers need not wait for each other.
test.describe.configure({ mode: "parallel" });
const product = new Product();
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

for (const slug of READERS) {
  test(`[LOOK-2] every page ${slug} can open has no axe violation in light and dark, no sideways scroll, no console error`, async ({
    browser,
  }) => {
    test.setTimeout(480_000);
    const person = await screen(browser, product, slug);
    const problems: string[] = [];
    const looked = new Set<string>();
    const open = (path: string) => slug === EVERYTHING || !SAME_FOR_ALL.test(path);
    const kind = process.env.PAGES === "every-state" ? kindAndState : kindOnly;
    const opened = await reachable(person, slug, { kind, open }, async (path) => {
      // Another state of the same kind of page brings other words, another reader fewer of them: the same colors.
      const first = slug === EVERYTHING && !looked.has(familyOf(path));
      looked.add(familyOf(path));
      problems.push(...(await problemsOf(person.page, path, first)));
    });
    expect(opened).toBeGreaterThan(slug === EVERYTHING ? 25 : 3);
    expect(problems).toEqual([]);
    expect(person.problems).toEqual([]);
    await person.context.close();
  });
}

/** What is wrong with the page that is open. @param first its dark colors are looked at too */
async function problemsOf(page: Page, path: string, first: boolean): Promise<string[]> {
  const problems: string[] = [];
  const light = await axe(page).withTags(TAGS).analyze();
  const found = { light, dark: first ? await inDark(page) : { violations: [] } };
  for (const [theme, { violations }] of Object.entries(found))
    for (const v of violations)
      problems.push(
        `${path} (${theme}): ${v.id}: ${v.nodes[0]?.html.slice(0, 160)} ${v.nodes[0]?.failureSummary?.slice(0, 200)}`,
      );
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wider > 1) problems.push(`${path}: ${wider} px sideways at ${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return problems;
}

/** Only what is wrong is collected, and in the page itself: it has no frames of its own. */
const axe = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);

/** A theme changes colors and nothing else: in dark only what depends on them is looked at again. */
async function inDark(page: Page) {
  await page.emulateMedia({ colorScheme: "dark" });
  const found = await axe(page).withRules(["color-contrast", "link-in-text-block"]).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** Follows every link to a page of the product, one page of each kind. @returns how many were opened */
async function reachable(
  person: Person,
  slug: string,
  { kind, open }: { kind: (path: string) => string; open: (path: string) => boolean },
  look: (path: string) => Promise<void>,
): Promise<number> {
  const found = new Set<string>();
  const queue: string[] = [];
  const visit = async (path: string) => {
    found.add(kind(path));
    await person.page.goto(path);
    await person.page.waitForLoadState("load");
    queue.push(...(await links(person.page)));
    await look(path);
  };
  if (open("/")) await visit("/");
  if (open("/sign-in")) await visit("/sign-in");
  await continueAs(person, slug);
  queue.length = 0;
  queue.push("/desk");
  for (let path = queue.shift(); path; path = queue.shift())
    if (open(path) && !found.has(kind(path))) await visit(path);
  return found.size;
}

/**
 * Candidates' files, records, letters and versions differ in ids only, and all histories of one kind of text are the same
 * page. Rounds and interviews differ by state too: `PAGES=every-state` opens each.
 */
const kindAndState = (path: string) =>
  path
    .replace(/\/(candidates|records|letters|outbox|agreement)\/(?!new|import)[^/]+/, "/$1/:id")
    .replace(/^\/history\/([^/]+)\/[^/]+\/([^/]+)\/.+/, "/history/$1/:id/$2/:r");
/** A decision is another page while it is written, while it is signed, and once it is sealed. All histories are one page. */
const kindOnly = (path: string) =>
  /\/decision$/.test(path)
    ? path
    : kindAndState(path)
        .replace(/\/(selection|interviews)\/(?!new)[^/]+/, "/$1/:id")
        .replace(/^\/history\/.+/, "/history");

/** All checkpoints are one page, whatever they show. */
const familyOf = (path: string) => kindOnly(path).replace(/\/probation\/\d+$/, "/probation/:n");

async function links(page: Page): Promise<string[]> {
  const hrefs = await page.locator("a[href]:not([download])").evaluateAll((anchors) =>
    anchors
      .map((a) => new URL((a as HTMLAnchorElement).href))
      .filter((u) => u.origin === location.origin)
      .map((u) => u.pathname),
  );
  return hrefs.filter(
    (path) =>
      !/^\/(assets|files|as)\/|\.(json|csv|pdf|svg|png)$|\/(json|pdf|eml|ics|template|export)$|^\/demo/.test(path),
  );
}

test("[LOOK-5] after a link or a submit the focus stays on the page", async ({ browser }) => {
  const { page, context } = await screen(browser, product, "dana.ortiz");
  await continueAs({ page } as Person, "dana.ortiz");
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  await page.goto("/selection/summer-programs/agreement");
  await page.getByRole("link", { name: "History" }).first().click();
  await page.waitForURL(/\/history\//);
  await expect.poll(focused).toBe("MAIN");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { name: /^What changed between/ })).toBeFocused();
  await page.getByRole("link", { name: "Stop comparing" }).click();
  await expect(page.getByRole("heading", { name: /^The text as of/ })).toBeFocused();
  await page.goto("/selection/middle-school");
  await page.getByText("Change the due dates").click();
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Keep the dates" }).click();
  await answered;
  await expect(page.getByRole("button", { name: "Keep the dates" })).toBeFocused();
  await context.close();
});

test("[SAVE-20] signed out in another tab, a page with unsent words stays and offers the way to sign in", async ({
  browser,
}) => {
  const { page, context } = await screen(browser, product, "dana.ortiz");
  await continueAs({ page } as Person, "dana.ortiz");
  await page.goto("/selection/summer-programs/agreement");
  await saved(page);
  const [idle, other] = [await context.newPage(), await context.newPage()];
  await idle.goto("/selection/summer-programs/agreement");
  await saved(idle);
  await other.goto("/desk");
  const network = await context.newCDPSession(page);
  const setOffline = (offline: boolean) =>
    network.send("Network.emulateNetworkConditions", {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await setOffline(true);
  const field = page.getByRole("textbox", { name: /^Position/ }).first();
  await field.click();
  await page.keyboard.type("kept ");
  await expect(page.locator('.save:not([data-unsent="0"])')).toBeVisible();
  await other.locator("summary", { hasText: "Your account" }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  // Nothing is unsent there: the page gives way.
  await idle.waitForURL(/\/sign-in/);
  await setOffline(false);
  const way = page.locator(".save").getByRole("link", { name: "Sign in, in a new tab" });
  await expect(way).toBeVisible();
  await expect(way).toHaveAttribute("target", "_blank");
  await expect(field).toHaveValue(/kept/);
  await context.close();
});
