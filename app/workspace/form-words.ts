/**
 * What is written into a text box of a form and not sent: no room keeps it.
 * `useFormWords(handOver)` → is there any now? The page asks before it is left. Where the box goes away by itself, because
 * somebody else's act changed the page, the act was refused at that moment, or the session ended, its words are handed
 * back. A form that was sent, and not refused, asks nothing about the words that went with it.
 */
import { useFetchers, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { restoreEarlyWords } from "./early-words.ts";
import { onNotSent } from "./not-sent.ts";
import type { UnsentText } from "./unsent.ts";

const GONE = "The page has changed, and the form you wrote in is not there any more. Copy your words if you need them.";
const NOT_TAKEN = "Your words were not taken. Copy them if you need them.";
/** The answer to a form and the page it makes arrive together; so long a form counts as on its way. */
const SETTLED_MS = 300;

const BOXES = "main form textarea:not(.live-text)";
const unsaid = (box: HTMLTextAreaElement) => !box.readOnly && box.value !== box.defaultValue && box.value.trim() !== "";

interface Written {
  form: HTMLFormElement | null;
  label: string;
}

/** A form on its way, since when, and what stood in its boxes. */
interface Sent {
  at: number;
  words: Map<HTMLTextAreaElement, string>;
}

export interface FormWords {
  any(): boolean;
  /** Its person leaves them behind. */
  giveUp(): void;
}

export function useFormWords(handOver: (sentence: string, texts: UnsentText[]) => void): FormWords {
  const latest = useRef(handOver);
  latest.current = handOver;
  const sent = useRef(new Map<HTMLFormElement, Sent>());
  const written = useRef(new Map<HTMLTextAreaElement, Written>());
  /** What went away while its form was on its way: only the answer says whether it was taken. */
  const awaited = useRef<{ at: number; texts: UnsentText[] }[]>([]);
  const refusal = useRef({ at: 0, seen: new WeakSet<object>() });

  useEffect(() => {
    const onSubmit = ({ target }: Event) => {
      if (!(target instanceof HTMLFormElement)) return;
      const words = new Map([...target.querySelectorAll("textarea")].map((box) => [box, box.value]));
      sent.current.set(target, { at: Date.now(), words });
    };
    const keep = (box: HTMLTextAreaElement) =>
      written.current.set(box, { form: box.form, label: box.labels?.[0]?.innerText ?? box.name });
    const onInput = ({ target }: Event) => {
      if (target instanceof HTMLTextAreaElement && target.matches(BOXES)) keep(target);
    };
    restoreEarlyWords();
    for (const box of document.querySelectorAll<HTMLTextAreaElement>(BOXES)) if (unsaid(box)) keep(box);
    /** @param closing the page itself gives way, and no answer will be heard */
    const handBack = (closing: boolean) => {
      for (const [box, { form, label }] of written.current) {
        if (box.isConnected && !closing) continue;
        written.current.delete(box);
        if (!unsaid(box)) continue;
        const texts = [{ label, text: box.value }];
        const going = form ? sent.current.get(form) : undefined;
        if (!closing && going?.words.get(box) === box.value) awaited.current.push({ at: going.at, texts });
        else latest.current(GONE, texts);
      }
    };
    const observer = new MutationObserver(() => handBack(false));
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("submit", onSubmit);
    document.addEventListener("input", onInput);
    const stop = onNotSent(() => {
      refusal.current.at = Date.now();
    });
    return () => {
      stop();
      handBack(true);
      observer.disconnect();
      document.removeEventListener("submit", onSubmit);
      document.removeEventListener("input", onInput);
    };
  }, []);

  const fetchers = useFetchers();
  const idle = [useNavigation(), ...fetchers].every(({ state }) => state === "idle");
  useEffect(() => {
    for (const { data } of fetchers) {
      const answer = data as { ok?: boolean } | undefined;
      if (answer?.ok !== false || refusal.current.seen.has(answer)) continue;
      refusal.current.seen.add(answer);
      refusal.current.at = Date.now();
    }
  }, [fetchers]);
  useEffect(() => {
    if (!idle) return;
    const since = Date.now();
    const settle = setTimeout(() => {
      const signedOut = /\/sign-in$/.test(window.location.pathname);
      const answered = awaited.current.filter(({ at }) => at <= since);
      awaited.current = awaited.current.filter(({ at }) => at > since);
      const lost = answered.filter(({ at }) => signedOut || refusal.current.at >= at).flatMap(({ texts }) => texts);
      if (lost.length > 0) latest.current(NOT_TAKEN, lost);
      for (const [form, { at, words }] of sent.current) {
        // This one was sent since, and is on its way.
        if (at > since) continue;
        sent.current.delete(form);
        if (refusal.current.at < at)
          for (const [box, value] of words) if (box.value === value) box.defaultValue = value;
      }
    }, SETTLED_MS);
    return () => clearTimeout(settle);
  }, [idle]);

  return useRef<FormWords>({
    any: () =>
      [...document.querySelectorAll<HTMLTextAreaElement>(BOXES)].some((box) => {
        const going = box.form ? sent.current.get(box.form) : undefined;
        const onItsWay = going?.words.get(box) === box.value && refusal.current.at < going.at;
        return unsaid(box) && !onItsWay;
      }),
    giveUp: () => written.current.clear(),
  }).current;
}
