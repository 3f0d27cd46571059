import { createTransport } from "nodemailer";
import type MailMessage from "nodemailer/lib/mailer/index.js";
import type { Mail } from "#db/mail.ts";
import { methodOf } from "#shared/calendar-file.ts";

/** Who a letter is from when no mail server is set: whoever passes it on replaces it by sending from their own. */
export const NO_SENDER = "Accord <accord@invalid.invalid>";

/** A letter as nodemailer takes it. The same letter has the same Message-ID at every try. */
export function messageOf(mail: Mail, from: string): MailMessage.Options {
  return {
    from,
    to: { name: mail.toName, address: mail.toEmail },
    subject: mail.subject,
    text: mail.body,
    date: new Date(mail.at),
    messageId: `<${mail.id}@accord.invalid>`,
    // A file or an address that somebody managed to name in a letter is never opened.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(mail.calendar
      ? { icalEvent: { method: methodOf(mail.calendar), filename: "invitation.ics", content: mail.calendar } }
      : {}),
  };
}

/** The letter as an .eml file, which mail programs open as a draft to send on. */
export async function emlOf(mail: Mail, from: string | null): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message } = await transport.sendMail({
    ...messageOf(mail, from ?? NO_SENDER),
    // X-Unsent: opened for sending, not as received mail.
    headers: { "X-Unsent": "1" },
    envelope: { from: "accord@invalid.invalid", to: [mail.toEmail || "nobody@invalid.invalid"] },
  });
  return message as Buffer;
}
