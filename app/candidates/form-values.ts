/** What stands in the form, as typed. `key` keeps a row's fields together while rows come and go. */
export interface FormValues {
  name: string;
  email: string;
  post: string;
  spans: { key: number; agency: string; post: string; from: string; to: string }[];
  youth: { key: number; what: string; when: string; verifier: string }[];
}

export interface FormError {
  field: string;
  sentence: string;
}

/** A form with nothing in it: one empty row of each kind. */
export const EMPTY_FORM: FormValues = {
  name: "",
  email: "",
  post: "",
  spans: [{ key: 0, agency: "", post: "", from: "", to: "" }],
  youth: [{ key: 0, what: "", when: "", verifier: "" }],
};

/** Adds an empty row at the end of a list: the answer to its button where scripts do not run. */
export function withRow(values: FormValues, list: "spans" | "youth"): FormValues {
  return { ...values, [list]: [...values[list], { ...EMPTY_FORM[list][0], key: nextKey(values[list]) }] };
}

export function nextKey(rows: readonly { key: number }[]): number {
  return rows.reduce((max, row) => Math.max(max, row.key), -1) + 1;
}
