import { createInterface } from "node:readline";
import { startServer } from "../../server/index.ts";

/*
 * The product as a process of its own, with a clock that a story of two weeks can move: it begins at the time given as
 * the argument and goes on from there; each line on standard input is the time it jumps to.
 */
process.umask(0o077);
const shiftTo = (iso: string) => Date.parse(iso) - Date.now();
/** A day that came does its work soon: a story waits for it. */
const ROUND_MS = 250;
let shift = shiftTo(process.argv[2] ?? "");

const running = await startServer({ clock: () => Date.now() + shift, jobsMs: ROUND_MS });
process.stdout.write(`Accord is listening on ${running.url}\n`);

createInterface({ input: process.stdin }).on("line", (iso) => {
  shift = shiftTo(iso);
  process.stdout.write(`clock ${iso}\n`);
});
process.once("SIGTERM", () => {
  running.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
