import { useId } from "react";
import { Field } from "#app/ui/field.tsx";
import { Posting } from "#app/ui/posting.tsx";
import type { CommentsPart } from "#server/pages/comments.ts";
import { CommentThread } from "./comment-thread.tsx";
import "./comments.css";

/** What is said about the items of a paper that is not written live. */
export function ItemComments({ part, items, zone }: { part: CommentsPart; items: readonly string[]; zone: string }) {
  const id = useId();
  const { threads } = part;
  if (threads.length === 0 && !part.may) return null;
  return (
    <section className="comments no-print" aria-labelledby={id}>
      <h3 id={id}>
        Comments <span className="muted">{threads.filter(({ resolved }) => resolved === null).length} open</span>
      </h3>
      <ol>
        {threads.map((thread) => (
          <CommentThread key={thread.id} thread={thread} part={part} zone={zone} asked={null} made={false} />
        ))}
      </ol>
      {part.may ? (
        <details>
          <summary>Comment on an item</summary>
          <Posting to={`${part.to}/thread`} id={`${id}-new`} label="Comment" done="Posted." small>
            {(error) => (
              <>
                <Field
                  as="select"
                  name="quote"
                  id={`${id}-new-quote`}
                  label="Item it is about"
                  error={error("quote")}
                  required
                >
                  {items.map((item) => (
                    <option key={item} value={item.slice(0, 300)}>
                      {item}
                    </option>
                  ))}
                </Field>
                <Field
                  as="textarea"
                  name="words"
                  id={`${id}-new-words`}
                  label="Your comment"
                  rows={3}
                  maxLength={2000}
                  error={error("words")}
                  required
                />
              </>
            )}
          </Posting>
        </details>
      ) : null}
    </section>
  );
}
