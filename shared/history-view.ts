import type { Change } from "./history.ts";
import type { Party } from "./roles.ts";

/** What the History page shows: words and who wrote them, nothing of the log itself. */
export interface HistoryView {
  /** Who wrote here; the first is Accord itself. Everything else names them by their place in this list. */
  people: Author[];
  moments: ShownMoment[];
  /** The moment shown, by its row, and the one it is compared with; equal when nothing is compared. */
  at: number;
  from: number;
  passages: Passage[];
  /** Parts that nobody changed since their first content, left out. */
  untouched: number;
  /** True when the text is longer than what is sent. */
  cut: boolean;
}

export interface Author {
  name: string;
  initials: string;
  /** Null for Accord itself. */
  party: Party | null;
}

export interface ShownMoment {
  seq: number;
  by: number;
  from: number;
  to: number;
  added: number;
  removed: number;
  set: number;
}

/** A paragraph, a heading, or a field of a form. */
export interface Passage {
  key: string;
  section: string | null;
  label: string | null;
  kind: "heading" | "paragraph" | "item" | "text" | "value";
  change: Change;
  runs: Run[];
  values: ValueLine[];
}

/** Words of one person. */
export interface Run {
  text: string;
  by: number;
  at: number;
  change: Change;
  bold: boolean;
  italic: boolean;
  /** Who took them away, for words that are gone. */
  gone: { by: number; at: number } | null;
  /** Who changed their bold or italic. */
  restyled: { by: number; at: number } | null;
}

/** A value a field was given. */
export interface ValueLine {
  words: string;
  by: number;
  at: number;
  /** It holds at the moment shown; it held at the moment compared with; it held earlier; it lost against one set at the same time. */
  state: "stands" | "before" | "earlier" | "lost";
}

/** The History page of one room. `at` and `from` are numbers of rows, as an address carries them. */
export interface HistoryPage {
  view: HistoryView;
  zone: string;
  /** What the text is called, and where it is. */
  subject: { title: string; of: string; to: string };
  /** Where this history is; the text of a moment to restore is below it. */
  path: string;
  /** The room, for those who may write in it now. */
  room: { name: string; mode: "write" } | null;
  /** The same text before it was opened again, and after. */
  revisions: { revision: number; to: string }[];
  revision: number;
}
