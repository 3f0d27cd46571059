import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Its own config: the Remix plugin has no business in unit and integration tests.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  cacheDir: "node_modules/.vitest",
  test: {
    include: ["tests/{unit,integration,faults}/**/*.test.ts"],
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The fault tests wait a good deal: three keep two cores busy.
    maxWorkers: 3,
    env: { NODE_ENV: "test", LOG_LEVEL: "silent" },
  },
});
