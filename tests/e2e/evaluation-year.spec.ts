import { test } from "@playwright/test";
import { evaluationDoors } from "./evaluation-doors.ts";
import { removal } from "./evaluation-year-removal.ts";
import { signing } from "./evaluation-year-signing.ts";
import { together } from "./evaluation-year-together.ts";
import { writing } from "./evaluation-year-writing.ts";
import { Product } from "./server.ts";
import { type Everybody, gather, yearOf } from "./year.ts";

/*
 * Officer Patel's third year in Larkfield, from its goals to the sealed evaluation: returned once by command, answered on
 * the twenty-ninth day, and in its second revision too late, on the thirty-first.
 */
const product = new Product("2026-08-03T09:00:00-06:00", "Pacific/Kiritimati");
let everybody: Everybody;
const year = yearOf(product, () => everybody);
const doors = evaluationDoors(year);

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  await product.start();
  everybody = await gather(browser, product);
  await year.found();
  const id = await year.openCase("nina", { fromDate: "2024-08-01", began: "before-accord" });
  doors.begin(`/officers/${id}`);
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

writing(year, doors);
together(year, doors);
signing(year, doors);
removal(year, doors);
