import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programOf } from "../../db/programs.ts";
import { recordOfSubject, type SealedRecord } from "../../db/records.ts";
import { auditEvent } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { agreeWithEvaluation } from "../../server/commands/evaluation-signing.ts";
import { signatureWords } from "../../server/records/pdf/frame.ts";
import { documentOf } from "../../server/records/pdf/kinds.ts";
import { renderWord } from "../../server/records/word/render.ts";
import { casePaths } from "../../shared/case-paths.ts";
import type { Block } from "../../shared/record-blocks.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { hashOf, received, toPresented, toTogether, waived } from "../support/evaluation.ts";
import { BELL, BRANDT, CHO, done, MONROE, NEVER, ORTIZ, OSEI, type Story, story } from "../support/probation.ts";
import { unzip, wordsOfPart } from "../support/unzip.ts";
import { addOthers, NOT_OF_CASE, OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let of: Story;
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER, env: { ACCORD_ROOM_LIMITS: "off" } });
  addOthers(demo);
  of = story(demo, clock);
});
afterAll(() => demo.close());

const get = (slug: string, path: string) => {
  const { cookie } = openSession(demo.server.context.db, {
    userId: demo.userId(slug),
    programId: PROGRAM,
    demo: true,
    now: clock.at,
  });
  return fetch(new URL(path, demo.server.url), { headers: { Cookie: cookie }, redirect: "manual" });
};
const sealed = (kind: SealedRecord["kind"], subjectId: string) => {
  const record = recordOfSubject(demo.server.context.db, kind, subjectId);
  if (!record) throw new Error(`no ${kind} is sealed`);
  return record;
};
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** Everything the PDF prints of a record, as its renderer is given it. */
function printed(record: SealedRecord): string[] {
  const program = programOf(demo.server.context.db, PROGRAM);
  if (!program) throw new Error("no program");
  const document = documentOf(record, program);
  const words = (block: Block): string[] => {
    if (block.is === "list") return [...block.items];
    if (block.is === "facts") return block.rows.map(([name, value]) => `${name}: ${value}`);
    if (block.is === "table")
      return [
        ...(block.captionHidden ? [] : [block.caption]),
        ...[block.head, ...block.rows].flatMap((row) => block.head.map((_, i) => row[i] || "–")),
      ];
    return [block.text];
  };
  return [
    `${document.agency} (Agency)`,
    `${document.district} (School district)`,
    document.title,
    document.subtitle,
    ...document.blocks.flatMap(words),
    "Signatures",
    ...record.signatures.flatMap((signature) => signatureWords(signature, document)),
  ].filter(Boolean);
}

describe("Word copies of sealed records", () => {
  const subjects = [
    ["evaluation", "monroe-first-spring"],
    ["checkpoint", "monroe-checkpoint-1"],
  ] as const;

  it("[WORD-1] says on each page what it is a copy of, with headings, title and language", async () => {
    for (const [kind, subjectId] of subjects) {
      const record = sealed(kind, subjectId);
      const response = await get(ORTIZ, `/records/${record.id}/docx`);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(/wordprocessingml\.document$/);
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename="accord-${record.id}-copy.docx"`);
      const files = unzip(await bytesOf(response));
      const part = (name: string) => files.get(name) ?? "";
      expect(wordsOfPart(part("word/header1.xml"))).toEqual([
        `Copy, not sealed. The sealed record is ${record.id}, hash ${record.hash}`,
      ]);
      // The header belongs to every page: no first or even pages of their own.
      expect(part("word/document.xml")).not.toMatch(/titlePg|evenAndOddHeaders/);
      for (const style of ["Heading1", "Heading2", "Heading3"])
        expect(part("word/document.xml")).toContain(`<w:pStyle w:val="${style}"/>`);
      expect(part("word/document.xml")).toContain("<w:tblHeader/>");
      expect(part("word/styles.xml")).toContain('<w:lang w:val="en-US"/>');
      expect(part("docProps/core.xml")).toMatch(/<dc:title>(Annual evaluation|Probation, checkpoint 1)</);
      expect(part("word/footer1.xml")).toMatch(/PAGE.*NUMPAGES/s);
    }
  });

  it("[WORD-2] holds the words that the PDF prints and no other, and names no person in its properties", async () => {
    for (const [kind, subjectId] of subjects) {
      const record = sealed(kind, subjectId);
      const files = unzip(await bytesOf(await get(BELL, `/records/${record.id}/docx`)));
      expect(wordsOfPart(files.get("word/document.xml") ?? "")).toEqual(printed(record));
      const rest = [...files].filter(([name]) => name !== "word/document.xml" && !name.startsWith("word/footer"));
      for (const [name, text] of rest) expect(text, name).not.toMatch(/Ortiz|Bell|Monroe|Brandt/);
    }
  });

  it("[WORD-2] who may not read the record finds no copy; each taking is on record", async () => {
    const { id } = sealed("evaluation", "monroe-first-spring");
    for (const slug of Object.values(NOT_OF_CASE))
      expect((await get(slug, `/records/${id}/docx`)).status, slug).toBe(404);
    expect((await get(ORTIZ, "/records/rec_none/docx")).status).toBe(404);
    const before = takings(id).length;
    for (const slug of [ORTIZ, BELL, MONROE, OSEI, BRANDT, CHO, OF_CASE.custodian])
      expect((await get(slug, `/records/${id}/docx`)).status, slug).toBe(200);
    expect(takings(id)).toHaveLength(before + 7);
    expect(await (await get(MONROE, `/records/${id}`)).text()).toContain(`href="/records/${id}/docx"`);
  });

  it("[WORD-2] the same record gives the same bytes, whenever it is asked for", async () => {
    const { id, sealedAt } = sealed("evaluation", "monroe-first-spring");
    const first = await bytesOf(await get(ORTIZ, `/records/${id}/docx`));
    expect(unzip(first).get("docProps/core.xml")).toContain(new Date(sealedAt).toISOString());
    // The times in a zip have two seconds for a step.
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect((await bytesOf(await get(BELL, `/records/${id}/docx`))).equals(first)).toBe(true);
  });

  it("[WORD-2] words that no XML file may hold, and line breaks, do not break the file", async () => {
    const nothing = { agency: "A", district: "D", zone: "UTC", means: "", subtitle: "S" };
    const text = "One\u0000\u0007 <b>&\ud800\r\nTwo";
    const blocks: Block[] = [
      { is: "paragraph", text },
      { is: "list", numbered: true, items: ["x", "y"] },
    ];
    const file = await renderWord(
      { ...nothing, title: text, blocks },
      { recordId: "r", hash: "h", at: 0, signatures: [] },
    );
    const xml = unzip(file).get("word/document.xml") ?? "";
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
    expect(xml).not.toMatch(/[\u0000-\u0008]|\ufffd/);
    expect(wordsOfPart(xml)).toContain("One <b>&\nTwo");
  });
});

describe("a Word copy of a fixed evaluation", () => {
  it("[WORD-3] is there from the freeze until the seal, for whoever may read the text", async () => {
    demo.server.context.db.$client.exec("update assignment set to_date = '2026-01-01' where to_date is null");
    const assignmentId = openCase(demo);
    const evaluationId = await toTogether(of, assignmentId);
    const path = casePaths.evaluationWord(assignmentId, evaluationId);
    expect((await get(ORTIZ, path)).status).toBe(404);
    toPresented(of, evaluationId);
    for (const slug of Object.values(NOT_OF_CASE)) expect((await get(slug, path)).status, slug).toBe(404);
    expect((await get(ORTIZ, casePaths.evaluationWord("monroe-annex-post", evaluationId))).status).toBe(404);
    const response = await get(MONROE, path);
    expect(response.status).toBe(200);
    const files = unzip(await bytesOf(response));
    expect(wordsOfPart(files.get("word/header1.xml") ?? "")).toEqual([
      `Copy, not sealed. The text is fixed for signing and is no record yet. Hash ${hashOf(of, evaluationId)}`,
    ]);
    const words = wordsOfPart(files.get("word/document.xml") ?? "");
    expect(words).toContain("Students come to this officer before trouble starts.");
    expect(takings(evaluationId)).toHaveLength(1);
    received(of, evaluationId);
    waived(of, evaluationId);
    done(agreeWithEvaluation(of.as(BRANDT), { evaluationId, words: "", hash: hashOf(of, evaluationId) }));
    expect((await get(ORTIZ, path)).status).toBe(404);
    expect((await get(ORTIZ, `/records/${sealed("evaluation", evaluationId).id}/docx`)).status).toBe(200);
  });
});

const takings = (subjectId: string) =>
  demo.server.context.db
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.subjectId, subjectId))
    .all()
    .filter(({ type, payload }) => type === "record.exported" && payload.includes('"docx"'));
