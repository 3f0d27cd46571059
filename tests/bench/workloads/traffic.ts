import * as Y from "yjs";
import { type Light, openLight, syncFrame } from "../clients/light.ts";
import type { Typist } from "../clients/typist.ts";
import { lastText } from "../document.ts";
import { type Figures, must, paced, spread, until, usage } from "../measure.ts";
import type { Server } from "../servers/server.ts";
import { furnish, mustStand } from "./workload.ts";

const SENDERS = 4;

interface Sender {
  line: Light;
  onAck: (accepted: number) => void;
  doc: Y.Doc;
  frames: Uint8Array[];
  sentAt: number[];
  /** How many of its edits arrived, how many are acknowledged. */
  arrived: number;
  acked: number;
}

/**
 * Rooms of four bare sockets that send edits made beforehand, and one that listens: hardly any work for this process,
 * so that the rate can be far above what real clients on one machine reach.
 */
export interface Traffic {
  /** Sends at a rate. @param patience ms to wait afterwards. @throws when an edit does not arrive in that time. */
  flow(updatesPerSecond: number, seconds: number, patience?: number): Promise<Figures>;
  /** Compares what arrived, and what a newcomer gets, with what was written; then leaves. */
  finish(): Promise<void>;
}

export async function openTraffic(server: Server): Promise<Traffic> {
  const furnishers = await furnish(server);
  const rooms = await Promise.all(server.rooms.map((room, i) => enter(server, room, furnishers[i] as Typist)));
  const senders = rooms.flatMap((room) => room.senders);
  const latencies: number[] = [];
  const acks: number[] = [];

  for (const { listener, senders: here } of rooms) {
    const byClient = new Map(here.map((sender) => [sender.doc.clientID, sender]));
    listener.onUpdate = (update) => {
      const now = performance.now();
      listener.heard.push(update);
      for (const [client, clock] of Y.parseUpdateMeta(update).to) {
        const sender = byClient.get(client);
        if (!sender) continue;
        for (; sender.arrived < clock; sender.arrived++)
          latencies.push(now - (sender.sentAt[sender.arrived] as number));
      }
    };
    for (const sender of here)
      sender.onAck = (accepted) => {
        const now = performance.now();
        // The first frame of each was its empty answer to the server's question.
        for (; sender.acked < accepted - 1; sender.acked++) acks.push(now - (sender.sentAt[sender.acked] as number));
      };
  }

  return {
    async flow(perSecond, seconds, patience = 30_000) {
      const each = Math.ceil((perSecond * seconds) / senders.length) + 1;
      for (const sender of senders)
        write(sender, server.fragment, each - (sender.frames.length - sender.sentAt.length));
      latencies.length = 0;
      acks.length = 0;
      const used = usage(server.pid);
      const late = await paced(perSecond, seconds, (i) => {
        const { line, frames, sentAt } = senders[i % senders.length] as Sender;
        const next = sentAt.length;
        sentAt.push(performance.now());
        line.send(frames[next] as Uint8Array);
      });
      const figures = used(perSecond * seconds);
      await until(() => senders.every((s) => s.arrived === s.sentAt.length), "all edits at the listeners", patience);
      const { p99 } = spread("", late);
      return { ...spread("", latencies), ...figures, ...spread("ack ", acks), "sent late p99": p99 as number };
    },
    async finish() {
      for (const { room, listener, senders: here, base } of rooms) {
        const expected = new Y.Doc();
        const update = (bytes: Uint8Array) => Y.applyUpdate(expected, bytes);
        update(base);
        for (const { frames, sentAt } of here)
          for (const frame of frames.slice(0, sentAt.length)) update(bodyOf(frame));
        const heard = new Y.Doc();
        Y.applyUpdate(heard, base);
        for (const bytes of listener.heard) Y.applyUpdate(heard, bytes);
        const text = (doc: Y.Doc) => lastText(doc, server.fragment).toString();
        must(text(heard) === text(expected), `what ${room} heard is not what was written`);
        await mustStand(server, room, expected);
      }
      for (const { senders: here, listener } of rooms) for (const { line } of [...here, listener]) line.leave();
    },
  };
}

async function enter(server: Server, room: string, furnisher: Typist) {
  const base = Y.encodeStateAsUpdate(furnisher.doc);
  const knows = Y.encodeStateVector(furnisher.doc);
  const listener = { heard: [] as Uint8Array[], onUpdate: (_: Uint8Array) => {}, line: null as unknown as Light };
  listener.line = await openLight(server, room, { onUpdate: (update) => listener.onUpdate(update) }, knows);
  const senders = await Promise.all(
    Array.from({ length: SENDERS }, async (): Promise<Sender> => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, base);
      const onAck = (accepted: number) => sender.onAck(accepted);
      const line = await openLight(server, room, { onAck }, knows);
      const sender: Sender = { line, onAck: () => {}, doc, frames: [], sentAt: [], arrived: 0, acked: 0 };
      return sender;
    }),
  );
  furnisher.leave();
  return { room, base, listener, senders };
}

/** Types more characters at a sender's caret, and keeps each edit as a frame. */
function write(sender: Sender, fragment: string, count: number): void {
  const { doc, frames } = sender;
  const keep = (update: Uint8Array) => frames.push(syncFrame(2, update));
  doc.on("update", keep);
  const text = lastText(doc, fragment);
  for (let i = 0; i < count; i++) text.insert(100 + frames.length, String.fromCharCode(97 + (frames.length % 26)));
  doc.off("update", keep);
}

/** The Yjs update in a frame made here. */
function bodyOf(frame: Uint8Array): Uint8Array {
  let at = 2;
  while ((frame[at] as number) & 0x80) at++;
  return frame.subarray(at + 1);
}
