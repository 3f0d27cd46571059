import { expect, test } from "@playwright/test";
import { saved, saw } from "./people.ts";
import { CAST, nothingBroke } from "./selection.ts";
import { openRound, type Story, signBoth } from "./selection-story.ts";

/** A second round in which the panel scores openly, and the report of both. */
export function openScoring(story: Story): void {
  const { play, pageOf, all, round, begin, fileOf, interviewOf } = story;

  test("A second round, agreed with open scoring: everybody sees every card as it is written", async () => {
    const [dana, ruth, marcus] = [pageOf("dana"), pageOf("ruth"), pageOf("marcus")];
    begin(await openRound(dana, "School Resource Officer, summer programs"));
    await ruth.goto(`/selection/${round()}/agreement`);
    for (const page of [dana, ruth]) await saved(page);
    await dana.getByRole("radio", { name: /Open from the start/ }).check();
    for (const who of ["elena", "jiwoo"] as const)
      await dana.getByRole("checkbox", { name: new RegExp(CAST[who].name) }).uncheck();
    await expect(ruth.getByText(/do not have an equal voice: one has more seats than the other/)).toBeVisible();
    await signBoth(dana, ruth);
    await play.post("amara", `/selection/${round()}/candidates/new`, {
      name: "Officer Lee Tran",
      "spans.1.agency": "Larkfield Police Department",
      "spans.1.from": "2016-02-01",
      "spans.1.to": "",
    });
    const file = fileOf("Officer Lee Tran");
    await play.post("amara", file, { intent: "screen" });
    await play.post("amara", file, { intent: "schedule", date: "2026-11-09", time: "13:00" });
    const interview = interviewOf("Officer Lee Tran");
    const raters = ["dana", "ruth", "marcus"] as const;
    await play.declare(interview, raters);
    await play.post("dana", `/interviews/${interview}/start`);
    for (const page of [dana, ruth, marcus]) await page.goto(`/interviews/${interview}`);
    await expect(ruth.getByText("Open scoring: the panel sees it as you write")).toBeVisible();
    const field = dana.locator("fieldset.crit").first();
    await field.getByRole("radio", { name: /5$/ }).check();
    await field.getByRole("textbox").fill("Open words 81c2.");
    await expect(ruth.getByRole("list", { name: "The others" }).first()).toContainText("Ortiz 5");
    await expect.poll(() => saw(all().marcus, "Open words 81c2.")).toBe(true);
    await play.post("dana", `/interviews/${interview}/end`, { reason: "Shown on the first question." });
    for (const who of raters) await play.card(interview, who, () => 4);
    await expect(dana.locator(".envelopes")).toHaveCount(0);
    await dana.getByRole("button", { name: "Start the joint scorecard" }).click();
    for (const page of [dana, ruth, marcus]) {
      await page.waitForURL(/\/debrief$/);
      await saved(page);
    }
    await play.agreeAndSign(interview, () => 4);
    await expect(ruth.getByText("The panel result is sealed", { exact: true })).toBeVisible();
  });

  test("The report tells both organizations of two rounds; nobody's page broke", async () => {
    const lillian = pageOf("lillian");
    await lillian.goto("/report");
    await expect(lillian.getByText("School Resource Officer, Larkfield Middle School").first()).toBeVisible();
    await expect(lillian.getByText("School Resource Officer, summer programs").first()).toBeVisible();
    nothingBroke(all());
  });
}
