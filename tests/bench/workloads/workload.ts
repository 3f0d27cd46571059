import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type * as Y from "yjs";
import { openTypist, type Typist } from "../clients/typist.ts";
import { whole, writeHeadings, writeParagraph } from "../document.ts";
import { type Figures, must } from "../measure.ts";
import type { Kind, Server } from "../servers/server.ts";

/** One kind of work. `measure` starts what it needs of the server and returns figures; a wrong run throws. */
export interface Workload {
  name: string;
  /** What it does, in one line above its table. */
  says: string;
  /** Names of servers that cannot do it, with the reason. */
  not?: Record<string, string>;
  /** The figures a goal is set on, in the order of their columns; of a rate more is better. */
  columns: string[];
  measure(run: Run): Promise<Figures>;
}

export interface Run {
  kind: Kind;
  /** A folder of its own for what the server stores. */
  dir: string;
  seed: number;
  /** Shorter and smaller: to see that it works, not to compare. */
  quick: boolean;
}

/** Starts a server with rooms, hands it over and ends it, whatever happens. */
export async function withServer<T>(
  { kind, dir }: Run,
  rooms: number,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const server = await kind.start(dir, await kind.prepare(dir, rooms));
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Makes a folder for one run and removes it afterwards. */
export async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "bench-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  return work(dir);
}

/** Enters each room with a real client and gives it the same document on every server. The clients stay. */
export const furnish = (server: Server): Promise<Typist[]> =>
  Promise.all(server.rooms.map((room) => furnishOne(server, room)));

/** The same for one room. */
export async function furnishOne(server: Server, room: string): Promise<Typist> {
  const typist = openTypist(server, room);
  await typist.synced();
  writeHeadings(typist.doc, server.fragment);
  writeParagraph(typist.doc, server.fragment);
  return typist;
}

/** @throws unless a newcomer to the room gets exactly this document. */
export async function mustStand(server: Server, room: string, expected: Y.Doc): Promise<void> {
  const newcomer = openTypist(server, room);
  await newcomer.synced();
  const same = () => whole(newcomer.doc, server.fragment) === whole(expected, server.fragment);
  for (let i = 0; i < 250 && !same(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  must(same(), `a newcomer to ${room} gets another document`);
  newcomer.leave();
}
