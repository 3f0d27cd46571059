import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BODY_LIMIT } from "../../server/body-limit.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Sends a body and answers with the status; `null` when the server cut the connection. @param declared a Content-Length. */
function post(
  path: string,
  type: string,
  bytes: number,
  declared?: number,
): Promise<{ status: number | null; text: string }> {
  return new Promise((resolve) => {
    const headers: Record<string, string | number> = { Origin: server.url, "Content-Type": type };
    if (declared !== undefined) headers["Content-Length"] = declared;
    let done = false;
    const finish = (status: number | null, text = "") => {
      if (!done) resolve({ status, text });
      done = true;
    };
    const req = request(new URL(path, server.url), { method: "POST", headers }, (res) => {
      let text = "";
      res.setEncoding("utf8");
      res.on("data", (piece) => {
        text += piece;
      });
      res.on("end", () => finish(res.statusCode ?? 0, text));
      res.on("error", () => finish(res.statusCode ?? 0, text));
    });
    req.on("error", () => finish(null));
    const piece = Buffer.alloc(64 * 1024, "a");
    let left = bytes;
    const send = () => {
      while (left > 0 && !done) {
        left -= piece.length;
        if (!req.write(piece)) return void req.once("drain", send);
      }
      if (!done) req.end();
    };
    send();
  });
}

const FORM = "application/x-www-form-urlencoded";

describe("large bodies", () => {
  test("[AUTH-25] a form that declares more than the limit is refused before it is read, with a sentence", async () => {
    const answer = await post("/sign-in", FORM, 0, BODY_LIMIT.form + 1);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain("Nothing was changed");
  });

  test("[AUTH-25] a form without a length is counted as it arrives", async () => {
    expect([413, null]).toContain((await post("/setup", FORM, 3 * 1024 * 1024)).status);
    expect((await post("/setup", FORM, 1024 * 1024)).status).toBe(200);
  });

  test("[AUTH-25] a page that takes no files does not hold a large multipart body either", async () => {
    const type = "multipart/form-data; boundary=xx";
    expect([413, null]).toContain((await post("/setup", type, BODY_LIMIT.multipart + 1024 * 1024)).status);
  });

  test("[AUTH-25] a body that is no form is refused with a sentence, on every page", async () => {
    for (const type of ["application/json", "text/plain;charset=UTF-8", "application/octet-stream"])
      for (const path of ["/sign-in", "/theme", "/setup"]) {
        const answer = await post(path, type, 12);
        expect(answer, `${type} to ${path}`).toMatchObject({ status: 415 });
        expect(answer.text).toContain("Nothing was changed");
      }
  });

  test("[AUTH-25] a body that only says it is a form is refused with a sentence", async () => {
    for (const type of ["multipart/form-data; boundary=xx", "multipart/form-data"])
      for (const path of ["/sign-in", "/theme", "/setup"]) {
        const answer = await post(path, type, 12);
        expect(answer, `${type} to ${path}`).toMatchObject({ status: 400 });
        if (path !== "/theme") expect(answer.text).toContain("Nothing was changed");
      }
  });

  test("[AUTH-25] the server goes on serving", async () => {
    expect((await fetch(new URL("/healthz", server.url))).status).toBe(200);
  });
});
