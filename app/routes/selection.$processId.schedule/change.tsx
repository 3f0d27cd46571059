import { Form, Link, useNavigation } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { formatTime } from "#shared/time.ts";
import { dateAndTime } from "#shared/zoned.ts";
import { Elsewhere, Overlap, type Refused, SlotFields } from "./slot-fields.tsx";

interface Line {
  id: string;
  name: string;
  scheduledAt: number | null;
  minutes: number;
  place: string | null;
}

/** Another time, another place, or none: each with a reason that everybody invited reads. */
export function ChangeTimes(props: {
  lines: readonly Line[];
  zone: string;
  clocks: string;
  refused: Refused | null;
  outbox: boolean;
}) {
  return (
    <LedgerSection
      title="Change or call off"
      note="Until the interview begins."
      className="no-print"
      aside={
        <>
          <h3>Who is told</h3>
          <p>
            The panel and the candidate, with the reason. Calendars take the new time in place of the old one.
            {props.outbox ? (
              <>
                {" "}
                The letters are in the <Link to="/outbox">outbox</Link>.
              </>
            ) : null}
          </p>
        </>
      }
    >
      <div className="stack">
        {props.lines.map((line) => (
          <Change key={line.id} {...props} line={line} />
        ))}
      </div>
    </LedgerSection>
  );
}

function Change({
  line,
  zone,
  clocks,
  refused,
}: {
  line: Line;
  zone: string;
  clocks: string;
  refused: Refused | null;
}) {
  const busy = useNavigation().state !== "idle";
  const mine = (intent: string) => (refused?.intent === intent && refused.of === line.id ? refused : null);
  const moving = mine("move");
  const calling = mine("call-off");
  const at = line.scheduledAt ?? 0;
  return (
    <details open={moving !== null || calling !== null || undefined}>
      <summary>
        {line.name}, {formatTime(at, zone, "slot")}
      </summary>
      <Form method="post" className="stack" noValidate>
        <input type="hidden" name="intent" value="move" />
        <input type="hidden" name="of" value={line.id} />
        <Elsewhere refused={moving} />
        <SlotFields
          id={`move-${line.id}`}
          start={{ ...dateAndTime(at, zone), minutes: line.minutes, place: line.place ?? "" }}
          timeLabel="Starts at"
          clocks={clocks}
          refused={moving}
        />
        <Reason id={`move-${line.id}`} label="Why does it change?" refused={moving} />
        <Overlap id={`move-${line.id}`} refused={moving} />
        <div className="actions">
          <Button disabled={busy}>Change the interview</Button>
        </div>
      </Form>
      <Form method="post" className="stack mt-6" noValidate>
        <input type="hidden" name="intent" value="call-off" />
        <input type="hidden" name="of" value={line.id} />
        <Elsewhere refused={calling} />
        <Reason id={`call-off-${line.id}`} label="Why is it called off?" refused={calling} />
        <div className="actions">
          <Button variant="danger" disabled={busy}>
            Call the interview off
          </Button>
        </div>
      </Form>
    </details>
  );
}

function Reason({ id, label, refused }: { id: string; label: string; refused: Refused | null }) {
  return (
    <Field
      as="textarea"
      name="reason"
      id={`${id}-reason`}
      label={label}
      hint="The panel and the candidate read it. Nothing about health or an accommodation."
      rows={2}
      maxLength={500}
      defaultValue={refused?.values.reason}
      error={refused?.reason === "reason" ? refused.sentence : null}
      required
    />
  );
}
