/**
 * When to try a room's line again, and when to take it for dead.
 * `retryIn(attempt)` is the wait before the next try; `tendLine(line)` listens to the clock, the network and the tab.
 */

/** The first try comes within a second; later ones anywhere up to 20 s: a restarted server is not met by all at once. */
const FIRST_MS = 1_000;
const LONGEST_MS = 20_000;
/** The server says something every 10 s. Two of those missed, and a little: the line is dead, whatever the socket believes. */
const SILENCE_MS = 22_000;
/** After a sleep one missed word is enough, but what waits in the browser's queue is heard first. */
const WOKEN_SILENCE_MS = 12_000;
const GRACE_MS = 1_500;
const CONNECTING_MS = 20_000;
const TICK_MS = 1_000;

/** Full jitter: anywhere between nothing and a bound that doubles. @returns milliseconds */
export function retryIn(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
}

export interface Tended {
  state(): "open" | "connecting" | "closed";
  /** When something last came in. Milliseconds since 1970. */
  heardAt(): number;
  connect(): void;
  /** Lets a line go that nobody answers on. @param expected it is met again in a moment, and nobody needs to hear of it */
  drop(expected: boolean): void;
}

export interface Tending {
  /** The line closed: tries again by itself. @param wait at least so many milliseconds */
  closed(wait?: number): void;
  /** Connects at once where there is no line. */
  now(): void;
  /** The line did useful work: the next wait is short again. */
  worked(): void;
  stop(): void;
}

export function tendLine(line: Tended): Tending {
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastTick = Date.now();
  let connectingSince: number | null = null;
  /** Woken: if nothing was heard by then, the line is dropped. */
  let judgeAt: number | null = null;
  let wokenAt = 0;

  const connect = () => {
    clearTimeout(timer);
    if (navigator.onLine && line.state() === "closed") line.connect();
  };
  const drop = (expected: boolean) => {
    judgeAt = null;
    line.drop(expected);
    connect();
  };
  const wake = () => {
    const now = Date.now();
    if (line.state() !== "open") return connect();
    if (judgeAt !== null || now - line.heardAt() < WOKEN_SILENCE_MS) return;
    wokenAt = now;
    judgeAt = now + GRACE_MS;
  };
  const tick = () => {
    const now = Date.now();
    const slept = now - lastTick > 10 * TICK_MS;
    lastTick = now;
    if (slept) wake();
    const state = line.state();
    connectingSince = state === "connecting" ? (connectingSince ?? now) : null;
    if (connectingSince !== null && now - connectingSince > CONNECTING_MS) {
      connectingSince = null;
      line.drop(false);
    } else if (state !== "open") judgeAt = null;
    else if (judgeAt !== null) {
      if (line.heardAt() >= wokenAt) judgeAt = null;
      else if (now >= judgeAt) drop(true);
    } else if (now - line.heardAt() > SILENCE_MS) drop(false);
  };
  const visible = () => {
    if (document.visibilityState === "visible") wake();
  };
  const offline = () => line.drop(false);

  const clock = setInterval(tick, TICK_MS);
  window.addEventListener("online", connect);
  window.addEventListener("offline", offline);
  // Signed out here may be signed in again in another tab: coming back to this one tries once more.
  window.addEventListener("focus", wake);
  document.addEventListener("visibilitychange", visible);
  document.addEventListener("resume", wake);

  return {
    now: connect,
    closed: (wait = 0) => {
      clearTimeout(timer);
      timer = setTimeout(connect, wait + retryIn(attempt++));
    },
    worked: () => {
      attempt = 0;
    },
    stop: () => {
      clearTimeout(timer);
      clearInterval(clock);
      window.removeEventListener("online", connect);
      window.removeEventListener("offline", offline);
      window.removeEventListener("focus", wake);
      document.removeEventListener("visibilitychange", visible);
      document.removeEventListener("resume", wake);
    },
  };
}
