import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Empty } from "#app/ui/empty.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Pair } from "#app/ui/marks.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { TaskList, TaskRow } from "#app/ui/tasks.tsx";
import { programOf } from "#db/programs.ts";
import { readableRecords } from "#server/records/reading.ts";
import { requireViewer } from "#server/viewer.ts";
import { RECORD_KINDS } from "#shared/records-words.ts";
import { formatTime } from "#shared/time.ts";

export const meta: MetaFunction = () => [{ title: "Records · Accord" }];

const KINDS = Object.keys(RECORD_KINDS) as (keyof typeof RECORD_KINDS)[];

export function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const { searchParams } = new URL(request.url);
  return {
    zone: programOf(ctx.db, ctx.viewer.programId)?.timeZone ?? "UTC",
    kinds: readableRecords(ctx, (kind) => searchParams.get(kind)).sort(
      (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
    ),
  };
}

export default function RecordsPage() {
  const { kinds, zone } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page">
      <PageHead
        title="Sealed records"
        lede="Exact text, its fingerprint and its signatures. A sealed record never changes; anyone can check an exported copy without this server."
      />
      {kinds.length === 0 ? (
        <LedgerSection title="Records">
          <Empty title="No record is sealed yet">
            An agreement is kept here when both leads have signed it, a panel result likewise.
          </Empty>
        </LedgerSection>
      ) : null}
      {kinds.map(({ kind, records }) => (
        <LedgerSection key={kind} title={RECORD_KINDS[kind].many}>
          <TaskList>
            {records.items.map((record) => (
              <TaskRow
                key={record.id}
                to={`/records/${record.id}`}
                title={record.title}
                hint={`Signed by ${listed.format(record.signers)}${record.corrections > 0 ? `. Corrections: ${record.corrections}` : ""}`}
                state={formatTime(record.sealedAt, zone, "date")}
                mark={<Pair agency district agreed="has signed" open="has not signed" />}
              />
            ))}
          </TaskList>
          <Pager list={records} of={RECORD_KINDS[kind].many.toLowerCase()} name={kind} />
        </LedgerSection>
      ))}
    </main>
  );
}

const listed = new Intl.ListFormat("en-US", { type: "conjunction" });
