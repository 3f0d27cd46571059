import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Pager } from "#app/ui/pager.tsx";
import type { Page } from "#shared/pages.ts";
import type { Refused } from "./slot-fields.tsx";

/** What candidates need on the day: on the coordinator's page only. */
export function Needs({
  needs,
  refused,
}: {
  needs: Page<{ candidateId: string; name: string; need: string }>;
  refused: Refused | null;
}) {
  const busy = useNavigation().state !== "idle";
  return (
    <LedgerSection
      title="Accommodation"
      note="Only program coordinators see this."
      className="no-print"
      aside={
        <>
          <h3>Who sees this</h3>
          <p>
            Nobody but the program coordinators, not even that there is an entry. Arrange it without telling the panel,
            and leave it out of places and reasons.
          </p>
        </>
      }
    >
      <div className="stack">
        {needs.items.map(({ candidateId, name, need }) => {
          const mine = refused?.of === candidateId ? refused : null;
          return (
            <details key={candidateId} open={mine !== null || undefined}>
              <summary>
                {name}: {need ? "noted" : "nothing noted"}
              </summary>
              <Form method="post" className="stack" key={need}>
                <input type="hidden" name="intent" value="need" />
                <input type="hidden" name="of" value={candidateId} />
                <Field
                  as="textarea"
                  name="need"
                  id={`need-${candidateId}`}
                  label={`What ${name} needs on the day`}
                  hint="What to arrange, not why. Empty removes the entry."
                  rows={2}
                  maxLength={1000}
                  defaultValue={mine?.values.need ?? need}
                  error={mine?.sentence}
                />
                <div className="actions">
                  <Button disabled={busy}>Keep it</Button>
                </div>
              </Form>
            </details>
          );
        })}
      </div>
      <Pager list={needs} of="candidates" name="needs" />
    </LedgerSection>
  );
}
