import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { programOf } from "#db/programs.ts";
import { type DeskRow, deskOf } from "#server/desk.ts";
import { requireViewer } from "#server/viewer.ts";
import { formatTime } from "#shared/time.ts";
import { LedgerSection, PageHead } from "../ui/ledger.tsx";
import { Mark, Pair } from "../ui/marks.tsx";
import { TaskList, TaskRow } from "../ui/tasks.tsx";

export function loader({ context, request }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const zone = programOf(ctx.db, ctx.viewer.programId)?.timeZone ?? "UTC";
  return { desk: deskOf(ctx), today: formatTime(ctx.clock(), zone, "long"), firstName: firstName(ctx.viewer.name) };
}

export const meta: MetaFunction = () => [{ title: "Desk · Accord" }];

export default function DeskPage() {
  const { desk, today, firstName } = useLoaderData<typeof loader>();
  useFreshness();
  return (
    <main id="main" className="page desk">
      <PageHead kicker={today} title={`What waits for you, ${firstName}`} />
      <LedgerSection title="You" note="Your turn. What cannot wait comes first." className="you">
        {desk.you.length === 0 ? (
          <p className="empty muted">
            Nothing waits for you. When it is your turn to write, rate or sign, it stands here.
          </p>
        ) : (
          <TaskList>
            {desk.you.map((row, i) => (
              <TaskRow
                key={row.key}
                to={row.to}
                title={row.sentence}
                hint={row.hint}
                state={row.state}
                tone={row.state ? "now" : undefined}
                mark={<Whose row={row} />}
                first={i === 0}
              />
            ))}
          </TaskList>
        )}
      </LedgerSection>
      <LedgerSection title="Others" note="Nothing you can do but remind them." className="others">
        {desk.others.length === 0 ? (
          <p className="empty muted">Nobody else holds anything up.</p>
        ) : (
          <TaskList>
            {desk.others.map((row) => (
              <TaskRow
                key={row.key}
                to={row.to}
                title={row.sentence}
                hint={row.hint}
                state={row.state}
                mark={<Whose row={row} />}
              />
            ))}
          </TaskList>
        )}
      </LedgerSection>
      <LedgerSection title="Coming up" className="coming">
        {desk.coming.length === 0 ? (
          <p className="empty muted">No interview is set. Times you agree on stand here.</p>
        ) : (
          <TaskList>
            {desk.coming.map((row) => (
              <TaskRow key={row.key} to={row.to} title={row.sentence} hint={row.hint} when={row.state} />
            ))}
          </TaskList>
        )}
      </LedgerSection>
    </main>
  );
}

function Whose({ row }: { row: DeskRow }) {
  const [party] = row.parties;
  if (!party) return null;
  return row.parties.length > 1 ? <Pair agency={false} district={false} /> : <Mark party={party} />;
}

/** Somebody else's act may have moved what waits here: load again when the person comes back to this tab. */
function useFreshness() {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible") revalidate();
    };
    document.addEventListener("visibilitychange", refresh);
    window.addEventListener("focus", refresh);
    return () => {
      document.removeEventListener("visibilitychange", refresh);
      window.removeEventListener("focus", refresh);
    };
  }, [revalidate]);
}

/** The name a person is greeted by: titles stay with the surname. */
function firstName(name: string): string {
  const words = name
    .split(" ")
    .filter((word) => !/^(Lt\.|Sgt\.|Det\.|Capt\.|Officer|Principal|Chief|Supt\.|Dr\.|Mr\.|Ms\.|Mrs\.)$/.test(word));
  return words[0] ?? name;
}
