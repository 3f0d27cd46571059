/**
 * A network between browsers and rooms that keeps order on each line and in each direction, as TCP does, and nothing
 * else: what travels on different lines overtakes, and a broken line loses all that was on its way.
 */
import type { Line, Seat } from "../../server/room/line.ts";

export interface Wire {
  id: number;
  up: ("join" | Uint8Array)[];
  down: ("open" | Uint8Array | { code: number })[];
  seat: Seat | null;
  /** Does the browser still hold its end? */
  here: boolean;
  /** Does the server still hold its end? */
  there: boolean;
  join(): Seat | null;
  receive(said: "open" | Uint8Array): void;
  lost(code: number | null): void;
}

export interface Net {
  wires: Wire[];
  connect(ends: Pick<Wire, "receive" | "lost"> & { join(line: Line, wire: Wire): Seat | null }): Wire;
  /** Lines with something on its way: each may move next. */
  ready(): { wire: Wire; up: boolean }[];
  /** Delivers the next thing on one line in one direction. */
  deliver(at: { wire: Wire; up: boolean }): void;
  /** The line breaks: both directions lose what is on its way. Each end learns of it now or, when told later, then. */
  cut(wire: Wire, learns: { here: boolean; there: boolean }): void;
  /** An end that did not know learns that its line is dead. */
  learn(wire: Wire): void;
  /** Broken lines with an end that does not know it. */
  dead(): Wire[];
  /** The server's process is gone, and told nobody. */
  crash(): void;
}

/** @param watch sees each frame in the moment in which the server hands it over */
export function createNet(watch: (wire: Wire, frame: Uint8Array) => void): Net {
  let count = 0;
  const wires: Wire[] = [];
  const cutOff = new Set<Wire>();
  const tidy = (wire: Wire) => {
    const at = wires.indexOf(wire);
    if (!wire.here && !wire.there && at >= 0) wires.splice(at, 1);
  };
  const hangUp = (wire: Wire) => {
    if (!wire.there) return;
    wire.there = false;
    wire.seat?.gone();
    tidy(wire);
  };
  const lineOf = (wire: Wire): Line => ({
    kind: "socket",
    buffered: 0,
    send(frame) {
      if (!wire.there) return;
      watch(wire, frame);
      if (!cutOff.has(wire)) wire.down.push(frame.slice());
    },
    cork: () => {},
    uncork: () => {},
    close(code) {
      if (wire.there && !cutOff.has(wire)) wire.down.push({ code });
    },
    terminate: () => net.cut(wire, { here: false, there: false }),
  });
  const net: Net = {
    wires,
    connect(ends) {
      const wire: Wire = {
        id: ++count,
        up: ["join"],
        down: [],
        seat: null,
        here: true,
        there: true,
        join: () => ends.join(lineOf(wire), wire),
        receive: ends.receive,
        lost: ends.lost,
      };
      wires.push(wire);
      return wire;
    },
    ready: () =>
      wires.flatMap((wire) => [
        ...(wire.up.length > 0 ? [{ wire, up: true }] : []),
        ...(wire.down.length > 0 ? [{ wire, up: false }] : []),
      ]),
    deliver({ wire, up }) {
      if (up) {
        const said = wire.up.shift();
        if (said === "join") {
          wire.down.push("open");
          wire.seat = wire.join();
        } else if (said && wire.there) wire.seat?.hear(said);
        return;
      }
      const said = wire.down.shift();
      if (said === undefined || !wire.here) return;
      if (said === "open" || said instanceof Uint8Array) return wire.receive(said);
      // The goodbye has arrived and is answered: both ends are done.
      wire.here = false;
      wire.up = [];
      wire.down = [];
      wire.lost(said.code);
      hangUp(wire);
      tidy(wire);
    },
    cut(wire, learns) {
      wire.up = [];
      wire.down = [];
      cutOff.add(wire);
      if (learns.there) hangUp(wire);
      if (learns.here && wire.here) {
        wire.here = false;
        wire.lost(null);
      }
      tidy(wire);
    },
    learn(wire) {
      net.cut(wire, wire.here ? { here: true, there: false } : { here: false, there: true });
    },
    dead: () => wires.filter((wire) => cutOff.has(wire)),
    crash() {
      for (const wire of [...wires]) {
        wire.there = false;
        wire.seat = null;
        net.cut(wire, { here: false, there: false });
      }
    },
  };
  return net;
}
