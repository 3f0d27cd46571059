/**
 * Canonical JSON: object keys in code-point order, no white space, `undefined` left out. Equal content gives equal
 * bytes, so a hash over it can be recomputed years later by any program. Source: the idea of RFC 8785 (JSON
 * Canonicalization Scheme), limited to strings, finite numbers, booleans, null, arrays and plain objects.
 * @throws TypeError on anything else (NaN, functions, dates): such a record must not be sealed.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("A canonical record holds finite numbers only.");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value as Record<string, unknown>)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`;
  }
  throw new TypeError("A canonical record holds plain data only.");
}
