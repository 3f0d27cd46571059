import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { membership } from "../../db/schema.ts";
import { CLOSE } from "../../shared/wire.ts";
import { read, until, write } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterEach(() => demo.leave());
afterAll(() => demo.close());

describe("access that changes", () => {
  test("[ROOM-30] losing the right to write closes the socket in the same tick; it may come back to read", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz", { reconnect: true });
    const amara = demo.client(room, "amara.osei");
    await Promise.all([dana.saved(), amara.synced()]);
    demo.setState(room, "scoring");
    demo.rooms.recordChanged(room.programId, room.kind, room.recordId);
    // The command is over; what is still in flight from before must not count.
    write(dana.doc, "in the same moment");
    expect(await dana.closed()).toBe(CLOSE.accessChanged.code);
    await until(() => amara.changes() === 1, "the signal to load again");
    expect(read(demo.rooms.read(room))).not.toContain("in the same moment");
  });

  test("[ROOM-31] a person who leaves the program is put out of every room", async () => {
    const room = demo.notes();
    const elena = demo.client(room, "elena.ruiz");
    const dana = demo.client(room, "dana.ortiz");
    await dana.synced();
    await until(() => elena.provider.synced || elena.closes.length > 0, "an answer");
    expect(elena.closes).toEqual([]);
    const { db } = demo.server.context;
    db.update(membership)
      .set({ endedAt: Date.now() })
      .where(and(eq(membership.userId, demo.userId("elena.ruiz")), eq(membership.programId, room.programId)))
      .run();
    demo.rooms.personChanged(demo.userId("elena.ruiz"));
    expect(await elena.closed()).toBe(4403);
    write(dana.doc, "after she left");
    await dana.saved();
    expect(read(elena.doc)).not.toContain("after she left");
  });

  test("[ROOM-32] everybody in the record's rooms hears that it changed", async () => {
    const room = demo.notes();
    const session = { ...room, part: "session" as const };
    demo.rooms.create(session);
    const dana = demo.client(session, "dana.ortiz");
    const ruth = demo.client(room, "ruth.bell");
    const elsewhere = demo.client(demo.notes(), "ruth.bell");
    await Promise.all([dana.synced(), ruth.synced(), elsewhere.synced()]);
    demo.rooms.recordChanged(room.programId, room.kind, room.recordId);
    await until(() => dana.changes() === 1 && ruth.changes() === 1, "the signal");
    expect(elsewhere.changes()).toBe(0);
  });
});

describe("presence", () => {
  test("[ROOM-40] the server says who somebody is; a forged name is never delivered", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    const ruth = demo.client(room, "ruth.bell");
    await Promise.all([dana.synced(), ruth.synced()]);
    ruth.provider.awareness.setLocalState({
      user: { userId: "chief", name: "Chief Forged", role: "executive", party: "agency" },
      name: "Forged",
      field: "notes",
      cursor: { anchor: { note: "smuggled" }, head: {} },
    });
    const ruthAt = () =>
      dana.provider.awareness.getStates().get(ruth.doc.clientID) as Record<string, unknown> | undefined;
    await until(() => ruthAt()?.field === "notes", "Ruth's place");
    expect(ruthAt()).toEqual({
      user: expect.objectContaining({
        userId: demo.userId("ruth.bell"),
        name: "Principal Ruth Bell",
        party: "district",
      }),
      cursor: { anchor: {}, head: {} },
      field: "notes",
    });
    expect(JSON.stringify(ruthAt())).not.toMatch(/forged|smuggled/i);
  });

  test("[ROOM-40] nobody speaks for another person's client, and who leaves is gone", async () => {
    const room = demo.notes();
    const dana = demo.client(room, "dana.ortiz");
    const ruth = demo.client(room, "ruth.bell");
    const marcus = demo.client(room, "marcus.hale");
    await Promise.all([dana.synced(), ruth.synced(), marcus.synced()]);
    for (const { provider } of [dana, ruth, marcus]) provider.awareness.setLocalState({ field: "notes" });
    const at = (id: number) => dana.provider.awareness.getStates().get(id) as { field?: string } | undefined;
    await until(() => at(ruth.doc.clientID) !== undefined && at(marcus.doc.clientID) !== undefined, "both");
    // Marcus's client says something about Ruth's, with a newer clock.
    const meta = marcus.provider.awareness.meta.get(ruth.doc.clientID);
    if (meta) meta.clock += 50;
    marcus.provider.awareness.states.set(ruth.doc.clientID, { field: "forged" });
    marcus.provider.awareness.emit("update", [{ added: [], updated: [ruth.doc.clientID], removed: [] }, "local"]);
    marcus.provider.awareness.setLocalState({ field: "after" });
    await until(() => at(marcus.doc.clientID)?.field === "after", "Marcus's next place");
    expect(at(ruth.doc.clientID)?.field).toBe("notes");
    ruth.destroy();
    await until(() => at(ruth.doc.clientID) === undefined, "Ruth's leaving");
  });

  test("[ROOM-41] a private card tells nobody else that its owner is typing; the session room says only who is here", async () => {
    const notes = demo.notes();
    const card = demo.card(notes, "ruth.bell", "revealed");
    const ruth = demo.client(card, "ruth.bell");
    const dana = demo.client(card, "dana.ortiz");
    await Promise.all([ruth.synced(), dana.synced()]);
    ruth.provider.awareness.setLocalState({ field: "rating.youth-engagement" });
    const session = { ...notes, part: "session" as const };
    demo.rooms.create(session);
    const ruthHere = demo.client(session, "ruth.bell");
    const danaHere = demo.client(session, "dana.ortiz");
    await Promise.all([ruthHere.synced(), danaHere.synced()]);
    ruthHere.provider.awareness.setLocalState({ field: "rating.youth-engagement" });
    const seen = () => danaHere.provider.awareness.getStates().get(ruthHere.doc.clientID);
    await until(() => seen() !== undefined, "Ruth in the session room");
    expect(Object.keys(seen() ?? {})).toEqual(["user"]);
    expect([...dana.provider.awareness.getStates().keys()]).toEqual([dana.doc.clientID]);
  });
});
