import { expect, type Page, test, type WebSocketRoute } from "@playwright/test";
import { AGREEMENT, clear, lead, logOf, save, TIE, tie, type, watchTruth, words } from "./agreement.ts";
import { continueAs, openDemo, saved, throwAway } from "./people.ts";
import { Pipe } from "./pipe.ts";
import { Product } from "./server.ts";

/*
 * Is what the page says about saving true at every moment? Two leads write an agreement while the server dies, the
 * network goes, the computer sleeps. Beside them the test reads the database's own log: whenever a page says "Saved"
 * with nothing waiting, every word typed on it by then is there.
 */
/** One that waits for its second signature: nothing is missing in it. */
const COMPLETE = "/selection/leave-cover/agreement";
const product = new Product();
const { log, storedText, storedWords } = logOf(product);

test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

test("[SAVE-17] the server is killed, and stopped, and comes back while someone types", async ({ browser }) => {
  const { page, context } = await lead(browser, product, "dana.ortiz");
  await clear(page);
  const watch = watchTruth(page, storedText);
  for (const [signal, round] of [
    ["SIGKILL", "k"],
    ["SIGTERM", "t"],
  ] as const) {
    const typing = type(page, words(round, 30));
    await watch.until((seen) => seen.words >= 12);
    await product.stop(signal);
    const kept = storedText();
    await expect(save(page)).not.toContainText("Saved");
    await product.start();
    await typing;
    await saved(page);
    expect(storedText().startsWith(kept), "what was acknowledged before stays").toBe(true);
    expect(storedWords().filter((word) => word.startsWith(round))).toEqual(words(round, 30));
  }
  expect((await watch.end()).saidSaved).toBeGreaterThan(0);
  await clear(page);
  await context.close();
});

test("[SAVE-17] without a network every change is counted, and all of them arrive once", async ({ browser }) => {
  const { page, context } = await lead(browser, product, "dana.ortiz");
  await clear(page);
  const alone = watchTruth(page, storedText);
  await context.setOffline(true);
  await expect(save(page)).toContainText("Offline. New changes are kept here");
  await tie(page).focus();
  for (let n = 1; n <= 12; n++) {
    await page.keyboard.press("x");
    await expect(save(page)).toHaveAttribute("data-unsent", String(n));
  }
  await expect(save(page)).toContainText("Offline, 12 changes kept here. Keep this tab open.");
  await context.setOffline(false);
  await saved(page);
  expect(storedText()).toBe("x".repeat(12));

  // Two tabs of one person, both typing, while the network comes and goes.
  const second = await context.newPage();
  await second.goto(page.url());
  await saved(second);
  await alone.end();
  await clear(page);
  await expect(tie(second)).toHaveValue("");
  const [watch, other] = [watchTruth(page, storedText), watchTruth(second, storedText)];
  const both = Promise.all([type(page, words("a", 25), "Control+Home"), type(second, words("b", 25), "Control+End")]);
  await watch.until((seen) => seen.words >= 6);
  await context.setOffline(true);
  await expect(save(second)).toContainText("Offline");
  await context.setOffline(false);
  await both;
  await Promise.all([saved(page), saved(second)]);
  const expected = [...words("a", 25), ...words("b", 25)].sort().join("");
  expect([...storedText().replaceAll(" ", "")].sort().join("")).toBe([...expected].sort().join(""));
  await expect(tie(second)).toHaveValue(await tie(page).inputValue());
  await watch.end();
  await other.end();
  await clear(page);
  await context.close();
});

test("[SAVE-13] a line that carries nothing is noticed, and so is a sleep", async ({ browser }) => {
  const network = await new Pipe().start(product.url);
  const [dana, ruth] = [
    await lead(browser, product, "dana.ortiz", { baseURL: network.url }),
    await lead(browser, product, "ruth.bell", { baseURL: network.url }),
  ];
  await clear(dana.page);
  const watch = watchTruth(dana.page, storedText);
  const asleep = await ruth.context.newCDPSession(ruth.page);
  network.stall();
  const silent = Date.now();
  await asleep.send("Page.setWebLifecycleState", { state: "frozen" });
  await type(dana.page, words("h", 4));
  await expect(save(dana.page)).not.toContainText("Saved", { timeout: 2_000 });
  await expect(save(dana.page)).toContainText("The server has not answered yet.", { timeout: 8_000 });
  await expect(save(dana.page)).toContainText("changes kept here. Keep this tab open.");
  await saved(dana.page);
  expect(Date.now() - silent).toBeLessThan(30_000);
  expect(storedWords()).toEqual(words("h", 4));

  const awake = Date.now();
  await asleep.send("Page.setWebLifecycleState", { state: "active" });
  await expect(tie(ruth.page)).toHaveValue(/h003/);
  expect(Date.now() - awake).toBeLessThan(5_000);
  await watch.end();
  await clear(dana.page);
  await Promise.all([dana.context.close(), ruth.context.close()]);
  await network.close();
});

test("[SAVE-15] on a person's own device a closed tab loses nothing, and nothing arrives twice", async ({
  browser,
}) => {
  const { page, context } = await lead(browser, product, "dana.ortiz");
  await ownDevice(page);
  await page.goto(AGREEMENT);
  await clear(page);
  expect(await outbox(page)).toEqual([]);
  await context.setOffline(true);
  await type(page, words("o", 10));
  await expect(save(page)).toContainText(/^Offline, \d+ changes kept on this device\.$/);
  // Killed in the middle of a word; leaving is not even asked about.
  const typing = type(page, words("p", 60)).catch(() => {});
  // What the page says is kept, is. Its sentence follows a change within 150 ms, so what stood there 300 ms ago counts.
  const field = await tie(page).elementHandle();
  const typed = await page.evaluate(async (text) => {
    const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
    for (;;) {
      const { value } = text as HTMLTextAreaElement;
      await wait(300);
      const said = document.querySelector(".save")?.textContent ?? "";
      if (/p005/.test(value) && /kept on this device\.$/.test(said.trim())) return value;
    }
  }, field);
  await page.close({ runBeforeUnload: false });
  await typing;
  await context.setOffline(false);

  // Another page of the product brings them home; then the text itself.
  const desk = await context.newPage();
  await desk.goto("/desk");
  await expect.poll(storedText).toContain("p005");
  await expect.poll(() => outbox(desk)).toEqual([]);
  expect(storedText().startsWith(typed)).toBe(true);
  await desk.goto(AGREEMENT);
  await saved(desk);
  await expect(tie(desk)).toHaveValue(storedText());
  expect(storedWords().slice(0, -1)).toEqual([...words("o", 10), ...words("p", 60)].slice(0, storedWords().length - 1));
  await clear(desk);
  await context.close();
});

test("[SAVE-16] words whose text was fixed meanwhile are handed back, and never merged", async ({ browser }) => {
  const dana = await lead(browser, product, "dana.ortiz", { at: COMPLETE });
  const ruth = await lead(browser, product, "ruth.bell", { at: COMPLETE });
  await ownDevice(ruth.page);
  await openAgain(dana.page);
  await ruth.page.goto(COMPLETE);
  await saved(ruth.page);
  await ruth.context.setOffline(true);
  await type(ruth.page, ["too", "late"]);
  await expect(save(ruth.page)).toContainText(/kept on this device\.$/);
  await ruth.page.close({ runBeforeUnload: false });
  await fix(dana.page);
  const fixed = log("leave-cover");
  await ruth.context.setOffline(false);
  const back = await ruth.context.newPage();
  await back.goto("/desk");
  const dialog = back.getByRole("dialog", { name: "Copy your words" });
  await expect(dialog.getByLabel(TIE)).toHaveValue("too late ");
  // One key, or two, does not throw away the last copy of somebody's words.
  for (let i = 0; i < 3; i++) await back.keyboard.press("Escape");
  await expect(dialog.getByLabel(TIE)).toHaveValue("too late ");
  await expect(dialog).toContainText("These words are kept nowhere else.");
  await expect.poll(() => outbox(back)).toEqual([]);
  expect(log("leave-cover")).toEqual(fixed);
  await throwAway(dialog);
  await back.reload();
  await expect(back.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(dialog).toHaveCount(0);

  // The same in memory: the page is still open when the text closes.
  await openAgain(dana.page);
  await back.goto("/account");
  // The box follows the server's answer, not the click.
  await back.getByLabel("This is my own device").click();
  await expect(back.getByLabel("This is my own device")).not.toBeChecked();
  await back.goto(COMPLETE);
  await saved(back);
  await ruth.context.setOffline(true);
  await type(back, ["once", "more"]);
  await expect(save(back)).toContainText("Offline, 10 changes kept here. Keep this tab open.");
  await fix(dana.page);
  const again = log("leave-cover");
  await ruth.context.setOffline(false);
  await expect(dialog.getByLabel(TIE)).toHaveValue(/once more/);
  await throwAway(dialog);
  await expect(tie(back)).toHaveCount(0);
  expect(log("leave-cover")).toEqual(again);
  await Promise.all([dana.context.close(), ruth.context.close()]);
});

test("[SAVE-18] signing out, and somebody else signing in, leave nothing of a person's words behind", async ({
  browser,
}) => {
  const dana = await lead(browser, product, "dana.ortiz");
  const { page, context } = dana;
  // Rooms are out of reach when the test says so; everything else stays within reach.
  const rooms = { out: false, open: new Set<WebSocketRoute>() };
  await context.routeWebSocket(/\/collab\//, (socket) => {
    if (rooms.out) return void socket.close({ code: 1011 });
    socket.connectToServer();
    rooms.open.add(socket);
  });
  await context.route(/\/collab-http/, (route) => (rooms.out ? route.abort() : route.continue()));
  const cut = async () => {
    rooms.out = true;
    for (const socket of rooms.open) await socket.close({ code: 1011 });
    rooms.open.clear();
  };
  await ownDevice(page);
  await page.goto(AGREEMENT);
  await saved(page);
  await cut();
  await type(page, ["left"]);
  await expect(save(page)).toContainText(/kept on this device\.$/);
  expect((await outbox(page)).length).toBe("left ".length);
  await page.close({ runBeforeUnload: false });
  const before = log();
  const other = await context.newPage();
  await other.goto("/desk");
  expect((await outbox(other)).length).toBe("left ".length);
  await other.locator("summary", { hasText: "Your account" }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other.getByRole("banner")).not.toContainText("Lt. Dana Ortiz");
  await expect.poll(() => outbox(other)).toEqual([]);

  // Behind an open page another person signs in: the page lets go of what the first one typed.
  rooms.out = false;
  await continueAs({ ...dana, page: other }, "dana.ortiz");
  const open = await context.newPage();
  await open.goto(AGREEMENT);
  await saved(open);
  await cut();
  await type(open, ["mine", "alone"]);
  await expect(save(open)).toContainText(/kept on this device\.$/);
  await continueAs({ ...dana, page: other }, "ruth.bell");
  await expect(open.getByRole("banner")).toContainText("Principal Ruth Bell");
  rooms.out = false;
  await saved(open);
  await expect(open.getByRole("dialog")).toHaveCount(0);
  await expect(tie(open)).not.toHaveValue(/mine/);
  expect(await outbox(open)).toEqual([]);
  expect(log()).toEqual(before);
  await context.close();
});

async function openAgain(page: Page): Promise<void> {
  await page.getByText("Change the text").click();
  await page.getByLabel("Why does the text have to change?").fill("The tie rule needs a clearer end.");
  await page.getByRole("button", { name: "Open the text again" }).click();
  await saved(page);
}

async function fix(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Fix the text and sign" }).click();
  await expect(page.getByText("Change the text")).toBeVisible();
}

async function ownDevice(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByLabel("This is my own device").check();
}

/** The labels of everything the outbox holds, read from the browser's own database; nothing where there is none. */
function outbox(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "accord-outbox")) return [];
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("accord-outbox");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const rows = await new Promise<{ bytes: Uint8Array }[]>((resolve, reject) => {
      const request = db.transaction("changes").objectStore("changes").getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    db.close();
    return rows.map(({ bytes }) => new TextDecoder().decode(bytes));
  });
}
