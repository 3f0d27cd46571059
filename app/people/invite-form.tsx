import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary, type FieldError } from "#app/ui/error-summary.tsx";
import { Field } from "#app/ui/field.tsx";
import { PARTIES, PARTY_NAMES, ROLE_NAMES, ROLES, roleFits } from "#shared/roles.ts";
import { LinkReady } from "./link-ready.tsx";

interface Reply {
  link?: string;
  for?: string;
  values?: { name: string; email: string; place: string };
  errors?: FieldError[];
}

/** Invites one person. A role is offered only under a party it fits. */
export function InviteForm({ reply }: { reply: Reply | null }) {
  const busy = useNavigation().formData?.get("intent") === "invite";
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (reply?.link) form.current?.reset();
  }, [reply?.link]);
  const errors = reply?.errors ?? [];
  const field = (name: "name" | "email" | "place") => ({
    name,
    defaultValue: reply?.values?.[name],
    error: errors.find((error) => error.field === name)?.sentence,
  });
  return (
    <>
      {reply?.link ? <LinkReady title={`The link for ${reply.for} is ready`} link={reply.link} /> : null}
      <Form method="post" noValidate ref={form}>
        <input type="hidden" name="intent" value="invite" />
        <ErrorSummary errors={errors} attempt={reply} />
        <Field {...field("name")} label="Name" hint="With rank or title. They can correct it." autoComplete="off" />
        <Field {...field("email")} label="Work e-mail" hint="They sign in with it." type="email" autoComplete="off" />
        <Field {...field("place")} as="select" label="Role">
          <option value="">Choose a role</option>
          {PARTY_NAMES.map((party) => (
            <optgroup key={party} label={PARTIES[party].label}>
              {ROLE_NAMES.filter((role) => roleFits(role, party)).map((role) => (
                <option key={role} value={`${party}:${role}`}>
                  {ROLES[role].label}: {ROLES[role].meaning}
                </option>
              ))}
            </optgroup>
          ))}
        </Field>
        <div className="actions mt-5">
          <Button variant="solid" disabled={busy}>
            {busy ? "Making the link" : "Make the invitation link"}
          </Button>
        </div>
      </Form>
    </>
  );
}
