import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Its own config: the Remix plugin has no business in unit and integration tests.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  cacheDir: "node_modules/.vitest",
  test: {
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The fault tests wait a good deal: three keep two cores busy.
    maxWorkers: 3,
    env: { NODE_ENV: "test", LOG_LEVEL: "silent" },
    projects: [
      // They share nothing but the modules they load, which costs more than many of the tests themselves.
      { extends: true, test: { name: "rules", include: ["tests/{unit,integration}/**/*.test.ts"], isolate: false } },
      // They measure the process they run in.
      { extends: true, test: { name: "faults", include: ["tests/faults/**/*.test.ts"] } },
    ],
  },
});
