import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCandidateCsv } from "../../server/candidate-csv.ts";

const read = (name: string) =>
  readCandidateCsv(readFileSync(new URL(`../fixtures/libreoffice/${name}`, import.meta.url)), new Set(), "2026-11-20");

describe("files in LibreOffice's dialects", () => {
  test.each(["utf8-comma.csv", "utf8-bom-semicolon-quoted.csv", "utf8-tab.csv"])("[CSV-2] %s imports", (name) => {
    const { fileProblem, problems, candidates } = read(name);
    expect({ fileProblem, problems }).toEqual({ fileProblem: null, problems: [] });
    expect(candidates.map(({ row, candidate }) => [row, candidate.name])).toEqual([
      [2, "Officer José Nuñez"],
      [3, "Officer Zoë Ward"],
    ]);
    expect(candidates[0]?.candidate).toMatchObject({
      post: "patrol, east",
      spans: [{ post: "patrol; nights", from: "2019-03-04", to: null }],
      youth: [{ what: 'Robotics club "Bolts & Bots"' }],
    });
    expect(candidates[1]?.candidate.spans).toEqual([
      { agency: "Mesa County Sheriff", post: "deputy", from: "2015-06-01", to: "2020-02-29" },
    ]);
  });

  test("[CSV-2] in Windows-1252 it is refused with what to choose instead, and no name is guessed", () => {
    const { fileProblem, candidates } = read("windows-1252-semicolon.csv");
    expect(fileProblem).toMatch(/not stored as UTF-8.*CSV UTF-8/);
    expect(candidates).toEqual([]);
  });
});
