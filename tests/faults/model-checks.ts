/** The comparison of model and product. Each check names what it found; `world.fail` ends the run with it. */
import { eq } from "drizzle-orm";
import * as Y from "yjs";
import { firstBrokenUpdate, roomByName } from "../../db/rooms.ts";
import { card, sealedRecord } from "../../db/schema.ts";
import { roomName } from "../../shared/rooms.ts";
import { plainText, readingOf, textsOf, tokensIn } from "./model-browser.ts";
import { lastWrites, mayRead, type Place, placeKey, setAt } from "./model-plain.ts";
import { final, stageOf, type World } from "./model-world.ts";

const LEGAL = [1, 2, 3, 4, 5, "not-observed", "not-measured", null];

/** Every room against the log and the model. Holds at any moment, whatever is on its way. */
export function checkRooms(world: World): void {
  for (const at of world.places.values()) {
    const stored = roomByName(world.outside, roomName(world.roomOf(at)));
    if (!stored) continue;
    const where = placeKey(at);
    const live = world.step(() => world.rooms().read(world.roomOf(at)));
    const { doc } = world.replayed(at);
    textsOf(live, at);
    const says = readingOf(doc, at);
    if (readingOf(live, at) !== says) world.fail(`${where}: the live document is not what the log says`);
    const broken = firstBrokenUpdate(world.outside, stored.id);
    if (broken !== null) world.fail(`${where}: the chain breaks at row ${broken}`);
    checkTokens(world, at, doc);
    checkKept(world, at, live);
    checkValues(world, at, doc);
    const closed = world.plain.closed.get(where);
    if (closed !== undefined && closed !== final(world, at)) world.fail(`${where}: changed after it was closed`);
    if (closed !== undefined && stored.frozenSeq === null) world.fail(`${where}: is closed, and its log is open`);
  }
  checkSealed(world);
}

function checkTokens({ plain, fail }: World, at: Place, doc: Y.Doc): void {
  const key = placeKey(at);
  const there = [...textsOf(doc, at).values()].flatMap((text) => tokensIn(plainText(text)));
  const inherited = inheritedBy(plain.stored, at);
  const once = new Set(there);
  if (once.size !== there.length) fail(`${key}: a token stands there twice`);
  for (const token of setAt(plain.safe, key))
    if (!once.has(token) && !setAt(plain.touched, key).has(token))
      fail(`${key}: ${token} was acknowledged and is lost`);
  for (const token of setAt(plain.removed, key))
    if (once.has(token)) fail(`${key}: ${token} was taken out and is back`);
  for (const token of once)
    if (!setAt(plain.stored, key).has(token) && !inherited.has(token))
      fail(`${key}: ${token} stands in no row of the log`);
}

/** Words that were taken out stay in the room's document: they belong to what happened. */
function checkKept({ plain, fail }: World, at: Place, live: Y.Doc): void {
  const key = placeKey(at);
  const kept = new Set<string>();
  for (const structs of live.store.clients.values())
    for (const { content } of structs as Y.Item[])
      if (content instanceof Y.ContentString) for (const token of tokensIn(content.str)) kept.add(token);
  for (const token of setAt(plain.stored, key))
    if (!kept.has(token)) fail(`${key}: ${token} was written, and the room's document has forgotten it`);
}

/** A reopened scorecard begins with the words of the one before. */
function inheritedBy(stored: Map<string, Set<string>>, at: Place): Set<string> {
  const all = new Set<string>();
  if (at.part !== "joint") return all;
  for (let revision = 1; revision < at.revision; revision++)
    for (const token of setAt(stored, placeKey({ part: "joint", revision }))) all.add(token);
  return all;
}

function checkValues({ plain, fail }: World, at: Place, doc: Y.Doc): void {
  if (at.part === "notes") return;
  const key = placeKey(at);
  const written = plain.written.get(key) ?? [];
  const values = doc.getMap("values");
  const has = (w: { client: number; clock: number }) => Y.getState(doc.store, w.client) > w.clock;
  for (const name of new Set([...values.keys(), ...written.map((w) => w.key)])) {
    const value = values.get(name) ?? null;
    if (!LEGAL.includes(value as never)) fail(`${key}: ${name} is ${JSON.stringify(value)}`);
    const last = lastWrites(written, name, has).map((w) => w.value ?? null);
    if (last.length > 0 && !last.includes(value)) fail(`${key}: ${name} is ${value}, the last writes were ${last}`);
    if (last.length === 0 && value !== null && !(at.part === "joint" && at.revision > 1))
      fail(`${key}: ${name} is ${value}, and nobody wrote it`);
  }
}

/** What was submitted or signed holds the words that were acknowledged, and stays as it was. */
function checkSealed({ plain, outside, interviewId, fail }: World): void {
  for (const row of outside.select().from(card).where(eq(card.interviewId, interviewId)).all()) {
    const key = placeKey({ part: "card", owner: row.userId });
    if (row.content === null) continue;
    for (const token of setAt(plain.safe, key))
      if (!row.content.includes(token) && !setAt(plain.touched, key).has(token))
        fail(`${key}: submitted without ${token}`);
  }
  const row = stageOf(outside, interviewId);
  const result = row?.result ?? null;
  const sealed = outside.select().from(sealedRecord).where(eq(sealedRecord.subjectId, interviewId)).get();
  if (Boolean(sealed) !== (plain.stage === "sealed")) fail("the record is sealed for one side only");
  if (sealed && (sealed.content !== result || sealed.hash !== row?.resultHash))
    fail("the sealed record is another text");
  if (result === null) return;
  const key = placeKey({ part: "joint", revision: plain.revision });
  for (const token of setAt(plain.safe, key))
    if (!result.includes(token) && !setAt(plain.touched, key).has(token)) fail(`${key}: fixed without ${token}`);
}

/** When nothing is on its way, everybody who is connected reads the same, and nothing waits. */
export function checkReaders(world: World): void {
  for (const browser of world.browsers) {
    const { userId, at, doc, wire } = browser;
    if (browser.stubborn || !browser.open || !wire?.there || world.net.dead().includes(wire)) continue;
    const who = `${userId} in ${placeKey(at)}`;
    if (!browser.synced) world.fail(`${who}: connected, and the text never came`);
    if (browser.waiting.size > 0) world.fail(`${who}: ${browser.waiting.size} edits are never acknowledged`);
    if (!mayRead(world.plain, userId, at) && !world.plain.unheard.has(userId))
      world.fail(`${who}: still connected without the right`);
    const live = world.step(() => world.rooms().read(world.roomOf(at)));
    textsOf(live, at);
    if (readingOf(doc, at) !== readingOf(live, at)) world.fail(`${who}: reads another text than the server's`);
    const [mine, theirs] = [doc, live].map((d) => JSON.stringify([...vector(d)].sort((a, b) => a[0] - b[0])));
    if (mine !== theirs) world.fail(`${who}: has another state than the server`);
  }
}

const vector = (doc: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(doc));
