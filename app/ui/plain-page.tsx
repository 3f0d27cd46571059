import type { ReactNode } from "react";
import { LedgerSection, PageHead } from "./ledger.tsx";

/** A page of prose. */
export function PlainPage({ title, lede, children }: { title: string; lede: ReactNode; children: ReactNode }) {
  return (
    <main id="main" className="page prose">
      <PageHead title={title} lede={lede} />
      {children}
    </main>
  );
}

/** One of its sections. */
export function Prose({ title, children }: { title: string; children: ReactNode }) {
  return <LedgerSection title={title}>{children}</LedgerSection>;
}
