import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { roomName } from "../../shared/rooms.ts";
import { draftAgreement, field, jointRoom } from "../support/battlefield.ts";
import { write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import { changeTo, rawLine, turn } from "../support/raw-line.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms({ env: { ACCORD_ROOM_LIMITS: "off" } });
});
afterAll(() => demo.close());

test("[ROOM-71] whoever only reads changes nothing, whatever the first and second byte of a frame", {
  timeout: 300_000,
}, async () => {
  const live = demo.notes();
  const ended = demo.notes();
  const sealed = demo.notes();
  const opened = demo.card(ended, "ruth.bell", "revealed");
  const submitted = demo.card(ended, "marcus.hale", "submitted");
  const first = rawLine(demo, ended, "dana.ortiz");
  write(first.doc, "written while it was open");
  await turn();
  first.leave();
  demo.setState(ended, "scoring");
  demo.setState(sealed, "sealed");
  demo.rooms.freeze(sealed);
  const joint = jointRoom(demo);
  const agreement = draftAgreement(demo);
  const readers = [
    [live, "amara.osei"],
    [ended, "dana.ortiz"],
    [ended, "marcus.hale"],
    [ended, "amara.osei"],
    [sealed, "ruth.bell"],
    [sealed, "amara.osei"],
    [opened, "dana.ortiz"],
    [submitted, "marcus.hale"],
    [joint, "amara.osei"],
    [agreement, "marcus.hale"],
    [agreement, "amara.osei"],
  ] as const;
  let frames = 0;
  let refused = 0;
  for (const [room, slug] of readers) {
    const { rows, stored } = field(demo, "notes", room, []);
    const before = stored();
    const count = rows();
    const updates = [
      changeTo(before, (doc) =>
        room.part === "notes" ? write(doc, "smuggled") : doc.getMap("values").set("minimumYears", 9),
      ),
      // Everything that is there, deleted.
      changeTo(before, (doc) =>
        room.part === "notes" ? doc.getXmlFragment("notes").delete(0, 1) : doc.getMap("texts").clear(),
      ),
    ];
    let line = rawLine(demo, room, slug, { deaf: true });
    for (let type = 0; type < 256; type++)
      for (const step of type < 4 ? [0, 1, 2, 3, 4, 40, 127, 255] : [0, 1, 2])
        for (const bytes of updates) {
          if (line.code() !== 0) {
            refused++;
            line = rawLine(demo, room, slug, { deaf: true });
          }
          const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
          const head = (n: number) => (n < 128 ? [n] : [(n & 127) | 128, n >> 7]);
          line.say(Uint8Array.from([...head(type), ...head(step), ...length, ...bytes]));
          frames++;
        }
    await turn();
    line.leave();
    const after = stored();
    expect([roomName(room), slug, rows()]).toEqual([roomName(room), slug, count]);
    expect(Y.encodeStateVector(after)).toEqual(Y.encodeStateVector(before));
    expect(Y.encodeStateAsUpdate(after)).toEqual(Y.encodeStateAsUpdate(before));
    expect(Y.encodeStateAsUpdate(demo.rooms.read(room))).toEqual(Y.encodeStateAsUpdate(before));
  }
  // The door was open, and the frames were heard.
  expect(refused).toBeGreaterThan(readers.length * 8);
  expect(frames).toBe(readers.length * 2 * (4 * 8 + 252 * 3));
});
