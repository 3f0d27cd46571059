import * as Y from "yjs";
import { openTypist } from "../clients/typist.ts";
import { lastText } from "../document.ts";
import { must, seeded, until } from "../measure.ts";
import type { Workload } from "./workload.ts";
import { furnishOne } from "./workload.ts";

const ROUNDS = 20;

/** What "saved" is worth: the process dies at once, and what somebody already saw must still be there. */
export const kill: Workload = {
  name: "kill",
  says: `${ROUNDS} rounds: A types, B sees; SIGKILL after B saw 10 to 77 edits; restart; how many of those B saw are missing`,
  not: { "y-websocket": "keeps nothing over a restart: all are lost, by design" },
  columns: ["lost", "seen", "rounds with loss"],
  async measure({ kind, dir, seed, quick }) {
    const random = seeded(seed);
    const rounds = quick ? 2 : ROUNDS;
    const place = await kind.prepare(dir, rounds);
    let server = await kind.start(dir, place);
    let lost = 0;
    let seen = 0;
    let bad = 0;
    for (const room of place.rooms) {
      const a = await furnishOne(server, room);
      const b = openTypist(server, room);
      await b.synced();
      const there = () => b.doc.getXmlFragment(server.fragment).length === 17;
      await until(there, "the document at B");
      const text = lastText(a.doc, server.fragment);
      const author = a.doc.clientID;
      const base = Y.getState(a.doc.store, author);
      const enough = base + 10 + Math.floor(random() * 68);
      const typing = setInterval(() => text.insert(Math.floor(random() * text.length), "x"), 3);
      await until(() => Y.getState(b.doc.store, author) >= enough, "what B must see");
      await server.kill();
      clearInterval(typing);
      // Neither may bring back what the server lost.
      a.leave();
      b.leave();
      const shown = Y.getState(b.doc.store, author) - base;

      server = await kind.start(dir, place);
      const c = openTypist(server, room);
      await c.synced();
      // A store that answers before it has loaded gets its time: only what never comes is lost.
      const kept = () => Y.getState(c.doc.store, author) - base;
      await until(() => kept() >= shown, "", 3000).catch(() => {});
      const missing = shown - Math.max(0, Math.min(shown, kept()));
      must(Number.isFinite(missing), "no count");
      seen += shown;
      lost += missing;
      if (missing > 0) bad++;
      c.leave();
    }
    await server.stop();
    return { lost, seen, "rounds with loss": bad };
  },
};
