import type { Viewer } from "#shared/roles.ts";
import type { AppContext } from "../context.ts";

/** Who a request comes from. */
export interface SignedIn {
  userId: string;
  /** SHA-256 of the cookie's token, as stored. */
  sessionId: string;
  /** The person inside the program this session works in; null for an account without any program. */
  viewer: Viewer | null;
  demo: boolean;
}

/** Sessions, behind one interface. Only this folder knows lucia, passwords and cookies. */
export interface Auth {
  /** Reads the session a request carries. @param window the demo window the request came from, or null. */
  read(cookieHeader: string | undefined, window: string | null): Promise<SignedIn | null>;
}

export function createAuth(_context: AppContext): Auth {
  return { read: async () => null };
}
