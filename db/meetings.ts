import type { Db } from "./open.ts";

/** A meeting set in an officer's case; `at`: milliseconds since 1970. */
export interface ComingMeeting {
  recordId: string;
  at: number;
}

/** The meetings of a case that are still to come, of records that are not sealed. */
export function comingMeetings(db: Db, assignmentId: string, now: number): ComingMeeting[] {
  return db.$client
    .prepare<{ assignmentId: string; now: number }, ComingMeeting>(
      `select c.id recordId, c.meeting_at at from checkpoint c join probation p on p.id = c.probation_id
         where p.assignment_id = @assignmentId and c.state <> 'sealed' and c.meeting_at > @now
       union all select id, meeting_at from evaluation
         where assignment_id = @assignmentId and state <> 'sealed' and meeting_at > @now
       union all select id, meeting_at from removal
         where assignment_id = @assignmentId and state = 'mediation' and meeting_at > @now
       order by at`,
    )
    .all({ assignmentId, now });
}
