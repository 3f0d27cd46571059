/**
 * `<SuggestionText room userId names times label fragment? remarks? onRemark? onRemarkAt? beside?
 * blocks? />`: a rich text with the suggestions
 * made for it, and beside it their list. Whoever writes edits the text and decides; whoever suggests types, and what they
 * type is a suggestion they may withdraw; everybody else reads both. The editors are loaded only then.
 */
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import type { NoteBlock } from "#shared/documents/notes.ts";
import type { Room } from "../room.ts";
import type { Remark } from "./decorations.ts";

export interface SuggestionTextProps {
  /** Its mode says who this is: whoever writes, suggests or only reads. */
  room: Room;
  userId: string;
  /** How people are called here, by user id. */
  names: Readonly<Record<string, string>>;
  /** When the server first saw each suggestion, by its id, in words; one not listed was made just now. */
  times: Readonly<Record<string, string>>;
  label: string;
  /** The part of the document that holds the text. */
  fragment?: string;
  /** Open comment threads, with their anchors. */
  remarks?: readonly Remark[];
  /** Asked for a comment on the selected words: their anchor, and the words. */
  onRemark?: (anchor: Remark["anchor"]) => void;
  /** A remark was pointed at, or the caret in it asked for its conversation. */
  onRemarkAt?: (id: string, by: "pointer" | "keyboard") => void;
  /** What stands beside the text, below the suggestions: the conversations. */
  beside?: ReactNode;
  /** What stands there for pages without scripts and until the editor is loaded. */
  blocks?: readonly NoteBlock[];
}

const Loaded = lazy<ComponentType<SuggestionTextProps>>(() =>
  import("./suggestion-editor.tsx").then(
    ({ SuggestionEditor }) => ({ default: SuggestionEditor }),
    () => ({ default: Unavailable }),
  ),
);

export function SuggestionText(props: SuggestionTextProps) {
  const plain = <Plain {...props} />;
  if (!props.room.doc || !props.room.ready) return plain;
  return (
    <Suspense fallback={plain}>
      <Loaded {...props} />
    </Suspense>
  );
}

function Unavailable({ label }: SuggestionTextProps) {
  return <p className="muted">The editor for “{label}” could not be loaded. Load the page again to write here.</p>;
}

function Plain({ label, blocks = [], beside }: SuggestionTextProps) {
  return (
    <div className="sug-columns">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div className="notes rich" role="group" aria-label={label}>
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a plain reading has no identity but its place
          <p key={index}>{block.text}</p>
        ))}
      </div>
      {beside ? <div className="sug-beside">{beside}</div> : null}
    </div>
  );
}
