/**
 * Names and attributes of the cookies. A demo window has a cookie of its own, so that one browser can show several
 * people; everyone else has one. No Expires: the cookie goes with the browser, the server's row ends sooner.
 */

export function cookieName(window: string | null): string {
  return window === null ? "accord_session" : `accord_window_${window.replaceAll(".", "_")}`;
}

/** The Set-Cookie value that signs a browser in. @param secure true when people reach Accord over https. */
export function sessionCookie(window: string | null, token: string, secure: boolean): string {
  return `${cookieName(window)}=${token}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The Set-Cookie value that takes the cookie away. */
export function blankCookie(window: string | null, secure: boolean): string {
  return `${sessionCookie(window, "", secure)}; Max-Age=0`;
}
