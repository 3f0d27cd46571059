import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { programOf } from "#db/programs.ts";
import { type DeskRow, deskOf } from "#server/desk/desk.ts";
import { requireViewer } from "#server/viewer.ts";
import { PARTIES, type Role } from "#shared/roles.ts";
import { formatTime } from "#shared/time.ts";
import { LedgerSection, PageHead } from "../ui/ledger.tsx";
import { Mark, Pair } from "../ui/marks.tsx";
import { TaskList, TaskRow } from "../ui/tasks.tsx";

export function loader({ context, request }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const zone = programOf(ctx.db, ctx.viewer.programId)?.timeZone ?? "UTC";
  return {
    desk: deskOf(ctx),
    role: ctx.viewer.role,
    today: formatTime(ctx.clock(), zone, "long"),
    firstName: firstName(ctx.viewer.name),
  };
}

export const meta: MetaFunction = () => [{ title: "Desk · Accord" }];

export default function DeskPage() {
  const { desk, role, today, firstName } = useLoaderData<typeof loader>();
  useFreshness();
  return (
    <main id="main" className="page desk">
      <PageHead kicker={today} title={`What waits for you, ${firstName}`} />
      <LedgerSection title="You" note="Your turn. What cannot wait comes first." className="you">
        {desk.you.length === 0 ? (
          <p className="empty muted">{NOTHING[role] ?? NOTHING_YET}</p>
        ) : (
          <TaskList>
            {desk.you.map((row, i) => (
              <TaskRow
                key={row.key}
                to={row.to}
                title={row.sentence}
                hint={row.hint}
                state={row.state ?? partyWord(row)}
                tone={row.state ? "now" : undefined}
                mark={<Whose row={row} />}
                first={i === 0}
              />
            ))}
          </TaskList>
        )}
      </LedgerSection>
      {desk.others.length > 0 ? (
        <LedgerSection title="Others" note="Nothing you can do but remind them." className="others">
          <TaskList>
            {desk.others.map((row) => (
              <TaskRow
                key={row.key}
                to={row.to}
                title={row.sentence}
                hint={row.hint}
                state={row.state ?? partyWord(row)}
                mark={<Whose row={row} />}
              />
            ))}
          </TaskList>
        </LedgerSection>
      ) : null}
      {desk.coming.length > 0 ? (
        <LedgerSection title="Coming up" className="coming">
          <TaskList>
            {desk.coming.map((row) => (
              <TaskRow key={row.key} to={row.to} title={row.sentence} hint={row.hint} when={row.state} />
            ))}
          </TaskList>
        </LedgerSection>
      ) : null}
    </main>
  );
}

function Whose({ row }: { row: DeskRow }) {
  const [party] = row.parties;
  if (!party) return null;
  return row.parties.length > 1 ? <Pair agency={false} district={false} /> : <Mark party={party} />;
}

/** A mark never stands alone: without a state, the word says whose turn it is. */
function partyWord({ parties: [party, other] }: DeskRow): string | undefined {
  if (!party) return undefined;
  return other ? "Both leads" : PARTIES[party].label;
}

const NOTHING_YET = "Nothing waits for you. When it is your turn to write, rate or sign, it stands here.";

/** Who has no turn of their own in a selection reads why the desk is empty. */
const NOTHING: Partial<Record<Role, string>> = {
  officer: "Nothing waits for you. When you are to write, read or answer something in your own file, it stands here.",
  custodian: "Nothing waits for you. Sealed results are under Records.",
  executive: "Nothing waits for you. What you may read is under Selection; sealed results are under Records.",
};

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
