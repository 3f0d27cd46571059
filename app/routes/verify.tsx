import type { ActionFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { type VerifyAnswer, verifyPosted } from "#server/records/verify-page.ts";

export const meta: MetaFunction = () => [{ title: "Check a record · Accord" }];

export async function action({ request, context }: ActionFunctionArgs) {
  const answer = await verifyPosted(context.app, request, context.address);
  if (answer.result !== "refused") return data(answer);
  // What was too large is not read to its end: the connection closes after this answer.
  return data(answer, { status: answer.status, headers: answer.status === 413 ? { Connection: "close" } : {} });
}

export default function VerifyPage() {
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  return (
    <main id="main" className="page">
      <PageHead
        title="Check a record"
        lede="Give a record that was exported from Accord, as PDF or as data file. You read whether anything in it has changed since it was sealed. Its content is not shown, and the file is not kept."
      />
      {answer && answer.result !== "refused" ? <Verdict answer={answer} /> : null}
      <LedgerSection title="The file" note="PDF or JSON, at most 5 MiB">
        <Form method="post" encType="multipart/form-data" className="stack" noValidate>
          <Field
            name="file"
            label="Choose the file, or drop it here"
            type="file"
            accept=".pdf,.json,application/pdf,application/json"
            error={answer?.result === "refused" ? answer.why : null}
            required
          />
          <div className="actions">
            <Button variant="solid" disabled={busy}>
              {busy ? "Checking the file" : "Check the file"}
            </Button>
          </div>
        </Form>
      </LedgerSection>
      <LedgerSection title="What is checked">
        <div className="stack-s">
          <p>
            A PDF carries the digital signature of the installation that sealed it, over every byte. A data file carries
            the fingerprint that each signer signed.
          </p>
          <p>
            A PDF reader may say that it does not know who issued the certificate. That is because the installation
            issued it itself; the signature is checked all the same.
          </p>
          <p>
            It can also be checked without this page: <code>npm run accord -- verify FILE</code>
          </p>
        </div>
      </LedgerSection>
    </main>
  );
}

const WORDS = {
  unchanged: { title: "Unchanged", tone: "ok" },
  changed: { title: "Changed", tone: "err" },
  foreign: { title: "Unknown", tone: "warn" },
  unknown: { title: "Unknown", tone: "warn" },
} as const;

/** The answer takes the focus, so that it is heard first. */
function Verdict({ answer }: { answer: Exclude<VerifyAnswer, { result: "refused" }> }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is news, whatever it says
  useEffect(() => box.current?.focus(), [answer]);
  const { title, tone } = WORDS[answer.result];
  return (
    <LedgerSection>
      <div className={`alert ${tone}`} role="status" tabIndex={-1} ref={box}>
        <h2>{title}</h2>
        {answer.result === "unchanged" ? (
          <>
            <p>
              {answer.recordId
                ? `This is record ${answer.recordId}, sealed ${answer.sealed}. Nothing in this file has changed since.`
                : "This file has not changed since this installation signed it. The record itself is not in this database."}
            </p>
            {answer.hash ? (
              <p className="small">
                Fingerprint that was signed, as it is printed in the record: <code className="hash">{answer.hash}</code>
              </p>
            ) : null}
            <p className="small">
              SHA-256 of this file: <code className="hash">{answer.sha256}</code>
            </p>
          </>
        ) : (
          <p>
            {answer.result === "changed" ? "This file is not as it was sealed. Do not rely on it. " : ""}
            {answer.why}
          </p>
        )}
      </div>
    </LedgerSection>
  );
}
