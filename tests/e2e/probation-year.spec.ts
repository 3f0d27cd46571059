import { test } from "@playwright/test";
import { probationDoors } from "./probation-doors.ts";
import { decided } from "./probation-year-end.ts";
import { firstMonths } from "./probation-year-first.ts";
import { middle } from "./probation-year-middle.ts";
import { Product } from "./server.ts";
import { type Everybody, gather, yearOf } from "./year.ts";

/*
 * Officer Monroe's fifteen months in Larkfield, from an empty database to a confirmed assignment that anybody can check:
 * across four changes of the clocks, on a server that stands at the other end of the world. What another story plays in
 * the browser already goes through the same doors without one.
 */
const product = new Product("2026-07-27T09:00:00-06:00", "Pacific/Kiritimati");
let everybody: Everybody;
const year = yearOf(product, () => everybody);
const doors = probationDoors(year, "casey");

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  await product.start();
  everybody = await gather(browser, product);
  await year.found();
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

firstMonths(year, doors);
middle(year, doors);
decided(year, doors);
