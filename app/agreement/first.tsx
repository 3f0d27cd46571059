import { useFetcher } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { type Answer, refusalIn } from "./answer.ts";

/** The page of a program that has no agreement yet: what it is, and the way to the first one. */
export function FirstAgreement({ mayOpen }: { mayOpen: boolean }) {
  const fetcher = useFetcher<Answer>();
  const refusal = refusalIn(fetcher);
  return (
    <main id="main" className="page">
      <PageHead
        title="Agreement"
        lede="The memorandum of understanding between the agency and the district: what each side does, and the figures the program works by."
      />
      <LedgerSection
        title={mayOpen ? "The first agreement" : "None in force"}
        aside={
          <>
            <h3>Not legal advice</h3>
            <p>The first text is a starting point. Both parties’ counsel should read it before anyone signs.</p>
          </>
        }
      >
        <div className="stack">
          {refusal ? (
            <Alert tone="err" title="Not opened" live>
              {refusal}
            </Alert>
          ) : null}
          <p>
            It has 31 clauses, each with a plain explanation, a text to start from and the values that follow from it,
            such as the minimum service of a candidate. Both leads write it together. Then changes are only proposed,
            and the other side accepts or rejects them. The heads of both organizations sign it.
          </p>
          {mayOpen ? (
            <fetcher.Form method="post" action="/agreement/opening" className="actions">
              <Button variant="solid" disabled={fetcher.state !== "idle"}>
                Open the first agreement
              </Button>
            </fetcher.Form>
          ) : (
            <p className="muted">You can read it here as soon as one is in force.</p>
          )}
        </div>
      </LedgerSection>
    </main>
  );
}
