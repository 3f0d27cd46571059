import type { Member } from "#db/programs.ts";
import type { DocumentShape } from "#shared/documents/form.ts";
import type { History } from "#shared/history.ts";
import { blocks } from "#shared/history-blocks.ts";
import type { FormField } from "#shared/history-labels.ts";
import { formText, type Piece, pieces, settings } from "#shared/history-text.ts";
import type { Author, HistoryView, Passage, Run, ValueLine } from "#shared/history-view.ts";

/** Who wrote in a room. A row without a person was written by Accord. */
export interface Authors {
  people: Author[];
  /** A person's place in `people`. */
  of(userId: string | null): number;
  /** Who and when, of a row. */
  row(seq: number): { by: number; at: number };
}

export function authorsOf({ rows }: History, members: readonly Member[]): Authors {
  const ids = [null, ...new Set(rows.flatMap(({ userId }) => (userId === null ? [] : [userId])))];
  const people = ids.map((id): Author => {
    if (id === null) return { name: "Accord", initials: "", party: null };
    const member = members.find(({ userId }) => userId === id);
    return member
      ? { name: member.name, initials: member.initials, party: member.party }
      : { name: "Somebody who left", initials: "?", party: "community" };
  });
  const places = new Map(ids.map((id, place) => [id, place]));
  const of = (userId: string | null) => places.get(userId) ?? 0;
  return {
    people,
    of,
    row(seq) {
      const row = rows[seq - 1];
      return { by: of(row?.userId ?? null), at: row?.at ?? 0 };
    },
  };
}

interface Asked {
  shape: DocumentShape;
  fields: readonly FormField[];
  authors: Authors;
  at: number;
  from: number;
  /** Also what nobody ever changed. */
  all: boolean;
}

/** About this many bytes are sent at most; nobody reads more on one page. */
const MOST_BYTES = 400_000;
const RUN_BYTES = 150;

/** The text of a moment, or of two set side by side, passage by passage, with pauses for the server's other work. */
export async function passagesOf(
  history: History,
  asked: Asked,
  rest: () => Promise<void>,
): Promise<Pick<HistoryView, "passages" | "untouched" | "cut">> {
  const passages: Passage[] = [];
  let [room, untouched, cut] = [MOST_BYTES, 0, false];
  for (const passage of allPassages(history, asked)) {
    await rest();
    if (!asked.all && asked.shape.kind !== "rich" && !touched(passage, asked)) {
      untouched++;
      continue;
    }
    const runs = passage.runs.filter(({ text }) => {
      room -= text.length + RUN_BYTES;
      return room > 0;
    });
    room -= (passage.values.length + 1) * RUN_BYTES;
    cut ||= room <= 0;
    if (room > 0 || runs.length > 0) passages.push({ ...passage, runs });
    if (cut) break;
  }
  return { passages, untouched, cut };
}

function allPassages(history: History, asked: Asked): Iterable<Passage> {
  return asked.shape.kind === "rich"
    ? richPassages(history, asked, asked.shape.fragment)
    : formPassages(history, asked);
}

/** When two moments are compared, what differs; otherwise what a person, and not Accord, ever wrote. */
function touched({ runs, values }: Passage, { at, from }: Asked): boolean {
  if (at !== from)
    return runs.some(({ change }) => change !== "kept") || values.some(({ state }) => state === "before");
  return runs.some(({ by }) => by !== 0) || values.some(({ by }) => by !== 0);
}

function* richPassages(history: History, { authors, at, from }: Asked, fragment: string): Generator<Passage> {
  let place = 0;
  for (const { kind, change, pieces } of blocks(history, fragment, from, at))
    yield {
      key: String(place++),
      section: null,
      label: null,
      kind,
      change,
      runs: runsOf(pieces, authors),
      values: [],
    };
}

function* formPassages(history: History, { fields, authors, at, from }: Asked): Generator<Passage> {
  for (const { key, kind, section, label, words } of fields) {
    const passage = { key, section, label, kind, change: "kept" as const, runs: [], values: [] };
    if (kind === "value") {
      const values = valueLines(history, { key, words, authors, at, from });
      if (values.length > 0) yield { ...passage, values };
      continue;
    }
    const text = formText(history, key);
    if (text) yield { ...passage, runs: runsOf(pieces(history, text, from, at), authors) };
  }
}

/** All values a field had: each with who set it and when, also those that were overwritten. */
function valueLines(
  history: History,
  { key, words, authors, at, from }: Pick<Asked, "authors" | "at" | "from"> & Pick<FormField, "key" | "words">,
): ValueLine[] {
  const { all, stands } = settings(history, key, at);
  const before = at === from ? null : settings(history, key, from).stands;
  const changed = before?.seq !== stands?.seq || before?.value !== stands?.value;
  return all.map((one) => ({
    words: words(one.value),
    ...authors.row(one.seq),
    state:
      one.seq === stands?.seq && one.value === stands.value
        ? "stands"
        : changed && one.seq === before?.seq && one.value === before.value
          ? "before"
          : one.gone === one.seq
            ? "lost"
            : "earlier",
  }));
}

/** One person's words stand together while they were written within a quarter of an hour. */
const TOGETHER_MS = 15 * 60_000;

function runsOf(all: readonly Piece[], authors: Authors): Run[] {
  const runs: Run[] = [];
  for (const { text, seq, gone, change, marks, restyled } of all) {
    const { by, at } = authors.row(seq);
    const run: Run = {
      text,
      by,
      at,
      change,
      bold: "bold" in marks,
      italic: "italic" in marks,
      gone: change === "out" && gone !== null ? authors.row(gone) : null,
      restyled: restyled === null ? null : authors.row(restyled),
    };
    const last = runs.at(-1);
    if (last && together(last, run)) last.text += text;
    else runs.push(run);
  }
  return runs;
}

function together(a: Run, b: Run): boolean {
  return (
    a.by === b.by &&
    a.change === b.change &&
    a.bold === b.bold &&
    a.italic === b.italic &&
    a.gone?.by === b.gone?.by &&
    a.restyled?.by === b.restyled?.by &&
    Math.abs(a.at - b.at) <= TOGETHER_MS
  );
}
