import { once } from "node:events";

// A whole server in a process of its own, to be killed. It loads first and opens the database when it is told to,
// so that the next one is warm while the one before still runs. It says its address on one line.
const { startServer } = await import("../../server/index.ts");
await import("../../build/server/index.js" as string);
await once(process.stdin, "data");
const { url } = await startServer();
process.stdout.write(`${url}\n`);
