/**
 * The binding between the editor and the shared document: y-prosemirror, and nothing else, as one TipTap extension.
 * Undo takes back this person's own edits only. Carets of others carry their party's mark-ink and, while they move, a
 * name. Everything visible comes from classes: the page's security policy allows no style attributes.
 */
import { Extension } from "@tiptap/core";
import type { Node as Content } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { redo, undo, yCursorPlugin, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { PresenceUser } from "#shared/wire.ts";
import "./mended-undo.ts";
import { acceptEmptyLists, writeByStretches } from "./writing-down.ts";

/** Lists in lists: the server takes no deeper nesting. */
const DEEPEST = 9;
const NAME_MS = 2_000;

export function collaboration(fragment: Y.XmlFragment, awareness: Awareness) {
  return Extension.create({
    name: "collaboration",
    priority: 1000,
    addKeyboardShortcuts: () => ({
      "Mod-z": ({ editor }) => undo(editor.state),
      "Mod-y": ({ editor }) => redo(editor.state),
      "Shift-Mod-z": ({ editor }) => redo(editor.state),
    }),
    onBeforeCreate: ({ editor }) => acceptEmptyLists(editor.schema),
    addProseMirrorPlugins: () => [
      writeByStretches(ySyncPlugin(fragment)),
      yCursorPlugin(awareness, {
        awarenessStateFilter: (own: number, client: number, state: { user?: PresenceUser }) =>
          client !== own && Boolean(state.user?.userId),
        cursorBuilder: caret,
        selectionBuilder: (user: PresenceUser) => ({ class: "others-selection", "data-party": user.party }),
      }),
      yUndoPlugin(),
      namesWhileMoving(awareness),
      shallow,
    ],
  });
}

function caret(user: PresenceUser, client: number): HTMLElement {
  const element = document.createElement("span");
  element.className = "caret";
  element.dataset.party = user.party;
  element.dataset.client = String(client);
  element.setAttribute("aria-hidden", "true");
  element.append("\u2060", Object.assign(document.createElement("span"), { textContent: user.name }), "\u2060");
  return element;
}

/** A name beside every caret all the time hides the text; it is shown while that person types or moves. */
function namesWhileMoving(awareness: Awareness): Plugin {
  return new Plugin({
    view(view: EditorView) {
      const timers = new Map<number, ReturnType<typeof setTimeout>>();
      // Carets are drawn anew at every change: what is known of them is put on again each time.
      const paint = () => {
        const edge = view.dom.getBoundingClientRect().right;
        for (const caret of view.dom.querySelectorAll<HTMLElement>(".caret[data-client]")) {
          caret.classList.toggle("is-moving", timers.has(Number(caret.dataset.client)));
          // At the right edge the name stands before its caret.
          const name = caret.querySelector("span")?.offsetWidth ?? 0;
          caret.classList.toggle("at-edge", caret.getBoundingClientRect().right + name > edge);
        }
      };
      const onChange = ({ updated }: { updated: number[] }) => {
        for (const client of updated) {
          clearTimeout(timers.get(client));
          const rest = () => {
            timers.delete(client);
            paint();
          };
          timers.set(client, setTimeout(rest, NAME_MS));
        }
        paint();
      };
      awareness.on("change", onChange);
      return {
        update: paint,
        destroy: () => {
          awareness.off("change", onChange);
          for (const timer of timers.values()) clearTimeout(timer);
        },
      };
    },
  });
}

/** Drops a local edit that would nest lists deeper than the server takes. */
const shallow = new Plugin({
  filterTransaction: (transaction, { doc }) =>
    !transaction.docChanged ||
    transaction.getMeta("addToHistory") === false ||
    depth(transaction.doc) <= Math.max(DEEPEST, depth(doc)),
});

function depth(node: Content): number {
  if (node.isTextblock) return 0;
  let deepest = 0;
  node.forEach((child) => {
    deepest = Math.max(deepest, 1 + depth(child));
  });
  return deepest;
}
