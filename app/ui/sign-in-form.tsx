import { Form, useNavigation } from "@remix-run/react";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { PasswordField } from "./password-field.tsx";

/** E-mail and password. `solid` where signing in is the page's next step. */
export function SignInForm({ back, email, solid = true }: { back: string; email?: string; solid?: boolean }) {
  const busy = useNavigation().formAction?.startsWith("/sign-in") ?? false;
  return (
    <Form method="post" action="/sign-in" className="signin" noValidate>
      <input type="hidden" name="back" value={back} />
      <Field
        name="email"
        label="Work e-mail"
        hint="The address your invitation was made for."
        type="email"
        autoComplete="username"
        defaultValue={email}
        required
      />
      <PasswordField name="password" label="Password" autoComplete="current-password" />
      <div className="actions">
        <Button variant={solid ? "solid" : "line"} disabled={busy}>
          {busy ? "Signing in" : "Sign in"}
        </Button>
      </div>
    </Form>
  );
}
