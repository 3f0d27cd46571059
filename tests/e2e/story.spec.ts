import { statSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { listen, type Person, saved, saw, screen } from "./people.ts";
import { Product } from "./server.ts";

/*
 * From an empty folder to a sealed panel result, with four people in four browsers at once: a coordinator, the two
 * leads and a panelist. Along the way: a reload, a second tab, offline and back, a stale page.
 */
const PASSWORD = "a quiet river runs east";
const SECRET = "He named two limits and kept both of them 7f3a";
const product = new Product();

let amara: Person;
let dana: Person;
let ruth: Person;
let marcus: Person;

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  await product.start();
  amara = await screen(browser, product, "amara");
  dana = await screen(browser, product, "dana");
  ruth = await screen(browser, product, "ruth");
  marcus = await screen(browser, product, "marcus");
});
test.afterEach(async ({ browserName: _ }, info) => {
  if (info.status === info.expectedStatus) return;
  for (const { slug, page } of [amara, dana, ruth, marcus])
    await page.screenshot({ path: info.outputPath(`${slug}.png`), fullPage: true });
});
test.afterAll(async () => {
  for (const person of [amara, dana, ruth, marcus]) await person?.context.close();
  await product.close();
});

test("a coordinator sets up the program on an empty database", async () => {
  const { page } = amara;
  await page.goto("/");
  await page.getByRole("link", { name: /set up your program/i }).click();
  // A form sent half empty says what is missing and keeps what was typed.
  await page.getByLabel("Law-enforcement agency").fill("Larkfield Police Department");
  await page.getByRole("button", { name: "Set up the program" }).click();
  await expect(page.getByRole("alert").or(page.locator(".error-msg")).first()).toBeVisible();
  await expect(page.getByLabel("Law-enforcement agency")).toHaveValue("Larkfield Police Department");
  await page.getByLabel("Name of the program").fill("Larkfield School Resource Officer Program");
  await page.getByLabel("School district").fill("Larkfield Unified School District");
  await page.getByLabel("Time zone").selectOption("America/Denver");
  await page.getByLabel("School 1", { exact: true }).fill("Larkfield Middle School");
  await page.getByLabel("Your name").fill("Amara Osei");
  await page.getByLabel("The district").check();
  await page.getByLabel("Work e-mail").fill("amara.osei@larkfield.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set up the program" }).click();
  await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
});

test("[AUTH-26] nobody else on the computer can read the data folder", () => {
  test.skip(process.platform === "win32", "file modes are a matter of Unix");
  expect(statSync(path.join(product.dataDir, "accord.db")).mode & 0o077).toBe(0);
});

test("she invites the leads and a panelist by links that work once", async () => {
  await join(dana, "Lt. Dana Ortiz", "dana.ortiz@larkfield.example", "agency:supervisor");
  await join(ruth, "Principal Ruth Bell", "ruth.bell@larkfield.example", "district:administrator");
  const used = await join(marcus, "Sgt. Marcus Hale", "marcus.hale@larkfield.example", "agency:panelist");
  await amara.page.goto(used);
  await expect(amara.page.getByRole("heading", { name: "This invitation cannot be used" })).toBeVisible();
});

test("both leads write the process agreement together and sign its hash; a change voids a signature", async () => {
  await dana.page.goto("/selection");
  await dana.page.getByRole("link", { name: "Open a selection round" }).first().click();
  await dana.page.getByRole("textbox", { name: "Position" }).fill("School Resource Officer, Larkfield Middle School");
  await dana.page.getByLabel("School", { exact: true }).selectOption({ label: "Larkfield Middle School" });
  await dana.page.getByLabel("Service counts up to").fill("2026-10-30");
  await dana.page.getByRole("button", { name: "Open the round" }).click();
  await dana.page.waitForURL(/\/selection\/(?!new)[^/]+/);
  const round = /\/selection\/([^/]+)/.exec(dana.page.url())?.[1] ?? "";
  await dana.page.goto(`/selection/${round}/agreement`);
  await ruth.page.goto(`/selection/${round}/agreement`);
  await saved(dana.page);
  await saved(ruth.page);

  // What one types, the other sees, and both keep their words in one field.
  const tie = "When two candidates have equal totals";
  await dana.page.getByLabel(tie).fill("The one with the stronger youth engagement goes first.");
  await expect(ruth.page.getByLabel(tie)).toHaveValue("The one with the stronger youth engagement goes first.");
  await ruth.page.getByLabel(tie).press("End");
  await ruth.page.getByLabel(tie).pressSequentially(" Then both leads decide.");
  await expect(dana.page.getByLabel(tie)).toHaveValue(/goes first\. Then both leads decide\.$/);
  await expect(dana.page.getByText("Principal Ruth Bell", { exact: false }).first()).toBeVisible();
  for (const name of ["Lt. Dana Ortiz", "Principal Ruth Bell", "Sgt. Marcus Hale"])
    await dana.page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await expect(ruth.page.getByRole("checkbox", { name: /Sgt. Marcus Hale/ })).toBeChecked();
  await saved(dana.page);
  await saved(ruth.page);

  // Before both signed, no candidate can be added.
  await amara.page.goto(`/selection/${round}/candidates/new`);
  await expect(amara.page.getByRole("button", { name: "Add the candidate" })).toHaveCount(0);

  await dana.page.getByRole("button", { name: "Fix the text and sign" }).click();
  await expect(ruth.page.getByRole("button", { name: "Sign the agreement" })).toBeVisible();
  await ruth.page.getByText("Change the text").click();
  await ruth.page.getByLabel("Why does the text have to change?").fill("The tie rule needs a clearer end.");
  await ruth.page.getByRole("button", { name: "Open the text again" }).click();
  await expect(dana.page.getByText(/Void since Principal Ruth Bell opened the text again/).first()).toBeVisible();
  await dana.page.getByRole("button", { name: "Fix the text and sign" }).click();
  await ruth.page.getByRole("button", { name: "Sign the agreement" }).click();
  await expect(ruth.page.getByText(/in force/i).first()).toBeVisible();
  await expect(dana.page.getByText(/in force/i).first()).toBeVisible();
});

test("the coordinator adds a candidate, the rule is run, the interview is set", async () => {
  const { page } = amara;
  await page.goto("/selection");
  await page.getByRole("link", { name: "School Resource Officer, Larkfield Middle School" }).first().click();
  await page
    .getByRole("link", { name: /Add (the first|a) candidate/ })
    .first()
    .click();
  await page.getByLabel("Name", { exact: true }).fill("Officer Priya Nair");
  await page.getByLabel("Agency").first().fill("Larkfield Police Department");
  await page.getByLabel("First day").first().fill("2022-09-06");
  await page.getByRole("button", { name: "Add the candidate" }).click();
  await expect(page.getByRole("heading", { name: "Officer Priya Nair", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Check eligibility" }).click();
  await page.getByLabel("Date", { exact: true }).fill("2026-12-01");
  await page.getByLabel("Time", { exact: true }).fill("09:00");
  await page.getByRole("button", { name: "Set the interview" }).click();
  await expect(page.getByRole("link", { name: /interview/i }).first()).toBeVisible();
});

test("the panel meets: conflicts are declared, everyone's view follows, notes are shared live", async () => {
  for (const person of [dana, ruth, marcus]) {
    await person.page.goto("/desk");
    await person.page.getByRole("link", { name: /Declare whether a tie to Officer Priya Nair/ }).click();
    await person.page.getByLabel("I have no tie to this candidate").check();
    await person.page.getByRole("button", { name: "Declare" }).click();
    await expect(person.page.getByRole("button", { name: "Declare" })).toHaveCount(0);
    // Nobody rates before the kit was read; who has not is named at the start.
    await expect(person.page.getByText(/not acknowledged the kit:/)).toBeVisible();
    await person.page.getByRole("button", { name: "Acknowledge the kit" }).click();
    await expect(person.page.getByText(/You acknowledged the kit on/)).toBeVisible();
  }
  await dana.page.getByRole("button", { name: /Start the interview/ }).click();
  for (const person of [dana, ruth, marcus])
    await expect(person.page.getByText("Question 1 of", { exact: false }).first()).toBeVisible();
  await dana.page.getByRole("button", { name: "Next question" }).click();
  for (const person of [ruth, marcus])
    await expect(person.page.getByText("Question 2 of", { exact: false }).first()).toBeVisible();

  const notes = (person: Person) => person.page.getByRole("textbox", { name: "What was said" });
  await notes(ruth).click();
  await ruth.page.keyboard.press("Control+End");
  await ruth.page.keyboard.type("Explained the closed door as a castle gate.");
  await expect(notes(marcus)).toContainText("Explained the closed door as a castle gate.");
  await expect(marcus.page.getByText("Principal Ruth Bell").first()).toBeVisible();
  await notes(marcus).click();
  await marcus.page.keyboard.press("Control+Home");
  await marcus.page.keyboard.type("Both of us. ");
  await expect(notes(ruth)).toContainText("Both of us.");
  await expect(notes(ruth)).toContainText("castle gate.");
});

test("cards are private; a reload, a second tab, and a spell offline lose nothing", async () => {
  await rate(dana.page, 4, SECRET);
  await saved(dana.page);
  // A second tab of the same person shows the same card, live.
  const second = await dana.context.newPage();
  listen(dana, second);
  await second.goto(dana.page.url());
  await expect(second.getByLabel("Evidence: what you saw or heard").first()).toHaveValue(SECRET);
  await second.close();

  // Offline: typing goes on, the count is true, and it comes back by itself.
  await marcus.context.setOffline(true);
  await expect(marcus.page.locator(".save").first()).toContainText(/offline/i);
  await rate(marcus.page, 3, "Spoke plainly to both groups.");
  await expect(marcus.page.locator(".save").first()).toContainText(/\d+ changes? kept here/i);
  await marcus.context.setOffline(false);
  await saved(marcus.page);
  await marcus.page.reload();
  await expect(marcus.page.getByLabel("Evidence: what you saw or heard").first()).toHaveValue(
    "Spoke plainly to both groups.",
  );

  // The server stops and comes back while someone types.
  await product.stop("SIGKILL");
  await expect(ruth.page.locator(".save").first()).not.toContainText("Saved");
  await rate(ruth.page, 5, "Checked that we had understood.");
  await product.start();
  await saved(ruth.page);
  await ruth.page.reload();
  await expect(ruth.page.getByLabel("Evidence: what you saw or heard").first()).toHaveValue(
    "Checked that we had understood.",
  );
});

test("cards are submitted and open on all screens at the same moment", async () => {
  const room = dana.page.url();
  for (let n = 3; n <= 8; n++) {
    await dana.page.getByRole("button", { name: "Next question" }).click();
    await expect(marcus.page.getByRole("heading", { name: `Question ${n} of 8` })).toBeVisible();
    await expect(dana.page.getByRole("heading", { name: `Question ${n} of 8` })).toBeVisible();
  }
  await dana.page.getByRole("button", { name: "End the questions" }).first().click();
  for (const person of [dana, ruth, marcus]) {
    await expect(person.page.getByText(/of 3 are in|are in/).first()).toBeVisible();
    expect(saw(person, SECRET)).toBe(person === dana);
    await submit(person.page);
  }
  for (const person of [ruth, marcus, amara]) expect(saw(person, SECRET), person.slug).toBe(false);
  await dana.page.getByRole("button", { name: "Open all cards" }).click();
  for (const person of [dana, ruth, marcus]) await person.page.waitForURL(/\/debrief$/);
  await expect(marcus.page.getByText("Ortiz").first()).toBeVisible();
  expect(room).toContain("/interviews/");
});

test("the panel agrees a joint scorecard; both leads sign in order; the record is sealed", async () => {
  await agree(dana.page, ruth.page);
  // A person's own move keeps the first score beside it and asks for its reason.
  const mine = ruth.page.locator("section.plot-row").first();
  await mine.getByText("Revise my score, or dissent").click();
  await mine.getByLabel("My score").selectOption({ index: 1 });
  await mine.getByLabel("Why I moved").fill("The notes show two examples I had not written down.");
  await expect(dana.page.getByText(/Bell moved \d .*\d: The notes show two examples/)).toBeVisible();
  await saved(ruth.page);
  await dana.page.getByRole("button", { name: /Record (the )?joint scorecard/ }).click();
  // Signing has an order: the administrator waits for the supervisor.
  await expect(ruth.page.getByText("The SRO supervisor signs first.", { exact: false })).toBeVisible();
  await expect(ruth.page.getByRole("button", { name: "Sign the panel result" })).toHaveCount(0);
  for (const person of [dana, ruth]) {
    await person.page.getByLabel("I have read the panel result.", { exact: false }).check();
    await person.page.getByRole("button", { name: "Sign the panel result" }).click();
  }
  await expect(ruth.page.getByText("The panel result is sealed", { exact: true })).toBeVisible();
  await expect(dana.page.getByText("The panel result is sealed", { exact: true })).toBeVisible();
  await dana.page.goto("/records");
  await dana.page
    .getByRole("link", { name: /Priya Nair/ })
    .first()
    .click();
  await expect(dana.page.getByText(/nothing has changed since/i).first()).toBeVisible();
  await expect(dana.page.getByText(SECRET).first()).toBeVisible();
  nothingBroke();
});

async function join(person: Person, name: string, email: string, place: string): Promise<string> {
  await amara.page.goto("/people");
  await amara.page.getByLabel("Name", { exact: true }).fill(name);
  await amara.page.getByLabel("Work e-mail").fill(email);
  await amara.page.getByLabel("Role").selectOption(place);
  await amara.page.getByRole("button", { name: "Make the invitation link" }).click();
  const link = await amara.page.locator("code").first().innerText();
  await person.page.goto(link);
  await person.page.getByLabel("Choose a password").fill(PASSWORD);
  await person.page.getByRole("button", { name: "Join the program" }).click();
  await person.page.waitForURL(/\/desk$/);
  return link;
}

/** Rates every criterion alike and writes evidence on the first. */
async function rate(page: Page, rating: 1 | 2 | 3 | 4 | 5, evidence: string): Promise<void> {
  const fields = page.locator("fieldset.crit");
  await expect(fields.first()).toBeVisible();
  for (const field of await fields.all())
    await field.getByRole("radio", { name: new RegExp(`${rating === 5 ? 4 : rating}$`) }).check();
  await fields
    .first()
    .getByRole("radio", { name: new RegExp(`${rating}$`) })
    .check();
  await fields.first().getByRole("textbox").fill(evidence);
}

async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Check answers" }).click();
  await page.getByRole("button", { name: "Submit card" }).click();
  await expect(page.getByText("Submitted and locked").first()).toBeVisible();
}

/** Two people fill the joint scorecard, turn by turn. */
async function agree(first: Page, second: Page): Promise<void> {
  const rows = await first.locator("fieldset.crit").count();
  for (let i = 0; i < rows; i++) {
    const page = i % 2 ? first : second;
    const row = page.locator("fieldset.crit").nth(i);
    await row.getByRole("radio", { name: /4$/ }).check();
    await row
      .getByRole("textbox")
      .first()
      .fill(`Agreed on point ${i + 1}.`);
  }
  await saved(first);
  await saved(second);
}

/**
 * Nobody's console showed an error, but for connections that ended because we pulled the plug, and for a load of the
 * page's data that a newer one overtook in the middle of its answer (Remix writes it down and goes on).
 */
function nothingBroke(): void {
  const expected =
    /WebSocket (connection|is already in CLOSING)|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to fetch|Failed to load resource.*(404|ERR_)|AbortError: signal is aborted/;
  const problems = [amara, dana, ruth, marcus]
    .flatMap((person) => person.problems)
    .filter((line) => !expected.test(line));
  expect(problems).toEqual([]);
}
