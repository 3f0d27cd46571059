import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { openDatabase } from "../../db/open.ts";
import { createAuth } from "../../server/auth/auth.ts";
import { parseEnv } from "../../server/env.ts";
import { createRooms } from "../../server/room/rooms.ts";
import { attachUpgrade } from "../../server/upgrade.ts";

// The server in a process of its own, to be killed: all of it except the pages, whose loading would take most of the
// time of fifty restarts. It loads first and opens the database when it is told to, so that the next one is warm while
// the one before still runs. It says its address on one line.
await once(process.stdin, "data");
const env = parseEnv(process.env);
const log = pino({ level: env.LOG_LEVEL }, pino.destination(2));
const deps = { db: openDatabase(env.DATA_DIR), clock: Date.now, env, log };
const rooms = createRooms(deps);
const context = { ...deps, rooms };
const http = createServer();
attachUpgrade(http, context, createAuth(context), rooms);
http.listen(env.PORT, env.HOST);
await once(http, "listening");
process.stdout.write(`http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
