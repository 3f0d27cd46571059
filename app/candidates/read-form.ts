import { type CandidateInput, parseCandidate } from "#shared/candidate-input.ts";
import type { FormError, FormValues } from "./form-values.ts";

/**
 * Reads the candidate form. Rows left empty are no rows; everything typed comes back, so that nothing is lost.
 * @param today ISO date of the program
 */
export function readCandidateForm(
  form: FormData | URLSearchParams,
  today: string,
): {
  values: FormValues;
  candidate: CandidateInput | null;
  errors: FormError[];
} {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const keys = (list: string) =>
    [...form.keys()].flatMap((name) => {
      const match = new RegExp(`^${list}\\.(\\d{1,4})\\.(?:agency|what)$`).exec(name);
      return match ? [Number(match[1])] : [];
    });
  const values: FormValues = {
    name: text("name"),
    email: text("email"),
    post: text("post"),
    spans: keys("spans").map((key) => ({
      key,
      agency: text(`spans.${key}.agency`),
      post: text(`spans.${key}.post`),
      from: text(`spans.${key}.from`),
      to: text(`spans.${key}.to`),
    })),
    youth: keys("youth").map((key) => ({
      key,
      what: text(`youth.${key}.what`),
      when: text(`youth.${key}.when`),
      verifier: text(`youth.${key}.verifier`),
    })),
  };
  const filled = { spans: values.spans.filter(hasText), youth: values.youth.filter(hasText) };
  const parsed = parseCandidate({ ...values, ...filled }, today);
  if (parsed.ok) return { values, candidate: parsed.candidate, errors: [] };
  const errors = parsed.problems.map(({ path, sentence }) => {
    const [list, index, field] = path.split(".");
    const row = list === "spans" || list === "youth" ? filled[list][Number(index)] : undefined;
    return { field: row && field ? `${list}.${row.key}.${field}` : path, sentence };
  });
  return { values, candidate: null, errors };
}

function hasText(row: Record<string, string | number>): boolean {
  return Object.entries(row).some(([field, value]) => field !== "key" && String(value).trim() !== "");
}
