import { createHash } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { saved } from "./people.ts";
import { SHORT, type Story } from "./selection-story.ts";
import { checkedByAStranger, downloadPdf } from "./verifying.ts";

/** From the debrief to an appointment that anybody can check. */
export function decision(story: Story): void {
  const { play, pageOf, round, interviewOf, url } = story;

  test("Friday: the debrief; a move with its reason; joint scorecards agreed and signed in order", async () => {
    await play.day("2026-11-06T08:30:00-07:00");
    const interview = interviewOf("Officer Priya Nair");
    const [dana, ruth, jiwoo] = [pageOf("dana"), pageOf("ruth"), pageOf("jiwoo")];
    for (const page of [dana, ruth, jiwoo]) {
      await page.goto(`/interviews/${interview}/debrief`);
      await saved(page);
    }
    const row = jiwoo.locator("section.plot-row").first();
    // What one lead shows, everybody sees, under a banner that says who shows it.
    const title = (await row.getByRole("heading").innerText()).trim();
    await dana.getByRole("button", { name: `Spotlight on ${title}` }).click();
    await expect(jiwoo.getByRole("region", { name: "Spotlight" })).toContainText(`is showing: ${title}`);
    await dana.getByRole("button", { name: "End for everybody" }).click();
    await expect(jiwoo.getByText(`is showing: ${title}`)).toHaveCount(0);
    await row.getByText("Revise my score, or dissent").click();
    await row.getByLabel("My score").selectOption({ index: 3 });
    await row.getByLabel("Why I moved").fill("The notes show two examples I had missed, coming late.");
    await expect(dana.getByText(/Kim moved 4 .*3: The notes show two examples/)).toBeVisible();
    const score = dana.locator("section.plot-row").filter({ has: dana.getByRole("heading", { name: title }) });
    await score.getByRole("radio", { name: /4$/ }).first().check();
    await expect(
      ruth
        .locator("section.plot-row")
        .filter({ has: ruth.getByRole("heading", { name: title }) })
        .getByRole("radio", { name: /4$/ })
        .first(),
    ).toBeChecked();
    for (const page of [dana, ruth, jiwoo]) await saved(page);

    await play.agreeAndSign(interview, (i) => (i === 0 ? 5 : 4));
    await expect(ruth.getByText("The panel result is sealed", { exact: true })).toBeVisible();
    await play.agreeAndSign(interviewOf("Officer Sam Reyes"), () => 4);
    await play.agreeAndSign(interviewOf("Officer Luis Ortega"), () => 3);
    await play.agreeAndSign(interviewOf(SHORT), () => 2);
    await dana.goto(`/selection/${round()}/calibration`);
    await expect(dana.getByRole("heading", { level: 1 })).toHaveText(/calibration|rat/i);
  });

  test("The second Monday: both leads write the decision; the school dissents, the agency answers, both sign", async () => {
    await play.day("2026-11-09T08:30:00-07:00");
    const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
    const decision = `/selection/${round()}/decision`;
    await dana.goto(decision);
    await dana.getByRole("button", { name: "Open the decision" }).click();
    await expect(
      dana
        .getByText("Approved by Principal Ruth Bell", { exact: false })
        .or(dana.getByText(/approved by Principal Ruth Bell/)),
    ).toBeVisible();
    await ruth.goto(decision);
    await saved(ruth);
    // First cards put Sam Reyes first, the joint scorecards Priya Nair: both ranks stay, and each gap needs its sentence.
    for (const [name, place] of [
      ["Officer Priya Nair", "Appoint"],
      ["Officer Sam Reyes", "Alternate"],
      ["Officer Luis Ortega", "Not selected"],
      [SHORT, "Not selected"],
    ] as const)
      await dana.getByLabel(`What follows for ${name}`).selectOption({ label: place });
    const why = dana.getByRole("textbox", { name: /Why the place differs from the scores/ });
    await expect(why).toHaveCount(2);
    await why.first().fill("She set limits and kept the talk open; the notes show it twice.");
    await why.last().fill("Close behind; strong in every answer but the first.");
    await dana.getByLabel("Alternates stand by until").fill("2027-05-31");
    await expect(ruth.getByLabel("Alternates stand by until")).toHaveValue("2027-05-31");
    const reasons = ruth.getByRole("textbox", { name: /Reasons/ }).first();
    await reasons.fill("Both examples came from a school, and both kept a student in class.");
    await expect(dana.getByRole("textbox", { name: /Reasons/ }).first()).toHaveValue(
      /^Both examples came from a school/,
    );
    await ruth
      .getByLabel(/^Add what it rests on/)
      .first()
      .selectOption({ label: "Notes on Officer Priya Nair" });
    await ruth.getByRole("button", { name: "Add", exact: true }).first().click();
    await expect(dana.getByRole("link", { name: "Notes on Officer Priya Nair" })).toBeVisible();
    await expect(dana.getByText(/things are missing before the school can take its position/)).toBeVisible();
    await play.reason(round(), interviewOf("Officer Priya Nair"));
    await dana.getByRole("button", { name: "Fix the decision" }).click();

    await ruth.getByLabel("Dissent").check();
    await ruth
      .getByLabel("In the school’s words")
      .fill("Officer Reyes led on the first cards. The school would have appointed him.");
    await ruth.getByRole("button", { name: "Take this position" }).click();
    await expect(dana.getByRole("button", { name: "Sign the decision" })).toHaveCount(0);
    await dana
      .getByLabel("The agency’s answer to the dissent")
      .fill("The panel agreed the joint scores after reading the notes together.");
    await dana.getByRole("button", { name: "Give this answer" }).click();
    await expect(
      ruth.getByText("The panel agreed the joint scores after reading the notes together.").first(),
    ).toBeVisible();
    await expect(ruth.getByRole("button", { name: "Sign the decision" })).toHaveCount(0);
    for (const page of [dana, ruth]) await signDecision(page);
  });

  test("The executives authorize; letters are released; the packet is downloaded and checked by anybody", async ({
    browser,
  }) => {
    const [dana, amara] = [pageOf("dana"), pageOf("amara")];
    const decision = `/selection/${round()}/decision`;
    // While signatures are missing the round cannot be closed, and its page says whose.
    await amara.goto(`/selection/${round()}`);
    await expect(
      amara.getByText("The signatures of Chief Tom Brandt and Supt. Lillian Cho are missing."),
    ).toBeVisible();
    await expect(amara.getByRole("link", { name: "Chief Tom Brandt to sign the decision" })).toBeVisible();
    await expect(amara.getByRole("button", { name: "Close the round" })).toHaveCount(0);
    for (const who of ["tom", "lillian"] as const) {
      await pageOf(who).goto("/desk");
      await pageOf(who)
        .getByRole("link", { name: /decision/i })
        .first()
        .click();
      await signDecision(pageOf(who));
    }
    await expect(pageOf("lillian").getByText("The decision is sealed")).toBeVisible();

    await dana.goto("/desk");
    await expect(dana.getByRole("link", { name: /^Release 4 letters to the candidates of / })).toBeVisible();

    // Four letters: what stands in braces is written first, no number and no other name; then each is released once.
    await dana.goto(decision);
    await expect(
      dana.getByRole("link", { name: /Officer (Priya Nair|Sam Reyes|Luis Ortega|Jordan Blake)$/ }),
    ).toHaveCount(4);
    await dana.getByRole("link", { name: "Appointment: Officer Priya Nair" }).click();
    await expect(dana.getByText(/Replace \{first day in the post\}/)).toBeVisible();
    const body = await dana.getByRole("textbox", { name: "The letter" }).inputValue();
    await dana.getByRole("textbox", { name: "The letter" }).fill(body.replace(/\{[^}]*\}/g, "January 4, 2027"));
    await dana.getByRole("button", { name: "Save these words" }).click();
    await dana.getByRole("button", { name: "Release the letter" }).click();
    await expect(
      dana.getByText(/Released November 9, 2026 by Lt. Dana Ortiz|Released .* by Lt. Dana Ortiz/).first(),
    ).toBeVisible();
    for (const { id, body, to } of play.look<{ id: string; body: string; to: string }>(
      'select l.id, l.body, c.name as "to" from letter l join candidate c on c.id = l.candidate_id where l.released_at is null',
    )) {
      const here = `${decision}/letters/${id}`;
      expect(body, to).not.toMatch(/\b[1-5]\.\d/);
      const words = body.replace(/\{[^}]*\}/g, "November 30, 2026");
      await play.post("ruth", `${here}/change`, { seen: sha256(body), body: words });
      await play.post("ruth", `${here}/release`, { seen: sha256(words) });
    }
    await amara.goto(decision);
    await expect(amara.getByText(/^Released .* by (Lt. Dana Ortiz|Principal Ruth Bell)$/)).toHaveCount(4);

    // Closing asks once more: the round opens never again.
    await amara.goto(`/selection/${round()}`);
    await amara.getByRole("button", { name: "Close the round" }).click();
    await amara.getByRole("dialog").getByRole("button", { name: "Keep it open" }).click();
    await expect(amara.getByRole("dialog")).toHaveCount(0);
    await amara.getByRole("button", { name: "Close the round" }).click();
    await amara.getByRole("dialog").getByRole("button", { name: "Close it for good" }).click();
    await expect(amara.getByText(/^Closed\. /)).toBeVisible();

    await dana.goto(decision);
    await dana.getByRole("link", { name: "Open the sealed record" }).click();
    await expect(dana.getByText(/nothing has changed since/i).first()).toBeVisible();
    await checkedByAStranger(browser, url(), await downloadPdf(dana), "Nair");
  });
}

/** Signs what the page shows, once it is this person's turn. */
async function signDecision(page: Page): Promise<void> {
  await page.getByLabel("I have read the decision with the school’s position.", { exact: false }).check();
  await page.getByRole("button", { name: "Sign the decision" }).click();
  await expect(page.getByRole("button", { name: "Sign the decision" })).toHaveCount(0);
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
