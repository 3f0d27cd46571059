import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { CaseHead } from "#app/officers/case-head.tsx";
import { LeadsApart } from "#app/officers/evaluation-alone.tsx";
import { EvidenceSummary } from "#app/officers/evaluation-evidence.tsx";
import { FixedEvaluation } from "#app/officers/evaluation-fixed.tsx";
import { AgreedGoals, GoalsWriting } from "#app/officers/evaluation-goals.tsx";
import { EvaluationMeeting } from "#app/officers/evaluation-meeting.tsx";
import { SelfAssessment } from "#app/officers/evaluation-self.tsx";
import { Together } from "#app/officers/evaluation-together.tsx";
import { EvaluationTurn } from "#app/officers/evaluation-turn.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Steps } from "#app/ui/steps.tsx";
import { Time } from "#app/ui/time.tsx";
import { useRoom } from "#app/workspace/room.ts";
import { type EvaluationPage, evaluationPage } from "#server/pages/evaluation.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import "../interview/interview.css";
import "../officers/officers.css";
import "../officers/evaluation.css";

export function loader({ request, context, params: { assignmentId = "", evaluationId = "" } }: LoaderFunctionArgs) {
  const page = evaluationPage(requireViewer(context, request), assignmentId, evaluationId);
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Annual evaluation, ${data.line.title}, ${data.head.officer}` : "Not found"} · Accord` },
];

const STEPS = [
  "Goals and the year",
  "Officer writes",
  "Leads write",
  "Together",
  "Signed and presented",
  "Sealed",
] as const;
const STEP: Record<EvaluationPage["line"]["state"], number> = {
  goals: 0,
  year: 0,
  self: 1,
  parallel: 2,
  together: 3,
  frozen: 4,
  feedbackSigned: 4,
  presented: 4,
  response: 4,
  review: 4,
  sealed: 6,
};

/** Until it was held. */
const MEETING: readonly string[] = ["frozen", "feedbackSigned", "presented"];

export default function EvaluationRoute() {
  const page = useLoaderData<typeof loader>() as EvaluationPage;
  const { head, line } = page;
  const { state } = line;
  const to = casePaths.evaluation(head.id, line.id);
  const heading = useFocusWhenLost<HTMLSpanElement>(`${state} ${page.revision} ${page.alone?.submittedAt ?? ""}`);
  // The page stays awake for everybody who reads it: what others do loads it again.
  const goals = useRoom(page.goals.room?.name ?? null, page.goals.room?.mode ?? "read", {
    why:
      state === "goals"
        ? "only the two leads write here."
        : page.fixed
          ? "the text is fixed."
          : "the goals are agreed.",
    sealed: state === "sealed",
  });
  return (
    <main id="main" className="page evaluation">
      <CaseHead
        head={head}
        title={
          <span ref={heading} tabIndex={-1}>
            Annual evaluation: {line.title}
          </span>
        }
        lede={`${dayInWords(line.from)} to ${dayInWords(line.to)}`}
        trail={[{ to: casePaths.file(head.id), label: head.officer }]}
      />
      <div className="ledger span-r">
        <div className="ml" />
        <div className="mm">
          <Steps steps={STEPS} current={STEP[state]} />
          <p className="gap-above" role="status">
            <EvaluationTurn line={line} />
          </p>
          {page.revision > 1 || page.earlier.length > 0 ? <Earlier page={page} /> : null}
        </div>
      </div>
      {state === "goals" ? <GoalsWriting page={page} to={to} room={goals} /> : null}
      {state === "year" ? (
        <>
          {page.today >= line.to ? <Closing page={page} to={to} /> : null}
          <AgreedGoals page={page} to={to} />
          <Evidence page={page} />
          {page.today < line.to ? <Closing page={page} to={to} /> : null}
        </>
      ) : null}
      {state === "self" ? <SelfAssessment page={page} to={to} /> : null}
      {state === "parallel" ? (
        <>
          <LeadsApart page={page} to={to} />
          <SelfAssessment page={page} to={to} />
        </>
      ) : null}
      {state === "together" ? (
        <>
          {page.alone ? <LeadsApart page={page} to={to} /> : null}
          {page.together ? (
            <Together page={page} together={page.together} to={to} />
          ) : (
            <LedgerSection title="The evaluation">
              <p>
                Both leads write it together now. It is presented to the officer at the meeting, when the text is fixed.
              </p>
            </LedgerSection>
          )}
          <EvaluationMeeting page={page} to={to} />
          <SelfAssessment page={page} to={to} />
        </>
      ) : null}
      {page.fixed ? (
        <FixedEvaluation
          part={page.fixed}
          to={to}
          zone={page.zone}
          meeting={MEETING.includes(state) ? <EvaluationMeeting page={page} to={to} /> : null}
        />
      ) : state === "frozen" || state === "feedbackSigned" ? (
        <>
          <LedgerSection title="The evaluation">
            <p>The text is fixed and being signed. It is presented to the officer at the meeting.</p>
          </LedgerSection>
          <EvaluationMeeting page={page} to={to} />
        </>
      ) : null}
      {state === "self" || state === "parallel" || state === "together" ? (
        <>
          <AgreedGoals page={page} to={to} />
          <Evidence page={page} />
        </>
      ) : null}
    </main>
  );
}

function Evidence({ page }: { page: EvaluationPage }) {
  return page.evidence ? (
    <LedgerSection title="Evidence" note="Posted by either side and by the officer, all year.">
      <EvidenceSummary page={page} />
    </LedgerSection>
  ) : null;
}

/** The end of the year: the officer is asked first. */
function Closing({ page, to }: { page: EvaluationPage; to: string }) {
  if (!page.may.close) return null;
  const over = page.today >= page.line.to;
  const close = (
    <Act
      to={`${to}/closing`}
      label="Close the year and ask the officer first"
      variant={over ? "solid" : "line"}
      hint={`${over ? "" : `The period then ends today, ${dayInWords(page.today)}; another can begin the day after. `}No goal is added after this. The officer has ${page.terms.feedbackDays} working days for the self-assessment.`}
    />
  );
  return (
    <LedgerSection title="End of the year" note={`The period runs to ${dayInWords(page.line.to)}.`}>
      {over ? (
        close
      ) : (
        <details>
          <summary>Close the year early</summary>
          {close}
        </details>
      )}
    </LedgerSection>
  );
}

/** Earlier revisions, with the reason for which they were opened again. */
function Earlier({ page }: { page: EvaluationPage }) {
  return (
    <ul className="history">
      {page.earlier.map((one) => (
        <li key={one.revision}>
          Revision {one.revision}: {one.by} {one.role === "executive" ? "returned it" : "opened it again"},{" "}
          <Time at={Date.parse(one.at)} zone={page.zone} />
          {`: “${one.reason}”`}
        </li>
      ))}
    </ul>
  );
}
