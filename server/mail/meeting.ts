import { cancelMails, insertMail } from "#db/mail.ts";
import { personById } from "#db/people.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { fillNotice } from "#shared/content/notices.ts";
import { formatTime } from "#shared/time.ts";
import type { CommandContext } from "../context.ts";
import { MEETING } from "./kinds.ts";

/**
 * Tells people of an officer's case when a meeting is, and nothing of what or about whom: that is read after signing in.
 * Call it inside the act's transaction; letters about an earlier time that were not sent yet are taken back.
 * @param of.recordId whose meeting it is @param of.at milliseconds since 1970
 */
export function announceMeeting(
  { db, env, clock, viewer }: CommandContext,
  of: { recordId: string; at: number; userIds: readonly (string | null | undefined)[] },
): void {
  const program = programOf(db, viewer.programId);
  if (!program) return;
  const now = clock();
  cancelMails(db, of.recordId, [MEETING], now);
  const coordinator = membersOf(db, program.id).find(({ role }) => role === "coordinator");
  const url = env.PUBLIC_URL && new URL("/desk", env.PUBLIC_URL).href;
  for (const userId of new Set(of.userIds)) {
    const to = userId ? personById(db, userId) : null;
    if (!to) continue;
    insertMail(db, {
      programId: program.id,
      kind: MEETING,
      subjectId: of.recordId,
      toName: to.name,
      toEmail: to.email ?? "",
      ...fillNotice("meetingNotice", {
        name: to.name,
        day: formatTime(of.at, program.timeZone, "long"),
        time: formatTime(of.at, program.timeZone, "time"),
        where: url ? `You find it on your desk: ${url}` : "You find it in Accord, under Desk.",
        coordinator: coordinator?.name ?? "The program coordinator",
        program: program.name,
      }),
      at: now,
      dueAt: now,
    });
  }
}
