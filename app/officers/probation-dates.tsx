import { ClauseNote, type RestsOn } from "#app/agreement/clause-note.tsx";
import { Act } from "#app/interview/act.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Check, Field } from "#app/ui/field.tsx";
import { Mark } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { OpenedProbation } from "#server/pages/probation.ts";
import { dayInWords } from "#shared/time.ts";

interface Props {
  probation: OpenedProbation;
  /** The path under which the acts are. */
  acts: string;
  zone: string;
}

/** The calendar as it follows from the clause, and where leave has moved it. */
export function DatesTable({ probation }: { probation: OpenedProbation }) {
  const { days, checkpoints, endOn, plannedEndOn, startOn } = probation;
  const stopped = endOn === null;
  return (
    <div className="stack">
      <dl className="facts">
        <dt>First day</dt>
        <dd>{dayInWords(startOn)}</dd>
        <dt>Last day</dt>
        <dd>
          {endOn && plannedEndOn !== endOn ? (
            <Moved from={plannedEndOn} to={endOn} />
          ) : endOn ? (
            dayInWords(endOn)
          ) : (
            "Open, until the leave has a last day"
          )}
          {probation.extendedTo ? `. Extended once, to ${dayInWords(probation.extendedTo)}` : ""}
        </dd>
      </dl>
      <DataTable
        caption="Checkpoints and their days"
        captionHidden
        columns={[
          { label: "Checkpoint" },
          { label: "Opens" },
          { label: "Officer writes until" },
          { label: "Leads write until" },
        ]}
        rows={days.map((one) => ({
          key: String(one.n),
          cells: [
            <>
              {one.n}. After {one.offsetDays} days
              <span className="sub">{checkpoints.find(({ n }) => n === one.n)?.title}</span>
            </>,
            day(one.opensOn),
            one.movedFrom && one.selfDueOn ? (
              <Moved key="self" from={one.movedFrom} to={one.selfDueOn} />
            ) : (
              day(one.selfDueOn)
            ),
            day(one.inputDueOn),
          ],
        }))}
      />
      {stopped ? (
        <Alert tone="warn" title="The clock is stopped">
          A leave without a last day keeps later days open. They are set again when its last day is entered.
        </Alert>
      ) : null}
      <Clause probation={probation} />
    </div>
  );
}

const day = (iso: string | null) => (iso ? dayInWords(iso) : <span className="muted">Open</span>);

/** A day that was moved by leave: the one both leads signed, then the one that holds. */
function Moved({ from, to }: { from: string; to: string }) {
  return (
    <>
      <s>
        <span className="vh">Signed as </span>
        {dayInWords(from)}
      </s>
      <span aria-hidden="true"> → </span>
      <span className="vh"> now </span>
      <b>{dayInWords(to)}</b>
    </>
  );
}

/** What of the agreement the dates follow from. */
function Clause({ probation: { rests, terms } }: { probation: OpenedProbation }) {
  if (!rests)
    return (
      <p className="hint">
        No agreement was in force when this was planned; the usual values hold: {terms.lengthMonths} months, checkpoints
        after {terms.checkpointDays.join(", ")} days, {terms.inputDays} working days for each input.
      </p>
    );
  return (
    <>
      {(["probation.length_months", "probation.checkpoints_days", "probation.input_days"] as const).map((key) => (
        <ClauseNote key={key} parameter={key} on={rests[key] as RestsOn} />
      ))}
    </>
  );
}

/** Both leads sign the dates; the officer confirms having read them. */
export function DatesSigning({ probation, acts, zone }: Props) {
  const { plan, state, may } = probation;
  return (
    <div className="stack">
      <ul className="signers">
        {plan.signers.map(({ role, party, title, name, signedAt }) => (
          <li key={role}>
            <Mark party={party} outline={signedAt === null} />
            <span>
              <b>{name ?? title}</b>, {title}
            </span>
            <span className="muted">
              {signedAt === null ? (
                "Not signed"
              ) : (
                <>
                  Signed <Time at={signedAt} zone={zone} />
                </>
              )}
            </span>
          </li>
        ))}
        <li>
          <Mark party="agency" outline={plan.received === null} />
          <span>
            <b>The officer</b> has read them
          </span>
          <span className="muted">
            {plan.received === null ? "Not confirmed" : <Time at={plan.received} zone={zone} />}
          </span>
        </li>
      </ul>
      {plan.maySign ? (
        <Act
          to={`${acts}/signature`}
          label={plan.officer ? "Confirm the dates" : "Sign the dates"}
          variant="solid"
          values={{ hash: plan.hash }}
          hint={
            plan.officer
              ? "It says that you have read them, not that you agree."
              : state === "planned"
                ? "The second lead’s signature begins the probation."
                : undefined
          }
        >
          <Check
            name="consent"
            value="yes"
            required
            label={
              plan.officer
                ? "I have read the dates as they were signed."
                : "I have read the dates above. My signature binds exactly these."
            }
          />
        </Act>
      ) : null}
      {plan.voided.length > 0 ? (
        <ul className="history">
          {plan.voided.map((one) => (
            <li key={one.id}>
              {one.name} signed <Time at={one.signedAt} zone={zone} />.{" "}
              <span className="attention">Void: {one.reason}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {may.replan ? (
        <details>
          <summary>Plan the dates again</summary>
          <Act to={`${acts}/dates`} label="Set this first day" hint="Signatures already given become void.">
            <Field name="startOn" type="date" label="First day" defaultValue={probation.startOn} required />
          </Act>
        </details>
      ) : null}
      <p className="small muted">
        Fingerprint <code className="hash">{plan.hash}</code>
      </p>
    </div>
  );
}
