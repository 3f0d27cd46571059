import type { MetaFunction } from "@remix-run/node";
import { PageHead } from "#app/ui/ledger.tsx";

export const meta: MetaFunction = () => [{ title: "This device has left the interview · Accord" }];

/** Where a device that joined an interview ends up once its result is sealed. */
export default function VisitOver() {
  return (
    <main id="main" className="page">
      <PageHead
        title="This device has left the interview"
        lede="The result is sealed, so the interview is closed on every device that joined it. What you wrote stands in the record under your name. Thank you for taking part."
      />
    </main>
  );
}
