import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CaseDaysPart } from "#app/officers/case-days.tsx";
import { CaseHead } from "#app/officers/case-head.tsx";
import { turnOfEvaluation } from "#app/officers/evaluation-turn.tsx";
import { EvidencePart, roleTitle } from "#app/officers/evidence-log.tsx";
import { OpenEvaluation } from "#app/officers/open-evaluation.tsx";
import { RemovalRow } from "#app/officers/removal-rows.tsx";
import { Training } from "#app/officers/training.tsx";
import { TurnMark, turnOf } from "#app/officers/turn.tsx";
import { YearTimeline } from "#app/officers/year-timeline.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { TaskList, TaskRow } from "#app/ui/tasks.tsx";
import { Time } from "#app/ui/time.tsx";
import { useRoom } from "#app/workspace/room.ts";
import { type OfficerPage, officerPage } from "#server/pages/officer.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import "../officers/officers.css";

export function loader({ request, context, params: { assignmentId = "" } }: LoaderFunctionArgs) {
  const page = officerPage(requireViewer(context, request), assignmentId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.officer ?? "Officer"} · Accord` }];

export default function OfficerFile() {
  const page = useLoaderData<typeof loader>() as OfficerPage;
  // The page stays awake: an entry is there for everybody as soon as it is posted.
  useRoom(page.room?.name ?? null, page.room?.mode ?? "read", { silent: true });
  return (
    <main id="main" className="page officer-file">
      <CaseHead head={page} title={page.officer} lede={`${page.state}. ${ledeOf(page)}`} />
      <Now page={page} />
      <CaseDaysPart days={page.days} today={page.today} zone={page.zone} />
      {page.probation || page.evaluations.length > 0 ? (
        <LedgerSection title="The year" note="What is planned, what is under way, what is sealed." wide>
          <YearTimeline page={page} />
        </LedgerSection>
      ) : null}
      {page.goals ? (
        <LedgerSection
          title="Goals"
          note={`${page.goals.title}. Agreed by both leads; the officer has them in writing.`}
          wide
        >
          <DataTable
            caption="Goals by role"
            captionHidden
            columns={[{ label: "Role" }, { label: "Goal" }, { label: "How both sides will see it" }]}
            rows={page.goals.goals.map((goal) => ({
              key: goal.id,
              cells: [
                roleTitle(goal.role),
                <>
                  {goal.words}
                  {goal.addedAt ? (
                    <span className="sub">
                      Added during the year, <Time at={goal.addedAt} zone={page.zone} as="date" />
                    </span>
                  ) : null}
                </>,
                goal.measure,
              ],
            }))}
          />
        </LedgerSection>
      ) : null}
      {page.evidence ? (
        <LedgerSection
          title="Evidence"
          note="Seen and written down during the year. The officer reads each entry as soon as it is posted."
        >
          <EvidencePart log={page.evidence} zone={page.zone} to={`${casePaths.file(page.id)}/evidence`} />
        </LedgerSection>
      ) : page.training ? (
        <LedgerSection title="Evidence" note="Seen and written down during the year.">
          <Empty title="No log is open">
            Either side and the officer post here once the goals of an annual evaluation are signed.
          </Empty>
        </LedgerSection>
      ) : null}
      {page.training ? (
        <LedgerSection title="Training" note="The agreed catalogue, and where the officer stands." wide>
          <Training training={page.training} today={page.today} to={`${casePaths.file(page.id)}/training`} />
        </LedgerSection>
      ) : null}
      <LedgerSection
        title="Posts"
        note="Where the officer served and serves."
        aside={<Link to={casePaths.leads(page.id)}>Leads of this case, and its end</Link>}
      >
        <ul className="history">
          {page.history.map((one) => (
            <li key={one.id}>
              {one.mayOpen ? <Link to={casePaths.file(one.id)}>{one.school}</Link> : <b>{one.school}</b>}
              {one.post ? `, ${one.post}` : ""}
              <span className="sub">
                {dayInWords(one.fromDate)} to {one.toDate ? dayInWords(one.toDate) : "today"}. {BEGAN[one.began]}
                {one.ended ? ` ${ENDED[one.ended]}` : ""}
                {one.endedWords ? ` “${one.endedWords}”` : ""}
                {one.here ? " This file." : ""}
              </span>
            </li>
          ))}
        </ul>
      </LedgerSection>
      <LedgerSection title="Records" note="Sealed, and signed by those who made them.">
        {page.records.length === 0 ? (
          <Empty title="Nothing is sealed yet">Each sealed checkpoint, outcome and evaluation appears here.</Empty>
        ) : (
          <TaskList>
            {page.records.map(({ id, title, sealedAt }) => (
              <TaskRow
                key={id}
                to={`/records/${id}`}
                title={title}
                state={
                  <span>
                    Sealed <Time at={sealedAt} zone={page.zone} as="date" />
                  </span>
                }
              />
            ))}
          </TaskList>
        )}
      </LedgerSection>
    </main>
  );
}

/** What is under way, and the way to it. */
function Now({ page }: { page: OfficerPage }) {
  const { probation, next, mayPlan, mayEvaluate } = page;
  const evaluations = page.evaluations.filter(({ state }) => state !== "sealed");
  const removals = page.removals.filter(({ open }) => open);
  const rows = probation !== null || mayPlan || evaluations.length + removals.length > 0;
  if (!rows && !mayEvaluate && !page.mayRequestRemoval) return null;
  return (
    <LedgerSection title="Now" note="What is under way.">
      {rows ? (
        <TaskList>
          {next && probation ? (
            <TaskRow
              to={casePaths.checkpoint(page.id, next.n)}
              title={`Checkpoint ${next.n}: ${next.title}`}
              hint={turnOf(next)}
              state={next.yours ? "Your turn" : next.label}
              tone={next.yours ? "now" : undefined}
              mark={<TurnMark line={next} />}
            />
          ) : null}
          {probation ? (
            <TaskRow
              to={casePaths.probation(page.id)}
              title="Probation"
              hint={
                probation.endOn
                  ? `${dayInWords(probation.startOn)} to ${dayInWords(probation.endOn)}: dates, leave, checkpoints, notices, outcome`
                  : `From ${dayInWords(probation.startOn)}; a leave without a last day keeps the end open`
              }
              state={probation.label}
            />
          ) : mayPlan ? (
            <TaskRow
              to={casePaths.probation(page.id)}
              title="Plan the probation"
              hint="Its dates follow from the agreement in force. Both leads sign them."
              state="Not planned"
            />
          ) : null}
          {evaluations.map((one) => (
            <TaskRow
              key={one.id}
              to={casePaths.evaluation(page.id, one.id)}
              title={`Annual evaluation: ${one.title}`}
              hint={turnOfEvaluation(one)}
              state={one.yours ? "Your turn" : one.label}
              tone={one.yours ? "now" : undefined}
            />
          ))}
          {removals.map((one) => (
            <RemovalRow key={one.id} review={one} zone={page.zone} />
          ))}
        </TaskList>
      ) : null}
      {mayEvaluate ? <OpenEvaluation key={page.evaluations.length} page={page} /> : null}
      {page.mayRequestRemoval ? (
        <p className="small gap-above no-print">
          <Link to={casePaths.removals(page.id)}>Ask for a removal review</Link>
        </p>
      ) : null}
    </LedgerSection>
  );
}

function ledeOf({ own, toDate, school }: OfficerPage): string {
  if (toDate) return `The post at ${school} has ended; what was sealed stays.`;
  return own ? "You read here what is written about you, as far as it is open to you." : `Serves at ${school}.`;
}

const BEGAN = {
  selected: "Chosen in a selection round.",
  transferred: "Transferred.",
  "before-accord": "Served before Accord.",
} as const;
const ENDED = {
  transferred: "Transferred to another post.",
  left: "Left.",
  "probation-ended": "Ended in probation.",
  reassigned: "Reassigned.",
} as const;
