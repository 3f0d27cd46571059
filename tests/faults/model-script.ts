/** The operations of a run, each drawn by weight: what people, their networks and the server do. */
import { act, changePart, move, sign } from "./model-acts.ts";
import type { Browser } from "./model-browser.ts";
import { checkReaders, checkRooms } from "./model-checks.ts";
import type { Chance, Pace } from "./model-pace.ts";
import { mayRead, mayWrite, type Place, placeKey } from "./model-plain.ts";
import { dropSnapshots, keepSnapshots } from "./model-snapshots.ts";
import { CAST, type World } from "./model-world.ts";
import { choose, criteriaOf, insert, remove, tokenOf } from "./model-writes.ts";

/** @returns what happened, in words; the count begins with 1 */
export function script(world: World, pace: Pace, { random, pick }: Chance) {
  const { plain, net } = world;
  const { pass, settle, away } = pace;
  let tokens = 0;
  const clientId = () => 1 + Math.floor(random() * 2 ** 32 - 2);

  const visit = (): string => {
    const userId = pick(CAST);
    const places: Place[] = [
      { part: "notes" },
      { part: "card", owner: pick([userId, userId, userId, pick(CAST.slice(0, 5))]) },
      { part: "joint", revision: plain.revision },
    ];
    const open = places.filter((place) => mayWrite(plain, userId, place));
    const wanted = open.length > 0 ? open : places.filter((place) => mayRead(plain, userId, place));
    const at = wanted.length > 0 && random() < 0.85 ? pick(wanted) : pick(places);
    const here = world.browsers.filter((each) => each.userId === userId && placeKey(each.at) === placeKey(at));
    if (here.length > (random() < 0.1 ? 1 : 0)) return back(here[0] as Browser);
    world.visit(userId, at, random() < 0.08, clientId());
    return `${userId} opens ${placeKey(at)}`;
  };
  const back = (browser: Browser): string => {
    browser.offline = false;
    if (browser.wire) return "nothing";
    world.connect(browser);
    return `${name(browser)} comes back`;
  };
  const cut = (): string => {
    const alive = net.wires.filter((wire) => wire.here && wire.there && !net.dead().includes(wire));
    if (alive.length === 0) return visit();
    const wire = pick(alive);
    for (const each of world.browsers) if (each.wire === wire) each.offline = random() < 0.5;
    const learns = pick([
      { here: true, there: true },
      { here: true, there: false },
      { here: false, there: true },
      { here: false, there: false },
    ]);
    world.step(() => net.cut(wire, learns));
    return `line ${wire.id} breaks; the browser ${learns.here ? "knows" : "does not know"}, the server ${learns.there ? "knows" : "does not"}`;
  };

  /** Browsers in which somebody can type; nine times of ten in a room that is still open to them. */
  const ready = (rogue: boolean): Browser[] => {
    const all = world.browsers.filter((each) => each.everSynced && (each.mode === "write" || each.stubborn || rogue));
    const fit = all.filter((each) => mayWrite(plain, each.userId, each.at));
    return fit.length > 0 && random() < 0.9 ? fit : all;
  };
  const type = (): string => {
    // One in fifty types although the page is only to be read.
    const can = ready(random() < 0.02);
    if (can.length === 0) return visit();
    const browser = pick(can);
    const token = tokenOf(browser.userId, ++tokens);
    world.step(() => insert(browser, token, pick));
    return `${name(browser)} types ${token}`;
  };
  /** Another process changes somebody's part, and that person types on. */
  const quietly = (): string => {
    const { userId, words } = changePart(world, pick, "quietly");
    const open = world.browsers.filter(
      (each) => each.userId === userId && each.open && each.everSynced && each.mode === "write",
    );
    if (open.length === 0) return words;
    const token = tokenOf(userId, ++tokens);
    const browser = pick(open);
    world.step(() => insert(browser, token, pick));
    return `${words}, and types ${token} in ${placeKey(browser.at)}`;
  };
  const erase = (): string => {
    const can = ready(false);
    if (can.length === 0) return visit();
    const browser = pick(can);
    return `${name(browser)} takes out ${world.step(() => remove(world, browser, pick)) ?? "nothing"}`;
  };
  const rate = (): string => {
    const can = ready(false).filter(({ at }) => at.part !== "notes");
    if (can.length === 0) return type();
    const browser = pick(can);
    const prefix = browser.at.part === "card" ? "rating." : "agreed.";
    const ids = criteriaOf(browser);
    const all = random() < 0.45;
    const chosen = (all ? ids : [pick(ids)]).map((id) => [
      `${prefix}${id}`,
      pick(all ? [2, 3, 4] : [1, 2, 3, 4, 5, null]),
    ]);
    world.step(() => choose(world, browser, Object.fromEntries(chosen)));
    // A reason for each agreed score.
    if (all && browser.at.part === "joint")
      for (const id of ids) {
        const text = browser.doc.getMap("texts").get(`reason.${id}`) as import("yjs").Text;
        const token = tokenOf(browser.userId, ++tokens);
        if (text.length === 0) world.step(() => browser.do([{ kind: "token", token }], () => text.insert(0, token)));
      }
    return `${name(browser)} chooses ${JSON.stringify(chosen)}`;
  };
  const restart = (): string => {
    const how = pick(["gracefully", "crash"] as const);
    world.restart(how);
    const kept = random() < 0.5 ? keepSnapshots(world) : 0;
    return `the server restarts (${how}), with ${kept} new snapshots`;
  };
  /** Nobody types for a while: the rooms grow light. */
  const rest = (): string => {
    pass(31_000);
    world.step(() => world.rooms().heartbeat());
    return "half a minute passes";
  };
  /** Begins further on: the panel has declared, asked, and filled its cards. */
  const begin = (): string => {
    const until = pick(["briefed", "live", "live", "scoring", "consensus", "consensus"] as const);
    if (until === "briefed") return "the interview has not started";
    const panel = CAST.slice(0, 5);
    for (const userId of panel) act(world, "declare", userId);
    act(world, "start", "dana-ortiz");
    if (until === "live") return "the interview is live";
    settle();
    for (const owner of panel) world.visit(owner, { part: "card", owner }, false, clientId());
    settle();
    for (const browser of world.browsers.filter(({ at }) => at.part === "card"))
      world.step(() =>
        choose(world, browser, Object.fromEntries(criteriaOf(browser).map((id) => [`rating.${id}`, 3]))),
      );
    settle();
    act(world, "end", "ruth-bell");
    if (until === "scoring") return "the questions have ended";
    for (const userId of panel) act(world, "submit", userId);
    act(world, "reveal", "ruth-bell");
    for (const userId of panel) world.visit(userId, { part: "joint", revision: 1 }, random() < 0.05, clientId());
    return "the cards are open";
  };
  const look = (): string => {
    checkRooms(world);
    return "everything is looked at";
  };
  const calm = (): string => {
    settle();
    checkReaders(world);
    checkRooms(world);
    return "everything arrives";
  };

  const WEIGHTS: [number, () => string][] = [
    [30, type],
    [8, erase],
    [12, rate],
    [14, visit],
    [16, () => move(world, pick)],
    [6, cut],
    [5, () => (away().length > 0 ? back(pick(away())) : type())],
    [2, () => changePart(world, pick, "aloud").words],
    [2, quietly],
    [1, () => sign(world, pick(CAST))],
    [1, rest],
    [1, () => dropSnapshots(world)],
    [1, restart],
    [2, look],
    [1, calm],
  ];
  const total = WEIGHTS.reduce((sum, [weight]) => sum + weight, 0);

  return (count: number): string => {
    if (count <= CAST.length) {
      world.visit(CAST[count - 1] as string, { part: "notes" }, false, clientId());
      return `${CAST[count - 1]} opens notes`;
    }
    if (count === CAST.length + 1) return begin();
    let left = random() * total;
    for (const [weight, work] of WEIGHTS) {
      left -= weight;
      if (left < 0) return work();
    }
    return "nothing";
  };

  function name({ userId, at, stubborn }: Browser): string {
    return `${userId} in ${placeKey(at)}${stubborn ? " (stubborn)" : ""}`;
  }
}
