import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { CommentsPart, ThreadLine } from "#server/pages/comments.ts";
import { type Anchor, textBlocks } from "#shared/comment-anchor.ts";
import { inTextOrder, type Standing } from "#shared/comment-order.ts";
import { TEXT_FRAGMENT } from "#shared/documents/rich.ts";
import type { Room } from "../room.ts";
import type { Remark } from "../suggest/decorations.ts";
import { watchText } from "../suggest/watch.ts";

/** What stands between a text and the conversations about it, for one page. */
export interface Comments {
  part: CommentsPart;
  /** In the order of the text as it is now. */
  threads: readonly ThreadLine[];
  /** For the text: where the open ones are, and the one being begun. */
  remarks: readonly Remark[];
  onRemark?: (anchor: Anchor) => void;
  onRemarkAt: (id: string, by: "pointer" | "keyboard") => void;
  /** The words a new conversation is about. */
  draft: Anchor | null;
  setDraft: (anchor: Anchor | null) => void;
  /** The conversation that was asked for last. */
  asked: { id: string; by: "pointer" | "keyboard" } | null;
}

/** The mark of the words a comment is being written about. */
const DRAFT = "draft";

/** @param part what the loader says, `null` for those who read no comments @param room the live text */
export function useComments(part: CommentsPart | null, room: Room, fragment = TEXT_FRAGMENT): Comments | null {
  const [draft, setDraft] = useState<Anchor | null>(null);
  const [asked, onAsked] = useState<Comments["asked"]>(null);
  const threads = useOrdered(part?.threads ?? NONE, room, fragment);
  const given = part?.threads ?? NONE;
  const remarks = useMemo(() => {
    const open = given
      .filter(({ resolved, anchor }) => resolved === null && anchor.start !== "")
      .map(({ id, anchor, name }) => ({ id, anchor, resolved: false, says: `[Comment by ${name}: ` }));
    if (!draft) return open;
    return [...open, { id: DRAFT, anchor: draft, resolved: false, says: "[Your comment is about: " }];
  }, [given, draft]);
  if (!part) return null;
  return {
    part,
    threads,
    remarks,
    onRemark: part.may ? setDraft : undefined,
    onRemarkAt: (id, by) => onAsked({ id, by }),
    draft,
    setDraft,
    asked,
  };
}

const NONE: readonly ThreadLine[] = [];

/** The order and standing change with each edit of the text, whoever makes it. */
function useOrdered(threads: readonly ThreadLine[], { doc, ready }: Room, fragment: string): readonly ThreadLine[] {
  const subscribe = useCallback(
    (listener: () => void) => (doc ? watchText(doc.getXmlFragment(fragment), listener) : () => {}),
    [doc, fragment],
  );
  const cache = useRef<{ of: readonly ThreadLine[]; key: string; list: readonly ThreadLine[] }>({
    of: NONE,
    key: "",
    list: NONE,
  });
  const read = () => {
    if (!doc || !ready || threads.length === 0) return threads;
    const list = inTextOrder(threads, textBlocks(doc.getXmlFragment(fragment)));
    const key = list.map(({ id, standing }: { id: string; standing: Standing }) => `${id} ${standing}`).join();
    if (cache.current.of !== threads || cache.current.key !== key) cache.current = { of: threads, key, list };
    return cache.current.list;
  };
  return useSyncExternalStore(subscribe, read, () => threads);
}
