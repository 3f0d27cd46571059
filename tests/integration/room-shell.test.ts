import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../db/open.ts";
import { installation } from "../../db/schema.ts";
import type { RoomFixture } from "../../server/cli/fixture.ts";
import { type Client, openClient, read, until, write } from "../support/collab.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const ACCORD = fileURLToPath(new URL("../../server/cli/accord.ts", import.meta.url));

let server: TestServer;
const clients: Client[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await server.close();
});

/** Runs the shell command in a process of its own. */
function accord(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return accordIn(server.dataDir, ...args);
}

function accordIn(dataDir: string, ...args: string[]): ReturnType<typeof accord> {
  const env = { ...process.env, DATA_DIR: dataDir };
  const child = spawn(process.execPath, ["--import", "tsx", ACCORD, ...args], { env });
  let out = "";
  let err = "";
  child.stdout.on("data", (data) => {
    out += data;
  });
  child.stderr.on("data", (data) => {
    err += data;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

describe("npm run accord -- fixture rooms", { timeout: 60_000 }, () => {
  test("[ROOM-50] makes rooms that a running server opens at once, and says so in one line", async () => {
    const { code, out, err } = await accord("fixture", "rooms", "--count", "2", "--as", "dana.ortiz");
    expect([code, err]).toEqual([0, ""]);
    expect(out.trim().split("\n")).toHaveLength(1);
    const { cookie, rooms, fragment } = JSON.parse(out) as RoomFixture;
    expect(new Set(rooms).size).toBe(2);
    const [one, two] = [0, 1].map(() => openClient({ url: server.url, room: rooms[1] ?? "", cookie })) as [
      Client,
      Client,
    ];
    clients.push(one, two);
    await Promise.all([one.synced(), two.synced()]);
    write(one.doc, "from outside", fragment);
    await one.saved();
    await until(() => read(two.doc, fragment).includes("from outside"), "the text at the other end");
  });

  test("[ROOM-51] does nothing on a real installation", async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-live-"));
    const db = openDatabase(dataDir);
    db.insert(installation).values({ id: 1, kind: "live", createdAt: 0 }).run();
    db.$client.close();
    const { code, out, err } = await accordIn(dataDir, "fixture", "rooms");
    rmSync(dataDir, { recursive: true, force: true });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/demo database only/);
  });

  test("[ROOM-50] refuses strangers and nonsense with a sentence", async () => {
    const [coordinator, many] = await Promise.all([
      accord("fixture", "rooms", "--as", "amara.osei"),
      accord("fixture", "rooms", "--count", "many"),
    ]);
    expect(coordinator).toMatchObject({ code: 1, out: "" });
    expect(coordinator.err).toMatch(/may not write shared notes/);
    expect(many.err).toMatch(/whole number/);
  });
});
