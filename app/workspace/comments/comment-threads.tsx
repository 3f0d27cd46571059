/**
 * `<CommentThreads comments zone />`: what is said about a text, in its order, beside it. `comments` is
 * `useComments(part, room)`; the text takes its `remarks`, `onRemark` and `onRemarkAt`. Resolved conversations are folded;
 * words that were deleted stay quoted. It prints only when asked to.
 */
import { useEffect, useId, useRef, useState } from "react";
import { Field } from "#app/ui/field.tsx";
import { Posting } from "#app/ui/posting.tsx";
import { CommentThread } from "./comment-thread.tsx";
import type { Comments } from "./use-comments.ts";
import "./comments.css";

export function CommentThreads({ comments, zone }: { comments: Comments; zone: string }) {
  const { part, draft, asked } = comments;
  const [printed, setPrinted] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const threads = useSteady(comments.threads, list);
  const open = threads.filter(({ resolved }) => resolved === null).length;
  const id = useId();
  return (
    <section className={printed ? "comments" : "comments no-print"} aria-labelledby={id}>
      <h3 id={id}>
        Comments <span className="muted">{open} open</span>
      </h3>
      {draft ? <NewThread key={draft.start + draft.end} comments={comments} onMade={setMade} /> : null}
      {part.may && !draft ? (
        <p className="muted no-print">
          Select words in the text, then “Comment on the selected words” or Ctrl+Alt+M. With the caret in marked words
          the same keys lead to their comment, and Escape leads back.
        </p>
      ) : null}
      {threads.length === 0 && !part.may ? <p className="muted">None was made.</p> : null}
      <ol ref={list}>
        {threads.map((thread) => (
          <CommentThread
            key={thread.id}
            thread={thread}
            part={part}
            zone={zone}
            asked={asked?.id === thread.id ? asked : null}
            made={made === thread.id}
          />
        ))}
      </ol>
      {threads.length > 0 ? (
        <label className="check small no-print">
          <input type="checkbox" checked={printed} onChange={(event) => setPrinted(event.currentTarget.checked)} />
          <span>Print the comments with the page</span>
        </label>
      ) : null}
    </section>
  );
}

/** A conversation that begins. The words it is about stay marked in the text while it is written. */
function NewThread({ comments, onMade }: { comments: Comments; onMade: (id: string) => void }) {
  const { part, draft, setDraft } = comments;
  const id = useId();
  useEffect(() => document.getElementById(`${id}-words`)?.focus(), [id]);
  if (!draft) return null;
  return (
    <div className="comment-new no-print">
      <blockquote className="comment-quote">“{draft.quote}”</blockquote>
      <Posting
        to={`${part.to}/thread`}
        id={id}
        label="Comment"
        done=""
        small
        onDone={({ threadId }) => {
          setDraft(null);
          if (threadId) onMade(threadId);
        }}
        beside={
          <button type="button" className="btn btn-s" onClick={() => setDraft(null)}>
            Discard
          </button>
        }
      >
        {(error) => (
          <>
            <input type="hidden" name="start" value={draft.start} />
            <input type="hidden" name="end" value={draft.end} />
            <input type="hidden" name="quote" value={draft.quote} />
            <Field
              as="textarea"
              name="words"
              id={`${id}-words`}
              label="Your comment"
              rows={3}
              maxLength={2000}
              error={error("words")}
              required
            />
          </>
        )}
      </Posting>
    </div>
  );
}

/** While somebody is in the list it keeps its order: what is under their hands does not jump. */
function useSteady<T extends { id: string }>(items: readonly T[], list: { current: HTMLElement | null }): readonly T[] {
  const shown = useRef<readonly string[]>([]);
  const inside = typeof document !== "undefined" && (list.current?.contains(document.activeElement) ?? false);
  const before = shown.current;
  const rank = (id: string) => (before.includes(id) ? before.indexOf(id) : before.length);
  const steady = inside ? [...items].sort((a, b) => rank(a.id) - rank(b.id)) : items;
  useEffect(() => {
    shown.current = steady.map(({ id }) => id);
  });
  return steady;
}
