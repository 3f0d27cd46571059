import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { suggestionsOf } from "../../db/comments.ts";
import { loadDocument } from "../../db/rooms.ts";
import { textBlocks } from "../../shared/comment-anchor.ts";
import { TEXT_FRAGMENT } from "../../shared/documents/rich.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { DECIDED, decide, putSuggestion, readSuggestions, withdrawSuggestion } from "../../shared/suggestions.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import { rawLine, turn } from "../support/raw-line.ts";
import { addOthers, everyRoom, OF_CASE } from "../support/year.ts";

let demo: DemoRooms;
let room: Room;
beforeAll(async () => {
  demo = await startDemoRooms({ env: { ACCORD_ROOM_LIMITS: "off" } });
  addOthers(demo);
  const at = everyRoom(demo).find(
    (one) => one.lifecycle === "evaluation" && one.room.part === "text" && one.state === "together",
  );
  if (!at) throw new Error("no room");
  room = at.room;
});
afterAll(() => demo.close());

const stored = () => suggestionsOf(demo.server.context.db, { ...room, part: "text" });
const put = (doc: Y.Doc, id: string, text: string) => {
  const blocks = textBlocks(doc.getXmlFragment(TEXT_FRAGMENT));
  const block = blocks.findIndex((each) => each.text.startsWith("She wrote"));
  putSuggestion(doc, blocks, { id, from: { block, offset: 4 }, to: { block, offset: 9 }, text });
};
const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

test("[SUGG-1] [SUGG-2] the server keeps what is suggested, when, and what became of it; the text is closed to who suggests", async () => {
  const [ortiz, bell] = [demo.userId(OF_CASE.supervisor), demo.userId(OF_CASE.administrator)];
  const writer = rawLine(demo, room, OF_CASE.supervisor);
  const line = new Y.XmlElement("paragraph");
  line.insert(0, [new Y.XmlText("She wrote reports on time.")]);
  writer.doc.getXmlFragment(TEXT_FRAGMENT).push([line]);
  await turn();
  const suggester = rawLine(demo, room, OF_CASE.administrator);
  const [one, two] = [`${bell}.${uuid(1)}`, `${bell}.${uuid(2)}`];
  put(suggester.doc, one, "sent");
  put(suggester.doc, two, "typed");
  await turn();
  expect([suggester.code(), suggester.acked()]).toEqual([0, suggester.sent()]);
  const rows = stored();
  expect(rows.map(({ id, userId, decided }) => [id, userId, decided])).toEqual([
    [one, bell, null],
    [two, bell, null],
  ]);
  expect(rows.every(({ firstSeenAt }) => Math.abs(Date.now() - firstSeenAt) < 60_000)).toBe(true);

  // Typing on changes no time; a withdrawal taken back is a suggestion again.
  put(suggester.doc, one, "sent in");
  withdrawSuggestion(suggester.doc, two);
  await turn();
  expect(stored().map(({ decided, firstSeenAt }) => [decided, firstSeenAt])).toEqual([
    [null, rows[0]?.firstSeenAt],
    ["withdrawn", rows[1]?.firstSeenAt],
  ]);
  put(suggester.doc, two, "typed");
  await turn();
  decide(writer.doc, { id: one, text: "sent in" }, "accepted", ortiz);
  await turn();
  expect(stored().map(({ decided, decidedBy }) => [decided, decidedBy])).toEqual([
    ["accepted", ortiz],
    [null, null],
  ]);
  writer.doc.getMap(DECIDED).delete(one);
  await turn();
  expect(stored().map(({ decided, decidedBy }) => [decided, decidedBy])).toEqual([
    [null, null],
    [null, null],
  ]);

  const before = loadDocument(demo.server.context.db, roomName(room));
  (suggester.doc.getXmlFragment(TEXT_FRAGMENT).get(0) as Y.XmlElement).setAttribute("level", "2");
  await turn();
  expect(suggester.code()).toBe(4422);
  const other = rawLine(demo, room, OF_CASE.administrator);
  decide(other.doc, { id: one, text: "sent in" }, "accepted", bell);
  await turn();
  expect(other.code()).toBe(4422);
  const after = loadDocument(demo.server.context.db, roomName(room));
  expect(Y.encodeStateAsUpdate(after)).toEqual(Y.encodeStateAsUpdate(before));
  expect(readSuggestions(after).map(({ id, text }) => [id, text])).toEqual([
    [one, "sent in"],
    [two, "typed"],
  ]);
  expect(writer.code()).toBe(0);
});
