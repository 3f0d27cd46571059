import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/**
 * Where a text begins with a heading that nobody edits, the browser gives the keyboard's user focus and no caret, and
 * what is typed goes nowhere. The caret stands in the first line then, once the browser had its turn.
 */
export const caretAtFocus = new Plugin({
  props: {
    handleDOMEvents: {
      focus: (view) => {
        setTimeout(placeCaret, 25, view);
        return false;
      },
    },
  },
});

function placeCaret(view: EditorView): void {
  if (view.isDestroyed || !view.editable || !view.hasFocus()) return;
  const { doc, selection, tr } = view.state;
  const shown = view.dom.ownerDocument.getSelection();
  const inside = shown?.anchorNode && view.dom.contains(shown.anchorNode) ? shown : null;
  // Where the browser stands, which a click has moved before the editor hears of it.
  const at = inside?.anchorNode ? view.posAtDOM(inside.anchorNode, inside.anchorOffset) : selection.head;
  const atFirstHeading = at <= 1 && doc.firstChild?.type.name === "heading";
  if (inside && !atFirstHeading) return;
  if (atFirstHeading) {
    let line = -1;
    doc.descendants((node, pos) => {
      if (line < 0 && node.isTextblock && node.type.name !== "heading") line = pos + 1;
      return line < 0;
    });
    if (line > 0) view.dispatch(tr.setSelection(TextSelection.create(doc, line)));
  }
  view.focus();
}
