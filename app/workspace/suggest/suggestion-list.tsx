/** The suggestions for a text, in words: who, when, what, and what may be done about each. */
import { useCallback, useRef, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { textBlocks } from "#shared/comment-anchor.ts";
import {
  kindOf,
  lateWords,
  openSuggestions,
  type Placed,
  readSuggestions,
  type Suggestion,
} from "#shared/suggestions.ts";
import { onScreen } from "./marked.ts";
import type { SuggestionTextProps } from "./suggestion-text.tsx";
import { watchText } from "./watch.ts";

interface Acts {
  text: Y.XmlFragment;
  onAccept: (id: string) => unknown;
  onReject: (id: string) => unknown;
  onAll: (how: "accept" | "reject") => unknown;
  onWithdraw: (id: string) => unknown;
  onShow: (id: string) => unknown;
}

export function SuggestionList(props: SuggestionTextProps & Acts) {
  const { text, room, names, userId } = props;
  const { mode } = room;
  const { open, late } = useSuggestions(text);
  const nameOf = (id: string) => names[id] ?? "Somebody";
  return (
    <section className="sug-list" aria-label="Suggestions">
      <h3>
        Suggestions <span className="muted">{open.length} open</span>
      </h3>
      {mode === "write" && open.length > 1 ? (
        <p className="sug-acts">
          <button type="button" className="btn btn-s" onClick={() => props.onAll("accept")}>
            Accept all
          </button>
          <button type="button" className="btn btn-s" onClick={() => props.onAll("reject")}>
            Reject all
          </button>
        </p>
      ) : null}
      {open.length === 0 ? <p className="muted">None is open.</p> : null}
      <ol>
        {open.map((each) => (
          <Item key={each.id} each={each} {...props} name={nameOf(each.author)} />
        ))}
      </ol>
      {late
        .filter(({ author }) => author === userId)
        .map((each) => (
          <p key={each.id} className="alert" role="status">
            Written while your suggestion was {each.decision?.how}, and not part of the text: “{lateWords(each)}”.
            Suggest it again if it matters.
          </p>
        ))}
    </section>
  );
}

function Item({
  each,
  name,
  room: { mode },
  userId,
  times,
  ...acts
}: { each: Placed; name: string } & SuggestionTextProps & Acts) {
  const { id } = each;
  const words = inWords(each);
  return (
    <li className="sug-item">
      <p>
        <b>{name}</b> <span className="muted">{times[id] ?? "just now"}</span>
      </p>
      <p className="sug-words">{words}</p>
      {each.found ? null : <p className="muted">The text it was about was deleted.</p>}
      {each.found && !each.found.exact ? <p className="muted">The text was changed since.</p> : null}
      <p className="sug-acts">
        <button type="button" className="btn btn-s" onClick={() => acts.onShow(id)} disabled={!each.found}>
          Show <span className="vh">: {words}</span>
        </button>
        {mode === "write" ? (
          <>
            <button type="button" className="btn btn-s" onClick={() => acts.onAccept(id)} disabled={!each.found}>
              Accept <span className="vh">: {words}</span>
            </button>
            <button type="button" className="btn btn-s" onClick={() => acts.onReject(id)}>
              Reject <span className="vh">: {words}</span>
            </button>
          </>
        ) : null}
        {mode === "suggest" && each.author === userId ? (
          <button type="button" className="btn btn-s" onClick={() => acts.onWithdraw(id)}>
            Withdraw <span className="vh">: {words}</span>
          </button>
        ) : null}
      </p>
    </li>
  );
}

/** A suggestion as a sentence. */
export function inWords(each: Suggestion): string {
  const out = onScreen(each.anchor.quote);
  const into = onScreen(each.text);
  switch (kindOf(each)) {
    case "insert":
      return `Add “${into}”`;
    case "delete":
      return `Take out “${out}”`;
    case "replace":
      return `Replace “${out}” with “${into}”`;
    case "join":
      return "Join two lines";
  }
}

interface Listed {
  open: Placed[];
  late: Suggestion[];
}
const NONE: Listed = { open: [], late: [] };

function useSuggestions(text: Y.XmlFragment): Listed {
  const cache = useRef<{ key: string; listed: Listed }>({ key: "", listed: NONE });
  const subscribe = useCallback((listener: () => void) => watchText(text, listener), [text]);
  const read = () => {
    if (!text.doc) return NONE;
    const listed = {
      open: openSuggestions(text.doc, textBlocks(text)),
      late: readSuggestions(text.doc).filter((each) => lateWords(each) !== ""),
    };
    const key = JSON.stringify(listed);
    if (key !== cache.current.key) cache.current = { key, listed };
    return cache.current.listed;
  };
  return useSyncExternalStore(subscribe, read, () => NONE);
}
