/** Runs in the browser: opens the two editors and plays one seed. The page is bundled and served by the test. */
import { Editor, Extension } from "@tiptap/core";
import { Awareness } from "y-protocols/awareness";
import { collaboration } from "../../../app/workspace/collaboration.ts";
import { richText } from "../../../app/workspace/rich-schema.ts";
import { suggestionsShown } from "../../../app/workspace/suggest/deciding.ts";
import type { Remark } from "../../../app/workspace/suggest/decorations.ts";
import { lines, markedDoc, markedSchema, textUnder } from "../../../app/workspace/suggest/marked.ts";
import { createSuggesting } from "../../../app/workspace/suggest/suggesting.ts";
import { type Anchor, anchorAt, between, resolveAnchor } from "../../../shared/comment-anchor.ts";
import { openSuggestions } from "../../../shared/suggestions.ts";
import { randomness } from "../campaign-random.ts";
import { choose, suggesterActs, writerActs } from "./acts.ts";
import { mountPages } from "./mounted.tsx";
import { type Client, makeWorld, type Trouble } from "./world.ts";

const WRITER = "usr_a";
const SUGGESTER = "usr_b";
const TEXT = [
  "# Presence",
  "Officer Patel taught twelve lessons this year and was seen in the halls each morning.",
  "She wrote reports on time. Two were returned for a missing date.",
  "# Work with people",
  "Parents called her calm and fair.",
  "",
  "In the spring she helped with the safety drill and met the staff every month.",
];

export interface Outcome extends Trouble {
  diverged: string[];
  anchors: { live: number; deleted: number; lost: string[] };
  suggestions: number;
  updates: number;
  acts: string[];
}

const says = (id: string, kind: string) => `${kind} by ${id.slice(0, 5)}`;
const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function openEditors(trouble: Trouble, text: readonly string[] = TEXT) {
  const world = makeWorld(text, trouble, [
    [8, 13, "Nina Patel"],
    [21, 21, "and wrote "],
    [30, 44, ""],
  ]);
  const a = world.join("writer", WRITER, "write");
  const b = world.join("suggester", SUGGESTER, "suggest");
  const remarks: Remark[] = [];
  const hosts = [a, b].map(() =>
    document.body.appendChild(Object.assign(document.createElement("div"), { className: "rich sug-text" })),
  );
  const writing = new Editor({
    element: hosts[0] as HTMLElement,
    injectCSS: false,
    extensions: [
      ...richText,
      collaboration(a.fragment, new Awareness(a.doc)),
      Extension.create({
        name: "more",
        addProseMirrorPlugins: () => [suggestionsShown(a.fragment, says, () => remarks)],
      }),
    ],
    editorProps: { attributes: { class: "rich-box" } },
  });
  const dropped: string[] = [];
  const suggesting = createSuggesting({
    element: hosts[1] as HTMLElement,
    fragment: b.fragment,
    userId: SUGGESTER,
    label: "Text",
    says,
    remarks: () => remarks,
    explain: (sentence) => {
      if (sentence !== null) dropped.push(sentence);
    },
  });
  const close = () => {
    writing.destroy();
    suggesting.destroy();
    for (const host of hosts) host.remove();
  };
  return { world, a, b, writing, suggesting, remarks, dropped, close };
}

/** Plays one seed: so many acts of each author. */
export async function play(seed: number, acts: number): Promise<Outcome> {
  const random = randomness(seed);
  const trouble: Trouble = { refused: [], errors: [], broken: [] };
  const onError = (event: ErrorEvent | PromiseRejectionEvent) =>
    trouble.errors.push(String("reason" in event ? event.reason : (event.error?.stack ?? event.message)));
  window.addEventListener("error", onError);
  window.addEventListener("unhandledrejection", onError);
  const opened = openEditors(trouble);
  const { world, a, b, writing, suggesting, remarks } = opened;
  const done: string[] = [];
  const all: [Client, ReturnType<typeof writerActs>][] = [
    [a, writerActs(writing, a)],
    [b, suggesterActs(suggesting, b, opened.dropped)],
  ];
  let updates = 0;
  for (const client of [a, b])
    client.doc.on("update", (_: unknown, origin: unknown) => void (origin !== "server" && updates++));
  const anchors: Anchor[] = [];
  for (let step = 0; step < acts * 2; step++) {
    const [client, choice] = all[random() < 0.5 ? 0 : 1] as (typeof all)[number];
    const [name, , act] = choose(random, choice);
    done.push(`${client.name}: ${name}`);
    try {
      act(random);
    } catch (error) {
      trouble.errors.push(`${client.name} ${name}: ${(error as Error).stack}`);
    }
    if (random() < 0.1) client.offline = !client.offline;
    if (random() < 0.15) comment(client, anchors, remarks, random, world.blocks(client));
    for (const each of [a, b]) if (random() < 0.5) world.deliver(each, 1 + Math.floor(random() * 3));
    if (random() < 0.3) await tick();
    else await Promise.resolve();
    if (trouble.errors.length > 0) break;
  }
  world.flush();
  await tick();
  world.flush();
  const diverged = compareAll(opened);
  const report = judgeAnchors(opened, anchors);
  window.removeEventListener("error", onError);
  window.removeEventListener("unhandledrejection", onError);
  const suggestions = world.ids.size;
  opened.close();
  return { ...trouble, diverged, anchors: report, suggestions, updates, acts: done };
}

function comment(
  client: Client,
  anchors: Anchor[],
  remarks: Remark[],
  random: () => number,
  blocks: ReturnType<typeof makeWorld>["blocks"] extends (c: Client) => infer R ? R : never,
): void {
  const block = Math.floor(random() * blocks.length);
  const length = blocks[block]?.text.length ?? 0;
  if (length < 8) return;
  const whole = (at: number) => (/^[\udc00-\udfff]/.test(blocks[block]?.text.slice(at) ?? "") ? at - 1 : at);
  const from = whole(Math.floor(random() * (length - 7)));
  const to = whole(Math.min(length, from + 4 + Math.floor(random() * 20)));
  const anchor = anchorAt(blocks, { block, offset: from }, { block, offset: to });
  anchors.push(anchor);
  remarks.push({ id: String(anchors.length), anchor, resolved: false, says: `comment by ${client.name}` });
}

function compareAll({ world, a, b, writing, suggesting }: ReturnType<typeof openEditors>): string[] {
  const found: string[] = [];
  const text = world.reading(world.server);
  for (const client of [a, b])
    if (world.reading(client.doc) !== text)
      found.push(`${client.name}'s document: ${world.reading(client.doc)} where the server has ${text}`);
  const plain = world
    .blocks(a)
    .map((block) => block.text)
    .join("\n");
  const shown = lines(writing.state.doc)
    .map(({ node }) => node.textBetween(0, node.content.size, "", "\n"))
    .join("\n");
  if (shown !== plain) found.push(`the writer sees ${JSON.stringify(shown)} and not ${JSON.stringify(plain)}`);
  const drawn = markedDoc(suggesting.view.state.schema, b.fragment, openSuggestions(b.doc, world.blocks(b)), (id) =>
    id.startsWith(SUGGESTER),
  );
  if (!drawn.eq(suggesting.view.state.doc)) found.push("what the suggester sees");
  const clean = markedDoc(markedSchema(says), a.fragment, [], () => false);
  if (textUnder(drawn) !== textUnder(clean)) found.push("the text under the suggestions");
  return found;
}

/** Every anchor stands at its words, everywhere at the same place, or its words are gone. */
function judgeAnchors({ world, a, b }: ReturnType<typeof openEditors>, anchors: readonly Anchor[]): Outcome["anchors"] {
  const report: Outcome["anchors"] = { live: 0, deleted: 0, lost: [] };
  const [mine, theirs] = [world.blocks(a), world.blocks(b)];
  const whole = mine.map(({ text }) => text).join("\n");
  for (const anchor of anchors) {
    const [one, other] = [resolveAnchor(mine, anchor), resolveAnchor(theirs, anchor)];
    if (JSON.stringify(one) !== JSON.stringify(other)) report.lost.push(`not the same place: ${anchor.quote}`);
    const at = whole.indexOf(anchor.quote);
    const once = at >= 0 && whole.indexOf(anchor.quote, at + 1) < 0;
    if (once && (!one || between(mine, one.from, one.to) !== anchor.quote)) report.lost.push(anchor.quote);
    if (one && between(mine, one.from, one.to).trim() === "") report.lost.push(`nothing: ${anchor.quote}`);
    if (one) report.live++;
    else report.deleted++;
  }
  return report;
}

Object.assign(window, { play, mountPages });
