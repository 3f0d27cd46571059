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
    const pages = await reachable(person, slug, process.env.PAGES === "every-state" ? kindAndState : kindOnly);
    expect(pages.length).toBeGreaterThan(6);
    const problems: string[] = [];
    const looked = new Set<string>();
    for (const path of pages) {
      // Another state of the same kind of page brings other words, and the same colors and columns.
      const first = !looked.has(kindOnly(path));
      looked.add(kindOnly(path));
      await person.page.goto(path);
      await person.page.waitForLoadState("load");
      const axe = () => new AxeBuilder({ page: person.page }).withTags(TAGS);
      // A theme changes colors and nothing else: in dark only what depends on them is looked at again.
      const light = await axe().analyze();
      await person.page.emulateMedia({ colorScheme: "dark" });
      const dark = first
        ? await new AxeBuilder({ page: person.page }).withRules(["color-contrast", "link-in-text-block"]).analyze()
        : { violations: [] };
      await person.page.emulateMedia({ colorScheme: "light" });
      for (const [theme, { violations }] of Object.entries({ light, dark }))
        for (const v of violations)
          problems.push(
            `${path} (${theme}): ${v.id}: ${v.nodes[0]?.html.slice(0, 160)} ${v.nodes[0]?.failureSummary?.slice(0, 200)}`,
          );
      for (const width of WIDTHS) {
        await person.page.setViewportSize({ width, height: 900 });
        const wider = await person.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wider > 1) problems.push(`${path}: ${wider} px sideways at ${width}`);
      }
      await person.page.setViewportSize({ width: 1440, height: 900 });
    }
    expect(problems).toEqual([]);
    expect(person.problems).toEqual([]);
    await person.context.close();
  });
}

/** Follows every link to a page of the product, one page of each kind. */
async function reachable(person: Person, slug: string, kind: (path: string) => string): Promise<string[]> {
  const found = new Map<string, string>();
  const queue = ["/", "/sign-in"];
  const visit = async (path: string) => {
    found.set(kind(path), path);
    await person.page.goto(path);
    queue.push(...(await links(person.page)));
  };
  await visit("/");
  await visit("/sign-in");
  await continueAs(person, slug);
  queue.length = 0;
  queue.push("/desk");
  for (let path = queue.shift(); path; path = queue.shift()) {
    if (found.has(kind(path))) continue;
    await visit(path);
  }
  return [...found.values()];
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
