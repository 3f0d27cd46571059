import { Lucia, TimeSpan } from "lucia";
import { interviewById } from "#db/interviews.ts";
import { viewerOf } from "#db/programs.ts";
import { LIFECYCLES } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import type { AppContext } from "../context.ts";
import { sessionAdapter } from "./adapter.ts";
import { blankCookie, cookieName, sessionCookie } from "./cookies.ts";
import { closeSession, endOf, IDLE_MS } from "./sessions.ts";
import { hashToken } from "./tokens.ts";

/** Who a request comes from. */
export interface SignedIn {
  userId: string;
  /** SHA-256 of the cookie's token, as stored. */
  sessionId: string;
  /** The person inside the program this session works in. */
  viewer: Viewer;
  demo: boolean;
}

/** Sessions, behind one interface. Only this folder knows lucia, passwords and cookies. */
export interface Auth {
  /**
   * Reads the session a request carries. Nobody for: no cookie, an expired or ended session, a closed account, an
   * ended membership, a visit whose interview is sealed, or a demo window that shows somebody else.
   * @param window the demo window the request came from, or null.
   */
  read(cookieHeader: string | undefined, window: string | null): Promise<SignedIn | null>;
  /** Does a request carry a session that holds, of somebody who has no place in its program any more? They are told so. */
  hasLeft(cookieHeader: string | null, window: string | null): Promise<boolean>;
  /** Does a request carry the session of a device that joined an interview whose result is sealed by now? */
  visitOver(cookieHeader: string | null, window: string | null): Promise<boolean>;
  /** The Set-Cookie value that signs a browser (or one demo window of it) in. */
  cookie(token: string, window: string | null): string;
  /** The Set-Cookie value that signs it out. */
  noCookie(window: string | null): string;
}

const VISITED: readonly unknown[] = LIFECYCLES.interview.visits ?? [];

export function createAuth({ db, clock, env }: AppContext): Auth {
  const adapter = sessionAdapter(db, clock);
  const secure = env.PUBLIC_URL?.startsWith("https:") ?? false;
  const luciaFor = (window: string | null) =>
    new Lucia(adapter, {
      sessionExpiresIn: new TimeSpan(IDLE_MS, "ms"),
      sessionCookie: { name: cookieName(window), attributes: { secure } },
      getSessionAttributes: (facts) => facts,
      getUserAttributes: ({ slug, disabledAt }) => ({ slug, disabledAt }),
    });

  /** Whose session this is, and in which program, whether or not they still have a place there. */
  const holder = async (cookieHeader: string | null | undefined, window: string | null) => {
    const lucia = luciaFor(window);
    const token = cookieHeader ? lucia.readSessionCookie(cookieHeader) : null;
    if (!token) return null;
    const { session, user } = await lucia.validateSession(token);
    if (!session) return null;
    const sessionId = hashToken(token);
    if (clock() > endOf(session)) {
      closeSession(db, sessionId);
      return null;
    }
    if (user.disabledAt !== null || session.programId === null) return null;
    if (window !== null && (!session.demo || user.slug !== window)) return null;
    const { programId, demo, interviewId: only } = session;
    const member = viewerOf(db, programId, user.id);
    const viewer = member && only !== null ? { ...member, only } : member;
    const over = only !== null && !VISITED.includes(interviewById(db, programId, only)?.state);
    return { userId: user.id, sessionId, demo, viewer, over };
  };

  return {
    async read(cookieHeader, window) {
      const found = await holder(cookieHeader, window);
      if (!found?.viewer || found.over) return null;
      const { userId, sessionId, demo, viewer } = found;
      return { userId, sessionId, demo, viewer };
    },
    async hasLeft(cookieHeader, window) {
      const found = await holder(cookieHeader, window);
      return found !== null && found.viewer === null;
    },
    async visitOver(cookieHeader, window) {
      return (await holder(cookieHeader, window))?.over ?? false;
    },
    cookie: (token, window) => sessionCookie(window, token, secure),
    noCookie: (window) => blankCookie(window, secure),
  };
}
