import { defineConfig } from "@playwright/test";
import { findChromium } from "../server/cli/browser.mjs";

const executablePath = findChromium() ?? undefined;

export default defineConfig({
  testDir: "./e2e",
  outputDir: "../test-results",
  // Much of it waits for lines to be found dead: three keep two cores busy.
  workers: 3,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    locale: "en-US",
    timezoneId: "America/Denver",
    screenshot: "only-on-failure",
    // A trace of every page costs a quarter of the time: ask for it where something is red.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
