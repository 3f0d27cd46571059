import WebSocket from "ws";
import * as Y from "yjs";
import { askFrame, updateFrame } from "../../server/room/frames.ts";
import { write } from "../support/collab.ts";

/** Somebody with a valid session who sends as fast as the line takes it, and comes back at once when it is cut. */
export interface Flooder {
  url: string;
  room: string;
  cookie: string;
  kind: "edits" | "large" | "questions" | "noise" | "presence";
}

// A process of its own, so that it takes no time from the people who are measured. One line on standard output says that
// all have begun; its figures follow when it is asked to stop.
const flooders = JSON.parse(process.argv[2] ?? "[]") as Flooder[];
const figures = { frames: 0, connections: 0, cut: 0 };
for (const each of flooders) flood(each);
process.on("SIGTERM", () => {
  process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
});

function flood({ url, room, cookie, kind }: Flooder): void {
  const next = sender(kind);
  const connect = () => {
    const ws = new WebSocket(`${url.replace(/^http/, "ws")}/collab/${room}`, { headers: { cookie, origin: url } });
    const send = () => {
      for (let i = 0; i < 50 && ws.readyState === WebSocket.OPEN && ws.bufferedAmount < 1_000_000; i++) {
        ws.send(next());
        figures.frames++;
      }
      if (ws.readyState === WebSocket.OPEN) setImmediate(send);
    };
    ws.on("open", () => {
      if (++figures.connections === flooders.length) process.stdout.write("flooding\n");
      send();
    });
    ws.on("error", () => {});
    ws.on("close", () => {
      figures.cut++;
      setTimeout(connect, 5);
    });
  };
  connect();
}

/** What each kind sends: all of it cheap to make. */
function sender(kind: Flooder["kind"]): () => Uint8Array {
  const doc = new Y.Doc();
  let last: Uint8Array = new Uint8Array();
  doc.on("update", (bytes: Uint8Array) => {
    last = bytes;
  });
  const edit = (words: string) => {
    write(doc, words);
    return updateFrame(last);
  };
  const noise = updateFrame(Uint8Array.from({ length: 400 }, (_, i) => (i * 7919) % 251));
  const question = askFrame(new Map());
  const large = "x".repeat(200_000);
  const presence = presenceFrame();
  switch (kind) {
    case "edits":
      return () => edit("flood");
    case "large":
      return () => edit(large);
    case "questions":
      return () => question;
    case "noise":
      return () => noise;
    case "presence":
      return () => presence;
  }
}

/** One entry of the awareness protocol: client 1, clock 1, "{}". */
function presenceFrame(): Uint8Array {
  const entry = Uint8Array.of(1, 1, 1, 2, 123, 125);
  return Uint8Array.of(1, entry.length, ...entry);
}
