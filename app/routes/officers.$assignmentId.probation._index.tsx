import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { CaseHead } from "#app/officers/case-head.tsx";
import { NoticesPart } from "#app/officers/notices.tsx";
import { OutcomeSection } from "#app/officers/outcome.tsx";
import { DatesSigning, DatesTable } from "#app/officers/probation-dates.tsx";
import { LeavePart } from "#app/officers/probation-leave.tsx";
import { RemediationPart } from "#app/officers/remediation.tsx";
import { TurnMark, turnOf } from "#app/officers/turn.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { TaskList, TaskRow } from "#app/ui/tasks.tsx";
import { type OpenedProbation, type ProbationPage, probationPage } from "#server/pages/probation.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import "../interview/interview.css";
import "../officers/officers.css";

export function loader({ request, context, params: { assignmentId = "" } }: LoaderFunctionArgs) {
  const page = probationPage(requireViewer(context, request), assignmentId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Probation, ${data?.head.officer ?? "not found"} · Accord` },
];

export default function ProbationRoute() {
  const page = useLoaderData<typeof loader>() as ProbationPage;
  const { head, probation } = page;
  const acts = `${casePaths.probation(head.id)}/acts`;
  const trail = [{ to: casePaths.file(head.id), label: head.officer }];
  return (
    <main id="main" className="page probation">
      <CaseHead head={head} title="Probation" lede={probation ? ledeOf(probation) : LEDE_BEFORE} trail={trail} />
      {probation ? (
        <Opened page={page} probation={probation} acts={acts} />
      ) : (
        <LedgerSection title="Plan it" note="Both leads sign the dates; the officer confirms having read them.">
          <Act
            to={`${acts}/planning`}
            label="Plan the probation"
            variant="solid"
            hint="The calendar follows from the agreement in force."
          >
            <Field name="startOn" type="date" label="First day" defaultValue={head.fromDate} required />
          </Act>
        </LedgerSection>
      )}
    </main>
  );
}

function Opened({ page, probation, acts }: { page: ProbationPage; probation: OpenedProbation; acts: string }) {
  const { head, zone } = page;
  const { state, checkpoints, leave, notices, remediation, outcomes, may } = probation;
  const dates = (
    <LedgerSection title="Dates" note="They follow from the agreement and from leave." wide>
      <DatesTable probation={probation} />
    </LedgerSection>
  );
  const signing = (
    <LedgerSection
      title="Signatures"
      note={
        state === "planned" ? "Both leads sign the dates; then it begins." : "Under the dates as they were planned."
      }
    >
      <DatesSigning probation={probation} acts={acts} zone={zone} />
    </LedgerSection>
  );
  if (state === "planned")
    return (
      <>
        {dates}
        {signing}
      </>
    );
  return (
    <>
      {checkpoints.length > 0 ? (
        <LedgerSection
          title="Checkpoints"
          note="The officer writes first, then both leads, each alone, then both together."
        >
          <TaskList>
            {checkpoints.map((line) => (
              <TaskRow
                key={line.id}
                to={casePaths.checkpoint(head.id, line.n)}
                title={`${line.n}. ${line.title}`}
                hint={line.state === "sealed" ? undefined : turnOf(line)}
                state={line.yours ? "Your turn" : line.label}
                tone={line.yours ? "now" : undefined}
                mark={<TurnMark line={line} />}
                done={line.state === "sealed"}
              />
            ))}
          </TaskList>
        </LedgerSection>
      ) : null}
      {dates}
      {leave ? (
        <LedgerSection title="Leave" note="Only the days. It stops the clock as agreed.">
          <LeavePart probation={probation} acts={acts} />
        </LedgerSection>
      ) : null}
      {notices ? (
        <LedgerSection title="Interim notices" note="Nothing should be read for the first time at the end.">
          <NoticesPart probation={probation} acts={acts} zone={zone} />
        </LedgerSection>
      ) : null}
      {remediation ? (
        <LedgerSection title="Plan" note="Help with an owner, a day and a proof.">
          <RemediationPart probation={probation} acts={acts} zone={zone} />
        </LedgerSection>
      ) : null}
      {outcomes || may.propose ? (
        <LedgerSection title="Outcome" note="Confirm, extend once, or end.">
          <OutcomeSection probation={probation} acts={acts} zone={zone} />
        </LedgerSection>
      ) : null}
      {signing}
    </>
  );
}

const LEDE_BEFORE = "Not planned yet. Its dates follow from the agreement in force.";

function ledeOf({ state, startOn, endOn, outcome }: OpenedProbation): string {
  const end = endOn ? dayInWords(endOn) : "an open day";
  switch (state) {
    case "planned":
      return "Planned. It begins when both leads have signed its dates.";
    case "running":
      return `Running, from ${dayInWords(startOn)} to ${end}. It asks whether the officer fits this school, with fair help.`;
    case "deciding":
      return "An outcome is proposed and being signed.";
    case "decided":
      return outcome === "ended" ? "The assignment ended." : "Confirmed.";
  }
}
