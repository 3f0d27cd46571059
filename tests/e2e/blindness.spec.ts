import { expect, test } from "@playwright/test";
import { continueAs, listen, openDemo, type Person, saw, screen } from "./people.ts";
import { Product } from "./server.ts";

/*
 * The blind phase seen from the cable: while one panelist rates and writes, everything that every other role's browser
 * receives (socket frames, loader answers, HTML, exports) is searched for what was written and for the shape of a card.
 * After the reveal the same search must find it: a search that finds nothing then would prove nothing before.
 */
const CANARY = "canary 5e1f walked the gym with the quiet ones";
const OTHERS = ["dana.ortiz", "ruth.bell", "ji-woo.kim", "elena.ruiz", "amara.osei", "tom.brandt", "lillian.cho"];

const product = new Product();
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

test("[BLIND-1] before the reveal no byte of another person's card reaches any other browser", async ({ browser }) => {
  test.setTimeout(300_000);
  const marcus = await screen(browser, product, "marcus.hale");
  await continueAs(marcus, "marcus.hale");
  await marcus.page
    .getByRole("link", { name: /Join the interview of/ })
    .first()
    .click();
  await expect(marcus.page.getByText(/Question \d+ of/).first()).toBeVisible();
  const room = new URL(marcus.page.url()).pathname;
  const declare = marcus.page.getByRole("button", { name: "Declare" });
  if (await declare.isVisible()) {
    await marcus.page.getByLabel("I have no tie to this candidate").check();
    await declare.click();
  }
  await expect(marcus.page.locator("fieldset.crit").first()).toBeVisible();

  // Everyone else who can be anywhere near is there before the first mark is made, and stays.
  const others: Person[] = [];
  for (const slug of OTHERS) {
    const person = await screen(browser, product, slug);
    await continueAs(person, slug);
    await person.page.goto(room);
    others.push(person);
  }
  const atStart = new Map(others.map((person) => [person, person.received.length]));

  for (const field of await marcus.page.locator("fieldset.crit").all()) {
    await field.getByRole("radio", { name: /5$/ }).check();
    await field.getByRole("textbox").fill(CANARY);
  }
  await expect(marcus.page.locator(".save").first()).toContainText(/^\s*Saved/);
  // The search works: their author's own second tab does receive both, the words and the shape of a rating.
  const second = await marcus.context.newPage();
  listen(marcus, second);
  await second.goto(room);
  await expect.poll(() => saw(marcus, CANARY) && saw(marcus, "rating.")).toBe(true);
  await second.close();

  // They look everywhere: every page a link leads to, its loader's own answer, the desk, the round, the records.
  await Promise.all(others.map((person) => lookAround(person, room)));
  await marcus.page.getByRole("button", { name: "Check answers" }).click();
  await marcus.page.getByRole("button", { name: "Submit card" }).click();
  await expect(marcus.page.getByText("Submitted and locked").first()).toBeVisible();
  await Promise.all(others.map((person) => lookAround(person, room)));

  for (const person of others) {
    expect(person.received.length, `${person.slug} received nothing at all`).toBeGreaterThan(atStart.get(person) ?? 0);
    expect(saw(person, CANARY), `${person.slug} received the evidence`).toBe(false);
    expect(saw(person, "canary 5e1f"), `${person.slug} received part of the evidence`).toBe(false);
  }
  expect(product.errors.join("")).not.toContain("canary");

  // The control: once all cards are open, the same search finds it.
  const [dana, ruth] = others;
  if (!dana || !ruth) throw new Error("the leads are missing");
  for (
    let i = 0;
    i < 20 && !(await dana.page.getByRole("button", { name: "End the questions" }).first().isVisible());
    i++
  ) {
    await dana.page.goto(room);
    const early = dana.page.getByText("End the questions early");
    if (await early.isVisible()) await early.click();
  }
  const why = dana.page.getByLabel("Why end before every question was asked?");
  if (await why.isVisible()) await why.fill("The day is over.");
  await dana.page.getByRole("button", { name: "End the questions" }).first().click();
  await expect(dana.page.getByText(/are in/).first()).toBeVisible();
  for (const person of [dana, ruth]) {
    await person.page.goto(room);
    const reason = person.page.getByLabel("Reason", { exact: true });
    // The second lead finds it open, with the first lead's reason.
    if (!(await reason.isVisible())) await person.page.getByText("Go on without the missing cards").click();
    await reason.fill("The others could not finish today.");
    await person.page.getByRole("button", { name: "Agree to go on without" }).click();
    await expect(person.page.getByRole("button", { name: "Agree to go on without" })).toHaveCount(0);
  }
  await dana.page.getByRole("button", { name: "Open all cards" }).click();
  await dana.page.waitForURL(/\/debrief$/);
  await expect.poll(() => saw(dana, CANARY)).toBe(true);
  await ruth.page.waitForURL(/\/debrief$/);
  await expect.poll(() => saw(ruth, CANARY)).toBe(true);
  for (const person of [marcus, ...others]) await person.context.close();
});

/** Addresses that no link may lead this person to, but that anybody can type. */
const ELSEWHERE = (room: string) => [
  ...["paper", "paper/entry", "join"].map((page) => `${room}/${page}`),
  ...["card", "notes", "joint"].map((part) => `/history${room.replace("/interviews/", "/interview/")}/${part}/r1`),
  ...["schedule", "calibration", "dropped", "decision", "candidates/export"].map(
    (page) => `/selection/elementary/${page}`,
  ),
  "/outbox",
  "/report",
  "/verify",
];

/** Reads what this person can reach, as documents and as the loader answers behind them; the interview stays open meanwhile. */
async function lookAround({ page }: Person, room: string): Promise<void> {
  await page.goto(room);
  const seen = new Set<string>();
  const queue = [room, `${room}/debrief`, "/desk", "/selection", "/records", "/people", ...ELSEWHERE(room)];
  for (let path = queue.shift(); path && seen.size < 28; path = queue.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const links = await page.evaluate(async (address) => {
      const [html] = await Promise.all([address, `${address}.data`].map(async (each) => (await fetch(each)).text()));
      const anchors = new DOMParser().parseFromString(html ?? "", "text/html").querySelectorAll("main a[href]");
      return [...anchors]
        .map((a) => new URL(a.getAttribute("href") ?? "", location.origin))
        .filter((u) => u.origin === location.origin)
        .map((u) => u.pathname);
    }, path);
    queue.push(...links.filter((link) => /^\/(selection|interviews|records)\//.test(link)));
  }
}
