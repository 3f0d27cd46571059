import { createTransport } from "nodemailer";
import type { Mail } from "#db/mail.ts";
import type { Env } from "../env.ts";
import { messageOf } from "./message.ts";

/** The way to the mail server. */
export interface Sender {
  /** @throws whatever went wrong; see `errorWords`. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

const PATIENCE_MS = 20_000;

/** The sender of the settings; `null` when none is set, and letters stay in the outbox. */
export function createSender({ SMTP_URL, MAIL_FROM }: Pick<Env, "SMTP_URL" | "MAIL_FROM">): Sender | null {
  if (!SMTP_URL || !MAIL_FROM) return null;
  const transport = createTransport({
    url: SMTP_URL,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    logger: false,
  });
  return {
    send: async (mail) => {
      await transport.sendMail(messageOf(mail, MAIL_FROM));
    },
    close: () => transport.close(),
  };
}

/** What went wrong, for the outbox and the log: never an address, never the server's own words, which may hold one. */
export function errorWords(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  if (typeof responseCode === "number")
    return code === "EAUTH"
      ? `The mail server refused the name or password in the settings (${responseCode}).`
      : `The mail server refused the letter (${responseCode}).`;
  if (code === "ETIMEDOUT") return "The mail server did not answer in time.";
  if (code === "EAUTH") return "The mail server refused the name or password in the settings.";
  return typeof code === "string" && /^[A-Z]{3,20}$/.test(code)
    ? `The mail server could not be reached (${code}).`
    : "The letter could not be sent.";
}
