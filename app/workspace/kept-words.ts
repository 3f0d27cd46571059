/**
 * The words in changes that can no longer be added anywhere, for copying: `wordsOf(changes)`.
 * Reads the changes alone, without their document: only what this person typed and did not delete again.
 */
import * as Y from "yjs";
import type { KeptChange } from "./outbox.ts";
import type { UnsentText } from "./unsent.ts";

/** One typed unit. `text` is empty for what only holds a place (a new paragraph, a mark). */
interface Unit {
  client: number;
  clock: number;
  text: string;
  /** Typed where nothing of ours stood before it. */
  first: boolean;
}

interface Field {
  units: Unit[];
  value: string | null;
}

export function wordsOf(changes: readonly KeptChange[]): UnsentText[] {
  const fields = new Map<string, Field>();
  const gone: { client: number; clock: number; len: number }[] = [];
  for (const { bytes, label } of changes) {
    const field = fields.get(label) ?? { units: [], value: null };
    fields.set(label, field);
    const { structs, ds } = Y.decodeUpdate(bytes);
    for (const struct of structs) if (struct instanceof Y.Item) take(field, struct);
    for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) gone.push({ client, clock, len });
  }
  const isGone = ({ client, clock }: Unit) =>
    gone.some((range) => range.client === client && clock >= range.clock && clock < range.clock + range.len);
  return [...fields]
    .map(([label, { units, value }]) => ({ label, text: value ?? written(units.filter((unit) => !isGone(unit))) }))
    .filter(({ text }) => text !== "");
}

function take(field: Field, item: Y.Item): void {
  const { content, id } = item;
  if (content instanceof Y.ContentAny) {
    field.value = content.arr.at(-1) == null ? null : String(content.arr.at(-1));
    return;
  }
  const text = content instanceof Y.ContentString ? content.str : "";
  const left = find(field.units, item.origin);
  const right = find(field.units, item.rightOrigin);
  const at = left >= 0 ? left + 1 : right >= 0 ? right : field.units.length;
  const units = Array.from({ length: item.length }, (_, i) => ({
    client: id.client,
    clock: id.clock + i,
    text: text[i] ?? "",
    first: i === 0 && left < 0,
  }));
  // Typed right before words of ours: one run now.
  const next = left < 0 ? field.units[right] : undefined;
  if (next) next.first = false;
  field.units.splice(at, 0, ...units);
}

function find(units: readonly Unit[], id: Y.ID | null): number {
  return id ? units.findIndex((unit) => unit.client === id.client && unit.clock === id.clock) : -1;
}

/** What was typed at different places stands on lines of its own. */
function written(units: readonly Unit[]): string {
  let text = "";
  let apart = false;
  for (const unit of units) {
    apart ||= unit.first;
    if (unit.text === "") continue;
    if (apart && text !== "") text += "\n";
    apart = false;
    text += unit.text;
  }
  return text;
}
