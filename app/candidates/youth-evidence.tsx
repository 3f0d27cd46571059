import { Form, useNavigation } from "@remix-run/react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";

interface Item {
  id: string;
  what: string;
  when: string;
  verifier: string | null;
  verified: { by: string | null; at: number } | null;
}

/** What the candidate did with young people, who can confirm it, and who of the district verified it. */
export function YouthEvidence(props: {
  youth: readonly Item[];
  zone: string;
  attest: boolean;
  sentence: string | null;
}) {
  const { youth, zone, attest, sentence } = props;
  return (
    <LedgerSection title="Work with young people" note="Evidence, before any rating">
      {sentence ? (
        <Alert tone="err" title="Nothing was changed" live>
          {sentence}
        </Alert>
      ) : null}
      {youth.length > 0 ? (
        <DataTable
          caption="Work with young people"
          captionHidden
          columns={[{ label: "What" }, { label: "When" }, { label: "Confirmed by" }, { label: "Verified" }]}
          rows={youth.map((item) => ({
            key: item.id,
            cells: [
              item.what,
              item.when,
              item.verifier ?? "Nobody named",
              <Verified key="verified" item={item} zone={zone} attest={attest} />,
            ],
          }))}
        />
      ) : (
        <p className="muted">No evidence was entered.</p>
      )}
    </LedgerSection>
  );
}

function Verified({ item, zone, attest }: { item: Item; zone: string; attest: boolean }) {
  const busy = useNavigation().state !== "idle";
  return (
    <div className="stack-s">
      {item.verified ? (
        <p>
          Verified by {item.verified.by ?? "a former member"} on <Time at={item.verified.at} zone={zone} as="date" />
        </p>
      ) : (
        <p className="muted">Not yet</p>
      )}
      {attest ? (
        <Form method="post" className="no-print">
          <input type="hidden" name="intent" value={item.verified ? "unverify" : "verify"} />
          <input type="hidden" name="of" value={item.id} />
          <Button small variant={item.verified ? "plain" : "line"} disabled={busy}>
            {item.verified ? "Take it back" : "I verified it"}
            <span className="vh">: {item.what}</span>
          </Button>
        </Form>
      ) : null}
    </div>
  );
}
