import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { candidatesOf } from "../../db/candidates.ts";
import { filesOf } from "../../db/files.ts";
import { FILE_LIMIT } from "../../server/files.ts";
import { type DemoRooms, startDemoRooms } from "../support/demo-rooms.ts";
import { makePdf } from "../support/pdf.ts";

/** Of the demo: a round in force, a candidate still received, one who is eligible, one who was interviewed. */
const ROUND = "elementary";
const RECEIVED = "/selection/elementary/candidates/hollis-abara";
const ELIGIBLE = "imogen-tran";
const IMPORT = `/selection/${ROUND}/candidates/import`;

let demo: DemoRooms;
let pdf: Buffer;
beforeAll(async () => {
  demo = await startDemoRooms();
  pdf = await makePdf("Résumé: Officer Hollis Abara");
});
afterAll(() => demo.close());

const cookies = new Map<string, string>();
function cookieOf(slug: string): string {
  const cookie = cookies.get(slug) ?? demo.cookie(slug);
  cookies.set(slug, cookie);
  return cookie;
}
const get = (slug: string, to: string) =>
  fetch(new URL(to, demo.server.url), { headers: { Cookie: cookieOf(slug) }, redirect: "manual" });
const post = (slug: string, to: string, body: FormData) =>
  fetch(new URL(to, demo.server.url), {
    method: "POST",
    headers: { Cookie: cookieOf(slug), Origin: demo.server.url },
    body,
    redirect: "manual",
  });
function upload(slug: string, content: Uint8Array, { to = RECEIVED, name = "résumé.pdf", kind = "resume" } = {}) {
  const form = new FormData();
  form.set("intent", "upload");
  form.set("kind", kind);
  form.set("file", new File([content as Uint8Array<ArrayBuffer>], name, { type: "application/pdf" }));
  return post(slug, to, form);
}
const documents = () => filesOf(demo.server.context.db, "hollis-abara");
const incoming = () =>
  readdirSync(path.join(demo.server.dataDir, "files")).filter((name) => name.startsWith("incoming"));
/** What the page says, as a person reads it. */
const words = async (response: Response) =>
  (await response.text()).replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

describe("a document's way into the file", () => {
  it("[CAND-8] a PDF is kept under its hash, outside what is served, and comes back byte for byte", async () => {
    const answer = await upload("amara.osei", pdf);
    expect(answer.status).toBe(302);
    const [kept] = documents().filter((d) => d.kind === "resume");
    const sha256 = createHash("sha256").update(pdf).digest("hex");
    expect(kept).toMatchObject({ sha256, bytes: pdf.length, name: "résumé.pdf" });
    expect(existsSync(path.join(demo.server.dataDir, "files", sha256.slice(0, 2), sha256))).toBe(true);
    expect(incoming()).toEqual([]);

    const served = await get("amara.osei", `/files/${kept?.id}`);
    expect(served.status).toBe(200);
    expect(Buffer.from(await served.arrayBuffer()).equals(pdf)).toBe(true);
    expect(served.headers.get("content-type")).toBe("application/pdf");
    expect(served.headers.get("content-disposition")).toMatch(
      /^attachment; .*filename\*=UTF-8''r%C3%A9sum%C3%A9\.pdf$/,
    );
    expect(served.headers.get("x-content-type-options")).toContain("nosniff");
    expect(served.headers.get("content-security-policy")).toContain("sandbox");
    expect(served.headers.get("cache-control")).toContain("no-store");
  });

  it("[CAND-8] content decides, not the name: each refusal says what the file is and what to do", async () => {
    const before = documents();
    const polyglot = Buffer.concat([Buffer.from("GIF89a"), pdf]);
    const cases: [string, Buffer, RegExp][] = [
      ["renamed PNG", Buffer.from("\x89PNG\r\n\x1a\n then pixels", "latin1"), /is an image \(PNG\), not a PDF/],
      ["Word document", Buffer.from("PK\x03\x04 word/document.xml", "latin1"), /is a Word document, not a PDF/],
      ["two formats in one file", polyglot, /is an image \(GIF\), not a PDF/],
      ["web page with a PDF inside", Buffer.from("<html>%PDF-1.4 %%EOF"), /is a web page, not a PDF/],
      ["plain words", Buffer.from("Dear panel"), /is not a PDF, whatever its name says/],
      ["cut off", pdf.subarray(0, 300), /ends too early/],
      ["damaged", Buffer.from("%PDF-1.7\nnothing here\n%%EOF"), /cannot be opened as a PDF/],
      ["locked", await makePdf("secret", { userPassword: "x" }), /locked with a password/],
      ["empty", Buffer.alloc(0), /is empty/],
    ];
    for (const [label, content, sentence] of cases) {
      const answer = await upload("amara.osei", content);
      expect(answer.status, label).toBe(200);
      expect(await words(answer), label).toMatch(sentence);
    }
    expect(documents()).toEqual(before);
    expect(incoming()).toEqual([]);
  });

  it("[CAND-8] 11 MiB is refused by its announced length, with a sentence", async () => {
    const before = documents();
    const answer = await upload("amara.osei", Buffer.concat([pdf, Buffer.alloc(FILE_LIMIT + 1024 * 1024)]));
    expect(answer.status).toBe(413);
    expect(await words(answer)).toContain("larger than 10 MiB");
    expect(documents()).toEqual(before);
  });

  it("[CAND-8] an upload that never ends is cut off soon after the limit, and nothing of it stays", async () => {
    const before = documents();
    const sent = await endlessUpload(cookieOf("amara.osei"));
    expect(sent).toBeGreaterThan(FILE_LIMIT);
    expect(sent).toBeLessThan(6 * FILE_LIMIT);
    expect(documents()).toEqual(before);
    expect(incoming()).toEqual([]);
  });

  it("[CAND-9] who may not write the file adds nothing, and who may not read it finds nothing", async () => {
    const before = documents();
    expect((await upload("marcus.hale", pdf)).status).toBe(404);
    expect((await upload("tom.brandt", pdf)).status).toBe(404);
    expect(documents()).toEqual(before);

    const [kept] = before;
    const absent = await get("marcus.hale", "/files/fl_doesnotexist");
    for (const slug of ["marcus.hale", "tom.brandt", "nina.patel"]) {
      const answer = await get(slug, `/files/${kept?.id}`);
      expect(answer.status, slug).toBe(404);
      expect(await answer.text(), slug).toBe(await absent.clone().text());
      expect((await get(slug, RECEIVED)).status, slug).toBe(404);
    }
    const [open] = filesOf(demo.server.context.db, ELIGIBLE);
    expect((await get("marcus.hale", `/files/${open?.id}`)).status).toBe(200);
    expect((await get("nina.patel", `/files/${open?.id}`)).status).toBe(404);
  });
});

describe("importing candidates over HTTP", () => {
  const file = (text: string, name = "candidates.csv") => {
    const form = new FormData();
    form.set("file", new File([text], name, { type: "text/csv" }));
    return form;
  };
  const count = () => candidatesOf(demo.server.context.db, ROUND).length;

  it("[CAND-3] the preview names row and column and writes nothing", async () => {
    const before = count();
    const answer = await post("amara.osei", IMPORT, file("name,agency_1,from_1\nA,X,2020-01-01\nB,X,13/40/2022\n"));
    const page = await words(answer);
    expect(page).toMatch(/Row 3/);
    expect(page).toContain("“13/40/2022” is not a date. Write it as 2022-09-06.");
    expect(page).not.toContain('name="confirmed"');
    expect(count()).toBe(before);
  });

  it("[CAND-3] what is confirmed is what was previewed, byte for byte, once", async () => {
    const before = count();
    const page = await words(
      await post(
        "amara.osei",
        IMPORT,
        file('\ufeffname;email;what_1;when_1\r\n"Åsa ""Ace"" Lund";asa@example.org;Choir;2024\r\n'),
      ),
    );
    expect(count()).toBe(before);
    const confirmed = /name="confirmed" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const form = () => {
      const again = new FormData();
      again.set("fileName", "candidates.csv");
      again.set("confirmed", confirmed);
      return again;
    };
    expect((await post("amara.osei", IMPORT, form())).status).toBe(302);
    expect(count()).toBe(before + 1);
    expect(candidatesOf(demo.server.context.db, ROUND).map((c) => c.name)).toContain('Åsa "Ace" Lund');
    expect(await words(await post("amara.osei", IMPORT, form()))).toContain("in the round already");
    expect(count()).toBe(before + 1);
  });

  it("[CAND-3] a PDF, an empty form and a file over 1 MiB each get a sentence", async () => {
    const before = count();
    expect(await words(await post("amara.osei", IMPORT, file(pdf.toString("latin1"))))).toContain(
      "a PDF, not a CSV file",
    );
    expect(await words(await post("amara.osei", IMPORT, new FormData()))).toContain("Choose a file first");
    const large = await post("amara.osei", IMPORT, file(`name\n${"x\n".repeat(3 * 1024 * 1024)}`));
    expect(large.status).toBe(413);
    expect(await words(large)).toContain("larger than 1 MiB");
    expect(count()).toBe(before);
  });

  it("[CAND-1] import and template are for those who add candidates", async () => {
    expect((await get("marcus.hale", IMPORT)).status).toBe(404);
    expect((await get("marcus.hale", `/selection/${ROUND}/candidates/template`)).status).toBe(404);
    const template = await get("amara.osei", `/selection/${ROUND}/candidates/template`);
    expect(await template.text()).toMatch(/name,email,post,agency_1/);
    const draft = await words(await get("amara.osei", "/selection/summer-programs/candidates/import"));
    expect(draft).toContain("Candidates open when both leads have signed the process agreement");
  });
});

/** Sends a file without saying how long it is, until the server stops taking it. @returns the bytes it took. */
function endlessUpload(cookie: string): Promise<number> {
  const { hostname, port } = new URL(demo.server.url);
  const boundary = "accord-test-boundary";
  return new Promise((resolve) => {
    let sent = 0;
    let over = false;
    const request = http.request({
      hostname,
      port,
      path: RECEIVED,
      method: "POST",
      headers: {
        Cookie: cookie,
        Origin: demo.server.url,
        "Content-Type": `multipart/form-data; boundary=${boundary}`,
        "Transfer-Encoding": "chunked",
      },
    });
    const end = () => {
      over = true;
      request.destroy();
      resolve(sent);
    };
    request.on("error", end);
    request.on("response", (response) => {
      response.resume();
      response.on("close", end);
    });
    const piece = Buffer.alloc(256 * 1024, "x");
    const pump = () => {
      if (over || sent > 20 * FILE_LIMIT) return end();
      sent += piece.length;
      if (request.write(piece)) setImmediate(pump);
      else request.once("drain", pump);
    };
    request.write(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n`,
      pump,
    );
  });
}
