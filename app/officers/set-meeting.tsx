import { Act } from "#app/interview/act.tsx";
import { Field } from "#app/ui/field.tsx";
import { dateAndTime } from "#shared/zoned.ts";

/** Sets the meeting of a record, or another time for it. @param to the page of the record whose meeting it is */
export function SetMeeting({ at, zone, to }: { at: number | null; zone: string; to: string }) {
  const now = at === null ? null : dateAndTime(at, zone);
  return (
    <details className="no-print">
      <summary>{at === null ? "Set the meeting" : "Set another time"}</summary>
      <Act
        to={`${to}/meeting`}
        label="Set this time"
        hint="The officer and both leads get a letter that names the time alone, with a file for their calendars."
      >
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
  );
}
