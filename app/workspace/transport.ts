/**
 * How a room reaches the server: a WebSocket where one passes, otherwise the same room over HTTP.
 * `transportSocket(onFrame, onMode)` is handed to y-websocket as its `WebSocketPolyfill`.
 *
 * A WebSocket is always tried first. When none opens although the server answers over HTTP, a second one is tried, since
 * the server may have come back between the two; only then the room goes over HTTP, and this page remembers it for a
 * while. A server that is down, or busy, moves nobody.
 */
import { HttpSocket, RoomSocket } from "./http-socket.ts";
import { countingSocket, type FrameKind } from "./socket.ts";

/** What carries a room now. */
export type LineKind = "socket" | "http";

/** A network that lets WebSockets hang shows by the first of these. */
const OPEN_MS = 4_000;
const SECOND_MS = 2_000;
const ANSWER_MS = 4_000;
/** For so long HTTP is used without asking; afterwards the next connection tries a WebSocket again. */
const REMEMBER_MS = 3 * 60_000;
/** Where WebSockets passed before, a refusal is more likely a busy server than a blocked network. */
const REFUSALS = 3;

/** What this page learned about its network. */
const network = { blockedUntil: 0, passed: false, refusals: 0, refusedAt: 0 };

export function transportSocket(onFrame: (kind: FrameKind) => void, onMode: (mode: LineKind) => void) {
  class Transport extends RoomSocket {
    readonly #url: string;
    #carrier: WebSocket | HttpSocket | null = null;

    constructor(url: string | URL) {
      super();
      this.#url = String(url);
      if (Date.now() < network.blockedUntil) this.#overHttp();
      else this.#knock(OPEN_MS, () => void this.#doubt());
    }

    send(frame: Uint8Array<ArrayBuffer>): void {
      if (this.readyState === this.OPEN) this.#carrier?.send(frame);
    }

    close(): void {
      if (this.readyState >= this.CLOSING) return;
      this.readyState = this.CLOSING;
      this.#carrier?.close();
      setTimeout(() => this.closed(1005, ""));
    }

    #knock(ms: number, failed: (hung: boolean) => void): void {
      const socket = new WebSocket(this.#url);
      socket.binaryType = "arraybuffer";
      this.#carrier = socket;
      const giveUp = (hung: boolean) => {
        clearTimeout(timer);
        socket.onopen = null;
        socket.onclose = null;
        socket.close();
        if (this.readyState === this.CONNECTING) failed(hung);
      };
      const timer = setTimeout(() => giveUp(true), ms);
      socket.onclose = () => giveUp(false);
      socket.onopen = () => {
        clearTimeout(timer);
        Object.assign(network, { blockedUntil: 0, passed: true, refusals: 0 });
        this.#carry(socket, "socket");
      };
    }

    async #doubt(): Promise<void> {
      // A server that is down, or a network that is gone, is not a blocked WebSocket.
      const answers = await httpAnswers();
      if (this.readyState !== this.CONNECTING) return;
      if (!answers) return this.closed(1006, "");
      this.#knock(network.passed ? OPEN_MS : SECOND_MS, (hung) => {
        if (!hung && !isBlocked()) return this.closed(1006, "");
        network.blockedUntil = Date.now() + REMEMBER_MS;
        this.#overHttp();
      });
    }

    #overHttp(): void {
      const socket = new HttpSocket(this.#url);
      this.#carrier = socket;
      socket.onclose = ({ code, reason }) => this.closed(code, reason);
      socket.onopen = () => this.#carry(socket, "http");
    }

    #carry(carrier: WebSocket | HttpSocket, mode: LineKind): void {
      carrier.onmessage = ({ data }: { data: ArrayBuffer }) => {
        if (this.readyState === this.OPEN) this.onmessage?.({ data });
      };
      carrier.onclose = ({ code, reason }: { code: number; reason: string }) => this.closed(code, reason);
      carrier.onerror = (event: unknown) => this.onerror?.(event);
      if (this.readyState !== this.CONNECTING) {
        carrier.close();
        return;
      }
      onMode(mode);
      this.opened();
    }
  }
  return countingSocket(onFrame, Transport as unknown as typeof WebSocket);
}

/** Takes down one more refusal while HTTP works. Several rooms that are refused at one moment are one refusal. */
function isBlocked(): boolean {
  if (!network.passed) return true;
  if (Date.now() - network.refusedAt > 1_000) network.refusals++;
  network.refusedAt = Date.now();
  return network.refusals >= REFUSALS;
}

async function httpAnswers(): Promise<boolean> {
  try {
    const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
    // A page that a network puts in front of everything is not our answer.
    return answer.ok && (await answer.text()) === "ok\n";
  } catch {
    return false;
  }
}
