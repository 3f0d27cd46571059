import http from "node:http";
import path from "node:path";
import { type LargeRound, writeLargeRound } from "../large-round.ts";
import { type Figures, must, quantile } from "../measure.ts";
import type { Server } from "../servers/server.ts";
import type { Run, Workload } from "./workload.ts";

/** A page of the shell and nothing else: what every page costs before its own work begins. */
const EMPTY = "/privacy";

const PEERS = "has no pages";

/** How much each page costs the server in a program with much in it, and with a tenth of it. */
export const pages: Workload = {
  name: "pages",
  says: "200 candidates, 9 panelists, 12 criteria (small: 20 candidates): each page's median time over the same connection, against an empty page of the same server, and against the small program's",
  not: { "y-websocket": PEERS, "y-leveldb": PEERS, "hocuspocus-sqlite": PEERS },
  columns: ["empty ms", "worst / empty", "worst growth"],
  async measure(run) {
    const many = run.quick ? 40 : 200;
    const [large, small] = [await open(run, many), await open(run, many / 10)];
    try {
      return await compare(large, small, run.quick ? 3 : 25);
    } finally {
      await Promise.all([large.server.stop(), small.server.stop()]);
      large.agent.destroy();
      small.agent.destroy();
    }
  },
};

interface Side {
  server: Server;
  round: LargeRound;
  agent: http.Agent;
}

async function open({ kind, dir, seed }: Run, candidates: number): Promise<Side> {
  const own = path.join(dir, `${candidates}`);
  const place = await kind.prepare(own, 1);
  const round = writeLargeRound(own, candidates, seed);
  const server = await kind.start(own, place);
  return { server, round, agent: new http.Agent({ keepAlive: true, maxSockets: 1 }) };
}

/** Pages that a lead does not open. */
const COORDINATORS = new Set(["voluntary data", "outbox"]);

/** Every page that reads more than its own address. */
function addresses({
  processId,
  liveId,
  debriefId,
  sealedId,
  candidateId,
  recordId,
}: LargeRound): Record<string, string> {
  const round = `/selection/${processId}`;
  return {
    desk: "/desk",
    rounds: "/selection",
    round,
    "round's agreement": `${round}/agreement`,
    schedule: `${round}/schedule`,
    calibration: `${round}/calibration`,
    decision: `${round}/decision`,
    "dropped questions": `${round}/dropped`,
    "voluntary data": `${round}/voluntary`,
    candidate: `${round}/candidates/${candidateId}`,
    "candidates as CSV": `${round}/candidates/export`,
    interview: `/interviews/${liveId}`,
    debrief: `/interviews/${debriefId}/debrief`,
    "sealed debrief": `/interviews/${sealedId}/debrief`,
    history: `/history/interview/${debriefId}/notes/r1`,
    records: "/records",
    record: `/records/${recordId}`,
    "record as JSON": `/records/${recordId}/json`,
    report: "/report",
    memorandum: "/agreement",
    people: "/people",
    outbox: "/outbox",
    account: "/account",
  };
}

/** Asks in turn, so that a slow moment of the machine meets every page of both servers alike. */
async function compare(large: Side, small: Side, times: number): Promise<Figures> {
  const here = { empty: EMPTY, ...addresses(large.round) };
  const there = { empty: EMPTY, ...addresses(small.round) };
  const took = new Map<string, { large: number[]; small: number[] }>();
  for (let i = -3; i < times; i++)
    for (const name of Object.keys(here) as (keyof typeof here)[]) {
      const both = { large: await ask(large, name, here[name]), small: await ask(small, name, there[name]) };
      const kept = took.get(name) ?? { large: [], small: [] };
      took.set(name, kept);
      if (i < 0) continue;
      kept.large.push(both.large);
      kept.small.push(both.small);
    }
  const median = (measured: number[]) =>
    quantile(
      measured.toSorted((a, b) => a - b),
      0.5,
    );
  const empty = median(took.get("empty")?.large ?? []);
  took.delete("empty");
  const figures: Figures = { "empty ms": empty, "worst / empty": 0, "worst growth": 0 };
  for (const [name, measured] of took) {
    const ms = median(measured.large);
    figures[`${name} ms`] = ms;
    figures[`${name} / empty`] = ms / empty;
    figures[`${name} growth`] = ms / median(measured.small);
    figures["worst / empty"] = Math.max(figures["worst / empty"] as number, ms / empty);
    figures["worst growth"] = Math.max(figures["worst growth"] as number, ms / median(measured.small));
  }
  return figures;
}

/** One request. @returns ms until its last byte. @throws when the answer is not the page. */
function ask({ server, round, agent }: Side, name: string, at: string): Promise<number> {
  const { headers, address } = server;
  const cookie = COORDINATORS.has(name) ? round.coordinator : (headers.cookie ?? "");
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const url = `${address.replace(/^ws/, "http").replace(/\/collab$/, "")}${at}`;
    const request = http.get(url, { agent, headers: { cookie } }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        must(answer.statusCode === 200, `${at} answered ${answer.statusCode}`);
        resolve(performance.now() - since);
      });
    });
    request.on("error", reject);
  });
}
