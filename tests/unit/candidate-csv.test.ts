import { describe, expect, test } from "vitest";
import { readCandidateForm } from "../../app/candidates/read-form.ts";
import { identity } from "../../db/candidates.ts";
import { CSV_COLUMNS, csvTemplate, readCandidateCsv } from "../../server/candidate-csv.ts";

const TODAY = "2026-11-20";
const nobody = new Set<string>();
const read = (text: string, known: ReadonlySet<string> = nobody) =>
  readCandidateCsv(Buffer.from(text, "utf8"), known, TODAY);

const NAIR = `name,email,post,agency_1,post_1,from_1,to_1,what_1,when_1,verifier_1
Officer Priya Nair,priya@example.org,patrol,Larkfield Police Department,"patrol, east",2022-09-06,,Robotics club,2023 to present,Librarian
`;

describe("reading candidates from CSV", () => {
  test("[CAND-3] a well-formed file: one candidate with service and evidence", () => {
    const { fileProblem, problems, candidates } = read(NAIR);
    expect({ fileProblem, problems }).toEqual({ fileProblem: null, problems: [] });
    expect(candidates).toEqual([
      {
        row: 2,
        candidate: {
          name: "Officer Priya Nair",
          email: "priya@example.org",
          post: "patrol",
          spans: [{ agency: "Larkfield Police Department", post: "patrol, east", from: "2022-09-06", to: null }],
          youth: [{ what: "Robotics club", when: "2023 to present", verifier: "Librarian" }],
        },
      },
    ]);
  });

  test.each([
    ["a byte-order mark", `\ufeff${NAIR}`],
    ["Windows line ends", NAIR.replaceAll("\n", "\r\n")],
    ["old Mac line ends", NAIR.replaceAll("\n", "\r")],
    ["semicolons", NAIR.replace('"patrol, east"', "patrol east").replaceAll(",", ";")],
    ["tabs", NAIR.replace('"patrol, east"', "patrol east").replaceAll(",", "\t")],
    ["capital column names", NAIR.replace("name,email", "Name,E-MAIL".replace("E-MAIL", "EMAIL"))],
    ["empty rows", `${NAIR}\n,,,,,,,,,\n\n`],
    ["“present” as last day", NAIR.replace("2022-09-06,,", "2022-09-06,Present,")],
    ["rows without trailing commas", "name,email,post\nSam Reyes\n"],
  ])("[CAND-3] takes %s as it comes", (_name, text) => {
    const { fileProblem, problems, candidates } = read(text);
    expect({ fileProblem, problems, n: candidates.length }).toEqual({ fileProblem: null, problems: [], n: 1 });
  });

  test("[CAND-3] line breaks inside quotes stay inside the cell, and rows keep their number", () => {
    const text = 'name,what_1,when_1\n"Sam\nReyes","Bike bench","2021\nto present"\nLuis Ortega,Club,\n';
    const { problems, candidates } = read(text);
    expect(candidates[0]?.candidate.name).toBe("Sam Reyes");
    expect(problems).toEqual([
      { row: 3, column: "when_1", sentence: "Say when, for example “2023 to present, weekly”." },
    ]);
  });

  test.each([
    ["a US date", "13/40/2022", "“13/40/2022” is not a date. Write it as 2022-09-06."],
    ["a US date that exists", "9/6/2022", "“9/6/2022” is not a date. Write it as 2022-09-06."],
    ["a day that does not exist", "2023-02-29", "“2023-02-29” is not a date. Write it as 2022-09-06."],
    ["words", "last spring", "“last spring” is not a date. Write it as 2022-09-06."],
    ["nothing", "", "Give the first day, for example January 1, 2020 (in a file: 2020-01-01)."],
    ["a year with a digit too many", "0202-09-06", "September 6, 202 cannot be right. Check the year."],
  ])("[CAND-3] names row and column of %s", (_name, date, sentence) => {
    const { problems, candidates } = read(`name,agency_1,from_1\nA,X,2020-01-01\nB,X,2020-01-01\nC,X,${date}\n`);
    expect(problems).toEqual([{ row: 4, column: "from_1", sentence }]);
    expect(candidates.map((c) => c.row)).toEqual([2, 3]);
  });

  test.each([
    ["no name", "name,email\n,a@example.org\n", 2, "name", /Enter the candidate’s name/],
    ["a broken address", "name,email\nA,nobody at home\n", 2, "email", /not an e-mail address/],
    ["no agency", "name,agency_3,from_3\nA,,2020-01-01\n", 2, "agency_3", /Name the agency/],
    [
      "an end before the start",
      "name,agency_1,from_1,to_1\nA,X,2021-01-01,2020-01-01\n",
      2,
      "to_1",
      /lies before the first/,
    ],
    ["a name too long", `name\n${"x".repeat(201)}\n`, 2, "name", /At most 200 characters/],
    ["a stray comma", "name,email\nReyes, Sam,sam@example.org\n", 2, null, /3 cells.*2 columns/],
    ["the same candidate twice", "name,email\nA,a@example.org\na,A@example.org\n", 3, "name", /stands in row 2/],
  ])("[CAND-3] %s", (_name, text, row, column, sentence) => {
    const { problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ row, column });
    expect(problems[0]?.sentence).toMatch(sentence);
  });

  test.each([
    ["from_1", "2026-11-21,,,", /^First day: this day has not come yet \(November 21, 2026\)/],
    ["to_1", "2020-01-01,2027-01-31,,", /^Last day: this day has not come yet .* Leave it empty/],
    ["when_1", "2020-01-01,,Club,2027 to present", /^When: 2027 has not come yet/],
    ["when_1", "2020-01-01,,Club,since 2026-11-21", /^When: November 21, 2026 has not come yet/],
  ])("[CAND-3] a day after today is named: %s of %s", (column, cells, sentence) => {
    const { problems } = read(`name,agency_1,from_1,to_1,what_1,when_1\nA,X,${cells}\n`);
    expect(problems).toMatchObject([{ row: 2, column }]);
    expect(problems[0]?.sentence).toMatch(sentence);
  });

  test("[CAND-3] the form names the field of a day after today, and keeps what was typed", () => {
    const typed = { name: "A", "spans.4.agency": "X", "spans.4.from": "2020-01-01", "spans.4.to": "2027-01-31" };
    const { candidate, values, errors } = readCandidateForm(new URLSearchParams(typed), TODAY);
    expect(candidate).toBeNull();
    expect(errors).toMatchObject([{ field: "spans.4.to", sentence: expect.stringMatching(/^Last day: /) }]);
    expect(values.spans).toMatchObject([{ key: 4, agency: "X", from: "2020-01-01", to: "2027-01-31" }]);
  });

  test("[CAND-3] today itself has come", () => {
    const { problems } = read(`name,agency_1,from_1,to_1,what_1,when_1\nA,X,2020-01-01,${TODAY},Club,${TODAY}\n`);
    expect(problems).toEqual([]);
  });

  test("[CAND-3] a candidate who is in the round already is named", () => {
    const known = new Set([identity({ name: "OFFICER PRIYA NAIR", email: "Priya@Example.org" })]);
    expect(read(NAIR, known).problems).toEqual([
      { row: 2, column: "name", sentence: "This candidate is in the round already. Remove the row." },
    ]);
  });

  test("[CAND-3] every problem of a row is named at once", () => {
    const { problems } = read("name,email,agency_1,from_1\n,x,,soon\n");
    expect(problems.map((p) => p.column)).toEqual(["name", "email", "agency_1", "from_1"]);
  });

  test.each([
    ["empty", Buffer.alloc(0), /empty/],
    ["only a header", Buffer.from("name,email\n"), /no candidate below/],
    ["without known columns", Buffer.from("Priya Nair,priya@example.org\n"), /names none of the columns/],
    ["with an unknown column", Buffer.from("name,badge\nA,1\n"), /“badge”/],
    ["with a column twice", Buffer.from("name,post,post\nA,1,2\n"), /“post” is there twice/],
    ["without names", Buffer.from("email,post\na@example.org,x\n"), /“name” is missing/],
    ["a PDF", Buffer.from("%PDF-1.7\n1 0 obj"), /a PDF, not a CSV file/],
    ["an Excel workbook", Buffer.from("PK\x03\x04 xl/workbook.xml", "latin1"), /an Excel workbook/],
    ["in Windows-1252", Buffer.from("name\nJos\xe9\n", "latin1"), /not stored as UTF-8/],
    ["in UTF-16", Buffer.from("\ufeffname\nA\n", "utf16le"), /not stored as UTF-8/],
    ["with an open quotation mark", Buffer.from('name,post\nA,"patrol\n'), /quotation mark/],
    [
      "with 501 rows",
      Buffer.from(`name\n${Array.from({ length: 501 }, (_, i) => `C${i}`).join("\n")}\n`),
      /at most 500/,
    ],
  ])("[CAND-3] a file %s is refused as a whole, with what to do", (_name, bytes, sentence) => {
    const reading = readCandidateCsv(bytes, nobody, TODAY);
    expect(reading.fileProblem).toMatch(sentence);
    expect(reading.candidates).toEqual([]);
  });

  test("[CAND-3] the template is read back as known columns", () => {
    expect(CSV_COLUMNS).toHaveLength(31);
    expect(read(`${csvTemplate()}Officer Priya Nair\r\n`).candidates).toHaveLength(1);
  });
});
