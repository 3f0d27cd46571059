import type { Env } from "../env.ts";

/** The address of the page on which anyone checks a record's file, as it is printed on each record. */
export function verifyAddress({ PUBLIC_URL, HOST, PORT }: Pick<Env, "PUBLIC_URL" | "HOST" | "PORT">): string {
  return new URL("/verify", PUBLIC_URL ?? `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`).href;
}
