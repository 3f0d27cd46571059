import * as Y from "yjs";
import { openTypist } from "../clients/typist.ts";
import { lastText, whole } from "../document.ts";
import { must, paced, seeded, spread, until, usage } from "../measure.ts";
import { furnish, mustStand, type Workload, withServer } from "./workload.ts";

const ROOMS = 50;
const CLIENTS = 4;
const EDITS_PER_SECOND = 4;

/** What a busy selection day looks like: real clients, each with a document, typing at the pace of people. */
export const s1: Workload = {
  name: "s1",
  says: `${ROOMS} rooms x ${CLIENTS} real providers, ${EDITS_PER_SECOND} edits/s each: from an edit to its arrival at each other client`,
  columns: ["p50", "p95", "p99", "cpu s/10k", "RSS MiB"],
  measure: (run) =>
    withServer(run, ROOMS, async (server) => {
      const random = seeded(run.seed);
      const first = await furnish(server);
      const typists = first.flatMap((typist) => [typist]);
      for (const room of server.rooms) for (let i = 1; i < CLIENTS; i++) typists.push(openTypist(server, room));
      await Promise.all(typists.map((typist) => typist.synced()));
      const furnished = () => typists.every(({ doc }) => doc.getXmlFragment(server.fragment).length === 17);
      await until(furnished, "the same document everywhere");

      // A character is one tick of its author's Yjs clock, so that (client, clock) names an edit.
      const sentAt = new Map<number, number[]>();
      const offset = new Map<number, number>();
      let arrived = 0;
      let latencies: number[] = [];
      for (const { doc } of typists) {
        sentAt.set(doc.clientID, []);
        offset.set(doc.clientID, Y.getState(doc.store, doc.clientID));
        doc.on("afterTransaction", ({ local, beforeState, afterState }: Y.Transaction) => {
          if (local) return;
          const now = performance.now();
          for (const [client, clock] of afterState) {
            const times = sentAt.get(client);
            const base = offset.get(client) as number;
            for (let c = Math.max(base, beforeState.get(client) ?? 0); times && c < clock; c++) {
              latencies.push(now - (times[c - base] as number));
              arrived++;
            }
          }
        });
      }

      // In a fixed random order, so that a room's people do not all type in the same millisecond.
      const turns = typists.map((_, i) => i).sort(() => random() - 0.5);
      let sent = 0;
      const type = (seconds: number) =>
        paced(typists.length * EDITS_PER_SECOND, seconds, (i) => {
          const { doc } = typists[turns[i % turns.length] as number] as (typeof typists)[number];
          const text = lastText(doc, server.fragment);
          (sentAt.get(doc.clientID) as number[]).push(performance.now());
          sent++;
          text.insert(Math.floor(random() * text.length), String.fromCharCode(97 + Math.floor(random() * 26)));
        });

      const all = () => arrived === sent * (CLIENTS - 1);
      await type(run.quick ? 1 : 3);
      await until(all, "the edits of the warm-up");
      latencies = [];
      const before = sent;
      const used = usage(server.pid);
      await type(run.quick ? 3 : 10);
      const figures = { ...used(sent - before) };
      await until(all, "all edits at all clients");

      for (const [i, room] of server.rooms.entries()) {
        const { doc } = typists[i] as (typeof typists)[number];
        const here = typists.filter(({ provider }) => provider.roomname === room);
        const same = here.every((each) => whole(each.doc, server.fragment) === whole(doc, server.fragment));
        must(here.length === CLIENTS && same, `the replicas of ${room} differ`);
        await mustStand(server, room, doc);
      }
      for (const typist of typists) typist.leave();
      return { ...spread("", latencies), ...figures };
    }),
};
