import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
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
        {may.meeting ? <SetMeeting at={line.meetingAt} zone={zone} to={to} /> : null}
        <Rests page={page} parameter="evaluation.meeting_notice" />
      </div>
    </LedgerSection>
  );
}
