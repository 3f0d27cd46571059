import { expect, type Page, test } from "@playwright/test";
import type { EvaluationDoors } from "./evaluation-doors.ts";
import { saved, saw } from "./people.ts";
import { actOf, sign, type Year } from "./year.ts";

export const TITLE = "Annual evaluation: Third year";
const OFFICERS = "Two arrests fewer, four lessons more, qa11";
const DRAFTED = "Calm at the gate, quick with reports, qb22";
const FED_BACK = "Students come to her before trouble starts, qc33";

/** August to June: goals, evidence, the officer's own words, then both leads apart. */
export function writing(year: Year, doors: EvaluationDoors): void {
  const { play, pageOf, all, at } = year;
  const { to } = doors;

  test("[EVAL-1] August: both leads agree and sign the goals; an edit ends a signature; the officer confirms", async () => {
    const file = to();
    const dana = pageOf("dana");
    await dana.goto(file);
    await dana.getByText("Open an annual evaluation", { exact: true }).click();
    const opening = actOf(dana, "Open this evaluation");
    await opening.getByLabel("Name of the period").fill("Third year");
    await opening.getByLabel("First day").fill("2026-08-03");
    await opening.getByLabel("Last day").fill("2027-07-31");
    await opening.getByRole("button").click();
    await dana
      .getByRole("link", { name: /Third year/ })
      .first()
      .click();
    await dana.waitForURL(/\/evaluations\//);
    doors.begin(new URL(dana.url()).pathname);

    const ruth = await at("ruth", to(), TITLE);
    const goal = (page: Page) => page.getByRole("textbox", { name: "Law enforcement officer: Goal" }).first();
    await goal(dana).fill("Seen at the gate on each school day.");
    await dana
      .getByRole("textbox", { name: "Law enforcement officer, goal 1: How both sides will see it" })
      .first()
      .fill("The gate list");
    await expect(goal(ruth)).toHaveValue("Seen at the gate on each school day.");
    await doors.goals("ruth");
    await saved(dana);
    await sign(dana, "Sign the goals");
    await expect(ruth.locator(".signers li").filter({ hasText: "Lt. Dana Ortiz" })).toContainText("Signed");
    await goal(ruth).fill("Seen at the gate on four days of five.");
    await saved(ruth);
    for (const page of [dana, ruth])
      await expect(page.getByText("Signed earlier words; the goals were changed since")).toBeVisible();
    for (const page of [dana, ruth]) await sign(page, "Sign the goals");
    await expect(dana.getByText(/^The year runs to July 31, 2027/)).toBeVisible();
    const nina = await at("nina", to(), TITLE);
    await expect(nina.getByText("Seen at the gate on four days of five.")).toBeVisible();
    await sign(nina, "Confirm that I have read the goals");
    for (const who of ["alex", "casey"] as const) {
      const answer = await pageOf(who).goto(to());
      expect(answer?.status(), who).toBe(404);
    }
    await at("tom", to(), TITLE);
  });

  test("[EVAL-3] [EVID-1] March: either side posts evidence; the officer reads it at once, answers it, and posts", async () => {
    await play.day("2027-03-15T16:00:00-06:00", ["dana", "ruth", "nina"]);
    const file = to().replace(/\/evaluations\/.*/, "");
    const [dana, ruth, nina] = [pageOf("dana"), pageOf("ruth"), pageOf("nina")];
    for (const page of [dana, ruth, nina]) await page.goto(file);
    const post = async (page: Page, kind: string, words: string) => {
      await page.getByText("Post an entry", { exact: true }).click();
      const form = actOf(page, "Post this entry");
      await form.getByLabel("Role it is about").selectOption({ label: "Public safety educator" });
      await form.getByRole("radio", { name: kind }).check();
      await form.getByLabel("Day it was seen").fill("2027-03-12");
      await form.getByLabel("What was seen or done").fill(words);
      await form.getByRole("button", { name: "Post this entry" }).click();
      await expect(page.locator(".evidence-log")).toContainText(words);
    };
    await post(ruth, "A concern", "The lesson of March 12 began late.");
    await expect(ruth.getByText("This log says less than it seems to")).toBeVisible();
    await expect(nina.locator(".evidence-log")).toContainText("The lesson of March 12 began late.");
    await nina
      .getByText(/^Answer/)
      .first()
      .click();
    await nina.getByLabel("Your answer").fill("There was a call at the gate.");
    await nina.getByRole("button", { name: "Post my answer" }).click();
    await expect(ruth.locator(".evidence-log")).toContainText("There was a call at the gate.");
    await post(dana, "Good work", "Three classes asked her back.");
    await post(nina, "A plain note", "Twelve lessons are planned until May.");
    await expect(dana.locator(".evidence-log")).toContainText("Twelve lessons are planned until May.");
  });

  test("[EVAL-4] [EVAL-32] June: the officer writes first; both leads write, and neither receives a word of the other", async () => {
    await play.day("2027-06-01T09:00:00-06:00", ["dana", "ruth", "nina", "amara", "tom"]);
    const dana = await at("dana", to(), TITLE);
    await dana.getByText("Close the year early", { exact: true }).click();
    await dana.getByRole("button", { name: "Close the year and ask the officer first" }).click();
    await expect(dana.getByText("is asked to write first")).toBeVisible();
    const nina = await at("nina", to(), TITLE);
    await expect(nina.locator(".alone")).toContainText("Only you, until you hand it over. Due June 15, 2027");
    await nina.locator(".alone").getByRole("textbox").first().fill(OFFICERS);
    await saved(nina);
    await doors.self("nina");
    await dana.reload();
    expect(saw(all().dana, OFFICERS)).toBe(false);
    await nina.getByRole("button", { name: "Hand over my self-assessment" }).click();

    const ruth = await at("ruth", to(), TITLE);
    await expect(ruth.getByText(OFFICERS)).toBeVisible();
    await expect(dana.locator(".alone")).toContainText("Only you, until both have handed in or June 15, 2027 is over");
    await dana.locator(".alone").getByRole("combobox").first().selectOption({ label: "4, Exceeds expectations" });
    await dana
      .locator(".alone")
      .getByRole("textbox", { name: "Law enforcement officer: In words" })
      .first()
      .fill(DRAFTED);
    await saved(dana);
    await doors.draft("dana");
    await ruth.locator(".alone").getByRole("textbox").first().fill(FED_BACK);
    await saved(ruth);
    await dana.getByRole("button", { name: "Hand in my draft" }).click();
    await expect(ruth.getByText("The supervisor’s draft is in.")).toBeVisible();
    for (const who of ["ruth", "nina", "amara", "tom"] as const) await at(who, to(), TITLE);
    for (const who of ["ruth", "nina", "amara", "tom"] as const) expect(saw(all()[who], DRAFTED), who).toBe(false);
    for (const who of ["dana", "nina", "amara", "tom"] as const) expect(saw(all()[who], FED_BACK), who).toBe(false);
    await ruth.getByRole("button", { name: "Hand in my feedback" }).click();

    // The exchange: each has the other's words at the same moment, the officer neither's.
    await expect(ruth.getByText(DRAFTED)).toBeVisible();
    await expect(dana.locator("#feedback")).toContainText(FED_BACK);
    await at("nina", to(), TITLE);
    await expect(nina.getByText(/Both leads write it together now/)).toBeVisible();
    for (const words of [DRAFTED, FED_BACK]) expect(saw(all().nina, words)).toBe(false);
  });
}
