import { CLOSE } from "../../shared/wire.ts";
import type { Browser } from "./model-browser.ts";
import { mayRead, mayWrite, placeKey } from "./model-plain.ts";
import type { World } from "./model-world.ts";

/** What a page does when its line is gone: comes back, goes on with a fresh document, or is done. @param code null when no goodbye came */
export function leaveOrReturn(world: World, browser: Browser, code: number | null): void {
  const { plain } = world;
  const { userId, at } = browser;
  // "Slow down" is for those who were refused again and again; their page waits and comes back.
  const never: number[] = [CLOSE.refused.code, CLOSE.tooBig.code, CLOSE.readOnlyStore.code];
  if (browser.stubborn) return;
  if (code !== null && never.includes(code))
    world.fail(`${userId} in ${placeKey(at)} was closed with ${code}: ${why(world)}`);
  if (code === CLOSE.noAccess.code || code === CLOSE.sealed.code) world.drop(browser);
  if (code !== CLOSE.accessChanged.code) return;
  // The page loads again: what may be read and written now decides about the document.
  const mode = mayWrite(plain, userId, at) ? "write" : mayRead(plain, userId, at) ? "read" : null;
  if (mode === null || (mode === "read" && browser.waiting.size > 0)) world.drop(browser);
  else browser.mode = mode;
}

/** Why the server refused the last time, as its audit log says. */
function why({ outside }: World): string {
  const last = outside.$client
    .prepare("select payload from audit_event where type = 'room.refused' order by seq desc limit 1")
    .get();
  return (last as { payload: string } | undefined)?.payload ?? "no word";
}
