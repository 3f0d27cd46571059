import { Lucia, TimeSpan } from "lucia";
import { viewerOf } from "#db/programs.ts";
import type { Viewer } from "#shared/roles.ts";
import type { AppContext } from "../context.ts";
import { sessionAdapter } from "./adapter.ts";
import { blankCookie, cookieName, sessionCookie } from "./cookies.ts";
import { ABSOLUTE_MS, closeSession, IDLE_MS } from "./sessions.ts";
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
   * ended membership, or a demo window that shows somebody else.
   * @param window the demo window the request came from, or null.
   */
  read(cookieHeader: string | undefined, window: string | null): Promise<SignedIn | null>;
  /** Does a request carry a session that holds, of somebody who has no place in its program any more? They are told so. */
  hasLeft(cookieHeader: string | null, window: string | null): Promise<boolean>;
  /** The Set-Cookie value that signs a browser (or one demo window of it) in. */
  cookie(token: string, window: string | null): string;
  /** The Set-Cookie value that signs it out. */
  noCookie(window: string | null): string;
}

export function createAuth({ db, clock, env }: AppContext): Auth {
  const adapter = sessionAdapter(db, clock);
  const secure = env.PUBLIC_URL?.startsWith("https:") ?? false;
  const luciaFor = (window: string | null) =>
    new Lucia(adapter, {
      sessionExpiresIn: new TimeSpan(IDLE_MS, "ms"),
      sessionCookie: { name: cookieName(window), attributes: { secure } },
      getSessionAttributes: ({ programId, demo, createdAt }) => ({ programId, demo, createdAt }),
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
    if (clock() > session.createdAt + ABSOLUTE_MS) {
      closeSession(db, sessionId);
      return null;
    }
    if (user.disabledAt !== null || session.programId === null) return null;
    if (window !== null && (!session.demo || user.slug !== window)) return null;
    return { userId: user.id, sessionId, demo: session.demo, viewer: viewerOf(db, session.programId, user.id) };
  };

  return {
    async read(cookieHeader, window) {
      const found = await holder(cookieHeader, window);
      return found?.viewer ? { ...found, viewer: found.viewer } : null;
    },
    async hasLeft(cookieHeader, window) {
      const found = await holder(cookieHeader, window);
      return found !== null && found.viewer === null;
    },
    cookie: (token, window) => sessionCookie(window, token, secure),
    noCookie: (window) => blankCookie(window, secure),
  };
}
