import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mousOf } from "../../db/mou.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
});
afterAll(() => demo.close());

const get = (slug: string, path: string) =>
  fetch(new URL(path, demo.server.url), { headers: { Cookie: demo.cookie(slug) }, redirect: "manual" });
/** A form as a browser without scripts sends it. */
const post = (slug: string, path: string, fields: Record<string, string> = {}) =>
  fetch(new URL(path, demo.server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Cookie: demo.cookie(slug), Origin: demo.server.url, Accept: "text/html" },
    redirect: "manual",
  });
const words = async (response: Response) => (await response.text()).replaceAll("<!-- -->", "");
const latest = () => mousOf(demo.server.context.db, PROGRAM)[0];

describe("the pages of the agreement", () => {
  it("[MOU-8] the version in force is a document; new rounds name the clause they rest on", async () => {
    const page = await words(await get("marcus.hale", "/agreement"));
    expect(page).toContain("Memorandum of understanding");
    expect(page).toContain('id="clause-selection"');
    expect(page).toMatch(/Rapid-response training is held every six months/);
    expect(page).toMatch(/To be reviewed by June/);
    const round = await words(await get("ruth.bell", "/selection/new"));
    expect(round).toContain("/agreement/1#clause-selection");
    expect(round).toContain("Selection and who takes part, agreement version 1");
  });

  it("[MOU-4] a draft has a page for those who take part; a panelist, an officer and a stranger get one 404", async () => {
    expect((await post("ruth.bell", "/agreement/1/review")).status).toBe(303);
    const answer = await post("ruth.bell", "/agreement/1/amendment", { reason: "Two schools become one." });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/agreement/1"]);
    for (const slug of ["dana.ortiz", "ruth.bell", "amara.osei", "tom.brandt"]) {
      const page = await words(await get(slug, "/agreement/2?clause=selection"));
      expect(page, slug).toContain("Agreement between the parties, version 2");
      expect(page, slug).toContain("Selection and who takes part");
    }
    for (const slug of ["marcus.hale", "nina.patel"]) {
      const refused = [
        await get(slug, "/agreement/2"),
        await get(slug, "/agreement/7"),
        await get(slug, "/agreement/x"),
      ];
      expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
      for (const response of refused) expect(await response.text()).not.toContain("Two schools become one.");
      expect((await post(slug, "/agreement/2/writing")).status).toBe(404);
    }
    expect(await words(await get("marcus.hale", "/agreement"))).toContain('id="clause-selection"');
    const officer = await words(await get("nina.patel", "/agreement"));
    expect(officer).toContain("None in force");
    expect(officer).not.toContain("Open the first agreement");
    expect((await post("ruth.bell", "/agreement/2/nonsense")).status).toBe(404);
    expect(latest()).toMatchObject({ version: 2, state: "draft" });
  });
});
