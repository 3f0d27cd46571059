import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";

export const meta: MetaFunction = () => [{ title: "Join an interview · Accord" }];

/** For whoever types the code instead of the whole address. */
export function loader({ request }: LoaderFunctionArgs) {
  const code = new URL(request.url).searchParams.get("code")?.trim();
  if (code) throw redirect(`/join/${encodeURIComponent(code.slice(0, 100))}`);
  return null;
}

export default function JoinByTyping() {
  return (
    <main id="main" className="page">
      <PageHead title="Join an interview" lede="Type the code that the person beside you shows." />
      <LedgerSection title="The code">
        <Form method="get" action="/join">
          <Field
            name="code"
            label="Code"
            hint="Ten letters and digits. Capitals and the hyphen do not matter."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <div className="actions mt-5">
            <Button variant="solid">Go on</Button>
          </div>
        </Form>
      </LedgerSection>
    </main>
  );
}
