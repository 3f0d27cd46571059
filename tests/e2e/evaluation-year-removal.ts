import { expect, type Page, test } from "@playwright/test";
import type { EvaluationDoors } from "./evaluation-doors.ts";
import { saved } from "./people.ts";
import { actOf, nothingBroke, sign, type Who, type Year } from "./year.ts";

const TITLE = "Removal review";

/** October: the school asks for a removal review; it is heard, not settled, and decided by both executives. */
export function removal(year: Year, doors: EvaluationDoors): void {
  const { play, pageOf, all, at } = year;
  let review = "";
  const openAt = (who: Who) => at(who, review, TITLE);

  test("[REM-1] [REM-3] October: a removal review is asked for, answered, heard, and handed to both executives", async () => {
    await play.day("2027-10-04T09:00:00-06:00", ["dana", "ruth", "nina"]);
    const removals = doors.to().replace(/\/evaluations\/.*/, "/removals");
    const ruth = await at("ruth", removals, "Removal reviews");
    const request = actOf(ruth, "Ask for the review");
    await request.getByLabel("Reasons").fill("Twice a hallway quarrel became an arrest.");
    await request.getByLabel("What was tried before").fill("Two talks in May, and a change of posts.");
    await request.getByRole("button").click();
    await ruth.waitForURL(/\/removals\/[^/]+$/);
    await expect(ruth.getByText("Twice a hallway quarrel became an arrest.")).toBeVisible();
    review = new URL(ruth.url()).pathname;
    const dana = await openAt("dana");
    await actOf(dana, "Give this answer")
      .getByLabel("The answer to the request")
      .fill("Both were fights with injuries.");
    await dana.getByRole("button", { name: "Give this answer" }).click();
    await dana.getByText("Set the meeting", { exact: true }).click();
    const meeting = actOf(dana, "Set this time");
    await meeting.getByLabel("Day").fill("2027-10-11");
    await meeting.getByLabel("Time").fill("10:00");
    await meeting.getByRole("button").click();
    await expect(ruth.getByText("October 11, 2027, 10:00 AM MDT")).toBeVisible();

    await play.day("2027-10-11T10:30:00-06:00", ["dana", "ruth", "nina"]);
    for (const [who, words] of [
      ["dana", "She calmed four of six."],
      ["ruth", "Our doors need another hand."],
      ["nina", "I would like to stay."],
    ] as const) {
      const page = await openAt(who);
      await expect(page.locator(".removal-side").getByRole("textbox")).toHaveCount(1);
      await page.locator(".removal-side").getByRole("textbox").fill(words);
      await saved(page);
    }
    for (const words of ["She calmed four of six.", "I would like to stay."])
      await expect(ruth.getByText(words)).toBeVisible();
    await ruth.getByRole("textbox", { name: "Minutes" }).click();
    await ruth.keyboard.type("Heard for an hour. Not settled.");
    await expect(dana.getByRole("textbox", { name: "Minutes" })).toContainText("Heard for an hour. Not settled.");
    await saved(ruth);
    await dana.getByText("It is not settled", { exact: true }).click();
    await dana.getByRole("button", { name: "Hand it to both executives" }).click();
    await expect(ruth.getByText(/^Both executives decide, until October 25, 2027/)).toBeVisible();
  });

  test("[REM-5] [REM-6] October: both executives decide under the same words; reassigned opens a new round", async () => {
    await play.day("2027-10-13T09:00:00-06:00", ["ruth", "tom", "lillian", "nina"]);
    const ruth = await openAt("ruth");
    const [tom, lillian] = [await openAt("tom"), await openAt("lillian")];
    await tom.getByRole("radio", { name: /^The officer is reassigned/ }).check();
    const why = (page: Page) => page.getByRole("textbox", { name: "Why" });
    await why(tom).fill("Both sides need a new start.");
    await expect(why(lillian)).toHaveValue("Both sides need a new start.");
    await saved(tom);
    const position = actOf(ruth, "Take this position");
    await position.getByRole("radio", { name: /^Concur/ }).check();
    await position.getByRole("button").click();
    // The position is a part of what they sign.
    await expect(tom.getByText("The school concurs").first()).toBeVisible();
    await sign(tom, "Sign the decision");
    // A changed word ends the first signature: both stand under the same words.
    await why(lillian).fill("Both sides need a new start, in other posts.");
    await saved(lillian);
    for (const page of [tom, lillian]) await sign(page, "Sign the decision");
    for (const page of [tom, lillian, ruth])
      await expect(page.getByText(/A new selection round opened\./)).toBeVisible();
    await openAt("nina");
    await pageOf("nina").getByRole("link", { name: "Open the sealed record" }).click();
    await expect(
      pageOf("nina")
        .getByText(/nothing has changed since/i)
        .first(),
    ).toBeVisible();
    nothingBroke(all(), /^(alex|casey): .* 404 /, /^dana: .* 409 .*\/meeting\.data/);
  });
}
