import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { readCalendar } from "../support/letters.ts";
import { saved, saw } from "./people.ts";
import { CAST, doors, type Everybody, gather, nothingBroke, type Who } from "./selection.ts";
import { Product } from "./server.ts";

/*
 * Two weeks in Larkfield, across the end of daylight-saving time: from an empty database to an appointment that can be
 * checked by anybody. Each day everybody signs in again; what another story plays in the browser already goes through
 * the same doors without one.
 */
const product = new Product("2026-10-26T09:00:00-06:00");
let everybody: Everybody;
const play = doors(product, () => everybody);
const pageOf = (who: Who): Page => everybody[who].page;
const PANEL = ["dana", "ruth", "marcus", "elena", "jiwoo"] as const;

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  await product.start();
  everybody = await gather(browser, product);
  await play.found();
});
test.afterEach(async ({ browserName: _ }, info) => {
  if (info.status === info.expectedStatus) return;
  for (const { slug, page } of Object.values(everybody))
    await page.screenshot({ path: info.outputPath(`${slug}.png`), fullPage: true });
});
test.afterAll(async () => {
  for (const { context } of Object.values(everybody ?? {})) await context.close();
  await product.close();
});

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

/** The lead's own tick under a clause as it stands. */
async function agreeTo(page: Page): Promise<void> {
  const tick = page.getByRole("checkbox", { name: /\(you\)/ });
  await tick.click();
  await expect(tick).toBeChecked();
  await saved(page);
}

let round = "";

test("Tuesday: the round for Larkfield Middle School, its agreement with a panel of five", async () => {
  await play.day("2026-10-27T08:30:00-06:00");
  const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
  round = await openRound(dana, "School Resource Officer, Larkfield Middle School");
  await ruth.goto(`/selection/${round}/agreement`);
  await dana.goto(`/selection/${round}/agreement`);
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
  await amara.goto(`/selection/${round}`);
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

const SHORT = "Officer Jordan Blake";
const CANDIDATES = ["Officer Priya Nair", "Officer Sam Reyes", "Officer Luis Ortega", SHORT] as const;

test("Wednesday: four candidates, one of them from a spreadsheet; the rule is run; one needs a waiver of both leads", async () => {
  await play.day("2026-10-28T08:30:00-06:00");
  const [amara, dana, ruth] = [pageOf("amara"), pageOf("dana"), pageOf("ruth")];
  await amara.goto(`/selection/${round}/candidates/import`);
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
    await play.post("amara", `/selection/${round}/candidates/new`, {
      name,
      email: `${name.split(" ").at(-1)?.toLowerCase()}@candidates.example`,
      post: "Patrol",
      "spans.1.agency": "Larkfield Police Department",
      "spans.1.post": "Officer",
      "spans.1.from": name === SHORT ? "2024-06-03" : "2017-02-06",
      "spans.1.to": "",
    });
  for (const { id } of candidates())
    await play.post("amara", `/selection/${round}/candidates/${id}`, { intent: "screen" });

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
  expect(candidates().map(({ state }) => state)).toEqual(["eligible", "eligible", "eligible", "eligible"]);
});

test("Thursday: four interviews are set for after the clocks change; invitations wait in the outbox", async () => {
  await play.day("2026-10-29T08:30:00-06:00");
  const amara = pageOf("amara");
  await amara.goto(`/selection/${round}/schedule`);
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
  await pageOf("dana").goto(`/selection/${round}/schedule`);
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

const SECRET = "She named two limits and kept both of them 7f3a9";

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
    for (const words of [SECRET, "Seen by Lt. Dana Ortiz"]) expect(saw(everybody[who], words), who).toBe(false);
  await dana.getByRole("button", { name: "Open all cards" }).click();
  for (const page of [dana, ruth, marcus, elena, jiwoo]) {
    await page.waitForURL(/\/debrief$/);
    await expect(page.getByRole("heading", { name: "Officer Priya Nair: all 5 cards are open" })).toBeVisible();
  }
  await expect.poll(() => saw(everybody.jiwoo, "Seen by Lt. Dana Ortiz")).toBe(true);
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
    if (name === SHORT) await onPaper(interview);
    for (const who of PANEL) await play.card(interview, who, (i) => (who === "jiwoo" && i === 2 ? rating + 1 : rating));
    await play.post("ruth", `/interviews/${interview}/reveal`);
  }
  await pageOf("elena").goto(`/interviews/${interviewOf(SHORT)}/debrief`);
  await expect(pageOf("elena").getByRole("region", { name: "Cards on paper" })).toContainText(
    /Sgt. Marcus Hale filled in the card on paper .* Reason: The tablet's battery was empty\./,
  );
  const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
  await dana.goto(`/selection/${round}/dropped`);
  await dana.getByLabel("Question", { exact: true }).selectOption({ index: 3 });
  await dana
    .getByLabel("Why it should count for nobody")
    .fill("Two candidates were asked it with the school's name in it.");
  await dana.getByRole("button", { name: "Ask the other lead" }).click();
  await expect(dana.getByText(/Not decided yet/)).toBeVisible();
  await ruth.goto(`/selection/${round}/dropped`);
  await ruth.getByRole("button", { name: "Approve" }).click();
  await expect(ruth.getByText("Approved by Principal Ruth Bell: not counted.")).toBeVisible();
});

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
  await dana.getByRole("button", { name: new RegExp(`^Spotlight ?: ${title}`) }).click();
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
  await dana.goto(`/selection/${round}/calibration`);
  await expect(dana.getByRole("heading", { level: 1 })).toHaveText(/calibration|rat/i);
});

test("The second Monday: both leads write the decision; the school dissents, the agency answers, both sign", async () => {
  await play.day("2026-11-09T08:30:00-07:00");
  const [dana, ruth] = [pageOf("dana"), pageOf("ruth")];
  const decision = `/selection/${round}/decision`;
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
  await expect(dana.getByRole("textbox", { name: /Reasons/ }).first()).toHaveValue(/^Both examples came from a school/);
  await ruth
    .getByLabel(/^Add what it rests on/)
    .first()
    .selectOption({ label: "Notes on Officer Priya Nair" });
  await ruth.getByRole("button", { name: "Add", exact: true }).first().click();
  await expect(dana.getByRole("link", { name: "Notes on Officer Priya Nair" })).toBeVisible();
  await expect(dana.getByText(/things are missing before the school can take its position/)).toBeVisible();
  await play.reason(round, interviewOf("Officer Priya Nair"));
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
  const decision = `/selection/${round}/decision`;
  for (const who of ["tom", "lillian"] as const) {
    await pageOf(who).goto("/desk");
    await pageOf(who)
      .getByRole("link", { name: /decision/i })
      .first()
      .click();
    await signDecision(pageOf(who));
  }
  await expect(pageOf("lillian").getByText("The decision is sealed")).toBeVisible();

  // Four letters: what stands in braces is written first, no number and no other name; then each is released once.
  await dana.goto(decision);
  await expect(
    dana.getByRole("link", { name: /Officer (Priya Nair|Sam Reyes|Luis Ortega|Jordan Blake)$/ }),
  ).toHaveCount(4);
  await dana.getByRole("link", { name: "Appointment: Officer Priya Nair" }).click();
  await expect(dana.getByText(/Replace \{first day in the post\}/)).toBeVisible();
  const body = await dana.getByRole("textbox", { name: "The letter" }).inputValue();
  await dana.getByRole("textbox", { name: "The letter" }).fill(body.replace(/\{[^}]*\}/g, "January 4, 2027"));
  await dana.getByRole("button", { name: "Keep these words" }).click();
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

  await dana.goto(decision);
  await dana.getByRole("link", { name: "Open the sealed record" }).click();
  await expect(dana.getByText(/nothing has changed since/i).first()).toBeVisible();
  const [download] = await Promise.all([
    dana.waitForEvent("download"),
    dana.getByRole("link", { name: /PDF/ }).first().click(),
  ]);
  const packet = readFileSync(await download.path());
  expect(packet.subarray(0, 5).toString()).toBe("%PDF-");
  // Somebody who has nothing to do with Accord checks it: as it is, and with one byte flipped.
  const stranger = await browser.newContext({ baseURL: product.url });
  const page = await stranger.newPage();
  const flipped = Buffer.from(packet);
  flipped.writeUInt8(flipped.readUInt8(flipped.length >> 1) ^ 1, flipped.length >> 1);
  for (const [buffer, says] of [
    [packet, "Unchanged"],
    [flipped, "Changed"],
  ] as const) {
    await page.goto("/verify");
    await page.getByLabel(/Choose the file/).setInputFiles({ name: "packet.pdf", mimeType: "application/pdf", buffer });
    await page.getByRole("button", { name: "Check the file" }).click();
    await expect(page.getByRole("status").getByRole("heading", { name: says, exact: true })).toBeVisible();
  }
  await expect(page.locator("body")).not.toContainText("Nair");
  await stranger.close();
});

test("A second round, agreed with open scoring: everybody sees every card as it is written", async () => {
  const [dana, ruth, marcus] = [pageOf("dana"), pageOf("ruth"), pageOf("marcus")];
  round = await openRound(dana, "School Resource Officer, summer programs");
  await ruth.goto(`/selection/${round}/agreement`);
  for (const page of [dana, ruth]) await saved(page);
  await dana.getByRole("radio", { name: /Open from the start/ }).check();
  for (const who of ["elena", "jiwoo"] as const)
    await dana.getByRole("checkbox", { name: new RegExp(CAST[who].name) }).uncheck();
  await expect(ruth.getByText(/do not have an equal voice: one has more seats than the other/)).toBeVisible();
  await signBoth(dana, ruth);
  await play.post("amara", `/selection/${round}/candidates/new`, {
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
  await expect.poll(() => saw(everybody.marcus, "Open words 81c2.")).toBe(true);
  await play.post("dana", `/interviews/${interview}/end`);
  for (const who of raters) await play.card(interview, who, () => 4);
  await dana.getByRole("button", { name: "Open all cards" }).click();
  for (const page of [dana, ruth, marcus]) await page.waitForURL(/\/debrief$/);
  await play.agreeAndSign(interview, () => 4);
  await expect(ruth.getByText("The panel result is sealed", { exact: true })).toBeVisible();
});

test("The report tells both organizations of two rounds; nobody's page broke", async () => {
  const lillian = pageOf("lillian");
  await lillian.goto("/report");
  await expect(lillian.getByText("School Resource Officer, Larkfield Middle School").first()).toBeVisible();
  await expect(lillian.getByText("School Resource Officer, summer programs").first()).toBeVisible();
  nothingBroke(everybody);
});

/** A card filled in by hand: its rater says why, and types it afterwards. */
async function onPaper(interview: string): Promise<void> {
  const marcus = pageOf("marcus");
  await marcus.goto(`/interviews/${interview}/paper/entry`);
  await marcus.getByLabel("Why on paper?").fill("The tablet's battery was empty.");
  await marcus.getByLabel("Time on the paper").fill("07:40");
  await marcus.getByRole("button", { name: "Go on to my card" }).click();
  await expect(marcus.locator("fieldset.crit").first()).toBeVisible();
}

/** Signs what the page shows, once it is this person's turn. */
async function signDecision(page: Page): Promise<void> {
  await page.getByLabel("I have read the decision with the school’s position.", { exact: false }).check();
  await page.getByRole("button", { name: "Sign the decision" }).click();
  await expect(page.getByRole("button", { name: "Sign the decision" })).toHaveCount(0);
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The questions of an interview that another test plays in the browser: declared, started, asked in order, ended. */
async function ask(interview: string, raters: readonly Who[]): Promise<void> {
  await play.declare(interview, raters);
  await play.post("dana", `/interviews/${interview}/start`);
  for (let index = 1; index < 8; index++)
    await play.post("dana", `/interviews/${interview}/question`, { index: String(index) });
  await play.post("dana", `/interviews/${interview}/end`);
}

const interviewOf = (name: string) =>
  play.one<{ id: string }>(
    "select i.id from interview i join candidate c on c.id = i.candidate_id where c.name = ? and i.process_id = ?",
    name,
    round,
  ).id;
const candidates = () =>
  play.look<{ id: string; name: string; state: string }>(
    "select id, name, state from candidate where process_id = ? order by name desc",
    round,
  );
const fileOf = (name: string) =>
  `/selection/${round}/candidates/${candidates().find((one) => one.name === name)?.id ?? ""}`;

async function openRound(page: Page, position: string): Promise<string> {
  await page.goto("/selection/new");
  await page.getByRole("textbox", { name: "Position" }).fill(position);
  await page.getByLabel("School", { exact: true }).selectOption({ label: "Larkfield Middle School" });
  await page.getByLabel("Service counts up to").fill("2026-10-30");
  await page.getByRole("button", { name: "Open the round" }).click();
  await page.waitForURL(/\/selection\/(?!new)[^/]+\/agreement/);
  return /\/selection\/([^/]+)/.exec(page.url())?.[1] ?? "";
}

/** One lead fixes and signs, the other signs the same words. */
async function signBoth(first: Page, second: Page): Promise<void> {
  await saved(first);
  await first.getByRole("button", { name: "Fix the text and sign" }).click();
  await second.getByRole("button", { name: "Sign the agreement" }).click();
  for (const page of [first, second]) await expect(page.getByText(/in force/i).first()).toBeVisible();
}
