import { expect, test } from "@playwright/test";
import { saw } from "./people.ts";
import type { ProbationDoors } from "./probation-doors.ts";
import { actOf, sign, type Year } from "./year.ts";

const LEFT_BEHIND = "What the lieutenant began and left, qx77";
const CONCERN = "d90-lessons";

/** November to March: another supervisor, a notice, a plan, an end that is refused, a review that is refused. */
export function middle(year: Year, doors: ProbationDoors): void {
  const { play, pageOf, all, at } = year;
  const { to } = doors;

  test("[PROB-14] November: the next supervisor is asked anew, and reads no word of the one before", async () => {
    await play.day("2026-11-16T09:00:00-07:00", ["amara", "casey", "dana", "alex", "ruth"]);
    await doors.brought(2, "self");
    await doors.self(2);
    await doors.draft(2, "dana", LEFT_BEHIND);
    const dana = await at("dana", to(2), /^Checkpoint 2/);
    await expect(dana.getByRole("textbox").last()).toHaveValue(LEFT_BEHIND);

    const amara = pageOf("amara");
    await amara.goto(to().replace(/probation$/, "leads"));
    await amara.getByText("Name the next SRO supervisor").click();
    const act = actOf(amara, "Name the next lead");
    await act.getByLabel("Leads this case from now on").selectOption({ label: "Lt. Alex Stone" });
    await act.getByLabel("Why the lead changes").fill("Lt. Ortiz leads the patrol district until spring.");
    await act.getByRole("button").click();
    await expect(amara.getByText(/Lt. Ortiz leads the patrol district until spring\./)).toBeVisible();

    // From this moment the one before finds nothing, and the next one everything but those words.
    const gone = await dana.goto(to(2));
    expect(gone?.status()).toBe(404);
    const alex = await at("alex", to(2), /^Checkpoint 2/);
    await expect(alex.getByText("My answer 1 after 2 reviews.")).toBeVisible();
    await expect(alex.getByRole("textbox").last()).toHaveValue("");
    expect(saw(all().alex, LEFT_BEHIND)).toBe(false);
    await at("casey", to(), "Probation");
    await expect(pageOf("casey").locator(".lead").first()).toContainText("Lt. Alex Stone");

    for (const who of ["alex", "ruth"] as const) await doors.input(2, who);
    await doors.write(2, "alex", CONCERN);
    await doors.present(2, "alex");
    await doors.answer(2);
    for (const who of ["alex", "ruth"] as const) await doors.sign(2, who);
    expect(doors.row(2).state).toBe("sealed");
    expect(saw(all().alex, LEFT_BEHIND)).toBe(false);
  });

  test("[PROB-9] [PROB-10] [PROB-11] December: no end without a notice; a notice with help; a plan after it", async () => {
    await play.day("2026-12-14T09:00:00-07:00", ["alex", "casey"]);
    const alex = await at("alex", to(), "Probation");
    const end = async () => {
      const form = actOf(alex, "Propose this outcome");
      if (!(await form.isVisible())) await alex.getByText("Propose the outcome", { exact: true }).click();
      await form.getByRole("radio", { name: /^End the assignment/ }).check();
      await form.getByLabel("Reason", { exact: true }).fill("The lessons do not happen.");
      await form.getByRole("button").click();
      return form.getByRole("alert");
    };
    await expect(await end()).toContainText("No interim notice was given, so the assignment cannot end now.");

    await alex.getByText("Give an interim notice", { exact: true }).click();
    const notice = actOf(alex, "Give this notice");
    await notice.getByLabel("What the concern is about").selectOption(CONCERN);
    await notice.getByLabel("Checkpoint it belongs to").selectOption({ index: 2 });
    await notice.getByLabel("What you saw, and when").fill("No lesson from October to December.");
    await notice.getByLabel("What it looks like when it is right").fill("Two lessons a month, planned with teachers.");
    await notice.getByLabel("What help the officer gets").fill("Officer Patel shows three of hers.");
    await notice.getByLabel("Day on which you look again").fill("2027-01-29");
    await notice.getByRole("button").click();
    await expect(alex.getByText("Officer Patel shows three of hers.")).toBeVisible();
    await expect(await end()).toContainText("The interim notice is not 30 days old.");

    const casey = await at("casey", to(), "Probation");
    await casey.getByRole("button", { name: "Confirm that I received this notice" }).click();
    await expect(casey.getByText(/^Received by the officer, December 14, 2026/)).toBeVisible();
    await actOf(casey, "Keep my answer with the notice").getByLabel("Your answer").fill("I was away for four weeks.");
    await casey.getByRole("button", { name: "Keep my answer with the notice" }).click();
    await expect(casey.getByText("I was away for four weeks.")).toBeVisible();
    await expect(casey.getByLabel("Your answer")).toHaveCount(0);

    await alex.goto(to());
    await alex.getByText("Issue a plan", { exact: true }).click();
    const plan = actOf(alex, "Issue this plan");
    await plan.getByLabel("What it is about, and the evidence").first().fill("Lessons");
    await plan.getByLabel("What it looks like when it is right").first().fill("Two lessons a month");
    await plan.getByLabel("Help: coach, shadowing, course, time").first().fill("Shadowing Officer Patel");
    await plan.getByLabel("Who is responsible for the help").first().fill("Lt. Stone");
    await plan.getByLabel("By", { exact: true }).first().fill("2026-12-28");
    await plan.getByLabel("How both sides will see it").first().fill("The lesson log");
    await plan.getByRole("button").click();
    await expect(plan.getByRole("alert")).toContainText(/30 days/);
    await plan.getByLabel("By", { exact: true }).first().fill("2027-02-12");
    await plan.getByRole("button").click();
    await expect(alex.getByRole("article", { name: "Plan of December 14, 2026" })).toContainText(
      "Shadowing Officer Patel",
    );
    await casey.goto(to());
    await actOf(casey, "Confirm that I received this plan")
      .getByLabel("In your own words, if you like")
      .fill("Thank you for the shadowing.");
    await casey.getByRole("button", { name: "Confirm that I received this plan" }).click();
    await expect(casey.getByText("The officer’s own words")).toBeVisible();
  });

  test("[PROB-7] March: the plan is met; the officer refuses the third review before a witness", async () => {
    // The clocks changed on the 14th; the day is the program's.
    await play.day("2027-03-15T00:30:00-06:00", ["alex", "ruth", "casey"]);
    const alex = await at("alex", to(), "Probation");
    await alex.getByText("Record what came of it").click();
    const result = actOf(alex, "Record the result");
    await result.getByRole("radio", { name: "Met", exact: true }).check();
    await result.getByLabel("What shows it").fill("Seven lessons in the log.");
    await result.getByRole("button").click();
    await expect(alex.getByText("Met: Seven lessons in the log.")).toBeVisible();

    // Nobody wrote before the days of this review were over: it goes on with nothing but the joint review.
    await doors.brought(3, "joint");
    await doors.write(3, "alex");
    await doors.present(3, "alex");
    await alex.goto(to(3));
    await alex.getByText("The officer refuses to answer").click();
    const refusal = actOf(alex, "Record the refusal");
    await refusal.getByRole("button").click();
    await expect(refusal.getByLabel("Who saw it")).toBeFocused();
    await refusal.getByLabel("Who saw it").fill("Counselor Ana Reyes");
    await refusal.getByRole("button").click();
    await expect(alex.getByRole("article", { name: "The exact text" })).toContainText("Counselor Ana Reyes");
    await sign(alex, "Sign the review");
    const ruth = await at("ruth", to(3), /^Checkpoint 3/);
    await sign(ruth, "Sign the review");
    for (const page of [alex, ruth]) await expect(page.getByText("The review is sealed")).toBeVisible();
    await at("casey", to(3), /^Checkpoint 3/);
    await expect(pageOf("casey").getByRole("article", { name: "The exact text" })).toContainText("Counselor Ana Reyes");
  });
}
