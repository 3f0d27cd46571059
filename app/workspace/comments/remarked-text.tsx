/**
 * `<RemarkedText room label blocks comments />`: a rich text that several people write, with what is said about its words
 * marked in it. Without `comments` it is `<RichText>`. The editor is loaded only for those who write.
 */
import { type ComponentType, lazy, Suspense } from "react";
import type { NoteBlock } from "#shared/documents/notes.ts";
import { TEXT_FRAGMENT } from "#shared/documents/rich.ts";
import { RichText } from "../rich-text.tsx";
import type { Room } from "../room.ts";
import type { Comments } from "./use-comments.ts";

export interface RemarkedTextProps {
  room: Room;
  label: string;
  blocks?: readonly NoteBlock[];
  comments: Comments | null;
  fragment?: string;
}

const Loaded = lazy<ComponentType<RemarkedTextProps & { comments: Comments }>>(() =>
  import("./remarked-editor.tsx").then(
    ({ RemarkedEditor }) => ({ default: RemarkedEditor }),
    () => ({ default: RichText }),
  ),
);

export function RemarkedText({ comments, fragment = TEXT_FRAGMENT, ...props }: RemarkedTextProps) {
  const plain = <RichText {...props} fragment={fragment} />;
  if (!comments || !props.room.editable || !props.room.doc) return plain;
  return (
    <Suspense fallback={plain}>
      <Loaded {...props} fragment={fragment} comments={comments} />
    </Suspense>
  );
}
