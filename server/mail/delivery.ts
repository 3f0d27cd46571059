import { cancelMail, claimMail, dueMails, type Mail, markFailed, markSent } from "#db/mail.ts";
import type { AppContext } from "../context.ts";
import type { Job } from "../jobs/runner.ts";
import { errorWords, type Sender } from "./sender.ts";
import { stillWanted } from "./wanted.ts";

const AT_ONCE = 20;
const MINUTE = 60_000;
/** Minutes until the next try, after the first, second, … one that failed. */
const WAITS = [1, 5, 15, 60, 240, 720, 1440, 1440] as const;

/**
 * Sends what is due, one letter after another. A letter is claimed before it is sent and marked afterwards, each in
 * the database, so that a restart neither forgets nor repeats one that was sent.
 */
export function deliveryJob({ db, log }: Pick<AppContext, "db" | "log">, sender: Sender): Job {
  return {
    name: "mail",
    async run(clock, stopping) {
      for (const mail of dueMails(db, clock(), AT_ONCE)) {
        if (stopping()) return;
        if (!stillWanted(db, mail, clock())) {
          cancelMail(db, mail.id, clock());
          continue;
        }
        if (!claimMail(db, mail, clock() + waitAfter(mail))) continue;
        try {
          await sender.send(mail);
          markSent(db, mail.id, clock());
        } catch (error) {
          const words = errorWords(error);
          markFailed(db, mail.id, words);
          log.warn({ mail: mail.id, kind: mail.kind, attempt: mail.attempts + 1, error: words }, "letter not sent");
        }
      }
    },
  };
}

/** Milliseconds until the next try if this one fails. */
export function waitAfter({ attempts }: Pick<Mail, "attempts">): number {
  return (WAITS[attempts] ?? 1440) * MINUTE;
}
