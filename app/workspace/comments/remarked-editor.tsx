/** The editor behind `<RemarkedText>`, in a bundle of its own. */
import type { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "react";
import { TEXT_FRAGMENT } from "#shared/documents/rich.ts";
import { RichTextEditor } from "../rich-text-editor.tsx";
import { redraw, suggestionsShown } from "../suggest/deciding.ts";
import type { RemarkedTextProps } from "./remarked-text.tsx";
import { RemarkButton, useRemarkKeys } from "./remarking.tsx";
import type { Comments } from "./use-comments.ts";

type View = Editor["view"];

export function RemarkedEditor({
  room,
  label,
  fragment = TEXT_FRAGMENT,
  comments,
}: RemarkedTextProps & { comments: Comments }) {
  const { remarks } = comments;
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const latest = useRef(remarks);
  latest.current = remarks;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the remarks are read anew when drawn
  useEffect(() => {
    if (view && !view.isDestroyed) redraw(view);
  }, [view, remarks]);
  const text = room.doc?.getXmlFragment(fragment) ?? null;
  useRemarkKeys(host, view, text, comments);
  return (
    <div ref={host}>
      <RichTextEditor
        room={room}
        label={label}
        fragment={fragment}
        plugins={(text) => [
          suggestionsShown(
            text,
            () => "",
            () => latest.current,
          ),
        ]}
        onEditor={(editor) => setView(editor?.view ?? null)}
        tools={comments.onRemark ? <RemarkButton view={view} text={text} onRemark={comments.onRemark} /> : null}
      />
    </div>
  );
}
