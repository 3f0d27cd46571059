import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { campaign } from "../support/campaign.ts";
import { bundledHarness } from "../support/suggestions/bundle.ts";
import type { Outcome, play as playSeed } from "../support/suggestions/harness.ts";
import type { mountPages } from "../support/suggestions/mounted.tsx";

declare global {
  interface Window {
    play: typeof playSeed;
    mountPages: typeof mountPages;
    pages: ReturnType<typeof mountPages>;
  }
}

/*
 * Two authors in one text, each in the editor they have: one writes and decides, the other suggests. Between them stand
 * delay, spells without network and the judge of the real server.
 */
const ACTS = 50;
const css = ["tokens.css", "theme.css", "ground.css"]
  .map((name) => readFileSync(`app/styles/${name}`, "utf8"))
  .join("\n");
const own = readFileSync("app/workspace/workspace.css", "utf8");
let bundle = "";

test.use({ trace: "off" });
test.beforeAll(async () => {
  bundle = await bundledHarness();
});

async function harness(page: Page): Promise<string[]> {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error.stack)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.route("http://localhost/**", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: "<!doctype html><html lang=en><title>t</title><body></body></html>",
    }),
  );
  await page.goto("http://localhost/");
  await page.addStyleTag({ content: css + own });
  await page.addScriptTag({ content: bundle });
  return problems;
}

test("[SUGG-5] two authors, at random: one text, nobody refused, no error, comments at their words", async ({
  page,
}) => {
  const { size, seed, long, record } = campaign("suggestions", { short: 12, long: 500 });
  test.setTimeout(long ? 3_600_000 : 120_000);
  console.log(`suggestions: FAULTS_SEED=${seed} FAULTS_SIZE=${size}`);
  const problems = await harness(page);
  const sum = { seeds: 0, suggestions: 0, updates: 0, live: 0, deleted: 0 };
  for (let i = 0; i < size; i++) {
    const outcome: Outcome = await page.evaluate(([s, n]) => window.play(s, n), [seed + i, ACTS] as const);
    const { refused, errors, broken, diverged, anchors } = outcome;
    const told = { seed: seed + i, refused, errors, broken, diverged, lost: anchors.lost };
    const last = outcome.acts.slice(-4).join(", ");
    expect(told, `last: ${last}`).toEqual({
      seed: seed + i,
      refused: [],
      errors: [],
      broken: [],
      diverged: [],
      lost: [],
    });
    sum.seeds++;
    sum.suggestions += outcome.suggestions;
    sum.updates += outcome.updates;
    sum.live += anchors.live;
    sum.deleted += anchors.deleted;
  }
  console.log(JSON.stringify(sum));
  expect(problems).toEqual([]);
  record(sum, "That people find suggesting easy; more than two authors at once.");
});

const LINES = [
  "Officer Patel taught twelve lessons this year and was seen in the halls each morning before the first bell.",
  "She wrote reports on time. Two were returned for a missing date, and both came back the same day.",
  "Parents called her calm and fair.",
];
const box = (page: Page, who: "writer" | "suggester") => page.getByRole("textbox", { name: `Text for the ${who}` });
const list = (page: Page, who: "writer" | "suggester") => page.locator(`#${who} .sug-list`);

async function mounted(page: Page): Promise<string[]> {
  const problems = await harness(page);
  await page.evaluate((lines) => {
    window.pages = window.mountPages(lines);
  }, LINES);
  await expect(box(page, "writer")).toContainText("Officer Patel");
  await expect(box(page, "suggester")).toContainText("Officer Patel");
  return problems;
}

/** The first letter of the text is where the caret goes. */
async function atStart(page: Page, who: "writer" | "suggester"): Promise<void> {
  await box(page, who).click();
  await moveTo(page, "Control+Home");
}

/** A key that moves the caret; the editor hears of it a moment later. */
async function moveTo(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20))));
}

const plain = async (page: Page) => JSON.parse(await page.evaluate(() => window.pages.text()))[0] as string;

test("[SUGG-4] [SUGG-6] typed with the keyboard: words are suggested, the text waits for whoever writes", async ({
  page,
}) => {
  const problems = await mounted(page);
  const before = await plain(page);
  await atStart(page, "suggester");
  await page.keyboard.type("This year ");
  for (let i = 0; i < 8; i++) await page.keyboard.press("Delete");
  await moveTo(page, "Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("A new line.");
  const ins = box(page, "suggester").locator("ins");
  await expect(ins).toHaveText(["This year ", "¶A new line."]);
  await expect(box(page, "suggester").locator("del")).toHaveText("Officer ");
  expect(await plain(page)).toBe(before);
  // The same, for whoever writes, in the text and in the list.
  await expect(box(page, "writer").locator("ins")).toHaveText(["This year ", "¶A new line."]);
  await expect(list(page, "writer").locator(".sug-words")).toHaveText([
    "Replace “Officer ” with “This year ”",
    "Add “¶A new line.”",
  ]);
  // Not words: dropped, and said why.
  await moveTo(page, "Control+Home");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/html", "<ul><li>one</li><li>two</li></ul>");
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  });
  await expect(box(page, "suggester").locator("li")).toHaveCount(0);
  await expect(box(page, "suggester").locator("ins", { hasText: "one¶two" })).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(box(page, "suggester").locator("ins", { hasText: "one" })).toHaveCount(0);

  await list(page, "writer")
    .getByRole("button", { name: /^Accept : Replace/ })
    .press("Enter");
  await expect(box(page, "writer")).toContainText("This year Patel taught");
  await expect.poll(() => plain(page)).toContain("<paragraph>This year Patel taught");
  await list(page, "writer")
    .getByRole("button", { name: /^Accept : Add/ })
    .press("Enter");
  await expect(box(page, "writer").locator("p", { hasText: /^A new line\.$/ })).toHaveCount(1);
  await expect(list(page, "suggester")).toContainText("None is open.");
  // One undo takes back the acceptance: the words go, the suggestion is open again.
  await box(page, "writer").click();
  await page.keyboard.press("Control+z");
  await expect(box(page, "writer").locator("ins")).toHaveText(["¶A new line."]);
  await expect(list(page, "suggester").getByRole("button", { name: /^Withdraw/ })).toHaveCount(1);
  await list(page, "suggester")
    .getByRole("button", { name: /^Withdraw/ })
    .click();
  await expect(box(page, "writer").locator("ins")).toHaveCount(0);
  const { trouble } = await page.evaluate(() => window.pages);
  expect([trouble, problems]).toEqual([{ refused: [], errors: [], broken: [] }, []]);
});

test("[SUGG-7] told by sign, by words and to a screen reader; Clean leaves every line where it is", async ({
  page,
}) => {
  const problems = await mounted(page);
  await atStart(page, "suggester");
  await page.keyboard.type("In her third year, and as she had promised at the beginning of it, ");
  for (let i = 0; i < 3; i++) await moveTo(page, "Control+ArrowRight");
  for (let i = 0; i < 30; i++) await page.keyboard.press("Delete");
  await moveTo(page, "Control+End");
  await moveTo(page, "Home");
  await moveTo(page, "Shift+Control+ArrowRight");
  await page.locator("#suggester").getByRole("button", { name: "Comment on the selected words" }).click();
  await expect(box(page, "suggester").locator("mark.remark")).toHaveText(/Parents ?/);

  const says = (tag: string) =>
    box(page, "writer")
      .locator(tag)
      .first()
      .evaluate((each) => [getComputedStyle(each, "::before").content, getComputedStyle(each).textDecorationLine]);
  await expect(box(page, "writer").locator("ins")).toHaveCount(1);
  expect(await says("ins")).toEqual(['"[Principal Bell suggests to add: "', "underline"]);
  expect(await says("del")).toEqual(['"[Principal Bell suggests to take out: "', "line-through"]);
  await expect(list(page, "writer")).toContainText("Principal Bell");
  await expect(list(page, "writer")).toContainText("just now");

  for (const who of ["writer", "suggester"] as const) {
    const tops = () => box(page, who).evaluate(lineTops);
    const markup = await tops();
    await page.locator(`#${who}`).getByRole("button", { name: "Clean" }).click();
    expect(
      await box(page, who)
        .locator("del")
        .first()
        .evaluate((each) => getComputedStyle(each).visibility),
    ).toBe("hidden");
    const clean = await tops();
    expect(markup.length, "lines of text").toBeGreaterThan(4);
    console.log(
      `${who}: ${markup.length} lines, moved by ${Math.max(...markup.map((top, i) => Math.abs(top - (clean[i] ?? 0))))} px`,
    );
    expect(clean).toEqual(markup);
    await page.locator(`#${who}`).getByRole("button", { name: "Markup" }).click();
  }
  const { violations } = await new AxeBuilder({ page })
    .disableRules([
      "landmark-no-duplicate-main",
      "landmark-main-is-top-level",
      "landmark-unique",
      "page-has-heading-one",
    ])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  // Everything by keyboard: from the text to the buttons of the list.
  await box(page, "writer").focus();
  const reached: string[] = [];
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ""));
  }
  expect(reached.join("|")).toMatch(/Accept.*Reject/);
  expect(problems).toEqual([]);
});

/** Where each line of the words shown begins, from above. */
function lineTops(box: Element): number[] {
  const tops = new Set<number>();
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { top, width } of range.getClientRects()) if (width > 0) tops.add(Math.round(top * 100) / 100);
  }
  return [...tops].sort((a, b) => a - b);
}
