import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Duplex } from "node:stream";
import * as decoding from "lib0/decoding";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../db/open.ts";
import { MESSAGE } from "../../shared/wire.ts";
import { campaign } from "../support/campaign.ts";
import { openClient, read, until } from "../support/collab.ts";
import { type Disk, smallDisk } from "../support/small-disk.ts";
import {
  buildPowerCut,
  keepTyping,
  listen,
  promisedTo,
  setStage,
  stored,
  typist,
  underPowerCut,
  warmServer,
  wordsOf,
} from "./typists.ts";

const c = campaign("disk-full", { short: 2, long: 40 });
const work = mkdtempSync(path.join(os.tmpdir(), "accord-full-"));
const dataDir = mkdtempSync(path.join(work, "data-"));
const shim = path.join(work, "power-cut.so");
let server: ChildProcess | undefined;

/** A small file system of its own where that is allowed; else a disk that answers every write with "no space left". */
function disk(): (Disk & { env: Record<string, string>; unmount?(): void }) | null {
  const small = smallDisk(dataDir, 24);
  if (small) return { ...small, env: {} };
  if (buildPowerCut(shim)) return null;
  const say = (line: string) => ((server as ChildProcess).stdio[3] as Duplex).write(`${line}\n`);
  const env = underPowerCut(shim, dataDir);
  return { kind: "ENOSPC for every write", env, fill: () => say("full"), free: () => say("space") };
}

const place = disk();
if (!place)
  process.stderr.write("A full disk was not tried: it needs Linux, and the right to mount or a C compiler.\n");

afterAll(() => {
  server?.kill("SIGKILL");
  place?.unmount?.();
  rmSync(work, { recursive: true, force: true });
});

describe.skipIf(!place)("a full disk", () => {
  const { kind, env, fill, free } = place ?? { kind: "not tried", env: {}, fill() {}, free() {} };

  test(`[ROOM-63] ${c.size} times the disk is full (${kind}) while three people type: nothing is acknowledged or shown, reading goes on, and within 10 s of free space everything arrives once (seed ${c.seed})`, {
    timeout: 60_000 + c.size * 60_000,
  }, async () => {
    const { room, cast } = await setStage(dataDir);
    server = warmServer(dataDir, 0, { env: { ...env, LOG_LEVEL: "warn" }, stderr: "pipe" });
    let said = "";
    server.stderr?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
    });
    const url = await listen(server);
    const typists = cast.map(({ slug, cookie }) => {
      const told: number[] = [];
      const each = typist(slug, { url, room, cookie });
      each.client.provider.messageHandlers[MESSAGE.notice] = (_encoder, decoder) => {
        told.push(decoding.readVarUint(decoder));
      };
      return { ...each, told };
    });
    let slowest = 0;

    for (let round = 0; round < c.size; round++) {
      await until(() => typists.every(({ client }) => client.provider.synced), "three people in the room");
      const before = promisedTo(typists).length;
      const stopTyping = keepTyping(typists, c.random);
      await until(() => promisedTo(typists).length > before + 10 + c.random() * 40, "some edits saved");
      for (const each of typists) each.told.length = 0;
      said = "";
      // What was written already is carried over, so that the very next edit needs room.
      server.stdin?.write("pragma wal_checkpoint(truncate)\n");
      fill();
      await until(() => typists.every(({ told }) => told.at(-1) === 1), "everybody told that nothing is saved", 30_000);
      await until(() => said.includes('"alert":"store-down"'), "the alert in the log");
      const promised = promisedTo(typists);
      // People go on typing on a full disk for a while.
      const typed = typists.map(({ client }) => wordsOf(read(client.doc)).length);
      await until(
        () => typists.every(({ client }, i) => wordsOf(read(client.doc)).length > (typed[i] as number) + 20),
        "twenty more edits of each",
      );
      stopTyping();
      expect({ round, seed: c.seed, acknowledged: promisedTo(typists).length }).toEqual({
        round,
        seed: c.seed,
        acknowledged: promised.length,
      });
      // Somebody who comes now reads all that is saved, and nothing that is not.
      const reader = openClient({ url, room, cookie: cast[0]?.cookie });
      await reader.synced();
      expect({ round, seed: c.seed, read: wordsOf(read(reader.doc)).sort() }).toEqual({
        round,
        seed: c.seed,
        read: promised.sort(),
      });
      reader.destroy();
      const shown = typists.map(({ client }, i) =>
        wordsOf(read(client.doc)).filter(
          (words) => !words.startsWith(`${cast[i]?.slug}-`) && !promised.includes(words),
        ),
      );
      expect({ round, seed: c.seed, shown }).toEqual({ round, seed: c.seed, shown: [[], [], []] });

      const at = performance.now();
      free();
      // One text, and all of it acknowledged: three counts alone can be equal for a moment while words are on their way.
      await until(() => {
        const texts = typists.map(({ client }) => read(client.doc));
        return new Set(texts).size === 1 && wordsOf(texts[0] as string).length === promisedTo(typists).length;
      }, "every edit acknowledged and everywhere");
      slowest = Math.max(slowest, performance.now() - at);
      await until(() => said.includes("alert ended"), "the end of the alert in the log");
      expect(new Set(promisedTo(typists)).size).toBe(promisedTo(typists).length);
    }

    const died = once(server, "exit");
    const agreed = read(typists[0]?.client.doc as never);
    for (const { client } of typists) client.destroy();
    server.kill("SIGKILL");
    await died;
    const db = openDatabase(dataDir);
    const { text, words, broken, integrity } = stored(db, room);
    db.$client.close();
    expect({ text, broken, integrity }).toEqual({ text: agreed, broken: null, integrity: "ok" });
    expect(new Set(words).size).toBe(words.length);
    c.record(
      {
        "full disks": c.size,
        disk: kind,
        "edits acknowledged": words.length,
        "acknowledged while full": 0,
        "edits lost or doubled": 0,
        "slowest recovery (ms)": Math.round(slowest),
      },
      "A disk that fails for good or returns other bytes than were written; space that runs out for uploads and exports.",
    );
  });
});
