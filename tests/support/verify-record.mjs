// Recomputes the hash of an exported record with nothing of Accord: node tests/support/verify-record.mjs FILE
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const file = JSON.parse(readFileSync(process.argv[2], "utf8"));

// Canonical JSON, written from its description in the file: keys in code-point order, no white space.
function canonical(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

const hashOf = (value) =>
  createHash("sha256")
    .update(Buffer.from(canonical(value), "utf8"))
    .digest("hex");
const hash = hashOf(file.content);
// A record signed step by step: each signature binds the content with only the acts before it.
const { acts } = file.content;
const steps = Array.isArray(acts) ? acts.map((_, i) => hashOf({ ...file.content, acts: acts.slice(0, i) })) : [];
const same = hash === file.hash && file.signatures.every((signature) => [hash, ...steps].includes(signature.hash));
console.log(JSON.stringify({ unchanged: same, hash, signatures: file.signatures.length }));
process.exitCode = same ? 0 : 1;
