import type { NextFunction, Request, Response } from "express";
import { caseOfRecord } from "#db/cases.ts";
import { viewerOf } from "#db/programs.ts";
import { CASE_NEWS_EVENT, CASE_NEWS_PATH } from "#shared/case-news.ts";
import { hasRight } from "#shared/machine.ts";
import type { Auth, SignedIn } from "./auth/auth.ts";
import { sessionHolds } from "./auth/sessions.ts";
import type { AppContext } from "./context.ts";
import { windowOf, withoutWindow } from "./demo-window.ts";
import { mayCome } from "./http-line/door.ts";
import { readableCases } from "./pages/case-reach.ts";
import type { LiveRooms } from "./room/rooms.ts";

/** Tells open pages of officers' cases to load again. */
export interface CaseNews {
  /** Answers what is addressed to it and passes everything else on. */
  handle(req: Request, res: Response, next: NextFunction): void;
  /** Ends every stream, for shutdown. */
  close(): void;
}

/** One open page. */
interface Reader {
  res: Response;
  who: SignedIn;
  /** The one case it shows; null for the list of all. */
  of: string | null;
  /** The cases this person read when it was last judged: who loses one is told once more. */
  reached: Set<string>;
}

const BEAT_MS = 25_000;
/** Of one session; a page that is not looked at holds none. */
const MOST = 6;

/**
 * A stream beside the rooms, for pages of a case that hold none. It says "load again" and nothing else: no id, no name,
 * no kind of change, no count; several changes of one moment are one word. Who does not reach the case finds no stream.
 */
export function createCaseNews(context: AppContext, auth: Auth, rooms: LiveRooms): CaseNews {
  const { db, env, clock } = context;
  const readers = new Set<Reader>();
  const changed = new Map<string, Set<string>>();

  const reach = ({ viewer }: SignedIn) =>
    new Set(viewer.only === undefined ? readableCases(db, viewer).map(({ of }) => of.id) : []);
  const end = (reader: Reader) => {
    readers.delete(reader);
    reader.res.end();
  };
  const tell = ({ res }: Reader) => res.write(`event: ${CASE_NEWS_EVENT}\ndata:\n\n`);

  /** Judged anew at each word: session, membership, role, and the case itself. */
  const news = (reader: Reader, cases: ReadonlySet<string>) => {
    const viewer = viewerOf(db, reader.who.viewer.programId, reader.who.userId);
    if (!viewer || !sessionHolds(db, reader.who, clock())) return end(reader);
    const before = reader.reached;
    reader.who = { ...reader.who, viewer: { ...viewer, only: reader.who.viewer.only } };
    reader.reached = reach(reader.who);
    const about = [...cases].some(
      (id) => (reader.of === null || reader.of === id) && (before.has(id) || reader.reached.has(id)),
    );
    if (about) tell(reader);
    if (reader.of !== null && !reader.reached.has(reader.of)) end(reader);
  };

  const stop = rooms.onRecordChanged((programId, kind, recordId) => {
    if (readers.size === 0 || (kind !== "checkpoint" && kind !== "evaluation" && kind !== "removal")) return;
    const id = caseOfRecord(db, programId, recordId);
    if (id === null) return;
    if (changed.size === 0) setImmediate(flush);
    changed.set(programId, (changed.get(programId) ?? new Set()).add(id));
  });
  const flush = () => {
    const all = [...changed];
    changed.clear();
    for (const [programId, cases] of all)
      for (const reader of [...readers]) if (reader.who.viewer.programId === programId) news(reader, cases);
  };

  const open = async (req: Request, res: Response) => {
    if (!mayCome(req, env.PUBLIC_URL)) return refuse(res, 403);
    const who = await auth.read(req.headers.cookie, windowOf(db, req.originalUrl));
    if (!who) return refuse(res, 401);
    const of = typeof req.query.case === "string" ? req.query.case : null;
    const reached = reach(who);
    // Who may open a case has the list, also while it is empty.
    const listed = reached.size > 0 || hasRight(who.viewer, "openCase", who.viewer.programId);
    if (of === null ? !listed : !reached.has(of)) return refuse(res, 404);
    const theirs = [...readers].filter((one) => one.who.sessionId === who.sessionId);
    for (const one of theirs.slice(0, Math.max(0, theirs.length - MOST + 1))) end(one);
    const reader: Reader = { res, who, of, reached };
    readers.add(reader);
    res.on("close", () => readers.delete(reader));
    // `no-transform`: a stream that somebody compresses on the way waits in somebody's buffer.
    res.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
    res.write(": \n\n");
    // What was announced between the page's loading and this moment was missed.
    if (req.query.seen && req.query.seen !== rooms.changes(who.viewer.programId)) tell(reader);
  };

  // A stream outlives the request that opened it, never its session. Looking does not prolong the session.
  const beat = setInterval(() => {
    for (const reader of [...readers])
      if (sessionHolds(db, reader.who, clock())) reader.res.write(": \n\n");
      else end(reader);
  }, BEAT_MS);

  return {
    handle(req, res, next) {
      const path = withoutWindow(req.originalUrl).split("?", 1)[0];
      if (path === CASE_NEWS_PATH && req.method === "GET") open(req, res).catch(next);
      else next();
    },
    close() {
      stop();
      clearInterval(beat);
      for (const reader of [...readers]) end(reader);
    },
  };
}

function refuse(res: Response, status: 401 | 403 | 404): void {
  res.status(status).type("text/plain").send("There is nothing to follow here.\n");
}
