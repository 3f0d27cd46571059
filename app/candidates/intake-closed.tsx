import { Link } from "@remix-run/react";
import { LedgerSection } from "#app/ui/ledger.tsx";

/** Why nobody can be added to this round now, and what opens it. */
export function IntakeClosed({ roundId, closed }: { roundId: string; closed: boolean }) {
  return (
    <LedgerSection title="Not open">
      {closed ? (
        <p>This selection round is closed. No candidate can be added to it.</p>
      ) : (
        <p>
          Candidates open when both leads have signed the process agreement: the rules stand before the first name does.{" "}
          <Link to={`/selection/${roundId}/agreement`}>Go to the agreement</Link>
        </p>
      )}
    </LedgerSection>
  );
}
