import { useFetcher, useFetchers, useLocation, useNavigation } from "@remix-run/react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { onNotSent } from "../workspace/not-sent.ts";
import { Alert } from "./alert.tsx";
import { Button } from "./button.tsx";

/** What a command answers to a posted form. */
export interface Answer {
  ok: boolean;
  sentence?: string;
}

/** The forms on the page that show their own refusal, by their fetcher's key. */
const showing = new Set<string>();

/**
 * A fetcher for one act. Its form shows a refusal itself, as long as it is there.
 * @returns also `guard`, for `onSubmit`: what is held back goes no further, nor does a second press while the first is
 * on its way
 */
export function useAct() {
  const key = useId();
  const pressed = useRef(false);
  useEffect(() => {
    showing.add(key);
    return () => {
      showing.delete(key);
    };
  }, [key]);
  const fetcher = useFetcher<Answer>({ key });
  useEffect(() => {
    if (fetcher.state === "idle") pressed.current = false;
  }, [fetcher.state]);
  const guard = (event: FormEvent, held: () => boolean = () => false) => {
    if (fetcher.state !== "idle" || pressed.current || held()) {
      event.preventDefault();
      // Whoever counts a form as sent does not hear of this one.
      event.nativeEvent.stopImmediatePropagation();
    } else pressed.current = true;
  };
  return Object.assign(fetcher, { guard });
}

/**
 * A refusal whose form is gone: somebody else's act changed the page at the same moment. It stands at the top of the
 * page until the next act or the next page; so does why a form did not get through. Once, in the frame.
 */
export function Refusals() {
  const fetchers = useFetchers();
  const [sentence, setSentence] = useState<string | null>(null);
  /** Where its reader came from, to close it. */
  const before = useRef<HTMLElement | null>(null);
  const [notSent, setNotSent] = useState<string | null>(null);
  const refused = useRef(new Map<string, string>());
  const { key: place, pathname } = useLocation();
  const sending = useNavigation().state === "submitting" || fetchers.some(({ state }) => state === "submitting");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page has nothing to do with it
  useEffect(() => setSentence(null), [place]);
  useEffect(() => onNotSent(setNotSent), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: nor has another page
  useEffect(() => setNotSent(null), [pathname]);
  useEffect(() => {
    if (sending) setNotSent(null);
  }, [sending]);
  useEffect(() => {
    for (const { key, state, data } of fetchers) {
      const answer = data as Answer | undefined;
      if (state === "submitting") setSentence(null);
      else if (answer?.ok === false && answer.sentence) refused.current.set(key, answer.sentence);
    }
    for (const [key, words] of refused.current) {
      if (fetchers.some((one) => one.key === key)) continue;
      refused.current.delete(key);
      if (!showing.has(key)) setSentence(words);
    }
  }, [fetchers]);
  return (
    <div className="refusals no-print" aria-live="assertive">
      {(sentence ?? notSent) ? (
        <div className="page">
          <Alert tone="err" title={sentence ? "Not done" : "It did not get through"}>
            <p>{sentence ?? notSent}</p>
            <Button
              type="button"
              small
              onClick={() => {
                setSentence(null);
                setNotSent(null);
                (before.current?.isConnected ? before.current : document.getElementById("main"))?.focus();
              }}
              onFocus={({ relatedTarget }) => {
                before.current = relatedTarget as HTMLElement | null;
              }}
            >
              Close
            </Button>
          </Alert>
        </div>
      ) : null}
    </div>
  );
}
