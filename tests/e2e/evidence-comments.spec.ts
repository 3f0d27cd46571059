import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { makePdf } from "../support/pdf.ts";
import { continueAs, openDemo, type Person, saved, saw, screen } from "./people.ts";
import { Product } from "./server.ts";

/* Two people at two screens: what one posts or says beside a text, the other sees without asking for it. */
const product = new Product();
test.beforeAll(async ({ browser }) => {
  await product.start();
  await openDemo(browser, product);
});
test.afterAll(() => product.close());

const FILE = "/officers/patel-high-school";
const EVALUATION = `${FILE}/evaluations/patel-third-year`;

async function two(browser: Parameters<typeof screen>[0], one: string, other: string): Promise<[Person, Person]> {
  const both: [Person, Person] = [await screen(browser, product, one), await screen(browser, product, other)];
  for (const person of both) await continueAs(person, person.slug);
  return both;
}

const clean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
};

test("[EVID-1] [EVID-2] an entry with its attachment stands on the officer's screen as soon as it is posted; a refusal keeps every field", async ({
  browser,
}) => {
  const [ruth, nina] = await two(browser, "ruth.bell", "nina.patel");
  const folder = mkdtempSync(path.join(os.tmpdir(), "accord-evidence-"));
  const plan = path.join(folder, "lesson plan.pdf");
  writeFileSync(plan, await makePdf("Twelve lessons on driving"));
  for (const { page } of [ruth, nina]) await page.goto(FILE);
  await expect(nina.page.getByRole("heading", { name: "Evidence" })).toBeVisible();

  await ruth.page.getByText("Post an entry").click();
  const form = ruth.page.locator(".act").filter({ has: ruth.page.getByRole("button", { name: "Post this entry" }) });
  const day = form.getByLabel("Day it was seen");
  const within = (await day.getAttribute("max")) ?? "";
  await form.getByLabel("Role it is about").selectOption({ label: "Public safety educator" });
  await form.getByLabel("Good work").check();
  // Past what the form itself lets through: the server's sentence, at its field.
  await day.evaluate((input: HTMLInputElement) => input.removeAttribute("max"));
  await day.fill("2099-01-01");
  await form.getByLabel("What was seen or done").fill("A calm lesson on driving, to four classes, oukx9.");
  await form.getByLabel("Attachment").setInputFiles(plan);
  await form.getByRole("button", { name: "Post this entry" }).click();
  await expect(form.getByText("within the period, and not in the future")).toBeVisible();
  await expect(day).toBeFocused();
  await expect(form.getByLabel("What was seen or done")).toHaveValue(/oukx9/);
  await expect(form.getByLabel("Good work")).toBeChecked();
  expect(await form.getByLabel("Attachment").evaluate((input: HTMLInputElement) => input.files?.length)).toBe(1);
  expect(saw(nina, "oukx9")).toBe(false);

  await day.fill(within);
  await form.getByRole("button", { name: "Post this entry" }).click();
  await expect(form.getByText("Posted.", { exact: false })).toBeVisible();
  await expect(form.getByLabel("What was seen or done")).toHaveValue("");
  // Nobody touched the officer's screen.
  const entry = (page: Page) => page.locator(".evidence-log > li").filter({ hasText: "oukx9" });
  await expect(entry(nina.page)).toBeVisible();
  const [download] = await Promise.all([
    nina.page.waitForEvent("download"),
    entry(nina.page).getByRole("link", { name: "Download “lesson plan.pdf”" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("lesson plan.pdf");

  await entry(nina.page).getByText("Answer this entry").click();
  await entry(nina.page).getByLabel("Your answer").fill("Five classes, since the snow day was made up.");
  await entry(nina.page).getByRole("button", { name: "Post my answer" }).click();
  await expect(entry(ruth.page).getByText("Five classes, since the snow day was made up.")).toBeVisible();
  await clean(nina.page);
  await clean(ruth.page);
  // The one refusal, and nothing else.
  expect([ruth.problems, nina.problems].flat()).toEqual([expect.stringContaining("409 (Conflict)")]);
  for (const { context } of [ruth, nina]) await context.close();
});

const text = (page: Page) => page.getByRole("textbox", { name: "The text of the evaluation" });
const talk = (page: Page) => page.getByRole("region", { name: /^Comments/ });
const thread = (page: Page, words: string | RegExp): Locator =>
  talk(page).locator(".comment-thread").filter({ hasText: words });

test("[COMM-2] [COMM-3] [COMM-4] a comment is there for both at once, keeps its words when the text goes, and is reached by keyboard", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [dana, ruth] = await two(browser, "dana.ortiz", "ruth.bell");
  for (const { page } of [dana, ruth]) await page.goto(EVALUATION);
  for (const { page } of [dana, ruth]) await expect(text(page)).toBeVisible();

  // The supervisor writes a line; the administrator comments on it.
  await text(dana.page).locator("p").last().click();
  await dana.page.keyboard.press("Control+End");
  await dana.page.keyboard.press("Enter");
  await dana.page.keyboard.type("Zebra crossings were watched daily.");
  await expect(text(ruth.page)).toContainText("Zebra crossings were watched daily.");
  await saved(dana.page);
  await text(ruth.page).locator("p").last().click();
  await ruth.page.keyboard.press("Control+End");
  await ruth.page.waitForTimeout(100);
  await ruth.page.keyboard.press("Shift+Home");
  await ruth.page.waitForTimeout(100);
  await ruth.page.getByRole("button", { name: "Comment on the selected words" }).click();
  const box = talk(ruth.page).getByLabel("Your comment");
  await expect(box).toBeFocused();
  await ruth.page.keyboard.type("Which ones? I saw one, ouhb2.");
  await talk(ruth.page).getByRole("button", { name: "Comment", exact: true }).click();
  for (const { page } of [ruth, dana]) await expect(thread(page, "ouhb2")).toBeVisible();
  await expect(thread(ruth.page, "ouhb2").locator("summary")).toBeFocused();
  await expect(text(dana.page).locator("mark.remark")).toHaveText(["Zebra crossings were watched daily."]);

  // From the text to the conversation, an answer, and back to the text, all without a mouse.
  await text(dana.page).focus();
  await dana.page.keyboard.press("Control+End");
  await dana.page.waitForTimeout(100);
  await dana.page.keyboard.press("ArrowLeft");
  await dana.page.waitForTimeout(100);
  await dana.page.keyboard.press("Control+Alt+m");
  await expect(thread(dana.page, "ouhb2").locator("summary")).toBeFocused();
  await thread(dana.page, "ouhb2").getByLabel("Your answer").focus();
  await dana.page.keyboard.type("Oak Street and Third, ouhb3.");
  await thread(dana.page, "ouhb2").getByRole("button", { name: "Answer" }).press("Enter");
  await expect(thread(ruth.page, "ouhb2")).toContainText("ouhb3");
  await dana.page.keyboard.press("Escape");
  await expect(text(dana.page)).toBeFocused();

  // The supervisor deletes the words; the comment keeps them, for both.
  await dana.page.keyboard.press("Control+End");
  await dana.page.waitForTimeout(100);
  await dana.page.keyboard.press("Shift+Home");
  await dana.page.waitForTimeout(100);
  await dana.page.keyboard.press("Delete");
  await expect(text(ruth.page)).not.toContainText("Zebra");
  for (const { page } of [dana, ruth]) {
    await expect(thread(page, "ouhb2")).toContainText("The text this was about was deleted.");
    await expect(thread(page, "ouhb2").locator("q")).toHaveText("Zebra crossings were watched daily.");
  }
  await saved(dana.page);
  await dana.page.reload();
  await expect(thread(dana.page, "ouhb2")).toContainText("The text this was about was deleted.");
  await expect(text(dana.page)).toBeVisible();
  await clean(dana.page);

  // Words half typed stay when the other side resolves meanwhile.
  await thread(ruth.page, "ouhb2").getByLabel("Your answer").fill("Then say so in the text");
  await thread(dana.page, "ouhb2").getByRole("button", { name: "Resolve" }).click();
  await expect(thread(dana.page, "ouhb2").locator("details")).not.toHaveAttribute("open");
  await expect(thread(ruth.page, "ouhb2")).toContainText("Resolved by Lt. Dana Ortiz");
  await expect(thread(ruth.page, "ouhb2").getByLabel("Your answer")).toHaveValue("Then say so in the text");
  await thread(ruth.page, "ouhb2").getByRole("button", { name: "Answer" }).click();
  await expect(thread(dana.page, "ouhb2")).not.toContainText("Resolved");
  await expect(thread(dana.page, "ouhb2")).toContainText("Then say so in the text");

  // Printed only when ticked.
  await dana.page.emulateMedia({ media: "print" });
  await expect(talk(dana.page)).toBeHidden();
  await dana.page.emulateMedia({ media: "screen" });
  await talk(dana.page).getByLabel("Print the comments with the page").check();
  await dana.page.emulateMedia({ media: "print" });
  await expect(thread(dana.page, "ouhb2")).toBeVisible();
  expect([dana.problems, ruth.problems].flat()).toEqual([]);
  for (const { context } of [dana, ruth]) await context.close();
});

test("[SUGG-8] whoever comes into the text by keyboard has a caret in its first line, writing or suggesting", async ({
  browser,
}) => {
  for (const [who, before] of [
    [await screen(browser, product, "dana.ortiz"), "List"],
    [await screen(browser, product, "ruth.bell"), "Comment on the selected words"],
  ] as const) {
    await continueAs(who, who.slug);
    await who.page.goto(EVALUATION);
    const text = who.page.locator("#text .rich-box[contenteditable=true]");
    await expect(text).toContainText("Law enforcement officer");
    await who.page.locator("#text").getByRole("button", { name: before }).focus();
    await who.page.keyboard.press("Tab");
    await expect(text).toBeFocused();
    await expect.poll(() => text.evaluate((box) => box.contains(getSelection()?.anchorNode ?? null))).toBe(true);
    await who.page.keyboard.type(`By ${who.slug}. `);
    await expect(text.locator("p").first()).toContainText(`By ${who.slug}. `);
    await who.context.close();
  }
});
