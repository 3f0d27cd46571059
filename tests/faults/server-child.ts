import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import pino from "pino";
import { takeLease } from "../../db/lease.ts";
import { type Db, openDatabase } from "../../db/open.ts";
import { createAlerts } from "../../server/alerts.ts";
import { createAuth } from "../../server/auth/auth.ts";
import { parseEnv } from "../../server/env.ts";
import { silentMeter } from "../../server/room/meter.ts";
import { createRooms } from "../../server/room/rooms.ts";
import { attachUpgrade } from "../../server/upgrade.ts";

// The server in a process of its own, to be killed: all of it except the pages, whose loading would take most of the
// time of fifty restarts. It loads first and opens the database when it is told to, so that the next one is warm while
// the one before still runs. What it is told comes line by line:
//   go        takes the lease and serves; says its address on one line. Said again: stops that, and starts anew
//   pragma …  a setting the opener never makes, for a campaign's control or fault
const env = parseEnv(process.env);
const log = pino({ level: env.LOG_LEVEL }, pino.destination(2));
let db: Db | undefined;
let stop = () => {};

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "go") await serve();
  else set(line);
}

function set(pragma: string): void {
  try {
    db?.$client.exec(pragma);
  } catch (error) {
    // On a disk that is full already a checkpoint finds no room either.
    log.warn({ pragma, code: (error as { code?: string }).code }, "a setting was refused");
  }
}

async function serve(): Promise<void> {
  stop();
  db ??= openDatabase(env.DATA_DIR);
  for (const pragma of process.env.CHILD_PRAGMAS?.split(";") ?? []) db.$client.exec(`pragma ${pragma}`);
  const lease = takeLease(db, Date.now());
  // Even times are written under even numbers of the lease, odd ones under odd: so each row tells who wrote it.
  const clock = () => Math.floor(Date.now() / 2) * 2 + (lease.fence % 2);
  const alerts = createAlerts({ log, clock });
  const meter = { ...silentMeter, raise: alerts.raise, clear: alerts.clear };
  const http = createServer();
  const rooms = createRooms({ db, clock, env, log, meter, lease, onLeaseLost: () => stop() });
  const context = { db, clock, env, log, rooms };
  const closeSockets = attachUpgrade(http, context, createAuth(context), rooms);
  stop = () => {
    closeSockets();
    http.close();
  };
  http.listen(env.PORT, env.HOST);
  await once(http, "listening");
  process.stdout.write(`http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
}
