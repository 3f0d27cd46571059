/** Runs in the browser: what the two authors do, each through their own editor. */
import type { Editor } from "@tiptap/core";
import { toggleMark } from "@tiptap/pm/commands";
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { redo, undo } from "y-prosemirror";
import { accept, decideAll, reject } from "../../../app/workspace/suggest/deciding.ts";
import { lines } from "../../../app/workspace/suggest/marked.ts";
import { HEADING_STAYS } from "../../../app/workspace/suggest/rewrite.ts";
import { NOT_JOINED, type Suggesting } from "../../../app/workspace/suggest/suggesting.ts";
import { textBlocks } from "../../../shared/comment-anchor.ts";
import { openSuggestions } from "../../../shared/suggestions.ts";
import { paste, pick, press, select, selectSome, somewhere, type } from "./hands.ts";
import type { Client, Random } from "./world.ts";

export type Act = [name: string, weight: number, act: (random: Random) => void];

const PASTED = [
  "<p>first pasted line</p><p>second pasted line</p>",
  "<ul><li>one</li><li>two</li></ul><p>after <b>bold</b></p>",
  "<h2>A heading</h2><table><tr><td>a</td><td>b</td></tr></table>",
  'plain <ins data-suggestion="usr_a.00000000-0000-4000-8000-000000000000">forged</ins> words<br>next',
];
const WORDS = ["visit ", "the ", "school ", "often, ", "é", "😀", "x", " and", " calm.", "lesson plan "];

/** What both do alike. */
function common(view: EditorView): Act[] {
  const range = (random: Random, most: number) => {
    const from = somewhere(view, random);
    const to = Math.min(view.state.doc.content.size - 1, from + 1 + Math.floor(random() * most));
    select(view, from, to);
  };
  const remove = () => {
    const { selection, tr } = view.state;
    if (!selection.empty) view.dispatch(tr.deleteSelection());
  };
  return [
    [
      "insert",
      5,
      (random) => {
        select(view, somewhere(view, random));
        type(view, pick(random, WORDS));
      },
    ],
    ["type on", 4, (random) => type(view, pick(random, WORDS))],
    [
      "replace",
      2,
      (random) => {
        range(random, 8);
        type(view, pick(random, WORDS));
      },
    ],
    [
      "delete",
      3,
      (random) => {
        range(random, 6);
        remove();
      },
    ],
    [
      "delete across lines",
      1,
      (random) => {
        range(random, 60);
        remove();
      },
    ],
    [
      "split",
      2,
      (random) => {
        select(view, somewhere(view, random));
        press(view, "Enter");
      },
    ],
    [
      "join",
      1,
      (random) => {
        const line = pick(random, lines(view.state.doc));
        select(view, line.start);
        press(view, "Backspace");
      },
    ],
    [
      "join below",
      1,
      (random) => {
        const line = pick(random, lines(view.state.doc));
        select(view, line.start + line.node.content.size);
        press(view, "Delete");
      },
    ],
    [
      "paste",
      1,
      (random) => {
        select(view, somewhere(view, random));
        paste(view, pick(random, PASTED));
      },
    ],
    [
      "paste over",
      0.5,
      (random) => {
        range(random, 40);
        paste(view, pick(random, PASTED));
      },
    ],
  ];
}

export function writerActs(editor: Editor, client: Client): Act[] {
  const { view } = editor;
  const open = () => openSuggestions(client.doc, textBlocks(client.fragment));
  const decided = (how: typeof accept) => (random: Random) => {
    const all = open();
    if (all.length > 0) how(view, pick(random, all).id, client.userId);
  };
  return [
    ...common(view),
    [
      "bold",
      1,
      (random) => {
        selectSome(view, random);
        editor.commands.toggleBold();
      },
    ],
    [
      "list",
      0.7,
      (random) => {
        selectSome(view, random);
        editor.commands.toggleBulletList();
      },
    ],
    [
      "all",
      0.1,
      () => {
        view.dispatch(view.state.tr.setSelection(TextSelection.atStart(view.state.doc)));
        paste(view, "<p>x</p>");
      },
    ],
    ["accept", 3, decided(accept)],
    ["reject", 1.5, decided(reject)],
    ["accept all", 0.3, () => void decideAll(view, "accept", client.userId)],
    ["reject all", 0.2, () => void decideAll(view, "reject", client.userId)],
    ["undo", 2, () => void undo(view.state)],
    ["redo", 1, () => void redo(view.state)],
  ];
}

export function suggesterActs(made: Suggesting, client: Client, dropped: readonly string[]): Act[] {
  const { view } = made;
  const refusedAlways = (change: () => void) => {
    const before = [view.state.doc, dropped.length] as const;
    change();
    if (view.state.doc !== before[0] || dropped.length === before[1]) throw new Error("an edit of the form was taken");
  };
  /** Words are never dropped, but where a heading stands or two lines are not neighbours. */
  const taken = common(view).map(
    ([name, weight, act]): Act => [
      name,
      weight,
      (random) => {
        const before = dropped.length;
        act(random);
        const why = dropped.slice(before).filter((sentence) => sentence !== HEADING_STAYS && sentence !== NOT_JOINED);
        if (why.length > 0) throw new Error(`dropped: ${why.join()}`);
      },
    ],
  );
  return [
    ...taken,
    [
      "bold",
      1,
      (random) => {
        selectSome(view, random);
        if (view.state.selection.empty || !view.state.selection.$from.parent.isTextblock) return;
        const bold = view.state.schema.marks.bold;
        const { from, to } = view.state.selection;
        const has = bold && !view.state.doc.rangeHasMark(from, to, bold) && view.state.doc.textBetween(from, to);
        if (has && bold) refusedAlways(() => toggleMark(bold)(view.state, view.dispatch));
      },
    ],
    [
      "list",
      0.5,
      () => {
        const { bulletList, listItem } = view.state.schema.nodes;
        const range = view.state.selection.$from.blockRange();
        if (
          !range ||
          !bulletList ||
          !listItem ||
          range.depth !== 0 ||
          range.parent.maybeChild(range.startIndex)?.type.name !== "paragraph"
        )
          return;
        refusedAlways(() => view.dispatch(view.state.tr.wrap(range, [{ type: bulletList }, { type: listItem }])));
      },
    ],
    [
      "withdraw",
      1,
      (random) => {
        const own = openSuggestions(client.doc, textBlocks(client.fragment)).filter((s) => s.author === client.userId);
        if (own.length > 0) made.withdraw(pick(random, own).id);
      },
    ],
    ["undo", 2, () => void made.undo()],
    ["redo", 1, () => void made.redo()],
  ];
}

/** One act, by weight. */
export function choose(random: Random, acts: readonly Act[]): Act {
  let left = random() * acts.reduce((sum, [, weight]) => sum + weight, 0);
  for (const act of acts) {
    left -= act[1];
    if (left < 0) return act;
  }
  return acts[0] as Act;
}
