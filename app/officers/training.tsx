import { Act } from "#app/interview/act.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Field } from "#app/ui/field.tsx";
import { Posting } from "#app/ui/posting.tsx";
import type { OfficerPage } from "#server/pages/officer.ts";
import { dayInWords } from "#shared/time.ts";

type Line = NonNullable<OfficerPage["training"]>[number];

/** Where the officer stands with the catalogue. @param to where its acts are posted */
export function Training({ training, today, to }: { training: readonly Line[]; today: string; to: string }) {
  const dated = training.filter(({ dueOn, doneOn, waivedReason }) => dueOn || doneOn || waivedReason);
  const open = training.filter((one) => !dated.includes(one));
  return (
    <>
      <DataTable
        caption="Training"
        captionHidden
        columns={[{ label: "Course" }, { label: "Due" }, { label: "Stands" }]}
        rows={dated.map((one) => ({
          key: one.id,
          cells: [
            one.title,
            one.dueOn ? dayInWords(one.dueOn) : "No day set",
            <div key="stands">
              <Stands one={one} today={today} />
              <TrainingActs one={one} to={to} today={today} />
            </div>,
          ],
        }))}
      />
      {open.length > 0 ? (
        <details>
          <summary>Agreed and not dated yet ({open.length})</summary>
          <ul className="history">
            {open.map((one) => (
              <li key={one.id}>
                {one.title}
                <TrainingActs one={one} to={to} today={today} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function Stands({ one, today }: { one: Line; today: string }) {
  if (one.waived) return <p>Waived by both leads: {one.waivedReason}</p>;
  const overdue = one.dueOn !== null && one.dueOn < today && one.doneOn === null;
  return (
    <>
      {one.doneOn ? (
        <p>
          Done {dayInWords(one.doneOn)}
          {one.verified ? ", verified" : ", not verified yet"}
        </p>
      ) : (
        <p>{overdue ? <b className="attention">Overdue</b> : "Open"}</p>
      )}
      {one.words ? <p className="small muted kept">{one.words}</p> : null}
      {one.waivedReason && !one.doneOn ? (
        <p className="small muted">
          {one.waivedBy.join(" and ") || "A lead"} signed that it is not needed: “{one.waivedReason}”. The other lead
          has not signed.
        </p>
      ) : null}
    </>
  );
}

/** The small forms for one item; none for those who only read. */
function TrainingActs({ one, to, today }: { one: Line; to: string; today: string }) {
  const { id, title, may } = one;
  if (!may.due && !may.done && !may.verify && !may.waive) return null;
  const field = (name: string) => `${id}-${name}`;
  const item = <input type="hidden" name="itemId" value={id} />;
  return (
    <details className="no-print">
      <summary>
        Change<span className="vh"> {title}</span>
      </summary>
      {may.verify ? (
        <Act to={`${to}/verification`} label="I have seen what shows it" values={{ itemId: id }} small />
      ) : null}
      {may.done ? (
        <Posting to={`${to}/done`} id={field("done")} label="Enter it as done" done="Entered." small>
          {(error) => (
            <>
              {item}
              <Field
                name="doneOn"
                id={field("done-doneOn")}
                type="date"
                label="Day it was done"
                max={today}
                defaultValue={one.doneOn ?? ""}
                error={error("doneOn")}
                required
              />
              <Field
                name="words"
                id={field("done-words")}
                label="Who gave it, and what shows it"
                defaultValue={one.words ?? ""}
                maxLength={2000}
                error={error("words")}
                required
              />
            </>
          )}
        </Posting>
      ) : null}
      {may.due ? (
        <Posting to={`${to}/due`} id={field("due")} label="Set this day" done="Set." small>
          {(error) => (
            <>
              {item}
              <Field
                name="dueOn"
                id={field("due-dueOn")}
                type="date"
                label={one.verified ? "Next time, due by" : "Due by"}
                error={error("dueOn")}
                required
              />
            </>
          )}
        </Posting>
      ) : null}
      {may.waive ? (
        <Posting to={`${to}/waiver`} id={field("waiver")} label="Sign the waiver" done="Signed." small>
          {(error) => (
            <>
              {item}
              <Field
                name="reason"
                id={field("waiver-reason")}
                label="Why it is not needed here"
                hint="Both leads sign the same words; other words void the first signature."
                defaultValue={one.waivedReason ?? ""}
                maxLength={2000}
                error={error("reason")}
                required
              />
            </>
          )}
        </Posting>
      ) : null}
    </details>
  );
}
