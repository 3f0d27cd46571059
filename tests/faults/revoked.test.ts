import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDocument } from "../../db/rooms.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { CLOSE, closeReason } from "../../shared/wire.ts";
import { contentOf, type Field, type Victim } from "../support/battlefield.ts";
import { campaign } from "../support/campaign.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { rawLine, turn } from "../support/raw-line.ts";
import { startTestServer } from "../support/server.ts";
import { moments, PANEL, type Scene } from "./revoked-moments.ts";

const c = campaign("revoked", { short: 40, long: 1000 });
const below = (n: number) => Math.floor(c.random() * n);
const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;

let demo: DemoRooms;
/** Another process on the same database: it tells this one nothing. */
let second: Database.Database;
let dataDir: string;
beforeAll(async () => {
  // What is tried here is who is still let in, not what the disk keeps.
  dataDir = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "accord-revoked-"));
  demo = await startDemoRooms({ dataDir, env: { ACCORD_ROOM_LIMITS: "off" } });
  second = new Database(path.join(dataDir, "accord.db"));
});
afterAll(async () => {
  second.close();
  await demo.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** All that is stored of a room, and what it says. */
function bytesOf(room: Room): string {
  const name = roomName(room);
  const rows = second
    .prepare("select u.* from room_update u join room r on r.id = u.room_id where r.name = ? order by u.seq")
    .raw()
    .all(name) as unknown[][];
  const hash = createHash("sha256");
  for (const row of rows) for (const cell of row) hash.update(Buffer.isBuffer(cell) ? cell : String(cell)).update("|");
  return hash.update(contentOf(room, loadDocument(demo.server.context.db, name))).digest("hex");
}

const typeAll = (fields: readonly Field[], often: number) => {
  const typed = new Set<Victim>();
  for (const { victims } of fields)
    for (const each of victims) {
      const { line } = each;
      const before = line.sent();
      for (let i = below(3) + 1; i > 0 && c.random() < often; i--) each.type(c.random);
      if (line.sent() !== before) typed.add(each);
    }
  return typed;
};

/** Those who are no longer wanted send on what they type: their browser may be anything. */
function stubborn({ line }: Victim): void {
  line.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
    if (line.code() !== 0 && origin !== "server") line.update(bytes);
  });
}

const lasting = new Map<string, { room: Room; bytes: string; victims: Victim[]; name: string }>();
let late = 0;

/** What was typed too late comes back from an old page. */
async function comeBack(room: Room, { slug, line }: Victim): Promise<void> {
  const again = rawLine(demo, room, slug, { doc: line.doc });
  await turn();
  again.leave();
  late++;
}

async function round(name: string, make: () => Scene, wrong: string[]): Promise<{ edits: number; afterwards: number }> {
  const scene = make();
  const { fields } = scene;
  const note = (text: string) => wrong.push(`${name}: ${text}`);
  for (const { victims } of fields) for (const each of victims) stubborn(each);
  for (let i = below(5) + 1; i > 0; i--) {
    typeAll(fields, 0.7);
    await turn();
  }

  // Some have typed in this very turn, and what they typed is not written yet.
  const typed = typeAll(fields, 0.5);
  scene.act();
  const standing = fields.map((at) => ({
    at,
    rows: at.rows(),
    of: new Map(at.victims.map(({ slug }) => [slug, at.rowsOf(slug)])),
  }));
  const check = (when: string) => {
    for (const at of fields)
      for (const victim of at.victims) {
        const reason = scene.closes(at, victim.slug, typed.has(victim));
        const code = victim.line.code();
        if (code !== (reason ? CLOSE[reason].code : 0))
          note(`${victim.slug} in ${at.name} was closed with ${closeReason(code) ?? code} and not ${reason} ${when}`);
      }
  };
  if (!scene.foreign) check("at once");
  const sealed = (scene.sealed ?? []).map((room) => ({ room, bytes: bytesOf(room) }));
  const acked = fields.flatMap(({ victims }) => victims).reduce((sum, { line }) => sum + line.acked(), 0);
  typeAll(fields, 0.7);
  // At least one change comes into each room, or nobody would have to notice.
  for (const { victims } of fields) (victims[0] as Victim).type(c.random);
  await turn();
  // A line that closed with the change of another process in the room is closed by now.
  check("after the next change");
  typeAll(fields, 1);
  await turn();

  const gone = (at: Field, slug: string) => scene.closes(at, slug, false) !== null;
  if (scene.comeBack)
    for (const at of fields)
      for (const victim of at.victims) if (gone(at, victim.slug)) await comeBack(at.room, victim);
  for (const { at, rows, of } of standing) {
    for (const { slug, line } of at.victims) {
      const lateRows = at.rowsOf(slug) - (of.get(slug) ?? 0);
      if (gone(at, slug) && lateRows > 0) note(`${lateRows} late changes of ${slug} in ${at.name}`);
      // The first frame answers the server's question, and brings nothing.
      if (at.rowsOf(slug) !== line.acked() - 1)
        note(`${slug} in ${at.name}: ${line.acked() - 1} acknowledged, ${at.rowsOf(slug)} stored`);
      if (gone(at, slug)) continue;
      if (line.acked() !== line.sent()) note(`${slug} in ${at.name}: ${line.sent() - line.acked()} edits unsaved`);
      if (contentOf(at.room, line.doc) !== contentOf(at.room, at.stored())) note(`${slug} sees something else`);
    }
    if (scene.sealed?.includes(at.room) && at.rows() !== rows) note(`${at.name} grew after it was closed`);
  }
  for (const { room, bytes } of sealed) {
    if (bytesOf(room) !== bytes) note("what was closed has changed");
    lasting.set(roomName(room), { room, bytes, name, victims: fields.find((at) => at.room === room)?.victims ?? [] });
  }
  if (name.endsWith("next revision")) {
    const { room, victims } = fields[0] as Field;
    const next = { ...room, revision: 2 };
    const bytes = bytesOf(next);
    for (const victim of victims) await comeBack(next, victim);
    if (bytesOf(next) !== bytes) note("a text of before was merged into the next revision");
  }
  const now = fields.flatMap(({ victims }) => victims).reduce((sum, { line }) => sum + line.acked(), 0);
  for (const { victims } of fields) for (const { line } of victims) line.leave();
  scene.undo?.();
  await turn();
  return { edits: now, afterwards: now - acked };
}

test(`[ROOM-30] [ROOM-73] ${c.size} moments at which somebody loses a right: nothing of theirs is written after it (seed ${c.seed})`, {
  timeout: 60_000 + c.size * 3_000,
}, async () => {
  const every = Object.entries(moments(demo, second, pick));
  const wrong: string[] = [];
  let edits = 0;
  let afterwards = 0;
  for (let i = 0; i < c.size; i++) {
    const [name, make] = every[i] ?? pick(every);
    const counts = await round(name, make, wrong);
    edits += counts.edits;
    afterwards += counts.afterwards;
  }
  expect(wrong).toEqual([]);
  expect(afterwards).toBeGreaterThan(c.size);

  const ids = new Map(PANEL.map((slug) => [slug, demo.userId(slug)]));
  const userId = (slug: string) => ids.get(slug) ?? "";
  await demo.server.close();
  const server = await startTestServer({ dataDir, env: { ACCORD_ROOM_LIMITS: "off" } });
  const { db, rooms } = server.context;
  const sessionOf = (slug: string) =>
    openSession(db, { userId: userId(slug), programId: PROGRAM, demo: true, now: Date.now() });
  demo = { ...demo, server, rooms, userId, sessionOf, close: () => server.close() };
  const changed = () =>
    [...lasting.values()].filter(({ room, bytes }) => bytesOf(room) !== bytes).map(({ name }) => name);
  expect(changed()).toEqual([]);
  for (const { room, victims } of [...lasting.values()].slice(-100))
    for (const victim of victims) {
      victim.type(c.random);
      await comeBack(room, victim);
    }
  expect(changed()).toEqual([]);
  expect(late).toBeGreaterThan(c.size / 4);
  process.stdout.write(
    `${c.size} moments, ${edits} edits, ${lasting.size} rooms closed, ${late} old pages, seed ${c.seed}\n`,
  );
  c.record(
    {
      moments: c.size,
      "edits saved": edits,
      "accepted after the commit": 0,
      "rooms closed": lasting.size,
      "closed rooms changed": 0,
      "old pages that came back": late,
    },
    "Rights that end while the network still carries an older answer: what a browser already shows stays on its screen.",
  );
});
