import { type Browser, type CDPSession, expect, type Page, test } from "@playwright/test";
import { randomness } from "../support/campaign.ts";
import { interviewAt, joinInterview, loggedNotes, notes } from "./notes.ts";
import { continueAs, openDemo, type Person, screen } from "./people.ts";
import { Product } from "./server.ts";

/*
 * Two people in the notes of a live interview: one does everything an editor can be made to do, the other writes. The
 * server closes the line of whoever touches a question's heading or sends what notes do not hold; so nobody's is closed.
 */
const SEED = Number(process.env.EDITOR_SEED ?? Date.now() % 1_000_000);
const ACTS = Number(process.env.EDITOR_ACTS ?? 110);
const REFUSALS = [4403, 4422];
const product = new Product();

// A trace takes a picture of the page at every act.
test.use({ trace: "off" });
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

test("[ROOM-78] no act in the notes touches a heading or is refused", async ({ browser }) => {
  test.setTimeout(240_000);
  // Not in the title: every worker reads this file anew.
  console.log(`EDITOR_SEED=${SEED}`);
  const random = randomness(SEED);
  const closes: number[] = [];
  const dana = await panelist(browser, "dana.ortiz", closes);
  const ruth = await panelist(browser, "ruth.bell", closes);
  const before = headings(await shown(dana.page));
  expect(before.length).toBeGreaterThan(2);

  const cdp = await dana.context.newCDPSession(dana.page);
  const done: string[] = [];
  let writing = true;
  const other = (async () => {
    for (let n = 0; writing; n++) {
      if (n % 8 === 0)
        await lines(ruth.page)
          .nth(n % (await lines(ruth.page).count()))
          .click({ timeout: 1_000 })
          .catch(() => {});
      await ruth.page.keyboard.type(`w${n} `, { delay: 5 });
      if (n % 5 === 4) await ruth.page.keyboard.press("Enter");
    }
  })();
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  for (let n = 0; n < ACTS; n++) {
    const [name, act] = pick(ACTIONS);
    done.push(name);
    if (random() < 0.5) await somewhere(dana.page, random);
    // Tab may have led out of the notes.
    await notes(dana.page).focus();
    await act(dana.page, random, cdp);
    if (closes.some((code) => REFUSALS.includes(code))) break;
  }
  writing = false;
  await other;
  expect(
    closes.filter((code) => REFUSALS.includes(code)),
    `after ${done.slice(-4).join(", ")}`,
  ).toEqual([]);
  for (const { page } of [dana, ruth])
    await expect(page.locator('.save[data-state="saved"][data-unsent="0"]')).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => JSON.stringify(await shown(ruth.page))).toBe(JSON.stringify(await shown(dana.page)));
  const kept = await shown(dana.page);
  expect(headings(kept)).toEqual(before);
  expect(kept.filter(({ text }) => text !== "")).toEqual(logged(interviewAt(dana.page)));
  expect(kept.some(({ text }) => /w\d+/.test(text))).toBe(true);
  await expect(dana.page.getByRole("dialog", { name: "Copy your words" })).toHaveCount(0);
  await expect(ruth.page.getByRole("dialog", { name: "Copy your words" })).toHaveCount(0);
  // Chromium's own editing brings styles, which the page's policy refuses and the editor never takes up.
  const problems = [...dana.problems, ...ruth.problems].filter((each) => !each.includes("Applying inline style"));
  expect(problems).toEqual([]);
  await Promise.all([dana.context.close(), ruth.context.close()]);
});

type Act = (page: Page, random: () => number, cdp: CDPSession) => Promise<unknown>;

const keys = (...all: string[]): [string, Act] => [
  all.join(" "),
  async (page) => {
    for (const key of all) await (key.startsWith("=") ? page.keyboard.type(key.slice(1)) : page.keyboard.press(key));
  },
];
const button = (name: string): [string, Act] => [
  name,
  (page) => page.getByRole("button", { name, exact: true }).click(),
];
const pasted = (html: string): [string, Act] => [
  html,
  (page) =>
    notes(page).evaluate((box, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      clipboardData.setData("text/plain", html.replace(/<[^>]+>/g, " "));
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, html),
];

const ACTIONS: [string, Act][] = [
  ...["Enter", "Backspace", "Delete", "Tab", "Shift+Tab", "Shift+Enter", "Control+Enter"].map((key) => keys(key)),
  ...["Control+Backspace", "Control+Delete", "Control+Shift+8", "Control+Shift+7", "Control+Shift+b"].map((key) =>
    keys(key),
  ),
  ...["Control+z", "Control+z", "Control+Shift+z", "Control+y", "Control+b", "Control+i"].map((key) => keys(key)),
  ...[0, 1, 2, 3].map((level) => keys(`Control+Alt+${level}`)),
  ...["=- ", "=* ", "=1. ", "=# ", "=### ", "=> ", "=``` ", "=--- "].map((rule) => keys("Enter", rule, "=said")),
  keys("Home", "Backspace"),
  keys("End", "Delete"),
  keys("End", "Enter", "Enter", "=new"),
  keys("=some words "),
  keys("Control+a", "=x"),
  keys("Control+a", "Delete"),
  keys("Control+a", "Control+b"),
  keys("Control+a", "Control+Shift+8"),
  keys("Control+a", "Control+c", "ArrowRight", "Control+v"),
  keys("Control+a", "Control+x"),
  keys("Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp", "Delete"),
  keys("Shift+ArrowDown", "Shift+ArrowDown", "=over"),
  keys("Shift+ArrowUp", "Shift+ArrowUp", "Enter"),
  keys("Home", "Shift+ArrowDown", "Shift+End", "Enter"),
  keys("Shift+ArrowDown", "Control+x", "ArrowDown", "ArrowDown", "Control+v"),
  keys("Shift+Control+End", "Control+b", "ArrowRight"),
  keys("Shift+Home", "Control+x", "Control+End", "Control+v"),
  button("Bold"),
  button("Italic"),
  button("List"),
  button("List"),
  [
    "select all, list",
    async (page) => {
      await page.keyboard.press("Control+a");
      await page.getByRole("button", { name: "List", exact: true }).click();
    },
  ],
  pasted("<h1>One</h1><h3>Question 1</h3><p>two</p>"),
  pasted("<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul><ol><li>d</li></ol>"),
  pasted("<table><tr><td>x</td><td><b>y</b></td></tr></table>"),
  pasted(
    '<p>see <a href="https://example.org">this</a> <u>under</u> <code>code</code><br>line</p><blockquote>q</blockquote>',
  ),
  pasted("<h3>Question 9</h3><pre>pre</pre><hr>"),
  pasted(`<p data-pm-slice='1 1 ["heading",null]'>forged</p>`),
  pasted(`<li data-pm-slice='9 9 ["listItem",null,"text",null]'>forged</li>`),
  [
    "compose",
    async (_page, _random, cdp) => {
      await cdp.send("Input.imeSetComposition", { text: "か", selectionStart: 1, selectionEnd: 1 });
      await cdp.send("Input.imeSetComposition", { text: "かん", selectionStart: 2, selectionEnd: 2 });
      await cdp.send("Input.insertText", { text: "感" });
    },
  ],
  ["drag", drag],
  ["drag", drag],
];

/** Takes a word with the mouse to another line or a heading. */
async function drag(page: Page, random: () => number): Promise<void> {
  const [from, to] = [await somewhere(page, random, 2), await box(page, "h3, p", random)];
  if (!from || !to) return;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

/** Clicks a line or a heading, near its start. */
async function somewhere(page: Page, random: () => number, clickCount = 1): Promise<{ x: number; y: number } | null> {
  const at = await box(page, random() < 0.15 ? "h3" : "p", random);
  if (at) await page.mouse.click(at.x, at.y, { clickCount });
  return at;
}

/** Where one of these elements is, brought into view. */
function box(page: Page, selector: string, random: () => number): Promise<{ x: number; y: number } | null> {
  return notes(page).evaluate(
    (box, [selector, at]) => {
      const all = box.querySelectorAll(String(selector));
      const one = all[Math.floor(Number(at) * all.length)];
      one?.scrollIntoView({ block: "center", behavior: "instant" });
      const place = one?.getBoundingClientRect();
      const [x, y] = place
        ? [place.left + Math.min(12, place.width / 2), place.top + Math.min(10, place.height / 2)]
        : [0, 0];
      return place && box.contains(document.elementFromPoint(x, y)) ? { x, y } : null;
    },
    [selector, random()] as const,
  );
}

const lines = (page: Page) => notes(page).locator("p");

async function panelist(browser: Browser, slug: string, closes: number[]): Promise<Person> {
  const person = await screen(browser, product, slug, { permissions: ["clipboard-read", "clipboard-write"] });
  await person.context.exposeBinding("lineClosed", (_source, code: number) => closes.push(code));
  await person.context.addInitScript(() => {
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(...to: ConstructorParameters<typeof WebSocket>) {
        super(...to);
        const { lineClosed } = window as unknown as { lineClosed: (code: number) => void };
        this.addEventListener("close", ({ code }) => lineClosed(code));
      }
    };
  });
  await continueAs(person, slug);
  await joinInterview(person.page);
  return person;
}

interface Line {
  type: string;
  text: string;
}

/** What this screen shows, line by line. */
function shown(page: Page): Promise<Line[]> {
  return notes(page).evaluate((box) => {
    const copy = box.cloneNode(true) as HTMLElement;
    for (const mark of copy.querySelectorAll(".caret, .ProseMirror-trailingBreak, .ProseMirror-separator"))
      mark.remove();
    for (const br of copy.querySelectorAll("br")) br.replaceWith("\n");
    return [...copy.querySelectorAll("h3, p")].map((line) => ({
      type: line.tagName === "H3" ? "heading" : line.closest("li") ? "item" : "paragraph",
      text: (line.textContent ?? "").trim(),
    }));
  });
}

const headings = (lines: readonly Line[]) => lines.filter(({ type }) => type === "heading");

/** The notes as the database's log has them. */
const logged = (interview: string): Line[] => loggedNotes(product, interview).map(({ type, text }) => ({ type, text }));
