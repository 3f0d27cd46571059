import { mkdirSync } from "node:fs";
import path from "node:path";
import * as Y from "yjs";
import { openLight } from "../clients/light.ts";
import { openTypist } from "../clients/typist.ts";
import { lastText } from "../document.ts";
import { must, until } from "../measure.ts";
import { type Server, settled } from "../servers/server.ts";
import { typeTrace } from "../trace.ts";
import { furnishOne, type Run, type Workload } from "./workload.ts";

/** How far the sender may be ahead of what a listener saw: a queue without end measures memory, not work. */
const AHEAD = 1000;

/** A long document after a restart: how soon somebody who opens it can read all of it, and what is there before. */
export const coldOpen: Workload = {
  name: "cold-open",
  says: "a text of about 104,000 characters typed in 260,000 single keystrokes (long) and in 26,000 edits of ten characters (short); restart; from connecting to holding all of it",
  not: { "y-websocket": "keeps nothing over a restart" },
  columns: [
    "long ms",
    "short ms",
    "long/short",
    "answer ms",
    "short answer ms",
    "warm ms",
    "synced ms",
    "chars at synced",
    "feed/s",
  ],
  async measure(run) {
    const edits = run.quick ? 6000 : 260_000;
    const long = await openCold(run, { edits, size: 1 });
    const short = await openCold(run, { edits: edits / 10, size: 10 });
    return {
      "long ms": long.cold,
      "short ms": short.cold,
      "long/short": long.cold / short.cold,
      "answer ms": long.answered,
      "short answer ms": short.answered,
      "warm ms": long.warm,
      "synced ms": long.synced,
      "chars at synced": long.chars,
      "feed/s": long.rate,
      "settle s": long.settle,
    };
  },
};

async function openCold(run: Run, how: { edits: number; size: number }) {
  const { kind } = run;
  const dir = path.join(run.dir, `${how.edits}`);
  mkdirSync(dir);
  const place = await kind.prepare(dir, 1);
  const first = await kind.start(dir, place);
  const fed = await feed(first, { ...how, seed: run.seed }).finally(() => first.stop());
  const server = await kind.start(dir, place);
  practice(fed.whole);
  try {
    const cold = await open(server, fed.text);
    const warm = await open(server, fed.text);
    for (const { reader } of [cold, warm]) reader.leave();
    return { ...fed, ...cold, warm: warm.cold };
  } finally {
    await server.stop();
  }
}

/** Types the whole text through one socket, another one listening, and waits until the server has nothing left to do. */
async function feed(server: Server, how: { edits: number; size: number; seed: number }) {
  const room = server.rooms[0] as string;
  const start = await furnishOne(server, room);
  const { frames, clocks, client, text, whole } = typeTrace(start.doc, server.fragment, how);
  const knows = Y.encodeStateVector(start.doc);
  let seen = 0;
  const onUpdate = (update: Uint8Array) => {
    seen = Math.max(seen, Y.parseUpdateMeta(update).to.get(client) ?? 0);
  };
  const listener = await openLight(server, room, { onUpdate }, knows);
  const typist = await openLight(server, room, {}, knows);
  const since = performance.now();
  for (const [i, frame] of frames.entries()) {
    typist.send(frame);
    if (i % 100 === 99) await until(() => (clocks[i] as number) - seen < AHEAD * how.size, "the listener", 60_000);
  }
  await until(() => seen === clocks.at(-1), "the last edit", 60_000);
  const rate = (frames.length / (performance.now() - since)) * 1000;
  const settle = await settled(server.pid);
  for (const client of [start, listener, typist]) client.leave();
  return { text, rate, settle, whole };
}

/** Lets this process's own Yjs get up to speed first: its first large document takes it four times as long as its third. */
function practice(whole: Uint8Array): void {
  for (let i = 0; i < 4; i++) Y.applyUpdate(new Y.Doc(), whole);
}

/**
 * Opens the document as a browser does, and stays: who comes second finds it warm. @returns ms until all of it is
 * there, until the last byte of it had come (the rest is the client's own reading), and what was there at `synced`.
 */
async function open(server: Server, text: string) {
  const room = server.rooms[0] as string;
  const since = performance.now();
  const reader = openTypist(server, room);
  const length = () => {
    const root = reader.doc.getXmlFragment(server.fragment);
    return root.length === 0 ? 0 : lastText(reader.doc, server.fragment).length;
  };
  const found = { cold: Number.NaN, answered: Number.NaN, synced: Number.NaN, chars: 0 };
  // The client's own share is between the answer's last byte and the text: noted before it starts to read.
  const socket = reader.provider.ws as WebSocket;
  const { onmessage } = socket;
  let heard = since;
  socket.onmessage = (event) => {
    heard = performance.now();
    onmessage?.call(socket, event);
  };
  reader.provider.once("sync", () => {
    found.synced = performance.now() - since;
    found.chars = length();
  });
  reader.doc.on("update", () => {
    if (!Number.isNaN(found.cold) || length() !== text.length) return;
    found.cold = performance.now() - since;
    found.answered = heard - since;
  });
  await until(() => !Number.isNaN(found.cold), "the whole text", 120_000);
  await reader.synced();
  must(lastText(reader.doc, server.fragment).toString() === text, "the opened text is another one");
  return { ...found, reader };
}
