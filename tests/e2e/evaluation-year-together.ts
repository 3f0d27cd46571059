import { expect, type Locator, type Page, test } from "@playwright/test";
import type { EvaluationDoors } from "./evaluation-doors.ts";
import { TITLE } from "./evaluation-year-writing.ts";
import { saved, saw, throwAway } from "./people.ts";
import { actOf, type Year } from "./year.ts";

const SECTION = "Public safety educator";
const AGREE = new RegExp(`^Agree ?: ${SECTION}$`);
const TAKE_BACK = new RegExp(`^Take back ?: ${SECTION}$`);
const STEADY = `${SECTION}: steady work over the year.`;
const LATE = "typed where no network was, qd44";

/** June: one text with unequal pens, both sides' word on each section, then the exact text. */
export function together(year: Year, doors: EvaluationDoors): void {
  const { play, pageOf, all, at } = year;
  const { to } = doors;
  const text = (page: Page) => page.getByRole("textbox", { name: "The text of the evaluation" });
  const suggestions = (page: Page) => page.getByRole("region", { name: "Suggestions" });
  const section = (page: Page) => page.locator(".agreements li").filter({ hasText: SECTION });

  test("[EVAL-4] [CASE-5] [COMM-2] June: the principal suggests, the lieutenant accepts and rejects; an edit clears what both agreed", async () => {
    const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
    await atEndOf(ruth, text(ruth).getByText(STEADY));
    await ruth.keyboard.type(" Teachers asked for more.");
    await expect(suggestions(dana)).toContainText("Add “ Teachers asked for more.”");
    await expect(suggestions(dana)).toContainText("Principal Ruth Bell");
    await suggestions(dana)
      .getByRole("button", { name: /^Accept/ })
      .click();
    await expect(suggestions(ruth)).toContainText("None is open.");
    await expect(text(dana).locator("p").filter({ hasText: STEADY })).toHaveText(`${STEADY} Teachers asked for more.`);
    await atEndOf(ruth, text(ruth).getByText(STEADY));
    await ruth.keyboard.type(" Too little");
    await expect(suggestions(dana)).toContainText("Add “ Too little”");
    // While a suggestion is open nothing is fixed.
    await expect(dana.locator("#freeze")).toContainText("One suggestion is open.");
    await suggestions(dana)
      .getByRole("button", { name: /^Reject/ })
      .click();
    await expect(text(ruth)).not.toContainText("Too little");

    // A comment stays with its words, and quotes them when they are gone.
    await lastWord(ruth, text(ruth).getByText(STEADY));
    await ruth.getByRole("button", { name: "Comment on the selected words" }).click();
    await ruth.getByLabel("Your comment").fill("More of which lessons?");
    await ruth.getByRole("button", { name: "Comment", exact: true }).click();
    const thread = (page: Page) => page.locator(".comment-thread").filter({ hasText: "More of which lessons?" });
    await thread(dana)
      .getByLabel(/^Your answer/)
      .fill("Of those on driving.");
    await thread(dana).getByRole("button", { name: "Answer" }).click();
    await expect(thread(ruth)).toContainText("Of those on driving.");
    await lastWord(dana, text(dana).getByText(STEADY));
    await dana.keyboard.press("Delete");
    for (const page of [dana, ruth]) await expect(thread(page)).toContainText("The text this was about was deleted.");
    await thread(ruth).getByRole("button", { name: "Resolve" }).click();
    await expect(thread(dana)).toContainText("Resolved by Principal Ruth Bell");

    // Each side's word on a section; an edit ends it on the other screen by itself.
    for (const page of [dana, ruth]) {
      await saved(page);
      await page.getByRole("button", { name: AGREE }).click();
      await expect(page.getByRole("button", { name: TAKE_BACK })).toBeVisible();
    }
    for (const page of [dana, ruth]) await expect(section(page)).toContainText("Agreed by both");
    await atEndOf(dana, text(dana).getByText(STEADY));
    await dana.keyboard.type(" She is asked for.");
    await expect(section(ruth)).toContainText("Changed since both agreed");
    await expect(ruth.getByRole("button", { name: AGREE })).toBeVisible();
    // The other pens: nobody but the supervisor rates, nobody but the administrator writes the school's section.
    await expect(ruth.locator("#ratings").getByRole("combobox")).toHaveCount(0);
    await expect(dana.locator("#feedback").getByRole("textbox")).toHaveCount(0);
    await saved(dana);
    expect(saw(all().nina, "Teachers asked for more.")).toBe(false);
  });

  test("[EVAL-7] [SAVE-16] June: the text is fixed; words typed without network come back to their author and nowhere else", async () => {
    const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
    await dana.getByText("Set the meeting", { exact: true }).click();
    const meeting = actOf(dana, "Set this time");
    await meeting.getByLabel("Day").fill("2027-06-04");
    await meeting.getByLabel("Time").fill("10:00");
    await meeting.getByRole("button").click();
    await expect(meeting.getByRole("alert")).toContainText(
      "The agreement gives 5 working days of notice. Choose June 8, 2027 or later.",
    );
    await all().dana.context.setOffline(true);
    await atEndOf(dana, text(dana).getByText(STEADY));
    await dana.keyboard.type(` ${LATE}`);
    await expect(dana.locator(".save").first()).toContainText(/kept/);
    // At her other desk the supervisor fixes what the server has.
    await doors.post("dana", "freezing");
    const { hash } = doors.row();
    await expect(ruth.getByRole("article", { name: "The exact text" })).toContainText("She is asked for.");
    await all().dana.context.setOffline(false);
    const dialog = dana.getByRole("dialog", { name: "Copy your words" });
    await expect(dialog.getByRole("textbox").first()).toHaveValue(new RegExp(LATE));
    await throwAway(dialog);
    await at("dana", to(), TITLE);
    await expect(dana.getByRole("article", { name: "The exact text" })).toContainText("She is asked for.");
    expect(doors.row().hash).toBe(hash);
    expect(saw(all().ruth, LATE)).toBe(false);
    expect(
      play.one<{ content: string }>("select content from evaluation where id = ?", doors.row().id).content,
    ).not.toContain(LATE);
  });
}

/** Puts the caret behind the last letter of a paragraph; the editor hears of it a moment later. */
async function atEndOf(page: Page, paragraph: Locator): Promise<void> {
  await paragraph.first().click();
  await page.keyboard.press("End");
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20))));
}

/** Selects the last word of a paragraph. */
async function lastWord(page: Page, paragraph: Locator): Promise<void> {
  await atEndOf(page, paragraph);
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20))));
}
