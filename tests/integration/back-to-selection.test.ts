import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viewerOf } from "../../db/programs.ts";
import { recordIdOf } from "../../db/records.ts";
import { reportPage } from "../../server/pages/report.ts";
import { casePaths } from "../../shared/case-paths.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { firstYears } from "../support/first-years.ts";
import { addOthers, NOT_OF_CASE, OF_CASE } from "../support/year.ts";

const CASE = "monroe-annex-post";
const EVALUATION = "monroe-first-spring";
const page = casePaths.selection(CASE, EVALUATION);
/** Words of the panel, and of nobody's evaluation. */
const PANEL_WORDS = /Five years of downtown patrol|Keeps the discipline line without being asked|open gym/;

let demo: DemoRooms;
beforeAll(async () => {
  demo = await startDemoRooms();
  addOthers(demo);
});
afterAll(() => demo.close());

const get = (slug: string | null, path: string) =>
  fetch(new URL(path, demo.server.url), {
    headers: slug ? { Cookie: demo.cookie(slug) } : {},
    redirect: "manual",
  });
const as = (slug: string) => {
  const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
};
const predictionFor = async (slug: string) => {
  const report = await reportPage(as(slug));
  if (!report) throw new Error("no report");
  return report.prediction;
};

describe("from the sealed evaluation back to the selection", () => {
  it("[BACK-1] who may read both records follows a criterion from the question to the year", async () => {
    const { officer: _, ...readers } = OF_CASE;
    for (const slug of Object.values(readers)) {
      const response = await get(slug, page);
      expect(response.status, slug).toBe(200);
      const words = (await response.text()).replaceAll("<!-- -->", "").replaceAll("&#x27;", "'");
      for (const said of [
        "Why the panel scored as it did",
        "Steady and verified; one group, in winter.",
        "A boy at open gym who would not give his name",
        "4, Strong",
        "5, Exceptional",
        "Thursdays in the shop, fifteen weeks",
        "Fifteen of eighteen weeks",
        "This question was not counted, for any candidate.",
      ])
        expect(words, `${slug}: ${said}`).toContain(said);
    }
  });

  it("[BACK-1] the sealed evaluation leads there, and shows the officer no such link", async () => {
    const record = `/records/${recordIdOf(demo.server.context.db, "evaluation", EVALUATION)}`;
    expect(await (await get(OF_CASE.administrator, record)).text()).toContain(`href="${page}"`);
    const officers = await get(OF_CASE.officer, record);
    expect(officers.status).toBe(200);
    expect(await officers.text()).not.toContain(page);
  });

  it("[BACK-1] the officer, panelists and leads of other cases find nothing, and not a word of the panel", async () => {
    const missing = await (await get("marcus.hale", casePaths.selection(CASE, "no-such-evaluation"))).text();
    for (const slug of [OF_CASE.officer, "elena.ruiz", ...Object.values(NOT_OF_CASE)])
      for (const path of [page, `${page}.data`]) {
        const response = await get(slug, path);
        expect(response.status, `${slug} ${path}`).toBe(404);
        const body = await response.text();
        expect(body, slug).not.toMatch(PANEL_WORDS);
        if (slug === "marcus.hale" && path === page) expect(plain(body)).toBe(plain(missing));
      }
    expect((await get(null, page)).status).toBe(302);
  });

  it("[BACK-1] there is no such page without a round, before the seal, or under another case", async () => {
    for (const path of [
      casePaths.selection("patel-high-school", "patel-third-year"),
      casePaths.selection("patel-high-school", EVALUATION),
      casePaths.selection(CASE, "patel-third-year"),
    ])
      expect((await get(OF_CASE.supervisor, path)).status, path).toBe(404);
  });
});

describe("the report on what interviews predicted", () => {
  it("[BACK-3] with one officer says that it is too few, and shows no result", async () => {
    const prediction = await predictionFor(OF_CASE.coordinator);
    expect(prediction).toMatchObject({ scored: 9, officers: 1 });
    for (const { link, cells } of prediction.criteria) {
      expect(link).toEqual({ kind: "too-few", because: "pairs", pairs: 0 });
      expect(cells).toEqual([{ score: expect.any(Number), officers: 1, counted: 0, mean: null, why: "few" }]);
    }
    const words = (await (await get(OF_CASE.superintendent, "/report")).text()).replaceAll("<!-- -->", "");
    expect(words).toContain("Did our interviews predict anything?");
    expect(words).toContain("too few to say whether the interviews predicted anything: a figure needs 10 officers");
    expect(words).toContain("Only those who were chosen are seen here.");
  });

  it("[BACK-5] a later year, an officer without a round and an item not observed are no pair", async () => {
    firstYears(as(OF_CASE.supervisor), [
      { joint: 3, year: 3, fromDate: "2027-09-01" },
      { joint: 3, year: "not-observed" },
    ]);
    const prediction = await predictionFor(OF_CASE.supervisor);
    expect(prediction.officers).toBe(2);
    for (const { officers } of prediction.criteria) expect(officers).toBe(1);
  });

  it("[BACK-3] from ten on it says how far scores and years go together; [BACK-4] in means of five or more", async () => {
    const years = Array.from({ length: 12 }, (_, i) => ({
      joint: i < 6 ? 3 : 5,
      year: i < 6 ? 2 + (i % 2) : 4 + (i % 2),
    }));
    firstYears(as(OF_CASE.supervisor), years as Parameters<typeof firstYears>[1]);
    const { criteria } = await predictionFor(OF_CASE.administrator);
    const youth = criteria.find(({ id }) => id === "youth-engagement");
    expect(youth?.officers).toBe(13);
    expect(youth?.link).toMatchObject({ kind: "estimate", pairs: 10 });
    expect(youth?.cells.map(({ score, officers, mean }) => [score, officers, mean])).toEqual([
      [3, 6, 2.4],
      [4, 1, null],
      [5, 6, 4.4],
    ]);
    expect(await predictionFor(OF_CASE.chief)).toEqual(await predictionFor(OF_CASE.custodian));
    const words = (await (await get(OF_CASE.custodian, "/report")).text()).replaceAll("<!-- -->", "");
    expect(words).toContain("2.4, of the first 5");
    expect(words).toContain("Not shown: fewer than 5");
  });
});

/** A page without what differs from request to request. */
const plain = (html: string) =>
  html
    .replace(/nonce="[^"]*"/g, "")
    .replace(/\/officers\/[\w/.-]*/g, "")
    .replace(/<script[\s\S]*?<\/script>/g, "");
