import { dueDeadlines, finishDeadline, setDeadline } from "#db/deadlines.ts";
import { insertMail } from "#db/mail.ts";
import type { Db } from "#db/open.ts";
import { personById } from "#db/people.ts";
import { holidaysOf } from "#db/probations.ts";
import { membersOf, type Program, programIds, programOf } from "#db/programs.ts";
import { fillNotice } from "#shared/content/notices.ts";
import { dayInWords } from "#shared/time.ts";
import { workingDaysBefore } from "#shared/working-days.ts";
import { momentAt } from "#shared/zoned.ts";
import { auditServer, dayOf } from "../commands/case-access.ts";
import { passDays } from "../commands/checkpoint-days.ts";
import { passEvaluationDays } from "../commands/evaluation-days.ts";
import { passRemovalDays } from "../commands/removal.ts";
import type { AppContext } from "../context.ts";
import { type Waiting, waitingInCases } from "../desk/waiting-year.ts";
import { REMINDER } from "../mail/kinds.ts";
import type { Job } from "./runner.ts";

const REMIND_DAYS = 2;
const REMIND_TIME = "09:00";

/**
 * What days bring in officers' cases. First what the agreement says of a day that is over; then a reminder to whoever is
 * still waited for, two working days before their last day. What was done stands in the database: a server that was away
 * catches up once, and a second round finds nothing to do.
 */
export function deadlinesJob(ctx: Pick<AppContext, "db" | "rooms" | "env">): Job {
  return {
    name: "deadlines",
    async run(clock, stopping) {
      const now = { ...ctx, clock };
      for (const pass of [passDays, passEvaluationDays, passRemovalDays]) {
        if (stopping()) return;
        pass(now);
      }
      for (const programId of programIds(ctx.db)) {
        if (stopping()) return;
        remind(now, programId);
      }
    },
  };
}

/** One reminder to one person about one last day. */
interface Reminder {
  step: Waiting;
  userId: string;
  kind: string;
  dueAt: number;
}

/** The reminders that the steps which wait now ask for, whether their moment has come or not. */
export function remindersOf(db: Db, program: Program, day: string): Reminder[] {
  const holidays = holidaysOf(db, program.id);
  return waitingInCases(db, program.id, day).flatMap((step) => {
    const { dueOn } = step;
    if (dueOn === null) return [];
    const on = workingDaysBefore(dueOn, REMIND_DAYS, holidays);
    const dueAt = momentAt(on, REMIND_TIME, program.timeZone) ?? 0;
    return step.userIds.map((userId) => ({ step, userId, kind: `remind-${step.kind}-${userId}`, dueAt }));
  });
}

function remind(ctx: Pick<AppContext, "db" | "env" | "clock">, programId: string): void {
  const { db, clock } = ctx;
  const program = programOf(db, programId);
  if (!program) return;
  const wanted = remindersOf(db, program, dayOf(ctx, programId, clock()));
  for (const { step, kind, dueAt } of wanted)
    setDeadline(db, { programId, subject: step.subject, subjectId: step.subjectId, kind, dueAt });
  for (const due of dueDeadlines(db, clock(), programId)) {
    const still = wanted.find(
      ({ step, kind, dueAt }) =>
        step.subject === due.subject && step.subjectId === due.subjectId && kind === due.kind && dueAt === due.dueAt,
    );
    db.transaction(() => {
      if (finishDeadline(db, due.id, clock()) && still) post(ctx, program, due.id, still);
    });
  }
}

/** The letter says that something is due, and nothing of what or about whom: that is read after signing in. */
function post(
  { db, env, clock }: Pick<AppContext, "db" | "env" | "clock">,
  program: Program,
  deadlineId: string,
  { step, userId }: Reminder,
): void {
  const to = personById(db, userId);
  if (!to || step.dueOn === null) return;
  const coordinator = membersOf(db, program.id).find(({ role }) => role === "coordinator");
  const url = env.PUBLIC_URL && new URL("/desk", env.PUBLIC_URL).href;
  insertMail(db, {
    programId: program.id,
    kind: REMINDER.step,
    subjectId: deadlineId,
    toName: to.name,
    toEmail: to.email ?? "",
    ...fillNotice("stepReminder", {
      name: to.name,
      day: dayInWords(step.dueOn),
      where: url ? `You find it on your desk: ${url}` : "You find it in Accord, under Desk.",
      agency: program.agencyName,
      district: program.districtName,
      coordinator: coordinator?.name ?? "The program coordinator",
      program: program.name,
    }),
    at: clock(),
    dueAt: clock(),
  });
  auditServer({ db, clock }, program.id, "deadline.reminded", step.subjectId, { kind: step.kind, due: step.dueOn });
}
