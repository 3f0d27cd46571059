import type { IncomingHttpHeaders } from "node:http";

/**
 * Did this request come from a page of this installation? Needs an Origin header that equals the public address (or,
 * without one, the Host the request came to), and, where the browser says Sec-Fetch-Site, "same-origin".
 * Source: OWASP ASVS 5.0, 3.5.1 and 4.4.2.
 */
export function sameOrigin(headers: IncomingHttpHeaders, publicUrl?: string): boolean {
  const { origin, host } = headers;
  if (!origin || !host) return false;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  if (publicUrl) return origin === new URL(publicUrl).origin;
  return origin === `http://${host}` || origin === `https://${host}`;
}
