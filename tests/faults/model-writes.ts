/** What people do to a text: put a token in, take one out, choose a value, finish a card or the joint scorecard. */
import * as Y from "yjs";
import { NOTES_FRAGMENT } from "../../shared/documents/notes.ts";
import { type Browser, type Deed, plainText, textsOf, tokensIn } from "./model-browser.ts";
import { placeKey, setAt } from "./model-plain.ts";
import type { World } from "./model-world.ts";

type Pick = <T>(of: readonly T[]) => T;

/** Who wrote it can be read off a token: `[dana12]`. */
export const tokenOf = (userId: string, count: number): string => `[${userId.split("-")[0]}${count}]`;

/** On the joint scorecard a dissent is offered to its owner alone; the reason of a move counts only with the move. */
const offered = ({ at, userId }: Browser, key: string): boolean =>
  at.part !== "joint" || key.startsWith("reason.") || (key.startsWith("dissent.") && key.endsWith(`.${userId}`));

/** Puts a token where no other token is cut in two. */
export function insert(browser: Browser, token: string, pick: Pick): void {
  const { doc, at } = browser;
  const texts = [...textsOf(doc, at)].filter(([key]) => offered(browser, key)).map(([, text]) => text);
  const deeds: Deed[] = [{ kind: "token", token }];
  if (at.part === "notes" && (texts.length === 0 || pick([true, false, false]))) {
    browser.do(deeds, () => {
      const fragment = doc.getXmlFragment(NOTES_FRAGMENT);
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(token)]);
      fragment.insert(pick(range(fragment.length + 1)), [paragraph]);
    });
    return;
  }
  const text = pick(texts);
  const places = [...plainText(text).matchAll(/(?=\[\w+\])|(?<=\[\w+\])|^|$/g)].map((match) => match.index);
  browser.do(deeds, () => text.insert(pick(places), token));
}

/** Takes out a token that is on this screen. @returns which, or `null` when there is none */
export function remove(world: World, browser: Browser, pick: Pick): string | null {
  const { doc, at } = browser;
  const found = [...textsOf(doc, at)]
    .filter(([key]) => offered(browser, key))
    .flatMap(([, text]) => tokensIn(plainText(text)).map((token) => ({ text, token })));
  if (found.length === 0) return null;
  const { text, token } = pick(found);
  setAt(world.plain.touched, placeKey(at)).add(token);
  browser.do([{ kind: "removal", token }], () => text.delete(plainText(text).indexOf(token), token.length));
  return token;
}

/** Chooses values; those that stand already are left as they are. */
export function choose(world: World, browser: Browser, chosen: Record<string, unknown>): void {
  const { doc, at } = browser;
  const values = doc.getMap("values");
  const seen = Y.decodeStateVector(Y.encodeStateVector(doc));
  let clock = Y.getState(doc.store, doc.clientID);
  const changes = Object.entries(chosen).filter(([key, value]) => values.get(key) !== value);
  if (changes.length === 0) return;
  const written = changes.map(([key, value]) => ({ key, value, client: doc.clientID, clock: clock++, seen }));
  const key = placeKey(at);
  world.plain.written.set(key, [...(world.plain.written.get(key) ?? []), ...written]);
  browser.do(
    written.map((each) => ({ kind: "value", ...each })),
    () => {
      for (const each of written) values.set(each.key, each.value);
    },
  );
}

/** The criteria of a form, read off its texts. */
export function criteriaOf({ doc, at }: Browser): string[] {
  const prefix = at.part === "card" ? "evidence." : "reason.";
  return [...doc.getMap("texts").keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .sort();
}

export const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
