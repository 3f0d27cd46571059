import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { takeLease } from "#db/lease.ts";
import { openDatabase } from "#db/open.ts";
import { createAlerts } from "./alerts.ts";
import { createAuth } from "./auth/auth.ts";
import { createCaseNews } from "./case-news.ts";
import type { AppContext } from "./context.ts";
import { type Env, parseEnv, warnOfSettings } from "./env.ts";
import { createApp } from "./http.ts";
import { createHttpLine } from "./http-line/door.ts";
import { deadlinesJob } from "./jobs/deadlines.ts";
import { startJobs } from "./jobs/runner.ts";
import { deliveryJob } from "./mail/delivery.ts";
import { createSender } from "./mail/sender.ts";
import { createMetrics } from "./metrics.ts";
import { monitorRoutes } from "./monitor.ts";
import { checkSealFiles } from "./records/certificate.ts";
import { loadBuild } from "./remix-build.ts";
import { createRooms } from "./room/rooms.ts";
import { startWatchdog } from "./room/watchdog.ts";
import { attachUpgrade } from "./upgrade.ts";

/** Longer than the minute after which proxies and clients let go: who ends a quiet connection must not be the server. */
const KEEP_ALIVE_MS = 75_000;

export interface Running {
  url: string;
  port: number;
  context: AppContext;
  close: () => Promise<void>;
}

/**
 * The only place where live state is made: settings → database → rooms → http → upgrade. Everything else is handed
 * what it needs. @param overrides for tests: settings, the clock, and how often the watchdog and the jobs go round.
 */
export async function startServer(
  overrides: {
    env?: Partial<Env>;
    clock?: () => number;
    onLeaseLost?: () => void;
    watchdogMs?: number;
    jobsMs?: number;
  } = {},
): Promise<Running> {
  const env = { ...parseEnv(process.env), ...overrides.env };
  const clock = overrides.clock ?? Date.now;
  const log = pino({ level: env.LOG_LEVEL }, pino.destination(2));
  warnOfSettings(env, log);
  checkSealFiles(env);
  const db = openDatabase(env.DATA_DIR);
  const lease = takeLease(db, clock());
  const alerts = createAlerts({ log, clock });
  const metrics = createMetrics(alerts);
  const { meter } = metrics;
  const rooms = createRooms({ db, clock, env, log, meter, lease, onLeaseLost: overrides.onLeaseLost });
  metrics.watch({ db, rooms });
  const stopWatchdog = startWatchdog({ db, rooms, meter, log, roundMs: overrides.watchdogMs });
  const context: AppContext = { db, rooms, clock, env, log };
  const auth = createAuth(context);

  const http = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const remix = await loadBuild(env, http);
  const line = createHttpLine(context, auth, rooms);
  const news = createCaseNews(context, auth, rooms);
  http.on("request", createApp(context, auth, remix, line, news, monitorRoutes(env, metrics, alerts)));
  const closeSockets = attachUpgrade(http, context, auth, rooms);

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(env.PORT, env.HOST, resolve);
  });
  const sender = createSender(env);
  const jobs = startJobs({
    jobs: [deadlinesJob(context), ...(sender ? [deliveryJob(context, sender)] : [])],
    clock,
    log,
    roundMs: overrides.jobsMs,
  });
  const { port } = http.address() as AddressInfo;
  const url = env.PUBLIC_URL ?? `http://${env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST}:${port}`;

  const close = async () => {
    stopWatchdog();
    const jobsDone = jobs.stop();
    closeSockets();
    news.close();
    await line.close();
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeAllConnections();
    await closed;
    await remix.close();
    metrics.stop();
    await jobsDone;
    sender?.close();
    db.$client.close();
  };
  return { url, port, context, close };
}

/** Serves until the process is asked to stop. One line on standard output says when it listens. */
export async function serve(): Promise<void> {
  let running: Running;
  const onLeaseLost = () => {
    process.stderr.write("Another Accord server has taken over this data folder. This one stops.\n");
    running.close().finally(() => process.exit(1));
  };
  try {
    running = await startServer({ onLeaseLost });
  } catch (error) {
    const port = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    process.stderr.write(
      port
        ? "Accord cannot start: the port is in use. Choose another one, for example PORT=3001 npm start.\n"
        : `${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  }
  process.stdout.write(`Accord is listening on ${running.url}\n`);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      running.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
