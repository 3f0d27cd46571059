import type { NextFunction, Request, Response } from "express";
import { HTTP_LINE_LIMITS, HTTP_LINE_PATH, readPost, type Up } from "#shared/http-line.ts";
import { parseRoom } from "#shared/rooms.ts";
import { CLOSE } from "#shared/wire.ts";
import type { Auth, SignedIn } from "../auth/auth.ts";
import { cookieName } from "../auth/cookies.ts";
import { sessionHolds } from "../auth/sessions.ts";
import { hashToken } from "../auth/tokens.ts";
import type { AppContext } from "../context.ts";
import { windowOf, withoutWindow } from "../demo-window.ts";
import { sameOrigin } from "../origin.ts";
import { type Line, noSeat, type Seat } from "../room/line.ts";
import type { LiveRooms } from "../room/rooms.ts";
import { readBody } from "./body.ts";
import { type Link, openLink, refuseLink } from "./link.ts";

/** The door for rooms over HTTP. */
export interface HttpLine {
  /** Answers what is addressed to the door and passes everything else on. */
  handle(req: Request, res: Response, next: NextFunction): void;
  /** Closes every stream, for shutdown; resolves when the goodbyes are out. */
  close(): Promise<void>;
}

const BEAT_MS = 10_000;
const SESSION_CHECK_MS = 60_000;
/** WebSocket's own code for "try again later": a room is as much work over HTTP as over a socket. */
const BUSY = 1013;
/** A browser has six connections to one host for all its tabs: four streams leave two for posts and pages. */
const MOST_LINKS = 4;

/**
 * The same rooms for browsers whose network lets no WebSocket pass: one event stream down, posts up. Everything past this
 * door is the rooms' own: permission, limits, acknowledgements, close codes.
 * @param beatMs how often a stream is proved alive; two beats without an answer end it.
 */
export function createHttpLine(context: AppContext, auth: Auth, rooms: LiveRooms, beatMs = BEAT_MS): HttpLine {
  const { db, env, clock } = context;
  const links = new Map<string, Link>();
  let closing = false;

  const open = async (req: Request, res: Response) => {
    if (!mayCome(req, env.PUBLIC_URL)) return refuse(res, 403);
    if (closing || !rooms.admit()) return refuse(res, 503);
    const signedIn = await auth.read(req.headers.cookie, windowOf(db, req.originalUrl));
    if (!signedIn) return refuseLink(res, "signIn");
    const { userId, sessionId } = signedIn;
    const theirs = [...links.values()].filter(({ owner }) => owner.sessionId === sessionId);
    theirs.sort((a, b) => a.heardAt - b.heardAt);
    for (const link of theirs.slice(0, Math.max(0, theirs.length - MOST_LINKS + 1))) link.end("elsewhere");
    const link = openLink(res, { userId, sessionId }, performance.now(), ({ id }) => links.delete(id));
    links.set(link.id, link);
  };

  const hear = async (req: Request, res: Response, id: string) => {
    if (!sameOrigin(req.headers, env.PUBLIC_URL)) return refuse(res, 403);
    const link = links.get(id);
    const window = windowOf(db, req.originalUrl);
    // Compared and not read anew: a page that is only open does not prolong its session.
    if (!link || sessionIn(req.headers.cookie, window) !== link.owner.sessionId) return refuse(res, 404);
    const body = await readBody(req, HTTP_LINE_LIMITS.bodyBytes);
    const post = Buffer.isBuffer(body) ? attempt(() => readPost(body)) : null;
    if (!post) {
      link.end();
      if (body === "too-big") res.set("Connection", "close").once("finish", () => req.destroy());
      return refuse(res, body === "too-big" ? 413 : 400);
    }
    // Opening a room asks who this is as a socket's handshake does.
    const opens = post.says.some(({ op }) => op === "open");
    const signedIn = opens ? await auth.read(req.headers.cookie, window) : null;
    if (!links.has(id)) return refuse(res, 404);
    if (post.serial !== link.serial + 1) {
      link.end();
      return refuse(res, 409);
    }
    link.serial = post.serial;
    link.heardAt = performance.now();
    link.unanswered = 0;
    for (const up of post.says) {
      if (!links.has(id)) break;
      if (link.take(up, (line) => enter(line, up, signedIn))) continue;
      link.end();
      return refuse(res, 400);
    }
    res.status(204).end();
  };

  const enter = (line: Line, up: Up, signedIn: SignedIn | null): Seat => {
    const room = up.op === "open" ? parseRoom(up.room) : null;
    // A page that was opened by somebody else in this browser does not go on under the new person's name.
    const theirs = up.op !== "open" || up.person === null || up.person === signedIn?.userId;
    if (!signedIn || !theirs) line.close(CLOSE.signIn.code, "signIn");
    else if (!room) line.close(CLOSE.noAccess.code, "noAccess");
    else if (!rooms.admit()) line.close(BUSY, "busy");
    else if (up.op === "open") return rooms.join(line, room, { ...signedIn, clientId: up.clientId, seen: up.seen });
    return noSeat;
  };

  const beats = setInterval(() => {
    for (const link of [...links.values()]) {
      if (link.unanswered >= 2) {
        link.end();
        continue;
      }
      link.unanswered++;
      link.beat();
    }
  }, beatMs);

  // A stream outlives the request that opened it, never its session. Looking does not prolong the session.
  const check = setInterval(() => {
    for (const link of [...links.values()]) {
      if (!sessionHolds(db, link.owner, clock())) link.close("signIn");
    }
  }, SESSION_CHECK_MS);

  return {
    handle(req, res, next) {
      const path = withoutWindow(req.originalUrl).split("?", 1)[0] ?? "";
      const id = path.startsWith(`${HTTP_LINE_PATH}/`) ? path.slice(HTTP_LINE_PATH.length + 1) : null;
      if (path === HTTP_LINE_PATH && req.method === "GET") open(req, res).catch(next);
      else if (id !== null && req.method === "POST") hear(req, res, id).catch(next);
      else next();
    },
    async close() {
      closing = true;
      clearInterval(beats);
      clearInterval(check);
      for (const link of [...links.values()]) link.close("restart");
      // Node hands written pieces to the network at the end of the tick.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** A stream is asked for with GET, where browsers send no Origin to their own site; what they do send must be right. */
export function mayCome({ headers }: Request, publicUrl: string | undefined): boolean {
  if (headers.origin !== undefined) return sameOrigin(headers, publicUrl);
  return headers["sec-fetch-site"] === undefined || headers["sec-fetch-site"] === "same-origin";
}

/** The stored id of the session a cookie names, whether it still holds or not. */
function sessionIn(cookies: string | undefined, window: string | null): string | null {
  const name = `${cookieName(window)}=`;
  const cookie = cookies?.split(/; */).find((each) => each.startsWith(name));
  return cookie ? hashToken(cookie.slice(name.length)) : null;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function refuse(res: Response, status: 400 | 403 | 404 | 409 | 413 | 503): void {
  if (res.headersSent) return;
  if (status === 503) res.set("Retry-After", "2");
  res.status(status).type("text/plain").send("This page's line is closed. It opens a new one by itself.\n");
}
