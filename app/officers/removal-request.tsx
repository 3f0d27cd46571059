import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import type { RemovalPage } from "#server/pages/removal.ts";
import { dayInWords } from "#shared/time.ts";
import { CalendarLink } from "./calendar-link.tsx";
import { RequestWords } from "./removal-document.tsx";
import { SetMeeting } from "./set-meeting.tsx";

interface Props {
  page: RemovalPage;
  to: string;
}

/** What was asked, by when it is answered, and the answer of the other side. */
export function RequestPart({ page, to }: Props) {
  const { said, state, may, rests } = page;
  const due = said.answerDueOn ? dayInWords(said.answerDueOn) : null;
  return (
    <LedgerSection className="fixed-part" title="The request" note="Its reasons no longer change.">
      <div className="stack">
        <article className="paper-part" aria-label="The request">
          <RequestWords content={state === "requested" ? { ...said, answerDueOn: null } : said} sealedAt={null} />
        </article>
        {state === "requested" && due ? (
          <p role="status">
            <b>Answer by {due}.</b> Without one the meeting follows, and the record says so.
          </p>
        ) : null}
        {may.answer ? (
          <Act
            to={`${to}/answer`}
            label="Give this answer"
            variant="solid"
            hint="It is fixed then, and the mediation begins."
          >
            <Field
              as="textarea"
              name="words"
              id="answer-words"
              label="The answer to the request"
              hint="The officer and the other side read it."
              rows={6}
              maxLength={4000}
              required
            />
          </Act>
        ) : null}
        {state === "requested" && rests ? (
          <ClauseNote parameter="removal.answer_within" on={rests["removal.answer_within"]} />
        ) : null}
      </div>
    </LedgerSection>
  );
}

/** The mediation meeting: the officer is heard there. */
export function MediationMeeting({ page, to }: Props) {
  const { meetingAt, zone, may, rests } = page;
  return (
    <LedgerSection className="fixed-part" title="Meeting" note="Both leads and the officer, who is heard.">
      <div className="stack">
        <p>
          {meetingAt === null ? "No day is set." : <Time at={meetingAt} zone={zone} />}{" "}
          {page.calendar ? <CalendarLink of={to} /> : null}
        </p>
        {may.meeting ? <SetMeeting at={meetingAt} zone={zone} to={to} /> : null}
        {rests ? <ClauseNote parameter="removal.mediation_required" on={rests["removal.mediation_required"]} /> : null}
      </div>
    </LedgerSection>
  );
}

/** Taking the request back, with the reason; that is sealed too. */
export function TakeBack({ page, to }: Props) {
  if (!page.may.withdraw) return null;
  return (
    <LedgerSection className="fixed-part" title="Take it back" note="For the side that asked.">
      <details className="no-print">
        <summary>Take the request back</summary>
        <Act
          to={`${to}/withdrawal`}
          label="Take the request back"
          variant="danger"
          hint="It is sealed with your reason. The officer stays."
        >
          <Field
            as="textarea"
            name="reason"
            id="withdrawal-reason"
            label="Reason"
            hint="It stands in the record. The officer and the other side read it."
            rows={3}
            maxLength={4000}
            required
          />
        </Act>
      </details>
    </LedgerSection>
  );
}
