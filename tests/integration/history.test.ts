import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { appendUpdate, loadDocument, roomByName } from "../../db/rooms.ts";
import { card } from "../../db/schema.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { historyPath } from "../../shared/history-path.ts";
import { restore, type Target } from "../../shared/history-restore.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { read, until, write } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

const SECRET = "held back a second time 5c1e";

/** What a person's browser gets for an address; null for nobody in particular. */
async function get(path: string, slug: string | null) {
  const headers: Record<string, string> = slug ? { cookie: demo.cookie(slug) } : {};
  const response = await fetch(`${demo.server.url}${path}`, { headers, redirect: "manual" });
  return { status: response.status, body: await response.text(), to: response.headers.get("location") };
}

/** A page without what differs from answer to answer. */
const plain = (body: string): string =>
  body
    .replace(/nonce="[^"]*"|"nonce\\?":\\?"[^"]*"|nonce[^,]{0,40}|seen\\",\\"[\w-]{16}/g, "")
    .replace(/history\/[^"\\<]*/g, "history");

describe("who may read a history", () => {
  test("[HIST-5] a card's history is its owner's alone, before and after the reveal; nobody else learns that it exists", async () => {
    const notes = demo.notes();
    const room = demo.card(notes, "ruth.bell", "draft");
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    const key = [...ruth.doc.getMap("texts").keys()][0] ?? "";
    editText(ruth.doc, key, SECRET);
    setValue(ruth.doc, key.replace("evidence.", "rating."), 2);
    await ruth.saved();
    editText(ruth.doc, key, "a milder sentence");
    await ruth.saved();

    const own = await get(historyPath(room), "ruth.bell");
    expect(own.status).toBe(200);
    expect(own.body).toContain("a milder sentence");
    const direct = `/history/interview/${room.recordId}/card-${demo.userId("ruth.bell")}/r1`;
    expect((await get(`${direct}?at=2`, "ruth.bell")).body).toContain(SECRET);

    const nowhere = await get("/history/interview/no-such-record/notes/r1", "dana.ortiz");
    expect(nowhere.status).toBe(404);
    for (const state of ["draft", "submitted", "revealed", "sealed", "missing"]) {
      demo.server.context.db
        .update(card)
        .set({ state })
        .where(eq(card.id, `crd_${room.recordId}_${demo.userId("ruth.bell")}`))
        .run();
      demo.server.context.db.update(card).set({ state }).where(eq(card.interviewId, room.recordId)).run();
      for (const slug of ["dana.ortiz", "marcus.hale", "amara.osei", "tom.brandt", "nina.patel"])
        for (const path of [`${direct}?at=2`, `${direct}/text?at=2`]) {
          const answer = await get(path, slug);
          expect(answer.status, `${slug} ${state} ${path}`).toBe(404);
          expect(answer.body).not.toContain(SECRET);
          expect(answer.body).not.toContain("a milder sentence");
        }
      const refused = await get(direct, "dana.ortiz");
      expect(plain(refused.body)).toBe(plain(nowhere.body));
    }
  });

  test("[HIST-5] notes: the panel and the coordinator; not an executive, an officer, or anybody signed out", async () => {
    const room = demo.notes();
    const path = historyPath(room);
    for (const [slug, status] of [
      ["dana.ortiz", 200],
      ["ruth.bell", 200],
      ["amara.osei", 200],
      ["tom.brandt", 404],
      ["nina.patel", 404],
    ] as const)
      expect((await get(path, slug)).status, slug).toBe(status);
    const signedOut = await get(path, null);
    expect([signedOut.status, signedOut.to]).toEqual([302, expect.stringContaining("/sign-in")]);
    // Presence has no history, and no revision but those there were.
    for (const other of [path.replace("/notes/", "/session/"), path.replace("/r1", "/r2"), path.replace("r1", "r0")])
      expect((await get(other, "dana.ortiz")).status, other).toBe(404);
  });
});

describe("what a history tells", () => {
  test("[HIST-1] words typed over sockets stand under the name of who typed them; names inside a document count for nothing", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    const ruth = demo.client(room, "ruth.bell");
    await Promise.all([dana.synced(), ruth.synced()]);
    write(dana.doc, "Dana wrote this line.");
    write(ruth.doc, "Ruth wrote this line.");
    await Promise.all([dana.saved(), ruth.saved()]);
    demo.leave();

    const { db } = demo.server.context;
    const stored = roomByName(db, roomName(room))?.id ?? 0;
    const forger = new Y.Doc();
    Y.applyUpdate(forger, Y.encodeStateAsUpdate(loadDocument(db, roomName(room))));
    const before = Y.encodeStateVector(forger);
    forger.transact(() => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("author", demo.userId("dana.ortiz"));
      const text = new Y.XmlText();
      text.insert(0, "Marcus wrote this line.", { author: "Forged Author", ychange: { user: "Forged Author" } });
      paragraph.insert(0, [text]);
      forger.getXmlFragment("notes").push([paragraph]);
    });
    const marcus = demo.userId("marcus.hale");
    const bytes = Y.encodeStateAsUpdate(forger, before);
    appendUpdate(db, stored, { userId: marcus, connection: "c", at: Date.now(), bytes });

    const { body } = await get(historyPath(room), "amara.osei");
    for (const [name, line] of [
      ["Lt. Dana Ortiz", "Dana wrote this line."],
      ["Principal Ruth Bell", "Ruth wrote this line."],
      ["Sgt. Marcus Hale", "Marcus wrote this line."],
    ] as const)
      expect(authorOf(body, line), line).toBe(name);
    expect(body).not.toContain("Forged Author");
  });

  test("[HIST-3] a moment's text is handed out for restoring only to those who may write now; restored, it is a new row", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    write(dana.doc, "first words");
    await dana.saved();
    const then = read(dana.doc);
    dana.doc.getXmlFragment("notes").delete(dana.doc.getXmlFragment("notes").length - 1, 1);
    await dana.saved();
    const { db } = demo.server.context;
    const rows = () =>
      db.$client
        .prepare("select user_id as userId, hex(hash) as hash from room_update where room_id = ? order by seq")
        .all(roomByName(db, roomName(room))?.id ?? 0) as { userId: string; hash: string }[];
    const before = rows();

    const path = `${historyPath(room)}/text?at=${before.length - 1}`;
    expect((await get(path, "amara.osei")).status).toBe(404);
    expect((await get(`${historyPath(room)}/text?at=999`, "ruth.bell")).status).toBe(404);
    const answer = await get(path, "ruth.bell");
    expect(answer.status).toBe(200);
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    restore(ruth.doc, JSON.parse(answer.body) as Target);
    await ruth.saved();
    await until(() => read(dana.doc) === then, "the restored text at the other person's desk");
    expect(rows().slice(0, before.length)).toEqual(before);
    expect(rows().at(-1)?.userId).toBe(demo.userId("ruth.bell"));

    demo.setState(room, "scoring");
    demo.rooms.recordChanged(PROGRAM, "interview", room.recordId);
    expect((await get(path, "ruth.bell")).status).toBe(404);
  });

  test("[HIST-3] a restore never offers fields that belong to somebody else", async () => {
    const notes = demo.notes();
    for (const slug of ["dana.ortiz", "ruth.bell"]) demo.card(notes, slug, "revealed");
    demo.setState(notes, "consensus");
    const room: Room = { ...notes, part: "joint" };
    demo.rooms.create(room);
    const ruth = demo.client(room, "ruth.bell");
    await ruth.synced();
    const mine = [...ruth.doc.getMap("texts").keys()].find(
      (k) => k.startsWith("dissent.") && k.endsWith(demo.userId("ruth.bell")),
    );
    const reason = [...ruth.doc.getMap("texts").keys()].find((k) => k.startsWith("reason.")) ?? "";
    editText(ruth.doc, mine ?? "", "I see it differently.");
    editText(ruth.doc, reason, "Both agree.");
    await ruth.saved();
    const keys = async (slug: string) => {
      const target = JSON.parse((await get(`${historyPath(room)}/text?at=1`, slug)).body) as Target;
      return target.kind === "form" ? target.texts.map(({ key }) => key).sort() : [];
    };
    expect(await keys("ruth.bell")).toEqual([mine, reason].sort());
    expect(await keys("dana.ortiz")).toEqual([reason]);
  });
});

/** The name that stands beside a line on the page. */
function authorOf(body: string, line: string): string | null {
  const before = body.slice(0, body.indexOf(line));
  return [...before.matchAll(/title="([^",]*), [^"]*"/g)].at(-1)?.[1] ?? null;
}
