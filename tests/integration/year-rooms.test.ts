import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { evaluationById, evaluationRoom } from "../../db/evaluations.ts";
import { viewerOf } from "../../db/programs.ts";
import { loadDocument, roomByName } from "../../db/rooms.ts";
import { caseLead, checkpoint, checkpointInput, evaluation, membership } from "../../db/schema.ts";
import { setCaseLead } from "../../server/commands/assignments.ts";
import { backing } from "../../server/room/backing.ts";
import { editText, texts } from "../../shared/documents/form.ts";
import type { Grants } from "../../shared/lifecycles/shape.ts";
import { LIFECYCLES, type RoomMode } from "../../shared/machine.ts";
import { partOf, type Room, roomName } from "../../shared/rooms.ts";
import { campaign } from "../support/campaign.ts";
import { until } from "../support/collab.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import { changeTo, type RawLine, rawLine, turn } from "../support/raw-line.ts";
import { addOthers, everyRoom, NOT_OF_CASE, OF_CASE, openCase, type YearRoom } from "../support/year.ts";

let demo: DemoRooms;
let rooms: YearRoom[];
beforeAll(async () => {
  demo = await startDemoRooms({ env: { ACCORD_ROOM_LIMITS: "off" } });
  addOthers(demo);
  rooms = everyRoom(demo);
});
afterAll(() => demo.close());

type Person = keyof typeof OF_CASE | keyof typeof NOT_OF_CASE;
const PEOPLE = { ...OF_CASE, ...NOT_OF_CASE } as Record<Person, string>;
const everybody = Object.keys(PEOPLE) as Person[];
const HAT: Partial<Record<Person, keyof Grants>> = {
  supervisor: "supervisor",
  administrator: "administrator",
  coordinator: "coordinator",
  officer: "owner",
  chief: "executive",
  superintendent: "executive",
  custodian: "custodian",
};

/** What the table says, read from it here and not by the function that the server uses. */
function table({ room, lifecycle, state, submitted }: YearRoom, person: Person): RoomMode | null {
  const hat = HAT[person];
  if (!hat) return null;
  const states = LIFECYCLES[lifecycle].states as Record<string, { parts: Record<string, Grants> }>;
  const grants = states[state]?.parts[partOf(room)] ?? {};
  const author: Record<string, Person> = { draft: "supervisor", feedback: "administrator" };
  const mine = room.part === "input" ? room.userId === demo.userId(PEOPLE[person]) : author[room.part] === person;
  // What is written alone is nobody else's room, also later.
  const alone: Partial<Record<string, Person>> = { self: "officer", response: "officer", draft: "supervisor" };
  if (room.part in alone && alone[room.part] !== person) return null;
  if (room.part === "input" && !mine) return null;
  const letters = `${grants[hat] ?? ""}${mine ? (grants[submitted ? "submitter" : "author"] ?? "") : ""}`;
  if (letters.includes("W")) return "write";
  if (letters.includes("K") && lifecycle === "evaluation" && room.part === "text") return "suggest";
  return letters.includes("R") ? "read" : null;
}

const db = () => demo.server.context.db;
const rowsOf = (room: Room, slug?: string) => {
  const id = roomByName(db(), roomName(room))?.id ?? -1;
  const where = slug === undefined ? "" : " and user_id = ?";
  const count = db().$client.prepare(`select count(*) from room_update where room_id = ?${where}`).pluck();
  return count.get(...[id, ...(slug === undefined ? [] : [demo.userId(slug)])]) as number;
};

/** A legal change of whatever the room holds. */
function typeInto(doc: Y.Doc, room: Room, words: string): void {
  const shape = backing(db(), room)?.shape;
  if (shape?.kind === "form") {
    const key = Object.keys(shape.texts)[words.length % Object.keys(shape.texts).length] as string;
    editText(doc, key, words);
  } else if (shape?.kind === "rich") {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    doc.getXmlFragment(shape.fragment).push([paragraph]);
  }
}

/** A change as its author would make it who had the text: sent by somebody who may not even have been shown it. */
function forced(line: RawLine, room: Room, words: string): void {
  line.update(changeTo(loadDocument(db(), roomName(room)), (copy) => typeInto(copy, room, words)));
}

describe("the rooms of an officer's year", () => {
  test("[CASE-3] every socket opens, reads and writes exactly as the table says: person × room × state", async () => {
    const sessions = Object.fromEntries(everybody.map((one) => [one, demo.sessionOf(PEOPLE[one]).sessionId]));
    const seen = { write: 0, suggest: 0, read: 0, none: 0 };
    for (const at of rooms)
      for (const person of everybody) {
        const expected = table(at, person);
        const who = `${person}: ${at.lifecycle} ${partOf(at.room)}, ${at.state}${at.submitted ? ", handed in" : ""}`;
        const line = rawLine(demo, at.room, PEOPLE[person], { sessionId: sessions[person] });
        seen[expected ?? "none"]++;
        if (expected === null) {
          expect(line.code(), who).toBe(4403);
          expect(line.doc.store.clients.size, `${who}: nothing of it was sent`).toBe(0);
          continue;
        }
        expect(line.code(), who).toBe(0);
        expect(line.doc.store.clients.size, `${who}: the text was sent`).toBeGreaterThan(0);
        const before = rowsOf(at.room);
        typeInto(line.doc, at.room, `${person} was here`);
        await turn();
        expect(rowsOf(at.room) - before, who).toBe(expected === "write" ? 1 : 0);
        expect(line.code(), who).toBe({ write: 0, suggest: 4422, read: 4403 }[expected]);
        line.leave();
        await turn();
      }
    expect(seen.write).toBeGreaterThan(20);
    expect(seen.suggest).toBe(1);
    expect(seen.read).toBeGreaterThan(200);
    expect(seen.none).toBeGreaterThan(500);
  }, 120_000);

  test("[PEN-1] random attempts by each person to write into any room of any state: allowed exactly as the table says", async () => {
    const c = campaign("pens", { short: 150, long: 1_000 });
    console.log(`pens: ${c.size} attempts for each of ${everybody.length} people, seed ${c.seed}`);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(c.random() * from.length)] as T;
    let allowed = 0;
    let refused = 0;
    for (const person of everybody) {
      const { sessionId } = demo.sessionOf(PEOPLE[person]);
      const own = rooms.filter((one) => table(one, person) === "write");
      for (let i = 0; i < c.size; i++) {
        // Few rooms are anybody's to write: half of the time one of those is tried.
        const at = own.length > 0 && c.random() < 0.5 ? pick(own) : pick(rooms);
        const how = c.random();
        // An old revision, or a place that does not exist: never, whoever it is.
        const room = how < 0.1 ? { ...at.room, revision: 2 } : at.room;
        const smuggled = how >= 0.1 && how < 0.2;
        const may = table(at, person) === "write" && room === at.room && !smuggled;
        const before = rowsOf(at.room, PEOPLE[person]);
        const all = rowsOf(at.room);
        const line = rawLine(demo, room, PEOPLE[person], { deaf: true, sessionId });
        if (smuggled)
          line.update(
            changeTo(loadDocument(db(), roomName(at.room)), (copy) => {
              if (how < 0.15) texts(copy).set(`rating.${i}`, new Y.Text("smuggled"));
              else copy.getMap("elsewhere").set("key", "smuggled");
            }),
          );
        else forced(line, at.room, `${person} ${i}`.padEnd(20 + (i % 40), "·"));
        await turn();
        const who = `seed ${c.seed}, #${i}: ${person}, ${at.lifecycle} ${partOf(at.room)} r${room.revision}, ${at.state}`;
        expect(rowsOf(at.room, PEOPLE[person]) - before, who).toBe(may ? 1 : 0);
        if (may) allowed++;
        else {
          refused++;
          expect(rowsOf(at.room), who).toBe(all);
          expect(line.code(), who).not.toBe(0);
        }
        line.leave();
        await turn();
      }
    }
    console.log(`pens: ${allowed} allowed, ${refused} refused, all as the table says`);
    expect(allowed).toBeGreaterThan(c.size);
    expect(allowed + refused).toBe(c.size * everybody.length);
    c.record(
      { allowed, refused, people: everybody.length, rooms: rooms.length },
      "Rooms of states the lifecycles do not have.",
    );
  }, 600_000);
});

/** A room of a record that nothing else in this file touches. */
function fresh(lifecycle: YearRoom["lifecycle"], state: string, part: string): Room {
  const at = rooms.find((one) => one.lifecycle === lifecycle && one.state === state && partOf(one.room) === part);
  if (!at) throw new Error("no such room");
  return at.room;
}

describe("rights that end in an officer's case", () => {
  test("[CASE-1] a lead who is replaced is put out in the same tick, and the next one comes in", async () => {
    const room = fresh("checkpoint", "joint", "ratings");
    const assignmentId = db()
      .$client.prepare(
        "select p.assignment_id from checkpoint c join probation p on p.id = c.probation_id where c.id = ?",
      )
      .pluck()
      .get(room.recordId) as string;
    const dana = demo.client(room, PEOPLE.supervisor);
    const ruth = demo.client(room, PEOPLE.administrator);
    await Promise.all([dana.synced(), ruth.synced()]);
    const lead = db()
      .select()
      .from(caseLead)
      .where(eq(caseLead.assignmentId, assignmentId))
      .all()
      .find(({ role }) => role === "supervisor");
    if (!lead) throw new Error("the case has a supervisor");
    db().update(caseLead).set({ toAt: 2, reason: "Moved to patrol" }).where(eq(caseLead.id, lead.id)).run();
    const next = { ...lead, id: "next", userId: demo.userId(PEOPLE.otherSupervisor), fromAt: 2 };
    db().insert(caseLead).values(next).run();
    // No announcement: the commit itself counts the program's number up.
    editText(dana.doc, "evidence.d90-triad", "after I was replaced");
    expect(await dana.closed()).toBe(4403);
    demo.rooms.recordChanged(room.programId, room.kind, room.recordId);
    await until(() => ruth.changes() > 0, "the word that it changed");
    const alex = demo.client(room, PEOPLE.otherSupervisor);
    await alex.synced();
    editText(alex.doc, "evidence.d90-triad", "by the next one");
    await alex.saved();
    expect(JSON.stringify(loadDocument(db(), roomName(room)).getMap("texts"))).not.toContain("replaced");
    db().update(caseLead).set({ toAt: 3 }).where(eq(caseLead.id, "next")).run();
    db()
      .insert(caseLead)
      .values({ ...lead, id: "back", fromAt: 3 })
      .run();
  });

  test("[CASE-4] an input is nobody else's while it is written, and its author's only to read once it was handed in", async () => {
    const room = fresh("checkpoint", "input", "input") as Room & { userId: string };
    const mine = rooms.find(
      (one) =>
        one.room.recordId === room.recordId &&
        one.room.part === "input" &&
        one.room.userId === demo.userId(PEOPLE.administrator),
    )?.room;
    if (!mine) throw new Error("no input of the administrator");
    const ruth = demo.client(mine, PEOPLE.administrator);
    await ruth.synced();
    editText(ruth.doc, "words", "Only for me so far");
    await ruth.saved();
    const dana = demo.client(mine, PEOPLE.supervisor);
    expect(await dana.closed()).toBe(4403);
    expect(dana.doc.store.clients.size).toBe(0);
    db().update(checkpointInput).set({ submittedAt: 5 }).where(eq(checkpointInput.checkpointId, room.recordId)).run();
    editText(ruth.doc, "words", "One more word after all");
    expect([4205, 4403, 4409]).toContain(await ruth.closed());
    expect(loadDocument(db(), roomName(mine)).getMap("texts").toJSON().words).toBe("Only for me so far");
    const again = demo.client(mine, PEOPLE.administrator);
    await again.synced();
    db().update(checkpoint).set({ state: "joint" }).where(eq(checkpoint.id, room.recordId)).run();
    demo.rooms.recordChanged(room.programId, room.kind, room.recordId);
    const other = demo.client(mine, PEOPLE.supervisor);
    expect(await other.closed()).toBe(4403);
    expect(other.doc.store.clients.size).toBe(0);
  });

  test("[PROB-14] what a lead had not handed in of an evaluation is nobody's once another took over, before the exchange and after", async () => {
    for (const [role, part, next] of [
      ["supervisor", "draft", NOT_OF_CASE.otherSupervisor],
      ["administrator", "feedback", NOT_OF_CASE.otherAdministrator],
    ] as const) {
      const room = fresh("evaluation", "parallel", part);
      const before = rawLine(demo, room, PEOPLE[role]);
      typeInto(before.doc, room, "a thought of my own");
      await turn();
      expect([before.acked(), before.code()]).toEqual([before.sent(), 0]);
      const { assignmentId } = evaluationById(db(), room.programId, room.recordId)?.row ?? { assignmentId: "" };
      const change = { assignmentId, role, userId: demo.userId(next), reason: "Moved" } as const;
      const viewer = viewerOf(db(), room.programId, demo.userId(PEOPLE.coordinator));
      if (!viewer) throw new Error("no coordinator");
      expect(setCaseLead({ ...demo.server.context, viewer }, change).ok).toBe(true);
      expect([4403, 4409]).toContain(before.code());
      const now = evaluationById(db(), room.programId, room.recordId);
      const mine = now && evaluationRoom(now.row, part);
      if (!mine) throw new Error("no room");
      expect(mine.revision).toBe(2);
      const line = rawLine(demo, mine, next);
      typeInto(line.doc, mine, "a thought of the next one");
      await turn();
      expect([line.acked(), line.code()]).toEqual([line.sent(), 0]);
      for (const state of ["parallel", "together", "frozen", "sealed"]) {
        db().update(evaluation).set({ state }).where(eq(evaluation.id, room.recordId)).run();
        for (const person of everybody)
          expect(rawLine(demo, room, PEOPLE[person]).code(), `${state} ${person}`).toBe(4403);
        expect(rawLine(demo, room, next).code()).toBe(4403);
      }
      db().update(evaluation).set({ state: "parallel" }).where(eq(evaluation.id, room.recordId)).run();
      const back = { ...change, userId: demo.userId(PEOPLE[role]), reason: "Came back" };
      expect(setCaseLead({ ...demo.server.context, viewer }, back).ok).toBe(true);
      expect(rawLine(demo, mine, PEOPLE[role]).code()).toBe(4403);
    }
  });

  test("[CASE-2] an officer who comes to lead the case that is about them stays its officer", async () => {
    const assignmentId = openCase(demo, PEOPLE.otherOfficer);
    const lead = db().select().from(caseLead).where(eq(caseLead.assignmentId, assignmentId)).all()[0];
    if (!lead) throw new Error("no lead");
    db()
      .update(membership)
      .set({ role: "supervisor" })
      .where(eq(membership.userId, demo.userId(PEOPLE.otherOfficer)))
      .run();
    db().update(caseLead).set({ toAt: 2 }).where(eq(caseLead.assignmentId, assignmentId)).run();
    db()
      .insert(caseLead)
      .values({
        ...lead,
        id: "self",
        role: "supervisor",
        userId: demo.userId(PEOPLE.otherOfficer),
        fromAt: 3,
        toAt: null,
      })
      .run();
    const recordId = "of-self";
    const any = db().select().from(checkpoint).all()[0];
    if (!any) throw new Error("no checkpoint");
    db().$client.prepare("update probation set assignment_id = ? where id = ?").run(assignmentId, any.probationId);
    db()
      .insert(checkpoint)
      .values({ ...any, id: recordId, n: 99, state: "joint", revision: 1 })
      .run();
    const room: Room = { programId: any.programId, kind: "checkpoint", recordId, part: "ratings", revision: 1 };
    demo.rooms.create(room);
    const nina = demo.client(room, PEOPLE.otherOfficer);
    expect(await nina.closed()).toBe(4403);
  });
});
