import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { ErrorText, Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Elsewhere, Overlap, type Refused, SlotFields } from "./slot-fields.tsx";

/** One interview after another on one day, in an order that is written beside the names. */
export function SetTimes({
  waiting,
  more,
  clocks,
  refused,
}: {
  waiting: readonly { candidateId: string; name: string }[];
  /** How many wait behind these. */
  more: number;
  clocks: string;
  refused: Refused | null;
}) {
  const busy = useNavigation().state !== "idle";
  const kept = refused?.values;
  return (
    <LedgerSection
      title="Set interviews"
      note="One after another on one day."
      className="no-print"
      aside={
        <>
          <h3>What happens then</h3>
          <p>
            Each interview gets its room, and every panel member a private card. Panel members get an invitation for
            their calendar, the candidate a letter, and both a reminder two working days before.
          </p>
        </>
      }
    >
      <Form method="post" className="stack" noValidate>
        <input type="hidden" name="intent" value="set" />
        <Elsewhere refused={refused} />
        <SlotFields
          id="set"
          start={{ minutes: 60, place: "" }}
          timeLabel="First interview starts at"
          clocks={clocks}
          refused={refused}
        />
        <Field
          name="pause"
          id="set-pause"
          label="Minutes of break between two"
          type="number"
          min={0}
          max={240}
          defaultValue={kept?.pause ?? 15}
          error={refused?.reason === "pause" ? refused.sentence : null}
        />
        <fieldset aria-describedby="set-order-hint">
          <legend className="label">Order</legend>
          <p className="hint" id="set-order-hint">
            1 comes first. Leave a field empty to set that interview another day.
            {more > 0 ? ` ${more} more follow when these are set.` : null}
          </p>
          <ErrorText id="set-order" error={refused?.reason === "order" ? refused.sentence : null} />
          <div className="stack-s">
            {waiting.map(({ candidateId, name }, index) => (
              <Field
                key={candidateId}
                name={`order.${candidateId}`}
                label={name}
                type="number"
                min={1}
                max={waiting.length}
                defaultValue={kept ? (kept[`order.${candidateId}`] ?? "") : index + 1}
              />
            ))}
          </div>
        </fieldset>
        <Overlap id="set" refused={refused} />
        <div className="actions">
          <Button variant="solid" disabled={busy}>
            {busy ? "Setting" : "Set the interviews"}
          </Button>
        </div>
      </Form>
    </LedgerSection>
  );
}
