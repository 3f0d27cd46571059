import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { CalendarLink } from "#app/officers/calendar-link.tsx";
import { CaseHead } from "#app/officers/case-head.tsx";
import { HistoryLink, JointReview } from "#app/officers/joint-review.tsx";
import { AnswerPart, ReviewReopening, ReviewSigning } from "#app/officers/review-acts.tsx";
import { ReviewDocument } from "#app/officers/review-document.tsx";
import { turnOf } from "#app/officers/turn.tsx";
import { InputPart, OpenedInputs, SelfPart, UnsentInput } from "#app/officers/writing-alone.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Pair } from "#app/ui/marks.tsx";
import { Steps } from "#app/ui/steps.tsx";
import { Time } from "#app/ui/time.tsx";
import { useRoom } from "#app/workspace/room.ts";
import { type CheckpointPage, checkpointPage, type ReviewPart } from "#server/pages/checkpoint.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import "../interview/interview.css";
import "../officers/officers.css";
import { SetMeeting } from "#app/officers/set-meeting.tsx";

export function loader({ request, context, params: { assignmentId = "", n = "" } }: LoaderFunctionArgs) {
  const page = checkpointPage(requireViewer(context, request), assignmentId, Number(n));
  if (page === null) throw notFound();
  return page;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Checkpoint ${data.line.n}, ${data.head.officer}` : "Not found"} · Accord` },
];

const STEPS = ["Officer writes", "Leads write", "Joint review", "Presented", "Sealed"] as const;
const STEP: Record<CheckpointPage["line"]["state"], number> = {
  planned: -1,
  self: 0,
  input: 1,
  joint: 2,
  presented: 3,
  sealed: 5,
};

export default function CheckpointRoute() {
  const page = useLoaderData<typeof loader>() as CheckpointPage;
  const { head, line, form } = page;
  const { state } = line;
  const to = casePaths.checkpoint(head.id, line.n);
  const heading = useFocusWhenLost<HTMLSpanElement>(`${state} ${line.answered} ${page.input.mine?.submittedAt ?? ""}`);
  return (
    <main id="main" className="page checkpoint">
      <CaseHead
        head={head}
        title={
          <span ref={heading} tabIndex={-1}>
            Checkpoint {line.n}: {line.title}
          </span>
        }
        lede={form.focus}
        trail={[
          { to: casePaths.file(head.id), label: head.officer },
          { to: casePaths.probation(head.id), label: "Probation" },
        ]}
      />
      <div className="ledger span-r">
        <div className="ml" />
        <div className="mm">
          <Steps steps={STEPS} current={STEP[state]} />
          <p className="gap-above" role="status">
            {turnOf(line)}. {line.handedIn ? <HandedIn line={line} /> : null}
          </p>
        </div>
      </div>
      {page.may.open && page.running ? (
        <LedgerSection title="Open it" note="The day opens it by itself.">
          <Act to={`${to}/opening`} label="Open this checkpoint" hint="The officer is asked for the self-assessment." />
        </LedgerSection>
      ) : null}
      {page.review ? <Review page={page} review={page.review} to={to} /> : null}
      {state === "self" ? <Self page={page} to={to} /> : null}
      {state === "input" ? (
        <>
          <LedgerSection title="Input" note="Supervisor and administrator write without seeing each other.">
            <InputPart page={page} to={to} />
          </LedgerSection>
          <Self page={page} to={to} />
        </>
      ) : null}
      {state === "joint" ? (
        <>
          {page.joint ? (
            <JointReview page={page} joint={page.joint} to={to} />
          ) : (
            <LedgerSection title="The review">
              <p>Both leads write it together now. It is presented to the officer when it is fixed.</p>
            </LedgerSection>
          )}
          <Meeting page={page} to={to} />
          {page.input.opened ? (
            <LedgerSection title="Both inputs" note="Written apart, opened together." wide>
              <OpenedInputs page={page} />
            </LedgerSection>
          ) : null}
          {page.self ? <Self page={page} to={to} /> : null}
        </>
      ) : null}
      {state === "planned" || state === "self" || state === "input" ? <Meeting page={page} to={to} /> : null}
    </main>
  );
}

function Self({ page, to }: { page: CheckpointPage; to: string }) {
  return (
    <LedgerSection
      title="Self-assessment"
      note="The officer’s own words, before anybody else has written."
      aside={page.self?.history ? <HistoryLink of={page.self.history} what="the self-assessment" /> : undefined}
    >
      <SelfPart page={page} to={to} />
    </LedgerSection>
  );
}

function HandedIn({ line: { handedIn } }: { line: CheckpointPage["line"] }) {
  if (!handedIn) return null;
  const words =
    handedIn.agency && handedIn.district
      ? "Both are in."
      : handedIn.agency
        ? "The supervisor’s is in."
        : handedIn.district
          ? "The administrator’s is in."
          : "Neither is in yet.";
  return (
    <>
      <Pair {...handedIn} agreed="has handed in" open="has not handed in" /> {words}
    </>
  );
}

/** From the presentation on: the exact text, the answer, the signatures, the seal. */
function Review({ page, review, to }: { page: CheckpointPage; review: ReviewPart; to: string }) {
  const { zone, line } = page;
  // The page stays awake: somebody may answer, sign, or open the text again.
  useRoom(review.room?.name ?? null, review.room?.mode ?? "read", {
    why: "the text is fixed.",
    sealed: line.state === "sealed",
  });
  const acts = review.may.answer || review.may.sign;
  const part = { review, to, zone };
  const text = (
    <LedgerSection
      title="The exact text"
      note={acts ? "Read it first. Your part stands below it." : "What the answer and the signatures bind."}
    >
      <ReviewDocument content={review.content} zone={zone} />
      <UnsentInput page={page} />
    </LedgerSection>
  );
  return (
    <>
      {acts ? text : null}
      <LedgerSection title={line.state === "sealed" ? "Sealed" : "Answer and signatures"}>
        <div className="stack">
          {review.recordId ? (
            <Alert tone="ok" title="The review is sealed" live>
              <p>
                Nothing here can be changed any more.{" "}
                <Link to={`/records/${review.recordId}`}>Open the sealed record</Link>
              </p>
            </Alert>
          ) : null}
          <AnswerPart {...part} />
          <ReviewSigning {...part} />
          <ReviewReopening {...part} />
        </div>
      </LedgerSection>
      {acts ? null : text}
    </>
  );
}

/** The meeting at which the review is presented. */
function Meeting({ page, to }: { page: CheckpointPage; to: string }) {
  const { line, zone, may } = page;
  return (
    <LedgerSection title="Meeting" note="The review is presented to the officer in person.">
      <div className="stack">
        <p>
          {line.meetingAt === null ? "No day is set." : <Time at={line.meetingAt} zone={zone} />}
          {may.calendar ? (
            <>
              {" "}
              <CalendarLink of={to} />
            </>
          ) : null}
        </p>
        {may.meeting ? <SetMeeting at={line.meetingAt} zone={zone} to={to} /> : null}
      </div>
    </LedgerSection>
  );
}
