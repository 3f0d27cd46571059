import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { COLLAB_PATH, parseRoom } from "#shared/rooms.ts";
import { CLOSE } from "#shared/wire.ts";
import type { Auth, SignedIn } from "./auth/auth.ts";
import { sessionHolds } from "./auth/sessions.ts";
import type { AppContext } from "./context.ts";
import { windowOf, withoutWindow } from "./demo-window.ts";
import { sameOrigin } from "./origin.ts";
import { socketLines } from "./room/line.ts";
import type { LiveRooms } from "./room/rooms.ts";

/** Two of these without an answer, and a line is taken for dead. */
const HEARTBEAT_MS = 10_000;
const SESSION_CHECK_MS = 60_000;
/** Above the room's own limit, so that a paste that is too large gets our sentence and not a protocol error. */
const HARD_FRAME_LIMIT = 4 * 1024 * 1024;

/**
 * The one door for sockets: path → Origin → session → room. A missing or foreign Origin is refused before the handshake.
 * After it, a refusal is a close code and not an HTTP status, because browsers hide the status from the page: the
 * socket opens, nothing is ever sent on it, and it closes with 4401 (signed out) or 4403 (no such room, or not for
 * you: one answer for both). A standard client stops trying on either.
 * @returns a function that closes every open socket, for shutdown.
 */
export function attachUpgrade(http: Server, context: AppContext, auth: Auth, rooms: LiveRooms): () => void {
  const { db, env, clock, log } = context;
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: HARD_FRAME_LIMIT });
  const sessions = new Map<WebSocket, { userId: string; sessionId: string }>();
  const silent = new WeakSet<WebSocket>();
  const lineOf = socketLines();
  let closing = false;

  const enter = (ws: WebSocket, socket: Duplex, url: string, name: string, signedIn: SignedIn | null) => {
    ws.on("error", () => ws.terminate());
    ws.on("pong", () => silent.delete(ws));
    if (!signedIn) return ws.close(CLOSE.signIn.code, "signIn");
    const room = parseRoom(name);
    if (!room) return ws.close(CLOSE.noAccess.code, "noAccess");
    sessions.set(ws, { userId: signedIn.userId, sessionId: signedIn.sessionId });
    ws.on("close", () => sessions.delete(ws));
    const seat = rooms.join(lineOf(ws, socket), room, { ...signedIn, clientId: clientIdOf(url), seen: seenIn(url) });
    ws.on("close", () => seat.gone());
    ws.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) seat.hear(data);
      else ws.close(1003, "binary frames only");
    });
  };

  http.on("upgrade", async (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    try {
      const name = roomNameOf(req.url ?? "");
      if (name === null) {
        // In development Vite answers its own sockets on this port.
        const vite = env.NODE_ENV === "development" && req.headers["sec-websocket-protocol"]?.startsWith("vite-");
        if (!vite) refuse(socket, 404);
        return;
      }
      if (!sameOrigin(req.headers, env.PUBLIC_URL)) return refuse(socket, 403);
      if (closing || !rooms.admit()) return refuse(socket, 503);
      const url = req.url ?? "";
      const reader = await auth.read(req.headers.cookie, windowOf(db, url));
      // A page that was opened by somebody else in this browser does not go on under the new person's name.
      const said = personOf(url);
      const signedIn = said === null || said === reader?.userId ? reader : null;
      server.handleUpgrade(req, socket, head, (ws) => enter(ws, socket, url, name, signedIn));
    } catch (error) {
      log.error({ name: (error as Error).name }, "a socket could not be opened");
      socket.destroy();
    }
  });

  const heartbeat = setInterval(() => {
    for (const ws of server.clients) {
      if (silent.has(ws)) {
        ws.terminate();
        continue;
      }
      silent.add(ws);
      ws.ping();
    }
    rooms.heartbeat();
  }, HEARTBEAT_MS);

  // A socket outlives the request that opened it, never its session. Looking does not prolong the session.
  const check = setInterval(() => {
    const open = new Map([...sessions.values()].map((s) => [s.sessionId, s.userId]));
    for (const [sessionId, userId] of open) {
      if (!sessionHolds(db, { userId, sessionId }, clock())) rooms.sessionEnded(sessionId);
    }
  }, SESSION_CHECK_MS);

  return () => {
    closing = true;
    clearInterval(heartbeat);
    clearInterval(check);
    rooms.closeAll("restart");
    for (const ws of server.clients) {
      ws.close(CLOSE.restart.code, "restart");
      // Whoever does not answer the goodbye is not waited for.
      setTimeout(() => ws.terminate(), 500).unref();
    }
  };
}

/** The room's name with its slashes as they are; `null` for a path that is not ours. */
function roomNameOf(url: string): string | null {
  const path = withoutWindow(url).split("?", 1)[0] ?? "";
  if (!path.startsWith(COLLAB_PATH)) return null;
  try {
    return decodeURIComponent(path.slice(COLLAB_PATH.length));
  } catch {
    return "";
  }
}

/** The Yjs client a socket announces (`?client=`); a client that says nothing claims its number with its first edit. */
function clientIdOf(url: string): number | null {
  const said = /[?&]client=(\d{1,10})(?:&|$)/.exec(url)?.[1];
  return said === undefined ? null : Number(said);
}

/** Whose page opens the socket (`?person=`); a client that does not say is who its session says. */
function personOf(url: string): string | null {
  return /[?&]person=([a-z0-9_-]{1,64})(?:&|$)/.exec(url)?.[1] ?? null;
}

/** What had been announced when the page was loaded (`?seen=`). */
function seenIn(url: string): string | null {
  return /[?&]seen=([\w-]{1,64})(?:&|$)/.exec(url)?.[1] ?? null;
}

function refuse(socket: Duplex, status: 403 | 404 | 503): void {
  const retry = status === 503 ? "Retry-After: 2\r\n" : "";
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
