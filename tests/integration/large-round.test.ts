import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viewerOf } from "../../db/programs.ts";
import { rankingOf } from "../../db/ranking.ts";
import type { CommandContext } from "../../server/context.ts";
import { debriefPage } from "../../server/pages/debrief.ts";
import { roundPage } from "../../server/pages/round.ts";
import { PAGE_SIZE } from "../../shared/pages.ts";
import { type LargeRound, writeLargeRound } from "../bench/large-round.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";

const CANDIDATES = PAGE_SIZE + 5;

let demo: DemoRooms;
let large: LargeRound;
beforeAll(async () => {
  demo = await startDemoRooms();
  large = writeLargeRound(demo.server.dataDir, CANDIDATES, 7);
});
afterAll(() => demo.close());

function as(slug: string): CommandContext {
  const { context } = demo.server;
  const viewer = viewerOf(context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...context, viewer };
}

describe("a round with more candidates than stand on one page", () => {
  it("[PAGE-1] shows candidates and ranks page by page, each once", () => {
    const page = (asked: string) => roundPage(as("dana.ortiz"), large.processId, { page: asked, ranks: asked });
    const [first, second] = [page("1"), page("2")];
    for (const list of ["candidates", "ranking"] as const) {
      expect(first?.[list]).toMatchObject({ total: CANDIDATES, pages: 2 });
      const names = [...(first?.[list].items ?? []), ...(second?.[list].items ?? [])].map(({ name }) => name);
      expect(new Set(names).size).toBe(CANDIDATES);
    }
  });

  it("[PAGE-1] shows on a debrief the ranks around its candidate, and ranks it among everybody", () => {
    const all = rankingOf(demo.server.context.db, large.processId, as("dana.ortiz").viewer);
    expect(all).toHaveLength(CANDIDATES);
    for (const interviewId of [large.debriefId, large.sealedId]) {
      const ranking = debriefPage(as("dana.ortiz"), interviewId)?.ranking;
      const own = all.find((row) => row.interviewId === interviewId);
      expect(ranking?.total).toBe(CANDIDATES);
      expect(ranking?.items.length).toBeLessThanOrEqual(PAGE_SIZE);
      expect(ranking?.items).toContainEqual(own);
      const others = all.filter((row) => row !== own && row.agreed !== null).map((row) => row.agreed);
      expect(ranking?.agreed).toEqual(others);
    }
  });
});
