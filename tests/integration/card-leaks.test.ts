import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type WebSocket from "ws";
import type * as Y from "yjs";
import { mailsOf } from "../../db/mail.ts";
import { insertMembership } from "../../db/people.ts";
import { auditEvent, candidate, card, file, interview, sealedRecord, user } from "../../db/schema.ts";
import { submitCard } from "../../server/commands/cards.ts";
import { reveal } from "../../server/commands/interviews.ts";
import { joinByCode, makeJoinCode } from "../../server/commands/joining.ts";
import { admitObserver } from "../../server/commands/observers.ts";
import { evidenceKey, type RATINGS, ratingKey } from "../../shared/documents/card.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { type Room, roomName } from "../../shared/rooms.ts";
import { type Client, until, write } from "../support/collab.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { everyAddress } from "../support/every-address.ts";
import { actor } from "../support/letters.ts";

/*
 * One person writes a card. Everybody else asks every address there is, before and after, and holds every room of the
 * interview open. No answer may differ by one byte: not by the words, nor by a mean, a rank, a count or an order that
 * would tell a rating. The clock stands still, so that nothing differs by the time of its request.
 */
const ROUND = "elementary";
const LIVE = "maya-sandoval-interview";
const SCORING = "aaron-whitcomb-interview";
const WRITER = "elena.ruiz";
const CUSTODIAN = "robin.hart";
const OTHERS = [
  "dana.ortiz",
  "ruth.bell",
  "marcus.hale",
  "ji-woo.kim",
  "amara.osei",
  "tom.brandt",
  "nina.patel",
  CUSTODIAN,
  null,
];
/** Of them, who reads the cards once they are open: the panel without Ji-woo Kim, who stepped back, and the coordinator. */
const READERS = ["dana.ortiz", "ruth.bell", "marcus.hale", "amara.osei"];
/** A device that came in by a code and sees one interview. */
const TABLET = "marcus.hale's tablet";
const CANARY = "leak-canary-90417";

let demo: DemoRooms;
const cookies = new Map<string, string>();
beforeAll(async () => {
  const now = Date.now();
  demo = await startDemoRooms({ clock: () => now, env: { METRICS_TOKEN: TOKEN } });
  const custodian = { id: "us_hart", email: "robin.hart@larkfield.example", name: "Robin Hart", shortName: "Hart" };
  db()
    .insert(user)
    .values({ ...custodian, slug: CUSTODIAN, createdAt: now })
    .run();
  insertMembership(db(), { programId: PROGRAM, userId: custodian.id, role: "custodian", party: "district", at: now });
  for (const slug of [...OTHERS, WRITER]) if (slug) cookies.set(slug, demo.cookie(slug));
  must(admitObserver(actor(demo, "dana.ortiz"), { interviewId: LIVE, userId: custodian.id }));
  const { code } = must(makeJoinCode(actor(demo, "marcus.hale"), { interviewId: LIVE }));
  const joined = must(joinByCode(demo.server.context, { typed: code, address: "127.0.0.9", leaving: null }));
  cookies.set(TABLET, joined.session.cookie);
});
afterAll(() => demo.close());

const TOKEN = "a token for the figures of this test";
const db = () => demo.server.context.db;
const must = <T extends { ok: boolean }>(outcome: T): Extract<T, { ok: true }> => {
  expect(outcome).toMatchObject({ ok: true });
  return outcome as Extract<T, { ok: true }>;
};

/** Every address that means anything for this interview: its round, its candidates, its records, its letters. */
function addresses(interviewId: string): string[] {
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const inRound = <T extends { processId: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.processId === ROUND);
  const candidates = inRound(db().select().from(candidate).all());
  const mails = mailsOf(db(), PROGRAM).filter(({ subjectId }) => subjectId === interviewId);
  const records = db().select().from(sealedRecord).all();
  const one = (kind: string) => records.find((row) => row.kind === kind)?.id ?? "none";
  const files = db()
    .select()
    .from(file)
    .all()
    .filter((row) => candidates.some(({ id }) => id === row.candidateId));
  return everyAddress({
    $: ["no-such-page"],
    $processId: [ROUND],
    $interviewId: [interviewId],
    $candidateId: idsOf(candidates).slice(0, 3),
    $recordId: [one("panel-result")],
    $mailId: idsOf(mails).slice(0, 2),
    $fileId: idsOf(files).slice(0, 1),
    $letterId: ["none"],
    $version: ["1"],
    $act: ["ready"],
    $token: ["0123456789abcdefghjkmnpqrstvwxyz"],
    $userId: [demo.userId(WRITER)],
    $assignmentId: ["monroe-annex-post"],
    $n: ["2"],
    $evaluationId: ["monroe-first-spring"],
    $removalId: ["none"],
    ...history(interviewId),
  });
}

function history(interviewId: string) {
  const parts: Record<string, readonly string[]> = {};
  for (const route of ["history.$kind.$recordId.$part.$revision", "history.$kind.$recordId.$part.$revision_.text"])
    Object.assign(parts, {
      [`${route}: $kind`]: ["interview"],
      [`${route}: $recordId`]: [interviewId],
      [`${route}: $part`]: ["session", "notes", "joint", "card", `card-${demo.userId(WRITER)}`],
      [`${route}: $revision`]: ["r1"],
    });
  return parts;
}

/** Everybody's answer at every address, as page and as the page's data, by person and address. */
async function everything(interviewId: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const asked = addresses(interviewId);
  for (const slug of [...OTHERS, TABLET])
    for (const address of [...asked, ...asked.filter((one) => one.includes(interviewId)).map((one) => `${one}.data`)])
      answers.set(`${slug} ${address}`, await answer(slug, address));
  return answers;
}

/** What the leads are told when they try what does not go yet. */
async function refusals(interviewId: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const slug of ["dana.ortiz", "ruth.bell"])
    for (const act of ["freezing", "reveal", "signature", "reopening"])
      answers.set(`${slug} ${act}`, await answer(slug, `/interviews/${interviewId}/${act}`, "POST"));
  return answers;
}

/** Status, headers and body, without what is new in every request. */
async function answer(slug: string | null, address: string, method = "GET"): Promise<string> {
  const headers: Record<string, string> = { "Accept-Encoding": "identity", Accept: "text/html" };
  if (slug) headers.Cookie = cookies.get(slug) ?? "";
  if (method === "POST") headers.Origin = demo.server.url;
  const body = method === "POST" ? new URLSearchParams({ reason: "" }) : null;
  const response = await fetch(new URL(address, demo.server.url), { method, headers, body, redirect: "manual" });
  const text = Buffer.from(await response.arrayBuffer()).toString("latin1");
  const sent = [...response.headers].filter(([name]) => name !== "date");
  return `${response.status} ${JSON.stringify(sent)} ${text}`
    .replace(/'nonce-[^']*'/g, "")
    .replace(/nonce="[^"]*"/g, "")
    .replace(/"nonce","[^"]*"/g, "");
}

const differing = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
  [...after].filter(([key, text]) => before.get(key) !== text).map(([key]) => key);
const found = (answers: ReadonlyMap<string, string>) =>
  [...answers].filter(([, text]) => text.includes("leak-canary")).map(([key]) => key);

/** Opens every room of the interview for everybody who may, and keeps what comes in from then on. */
async function listen(interviewId: string) {
  const open: Client[] = [];
  const got: Buffer[] = [];
  for (const slug of OTHERS)
    for (const room of roomsOf(interviewId)) {
      const client = demo.client(roomName(room), slug);
      (client.provider.ws as unknown as WebSocket).on("message", (bytes: ArrayBuffer) => got.push(Buffer.from(bytes)));
      await until(() => client.provider.synced || client.closes.length > 0, "an answer from the room");
      if (client.closes.length === 0) open.push(client);
    }
  // Awareness says who is here and comes by itself.
  const frames = () => got.filter((bytes) => bytes[0] !== 1);
  return { open, frames };
}

const roomsOf = (recordId: string): Room[] => {
  const of = { programId: PROGRAM, kind: "interview", recordId, revision: 1 } as const;
  return [{ ...of, part: "session" }, { ...of, part: "notes" }, { ...of, part: "joint" }, cardRoom(recordId)];
};
const cardRoom = (recordId: string, userId = demo.userId(WRITER)): Room => ({
  programId: PROGRAM,
  kind: "interview",
  recordId,
  part: "card",
  userId,
  revision: 1,
});

function fill(doc: Y.Doc, rating: (typeof RATINGS)[number], words: string): void {
  const { terms } = db().$client.prepare("select terms from process where id = ?").get(ROUND) as { terms: string };
  const { criteria } = JSON.parse(terms) as { criteria: { id: string }[] };
  doc.transact(() => {
    for (const { id } of criteria) {
      setValue(doc, ratingKey(id), rating);
      editText(doc, evidenceKey(id), words);
    }
  });
}

const cardOf = (interviewId: string) => {
  const cards = db().select().from(card).where(eq(card.interviewId, interviewId)).all();
  const own = cards.find(({ userId }) => userId === demo.userId(WRITER));
  if (!own) throw new Error("the writer has no card there");
  return own;
};
/** Neither a letter, nor the audit log, nor the interview's own row, nor the operator's figures hold a word of it. */
async function nowhereElse(): Promise<void> {
  const figures = await fetch(`${demo.server.url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } });
  expect([figures.status, (await figures.text()).includes("leak-canary")]).toEqual([200, false]);
  const rows = [mailsOf(db(), PROGRAM), db().select().from(auditEvent).all(), db().select().from(interview).all()];
  expect(JSON.stringify(rows)).not.toContain("leak-canary");
}

describe("while a card is written", () => {
  it("[BLIND-1] no address says anything else to anybody, and no room sends anything", async () => {
    const rooms = await listen(LIVE);
    const own = demo.client(cardRoom(LIVE), WRITER);
    await own.synced();
    const [before, refused] = [await everything(LIVE), await refusals(LIVE)];
    fill(own.doc, 5, `${CANARY} from the first word`);
    await own.saved();
    const after = await everything(LIVE);
    expect(differing(before, after)).toEqual([]);
    expect(differing(refused, await refusals(LIVE))).toEqual([]);
    expect([...after.values()].filter((answer) => answer.startsWith("200")).length).toBeGreaterThan(150);
    expect([...after].filter(([, text]) => text.startsWith("5")).map(([key]) => key)).toEqual([]);
    for (const who of [CUSTODIAN, TABLET]) expect(after.get(`${who} /interviews/${LIVE}`)).toMatch(/^200 /);
    expect(found(after)).toEqual([]);
    // A note that everybody on the panel reads comes later than all of it, and is all that comes.
    const notes = demo.client(
      { programId: PROGRAM, kind: "interview", recordId: LIVE, part: "notes", revision: 1 },
      WRITER,
    );
    await notes.synced();
    write(notes.doc, "a note after the card");
    await until(() => rooms.frames().some((frame) => frame.includes("a note after the card")), "the note");
    expect(rooms.frames().filter((frame) => frame.includes(CANARY))).toEqual([]);
    expect(rooms.open.length).toBeGreaterThanOrEqual(10);
    demo.leave();
    await nowhereElse();
  }, 300_000);

  it("[BLIND-2] with all cards in and none open, no mean, rank, count or order tells how somebody rated", async () => {
    for (const { userId, state } of db().select().from(card).where(eq(card.interviewId, SCORING)).all()) {
      if (state === "submitted" || state === "recused") continue;
      const slug = [...OTHERS, WRITER].find((one) => one && demo.userId(one) === userId) ?? "";
      const client = demo.client(cardRoom(SCORING, userId), slug);
      await client.synced();
      fill(client.doc, 3, `${CANARY} in order`);
      await client.saved();
      must(submitCard(actor(demo, slug), { interviewId: SCORING }));
    }
    const before = await everything(SCORING);
    expect(found(before)).toEqual([]);
    // The same submitted card with other ratings and other words: nothing else in the database is touched.
    const { id, content } = cardOf(SCORING);
    const other = JSON.parse(content ?? "");
    for (const key of Object.keys(other.ratings)) other.ratings[key] = 5;
    for (const key of Object.keys(other.evidence))
      other.evidence[key] = `${CANARY} above all, ${"and more ".repeat(9)}`;
    db()
      .update(card)
      .set({ content: JSON.stringify(other) })
      .where(eq(card.id, id))
      .run();
    const after = await everything(SCORING);
    expect(differing(before, after)).toEqual([]);
    demo.leave();

    // The control: once the cards are open, the same search finds both.
    must(reveal(actor(demo, "dana.ortiz"), { interviewId: SCORING }));
    const told = OTHERS.map(async (slug) => (await answer(slug, `/interviews/${SCORING}/debrief`)).includes(CANARY));
    expect((await Promise.all(told)).map((yes, i) => yes && OTHERS[i]).filter(Boolean)).toEqual(READERS);
  }, 300_000);
});
