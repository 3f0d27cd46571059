import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary, type FieldError } from "#app/ui/error-summary.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";

/** What a link for a new password opens. */
export function NewPassword({
  name,
  email,
  rule,
  errors,
}: {
  name: string;
  email: string;
  rule: string;
  errors: readonly FieldError[];
}) {
  const busy = useNavigation().state === "submitting";
  return (
    <main id="main" className="page">
      <PageHead title="Set a new password" lede={`This link was made for ${name}. It works once.`} />
      <LedgerSection
        title="Your account"
        aside={<p>Every other session of yours ends, on every computer. Nothing that was saved is lost.</p>}
      >
        <Form method="post" noValidate>
          <ErrorSummary errors={errors} attempt={errors} />
          <Field name="email" label="Your e-mail" value={email} autoComplete="username" readOnly />
          <PasswordField
            name="password"
            label="Choose a password"
            hint={rule}
            error={errors.find(({ field }) => field === "password")?.sentence}
            autoComplete="new-password"
          />
          <div className="actions mt-6">
            <Button variant="solid" disabled={busy}>
              {busy ? "Setting the password" : "Set the password and sign in"}
            </Button>
          </div>
        </Form>
      </LedgerSection>
    </main>
  );
}
