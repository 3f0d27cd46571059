import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary, type FieldError } from "#app/ui/error-summary.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";

interface Reply {
  guest?: { name: string; organization: string };
  errors?: FieldError[];
}

/** Names a community guest who needs no e-mail address and no password. */
export function GuestSection({ reply }: { reply: Reply | null }) {
  const busy = useNavigation().formData?.get("intent") === "guest";
  const errors = reply?.errors ?? [];
  const about = (field: string) => errors.find((error) => error.field === field)?.sentence;
  return (
    <LedgerSection
      title="Guest panelists"
      note="Someone from the community who rates, without an account."
      aside={
        <>
          <h3>How a guest comes in</h3>
          <p>
            Both leads choose the guest for the panel in the process agreement. On the day the coordinator shows a code
            at the interview. It opens that interview on one tablet, and nothing else.
          </p>
        </>
      }
    >
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="guest" />
        <ErrorSummary errors={errors} attempt={reply} />
        <Field
          name="guest-name"
          label="Guest"
          hint="First and last, as it should stand in records."
          defaultValue={reply?.guest?.name}
          error={about("guest-name")}
          autoComplete="off"
        />
        <Field
          name="guest-organization"
          label="Organization"
          hint="A parents’ group, a youth service, a neighboring school."
          defaultValue={reply?.guest?.organization}
          error={about("guest-organization")}
          autoComplete="off"
        />
        <div className="actions mt-5">
          <Button disabled={busy}>Name the guest</Button>
        </div>
      </Form>
    </LedgerSection>
  );
}
