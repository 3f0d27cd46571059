import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import type { OpenedProbation } from "#server/pages/probation.ts";
import { dayInWords } from "#shared/time.ts";

/** Times away: only their days, and no reason. Entering one moves the days that have not come. */
export function LeavePart({ probation, acts }: { probation: OpenedProbation; acts: string }) {
  const { leave, rests } = probation;
  if (!leave) return null;
  return (
    <div className="stack">
      {leave.entries.length === 0 ? (
        <p>No leave is entered.</p>
      ) : (
        <ul className="history">
          {leave.entries.map(({ id, from, to }) => (
            <li key={id}>
              {from === to ? dayInWords(from) : `${dayInWords(from)} to ${to ? dayInWords(to) : "an open day"}`}
              {leave.mayWrite ? (
                <div className="row-acts no-print">
                  {to === null ? (
                    <Act to={`${acts}/leave-end`} label="Set the last day" small values={{ leaveId: id }}>
                      <Field name="to" id={`to-${id}`} type="date" label="Last day away" min={from} required />
                    </Act>
                  ) : null}
                  <Act
                    to={`${acts}/leave-removal`}
                    label="Take this entry back"
                    variant="plain"
                    small
                    values={{ leaveId: id }}
                  />
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {leave.mayWrite ? (
        <details className="no-print">
          <summary>Enter leave</summary>
          <Act
            key={leave.entries.length}
            to={`${acts}/leave`}
            label="Enter this leave"
            hint="Days that have not come move by the length of the leave. The page shows both."
          >
            <div className="two">
              <Field name="from" id="leave-from" type="date" label="First day away" required />
              <Field name="to" id="leave-to" type="date" label="Last day away" hint="Leave it empty while it lasts." />
            </div>
          </Act>
          <p className="hint">No reason is asked for, and none is kept.</p>
        </details>
      ) : null}
      {leave.held ? (
        <p className="hint">
          An outcome is being signed with the dates as they are. Leave can be changed once the supervisor has taken the
          proposal back.
        </p>
      ) : null}
      {rests ? (
        <ClauseNote parameter="probation.leave_pause_after_days" on={rests["probation.leave_pause_after_days"]} />
      ) : null}
    </div>
  );
}
