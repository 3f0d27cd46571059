import type { FormShape, Scalar } from "#shared/documents/form.ts";
import type { History } from "#shared/history.ts";
import { treeAt } from "#shared/history-blocks.ts";
import type { FormField } from "#shared/history-labels.ts";
import type { Target } from "#shared/history-restore.ts";
import { formText, settings, textAt } from "#shared/history-text.ts";
import { roomMode } from "#shared/machine.ts";
import type { Room } from "#shared/rooms.ts";
import type { CommandContext } from "../context.ts";
import { breather, fieldsOf, readable, readHistory, rowNumber } from "./history.ts";

/**
 * The text of a moment, for bringing it back by an edit in the browser: only for those who may write in the room now,
 * and only what they themselves may write there.
 * @returns `null` for everybody else, and for a moment that is none.
 */
export async function restoreTarget(
  ctx: CommandContext,
  room: Room | null,
  asked: string | null,
): Promise<Target | null> {
  const found = room && readable(ctx, room);
  if (!room || !found || found.frozen || roomMode(ctx.viewer, room, found.behind) !== "write") return null;
  const history = await readHistory(ctx, found.id, breather());
  const at = rowNumber(asked, history.head);
  const { shape } = found.behind;
  if (at === null || shape.kind === "empty") return null;
  if (shape.kind === "rich")
    return { kind: "rich", fragment: shape.fragment, nodes: treeAt(history, shape.fragment, at) };
  return formTarget(history, shape, fieldsOf(ctx, room), { at, userId: ctx.viewer.userId });
}

function formTarget(
  history: History,
  shape: FormShape,
  fields: readonly FormField[],
  { at, userId }: { at: number; userId: string },
): Extract<Target, { kind: "form" }> {
  const texts: Extract<Target, { kind: "form" }>["texts"] = [];
  const values: Extract<Target, { kind: "form" }>["values"] = [];
  for (const { key, kind, section, label: name, words } of fields) {
    const label = `${section}, ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const rule = kind === "text" ? shape.texts[key] : shape.values[key];
    if (!rule || (rule.ownerId !== undefined && rule.ownerId !== userId)) continue;
    if (kind === "text") {
      const text = textAt(history, key, at);
      if (formText(history, key) && text !== textAt(history, key, history.head)) texts.push({ key, label, text });
      continue;
    }
    const value: Scalar = settings(history, key, at).stands?.value ?? null;
    const now: Scalar = settings(history, key, history.head).stands?.value ?? null;
    if (value !== now && shape.values[key]?.allows(value))
      values.push({ key, label, value, words: words(value), now: { value: now, words: words(now) } });
  }
  return { kind: "form", texts, values };
}
