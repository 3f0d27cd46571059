import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { continueAs, openDemo, type Person, screen } from "./people.ts";
import { Product } from "./server.ts";

/* Every page that each of these people can reach by following links, from the first page on. */
/** A lead sees every page in every state; of the others one page of each kind is enough, since the parts are the same. */
const READERS = ["dana.ortiz", "ji-woo.kim", "amara.osei"];
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
    test.setTimeout(300_000);
    const person = await screen(browser, product, slug);
    const problems: string[] = [];
    const looked = new Set<string>();
    const kind = process.env.PAGES === "every-state" ? kindAndState : kindOnly;
    const opened = await reachable(person, slug, kind, async (path) => {
      // Another state of the same kind of page brings other words, and the same colors and columns.
      const first = !looked.has(kindOnly(path));
      looked.add(kindOnly(path));
      problems.push(...(await problemsOf(person.page, path, first)));
    });
    expect(opened).toBeGreaterThan(6);
    expect(problems).toEqual([]);
    expect(person.problems).toEqual([]);
    await person.context.close();
  });
}

/** What is wrong with the page that is open. @param first its colors and widths are looked at too */
async function problemsOf(page: Page, path: string, first: boolean): Promise<string[]> {
  const problems: string[] = [];
  const light = await new AxeBuilder({ page }).withTags(TAGS).analyze();
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

/** A theme changes colors and nothing else: in dark only what depends on them is looked at again. */
async function inDark(page: Page) {
  await page.emulateMedia({ colorScheme: "dark" });
  const found = await new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** Follows every link to a page of the product, one page of each kind. @returns how many were opened */
async function reachable(
  person: Person,
  slug: string,
  kind: (path: string) => string,
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
  await visit("/");
  await visit("/sign-in");
  await continueAs(person, slug);
  queue.length = 0;
  queue.push("/desk");
  for (let path = queue.shift(); path; path = queue.shift()) if (!found.has(kind(path))) await visit(path);
  return found.size;
}

/** Candidates' files and records differ in ids only; rounds and interviews by state too: `PAGES=every-state` opens each. */
/** All histories of one kind of text are the same page. */
const kindAndState = (path: string) =>
  path
    .replace(/\/(candidates|records)\/(?!new|import)[^/]+/, "/$1/:id")
    .replace(/^\/history\/([^/]+)\/[^/]+\/([^/]+)\/.+/, "/history/$1/:id/$2/:r");
const kindOnly = (path: string) => kindAndState(path).replace(/\/(selection|interviews)\/(?!new)[^/]+/, "/$1/:id");

async function links(page: Page): Promise<string[]> {
  const hrefs = await page.locator("a[href]:not([download])").evaluateAll((anchors) =>
    anchors
      .map((a) => new URL((a as HTMLAnchorElement).href))
      .filter((u) => u.origin === location.origin)
      .map((u) => u.pathname),
  );
  return hrefs.filter(
    (path) => !/^\/(assets|files|as)\/|\.(json|csv|pdf|svg|png)$|\/(json|template)$|^\/demo/.test(path),
  );
}
