import { expect, type Page, test } from "@playwright/test";
import type { EvaluationDoors } from "./evaluation-doors.ts";
import { TITLE } from "./evaluation-year-writing.ts";
import { saved, saw } from "./people.ts";
import { checkedByAStranger, downloadPdf, paperSays } from "./verifying.ts";
import { actOf, sign, type Year } from "./year.ts";

const RESPONSE = "The lesson of March 12 was held in full, qe55";
const TOO_LATE = "One more word after the days, qf66";

/** June to September: signatures in order, a silent school, day 29; returned by command, refused, day 31; sealed. */
export function signing(year: Year, doors: EvaluationDoors): void {
  const { play, pageOf, all, at, url } = year;
  const { to } = doors;
  const step = (page: Page, words: string) => page.locator(".fixed-steps li").filter({ hasText: words });

  /** Nobody's step is out of turn, and the text that is bound is named by its fingerprint. */
  const boundBy = (page: Page, words: string, hash: string) =>
    expect(step(page, words).locator("code.hash")).toHaveText(hash.slice(0, 16));

  test("[EVAL-8] [EVAL-9] [EVAL-31] July: the supervisor signs; the administrator never answers, and the day passes on record", async () => {
    const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
    await dana.getByText("Set the meeting", { exact: true }).click();
    const meeting = actOf(dana, "Set this time");
    await meeting.getByLabel("Day").fill("2027-06-22");
    await meeting.getByLabel("Time").fill("10:00");
    await meeting.getByRole("button").click();
    await expect(dana.getByText("June 22, 2027, 10:00 AM MDT")).toBeVisible();
    await expect(ruth.getByRole("button", { name: "Sign that feedback was given" })).toHaveCount(0);
    const { hash } = doors.row();
    await sign(dana, "Sign the evaluation");
    await boundBy(dana, "who rated", hash ?? "");
    await expect(ruth.getByRole("button", { name: "Sign that feedback was given" })).toBeVisible();
    expect(saw(all().nina, "She is asked for.")).toBe(false);

    await play.day("2027-06-16T09:00:00-06:00", ["dana", "ruth", "nina"]);
    await doors.brought("presented");
    await at("ruth", to(), TITLE);
    await expect(step(ruth, "for the school’s feedback")).toContainText(/June 15, 2027 passed/);
    await expect(ruth.getByRole("button", { name: /Sign that feedback|Decline/ })).toHaveCount(0);
    const nina = await at("nina", to(), TITLE);
    await expect(nina.getByRole("article", { name: "The exact text" })).toContainText("She is asked for.");
    // Before the meeting there is nothing to answer, and whoever tries is told when it is.
    await expect(nina.getByRole("button", { name: "Give my answer" })).toHaveCount(0);
    await expect(doors.post("nina", "receipt", { choice: "disagrees" })).rejects.toThrow(
      "It is presented at the meeting on Tuesday, June 22, 2027",
    );
  });

  test("[EVAL-10] [EVAL-11] July: the officer disagrees, and attaches a response on the twenty-ninth day", async () => {
    await play.day("2027-06-22T10:20:00-06:00", ["nina", "dana", "tom"]);
    const nina = await at("nina", to(), TITLE);
    const answer = actOf(nina, "Give my answer");
    await answer.getByRole("radio", { name: /and disagree/ }).check();
    await answer.getByLabel("In your own words, if you like").fill("The second half of the year is missing.");
    await answer.getByRole("checkbox").check();
    await answer.getByRole("button").click();
    await expect(nina.getByText("Last day: July 22, 2027")).toBeVisible();

    await play.day("2027-07-21T22:00:00-06:00", ["nina", "dana", "ruth", "tom"]);
    await at("nina", to(), TITLE);
    await expect(nina.getByText("One day is left after today.")).toBeVisible();
    await nina.locator(".alone").getByRole("textbox").fill(RESPONSE);
    await saved(nina);
    const tom = await at("tom", to(), TITLE);
    await expect(tom.getByRole("button", { name: "Agree and seal" })).toHaveCount(0);
    expect(saw(all().tom, RESPONSE)).toBe(false);
    await nina.getByRole("button", { name: "Attach my response" }).click();
    await expect(tom.getByRole("article", { name: "The exact text" })).toContainText(RESPONSE);
  });

  test("[EVAL-12] August: command returns it; a new revision from the same words, signed again, with the school's word", async () => {
    await play.day("2027-08-16T09:00:00-06:00", ["tom", "dana", "ruth", "nina"]);
    const tom = await at("tom", to(), TITLE);
    await tom.getByText("Return it", { exact: true }).click();
    const back = actOf(tom, "Return it with this reason");
    await back.getByLabel("Reason").fill("Name the lessons of the spring.");
    await back.getByRole("button").click();
    const dana = await at("dana", to(), TITLE);
    await expect(dana.getByText(/“Name the lessons of the spring\.”/).first()).toBeVisible();
    await expect(dana.getByRole("textbox", { name: "The text of the evaluation" })).toContainText("She is asked for.");
    await dana.getByRole("button", { name: "Fix the evaluation" }).click();
    await expect(dana.getByRole("button", { name: "Sign the evaluation" })).toBeVisible();
    await doors.post("dana", "meeting", { date: "2027-08-25", time: "10:00" });
    const first = doors.row().hash ?? "";
    await sign(dana, "Sign the evaluation");
    const ruth = await at("ruth", to(), TITLE);
    await boundBy(ruth, "who rated", first);
    const second = doors.row().hash ?? "";
    expect(second).not.toBe(first);
    await sign(ruth, "Sign that feedback was given");
    await boundBy(ruth, "for the school’s feedback", second);
  });

  test("[EVAL-10] [EVAL-11] September: refused before a witness; on the thirty-first day a response is too late, in words", async ({
    browser,
  }) => {
    await play.day("2027-08-25T10:30:00-06:00", ["dana", "nina"]);
    const dana = await at("dana", to(), TITLE);
    await dana.getByText("The officer refuses to sign").click();
    const refusal = actOf(dana, "Record the refusal");
    await refusal.getByLabel("Who saw it").fill("Counselor Ana Reyes");
    await refusal.getByRole("button").click();
    await expect(step(dana, "at the meeting")).toContainText("Witness: Counselor Ana Reyes; entered by Lt. Dana Ortiz");

    await play.day("2027-09-24T23:50:00-06:00", ["nina"]);
    const nina = await at("nina", to(), TITLE);
    await expect(nina.getByText("That is today.")).toBeVisible();
    await nina.locator(".alone").getByRole("textbox").fill(TOO_LATE);
    await saved(nina);
    // The same page in a browser that runs no scripts, open since before midnight.
    const plain = await browser.newContext({
      baseURL: url(),
      javaScriptEnabled: false,
      storageState: await all().nina.context.storageState(),
    });
    const page = await plain.newPage();
    await page.goto(to());
    await play.move("2027-09-25T00:10:00-06:00");
    await page.getByRole("button", { name: "Attach my response" }).click();
    await expect(page.getByText(/A response could be attached until September 24, 2027/)).toBeVisible();
    await plain.close();
    await doors.brought("review");
    expect(doors.row().response).toBeNull();
    await expect(nina.getByRole("button", { name: "Attach my response" })).toHaveCount(0);
  });

  test("[EVAL-8] [EVAL-19] September: command agrees; the sealed evaluation on paper says who did what", async ({
    browser,
  }) => {
    await play.day("2027-09-27T09:00:00-06:00", ["tom", "dana", "ruth", "nina"]);
    const tom = await at("tom", to(), TITLE);
    await expect(step(tom, "within the days for a response")).toContainText("September 24, 2027 passed");
    await sign(tom, "Agree and seal");
    await expect(tom.getByText("Sealed: stays")).toBeVisible();
    const nina = await at("nina", to(), TITLE);
    await expect(nina.getByText("Signatures that are void", { exact: false })).toBeVisible();
    await nina.getByRole("link", { name: "Open the sealed record" }).click();
    await expect(nina.getByText(/nothing has changed since/i).first()).toBeVisible();
    const paper = await downloadPdf(nina);
    paperSays(paper, [
      "Lt. Dana Ortiz",
      "Principal Ruth Bell",
      "Counselor Ana Reyes",
      "Name the lessons of the spring.",
      "She is asked for.",
    ]);
    paperSays(paper, ["qd44", "qf66"], false);
    await checkedByAStranger(browser, url(), paper, "Patel");
    for (const who of ["dana", "ruth", "tom"] as const) expect(saw(all()[who], TOO_LATE), who).toBe(false);
  });
}
