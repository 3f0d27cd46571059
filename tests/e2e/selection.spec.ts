import { test } from "@playwright/test";
import { type Everybody, gather } from "./selection.ts";
import { agreements } from "./selection-agreements.ts";
import { candidates } from "./selection-candidates.ts";
import { decision } from "./selection-decision.ts";
import { interviews } from "./selection-interviews.ts";
import { openScoring } from "./selection-open.ts";
import { storyOf } from "./selection-story.ts";
import { Product } from "./server.ts";

/*
 * Two weeks in Larkfield, across the end of daylight-saving time: from an empty database to an appointment that can be
 * checked by anybody. Each day everybody signs in again; what another story plays in the browser already goes through
 * the same doors without one.
 */
const product = new Product("2026-10-26T09:00:00-06:00");
let everybody: Everybody;
const story = storyOf(product, () => everybody);

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  await product.start();
  everybody = await gather(browser, product);
  await story.play.found();
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

agreements(story);
candidates(story);
interviews(story);
decision(story);
openScoring(story);
