import { expect, test } from "@playwright/test";
import { type ProbationDoors, probationDoors } from "./probation-doors.ts";
import { checkedByAStranger, downloadPdf, paperSays } from "./verifying.ts";
import { actOf, nothingBroke, sign, type Who, type Year } from "./year.ts";

const LEADS = ["alex", "ruth"] as const;

/** August to November: a concern at the last review, an extension, one more review, the end confirmed. */
export function decided(year: Year, doors: ProbationDoors): void {
  const { play, pageOf, all, at, url } = year;
  const { to } = doors;

  test("[PROB-11] [PROB-12] August: a concern stops the confirmation; extended once, against the school's first word", async () => {
    await play.day("2027-08-24T09:00:00-06:00", ["alex", "ruth", "casey", "tom", "dana"]);
    await doors.brought(4, "self");
    await doors.whole(4, LEADS, "d365-triad");
    const alex = await at("alex", to(), "Probation");
    await alex.getByText("Propose the outcome", { exact: true }).click();
    const form = actOf(alex, "Propose this outcome");
    await form.getByRole("radio", { name: /^Confirm/ }).check();
    await form.getByLabel("Reason", { exact: true }).fill("Lessons began late, and they work.");
    await form.getByRole("button").click();
    await expect(form.getByRole("alert")).toContainText("At the last review this is a concern");
    await form.getByRole("radio", { name: /^Extend once/ }).check();
    await form.getByLabel("Last day").fill("2027-10-29");
    await form.getByLabel("What must be seen by then").fill("Counseling hours each week.");
    await form.getByLabel("What help the officer gets").fill("An hour a week with the counselors.");
    await form.getByRole("button").click();
    const proposed = (who: Who) => pageOf(who).getByRole("article", { name: "The proposed outcome" });
    await expect(proposed("alex")).toContainText("New last day");
    await expect(alex.getByRole("button", { name: "Sign the outcome" })).toHaveCount(0);

    const ruth = await at("ruth", to(), "Probation");
    const position = actOf(ruth, "Take this position");
    await position.getByRole("radio", { name: /^Against/ }).check();
    await position.getByLabel("In the school’s words").fill("We would confirm now.");
    await position.getByRole("button").click();
    await expect(proposed("ruth")).toContainText("Is against it: We would confirm now.");
    await alex.goto(to());
    await actOf(alex, "Give this answer")
      .getByLabel("Answer to the school’s position")
      .fill("The hours are not there yet.");
    await alex.getByRole("button", { name: "Give this answer" }).click();
    await expect(proposed("alex")).toContainText("The hours are not there yet.");
    const casey = await at("casey", to(), "Probation");
    await actOf(casey, "Confirm that I received the proposal")
      .getByLabel("In your own words, if you like")
      .fill("I asked for those hours in May.");
    await casey.getByRole("button", { name: "Confirm that I received the proposal" }).click();
    await expect(proposed("casey")).toContainText("I asked for those hours in May.");

    const tom = await at("tom", to(), "Probation");
    await expect(tom.getByRole("button", { name: "Sign the outcome" })).toHaveCount(0);
    await alex.goto(to());
    await sign(alex, "Sign the outcome");
    await tom.goto(to());
    // In the chief's own zone it is the next day already.
    await expect(proposed("tom").locator("..").locator("ol.signers li").first()).toContainText("August 24, 2027");
    await sign(tom, "Sign the outcome");
    for (const page of [tom, await at("casey", to(), "Probation")]) {
      await expect(page.getByText("Extended once: sealed")).toBeVisible();
      await expect(page.getByText(/Extended once, to October 29, 2027/)).toBeVisible();
      await expect(page.getByRole("link", { name: /^5\. / })).toBeVisible();
    }

    await alex.goto(to());
    await alex.getByText("Propose the outcome", { exact: true }).click();
    await form.getByRole("radio", { name: /^Extend once/ }).check();
    await form.getByLabel("Reason", { exact: true }).fill("Once more.");
    await form.getByRole("button").click();
    await expect(form.getByRole("alert")).toContainText("This probation was extended already.");
  });

  test("[PROB-11] [PROB-17] October: one more review, the end confirmed, the sealed record checked by anybody", async ({
    browser,
  }) => {
    await play.day("2027-10-25T09:00:00-06:00", ["alex", "ruth", "casey", "tom"]);
    await doors.brought(5, "self");
    await doors.whole(5, LEADS);
    await play.post("alex", `${to()}/acts/outcome`, { outcome: "confirmed", reason: "All of it was seen." });
    const hash = () =>
      play.one<{ hash: string }>("select content_hash as hash from probation_outcome where outcome = 'confirmed'").hash;
    await play.post("ruth", `${to()}/acts/position`, { hash: hash(), position: "agree", words: "" });
    await play.post("casey", `${to()}/acts/outcome-receipt`, { hash: hash(), receipt: "received", words: "" });
    await play.post("alex", `${to()}/acts/outcome-signature`, { hash: hash(), consent: "yes" });
    const tom = await at("tom", to(), "Probation");
    await sign(tom, "Sign the outcome");
    await expect(tom.getByText("Confirmed: sealed")).toBeVisible();
    const casey = await at("casey", to(), "Probation");
    await expect(casey.getByText("Confirmed.", { exact: true })).toBeVisible();
    await expect(casey.getByRole("button", { name: /Sign|Propose|Give|Enter/ })).toHaveCount(0);

    await casey
      .locator(".alert")
      .filter({ hasText: "Confirmed: sealed" })
      .getByRole("link", { name: "Open the sealed record" })
      .click();
    await expect(casey.getByText(/nothing has changed since/i).first()).toBeVisible();
    const paper = await downloadPdf(casey);
    paperSays(paper, ["Officer Casey Monroe", "All of it was seen."]);
    await checkedByAStranger(browser, url(), paper, "Monroe");
  });

  test("[PROB-12] [PROB-13] January: another probation ends after a notice, without the school's word, signed by both heads", async () => {
    const post = (who: Who, act: string, form: Record<string, string>) =>
      play.post(who, `${other.to()}/acts/${act}`, { ...form, consent: "yes" });
    const other = probationDoors(year, "nina");
    await play.day("2027-11-01T09:00:00-06:00", ["amara", "dana", "ruth"]);
    other.begin(await year.openCase("nina", { fromDate: "2027-11-01", began: "transferred" }));
    await post("dana", "planning", { startOn: "2027-11-01" });
    const { hash } = play.one<{ hash: string }>("select plan_hash as hash from probation order by created_at desc");
    for (const who of ["dana", "ruth"] as const) await post(who, "signature", { hash });
    await post("dana", "notice", {
      itemId: "d30-policies",
      evidence: "Handcuffed a pupil over a hat.",
      expected: "Discipline stays with the school.",
      help: "A day with the counselor.",
      reviewOn: "2027-12-01",
    });

    await play.day("2027-12-15T09:00:00-07:00", ["dana"]);
    await post("dana", "outcome", { outcome: "ended", reason: "It happened twice more." });
    await play.day("2028-01-04T09:00:00-07:00", ["dana", "ruth", "nina", "tom", "lillian"]);
    const outcome = () =>
      play.one<{ hash: string; position: string }>(
        "select content_hash as hash, position from probation_outcome where outcome = 'ended'",
      );
    await expect.poll(() => outcome().position).toBe("not-given");
    const ruth = await at("ruth", other.to(), "Probation");
    await expect(ruth.getByText("Gave no position by the day")).toBeVisible();
    await expect(ruth.getByRole("button", { name: "Take this position" })).toHaveCount(0);
    const lillian = await at("lillian", other.to(), "Probation");
    await expect(lillian.getByRole("button", { name: "Sign the outcome" })).toHaveCount(0);
    await post("nina", "outcome-receipt", { hash: outcome().hash, receipt: "received", words: "", witness: "" });
    for (const who of ["dana", "tom"] as const) await post(who, "outcome-signature", { hash: outcome().hash });
    await lillian.goto(other.to());
    await sign(lillian, "Sign the outcome");
    await expect(lillian.getByText("The assignment ends: sealed")).toBeVisible();
    await at("nina", other.to(), "Probation");
    await expect(pageOf("nina").getByText("The assignment ended.", { exact: true })).toBeVisible();
    // What is refused in words is a conflict to the browser; what is not theirs does not exist.
    nothingBroke(all(), /^(alex|nina|dana): .* 404 /, /^alex: .* 409 .*\/acts\/(outcome|plan)\.data/);
  });
}
