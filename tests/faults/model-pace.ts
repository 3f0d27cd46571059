/** How fast things arrive: which frame of which line is next, and when the event loop turns. */
import type { Browser } from "./model-browser.ts";
import { checkReaders, checkRooms } from "./model-checks.ts";
import type { World } from "./model-world.ts";

export interface Chance {
  random: () => number;
  pick: <T>(of: readonly T[]) => T;
}

/** The only clock and the only timers of a run. */
export interface Time {
  now(): number;
  /** Lets `ms` pass: what was due runs. */
  pass(ms: number): void;
  forget(): void;
}

export type Pace = ReturnType<typeof createPace>;

export function createPace(world: World, time: Time, { random, pick }: Chance) {
  const { plain, net } = world;
  const pass = (ms: number) => world.step(() => time.pass(ms));
  /** A page of somebody who is signed out, or out of the program, waits for a person to do something. */
  const comesIn = ({ userId }: Browser) => world.isIn(userId) && Boolean(plain.roles.get(userId));
  const away = () => world.browsers.filter((each) => !each.wire);
  /** Delivers everything, except to ends of broken lines. */
  const settle = () => {
    for (let i = 0; i < 20_000; i++) {
      pass(1);
      const ready = net.ready();
      if (ready.length === 0 && i > 100) return;
      if (ready.length > 0) world.step(() => net.deliver(pick(ready)));
    }
    world.fail("the network never comes to rest");
  };

  return {
    pass,
    settle,
    away,
    /** Between two operations some of what is on its way arrives, and the event loop turns or does not. */
    turn() {
      const steps = Math.floor(random() * random() * 40);
      for (let i = 0; i < steps; i++) {
        const ready = net.ready();
        if (ready.length > 0) world.step(() => net.deliver(pick(ready)));
        if (random() < 0.3) pass(pick([0, 1, 20, 200]));
      }
      const dead = net.dead();
      if (dead.length > 0 && random() < 0.3) world.step(() => net.learn(pick(dead)));
      const coming = away().filter((each) => !each.offline && comesIn(each));
      if (coming.length > 0 && random() < 0.4) world.connect(pick(coming));
    },
    /** Everybody learns what broke, comes back, and everything arrives. */
    finish() {
      for (let round = 0; round < 30; round++) {
        for (let dead = net.dead(); dead.length > 0; dead = net.dead()) world.step(() => net.learn(dead[0] as never));
        const coming = away().filter((each) => comesIn(each) && !each.stubborn);
        // Whoever was told to slow down has waited by then.
        pass(10_000);
        for (const browser of coming) world.connect(browser);
        settle();
        if (coming.length === 0) break;
        if (round === 29) world.fail("somebody is sent away again and again");
      }
      checkReaders(world);
      checkRooms(world);
    },
  };
}
