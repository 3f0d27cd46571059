import { appendAudit } from "#db/audit.ts";
import { MAX_ATTEMPTS, type Mail, mailById, mailsOf, markSent, tryAgain } from "#db/mail.ts";
import { programOf } from "#db/programs.ts";
import { hasRight } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { kindLabel } from "../mail/kinds.ts";
import { notFound } from "../viewer.ts";

export type MailState = "sent" | "withdrawn" | "later" | "no-address" | "failed" | "retrying" | "waiting";

/** Every letter of the program and how far it is. @throws 404 for who does not read the outbox */
export function outboxPage(ctx: CommandContext) {
  requireOutbox(ctx);
  const { db, viewer, env, clock } = ctx;
  const now = clock();
  return {
    zone: programOf(db, viewer.programId)?.timeZone ?? "UTC",
    /** Does this installation send by itself? */
    sends: Boolean(env.SMTP_URL),
    letters: mailsOf(db, viewer.programId).map((mail) => lineOf(mail, now)),
  };
}

/** One letter in full. @throws 404 when it does not exist for this person */
export function letterPage(ctx: CommandContext, id: string) {
  const mail = letterOf(ctx, id);
  return {
    zone: programOf(ctx.db, ctx.viewer.programId)?.timeZone ?? "UTC",
    sends: Boolean(ctx.env.SMTP_URL),
    letter: {
      ...lineOf(mail, ctx.clock()),
      email: mail.toEmail,
      body: mail.body,
      calendar: mail.calendar !== null,
      attempts: mail.attempts,
      lastError: mail.lastError,
    },
  };
}

/** The stored letter, for downloads. @throws 404 when it does not exist for this person */
export function letterOf(ctx: CommandContext, id: string): Mail {
  requireOutbox(ctx);
  const mail = mailById(ctx.db, ctx.viewer.programId, id);
  if (!mail) throw notFound();
  return mail;
}

/** Says that somebody passed the letter on by hand, or starts the tries of a failed one again. */
export function actOnLetter(ctx: CommandContext, id: string, intent: string): Outcome {
  const mail = letterOf(ctx, id);
  if (mail.sentAt !== null || mail.cancelledAt !== null)
    return refuse("settled", "This letter was sent or taken back already. Nothing was changed.");
  const at = ctx.clock();
  if (intent !== "passed-on" && intent !== "again")
    return refuse("unknown", "This page does not know that step. Load it again.");
  ctx.db.transaction(() => {
    if (intent === "passed-on") markSent(ctx.db, id, at);
    else tryAgain(ctx.db, id, at);
    const { programId, userId: actorId } = ctx.viewer;
    const type = intent === "passed-on" ? "mail.passed-on" : "mail.again";
    appendAudit(ctx.db, at, { type, programId, actorId, subjectId: id });
  });
  return { ok: true };
}

function requireOutbox({ viewer }: CommandContext): void {
  if (!hasRight(viewer, "outbox", viewer.programId)) throw notFound();
}

function lineOf(mail: Mail, now: number) {
  const { id, kind, toName, subject, at, dueAt, sentAt } = mail;
  return {
    id,
    kind: kindLabel(kind),
    to: toName,
    subject,
    at,
    dueAt,
    sentAt,
    /** Is it meant to go out later than it was written? After a try `dueAt` is the moment of the next one. */
    later: dueAt > at && mail.attempts === 0,
    state: stateOf(mail, now),
  };
}

function stateOf(mail: Mail, now: number): MailState {
  if (mail.sentAt !== null) return "sent";
  if (mail.cancelledAt !== null) return "withdrawn";
  if (mail.attempts >= MAX_ATTEMPTS) return "failed";
  if (mail.attempts > 0) return "retrying";
  if (mail.dueAt > now) return "later";
  return mail.toEmail === "" ? "no-address" : "waiting";
}
