import { expect, type Page } from "@playwright/test";
import { saved } from "./people.ts";
import { doors, type Everybody, type Who } from "./selection.ts";
import type { Product } from "./server.ts";

export const PANEL = ["dana", "ruth", "marcus", "elena", "jiwoo"] as const;
/** The one whose service is shorter than agreed. */
export const SHORT = "Officer Jordan Blake";
export const CANDIDATES = ["Officer Priya Nair", "Officer Sam Reyes", "Officer Luis Ortega", SHORT] as const;

export type Story = ReturnType<typeof storyOf>;

/** What the days of the story share: the people, the doors, and the round they are at. */
export function storyOf(product: Product, all: () => Everybody) {
  const play = doors(product, all);
  let round = "";

  const applicants = () =>
    play.look<{ id: string; name: string; state: string }>(
      "select id, name, state from candidate where process_id = ? order by name desc",
      round,
    );
  const fileOf = (name: string) =>
    `/selection/${round}/candidates/${applicants().find((one) => one.name === name)?.id ?? ""}`;
  const interviewOf = (name: string) =>
    play.one<{ id: string }>(
      "select i.id from interview i join candidate c on c.id = i.candidate_id where c.name = ? and i.process_id = ?",
      name,
      round,
    ).id;

  /** The questions of an interview that another test plays in the browser: declared, started, asked in order, ended. */
  async function ask(interview: string, raters: readonly Who[]): Promise<void> {
    await play.declare(interview, raters);
    await play.post("dana", `/interviews/${interview}/start`);
    for (let index = 1; index < 8; index++)
      await play.post("dana", `/interviews/${interview}/question`, { index: String(index) });
    await play.post("dana", `/interviews/${interview}/end`);
  }

  return {
    play,
    all,
    pageOf: (who: Who): Page => all()[who].page,
    url: () => product.url,
    round: () => round,
    begin: (id: string) => {
      round = id;
    },
    applicants,
    fileOf,
    interviewOf,
    ask,
  };
}

/** A lead opens a round. @returns its id */
export async function openRound(page: Page, position: string): Promise<string> {
  await page.goto("/selection/new");
  await page.getByRole("textbox", { name: "Position" }).fill(position);
  await page.getByLabel("School", { exact: true }).selectOption({ label: "Larkfield Middle School" });
  await page.getByLabel("Service counts up to").fill("2026-10-30");
  await page.getByRole("button", { name: "Open the round" }).click();
  await page.waitForURL(/\/selection\/(?!new)[^/]+\/agreement/);
  return /\/selection\/([^/]+)/.exec(page.url())?.[1] ?? "";
}

/** One lead fixes and signs, the other signs the same words. */
export async function signBoth(first: Page, second: Page): Promise<void> {
  await saved(first);
  await first.getByRole("button", { name: "Fix the text and sign" }).click();
  await second.getByRole("button", { name: "Sign the agreement" }).click();
  for (const page of [first, second]) {
    await expect(page.getByText(/in force/i).first()).toBeVisible();
    await expect(page.getByText(/not in force yet/)).toHaveCount(0);
  }
}
