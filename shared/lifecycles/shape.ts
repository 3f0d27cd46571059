/**
 * The one shape every lifecycle table has. A table says, for each state and each part of the record, what each hat
 * may do; and which moves lead from state to state. Screens, commands, sockets and tests read the same table.
 */

/**
 * What a person is to one record: a role in its program, or a relation to the record itself. `owner`: the rater of a
 * card, the officer of a case. `author`: whose private part this is, while it is written; `submitter`: the same person
 * once it was handed in.
 */
export const HATS = [
  "supervisor",
  "administrator",
  "panelist",
  "coordinator",
  "executive",
  "custodian",
  "owner",
  "author",
  "submitter",
  "observer",
  "recusedLead",
] as const;
export type Hat = (typeof HATS)[number];

/**
 * R read · W write · K propose changes or comment · S sign · X move the state on · C count or status only (never content).
 * A letter string such as "RWS" grants each letter; a missing hat grants nothing, not even that the record exists.
 */
export type Letter = "R" | "W" | "K" | "S" | "X" | "C";
export type Grants = Partial<Record<Hat, string>>;

export interface State<Part extends string> {
  label: string;
  meaning: string;
  parts: Record<Part, Grants>;
  /** Read before anything else while this person has not acknowledged the interview kit. */
  partsBeforeKit?: Partial<Record<Part, Grants>>;
  /** Read instead of `parts` while the signed scoring mode is "open". */
  partsWhenOpen?: Partial<Record<Part, Grants>>;
}

export interface Move<S extends string> {
  from: readonly S[];
  to: S;
  /** Hats that may make the move by themselves; empty when only the server makes it (after the second signature, say). */
  by: readonly Hat[];
  meaning: string;
}

export interface Lifecycle<S extends string = string, Part extends string = string, M extends string = string> {
  initial: S;
  states: Record<S, State<Part>>;
  moves: Record<M, Move<S>>;
  /** The states in which a visit (a session limited to one interview) reaches this record; without it, in none. */
  visits?: readonly S[];
  /**
   * True for a case: a record about one officer. Its leads are the supervisor and the administrator named for it, and
   * the officer is the officer and nothing else, whatever role they hold.
   */
  isCase?: true;
  /**
   * Parts written alone. Their rooms open to their author only (without one, to the owner), also later: others who have R
   * read what was handed in, and never the words that were taken out before.
   */
  alone?: readonly NoInfer<Part>[];
  /** Rich parts in which the letter K lets somebody propose changes inside the text itself. */
  suggests?: readonly NoInfer<Part>[];
}

/** Checks a table against the shape while keeping its literal state, part and move names. */
export function lifecycle<S extends string, Part extends string, M extends string>(
  table: Lifecycle<S, Part, M>,
): Lifecycle<S, Part, M> {
  return table;
}
