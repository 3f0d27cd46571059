import path from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import Database from "better-sqlite3";
import { clear, lead, logOf, save, tie, type, words } from "./agreement.ts";
import { interviewAt, joinInterview, loggedNotes, notes } from "./notes.ts";
import { continueAs, openDemo, type Person, saved, screen, throwAway } from "./people.ts";
import { Pipe } from "./pipe.ts";
import { Product } from "./server.ts";

/*
 * A right ends while its holder types: the page becomes in the same moment what the person may see, says why, and gives
 * back the words that were not saved. The others go on, and nothing typed afterwards arrives.
 */
const product = new Product();
const { storedText, storedWords } = logOf(product);

test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

test("[ROOM-36] who steps back while typing in the notes is shown out at once, and the others go on", async ({
  browser,
}) => {
  const [elena, ruth] = [await panelist(browser, "elena.ruiz"), await panelist(browser, "ruth.bell")];
  // Each has a line of their own.
  await write(elena.page, ["elena"]);
  await expect(notes(ruth.page)).toContainText("elena");
  await write(ruth.page, ["ruth"]);
  await expect(notes(elena.page)).toContainText("ruth");
  const second = await elena.context.newPage();
  await second.goto(elena.page.url());
  const step = second.getByRole("button", { name: "Step back from this candidate" });
  await second.getByText("A tie to the candidate came up").click();
  await expect(step).toBeVisible();

  const writers = [goOnWriting(elena.page, "e"), goOnWriting(ruth.page, "r")] as const;
  await expect(notes(ruth.page)).toContainText("e005");
  await step.click();
  await out(second);
  await out(elena.page);
  const arrived = said("e");
  await expect.poll(() => said("r").length).toBeGreaterThan(30);
  const [typed, went] = [await writers[0].end(), await writers[1].end()];
  await saved(ruth.page);
  expect(typed.length).toBeGreaterThan(arrived.length);
  expect(typed.join(" ").startsWith(arrived.join(" ")), "no word is missing before another").toBe(true);
  expect(said("e")).toEqual(arrived);
  expect(said("r")).toEqual(went);
  for (const word of [...arrived.slice(0, -1), ...went]) await expect(notes(ruth.page)).toContainText(word);
  await expect(ruth.page.getByRole("dialog")).toHaveCount(0);
  await Promise.all([elena.context.close(), ruth.context.close()]);

  function said(letter: string): string[] {
    const all = loggedNotes(product, interviewAt(ruth.page)).flatMap(({ text }) => text.split(/\s+/));
    return all.filter((word) => new RegExp(`^${letter}\\d*$`).test(word));
  }
});

test("[ROOM-36] who is taken out of the program reads why, and gets back the words that did not arrive", async ({
  browser,
}) => {
  const network = await new Pipe().start(product.url);
  const [marcus, ruth] = [await panelist(browser, "marcus.hale", network.url), await panelist(browser, "ruth.bell")];
  const interview = interviewAt(ruth.page);
  await write(marcus.page, ["arrives"]);
  await expect(notes(ruth.page)).toContainText("arrives");
  await saved(marcus.page);
  const amara = await screen(browser, product, "amara.osei");
  await continueAs(amara, "amara.osei");
  await amara.page.goto("/people");
  await amara.page.getByText("End membership of Sgt. Marcus Hale").click();

  // What he types is on its way when he is taken out.
  network.hold();
  await marcus.page.keyboard.type("too late ");
  await expect(save(marcus.page)).toHaveAttribute("data-unsent", "9");
  await amara.page
    .getByRole("row", { name: /Marcus Hale/ })
    .getByRole("button", { name: "End membership" })
    .click();
  const dialog = marcus.page.getByRole("dialog", { name: "Copy your words" });
  await expect(dialog.getByLabel("What was said")).toHaveValue(/arrives too late/);
  await expect(dialog).toContainText("This part is not open to you any more, and these words were not sent.");
  await expect(notes(marcus.page)).toHaveCount(0);
  await marcus.page.keyboard.type("and later");
  network.release();
  await throwAway(dialog);
  await expect(marcus.page.getByRole("heading", { name: "Your place in this program has ended" })).toBeVisible();

  await write(ruth.page, ["on"]);
  await saved(ruth.page);
  await expect(notes(ruth.page)).toContainText("arrives");
  expect(JSON.stringify(loggedNotes(product, interview))).not.toMatch(/late/);
  await marcus.page.goto(`/interviews/${interview}`);
  await expect(notes(marcus.page)).toHaveCount(0);
  await Promise.all([marcus, ruth, amara].map(({ context }) => context.close()));
  await network.close();
});

test("[ROOM-37] a page shows what changed between its loading and the moment its rooms opened", async ({ browser }) => {
  const [dana, ruth] = [await panelist(browser, "dana.ortiz"), await panelist(browser, "ruth.bell")];
  const late = await ruth.context.newPage();
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  await late.routeWebSocket(/\/collab\//, async (socket) => {
    await opened;
    socket.connectToServer();
  });
  const number = (page: Page) => page.getByText(/Question \d+ of/).first();
  await late.goto(ruth.page.url());
  const before = (await number(late).textContent()) ?? "";
  await dana.page.getByRole("button", { name: "Next question" }).click();
  await expect(number(ruth.page)).not.toHaveText(before);
  await expect(number(late)).toHaveText(before);
  open();
  await expect(number(late)).toHaveText((await number(ruth.page).textContent()) ?? "");
  await Promise.all([dana.context.close(), ruth.context.close()]);
});

test("[ROOM-36] a lead who becomes a reader while writing the agreement reads on, and writes no more", async ({
  browser,
}) => {
  const [dana, ruth] = [await lead(browser, product, "dana.ortiz"), await lead(browser, product, "ruth.bell")];
  await clear(dana.page);
  await type(dana.page, ["before"]);
  await expect(tie(ruth.page)).toHaveValue("before ");
  await saved(dana.page);

  role("dana-ortiz", "executive");
  await type(dana.page, words("d", 40)).catch(() => {});
  const dialog = dana.page.getByRole("dialog", { name: "Copy your words" });
  await expect(dialog).toContainText("You can only read this part now.");
  await expect(dialog.getByRole("textbox")).toHaveValue(/^before d/);
  await throwAway(dialog);
  await expect(tie(dana.page)).toHaveCount(0);
  await expect(save(dana.page)).toHaveText("View only: only the two leads write here.");
  await expect(dana.page.getByText("Both leads are writing this agreement.")).toBeVisible();
  await dana.page.keyboard.type("later");

  await type(ruth.page, words("r", 4));
  await saved(ruth.page);
  await expect(dana.page.getByText(`before ${words("r", 4).join(" ")}`)).toBeVisible();
  expect(storedWords()).toEqual(["before", ...words("r", 4)]);
  await expect(tie(ruth.page)).toHaveValue(storedText());
  await expect(ruth.page.getByRole("dialog")).toHaveCount(0);
  await Promise.all([dana.context.close(), ruth.context.close()]);
});

async function panelist(browser: Browser, slug: string, baseURL = product.url): Promise<Person> {
  const person = await screen(browser, product, slug, { baseURL });
  await continueAs(person, slug);
  await joinInterview(person.page);
  return person;
}

/** Types words at the end of the notes, in a line of its own. */
async function write(page: Page, each: readonly string[]): Promise<void> {
  await notes(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type(each.map((word) => `${word} `).join(""));
}

/** Types word after word where the caret is, whatever becomes of the page. */
function goOnWriting(page: Page, letter: string): { end(): Promise<string[]> } {
  const typed: string[] = [];
  let going = true;
  const typing = (async () => {
    for (const word of words(letter, 999)) {
      if (!going) break;
      typed.push(word);
      await page.keyboard.type(`${word} `, { delay: 12 });
    }
  })();
  return {
    end: async () => {
      going = false;
      await typing;
      return typed;
    },
  };
}

async function out(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "You do not rate this candidate" })).toBeVisible();
  await expect(page.getByText("Your card is closed; the panel goes on without it.")).toBeVisible();
  await expect(notes(page)).toHaveCount(0);
}

/** Another process of this installation gives a person another role; the rooms find out with the next change. */
function role(userId: string, name: string): void {
  const db = new Database(path.join(product.dataDir, "accord.db"));
  const { changes } = db.prepare("update membership set role = ? where user_id = ?").run(name, userId);
  db.close();
  expect(changes).toBe(1);
}
