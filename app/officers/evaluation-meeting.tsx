import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import { dayInWords } from "#shared/time.ts";
import { CalendarLink } from "./calendar-link.tsx";
import { Rests } from "./evaluation-self.tsx";
import { SetMeeting } from "./set-meeting.tsx";

/** The meeting at which the evaluation is presented, and the notice of it. */
export function EvaluationMeeting({ page, to }: { page: EvaluationPage; to: string }) {
  const { line, zone, may, terms } = page;
  return (
    <LedgerSection title="Meeting" note="The evaluation is presented to the officer in person.">
      <div className="stack">
        <p>
          {line.meetingAt === null ? (
            `No day is set. The officer gets at least ${terms.noticeDays} working days of notice.`
          ) : (
            <Time at={line.meetingAt} zone={zone} />
          )}
          {line.noticeAt === null || line.meetingAt === null ? null : (
            <>
              . Notice was given <Time at={line.noticeAt} zone={zone} as="date" />.
            </>
          )}
          {line.calendar ? (
            <>
              {" "}
              <CalendarLink of={to} />
            </>
          ) : null}
        </p>
        {may.meeting && schoolSigns(page) ? <p>{schoolSigns(page)}</p> : null}
        {may.meeting ? <SetMeeting at={line.meetingAt} zone={zone} to={to} /> : null}
        <Rests page={page} parameter="evaluation.meeting_notice" />
      </div>
    </LedgerSection>
  );
}

/** A meeting before the school's days are over may come too early: nothing is presented until they are, or it has signed. */
function schoolSigns({ line, fixed, terms }: EvaluationPage): string | null {
  const then = "The evaluation is presented after that, or once it has signed.";
  if (line.state === "feedbackSigned" && fixed?.feedbackDueOn)
    return `The school may sign until ${dayInWords(fixed.feedbackDueOn)}. ${then}`;
  if (line.state === "frozen")
    return `The school may sign within ${terms.feedbackDays} working days of the supervisor’s signature. ${then}`;
  return null;
}
