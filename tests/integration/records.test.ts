import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viewerOf } from "../../db/programs.ts";
import { addendaOf, pdfOf, recordById, recordLines, type SealedRecord } from "../../db/records.ts";
import { addendum, auditEvent, recordPdf } from "../../db/schema.ts";
import { verify } from "../../server/cli/verify.ts";
import { addCorrection, exportRecord, exportRecordPdf } from "../../server/commands/records.ts";
import type { CommandContext } from "../../server/context.ts";
import { checkSealFiles, ownCertificates, sealKey } from "../../server/records/certificate.ts";
import { checkFile } from "../../server/records/check.ts";
import { resultDocument } from "../../server/records/pdf/panel-result.ts";
import { renderRecord } from "../../server/records/pdf/render.ts";
import { signPdf } from "../../server/records/sign-pdf.ts";
import { verifyPdf } from "../../server/records/verify-pdf.ts";
import type { PanelResult } from "../../shared/documents/result.ts";
import type { Block } from "../../shared/record-blocks.ts";
import { ratingInWords } from "../../shared/records-words.ts";
import { formatTime } from "../../shared/time.ts";
import { randomness } from "../support/campaign.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { makePdf } from "../support/pdf.ts";

const ORTIZ = "dana.ortiz";
const BELL = "ruth.bell";
const KIM = "ji-woo.kim";
const OSEI = "amara.osei";
const MONROE = "casey.monroe";
const SEED = Number(process.env.FLIP_SEED ?? 20261122);
const FLIPS = 500;

/** Poppler's tools read our files with code that shares nothing with ours. */
const POPPLER = ["pdfsig", "pdfinfo", "pdftotext", "pdffonts"].every((tool) => !spawnSync(tool, ["-v"]).error);
if (!POPPLER)
  process.stderr.write(
    "\n*** NOT CHECKED: poppler-utils is missing, so no second reader looks at signed PDFs. Install it (Debian: apt-get install poppler-utils). ***\n\n",
  );

let demo: DemoRooms;
let result: SealedRecord;
let agreement: SealedRecord;
let folder: string;
beforeAll(async () => {
  demo = await startDemoRooms();
  folder = mkdtempSync(path.join(os.tmpdir(), "accord-pdf-"));
  const { db } = demo.server.context;
  const newest = (wanted: SealedRecord["kind"]) =>
    recordById(db, PROGRAM, recordLines(db, PROGRAM).find(({ kind }) => kind === wanted)?.id ?? "") as SealedRecord;
  result = newest("panel-result");
  agreement = newest("process-agreement");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await demo.close();
});

function as(slug: string): CommandContext {
  const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
}

const get = (to: string, slug: string | null) =>
  fetch(new URL(to, demo.server.url), { headers: slug ? { Cookie: demo.cookie(slug) } : {}, redirect: "manual" });

async function pdfFile(record: SealedRecord, name = "record.pdf"): Promise<{ file: string; bytes: Buffer }> {
  const exported = await exportRecordPdf(as(ORTIZ), { recordId: record.id });
  if (!exported.ok) throw new Error(exported.sentence);
  const file = path.join(folder, name);
  writeFileSync(file, exported.file);
  return { file, bytes: exported.file };
}

const tool = (name: string, ...args: string[]) => execFileSync(name, args, { encoding: "utf8" });
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const withDb = () => ({
  db: demo.server.context.db,
  certificates: ownCertificates(demo.server.context.env),
});

/** A reading without spaces and line ends: where a line breaks is the layout's affair. */
const bare = (text: string) => text.replace(/\s+/g, "");

describe("the signed PDF", () => {
  it.skipIf(!POPPLER)(
    "[PDF-2] a criterion’s heading, ratings and first evidence stay on one page, wherever the page ends",
    async () => {
      const panel: Block[] = [
        { is: "heading", level: 3, text: "The heading" },
        { is: "paragraph", text: "The sentence." },
        { is: "table", caption: "The table", head: ["By", "Rating"], rows: [..."abcde"].map((by) => [by, "3, Ready"]) },
        { is: "paragraph", quiet: true, text: "Within one point." },
        { is: "list", items: ["First evidence.", "Second evidence.", "Third evidence."] },
      ];
      for (let lines = 8; lines < 24; lines += 1) {
        const filler = Array.from({ length: lines }, (): Block => ({ is: "paragraph", text: "Filler." }));
        const document = { ...resultDocument(result), blocks: [...filler, ...panel] };
        const file = path.join(folder, "pages.pdf");
        writeFileSync(file, await renderRecord(result, document, { verifyAddress: "https://a.example/verify", at: 0 }));
        const pages = tool("pdftotext", "-layout", file, "-").split("\f");
        const pageOf = (words: string) => pages.findIndex((text) => text.includes(words));
        const at = pageOf("The heading");
        for (const words of ["The sentence.", "The table", "First evidence.", "Second evidence."])
          expect(pageOf(words), `${words} after ${lines} lines`).toBe(at);
        expect(pageOf("Third evidence."), `${lines} lines`).toBe(at);
      }
    },
  );

  it("[PDF-2] a question nobody noted anything on says so, and empty lines are left out", () => {
    const content = JSON.parse(result.content) as PanelResult;
    const told = (notes: PanelResult["notes"]) =>
      resultDocument({ ...result, content: JSON.stringify({ ...content, notes }) })
        .blocks.flatMap((block) => ("text" in block ? [block.text] : block.is === "list" ? [...block.items] : []))
        .slice(-4);
    expect(
      told([
        { type: "heading", text: "Question 1" },
        { type: "paragraph", text: " " },
        { type: "heading", text: "Question 2" },
        { type: "item", text: "Called a parent." },
      ]),
    ).toEqual(["Question 1", "No notes.", "Question 2", "Called a parent."]);
    expect(told([{ type: "paragraph", text: "" }]).at(-1)).toBe("No notes were written.");
  });

  it.skipIf(!POPPLER)(
    "[PDF-1] a second reader finds it tagged, titled, signed in full, with every font inside",
    async () => {
      for (const record of [result, agreement]) {
        const { file } = await pdfFile(record);
        const signature = tool("pdfsig", file);
        expect(signature).toContain("Signature is Valid");
        expect(signature).toContain("Total document signed");
        expect(signature).not.toContain("Expired");
        const info = tool("pdfinfo", file);
        expect(info).toMatch(/Tagged:\s+yes/);
        expect(info).toMatch(/Page size:\s+612 x 792 pts/);
        expect(info).toMatch(record.kind === "panel-result" ? /Title:\s+Panel result: / : /Title:\s+Process agreement/);
        const tags = tool("pdfinfo", "-struct", file);
        for (const tag of record.kind === "panel-result"
          ? ["H1", "H2", "H3", "Table", "Caption", "TH", "TD", "LBody"]
          : ["H1", "LBody"])
          expect(tags, tag).toMatch(new RegExp(`^ *${tag}\\b`, "m"));
        expect(readFileSync(file, "latin1")).toContain("/Lang (en-US)");
        const fonts = tool("pdffonts", file).split("\n").slice(2).filter(Boolean);
        expect(fonts.length).toBeGreaterThan(2);
        for (const font of fonts) expect(font).toMatch(/ yes yes yes /);
      }
    },
  );

  it.skipIf(!POPPLER)("[PDF-2] it reads in order: title, ratings in words and numbers, signatures, seal", async () => {
    const { file } = await pdfFile(result);
    const text = tool("pdftotext", file, "-");
    const content = JSON.parse(result.content) as PanelResult;
    const [first] = content.criteria;
    const order = [
      content.program.agency,
      `Panel result: ${content.candidate.name}`,
      "Scores",
      ...content.criteria.map(
        ({ title, first }) =>
          `${title}: first ratings First rating by Party Rating ${content.panel.find((s) => s.userId === first[0]?.userId)?.name}`,
      ),
      "Shared notes of the panel",
      "Signatures",
      ...result.signatures.map(({ name }) => name),
      formatTime(result.signatures[0]?.signedAt ?? 0, content.program.timeZone),
      "Sealed",
      result.hash,
    ];
    let at = -1;
    for (const words of order) {
      const next = bare(text).indexOf(bare(words), at + 1);
      expect(next, words).toBeGreaterThan(at);
      at = next;
    }
    for (const { rating } of first?.first ?? []) expect(bare(text)).toContain(bare(ratingInWords(rating)));
    const pages = Number(/Pages:\s+(\d+)/.exec(tool("pdfinfo", file))?.[1]);
    expect(text.match(/Page \d+ of \d+/g)).toEqual(
      Array.from({ length: pages }, (_, i) => `Page ${i + 1} of ${pages}`),
    );
    expect(text.split(`Record ${result.id}`).length - 1).toBe(pages);
  });

  it("[PDF-3] it is made once and is the same bytes ever after, an attachment without a person's name, on record", async () => {
    const record = recordLines(demo.server.context.db, PROGRAM).find(
      ({ id }) => pdfOf(demo.server.context.db, id) === null,
    );
    if (!record) throw new Error("every record has its PDF already");
    const [one, two] = await Promise.all([
      get(`/records/${record.id}/pdf`, ORTIZ),
      get(`/records/${record.id}/pdf`, BELL),
    ]);
    const bytes = Buffer.from(await one.arrayBuffer());
    expect(Buffer.from(await two.arrayBuffer()).equals(bytes)).toBe(true);
    expect(one.headers.get("content-type")).toBe("application/pdf");
    expect(one.headers.get("content-disposition")).toBe(`attachment; filename="accord-${record.id}.pdf"`);
    expect(one.headers.get("cache-control")).toContain("no-store");
    const again = Buffer.from(await (await get(`/records/${record.id}/pdf`, OSEI)).arrayBuffer());
    expect(again.equals(bytes)).toBe(true);
    const { db } = demo.server.context;
    expect(pdfOf(db, record.id)?.sha256).toBe(digest(bytes));
    const events = db.select().from(auditEvent).where(eq(auditEvent.subjectId, record.id)).all();
    expect(events.filter((e) => e.payload.includes(`"sha256":"${digest(bytes)}"`)).length).toBe(3);
    expect(() => db.update(recordPdf).set({ sha256: "0" }).where(eq(recordPdf.recordId, record.id)).run()).toThrow(
      /never changed/,
    );
    expect(() => db.delete(recordPdf).where(eq(recordPdf.recordId, record.id)).run()).toThrow(/never deleted/);
  });

  it("[PDF-4] whoever may not read the record finds no PDF of it, and no page", async () => {
    for (const to of [`/records/${result.id}/pdf`, `/records/${result.id}`]) {
      expect((await get(to, MONROE)).status, to).toBe(404);
      expect((await get(to, null)).status, to).toBe(302);
      expect((await get(to.replace(result.id, "rec_none"), ORTIZ)).status, to).toBe(404);
    }
    expect((await get(`/records/${result.id}/pdf`, KIM)).status).toBe(200);
  });
});

describe("checking a file", () => {
  it(`[PDF-5] ${FLIPS} flipped bytes, ${FLIPS} found, with and without the database (FLIP_SEED=${SEED})`, async () => {
    const { bytes } = await pdfFile(result);
    const random = randomness(SEED);
    const own = withDb();
    const alone = { ...own, db: null };
    expect((await checkFile(bytes, own)).result).toBe("unchanged");
    expect((await checkFile(bytes, alone)).result).toBe("unchanged");
    const missed: number[] = [];
    for (let n = 0; n < FLIPS; n++) {
      const place = Math.floor(random() * bytes.length);
      const copy = Buffer.from(bytes);
      copy[place] = (copy[place] ?? 0) ^ (1 + Math.floor(random() * 255));
      const verdicts = [await checkFile(copy, own), await checkFile(copy, alone)];
      if (verdicts.some(({ result }) => result !== "changed")) missed.push(place);
    }
    expect(missed).toEqual([]);
  }, 120_000);

  it("[PDF-6] the signature's own place is no gap: its letters, its zeros, its case", async () => {
    const { bytes } = await pdfFile(result);
    const text = bytes.toString("latin1");
    const start = text.lastIndexOf("/Contents <") + "/Contents <".length;
    const end = text.indexOf(">", start);
    const random = randomness(SEED);
    const certificate = Buffer.from((await sealKey(demo.server.context.env)).certificate)
      .toString("hex")
      .toUpperCase();
    const inside = text.indexOf(certificate, start);
    expect(inside).toBeGreaterThan(start);
    // Every digit but those of the certificate, which a hash covers, and of the signed number itself; of these, samples.
    const length = 2 * (4 + Number.parseInt(text.slice(start + 4, start + 8), 16));
    const places = Array.from({ length }, (_, i) => start + i).filter(
      (place) => place < inside || (place >= inside + certificate.length && place < start + length - 2 * 370),
    );
    for (let n = 0; n < 60; n++) {
      places.push(inside + Math.floor(random() * certificate.length));
      places.push(start + length - 1 - Math.floor(random() * 740));
      places.push(start + length + Math.floor(random() * (end - start - length)));
    }
    places.push(end - 1, start - 1, end);
    const missed: number[] = [];
    for (const place of places)
      for (const bit of [1, 2]) {
        const copy = Buffer.from(bytes);
        copy[place] = (copy[place] ?? 0) ^ bit;
        if ((await verifyPdf(copy)).result !== "changed") missed.push(place);
      }
    for (let n = 0; n < 60; n++) {
      const copy = Buffer.from(bytes);
      const place = start + Math.floor(random() * length);
      copy[place] = (copy[place] ?? 0) ^ 32;
      if ((await verifyPdf(copy)).result !== "changed") missed.push(place);
    }
    expect(missed).toEqual([]);
    for (const other of [
      Buffer.concat([bytes, Buffer.from("\n")]),
      bytes.subarray(0, -1),
      Buffer.concat([bytes, Buffer.from("\n1 0 obj <</Type /Catalog>> endobj\n")]),
    ])
      expect((await verifyPdf(other)).result).toBe("changed");
  }, 120_000);

  it("[PDF-7] another installation's record is unknown here, whatever it calls itself; a stranger's file too", async () => {
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), "accord-other-"));
    try {
      const { bytes } = await pdfFile(agreement);
      const signature = bytes.toString("latin1").lastIndexOf("%%EOF", bytes.lastIndexOf("/ByteRange"));
      const unsigned = bytes.subarray(0, signature + 6);
      const theirs = await signPdf(unsigned, await sealKey({ DATA_DIR: elsewhere }), Date.now());
      expect((await checkFile(theirs, withDb())).result).toBe("foreign");
      const file = path.join(folder, "theirs.pdf");
      writeFileSync(file, theirs);
      const lines: string[] = [];
      expect(await verify([file], demo.server.context.env, (line) => lines.push(line))).toBe(2);
      expect(lines[0]).toMatch(/^Not one of ours/);
      const certificate = path.join(elsewhere, "seal", "certificate.pem");
      expect(await verify([file, "--certificate", certificate], { DATA_DIR: elsewhere }, () => {})).toBe(0);
      expect((await checkFile(unsigned, withDb())).result).toBe("changed");
      expect((await checkFile(await makePdf("Something else"), withDb())).result).toBe("unknown");
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it("[PDF-8] the shell's verdict has its exit code and shows nothing of the content", async () => {
    const { file, bytes } = await pdfFile(result);
    const content = JSON.parse(result.content) as PanelResult;
    const run = async (name: string) => {
      const lines: string[] = [];
      const code = await verify([name], demo.server.context.env, (line) => lines.push(line));
      return { code, words: lines.join("\n") };
    };
    const good = await run(file);
    expect(good).toMatchObject({ code: 0 });
    expect(good.words).toContain(result.id);
    const changed = path.join(folder, "changed.pdf");
    writeFileSync(changed, Buffer.concat([bytes.subarray(0, 900), Buffer.from("x"), bytes.subarray(901)]));
    const bad = await run(changed);
    expect(bad).toMatchObject({ code: 1 });
    expect(await run(path.join(folder, "none.pdf"))).toMatchObject({ code: 2 });
    expect(await run(path.join(import.meta.dirname, "records.test.ts"))).toMatchObject({ code: 2 });
    for (const words of [content.candidate.name, ...content.panel.map((s) => s.name)])
      expect(good.words + bad.words).not.toContain(words);
  });

  it("[PDF-9] one changed word anywhere in a data file is found, and one that only agrees with itself is unknown", async () => {
    const exported = exportRecord(as(ORTIZ), { recordId: result.id });
    if (!exported.ok) throw new Error(exported.sentence);
    const text = exported.file;
    const check = (of: string) => checkFile(Buffer.from(of), withDb());
    expect((await check(text)).result).toBe("unchanged");
    expect((await check(text.replaceAll("\n", "\r\n"))).result).toBe("unchanged");
    const [signer] = result.signatures;
    const changes = [
      text.replace(/"agreed": [34]/, '"agreed": 5'),
      text.replace(signer?.name ?? "", "Lt. Another Name"),
      text.replace(/"sealedAt": "2/, '"sealedAt": "3'),
      text.replace(/"rubricVersion": "1/, '"rubricVersion": "9'),
      text.replace('"content": {', '"content": {}, "content": {'),
    ];
    for (const one of changes) {
      expect(one).not.toBe(text);
      expect((await check(one)).result).toBe("changed");
    }
    expect((await check(text.replace(result.id, "rec_00000000000000000000"))).result).toBe("unknown");
    expect((await check('{"format":"accord/record-export/1"}')).result).toBe("unknown");
    expect((await check(`\uFEFF${text}`)).result).toBe("unchanged");
    // A bit that flips on a disk, wherever it is; white space between the parts may become other white space.
    const bytes = Buffer.from(text);
    for (let at = 7; at < bytes.length; at += Math.ceil(bytes.length / 200)) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] as number) ^ 4;
      if (/\s/.test(text[at] ?? "") && /\s/.test(String.fromCharCode(flipped[at] as number))) continue;
      expect((await checkFile(flipped, withDb())).result, `byte ${at}`).toBe("changed");
    }
    // Whoever forges one can compute its hash anew, so without the database it proves nothing.
    expect((await checkFile(bytes, { db: null, certificates: [] })).result).toBe("unknown");
  });
});

describe("the seal key", () => {
  it("[PDF-10] it is made once, for its owner alone, and one from outside may take its place", async () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), "accord-key-"));
    try {
      const [one, two] = await Promise.all([sealKey({ DATA_DIR: dir }), sealKey({ DATA_DIR: dir })]);
      const again = await sealKey({ DATA_DIR: dir });
      expect(Buffer.from(one.certificate).equals(Buffer.from(again.certificate))).toBe(true);
      expect(Buffer.from(two.certificate).equals(Buffer.from(again.certificate))).toBe(true);
      const key = path.join(dir, "seal", "key.pem");
      const certificate = path.join(dir, "seal", "certificate.pem");
      expect(statSync(key).mode & 0o777).toBe(0o600);
      expect(statSync(path.dirname(key)).mode & 0o777).toBe(0o700);
      const env = { DATA_DIR: folder, SEAL_KEY_FILE: key, SEAL_CERTIFICATE_FILE: certificate };
      const outside = await sealKey(env);
      expect(Buffer.from(outside.certificate).equals(Buffer.from(again.certificate))).toBe(true);
      expect(() => checkSealFiles({ ...env, SEAL_KEY_FILE: undefined })).toThrow(/belong together/);
      expect(() => checkSealFiles({ ...env, SEAL_KEY_FILE: path.join(dir, "none.pem") })).toThrow(
        /SEAL_KEY_FILE: .*cannot be read/,
      );
      const other = mkdtempSync(path.join(os.tmpdir(), "accord-key-"));
      await sealKey({ DATA_DIR: other });
      const strange = path.join(other, "seal", "certificate.pem");
      expect(() => checkSealFiles({ ...env, SEAL_CERTIFICATE_FILE: strange })).toThrow(
        /is not the certificate of the key/,
      );
      rmSync(other, { recursive: true, force: true });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe("the public page", () => {
  const send = (
    bytes: Uint8Array,
    name = "record.pdf",
    headers: Record<string, string> = { Origin: demo.server.url },
  ) => {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(bytes)]), name);
    return fetch(new URL("/verify", demo.server.url), { method: "POST", body: form, headers });
  };

  it("[PDF-11] anybody, without scripts, reads unchanged, changed or unknown, and nothing of the content", async () => {
    const { bytes } = await pdfFile(result);
    const content = JSON.parse(result.content) as PanelResult;
    const page = await fetch(new URL("/verify", demo.server.url));
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/enctype="multipart\/form-data"/i);
    const good = await (await send(bytes)).text();
    expect(good).toContain("Unchanged");
    expect(good).toContain(result.id);
    expect(good).toContain(formatTime(result.sealedAt, content.program.timeZone));
    const flipped = Buffer.from(bytes);
    flipped[2000] = (flipped[2000] ?? 0) ^ 1;
    const bad = await (await send(flipped)).text();
    expect(bad).toContain("This file is not as it was sealed");
    const unknown = await (await send(await makePdf("Something else"))).text();
    expect(unknown).toContain("It is not a record that was exported from Accord");
    for (const words of [content.candidate.name.split(" ").at(-1) ?? "", "Shared notes of the panel"])
      for (const html of [good, bad, unknown]) expect(main(html)).not.toContain(words);
    expect((await send(bytes, "record.pdf", {})).status).toBe(403);
  });

  it("[PDF-12] a file that is too large is refused, none is stored, and too many wait", async () => {
    const { db, env } = demo.server.context;
    const before = spawnSync("find", [path.join(env.DATA_DIR, "files"), "-type", "f"], { encoding: "utf8" }).stdout;
    expect((await send(Buffer.alloc(6 * 1024 * 1024, 1))).status).toBe(413);
    expect((await send(Buffer.alloc(0))).status).toBeLessThan(500);
    let refused = 0;
    for (let n = 0; n < 70; n++) if ((await send(Buffer.from("{}"), "a.json")).status === 429) refused += 1;
    expect(refused).toBeGreaterThan(5);
    expect(spawnSync("find", [path.join(env.DATA_DIR, "files"), "-type", "f"], { encoding: "utf8" }).stdout).toBe(
      before,
    );
    expect(db.select().from(auditEvent).all().length).toBeGreaterThan(0);
  });

  const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
});

describe("corrections", () => {
  it("[PDF-13] whoever signs such records adds a correction with its reason; record and PDF stay as they were", async () => {
    const { db } = demo.server.context;
    const { bytes } = await pdfFile(agreement);
    const input = { recordId: agreement.id, words: "The cut-off is the first of May.", reason: "A typing error." };
    expect(addCorrection(as(KIM), input)).toMatchObject({ ok: false });
    expect(addCorrection(as(OSEI), input)).toMatchObject({ ok: false, reason: "not-allowed" });
    expect(addCorrection(as(MONROE), input)).toMatchObject({ ok: false, reason: "not-found" });
    expect(addCorrection(as(ORTIZ), { ...input, reason: " " })).toMatchObject({ ok: false, reason: "reason" });
    expect(addCorrection(as(ORTIZ), { ...input, words: "" })).toMatchObject({ ok: false, reason: "words" });
    expect(addendaOf(db, agreement.id)).toEqual([]);
    expect(addCorrection(as(ORTIZ), input)).toMatchObject({ ok: true });
    const [kept] = addendaOf(db, agreement.id);
    expect(kept).toMatchObject({ words: input.words, reason: input.reason, role: "supervisor" });
    const events = db.select().from(auditEvent).where(eq(auditEvent.subjectId, agreement.id)).all();
    const event = events.find(({ type }) => type === "record.corrected");
    expect(event?.payload).toContain(kept?.hash);
    expect(event?.payload).not.toContain("May");
    const page = await (await get(`/records/${agreement.id}`, BELL)).text();
    expect(page).toContain(input.words);
    expect(page).toContain(input.reason);
    expect((await pdfFile(agreement)).bytes.equals(bytes)).toBe(true);
    expect(() =>
      db
        .update(addendum)
        .set({ words: "x" })
        .where(eq(addendum.id, kept?.id ?? ""))
        .run(),
    ).toThrow(/never changed/);
    expect(() =>
      db
        .delete(addendum)
        .where(eq(addendum.id, kept?.id ?? ""))
        .run(),
    ).toThrow(/never deleted/);
  });
});
