import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Time } from "#app/ui/time.tsx";
import { historyPath } from "#shared/history-path.ts";
import type { Signed } from "#shared/signed.ts";
import { SignatureHistory } from "./signing.tsx";

/** The agreement in force: a band that says so, the document, and the signatures that did not last. */
export function InForce({
  process,
  history,
  mayReadRound,
  children,
}: {
  process: { id: string; title: string; revision: number; activatedAt: number | null; timeZone: string };
  history: readonly Signed[];
  mayReadRound: boolean;
  children: ReactNode;
}) {
  const voided = history.filter((s) => s.voidedAt !== null);
  return (
    <main id="main" tabIndex={-1}>
      <section className="sealband always-paper" aria-label="State of the agreement">
        <div>
          <p>
            <Icon name="seal" />
            <span>
              In force{" "}
              {process.activatedAt ? (
                <>
                  since <Time at={process.activatedAt} zone={process.timeZone} as="date" />
                </>
              ) : null}
              . Nothing has changed since.
            </span>
          </p>
          <div className="actions">
            <Button small type="button" onClick={() => window.print()}>
              Print
            </Button>
            <Link
              className="btn btn-s btn-plain"
              to={historyPath({ kind: "process", recordId: process.id, part: "agreement", revision: process.revision })}
            >
              History
            </Link>
            {mayReadRound ? (
              <Link className="btn btn-s btn-plain" to={`/selection/${process.id}`}>
                To the selection round
              </Link>
            ) : null}
          </div>
        </div>
      </section>
      <div className="desk-ground">
        {children}
        {voided.length > 0 ? (
          <details className="earlier no-print">
            <summary>Earlier signatures that became void ({voided.length})</summary>
            <SignatureHistory signatures={voided} zone={process.timeZone} />
          </details>
        ) : null}
      </div>
    </main>
  );
}
