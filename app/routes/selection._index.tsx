import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { LinkButton } from "#app/ui/button.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Pair } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { processesOf, processFacts, signaturesOf } from "#db/processes.ts";
import { programOf, schoolsOf } from "#db/programs.ts";
import { mayOpenRound } from "#server/commands/processes.ts";
import { decisionStep } from "#server/pages/decision-step.ts";
import { requireViewer } from "#server/viewer.ts";
import { can, stateLabel } from "#shared/machine.ts";

export const meta: MetaFunction = () => [{ title: "Selection · Accord" }];

export async function loader({ context, request }: LoaderFunctionArgs) {
  const ctx = requireViewer(context, request);
  const { db, viewer } = ctx;
  const schools = new Map(schoolsOf(db, viewer.programId).map((s) => [s.id, s.name]));
  const rounds = processesOf(db, viewer.programId)
    .filter((row) => can(viewer, "R", "agreement", processFacts(row)))
    .map((row) => {
      const facts = processFacts(row);
      const signed = signaturesOf(db, "process", row.id).filter((s) => s.voidedAt === null);
      return {
        id: row.id,
        title: row.title,
        school: row.schoolId ? (schools.get(row.schoolId) ?? null) : null,
        openedAt: row.createdAt,
        state: facts.state,
        signed: {
          agency: signed.some((s) => s.role === "supervisor"),
          district: signed.some((s) => s.role === "administrator"),
        },
        mayReadRound: can(viewer, "R", "round", facts),
        next: decisionStep(ctx, row.id)?.sentence ?? NEXT[facts.state],
      };
    });
  return { rounds, mayOpen: mayOpenRound(viewer), zone: programOf(db, viewer.programId)?.timeZone ?? "UTC" };
}

export default function Rounds() {
  const { rounds, mayOpen, zone } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page">
      <PageHead
        title="Selection"
        lede="Each round fills one position. It starts with a process agreement that both parties write and sign."
      >
        {mayOpen ? (
          <div className="actions mt-6">
            <LinkButton variant="solid" to="/selection/new">
              Open a selection round
            </LinkButton>
          </div>
        ) : null}
      </PageHead>
      <LedgerSection title="Rounds" note="The newest first." wide>
        {rounds.length === 0 ? (
          <Empty title="No selection round yet">
            {mayOpen
              ? "A round appears here as soon as you open one."
              : "A round appears here as soon as a lead or the coordinator opens one."}
          </Empty>
        ) : (
          <DataTable
            caption="Selection rounds"
            captionHidden
            columns={[
              { label: "Position" },
              { label: "Opened", wideOnly: true },
              { label: "Agreement" },
              { label: "Next", wideOnly: true },
            ]}
            rows={rounds.map((round) => ({
              key: round.id,
              cells: [
                <>
                  <Link to={round.mayReadRound ? `/selection/${round.id}` : `/selection/${round.id}/agreement`}>
                    {round.title}
                  </Link>
                  {round.school && !round.title.includes(round.school) ? (
                    <span className="sub">{round.school}</span>
                  ) : null}
                </>,
                <Time key="opened" at={round.openedAt} zone={zone} as="date" />,
                <span key="agreement" className="state">
                  <Pair {...round.signed} agreed="has signed" open="has not signed" />
                  {stateLabel("process", round.state)}
                </span>,
                round.next,
              ],
            }))}
          />
        )}
      </LedgerSection>
    </main>
  );
}

const NEXT = {
  draft: "Both leads write the agreement",
  frozen: "The second lead signs",
  active: "Candidates and interviews",
  closed: "Nothing",
} as const;
