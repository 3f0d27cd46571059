import * as Y from "yjs";
import { CONTENT, changeTo, gone, handmade, item, type Place, presenceFrame, skipped, syncFrame } from "./raw-line.ts";

/** What somebody who forges knows: the room's text, and the Yjs clients of the others. */
export interface Loot {
  doc: Y.Doc;
  victim: number;
  random: () => number;
}

/** A frame that must change nothing, by the name of the trick. */
export type Forgery = [name: string, frame: (loot: Loot) => Uint8Array];

const edit =
  (change: (doc: Y.Doc, loot: Loot) => void, as?: (loot: Loot) => number) =>
  (loot: Loot): Uint8Array =>
    syncFrame(
      2,
      changeTo(loot.doc, (copy) => change(copy, loot), as?.(loot)),
    );
const raw =
  (make: (loot: Loot) => Uint8Array) =>
  (loot: Loot): Uint8Array =>
    syncFrame(loot.random() < 0.9 ? 2 : 1, make(loot));

const fresh = ({ random }: Loot) => Math.floor(random() * 2 ** 32);
const known = ({ doc, victim }: Loot) => Y.getState(doc.store, victim);
const one = (loot: Loot, struct: Parameters<typeof handmade>[0][number]["structs"][number]) =>
  handmade([{ client: fresh(loot), clock: 0, structs: [struct] }]);
const victim = (loot: Loot) => loot.victim;
const HUGE = "k".repeat(20_000);
const KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "author", HUGE];

/** How many pieces make an update slow to merge: far more than a person's corrections of a day. */
const MANY = 1_500;

/** Legal words, put so that Yjs looks through all of them for the place of each. */
const tangled = (into: (doc: Y.Doc) => Place): Forgery => [
  "tangled words",
  raw((l) => {
    const struct = item({ parent: into(l.doc) }, CONTENT.words("x"));
    return handmade([{ client: fresh(l), clock: 0, structs: Array.from({ length: MANY }, () => struct) }]);
  }),
];

/** Tricks that need no particular document. */
const ANYWHERE: Forgery[] = [
  ["tangled deletions", raw((l) => handmade([], [[l.victim, Array.from({ length: MANY }, () => [0, 1])]]))],
  ["another's client", raw((l) => handmade([{ client: l.victim, clock: known(l), structs: [gone(3)] }]))],
  [
    "another's client behind a block of what is known",
    raw((l) =>
      handmade([
        { client: l.victim, clock: 0, structs: [gone(1)] },
        { client: l.victim, clock: known(l), structs: [gone(2)] },
      ]),
    ),
  ],
  [
    "another's client before a block of what is known",
    raw((l) =>
      handmade([
        { client: l.victim, clock: known(l), structs: [gone(2)] },
        { client: 7, clock: 0, structs: [skipped(1)] },
        { client: l.victim, clock: known(l), structs: [gone(2)] },
      ]),
    ),
  ],
  ["a gap", raw((l) => handmade([{ client: fresh(l), clock: 5, structs: [gone(1)] }]))],
  [
    "a gap behind a skip",
    raw((l) =>
      handmade([{ client: fresh(l), clock: 0, structs: [skipped(3), item({ parent: "notes" }, CONTENT.any(1))] }]),
    ),
  ],
  ["a struct under a parent nobody has", raw((l) => one(l, item({ parent: { client: 9, clock: 9 } }, CONTENT.any(1))))],
  ["deletions of what nobody wrote", raw((l) => handmade([], [[fresh(l), [[0, 10]]]]))],
  ["deletions beyond the end", raw((l) => handmade([], [[l.victim, [[known(l), 10]]]]))],
  ["deletions of half of eternity", raw((l) => handmade([], [[l.victim, [[known(l) + 1, 2 ** 52]]]]))],
  [
    "a clock at the end of numbers",
    raw((l) => handmade([{ client: fresh(l), clock: 2 ** 53 - 2, structs: [gone(1)] }])),
  ],
  ["a run as long as a book", raw((l) => one(l, gone(2 ** 40)))],
  ["another root", edit((doc) => doc.getMap("other").set("a", 1))],
  ["another root, a text", edit((doc) => doc.getText("constructor").insert(0, "x"))],
  ["another root, a fragment", edit((doc) => doc.getXmlFragment("__proto__").push([new Y.XmlElement("paragraph")]))],
  [
    "another root by the parent of what is known",
    raw((l) =>
      handmade([
        { client: l.victim, clock: 0, structs: [item({ parent: `root ${fresh(l)}`, key: "a" }, CONTENT.any(1))] },
      ]),
    ),
  ],
  ["a subdocument at the root", edit((doc) => doc.getMap("values").set("sub", new Y.Doc()))],
  [
    "the second encoding",
    raw((l) => Y.convertUpdateFormatV1ToV2(one(l, item({ parent: "notes" }, CONTENT.words("x"))))),
  ],
  [
    "trailing bytes behind a forgery",
    raw((l) =>
      Buffer.concat([handmade([{ client: l.victim, clock: known(l), structs: [gone(1)] }]), Buffer.alloc(99, 7)]),
    ),
  ],
];

const el = (doc: Y.Doc, at: number) => doc.getXmlFragment("notes").get(at) as Y.XmlElement;
const heading = (doc: Y.Doc) => el(doc, 0);
const paragraph = (doc: Y.Doc) => {
  const all = doc.getXmlFragment("notes").toArray() as Y.XmlElement[];
  return all.find((each) => each.nodeName === "paragraph" && each.length > 0) ?? el(doc, 1);
};
const push = (make: () => Y.XmlElement | Y.XmlText) =>
  edit((doc) => doc.getXmlFragment("notes").push([make() as Y.XmlElement]));
const node = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
};
const within = (make: () => unknown) =>
  edit((doc) => {
    paragraph(doc).insert(0, [make() as Y.XmlText]);
  });
const mark = (attributes: Record<string, unknown>) =>
  edit((doc) => (paragraph(doc).get(0) as Y.XmlText).format(0, 2, attributes));
const attribute = (key: string, value: unknown) => edit((doc) => paragraph(doc).setAttribute(key, value as string));
const placeOf = (type: { _item: Y.Item | null }): Place => type._item?.id ?? { client: 0, clock: 0 };
const startOf = (element: Y.XmlElement): Place => (element.get(0) as Y.XmlText)._start?.id ?? { client: 0, clock: 0 };

/** Tricks on rich text. */
export const ON_NOTES: Forgery[] = [
  ...ANYWHERE,
  tangled((doc) => placeOf(paragraph(doc).get(0) as Y.XmlText)),
  ["words under another's client", edit((doc) => el(doc, 0).insert(0, [new Y.XmlText("never said")]), victim)],
  ...["script", "heading", "image", "__proto__", "constructor", "author", HUGE].map(
    (name): Forgery => [`a ${name.slice(0, 12)} element`, push(() => node(name, new Y.XmlText("x")))],
  ),
  ["a hook", within(() => new Y.XmlHook("script"))],
  ["a map in a paragraph", within(() => new Y.Map([["a", 1]]))],
  ["a list in a paragraph", within(() => Y.Array.from([1]))],
  ["a text type in a paragraph", within(() => new Y.Text("x"))],
  ["a fragment in a paragraph", within(() => new Y.XmlFragment())],
  ["a subdocument", edit((doc) => (paragraph(doc).get(0) as Y.XmlText).insertEmbed(0, new Y.Doc() as never))],
  ["an embed", edit((doc) => (paragraph(doc).get(0) as Y.XmlText).insertEmbed(0, { image: "x" }))],
  ["bytes", raw((l) => one(l, item({ parent: placeOf(paragraph(l.doc)) }, CONTENT.binary(new Uint8Array(64)))))],
  ["words beside the words", raw((l) => one(l, item({ parent: placeOf(paragraph(l.doc)) }, CONTENT.words("bare"))))],
  ["words at the root", raw((l) => one(l, item({ parent: "notes" }, CONTENT.words("bare"))))],
  ["a text at the root", push(() => new Y.XmlText("bare"))],
  ...[...KEYS, "onclick", "style", "level"].map(
    (key): Forgery => [`the attribute ${key.slice(0, 12)}`, attribute(key, "x")],
  ),
  ["a map as an attribute", edit((doc) => paragraph(doc).setAttribute("level", new Y.Map([["a", 1]]) as never))],
  ...KEYS.map(
    (key): Forgery => [
      `a deleted attribute ${key.slice(0, 12)}`,
      raw((l) => one(l, item({ parent: placeOf(paragraph(l.doc)), key }, CONTENT.deleted(1)))),
    ],
  ),
  [
    "an attribute on words",
    raw((l) =>
      one(l, item({ parent: placeOf(paragraph(l.doc).get(0) as Y.XmlText), key: "author" }, CONTENT.any("x"))),
    ),
  ],
  ...["author", "user", "ychange", "link", "bold--AAAAAAAA", "__proto__x", "comment"].map(
    (key): Forgery => [`the mark ${key}`, mark({ [key]: { user: "usr_chief", name: "Forged" } })],
  ),
  ["an author inside bold", mark({ bold: { author: "Forged" } })],
  ["a long bold", mark({ bold: "x".repeat(64) })],
  ["words in a heading", edit((doc) => (heading(doc).get(0) as Y.XmlText).insert(3, "not "))],
  ["a heading without its words", edit((doc) => (heading(doc).get(0) as Y.XmlText).delete(0, 4))],
  ["a heading without its text", edit((doc) => heading(doc).delete(0, 1))],
  ["no heading", edit((doc) => doc.getXmlFragment("notes").delete(0, 1))],
  ["nothing at all", edit((doc) => doc.getXmlFragment("notes").delete(0, doc.getXmlFragment("notes").length))],
  ["a second text in a heading", edit((doc) => heading(doc).push([new Y.XmlText("and more")]))],
  ["a break in a heading", edit((doc) => heading(doc).push([new Y.XmlElement("hardBreak")]))],
  ["another level", edit((doc) => heading(doc).setAttribute("level", "1"))],
  ["no level", edit((doc) => heading(doc).removeAttribute("level"))],
  ["a deleted level", raw((l) => one(l, item({ parent: placeOf(heading(l.doc)), key: "level" }, CONTENT.deleted(1))))],
  [
    "a deleted run in a heading",
    raw((l) => one(l, item({ parent: placeOf(heading(l.doc).get(0) as Y.XmlText) }, CONTENT.deleted(4)))),
  ],
  [
    "deletions that name a heading",
    raw((l) => handmade([], [[placeOf(heading(l.doc)).client, [[placeOf(heading(l.doc)).clock, 1]]]])),
  ],
  [
    "deletions that name everything",
    raw((l) =>
      handmade([], [[placeOf(heading(l.doc)).client, [[0, Y.getState(l.doc.store, placeOf(heading(l.doc)).client)]]]]),
    ),
  ],
  [
    "a heading put in another's place",
    edit((doc) => {
      const words = String(heading(doc).get(0));
      doc.getXmlFragment("notes").delete(0, 1);
      doc.getXmlFragment("notes").insert(0, [node("heading", new Y.XmlText(words))]);
    }),
  ],
  ["words in a list", push(() => node("bulletList", new Y.XmlText("x")))],
  ["a list item without a list", push(() => node("listItem", node("paragraph")))],
  ["a paragraph in a list", push(() => node("bulletList", node("paragraph")))],
  ["a list first in its item", push(() => node("bulletList", node("listItem", node("bulletList", node("listItem")))))],
  ["a paragraph in a paragraph", push(() => node("paragraph", node("paragraph")))],
  ["a break with something in it", push(() => node("paragraph", node("hardBreak", new Y.XmlText("x"))))],
  ["a heading in a list", push(() => node("bulletList", node("listItem", node("paragraph"), node("heading"))))],
  [
    "far too deep",
    push(() =>
      Array.from({ length: 14 }).reduce<Y.XmlElement>(
        (deep) => node("bulletList", node("listItem", node("paragraph"), deep)),
        node("bulletList"),
      ),
    ),
  ],
  [
    "neighbours from two lists",
    raw((l) => one(l, item({ origin: startOf(paragraph(l.doc)), right: startOf(heading(l.doc)) }, CONTENT.words("x")))),
  ],
];

const text = (doc: Y.Doc, key: string) => doc.getMap("texts").get(key) as Y.Text;
const value = (key: string, content: unknown): Forgery => [
  `${key.split(".")[0]} = ${typeof content === "bigint" ? `${content}n` : Object.is(content, -0) ? "-0" : String(JSON.stringify(content)).slice(0, 20)} ${typeof content}`,
  raw((l) => one(l, item({ parent: "values", key }, CONTENT.any(content)))),
];
const BAD = [
  0,
  6,
  -1,
  2.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
  "3",
  "observed",
  true,
  3n,
  [3],
  { 3: 3 },
  undefined,
  new Uint8Array([3]),
  2 ** 53,
  1e300,
  "x".repeat(500),
];

/**
 * Tricks on a form.
 * @param ratings keys of ratings this person may set. @param own a text of theirs.
 * @param foreign keys of values and texts that belong to somebody else
 */
export function onForm(ratings: string[], own: string, foreign: { values: string[]; texts: string[] }): Forgery[] {
  return [
    ...ANYWHERE,
    tangled((doc) => placeOf(text(doc, own))),
    ["a text under another's client", edit((doc) => text(doc, own).insert(0, "never said"), victim)],
    ...ratings.flatMap((key) => BAD.map((content) => value(key, content))),
    ...KEYS.map((key) => value(key, 3)),
    ...KEYS.map(
      (key): Forgery => [
        `a deleted ${key.slice(0, 12)}`,
        raw((l) => one(l, item({ parent: "values", key }, CONTENT.deleted(1)))),
      ],
    ),
    ...foreign.values.flatMap((key) => [value(key, 3), value(key, null)]),
    ...foreign.texts.map(
      (key): Forgery => [`words in ${key.split(".")[0]} of another`, edit((doc) => text(doc, key).insert(0, "Forged"))],
    ),
    ["two values at once", raw((l) => one(l, item({ parent: "values", key: ratings[0] ?? "" }, CONTENT.any(3, 4))))],
    [
      "bytes as a value",
      raw((l) => one(l, item({ parent: "values", key: ratings[0] ?? "" }, CONTENT.binary(new Uint8Array(9))))),
    ],
    ["words as a value", raw((l) => one(l, item({ parent: "values", key: ratings[0] ?? "" }, CONTENT.words("3"))))],
    ["a list in the values", raw((l) => one(l, item({ parent: "values" }, CONTENT.any(3))))],
    ["a map as a value", edit((doc) => doc.getMap("values").set(ratings[0] ?? "", new Y.Map([["a", 1]])))],
    ["a text as a value", edit((doc) => doc.getMap("values").set(ratings[0] ?? "", new Y.Text("3")))],
    ["a value on a text's key", raw((l) => one(l, item({ parent: "texts", key: own }, CONTENT.any("x"))))],
    ["a text of one's own", edit((doc) => doc.getMap("texts").set(own, new Y.Text("mine")))],
    ["a text under a new key", edit((doc) => doc.getMap("texts").set("constructor", new Y.Text("mine")))],
    ["no text", edit((doc) => doc.getMap("texts").delete(own))],
    ["no text, deleted as it came", raw((l) => one(l, item({ parent: "texts", key: own }, CONTENT.deleted(1))))],
    ["bold words", edit((doc) => text(doc, own).insert(0, "bold", { bold: true }))],
    ["an embed", edit((doc) => text(doc, own).insertEmbed(0, { image: "x" }))],
    ["a type in a text", edit((doc) => text(doc, own).insertEmbed(0, new Y.Map()))],
    ["an attribute on a text", edit((doc) => text(doc, own).setAttribute("author", "Forged"))],
    [
      "a deleted attribute on a text",
      raw((l) => one(l, item({ parent: placeOf(text(l.doc, own)), key: HUGE }, CONTENT.deleted(1)))),
    ],
    ["too many words", edit((doc) => text(doc, own).insert(0, "x".repeat(2_001)))],
    ["too many words at the end", edit((doc) => text(doc, own).insert(text(doc, own).length, "y".repeat(2_001)))],
  ];
}

/** Says who and where somebody else is, over the place that person holds. */
export function forgedPresence({ victim: client, random }: Loot): Uint8Array {
  const user = {
    userId: "usr_chief",
    name: "Forged",
    shortName: "Forged",
    initials: "FO",
    role: "executive",
    party: "agency",
  };
  const states = [
    { user, name: "Forged", field: "notes" },
    { user: { ...user, __proto__: null }, cursor: { anchor: { note: "Forged" }, head: {} } },
    { field: "Forged name" },
    null,
  ];
  const state = states[Math.floor(random() * states.length)];
  return presenceFrame([
    { client, clock: Math.floor(random() * 2 ** 31), state },
    { client: Math.floor(random() * 2 ** 32), clock: 1, state },
  ]);
}
