/** The editors behind `<SuggestionText>`, in a bundle of their own. */
import type { Editor } from "@tiptap/core";
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { TEXT_FRAGMENT } from "#shared/documents/rich.ts";
import { RemarkButton, useRemarkKeys } from "../comments/remarking.tsx";
import { RichTextEditor } from "../rich-text-editor.tsx";
import { RICH_LABEL } from "../unsent.ts";
import { accept, decideAll, redraw, reject, suggestionsShown } from "./deciding.ts";
import type { Remark } from "./decorations.ts";
import type { Says } from "./marked.ts";
import { createSuggesting, type Suggesting } from "./suggesting.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import type { SuggestionText, SuggestionTextProps } from "./suggestion-text.tsx";

type View = Editor["view"];
const NONE: readonly Remark[] = [];

export function SuggestionEditor(props: ComponentProps<typeof SuggestionText>) {
  const { room, userId, names, label, fragment = TEXT_FRAGMENT, remarks = NONE, onRemark, onRemarkAt, beside } = props;
  const { mode } = room;
  const [view, setView] = useState<View | null>(null);
  const [clean, setClean] = useState(false);
  const [dropped, setDropped] = useState<string | null>(null);
  const suggesting = useRef<Suggesting | null>(null);
  const latest = useRef({ names, remarks });
  latest.current = { names, remarks };
  const says: Says = (id, kind) => {
    const who = latest.current.names[id.slice(0, id.indexOf("."))] ?? "Somebody";
    return kind === "insert" ? `[${who} suggests to add: ` : `[${who} suggests to take out: `;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the remarks are read anew when drawn
  useEffect(() => {
    if (view && !view.isDestroyed) mode === "write" ? redraw(view) : suggesting.current?.refresh();
  }, [view, remarks, mode]);
  const host = useRef<HTMLDivElement>(null);
  const text = room.doc?.getXmlFragment(fragment) ?? null;
  useRemarkKeys(host, view, text, { onRemark: mode === "read" ? undefined : onRemark, onRemarkAt });
  if (!text) return null;
  return (
    <div ref={host} className={clean ? "sug-text is-clean" : "sug-text"}>
      <div className="sug-bar">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
        <div role="group" aria-label="Show the text" className="sug-views">
          <button type="button" className="btn btn-s" aria-pressed={!clean} onClick={() => setClean(false)}>
            Markup
          </button>
          <button type="button" className="btn btn-s" aria-pressed={clean} onClick={() => setClean(true)}>
            Clean
          </button>
        </div>
        {onRemark && mode !== "read" ? <RemarkButton view={view} text={text} onRemark={onRemark} /> : null}
      </div>
      {dropped ? (
        <p className="error-msg" role="alert">
          {dropped}
        </p>
      ) : null}
      <div className="sug-columns">
        {mode === "write" ? (
          <RichTextEditor
            room={room}
            label={label}
            fragment={fragment}
            plugins={(text) => [suggestionsShown(text, says, () => latest.current.remarks)]}
            onEditor={(editor) => setView(editor?.view ?? null)}
          />
        ) : (
          <SuggestingBox
            {...props}
            says={says}
            remarks={() => latest.current.remarks}
            explain={setDropped}
            onReady={(made) => {
              suggesting.current = made;
              setView(made?.view ?? null);
            }}
          />
        )}
        <div className="sug-beside">
          <SuggestionList
            {...props}
            text={text}
            onAccept={(id) => view !== null && accept(view, id, userId)}
            onReject={(id) => view !== null && reject(view, id, userId)}
            onAll={(how) => (view === null ? 0 : decideAll(view, how, userId))}
            onWithdraw={(id) => suggesting.current?.withdraw(id)}
            onShow={(id) => show(view, id)}
          />
          {beside}
        </div>
      </div>
    </div>
  );
}

function SuggestingBox({
  room,
  userId,
  label,
  fragment = TEXT_FRAGMENT,
  says,
  remarks,
  explain,
  onReady,
}: Omit<SuggestionTextProps, "remarks"> & {
  says: Says;
  remarks: () => NonNullable<SuggestionTextProps["remarks"]>;
  explain: (sentence: string | null) => void;
  onReady: (made: Suggesting | null) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const calls = useRef({ says, remarks, explain, onReady });
  calls.current = { says, remarks, explain, onReady };
  const { doc, connection, mode } = room;
  useEffect(() => {
    if (!doc || !host.current) return;
    connection?.label(RICH_LABEL, label);
    const made = createSuggesting({
      element: host.current,
      fragment: doc.getXmlFragment(fragment),
      userId,
      label,
      readOnly: mode !== "suggest",
      says: (id, kind) => calls.current.says(id, kind),
      remarks: () => calls.current.remarks(),
      explain: (sentence) => calls.current.explain(sentence),
    });
    calls.current.onReady(made);
    return () => {
      calls.current.onReady(null);
      made.destroy();
    };
  }, [doc, connection, fragment, userId, label, mode]);
  return <div className="notes rich" ref={host} />;
}

/** Brings a suggestion into sight and puts the caret beside it. */
function show(view: View | null, id: string): void {
  const found = view?.dom.querySelector(`[data-suggestion="${CSS.escape(id)}"]`);
  if (!view || !found) return;
  found.scrollIntoView({ block: "nearest" });
  view.focus();
}
