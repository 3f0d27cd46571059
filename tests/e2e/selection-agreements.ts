import { expect, type Page, test } from "@playwright/test";
import { saved } from "./people.ts";
import { CAST } from "./selection.ts";
import { openRound, PANEL, type Story, signBoth } from "./selection-story.ts";

/** The first two days: the memorandum of understanding, then the agreement of the round. */
export function agreements(story: Story): void {
  const { play, pageOf, round, begin } = story;

  test("Monday: both leads write the memorandum, change it by proposals, and both executives sign it", async () => {
    const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
    await dana.goto("/agreement");
    await dana.getByRole("button", { name: "Open the first agreement" }).click();
    await expect(dana.getByRole("heading", { name: "Agreement between the parties, version 1" })).toBeVisible();
    await dana.goto("/agreement/1?clause=rotation");
    await ruth.goto("/agreement/1?clause=rotation");
    await saved(dana);
    await saved(ruth);
    await dana.getByRole("textbox", { name: "Text" }).fill("Nobody moves because of a calendar. ");
    await expect(ruth.getByRole("textbox", { name: "Text" })).toHaveValue(/^Nobody moves because of a calendar/);
    await agreeTo(ruth);
    await expect(dana.getByRole("checkbox", { name: /Principal Ruth Bell/ })).toBeChecked();
    // A changed word ends the other side's tick, and says so.
    await dana.getByRole("textbox", { name: "Text" }).press("End");
    await dana.getByRole("textbox", { name: "Text" }).pressSequentially("A move is agreed by both sides.");
    await expect(ruth.getByText("You had agreed; the clause has changed since.")).toBeVisible();
    await expect(ruth.getByRole("textbox", { name: "Text" })).toHaveValue(/A move is agreed by both sides\.$/);
    for (const page of [dana, ruth]) await agreeTo(page);
    await dana.getByRole("button", { name: "Mark the text ready" }).click();
    await expect(ruth.getByText(/Lt. Dana Ortiz marked this text ready/)).toBeVisible();
    await ruth.getByRole("button", { name: "Mark the text ready" }).click();
    await expect(dana.getByText("The text stands still.", { exact: false })).toBeVisible();

    // From here on only proposals: the other side's lead takes one and turns one down, with the reason.
    const ask = async (page: Page, title: string, fill: () => Promise<void>, why: string) => {
      const form = page.locator("details.mou-propose").filter({ has: page.getByText(title, { exact: true }) });
      await form.getByText(title, { exact: true }).click();
      await fill();
      await form.getByLabel("Why?").fill(why);
      await form.getByRole("button", { name: "Propose the change" }).click();
      await expect(form.getByText("Proposed. The other side’s lead decides.")).toBeVisible();
    };
    await ask(
      ruth,
      "Propose other words",
      () => ruth.getByLabel("The clause as you propose it").fill("A move is agreed by both sides, in writing."),
      "So that it can be found again.",
    );
    await expect(dana.getByText("“So that it can be found again.”")).toBeVisible();
    await dana.getByRole("button", { name: "Accept" }).click();
    await expect(ruth.getByText(/Accepted by Lt. Dana Ortiz/)).toBeVisible();
    await dana.goto("/agreement/1?clause=selection");
    await ruth.goto("/agreement/1?clause=selection");
    await ask(
      dana,
      "Propose another value: Minimum sworn service",
      () => dana.getByLabel("Minimum sworn service").last().fill("5"),
      "Other agencies ask for five.",
    );
    await expect(ruth.getByText("“Other agencies ask for five.”")).toBeVisible();
    await ruth.getByText("Reject", { exact: true }).click();
    await ruth.getByLabel("Why not?").fill("Three is what was agreed for years.");
    await ruth.getByRole("button", { name: "Reject the change" }).click();
    await expect(dana.getByText(/Rejected by Principal Ruth Bell/)).toBeVisible();
    await dana.getByRole("button", { name: "Fix the text for signing" }).click();

    for (const who of ["lillian", "tom"] as const) {
      await pageOf(who).goto("/desk");
      await pageOf(who)
        .getByRole("link", { name: /agreement/i })
        .first()
        .click();
      await pageOf(who).getByRole("button", { name: "Sign the agreement" }).click();
      await expect(
        pageOf(who)
          .getByText(/Supt. Lillian Cho/)
          .first(),
      ).toBeVisible();
    }
    await expect(dana.getByText(/In force since/).first()).toBeVisible();
    await expect(
      pageOf("lillian")
        .getByText(/In force since/)
        .first(),
    ).toBeVisible();
  });

  test("Tuesday: the round for Larkfield Middle School, its agreement with a panel of five", async () => {
    await play.day("2026-10-27T08:30:00-06:00");
    const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
    begin(await openRound(dana, "School Resource Officer, Larkfield Middle School"));
    await ruth.goto(`/selection/${round()}/agreement`);
    await dana.goto(`/selection/${round()}/agreement`);
    for (const page of [dana, ruth]) await saved(page);
    for (const who of PANEL) {
      const seat = dana.getByRole("checkbox", { name: new RegExp(CAST[who].name) });
      await seat.check();
      await expect(ruth.getByRole("checkbox", { name: new RegExp(CAST[who].name) })).toBeChecked();
    }
    await expect(ruth.getByText(/ 2, .* 2, .* 1\. Both parties have an equal voice\./)).toBeVisible();
    await signBoth(dana, ruth);

    // The coordinator keeps the timetable and says where the post was advertised.
    const amara = pageOf("amara");
    await amara.goto(`/selection/${round()}`);
    await amara.getByText("Change the due dates").click();
    await amara
      .getByLabel(/interview/i)
      .first()
      .fill("2026-11-05");
    await amara.getByRole("button", { name: "Keep the dates" }).click();
    await expect(amara.getByText("November 5, 2026").first()).toBeVisible();
    await amara.getByText("Add an entry").click();
    await amara.getByLabel("Where was it posted?").fill("State job board");
    await amara.getByLabel("Posted on").fill("2026-10-27");
    await amara.getByRole("button", { name: "Add the entry" }).click();
    await expect(amara.getByRole("cell", { name: "State job board" })).toBeVisible();
  });
}

/** The lead's own tick under a clause as it stands. */
async function agreeTo(page: Page): Promise<void> {
  const tick = page.getByRole("checkbox", { name: /\(you\)/ });
  await tick.click();
  await expect(tick).toBeChecked();
  await saved(page);
}
