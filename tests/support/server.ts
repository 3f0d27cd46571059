import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Env } from "../../server/env.ts";
import { type Running, startServer } from "../../server/index.ts";

export interface TestServer extends Running {
  dataDir: string;
}

/** A real server on a free port with a database of its own. Call `close()` in afterAll; it removes the data too. */
export async function startTestServer(
  overrides: { env?: Partial<Env>; clock?: () => number; dataDir?: string; watchdogMs?: number; jobsMs?: number } = {},
): Promise<TestServer> {
  const dataDir = overrides.dataDir ?? mkdtempSync(path.join(os.tmpdir(), "accord-"));
  const running = await startServer({
    env: { NODE_ENV: "test", HOST: "127.0.0.1", PORT: 0, DATA_DIR: dataDir, LOG_LEVEL: "silent", ...overrides.env },
    clock: overrides.clock,
    watchdogMs: overrides.watchdogMs,
    jobsMs: overrides.jobsMs,
  });
  return {
    ...running,
    dataDir,
    close: async () => {
      await running.close();
      if (!overrides.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
