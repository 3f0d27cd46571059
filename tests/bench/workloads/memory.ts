import * as Y from "yjs";
import { type Light, openLight, syncFrame } from "../clients/light.ts";
import { openTypist } from "../clients/typist.ts";
import { writeParagraph } from "../document.ts";
import { must, until } from "../measure.ts";
import { type Server, settled, settledKib } from "../servers/server.ts";
import { typeTrace } from "../trace.ts";
import type { Workload } from "./workload.ts";

const NOTE = { edits: 500, size: 10, seed: 7 };
const AT_ONCE = 20;

/** What a day of open rooms costs: each a small note with its history and one person in it. */
export const memory: Workload = {
  name: "memory",
  says: "1000 rooms, each a note of 500 edits and about 2 kB, one socket in each: resident memory over that of the empty server, garbage collected, per room",
  columns: ["written KiB/room", "opened KiB/room", "typed KiB/room", "after 10 cycles KiB/room", "base MiB"],
  async measure({ kind, dir, quick }) {
    const count = quick ? 100 : 1000;
    const place = await kind.prepare(dir, count);
    const note = typeNote(place.fragment);

    let server = await kind.start(dir, place);
    let base = await emptied(server);
    const perRoom = async () => ((await settledKib(server.pid)) - base) / count;
    let lines = await enterAll(server, note);
    const figures: Record<string, number> = { "written KiB/room": await perRoom(), "base MiB": base / 1024 };
    if (kind.persists) {
      for (const line of lines) line.leave();
      await settled(server.pid);
      await server.stop();
      server = await kind.start(dir, place);
      base = await emptied(server);
      lines = await enterAll(server);
      figures["opened KiB/room"] = await perRoom();
    }
    // One more character in each: a server that has kept the document packed until now unpacks it.
    const extra = note.extra;
    for (const line of lines) line.send(extra);
    figures["typed KiB/room"] = await perRoom();
    for (let cycle = 0; cycle < (quick ? 2 : 10); cycle++) {
      for (const line of lines) line.leave();
      await settled(server.pid, 5);
      lines = await enterAll(server);
    }
    figures["after 10 cycles KiB/room"] = await perRoom();
    const newcomer = openTypist(server, place.rooms.at(-1) as string);
    await until(() => newcomer.doc.getXmlFragment(place.fragment).toString().includes(note.text), "the note");
    must(newcomer.provider.synced, "not synced");
    for (const line of [...lines, newcomer]) line.leave();
    await server.stop();
    return figures;
  },
};

/** The same note for every room, made by a client of its own: a paragraph and what is typed into it. */
function typeNote(fragment: string) {
  const doc = new Y.Doc();
  writeParagraph(doc, fragment, " ");
  const { frames, text } = typeTrace(doc, fragment, { ...NOTE, edits: NOTE.edits + 1 });
  return {
    frames: [syncFrame(2, Y.encodeStateAsUpdate(doc)), ...frames.slice(0, -1)],
    extra: frames.at(-1) as Uint8Array,
    text,
  };
}

/** Resident memory of a server that has warmed up with one visit and has nobody in it, in KiB. */
async function emptied(server: Server): Promise<number> {
  const visitor = openTypist(server, server.rooms[0] as string);
  await visitor.synced();
  visitor.leave();
  return settledKib(server.pid);
}

/** One socket into each room, a few at a time; with a note, it is written there edit by edit. */
async function enterAll(server: Server, note?: { frames: Uint8Array[] }): Promise<Light[]> {
  const lines: Light[] = [];
  const enter = async (room: string) => {
    let answered = false;
    const onUpdate = () => {
      answered = true;
    };
    const line = await openLight(server, room, { onUpdate });
    await until(() => answered, `an answer in ${room}`, 60_000);
    for (const [i, frame] of (note?.frames ?? []).entries()) {
      line.send(frame);
      if (i % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    lines.push(line);
  };
  for (let i = 0; i < server.rooms.length; i += AT_ONCE)
    await Promise.all(server.rooms.slice(i, i + AT_ONCE).map(enter));
  return lines;
}
