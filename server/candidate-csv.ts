import { parse } from "csv-parse/sync";
import { identity } from "#db/candidates.ts";
import { type CandidateInput, parseCandidate } from "#shared/candidate-input.ts";
import { kindOf } from "./file-kind.ts";

export const CSV_LIMIT = 1024 * 1024;
export const CSV_ROWS = 500;
const GROUPS = [1, 2, 3, 4];

/** The columns of the file, in the order of the template. Only `name` must be there. */
export const CSV_COLUMNS = [
  "name",
  "email",
  "post",
  ...GROUPS.flatMap((n) => [`agency_${n}`, `post_${n}`, `from_${n}`, `to_${n}`]),
  ...GROUPS.flatMap((n) => [`what_${n}`, `when_${n}`, `verifier_${n}`]),
];

/** One thing to correct. `row` counts as a spreadsheet does: 1 is the header. */
export interface CsvProblem {
  row: number;
  column: string | null;
  sentence: string;
}

export interface CsvReading {
  /** What stops the file as a whole. */
  fileProblem: string | null;
  problems: CsvProblem[];
  candidates: { row: number; candidate: CandidateInput }[];
}

/**
 * Reads a CSV of candidates without changing anything: what would be imported, and every problem by row and column.
 * Commas, semicolons and tabs are told apart by the header; a byte-order mark and any line ends are taken as they come.
 * @param known identities (db/candidates.ts) that are in the round already.
 * @param today ISO date of the program
 */
export function readCandidateCsv(bytes: Uint8Array, known: ReadonlySet<string>, today: string): CsvReading {
  const text = decode(bytes);
  if (!text.ok) return whole(text.problem);
  const table = split(text.text);
  if (!table.ok) return whole(table.problem);
  const [header = [], ...rows] = table.records;
  const columns = header.map((cell) => cell.trim().toLowerCase());
  const headerProblem = checkHeader(columns, header);
  if (headerProblem) return whole(headerProblem);

  const filled = rows.filter((cells) => cells.some((cell) => cell.trim() !== "")).length;
  if (filled === 0)
    return whole("The file has a header and no candidate below it. Fill in one row for each candidate.");
  if (filled > CSV_ROWS)
    return whole(`The file has ${filled} rows; at most ${CSV_ROWS} fit into one import. Split it.`);

  const reading: CsvReading = { fileProblem: null, problems: [], candidates: [] };
  const seen = new Map<string, number>();
  for (const [index, cells] of rows.entries()) {
    const row = index + 2;
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (cells.length > columns.length) {
      reading.problems.push({ row, column: null, sentence: tooManyCells(cells.length, columns.length) });
      continue;
    }
    const parsed = parseRow(columns, cells, today);
    if (!parsed.ok) {
      reading.problems.push(...parsed.problems.map((problem) => ({ row, ...problem })));
      continue;
    }
    const key = identity(parsed.candidate);
    const twin = seen.get(key);
    seen.set(key, twin ?? row);
    if (twin !== undefined)
      reading.problems.push({ row, column: "name", sentence: `The same candidate stands in row ${twin}. Remove one.` });
    else if (known.has(key))
      reading.problems.push({
        row,
        column: "name",
        sentence: "This candidate is in the round already. Remove the row.",
      });
    else reading.candidates.push({ row, candidate: parsed.candidate });
  }
  return reading;
}

/** An empty file to fill in: the header row, with a byte-order mark so that spreadsheets read it as UTF-8. */
export function csvTemplate(): string {
  return `\ufeff${CSV_COLUMNS.join(",")}\r\n`;
}

function whole(fileProblem: string): CsvReading {
  return { fileProblem, problems: [], candidates: [] };
}

type Decoded = { ok: true; text: string } | { ok: false; problem: string };

function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { ok: false, problem: "The file is empty. Fill in the template and choose it again." };
  const kind = kindOf(bytes);
  if (kind)
    return {
      ok: false,
      problem: `This file is ${kind.name}, not a CSV file. Open it in a spreadsheet, choose “Save as”, then “CSV UTF-8”, and choose that file.`,
    };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return { ok: true, text };
  } catch {
    // Not UTF-8: the sentence below says what to do.
  }
  return {
    ok: false,
    problem:
      "The letters of this file are not stored as UTF-8, so names could be imported wrongly. In the spreadsheet choose “Save as”, then “CSV UTF-8”, and choose that file.",
  };
}

type Table = { ok: true; records: string[][] } | { ok: false; problem: string };

function split(text: string): Table {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
    }) as string[][];
    return { ok: true, records };
  } catch (error) {
    const line = Number((error as { lines?: unknown }).lines);
    const where = Number.isFinite(line) ? `Near line ${line} a` : "A";
    return {
      ok: false,
      problem: `${where} quotation mark is not closed or stands inside a cell without being doubled. Write "" for a quotation mark inside a quoted cell.`,
    };
  }
}

/** The separator the header uses most. LibreOffice and European Excel write semicolons. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, "");
  const count = (mark: string) => header.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function checkHeader(columns: string[], written: string[]): string | null {
  const known = new Set(CSV_COLUMNS);
  if (!columns.some((column) => known.has(column)))
    return "The first row names none of the columns. Keep the template’s first row as it is.";
  const unknown = written.filter((_, i) => !known.has(columns[i] ?? "")).map((cell) => cell.trim().slice(0, 40));
  if (unknown.length > 0)
    return `${unknown.length === 1 ? "This column is" : "These columns are"} not known: ${unknown.map((u) => (u ? `“${u}”` : "a column without a name")).join(", ")}. Rename or remove ${unknown.length === 1 ? "it" : "them"}; the template has the names.`;
  const twice = columns.filter((column, i) => columns.indexOf(column) !== i);
  if (twice.length > 0) return `The column “${twice[0]}” is there twice. Remove one.`;
  if (!columns.includes("name")) return "The column “name” is missing. Add it; the template has all columns.";
  return null;
}

function tooManyCells(cells: number, columns: number): string {
  return `This row has ${cells} cells; the first row names ${columns} columns. Put quotation marks around a cell that holds the separator.`;
}

function parseRow(columns: string[], cells: string[], today: string) {
  const cell = (column: string) => cells[columns.indexOf(column)]?.trim() ?? "";
  const filled =
    (...names: string[]) =>
    (n: number) =>
      names.some((name) => cell(`${name}_${n}`) !== "");
  const spans = GROUPS.filter(filled("agency", "post", "from", "to"));
  const youth = GROUPS.filter(filled("what", "when", "verifier"));
  const parsed = parseCandidate(
    {
      name: cell("name"),
      email: cell("email"),
      post: cell("post"),
      spans: spans.map((n) => ({
        agency: cell(`agency_${n}`),
        post: cell(`post_${n}`),
        from: cell(`from_${n}`),
        to: /^(present|today|now)$/i.test(cell(`to_${n}`)) ? "" : cell(`to_${n}`),
      })),
      youth: youth.map((n) => ({ what: cell(`what_${n}`), when: cell(`when_${n}`), verifier: cell(`verifier_${n}`) })),
    },
    today,
  );
  if (parsed.ok) return parsed;
  const columnOf = (path: string) => {
    const [list, index, field] = path.split(".");
    if (list === "spans" && field) return `${field}_${spans[Number(index)]}`;
    if (list === "youth" && field) return `${field}_${youth[Number(index)]}`;
    return path;
  };
  return {
    ok: false as const,
    problems: parsed.problems.map(({ path, sentence }) => ({ column: columnOf(path), sentence })),
  };
}
