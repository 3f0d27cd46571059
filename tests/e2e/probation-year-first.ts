import { expect, type Page, test } from "@playwright/test";
import { saw } from "./people.ts";
import type { ProbationDoors } from "./probation-doors.ts";
import { actOf, sign, type Year } from "./year.ts";

const UNSENT = "Half a thought of the principal, qx41";

/** July to November: the dates, a checkpoint that the administrator never answers, a leave that moves the rest. */
export function firstMonths(year: Year, doors: ProbationDoors): void {
  const { play, pageOf, all, at } = year;
  const { to } = doors;

  test("[PROB-1] July: the dates follow from the agreement; both leads sign them and the officer confirms", async () => {
    const amara = pageOf("amara");
    await amara.goto("/officers/new");
    for (const [label, name] of [
      ["Officer", "Officer Casey Monroe"],
      ["School", "Larkfield High School"],
      ["Supervisor of this case", "Lt. Dana Ortiz"],
      ["School administrator of this case", "Principal Ruth Bell"],
    ] as const)
      await amara.getByRole("combobox", { name: label, exact: true }).selectOption({ label: name });
    await amara.getByLabel("First day").fill("2026-08-03");
    await amara.getByRole("radio", { name: /^Chosen in a selection/ }).check();
    await amara.getByRole("button", { name: "Open the file" }).click();
    await amara.waitForURL(/\/officers\/(?!new)/);
    doors.begin(amara.url().split("/").at(-1) ?? "");
    const dana = await at("dana", to(), "Probation");
    await dana.getByLabel("First day").fill("2026-08-03");
    await dana.getByRole("button", { name: "Plan the probation" }).click();
    await expect(days(dana, 1)).toContainText("September 2, 2026");
    // A working day is neither a weekend nor a holiday: Labor Day makes the leads' day one later.
    await expect(days(dana, 1)).toContainText("September 17, 2026");
    await expect(dana.getByText("August 2, 2027")).toBeVisible();
    await expect(dana.getByText(/agreement, version 1|Agreement 1|version 1/i).first()).toBeVisible();
    await sign(dana, "Sign the dates");
    await expect(dana.getByText("Planned. It begins when both leads have signed its dates.")).toBeVisible();
    await sign(await at("ruth", to(), "Probation"), "Sign the dates");
    await expect(pageOf("ruth").getByText(/^Running, from August 3, 2026 to August 2, 2027/)).toBeVisible();
    await sign(await at("casey", to(), "Probation"), "Confirm the dates");
    await expect(pageOf("casey").getByText("Not confirmed")).toHaveCount(0);
    // Far away the page shows the clocks of the program.
    await at("tom", to(), "Probation");
    await expect(pageOf("tom").locator(".signers")).toContainText("July 27, 2026");
    // Nobody but the people of the case finds it.
    for (const who of ["alex", "nina"] as const) {
      const answer = await pageOf(who).goto(to());
      expect(answer?.status()).toBe(404);
    }
  });

  test("[PROB-5] [PROB-8] September: the administrator never answers; the day passes on record and it goes on", async () => {
    await play.day("2026-08-19T08:00:00-06:00", ["casey", "dana", "ruth"]);
    await doors.brought(1, "self");
    await at("casey", to(1), "Checkpoint 1: Settling in");
    await expect(pageOf("casey").locator(".alone")).toContainText("Due September 2, 2026");
    await doors.self(1);
    await doors.input(1, "dana", "At the gate every morning.");
    await doors.draft(1, "ruth", UNSENT);
    await at("ruth", to(1), "Checkpoint 1: Settling in");
    await expect(pageOf("ruth").getByText("The supervisor’s is in.")).toBeVisible();

    await play.day("2026-09-17T23:30:00-06:00", ["dana"]);
    await at("dana", to(1), "Checkpoint 1: Settling in");
    await expect(pageOf("dana").getByText("The administrator’s is in.")).toHaveCount(0);
    await expect(pageOf("dana").getByText(/Both leads write, each alone, until September 17, 2026/)).toBeVisible();
    expect(doors.row(1).state).toBe("input");
    await play.day("2026-09-18T08:00:00-06:00", ["dana", "casey", "ruth"]);
    await doors.brought(1, "joint");
    const dana = await at("dana", to(1), "Checkpoint 1: Settling in");
    await expect(dana.getByLabel("Input of Principal Ruth Bell")).toContainText(/not/i);
    await doors.write(1, "dana");
    await dana.getByRole("button", { name: "Fix and present the review" }).click();
    await expect(dana.getByText("reads it and answers")).toBeVisible();
    await doors.answer(1);
    await sign(dana, "Sign the review");
    await expect(dana.getByRole("button", { name: "Sign the review" })).toHaveCount(0);
    await expect(dana.getByRole("button", { name: /Seal without/ })).toHaveCount(0);

    await play.day("2026-10-03T09:00:00-06:00", ["dana", "ruth", "casey"]);
    await dana.goto(to(1));
    await expect(dana.getByText("It was possible to sign until October 2, 2026.")).toBeVisible();
    await dana.getByRole("button", { name: "Seal without the administrator’s signature" }).click();
    await expect(dana.getByText("The review is sealed")).toBeVisible();
    await expect(dana.locator(".signers li").filter({ hasText: "Principal Ruth Bell" })).toContainText("Not signed");
    await dana.getByRole("link", { name: "Open the sealed record" }).click();
    await expect(dana.locator("main")).toContainText("Checkpoint 1: Settling in");
    await at("casey", to(1), "Checkpoint 1: Settling in");
    for (const who of ["dana", "casey"] as const) expect(saw(all()[who], UNSENT), who).toBe(false);
  });

  test("[PROB-2] October: leave stops the clock, and moves the days that have not come", async () => {
    await play.day("2026-10-05T09:00:00-06:00", ["amara", "casey", "dana"]);
    const amara = await at("amara", to(), "Probation");
    await amara.getByText("Enter leave", { exact: true }).click();
    const leave = actOf(amara, "Enter this leave");
    await leave.getByLabel("First day away").fill("2026-10-05");
    await leave.getByRole("button").click();
    await expect(amara.getByText("October 5, 2026 to an open day")).toBeVisible();
    const casey = await at("casey", to(), "Probation");
    await expect(casey.getByText("The clock is stopped")).toBeVisible();
    await expect(casey.getByText("Open, until the leave has a last day")).toBeVisible();
    await expect(days(casey, 1)).toContainText("September 2, 2026");

    await play.day("2026-11-02T09:00:00-07:00", ["amara", "casey", "dana"]);
    await amara.goto(to());
    // While the leave lasts, no day opens a checkpoint.
    expect(doors.row(2).state).toBe("planned");
    await actOf(amara, "Set the last day").getByLabel("Last day away").fill("2026-11-01");
    await amara.getByRole("button", { name: "Set the last day" }).click();
    await expect(amara.getByText("October 5, 2026 to November 1, 2026")).toBeVisible();
    await casey.goto(to());
    await expect(days(casey, 2)).toContainText(/Signed as November 1, 2026.*now November 29, 2026/);
    await expect(days(casey, 4)).toContainText(/Signed as August 3, 2027.*now August 31, 2027/);
    await expect(casey.locator("dl.facts").filter({ hasText: "First day" })).toContainText(
      /Signed as August 2, 2027.*now August 30, 2027/,
    );
    await expect(days(casey, 1)).not.toContainText("Signed as");
    // Who knows of a leave does not read its reason: there is none to read.
    await expect(casey.getByRole("button", { name: /leave|last day/i })).toHaveCount(0);
  });
}

/** The row of one checkpoint in the table of days. */
const days = (page: Page, n: number) =>
  page.getByRole("table", { name: "Checkpoints and their days" }).getByRole("row").nth(n);
