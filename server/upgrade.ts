import type { Server } from "node:http";
import type { Auth } from "./auth/auth.ts";
import type { AppContext, Rooms } from "./context.ts";

/** The one door for sockets. @returns a function that closes every open socket, for shutdown. */
export function attachUpgrade(_http: Server, _context: AppContext, _auth: Auth, _rooms: Rooms): () => void {
  return () => {};
}
