import type { Figures } from "./measure.ts";
import type { Kind } from "./servers/server.ts";
import type { Workload } from "./workloads/workload.ts";

/** One repetition; without figures when it failed. */
export interface Result {
  workload: string;
  server: string;
  rep: number;
  figures: Figures | null;
}

/** One repetition as one line. */
export function lineOf(server: string, figures: Figures | null): string {
  if (!figures) return `${server.padEnd(18)} FAILED`;
  const said = Object.entries(figures).filter(([, value]) => Number.isFinite(value));
  return `${server.padEnd(18)} ${said.map(([name, value]) => `${name} ${short(value)}`).join("  ")}`;
}

/** Medians, one row for each server; behind a peer's figure in brackets: Accord's divided by it. */
export function table({ name, columns }: Workload, kinds: readonly Kind[], results: readonly Result[]): string {
  const middle = (server: string, column: string) =>
    median(
      results
        .filter((result) => result.workload === name && result.server === server)
        .map(({ figures }) => figures?.[column] ?? Number.NaN)
        .filter(Number.isFinite),
    );
  const cell = (server: string, column: string) => {
    const value = middle(server, column);
    if (!Number.isFinite(value)) return "-";
    const ratio = middle("accord", column) / value;
    return server === "accord" || !Number.isFinite(ratio) ? short(value) : `${short(value)} (${ratio.toFixed(2)}x)`;
  };
  const rows = [
    ["median", ...columns],
    ...kinds.map((kind) => [kind.name, ...columns.map((column) => cell(kind.name, column))]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((text, i) => text.padEnd(widths[i] as number)).join("   ")}\n`).join("");
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[half] as number;
  return ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
