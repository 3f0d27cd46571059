import { eq } from "drizzle-orm";
import * as Y from "yjs";
import { agreementRoom, processesOf } from "../../db/processes.ts";
import { firstBrokenUpdate, loadDocument, roomByName } from "../../db/rooms.ts";
import { roomUpdate } from "../../db/schema.ts";
import { editText, readValue, setValue, texts } from "../../shared/documents/form.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { type DemoRooms, PROGRAM } from "./demo-rooms.ts";
import { type RawLine, rawLine, turn } from "./raw-line.ts";

/** A person who types on, whatever others do. */
export interface Victim {
  slug: string;
  line: RawLine;
  /** One edit. Counted in `line.sent()`. */
  type(random: () => number): void;
}

/** A room with people at work in it. */
export interface Field {
  name: "notes" | "card" | "joint" | "agreement";
  room: Room;
  victims: Victim[];
  /** Rows of the room's log. */
  rows(): number;
  /** Rows that carry this person's name. */
  rowsOf(slug: string): number;
  stored(): Y.Doc;
}

/** A live interview with its notes and one private card. */
export function notesAndCard(demo: DemoRooms): { notes: Room; card: Room } {
  const notes = demo.notes();
  return { notes, card: demo.card(notes, "ruth.bell", "draft") };
}

/** The joint scorecard of another interview, whose cards are open. */
export function jointRoom(demo: DemoRooms): Room {
  const of = demo.notes();
  for (const slug of ["dana.ortiz", "ruth.bell", "marcus.hale"]) demo.card(of, slug, "revealed");
  demo.setState(of, "consensus");
  const room = { ...of, part: "joint" as const };
  demo.rooms.create(room);
  return room;
}

/** An agreement that both leads are writing. */
export function draftAgreement(demo: DemoRooms): Room {
  const draft = processesOf(demo.server.context.db, PROGRAM).find(({ state }) => state === "draft");
  if (!draft) throw new Error("the demo has no agreement being written");
  return agreementRoom(draft);
}

/** People at work in a room. @param sessions whoever has one here comes with it, into several rooms alike */
export function field(
  demo: DemoRooms,
  name: Field["name"],
  room: Room,
  slugs: readonly string[],
  sessions: Readonly<Record<string, string>> = {},
): Field {
  const { db } = demo.server.context;
  const id = roomByName(db, roomName(room))?.id ?? -1;
  const count = db.$client.prepare<[number], number>("select count(*) from room_update where room_id = ?").pluck();
  return {
    name,
    room,
    victims: slugs.map((slug) => victim(demo, name, room, slug, sessions[slug])),
    rows: () => count.get(id) ?? 0,
    rowsOf: (slug) =>
      db
        .select()
        .from(roomUpdate)
        .where(eq(roomUpdate.roomId, id))
        .all()
        .filter(({ userId }) => userId === demo.userId(slug)).length,
    stored: () => loadDocument(db, roomName(room)),
  };
}

function victim(demo: DemoRooms, name: Field["name"], room: Room, slug: string, sessionId?: string): Victim {
  const line = rawLine(demo, room, slug, { sessionId });
  let count = 0;
  const onNotes = (random: () => number) => {
    const root = line.doc.getXmlFragment("notes");
    // A heading may name anything: it says what was agreed.
    const lines = (root.toArray() as Y.XmlElement[]).filter((each) => each.nodeName === "paragraph");
    const mine = lines.find((each) => String(each).includes(`${slug} `));
    if (!mine) {
      const made = new Y.XmlElement("paragraph");
      made.insert(0, [new Y.XmlText(`${slug} writes: `)]);
      return root.push([made]);
    }
    const words = mine.get(0) as Y.XmlText;
    if (words.length > 300) return words.delete(slug.length + 9, 200);
    words.insert(slug.length + 9 + Math.floor(random() * (words.length - slug.length - 8)), `${count % 10}`);
  };
  const onForm = (random: () => number) => {
    const keys = [...texts(line.doc).keys()].filter((key) => !/^(move|dissent)\./.test(key));
    const key = keys[Math.floor(random() * keys.length)] as string;
    if (random() < 0.7) return editText(line.doc, key, `${slug} ${count}`);
    const rating = key.replace("evidence.", "rating.").replace("reason.", "agreed.");
    if (name === "agreement")
      return setValue(line.doc, "minimumYears", (Number(readValue(line.doc, "minimumYears")) + 1) % 20);
    setValue(line.doc, rating, ((Number(readValue(line.doc, rating)) || 0) % 5) + 1);
  };
  return {
    slug,
    line,
    type(random) {
      count++;
      line.doc.transact(() => (name === "notes" ? onNotes(random) : onForm(random)));
    },
  };
}

/** Somebody types, and the turn ends. @returns how many changes that were */
export async function typing({ victims }: Field, random: () => number): Promise<number> {
  const before = victims.reduce((sum, { line }) => sum + line.sent(), 0);
  for (const each of victims) if (random() < 0.4) each.type(random);
  const edits = victims.reduce((sum, { line }) => sum + line.sent(), 0) - before;
  await turn();
  return edits;
}

/** What a room's document says, as one text: equal for equal contents. */
export function contentOf({ part }: Room, doc: Y.Doc): string {
  return JSON.stringify(
    part === "notes"
      ? doc.getXmlFragment("notes").toString()
      : [doc.getMap("values").toJSON(), doc.getMap("texts").toJSON()].map((map) => Object.entries(map).sort()),
  );
}

/** What is wrong in a room after all: nothing, if nobody lost anything and the log is whole. */
export function losses(demo: DemoRooms, { room, victims, stored }: Field): string[] {
  const { db } = demo.server.context;
  const content = (doc: Y.Doc) => contentOf(room, doc);
  const wrong: string[] = [];
  const kept = content(stored());
  if (content(demo.rooms.read(room)) !== kept) wrong.push("the live room is not its log");
  if (firstBrokenUpdate(db, roomByName(db, roomName(room))?.id ?? -1) !== null) wrong.push("the log is broken");
  for (const { slug, line } of victims) {
    if (line.code() !== 0) wrong.push(`${slug} was closed with ${line.code()}`);
    if (line.acked() !== line.sent()) wrong.push(`${slug}: ${line.sent() - line.acked()} edits unsaved`);
    if (content(line.doc) !== kept) wrong.push(`${slug} sees something else`);
  }
  return wrong;
}
