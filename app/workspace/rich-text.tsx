/**
 * `<RichText room label blocks? question? fragment? />`: the shared notes of a room whose document is `notesShape`, or the
 * text of one whose document is `textShape` (its `fragment`).
 * Those who write get the editor, loaded only then; those who read, pages without scripts and the first moment get the
 * plain reading. `blocks`: `readNotes()` from the loader. Merely opening it never changes the document.
 */
import { type ComponentType, lazy, Suspense, useCallback, useRef, useSyncExternalStore } from "react";
import { blocksOf, NOTES_FRAGMENT, type NoteBlock } from "#shared/documents/notes.ts";
import type { Room } from "./room.ts";

interface RichTextProps {
  room: Room;
  label: string;
  blocks?: readonly NoteBlock[];
  /** The question the panel is at, from 0: its place is shown to those who are not writing. */
  question?: number | null;
  /** The part of the document that holds the text. */
  fragment?: string;
}

const Editor = lazy<ComponentType<RichTextProps>>(() =>
  import("./rich-text-editor.tsx").then(
    ({ RichTextEditor }) => ({ default: RichTextEditor }),
    () => ({ default: Unavailable }),
  ),
);

export function RichText({ room, label, blocks = [], question = null, fragment = NOTES_FRAGMENT }: RichTextProps) {
  const now = useBlocks(room, blocks, fragment);
  const reading = <Reading label={label} blocks={now} />;
  if (!room.editable || !room.doc) return reading;
  return (
    <Suspense fallback={reading}>
      <Editor room={room} label={label} question={question} fragment={fragment} />
    </Suspense>
  );
}

function Unavailable({ label }: RichTextProps) {
  return <p className="muted">The editor for “{label}” could not be loaded. Load the page again to write here.</p>;
}

function Reading({ label, blocks }: { label: string; blocks: readonly NoteBlock[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div className="notes rich" role="group" aria-label={label}>
      {blocks.length === 0 ? <p className="muted">Nothing written.</p> : null}
      {blocks.map((block, index) =>
        block.type === "heading" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a plain reading has no identity but its place
          <h3 key={index}>{block.text}</h3>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a plain reading has no identity but its place
          <p key={index} className={block.type === "item" ? "rich-item" : undefined}>
            {block.text}
          </p>
        ),
      )}
    </div>
  );
}

function useBlocks({ doc, ready }: Room, blocks: readonly NoteBlock[], name: string): readonly NoteBlock[] {
  const cache = useRef<{ text: string; blocks: readonly NoteBlock[] }>({ text: "", blocks });
  const subscribe = useCallback(
    (listener: () => void) => {
      const fragment = doc?.getXmlFragment(name);
      fragment?.observeDeep(listener);
      return () => fragment?.unobserveDeep(listener);
    },
    [doc, name],
  );
  const read = () => {
    if (!doc || !ready) return blocks;
    const next = blocksOf(doc.getXmlFragment(name));
    const text = JSON.stringify(next);
    if (text !== cache.current.text) cache.current = { text, blocks: next };
    return cache.current.blocks;
  };
  return useSyncExternalStore(subscribe, read, () => blocks);
}
