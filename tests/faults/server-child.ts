import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import pino from "pino";
import { openDatabase } from "../../db/open.ts";
import { createAuth } from "../../server/auth/auth.ts";
import { parseEnv } from "../../server/env.ts";
import { createRooms } from "../../server/room/rooms.ts";
import { attachUpgrade } from "../../server/upgrade.ts";

// The server in a process of its own, to be killed: all of it except the pages, whose loading would take most of the
// time of fifty restarts. It loads first and opens the database when it is told to, so that the next one is warm while
// the one before still runs. What it is told comes line by line:
//   go        opens the database and serves; says its address on one line
//   pragma …  a setting the opener never makes, for a campaign's control or fault
const env = parseEnv(process.env);
const log = pino({ level: env.LOG_LEVEL }, pino.destination(2));
let db: ReturnType<typeof openDatabase> | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "go") await serve();
  else db?.$client.exec(line);
}

async function serve(): Promise<void> {
  db = openDatabase(env.DATA_DIR);
  for (const pragma of process.env.CHILD_PRAGMAS?.split(";") ?? []) db.$client.exec(`pragma ${pragma}`);
  const deps = { db, clock: Date.now, env, log };
  const rooms = createRooms(deps);
  const context = { ...deps, rooms };
  const http = createServer();
  attachUpgrade(http, context, createAuth(context), rooms);
  http.listen(env.PORT, env.HOST);
  await once(http, "listening");
  process.stdout.write(`http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
}
