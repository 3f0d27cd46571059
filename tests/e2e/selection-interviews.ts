import { expect, type Page, test } from "@playwright/test";
import { saved, saw } from "./people.ts";
import { PANEL, SHORT, type Story } from "./selection-story.ts";

const SECRET = "She named two limits and kept both of them 7f3a9";

/** The day of the interviews: one panelist late, one stepping back, one card on paper. */
export function interviews(story: Story): void {
  const { play, pageOf, all, round, interviewOf, ask } = story;

  test("The next Thursday: the first interview, one panelist late; every card stays blind until all open together", async () => {
    await play.day("2026-11-05T07:40:00-07:00");
    const interview = interviewOf("Officer Priya Nair");
    const room = `/interviews/${interview}`;
    for (const who of ["dana", "ruth", "marcus", "elena"] as const) {
      const page = pageOf(who);
      await page.goto(room);
      await page.getByLabel("I have no tie to this candidate").check();
      await page.getByRole("button", { name: "Declare" }).click();
      await page.getByRole("button", { name: "Acknowledge the kit" }).click();
      await expect(page.getByText(/You acknowledged the kit on/)).toBeVisible();
    }
    const [dana, ruth, marcus, elena, jiwoo, amara] = (
      ["dana", "ruth", "marcus", "elena", "jiwoo", "amara"] as const
    ).map(pageOf) as [Page, Page, Page, Page, Page, Page];
    await amara.goto(room);
    // Ji-woo Kim has not come. Starting without is possible, with the reason on record.
    await expect(dana.getByText("One rater has not acknowledged the kit:")).toBeVisible();
    await dana.getByText("Start without waiting for them").click();
    await dana.getByLabel("Why start before everybody has read the kit?").fill("The bus from the center is late.");
    await dana.getByRole("button", { name: "Start the interview" }).click();
    for (const page of [ruth, marcus, elena, amara])
      await expect(page.getByRole("heading", { name: "Question 1 of 8" })).toBeVisible();
    for (const n of [2, 3]) {
      await dana.getByRole("button", { name: "Next question" }).click();
      await expect(marcus.getByRole("heading", { name: `Question ${n} of 8` })).toBeVisible();
    }
    // Ji-woo Kim comes late: the question everybody is at, a declaration, then a card.
    await jiwoo.goto("/desk");
    await jiwoo
      .getByRole("link", { name: /Officer Priya Nair/ })
      .first()
      .click();
    await expect(jiwoo.getByRole("heading", { name: "Question 3 of 8" })).toBeVisible();
    await expect(jiwoo.locator("fieldset.crit")).toHaveCount(0);
    await jiwoo.getByLabel("I have no tie to this candidate").check();
    await jiwoo.getByRole("button", { name: "Declare" }).click();
    await jiwoo.getByRole("button", { name: "Acknowledge the kit" }).click();
    await expect(jiwoo.locator("fieldset.crit").first()).toBeVisible();
    await dana.getByText("Deviation log (1)").click();
    await expect(dana.getByText(/The bus from the center is late\./).first()).toBeVisible();
    for (let n = 4; n <= 8; n++) {
      await dana.getByRole("button", { name: "Next question" }).click();
      await expect(jiwoo.getByRole("heading", { name: `Question ${n} of 8` })).toBeVisible();
    }
    await dana.locator("fieldset.crit").first().getByRole("textbox").fill(SECRET);
    await saved(dana);
    await dana.getByRole("button", { name: "End the questions" }).first().click();
    await expect(ruth.getByText("0 of 5 are in")).toBeVisible();
    for (const who of PANEL)
      await play.card(
        interview,
        who,
        (i) => ({ dana: 4, ruth: 4, marcus: 3, elena: i === 0 ? 5 : 4, jiwoo: i === 1 ? 2 : 4 })[who],
      );
    for (const page of [dana, jiwoo, amara]) await expect(page.getByText("5 of 5 are in")).toBeVisible();
    // Dana Ortiz's words were written over by her own card; what nobody else ever received is the secret and her sentences.
    for (const who of ["ruth", "marcus", "elena", "jiwoo", "amara"] as const)
      for (const words of [SECRET, "Seen by Lt. Dana Ortiz"]) expect(saw(all()[who], words), who).toBe(false);
    await dana.getByRole("button", { name: "Open all cards" }).click();
    for (const page of [dana, ruth, marcus, elena, jiwoo]) {
      await page.waitForURL(/\/debrief$/);
      await expect(page.getByRole("heading", { name: "Officer Priya Nair: all 5 cards are open" })).toBeVisible();
    }
    await expect.poll(() => saw(all().jiwoo, "Seen by Lt. Dana Ortiz")).toBe(true);
  });

  test("The same day: one panelist steps back, and the others' cards are all that counts", async () => {
    const interview = interviewOf("Officer Sam Reyes");
    const [dana, elena] = [pageOf("dana"), pageOf("elena")];
    await elena.goto(`/interviews/${interview}`);
    await elena.getByLabel("I step back from this candidate").check();
    await elena.getByRole("button", { name: "Declare" }).click();
    await expect(elena.getByRole("heading", { name: "You do not rate this candidate" })).toBeVisible();
    const rest = PANEL.filter((who) => who !== "elena");
    await ask(interview, rest);
    await dana.goto(`/interviews/${interview}`);
    await expect(dana.getByText("0 of 4 are in")).toBeVisible();
    await expect(dana.getByText("Does not rate: Elena Ruiz.")).toBeVisible();
    for (const who of rest)
      await play.card(interview, who, (i) => ({ dana: 5, ruth: 4, marcus: 4, elena: 1, jiwoo: i % 2 ? 4 : 5 })[who]);
    await play.post("dana", `/interviews/${interview}/reveal`);
    await expect(dana.getByRole("heading", { name: "Officer Sam Reyes: all 4 cards are open" })).toBeVisible();
    await expect(dana.getByText("Does not rate: Elena Ruiz.")).toBeVisible();
    await elena.goto(`/interviews/${interview}/debrief`);
    await expect(elena.getByRole("heading", { level: 1 })).toHaveText(/not here|not found|no such/i);
  });

  test("Two more interviews; a question that went wrong is left out for everybody, with the reason and both names", async () => {
    for (const [name, rating] of [
      ["Officer Luis Ortega", 3],
      [SHORT, 2],
    ] as const) {
      const interview = interviewOf(name);
      await ask(interview, PANEL);
      if (name === SHORT) await onPaper(pageOf("marcus"), interview);
      for (const who of PANEL)
        await play.card(interview, who, (i) => (who === "jiwoo" && i === 2 ? rating + 1 : rating));
      await play.post("ruth", `/interviews/${interview}/reveal`);
    }
    await pageOf("elena").goto(`/interviews/${interviewOf(SHORT)}/debrief`);
    await expect(pageOf("elena").getByRole("region", { name: "Cards on paper" })).toContainText(
      /Sgt. Marcus Hale filled in the card on paper .* Reason: The tablet's battery was empty\./,
    );
    const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
    await dana.goto(`/selection/${round()}/dropped`);
    await dana.getByLabel("Question", { exact: true }).selectOption({ index: 3 });
    await dana
      .getByLabel("Why it should count for nobody")
      .fill("Two candidates were asked it with the school's name in it.");
    await dana.getByRole("button", { name: "Ask the other lead" }).click();
    await expect(dana.getByText(/Not decided yet/)).toBeVisible();
    await ruth.goto(`/selection/${round()}/dropped`);
    await ruth.getByRole("button", { name: "Approve" }).click();
    await expect(ruth.getByText("Approved by Principal Ruth Bell: not counted.")).toBeVisible();
  });
}

/** A card filled in by hand: its rater says why, and types it afterwards. */
async function onPaper(marcus: Page, interview: string): Promise<void> {
  await marcus.goto(`/interviews/${interview}/paper/entry`);
  await marcus.getByLabel("Why on paper?").fill("The tablet's battery was empty.");
  await marcus.getByLabel("Time on the paper").fill("07:40");
  await marcus.getByRole("button", { name: "Go on to my card" }).click();
  await expect(marcus.locator("fieldset.crit").first()).toBeVisible();
}
