import { useEffect, useId, useRef, useState } from "react";
import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { Posting } from "#app/ui/posting.tsx";
import { Time } from "#app/ui/time.tsx";
import type { CommentsPart, ThreadLine } from "#server/pages/comments.ts";

/** One conversation: the words it is about, what was said, and what may be done. */
export function CommentThread({
  thread,
  part,
  zone,
  asked,
  made,
}: {
  thread: ThreadLine;
  part: CommentsPart;
  zone: string;
  /** Set when its words in the text were pointed at, or asked for it. */
  asked: { by: "pointer" | "keyboard" } | null;
  /** Begun just now on this screen. */
  made: boolean;
}) {
  const { id, anchor, standing, resolved, comments } = thread;
  const box = useRef<HTMLDetailsElement>(null);
  const reply = useId();
  const [open, setOpen] = useState(resolved === null);
  const isResolved = resolved !== null;
  // What is being typed here is not folded away under its author's hands.
  useEffect(() => {
    const typed = box.current?.querySelector("textarea")?.value ?? "";
    setOpen(!isResolved || typed !== "");
  }, [isResolved]);
  useEffect(() => {
    if (!asked && !made) return;
    setOpen(true);
    box.current?.scrollIntoView({ block: "nearest" });
    if (made || asked?.by === "keyboard") box.current?.querySelector("summary")?.focus();
  }, [asked, made]);
  const placed = standing === "here" || standing === "changed";
  // Escape leads from any control inside back to the text.
  useEffect(() => {
    const element = box.current;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && showInText(id);
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, [id]);
  return (
    <li className={asked ? "comment-thread is-asked" : "comment-thread"}>
      <details ref={box} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span>
            {resolved ? "Resolved: " : ""}
            <q className="comment-quote">{anchor.quote}</q>
          </span>
        </summary>
        {standing === "deleted" ? <p className="muted">The text this was about was deleted.</p> : null}
        {standing === "changed" ? <p className="muted">The words were changed since.</p> : null}
        <ol>
          {comments.map((one) => (
            <li key={one.id}>
              <p>
                <b>{one.name}</b>{" "}
                <span className="muted">
                  <Time at={one.at} zone={zone} as="slot" />
                </span>
              </p>
              <p className="comment-words">{one.words}</p>
            </li>
          ))}
        </ol>
        {resolved ? (
          <p className="muted">
            Resolved by {resolved.name}, <Time at={resolved.at} zone={zone} as="slot" />
          </p>
        ) : null}
        <div className="comment-acts no-print">
          {placed ? (
            <button type="button" className="btn btn-s" onClick={() => showInText(id)}>
              Show in the text<span className="vh">: {anchor.quote}</span>
            </button>
          ) : null}
          {part.may ? (
            <Act
              to={`${part.to}/${resolved ? "reopening" : "resolution"}`}
              label={resolved ? "Open again" : "Resolve"}
              values={{ threadId: id }}
              small
            />
          ) : null}
        </div>
        {part.may ? (
          <div className="no-print">
            <Posting to={`${part.to}/reply`} id={reply} label="Answer" done="" small>
              {(error) => (
                <>
                  <input type="hidden" name="threadId" value={id} />
                  <Field
                    as="textarea"
                    name="words"
                    id={`${reply}-words`}
                    label={
                      <>
                        Your answer<span className="vh"> about “{anchor.quote}”</span>
                      </>
                    }
                    hint={resolved ? "An answer opens it again." : undefined}
                    rows={2}
                    maxLength={2000}
                    error={error("words")}
                    required
                  />
                </>
              )}
            </Posting>
          </div>
        ) : null}
      </details>
    </li>
  );
}

/** Brings the words into sight and, for those who write there, the caret to them. */
function showInText(id: string): void {
  const words = document.querySelector<HTMLElement>(`[data-remark="${CSS.escape(id)}"]`);
  if (!words) return;
  words.scrollIntoView({ block: "center" });
  const editor = words.closest<HTMLElement>("[contenteditable=true]");
  const first = document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
  if (!editor || !first) return;
  editor.focus();
  // One letter in: the caret stands inside the words and not before them.
  document.getSelection()?.collapse(first, Math.min(1, first.textContent?.length ?? 0));
}
