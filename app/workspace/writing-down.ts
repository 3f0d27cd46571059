/**
 * How an edit of the notes gets into the shared document. y-prosemirror compares the whole text with the whole document
 * and mends what differs; two of its habits would touch what is nobody's to touch.
 */
import { type Node as Content, Fragment, type Schema } from "@tiptap/pm/model";
import type { Plugin } from "@tiptap/pm/state";
import { type ProsemirrorBinding, updateYFragment } from "y-prosemirror";

/**
 * Writes an edit under several questions question by question. Compared at once, what moved from one question to
 * another would take the headings between out of the document and put copies in.
 * @param sync y-prosemirror's own plugin
 */
export function writeByStretches(sync: Plugin): Plugin {
  const { binding } = (sync.spec.state as unknown as { init(): { binding: ProsemirrorBinding } }).init();
  const write = binding._prosemirrorChanged.bind(binding);
  binding._prosemirrorChanged = (doc: Content) => {
    for (const step of between(written(binding), doc)) updateYFragment(binding.doc, binding.type, step, binding);
    write(doc);
  };
  return sync;
}

/**
 * Shows a list that lost its last line to two people at once with an empty line, which is written down when somebody
 * writes into that list. y-prosemirror would take the list out of the document as soon as anybody looks at it.
 */
export function acceptEmptyLists(schema: Schema): void {
  const strict = schema.node.bind(schema);
  schema.node = (type, attrs, content, marks) => {
    try {
      return strict(type, attrs, content, marks);
    } catch (error) {
      const kind = typeof type === "string" ? schema.nodes[type] : type;
      const filled = kind?.createAndFill(attrs, content, marks);
      if (!filled) throw error;
      return filled;
    }
  };
}

/** The lines as the document has them now; `null` when that is not known of all of them. */
function written({ type, mapping }: ProsemirrorBinding): Content[] | null {
  const lines: Content[] = [];
  for (const element of type.toArray()) {
    const node = mapping.get(element);
    if (!node || Array.isArray(node)) return null;
    lines.push(node);
  }
  return lines;
}

/** The texts between `before` and `after`, each with one more stretch as it is after; `after` itself is not among them. */
function between(before: Content[] | null, after: Content): Content[] {
  if (!before) return [];
  const [old, now] = [stretches(before), stretches(after.children)];
  if (old.length !== now.length) return [];
  const changed = old.flatMap((stretch, i) => (same(stretch, now[i] ?? []) ? [] : [i]));
  return changed.slice(0, -1).map((last) => {
    const lines = now.map((stretch, i) => (i <= last ? stretch : (old[i] ?? [])));
    return after.type.create(after.attrs, Fragment.from(lines.flat()));
  });
}

/** What stands before the first heading, that heading, what stands below it, and so on. */
function stretches(lines: readonly Content[]): Content[][] {
  const found: Content[][] = [[]];
  for (const line of lines)
    if (line.type.name === "heading") found.push([line], []);
    else found.at(-1)?.push(line);
  return found;
}

function same(one: readonly Content[], other: readonly Content[]): boolean {
  return one.length === other.length && one.every((line, i) => line === other[i]);
}
