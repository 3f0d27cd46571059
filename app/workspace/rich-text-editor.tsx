/** The editor behind `<RichText>`, in a bundle of its own: TipTap over y-prosemirror, with exactly the schema of `notesShape`. */
import { Editor, Extension } from "@tiptap/core";
import type { Plugin } from "@tiptap/pm/state";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { XmlFragment } from "yjs";
import { NOTES_FRAGMENT } from "#shared/documents/notes.ts";
import { collaboration } from "./collaboration.ts";
import { showQuestion } from "./question-headings.ts";
import { richText } from "./rich-schema.ts";
import type { Room } from "./room.ts";
import { RICH_LABEL } from "./unsent.ts";

/** More than this at once is not a note. */
const LONGEST_PASTE = 50_000;

/** How a copied piece says what it was taken from, as this editor writes it: lines, or lines of lists. */
const TAKEN_FROM = /\bdata-pm-slice\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi;
const FROM_NOTES = /^\d+ \d+ \[(,?"bulletList",(null|\{\}),"listItem",(null|\{\}))*(,?"bulletList",(null|\{\}))?\]$/;

const MARKS = [
  { name: "bold", words: "Bold", toggle: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { name: "italic", words: "Italic", toggle: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  { name: "bulletList", words: "List", toggle: (editor: Editor) => editor.chain().focus().toggleBulletList().run() },
] as const;

export function RichTextEditor({
  room,
  label,
  question = null,
  fragment = NOTES_FRAGMENT,
  plugins,
  onEditor,
  tools,
}: {
  room: Room;
  label: string;
  question?: number | null;
  /** The part of the document that holds the text. */
  fragment?: string;
  /** What else works on this text; made once for each editor. */
  plugins?: (text: XmlFragment) => Plugin[];
  onEditor?: (editor: Editor | null) => void;
  /** What else can be done with the text, beside its formatting. */
  tools?: ReactNode;
}) {
  const { doc, connection } = room;
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [active, setActive] = useState("");
  const [tooLong, setTooLong] = useState(false);
  const more = useRef({ plugins, onEditor });
  more.current = { plugins, onEditor };
  useEffect(() => {
    if (!doc || !connection || !host.current) return;
    connection.label(RICH_LABEL, label);
    const tooMuch = (data: DataTransfer | null) => {
      const over = (data?.getData("text").length ?? 0) > LONGEST_PASTE;
      setTooLong(over);
      return over;
    };
    const made = new Editor({
      element: host.current,
      injectCSS: false,
      extensions: [
        ...richText,
        collaboration(doc.getXmlFragment(fragment), connection.awareness),
        Extension.create({
          name: "more",
          addProseMirrorPlugins: () => more.current.plugins?.(doc.getXmlFragment(fragment)) ?? [],
        }),
      ],
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "rich-box" },
        transformPastedHTML: fromNotes,
        handlePaste: (_view, event) => tooMuch(event.clipboardData),
        handleDrop: (_view, event) => tooMuch(event.dataTransfer),
      },
      onTransaction: ({ editor }) =>
        setActive(
          MARKS.map(({ name }) => name)
            .filter((name) => editor.isActive(name))
            .join(),
        ),
    });
    setEditor(made);
    more.current.onEditor?.(made);
    return () => {
      setEditor(null);
      more.current.onEditor?.(null);
      made.destroy();
    };
  }, [doc, connection, label, fragment]);
  useEffect(() => {
    if (editor && question !== null) showQuestion(editor, question);
  }, [editor, question]);
  return (
    <div className="notes rich">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div className="rich-tools" role="group" aria-label={`Tools for ${label.toLowerCase()}`}>
        {MARKS.map(({ name, words, toggle }) => (
          <button
            key={name}
            type="button"
            className="btn btn-s"
            aria-pressed={active.split(",").includes(name)}
            disabled={!editor}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => editor && toggle(editor)}
          >
            {words}
          </button>
        ))}
        {tools}
      </div>
      {tooLong ? (
        <p className="error-msg" role="alert">
          That is too much to paste at once. Paste it in smaller pieces.
        </p>
      ) : null}
      <div ref={host} />
    </div>
  );
}

/** Pasted HTML may claim to be taken from where no text can stand, which ProseMirror believes and then throws. */
function fromNotes(html: string): string {
  return html.replace(TAKEN_FROM, (whole, value: string) =>
    FROM_NOTES.test(value.replace(/^["']|["']$/g, "").replaceAll("&quot;", '"')) ? whole : "",
  );
}
