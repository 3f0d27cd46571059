import { expect, type Page, test } from "@playwright/test";
import { continueAs, listen, openDemo, screen, scripted } from "./people.ts";
import { Product } from "./server.ts";

const demo = new Product();
const empty = new Product();
test.beforeAll(async ({ browser }) => {
  await Promise.all([demo.start(), empty.start()]);
  await openDemo(browser, demo);
});
test.afterAll(() => Promise.all([demo.close(), empty.close()]));

test("[AUTH-18] two windows of one browser stay two people, through links, forms and reloads", async ({ browser }) => {
  const dana = await screen(browser, demo, "dana.ortiz");
  await continueAs(dana, "dana.ortiz");
  const openWindow = async (from: Page, name: string): Promise<Page> => {
    await from.getByText("Continue as someone else").click();
    const [window] = await Promise.all([
      dana.context.waitForEvent("page"),
      from.getByRole("button", { name: `Open a new window as ${name}` }).click(),
    ]);
    listen(dana, window);
    return window;
  };
  const ruth = await openWindow(dana.page, "Principal Ruth Bell");
  await ruth.waitForURL(/\/as\/ruth\.bell\/desk$/);
  // From inside a window, another one: not a window within the window.
  const amara = await openWindow(ruth, "Amara Osei");
  await amara.waitForURL(/\/as\/amara\.osei\/desk$/);

  for (const window of [ruth, amara]) await window.getByRole("link", { name: "People", exact: true }).click();
  await expect(ruth).toHaveURL(/\/as\/ruth\.bell\/people$/);
  await expect(amara.getByLabel("Work e-mail")).toBeVisible();
  await expect(ruth.getByLabel("Work e-mail")).toHaveCount(0);
  await amara.getByLabel("Name").fill("Guest Person");
  await amara.getByLabel("Work e-mail").fill("guest@larkfield.example");
  await amara.getByLabel("Role").selectOption("community:panelist");
  await amara.getByRole("button", { name: "Make the invitation link" }).click();
  await expect(amara.getByText(/\/invitation\/[a-z0-9]+/)).toBeVisible();
  await expect(amara).toHaveURL(/\/as\/amara\.osei\/people$/);

  await Promise.all([dana.page, ruth, amara].map((page) => page.reload()));
  await expect(dana.page.getByRole("banner")).toContainText("Lt. Dana Ortiz");
  await expect(ruth.getByRole("banner")).toContainText("Principal Ruth Bell");
  await expect(amara.getByRole("banner")).toContainText("Amara Osei");

  // Signing one window out leaves the others alone; it can be continued.
  await ruth.locator("summary", { hasText: "Your account" }).click();
  await ruth.getByRole("button", { name: "Sign out" }).click();
  await expect(ruth.getByRole("banner")).not.toContainText("Principal Ruth Bell");
  await ruth.goto("/as/ruth.bell/desk");
  await expect(ruth.getByRole("button", { name: "Continue as Principal Ruth Bell" })).toBeVisible();
  await amara.reload();
  await expect(amara.getByRole("banner")).toContainText("Amara Osei");
  await ruth.getByRole("button", { name: "Continue as Principal Ruth Bell" }).click();
  await ruth.waitForURL(/\/as\/ruth\.bell\/desk$/);
  expect(dana.problems).toEqual([]);
  await dana.context.close();
});

test("[AUTH-19] windows open without scripts too", async ({ browser }) => {
  const plain = await screen(browser, demo, "elena.ruiz", { javaScriptEnabled: false });
  await plain.page.goto("/demo");
  const [window] = await Promise.all([
    plain.context.waitForEvent("page"),
    plain.page.getByRole("button", { name: "In a new window as Elena Ruiz" }).click(),
  ]);
  await window.waitForURL(/\/as\/elena\.ruiz\/desk$/);
  await plain.context.close();
});

test("[AUTH-11] a program is set up by hand; mistakes are named and nothing entered is lost", async ({ browser }) => {
  const amara = await screen(browser, empty, "amara.osei");
  const { page } = amara;
  await page.goto("/");
  await page.getByRole("link", { name: "Set up your program" }).click();
  // A form sent before the page's script runs comes back as a new page, and no page brings a password back.
  await scripted(page);
  await page.getByLabel("Name of the program").fill("Riverbend SRO Program");
  await page.getByLabel("School 1", { exact: true }).fill("Riverbend High");
  await page.getByLabel("Password", { exact: true }).fill("tulip lantern gravel mosaic");
  // On a slow line the page is still being read anew while its person mends the first error.
  const held: (() => void)[] = [];
  await page.route(/\/setup\.data/, async (route) => {
    if (route.request().method() === "GET") await new Promise<void>((release) => held.push(release));
    await route.continue().catch(() => {});
  });
  await page.getByRole("button", { name: "Set up the program" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect.poll(() => held.length).toBe(1);
  await page.getByRole("link", { name: "Name the law-enforcement agency." }).click();
  await page.keyboard.type("Riverbend Police");
  await page.unroute(/\/setup\.data/);
  for (const release of held) release();
  await page.waitForLoadState("networkidle");
  await page.keyboard.type(" Department");
  await expect(page.getByLabel("Law-enforcement agency")).toHaveValue("Riverbend Police Department");
  await page.getByLabel("School district").fill("Riverbend Schools");
  await page.getByRole("button", { name: "Add another school" }).click();
  await page.getByLabel("School 3", { exact: true }).fill("Riverbend Middle");
  await page.getByLabel("Time zone").selectOption("America/Denver");
  await page.getByLabel("Your name").fill("Amara Osei");
  await page.getByRole("radio", { name: "The district" }).check();
  await page.getByLabel("Work e-mail").fill("amara@riverbend.example");
  await page.getByRole("button", { name: "Set up the program" }).click();
  await page.waitForURL(/\/people$/);
  await expect(page.getByText("Invite the SRO supervisor and the school administrator first")).toBeVisible();
  expect(amara.problems).toEqual([]);
  await amara.context.close();
});
