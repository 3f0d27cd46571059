import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import express from "express";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAlerts } from "../../server/alerts.ts";
import { parseEnv } from "../../server/env.ts";
import { createMetrics } from "../../server/metrics.ts";
import { monitorRoutes } from "../../server/monitor.ts";
import type { LiveRooms } from "../../server/room/rooms.ts";
import { roomName } from "../../shared/rooms.ts";
import { until, write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import { startTestServer } from "../support/server.ts";

const TOKEN = "a-token-for-tests-only";
let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms({ env: { METRICS_TOKEN: TOKEN } });
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

const get = (path: string, authorization?: string) =>
  fetch(`${demo.server.url}${path}`, { headers: authorization ? { authorization } : {} });
const metrics = async () => (await get("/metrics", `Bearer ${TOKEN}`)).text();

/** The value of one line of Prometheus text. */
function figure(text: string, line: string): number {
  const found = text.split("\n").find((each) => each.startsWith(`${line} `));
  if (!found) throw new Error(`no such figure: ${line}`);
  return Number(found.slice(line.length + 1));
}

describe("who may read them", () => {
  test("[OPS-1] the figures are for whoever has the token, and for nobody when there is none", async () => {
    for (const wrong of [undefined, "Bearer", "Bearer ", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
      const answer = await get("/metrics", wrong);
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain("accord_");
    }
    const answer = await get("/metrics", `Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("version=0.0.4");

    const bare = await startTestServer();
    expect((await fetch(`${bare.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
    await bare.close();
  });

  test("[OPS-1] a token that could be guessed is refused at start", () => {
    expect(() => parseEnv({ METRICS_TOKEN: "short" })).toThrow("METRICS_TOKEN must have at least 16 characters.");
    expect(() => parseEnv({ METRICS_TOKEN: "" })).toThrow("METRICS_TOKEN");
  });
});

test("[OPS-2] the figures say what really happened", async () => {
  const room = demo.notes();
  const before = await metrics();
  const ruth = demo.client(room, "ruth.bell");
  const dana = demo.client(room, "dana.ortiz");
  await Promise.all([ruth.synced(), dana.synced()]);
  for (let i = 0; i < 10; i++) {
    write(ruth.doc, `Words number ${i}`);
    await ruth.saved();
  }
  const now = await metrics();
  const grown = (line: string) => figure(now, line) - figure(before, line);
  expect(grown("accord_rooms_open")).toBe(1);
  expect(grown('accord_sockets{kind="websocket"}')).toBe(2);
  expect(grown('accord_sockets{kind="http"}')).toBe(0);
  expect(grown("accord_log_rows")).toBe(10);
  // Ten edits, and the answers of both to the question they were asked at the door.
  expect(grown("accord_ack_seconds_count")).toBe(ruth.sent() + dana.sent());
  expect(grown("accord_commit_seconds_count")).toBeGreaterThanOrEqual(10);
  expect(grown("accord_commit_updates_sum")).toBeGreaterThanOrEqual(10);
  expect(figure(now, "accord_ack_seconds_sum")).toBeGreaterThan(0);
  expect(figure(now, "accord_ack_seconds_sum")).toBeLessThan(60);
  expect(figure(now, "accord_database_bytes")).toBeGreaterThan(100_000);
  expect(figure(now, "accord_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  for (const quiet of ["accord_slow_readers", "accord_store_down", "accord_turned_away_total"])
    expect(figure(now, quiet)).toBe(0);

  // A reader who writes is refused, and counted with the reason.
  const reader = demo.client(room, "amara.osei");
  write(reader.doc, "mine");
  const code = await reader.closed();
  expect(code).toBe(4403);
  expect(await metrics()).toMatch(/accord_refusals_total\{reason="noAccess",why="[a-z-]+"\} [1-9]/);
  demo.leave();
  await until(() => [...(demo.rooms as LiveRooms).all()].length === 0, "everybody gone");
  expect(figure(await metrics(), 'accord_sockets{kind="websocket"}')).toBe(0);
});

test("[OPS-3] no figure names a person, a room or a word", async () => {
  const room = demo.notes();
  const ruth = demo.client(room, "ruth.bell");
  await ruth.synced();
  write(ruth.doc, "unmistakable");
  await ruth.saved();
  const text = await metrics();
  for (const secret of ["unmistakable", "ruth", "Bell", demo.userId("ruth.bell"), roomName(room), room.recordId])
    expect(text).not.toContain(secret);
});

test("[OPS-4] health says one word to anybody, and to the operator what is wrong since when", async () => {
  const env = parseEnv({ METRICS_TOKEN: TOKEN });
  const alerts = createAlerts({ log: pino({ level: "silent" }), clock: Date.now });
  const figures = createMetrics(alerts);
  const { meter } = figures;
  const http = createServer(express().use(monitorRoutes(env, figures, alerts))).listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  const ask = async (path: string, token: string | null) =>
    (
      await fetch(`http://127.0.0.1:${port}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
    ).text();
  const open = async () => JSON.parse(await ask("/health", null));
  const told = async () => JSON.parse(await ask("/health", TOKEN));
  const metrics = () => ask("/metrics", TOKEN);
  expect(await open()).toEqual({ status: "ok" });
  expect(await told()).toEqual({ status: "ok", alerts: [] });

  meter.raise("snapshot-corrupt", 7);
  meter.raise("snapshot-corrupt", 7);
  meter.raise("snapshot-corrupt", 8);
  meter.raise("store-down");
  expect(await open()).toEqual({ status: "trouble" });
  expect(JSON.parse(await ask("/health", "wrong"))).toEqual({ status: "trouble" });
  const { alerts: listed } = (await told()) as { alerts: { kind: string; since: string; rooms: number }[] };
  expect(listed.map(({ kind, rooms }) => [kind, rooms])).toEqual([
    ["snapshot-corrupt", 2],
    ["store-down", 0],
  ]);
  for (const { since } of listed) expect(Date.now() - Date.parse(since)).toBeLessThan(60_000);
  expect(figure(await metrics(), "accord_store_down")).toBe(1);
  expect(figure(await metrics(), 'accord_alerts{kind="snapshot-corrupt"}')).toBe(1);
  expect(figure(await metrics(), 'accord_alerts{kind="log-broken"}')).toBe(0);

  meter.clear("store-down");
  meter.clear("snapshot-corrupt", 7);
  expect(await open()).toEqual({ status: "trouble" });
  meter.clear("snapshot-corrupt", 8);
  expect(await told()).toEqual({ status: "ok", alerts: [] });
  expect(figure(await metrics(), "accord_store_down")).toBe(0);
  http.close();
  figures.stop();
});

test("[OPS-5] a server that starts without limits says so loudly, whatever the log level", async () => {
  const start = fileURLToPath(new URL("../../server/cli/start.ts", import.meta.url));
  const said = async (limits: string) => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), "accord-loud-"));
    const child = spawn(process.execPath, ["--import", "tsx", start], {
      env: {
        ...process.env,
        NODE_ENV: "test",
        LOG_LEVEL: "silent",
        PORT: "0",
        DATA_DIR: dataDir,
        ACCORD_ROOM_LIMITS: limits,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (data: Buffer) => {
      errors += data.toString();
    });
    await once(child.stdout, "data");
    child.kill("SIGTERM");
    await once(child, "close");
    rmSync(dataDir, { recursive: true, force: true });
    return errors;
  };
  expect(await said("off")).toContain("*** WARNING: ACCORD_ROOM_LIMITS=off");
  expect(await said("on")).not.toContain("ACCORD_ROOM_LIMITS");
});

test("[OPS-11] a quiet connection is held for longer than a minute", async () => {
  const { headers } = await get("/sign-in");
  expect(Number(/timeout=(\d+)/.exec(headers.get("keep-alive") ?? "")?.[1])).toBeGreaterThan(60);
});
