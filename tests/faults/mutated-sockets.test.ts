import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import WebSocket from "ws";
import { openDatabase } from "../../db/open.ts";
import { campaign } from "../support/campaign.ts";
import { openClient, read, until } from "../support/collab.ts";
import { frames, spoiled } from "../support/spoiled.ts";
import { listen, setStage, stored, typist, warmServer } from "./typists.ts";

const c = campaign("mutated-sockets", { short: 300, long: 20_000 });
/** Frames that leave together; then somebody types, and waits until it is saved. */
const A_BURST = 50;

const dataDir = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "accord-mutated-sockets-"));
let child: ChildProcess | undefined;
afterAll(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(dataDir, { recursive: true, force: true });
});

test(`[ROOM-25] [ROOM-72] ${c.size} spoiled frames through real sockets: the server's process lives, and others type on (seed ${c.seed})`, {
  timeout: 120_000 + c.size * 50,
}, async () => {
  const { room, cast } = await setStage(dataDir);
  child = warmServer(dataDir, 0, { env: { ACCORD_ROOM_LIMITS: "off", LOG_LEVEL: "silent" } });
  const exits: unknown[] = [];
  child.on("exit", (code, signal) => exits.push(code ?? signal));
  const url = await listen(child);
  const [honest, hostile] = cast as [{ slug: string; cookie: string }, { slug: string; cookie: string }];
  const writer = typist(honest.slug, { url, room, cookie: honest.cookie });
  const enter = async () => {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/collab/${room}`, {
      headers: { cookie: hostile.cookie, origin: url },
    });
    socket.on("error", () => {});
    const ended = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    await Promise.race([once(socket, "message"), ended]);
    return {
      isOpen: () => socket.readyState === WebSocket.OPEN,
      /** Until the server has read it: behind a frame that closes the line nothing is heard. */
      async say(frame: Uint8Array) {
        socket.send(frame);
        socket.ping();
        await Promise.race([once(socket, "pong"), ended]);
      },
      leave: () => socket.terminate(),
    };
  };

  await writer.client.synced();
  let line = await enter();
  let sent = 0;
  let opened = 1;
  while (sent < c.size && exits.length === 0) {
    const valid = frames(writer.client.doc, c.random);
    const any = () => valid[Math.floor(c.random() * valid.length)] as Uint8Array;
    for (let i = 0; i < A_BURST && sent < c.size; i++) {
      if (!line.isOpen()) {
        line = await enter();
        opened++;
      }
      await line.say(spoiled(any(), any(), c.random));
      sent++;
    }
    writer.type();
    await writer.client.saved();
  }
  line.leave();

  expect(exits).toEqual([]);
  expect(writer.client.closes).toEqual([]);
  const again = openClient({ url, room, cookie: honest.cookie });
  await again.synced();
  await until(() => read(again.doc) === read(writer.client.doc), "the same text for somebody who comes later");
  const db = openDatabase(dataDir);
  const { words, broken, text } = stored(db, room);
  expect(broken).toBeNull();
  expect(text).toBe(read(writer.client.doc));
  expect(writer.promised.size).toBe(Math.ceil(c.size / A_BURST));
  // What the hostile one changed of these words is under their own name: nothing says it may not be changed.
  expect(words.length).toBeGreaterThan(0);
  expect(opened).toBeGreaterThan(c.size / 20);
  db.$client.close();
  again.destroy();
  writer.client.destroy();
  process.stdout.write(`${sent} spoiled frames on ${opened} lines, ${exits.length} exits, seed ${c.seed}\n`);
  c.record(
    { frames: sent, lines: opened, "exits of the server": exits.length, "others' edits saved": writer.promised.size },
    "Frames that no WebSocket library would send: broken masks, lengths and fragments.",
  );
});
