import { useFetcher } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { TaskList, TaskRow } from "#app/ui/tasks.tsx";
import type { RoundPage } from "#server/pages/round.ts";
import { dayInWords } from "#shared/time.ts";

type Reply = { ok: boolean; reason?: string; sentence?: string };

/** The steps that are due and not done, with who sees to each; below the candidates' own tasks. */
export function DueTasks({ round }: { round: RoundPage }) {
  const due = round.dates.steps.filter((step) => step.dueOn !== null && step.state !== "done");
  if (due.length === 0) return null;
  return (
    <TaskList>
      {due.map((step) => (
        <TaskRow
          key={step.id}
          title={step.label}
          state={`${step.state === "late" ? "Was due" : "Due"} ${dayInWords(step.dueOn ?? "")}`}
          tone={step.state === "late" ? "late" : undefined}
          hint={`${step.owner} sees to it.`}
        />
      ))}
    </TaskList>
  );
}

/** Due dates and where the post was advertised. */
export function Dates({ round }: { round: RoundPage }) {
  const { steps, postings, mayKeep } = round.dates;
  if (!mayKeep && postings.length === 0 && steps.every((step) => step.dueOn === null)) return null;
  return (
    <>
      <LedgerSection title="Timetable" note="Done is read from the records.">
        <DataTable
          caption="Timetable"
          captionHidden
          columns={[{ label: "Step" }, { label: "Sees to it" }, { label: "Due" }, { label: "State" }]}
          rows={steps.map((step) => ({
            key: step.id,
            cells: [
              step.label,
              step.owner,
              step.dueOn ? (
                <span key="due" className="nowrap">
                  {dayInWords(step.dueOn)}
                </span>
              ) : (
                <span key="due" className="muted">
                  No date
                </span>
              ),
              step.state === "late" ? (
                <b key="state" className="attention">
                  Late
                </b>
              ) : step.state === "done" ? (
                "Done"
              ) : (
                "Open"
              ),
            ],
          }))}
        />
        {mayKeep ? <TimetableForm round={round} /> : null}
      </LedgerSection>
      <LedgerSection title="Posting record" note="Where and when the post was advertised." wide>
        {postings.length === 0 ? (
          <p className="muted">Nothing is on record yet.</p>
        ) : (
          <DataTable
            caption="Posting record"
            captionHidden
            columns={[
              { label: "Where" },
              { label: "Posted" },
              { label: "Closes" },
              { label: "Entered by" },
              ...(mayKeep ? [{ label: "Wrong entry" }] : []),
            ]}
            rows={postings.map((posting) => ({
              key: posting.id,
              cells: [
                posting.place,
                <span key="on" className="nowrap">
                  {dayInWords(posting.postedOn)}
                </span>,
                posting.closesOn ? (
                  dayInWords(posting.closesOn)
                ) : (
                  <span key="closes" className="muted">
                    Open end
                  </span>
                ),
                posting.by,
                ...(mayKeep
                  ? [<RemovePosting key="remove" roundId={round.id} id={posting.id} place={posting.place} />]
                  : []),
              ],
            }))}
          />
        )}
        {mayKeep ? <PostingForm roundId={round.id} key={postings.length} /> : null}
      </LedgerSection>
    </>
  );
}

function TimetableForm({ round }: { round: RoundPage }) {
  const fetcher = useFetcher<Reply>();
  return (
    <details className="no-print mt-6">
      <summary>Change the due dates</summary>
      <fetcher.Form method="post" action={`/selection/${round.id}/dates`} className="stack">
        <input type="hidden" name="intent" value="timetable" />
        {fetcher.data?.sentence ? (
          <Alert tone="err" title="Not changed" live>
            {fetcher.data.sentence}
          </Alert>
        ) : null}
        {round.dates.steps.map((step) => (
          <Field key={step.id} name={`due.${step.id}`} label={step.label} type="date" defaultValue={step.dueOn ?? ""} />
        ))}
        <div className="actions">
          <Button disabled={fetcher.state !== "idle"}>Keep the dates</Button>
        </div>
      </fetcher.Form>
    </details>
  );
}

function PostingForm({ roundId }: { roundId: string }) {
  const fetcher = useFetcher<Reply>();
  const wrong = (field: string) => (fetcher.data?.reason === field ? fetcher.data.sentence : null);
  return (
    <details className="no-print mt-6" open={fetcher.data?.ok === false || undefined}>
      <summary>Add an entry</summary>
      <fetcher.Form method="post" action={`/selection/${roundId}/dates`} className="stack" noValidate>
        <input type="hidden" name="intent" value="posting" />
        <Field
          name="place"
          id="posting-place"
          label="Where was it posted?"
          hint="For example “Agency intranet” or “State job board”. More than one place reaches more people."
          maxLength={200}
          error={wrong("place")}
          required
        />
        <div className="two">
          <Field name="postedOn" label="Posted on" type="date" error={wrong("postedOn")} required />
          <Field name="closesOn" label="Closes on" type="date" error={wrong("closesOn")} />
        </div>
        <div className="actions">
          <Button disabled={fetcher.state !== "idle"}>Add the entry</Button>
        </div>
      </fetcher.Form>
    </details>
  );
}

function RemovePosting({ roundId, id, place }: { roundId: string; id: string; place: string }) {
  const fetcher = useFetcher<Reply>();
  return (
    <fetcher.Form method="post" action={`/selection/${roundId}/dates`} className="no-print">
      <input type="hidden" name="intent" value="remove-posting" />
      <input type="hidden" name="of" value={id} />
      <Button small variant="plain" disabled={fetcher.state !== "idle"}>
        Remove<span className="vh"> the entry {place}</span>
      </Button>
    </fetcher.Form>
  );
}
