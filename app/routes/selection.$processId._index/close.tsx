import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import type { RoundPage } from "#server/pages/round.ts";

/** Closing says what it waits for; it asks once more, because a closed round opens never again. */
export function Close({ round }: { round: RoundPage }) {
  const fetcher = useFetcher<{ ok: boolean; sentence?: string }>();
  const [asking, setAsking] = useState(false);
  const ready = round.candidates.total > 0 && round.undecided === 0;
  const unopened = round.decision?.key === "open";
  const busy = fetcher.state !== "idle";
  return (
    <LedgerSection title="Close">
      <div className="stack">
        {fetcher.data?.sentence ? (
          <Alert tone="err" title="Not closed" live>
            {fetcher.data.sentence}
          </Alert>
        ) : null}
        {round.undecided > 0 ? (
          <p>
            {round.undecided === 1 ? "One candidate has" : `${round.undecided} candidates have`} no sealed result yet.
            The round closes when each has one, or was found not eligible.
          </p>
        ) : null}
        {round.unsealed ? <p>{round.unsealed}</p> : null}
        {round.undecided > 0 || round.unsealed ? null : (
          <>
            <p>
              {ready
                ? `Every candidate has a sealed result or was found not eligible. ${unopened ? "No decision was opened yet: closed now, the round ends without one. " : ""}Closing ends the round: no candidate can be added afterwards, and everything stays readable.`
                : "The round has no candidate. Closing it now ends it without a result."}
            </p>
            <div className="actions">
              <Button
                type="button"
                variant={ready && !unopened ? "solid" : "line"}
                aria-disabled={busy || undefined}
                onClick={() => setAsking(!busy)}
              >
                Close the round
              </Button>
            </div>
            <Dialog open={asking} onClose={() => setAsking(false)} title={`Close ${round.title}?`}>
              <p>Nobody can open the round again, and no candidate can be added to it.</p>
              {round.decision?.key === "release" ? (
                <p>Not every letter to the candidates is released. That can still be done afterwards.</p>
              ) : null}
              <fetcher.Form
                method="post"
                action={`/selection/${round.id}/closing`}
                className="actions"
                onSubmit={() => setAsking(false)}
              >
                <Button variant="solid">Close it for good</Button>
                <Button type="button" onClick={() => setAsking(false)}>
                  Keep it open
                </Button>
              </fetcher.Form>
            </Dialog>
          </>
        )}
      </div>
    </LedgerSection>
  );
}
