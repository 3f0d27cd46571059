import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import type { EvaluationPage } from "#server/evaluation-page.ts";
import { dateAndTime } from "#shared/zoned.ts";
import { CalendarLink } from "./calendar-link.tsx";
import { Rests } from "./evaluation-self.tsx";

/** The meeting at which the evaluation is presented, and the notice of it. */
export function EvaluationMeeting({ page, to }: { page: EvaluationPage; to: string }) {
  const { line, zone, may, terms } = page;
  const now = line.meetingAt === null ? null : dateAndTime(line.meetingAt, zone);
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
        {may.meeting ? (
          <details className="no-print">
            <summary>{line.meetingAt === null ? "Set the meeting" : "Set another time"}</summary>
            <Act to={`${to}/meeting`} label="Set this time" hint="Officer and leads are told in writing.">
              <div className="two">
                <Field name="date" type="date" label="Day" defaultValue={now?.date} required />
                <Field
                  name="time"
                  type="time"
                  label="Time"
                  hint="By the clocks of the program."
                  defaultValue={now?.time}
                  required
                />
              </div>
            </Act>
          </details>
        ) : null}
        <Rests page={page} parameter="evaluation.meeting_notice" />
      </div>
    </LedgerSection>
  );
}
