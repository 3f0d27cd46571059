import { Act } from "#app/interview/act.tsx";
import { Check, Field } from "#app/ui/field.tsx";
import { Time } from "#app/ui/time.tsx";

/**
 * The officer's receipt, and beside it the supervisor's way to record a refusal with a witness. `words`: the officer may
 * write with it.
 */
export function ReceiptForms({
  to,
  id,
  values,
  may,
  words = false,
  what,
}: {
  to: string;
  /** Keeps the fields of several receipts apart. */
  id: string;
  values: Record<string, string>;
  may: { receive: boolean; refuse: boolean };
  words?: boolean;
  /** What is received: "this notice". */
  what: string;
}) {
  if (may.receive)
    return (
      <Act
        to={to}
        label={`Confirm that I received ${what}`}
        variant="solid"
        values={{ ...values, receipt: "received" }}
        hint="It says that you received it, not that you agree."
      >
        {words ? (
          <Field
            as="textarea"
            name="words"
            id={`words-${id}`}
            label="In your own words, if you like"
            rows={3}
            maxLength={4000}
          />
        ) : null}
      </Act>
    );
  if (!may.refuse) return null;
  return (
    <details className="no-print">
      <summary>The officer refuses the receipt</summary>
      <Act to={to} label="Record the refusal" values={{ ...values, receipt: "refused" }} small>
        <Field
          name="witness"
          id={`witness-${id}`}
          label="Who saw it"
          hint="By name. It stands in the record."
          maxLength={200}
          required
        />
      </Act>
    </details>
  );
}

/** The receipt as a sentence. */
export function ReceiptLine({
  receipt,
  at,
  by,
  witness,
  zone,
}: {
  receipt: "received" | "refused" | null;
  at: number | null;
  /** Who entered it. */
  by: string | null;
  witness: string | null;
  zone: string;
}) {
  if (receipt === null || at === null) return <p className="small muted">The officer has not confirmed receipt yet.</p>;
  return (
    <p className="small muted">
      {receipt === "received" ? "Received by the officer, " : `Refusal recorded by ${by ?? "the supervisor"}, `}
      <Time at={at} zone={zone} />
      {receipt === "refused" ? `. Witness: ${witness ?? "none"}` : ""}
    </p>
  );
}

/** The tick above a signature: what is signed, in a sentence. */
export function Consent({ label, id }: { label: string; id?: string }) {
  return <Check name="consent" id={id ?? "consent"} value="yes" required label={label} />;
}
