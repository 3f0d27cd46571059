import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { readCalendar } from "../support/letters.ts";
import { CANDIDATES, SHORT, type Story } from "./selection-story.ts";

/** The next two: who applies, who may be interviewed, and when. */
export function candidates(story: Story): void {
  const { play, pageOf, round, applicants, fileOf } = story;

  test("Wednesday: four candidates, one of them from a spreadsheet; the rule is run; one needs a waiver of both leads", async () => {
    await play.day("2026-10-28T08:30:00-06:00");
    const [amara, dana, ruth] = [pageOf("amara"), pageOf("dana"), pageOf("ruth")];
    await amara.goto(`/selection/${round()}/candidates/import`);
    // As LibreOffice writes it in a German locale: semicolons, quotes only where needed, plain line feeds.
    const file = [
      "name;email;post;agency_1;post_1;from_1;to_1;what_1;when_1;verifier_1",
      'Officer Priya Nair;nair@candidates.example;Patrol;"Larkfield; Police Department";Officer;2018-04-02;;"Coached the ""Falcons""";2019 to 2024;Coach Ines Park',
      "",
    ].join("\n");
    await amara
      .getByLabel("Your file")
      .setInputFiles({ name: "candidates.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    await amara.getByRole("button", { name: "Check the file" }).click();
    await expect(amara.getByText("1 candidate would be added. Nothing is written yet.")).toBeVisible();
    await amara.getByRole("button", { name: "Import 1 candidate" }).click();
    await expect(amara.getByRole("link", { name: "Officer Priya Nair", exact: true })).toBeVisible();
    for (const name of CANDIDATES.slice(1))
      await play.post("amara", `/selection/${round()}/candidates/new`, {
        name,
        email: `${name.split(" ").at(-1)?.toLowerCase()}@candidates.example`,
        post: "Patrol",
        "spans.1.agency": "Larkfield Police Department",
        "spans.1.post": "Officer",
        "spans.1.from": name === SHORT ? "2024-06-03" : "2017-02-06",
        "spans.1.to": "",
      });
    for (const { id } of applicants())
      await play.post("amara", `/selection/${round()}/candidates/${id}`, { intent: "screen" });

    // The school verifies what a candidate did with young people; the file says by whom.
    await ruth.goto(fileOf("Officer Priya Nair"));
    await ruth.getByRole("button", { name: /I verified it/ }).click();
    await expect(ruth.getByText(/Verified by Principal Ruth Bell on October 28, 2026/)).toBeVisible();

    await dana.goto(fileOf(SHORT));
    await ruth.goto(fileOf(SHORT));
    await expect(dana.getByText(/3 years/).first()).toBeVisible();
    await dana
      .getByLabel(/Why should Officer Jordan Blake be interviewed/)
      .fill("Two years as a youth mentor before the academy.");
    await dana.getByRole("button", { name: "Sign the waiver" }).click();
    await expect(dana.getByText("You have signed. It waits for the other lead.")).toBeVisible();
    await ruth.reload();
    await ruth.getByRole("button", { name: "Sign the same words" }).click();
    await expect(ruth.getByText("Eligible", { exact: true }).first()).toBeVisible();
    await expect(ruth.getByRole("blockquote")).toHaveText("Two years as a youth mentor before the academy.");
    expect(applicants().map(({ state }) => state)).toEqual(["eligible", "eligible", "eligible", "eligible"]);
  });

  test("Thursday: four interviews are set for after the clocks change; invitations wait in the outbox", async () => {
    await play.day("2026-10-29T08:30:00-06:00");
    const amara = pageOf("amara");
    await amara.goto(`/selection/${round()}/schedule`);
    await amara.getByLabel("Day", { exact: true }).fill("2026-11-05");
    await amara.getByLabel("First interview starts at").fill("08:00");
    await amara.getByLabel("Minutes for each").fill("50");
    await amara.getByLabel("Place", { exact: true }).fill("Library, room 12");
    for (const [index, name] of CANDIDATES.entries())
      await amara.getByLabel(name, { exact: true }).fill(String(index + 1));
    await amara.getByRole("button", { name: "Set the interviews" }).click();
    const first = amara.getByRole("row", { name: /Officer Priya Nair/ });
    await expect(first).toContainText("Library, room 12");
    await expect(first).toContainText(/8:00/);
    // What a candidate needs on the day is nobody else's.
    await amara.getByText("Officer Sam Reyes: nothing noted").click();
    await amara.getByLabel("What Officer Sam Reyes needs on the day").fill("A seat near the door k4711");
    await amara
      .getByLabel("What Officer Sam Reyes needs on the day")
      .locator("xpath=ancestor::form")
      .getByRole("button")
      .click();
    await expect(amara.getByText("Accommodation: A seat near the door k4711")).toBeVisible();
    await pageOf("dana").goto(`/selection/${round()}/schedule`);
    await expect(pageOf("dana").getByRole("row", { name: /Officer Sam Reyes/ })).not.toContainText("k4711");

    await amara.goto("/outbox");
    await amara
      .getByRole("row", { name: /Invitation to a panel member.*Ji-woo Kim/ })
      .first()
      .getByRole("link")
      .first()
      .click();
    await expect(amara.getByRole("heading", { level: 1 })).toHaveText(/Interview panel/i);
    const [download] = await Promise.all([
      amara.waitForEvent("download"),
      amara.getByRole("link", { name: "Download the calendar file (.ics)" }).click(),
    ]);
    const calendar = readCalendar(readFileSync(await download.path(), "utf8"));
    const at = play.one<{ at: number }>(
      "select scheduled_at as at from interview where scheduled_at = ?",
      calendar.start,
    );
    // The first is at 8:00 by the clocks of November: UTC minus seven, although it was set in October, at minus six.
    expect(play.look<{ at: number }>("select scheduled_at as at from interview order by 1")[0]?.at).toBe(
      Date.parse("2026-11-05T08:00:00-07:00"),
    );
    expect([at.at, calendar.end - calendar.start, calendar.method]).toEqual([calendar.start, 50 * 60_000, "REQUEST"]);
    expect(`${calendar.summary} ${calendar.description}`).not.toMatch(/Nair|Reyes|Ortega|Blake/);
  });
}
