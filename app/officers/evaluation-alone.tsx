import { useReading, useUnsent } from "#app/interview/use-card.ts";
import { Alert } from "#app/ui/alert.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { Time } from "#app/ui/time.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import { useRoom } from "#app/workspace/room.ts";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import type { AlonePart } from "#server/pages/evaluation-parts.ts";
import { EVALUATION_ROLES, FEEDBACK } from "#shared/content/evaluation-form.ts";
import { evaluationKeys, readEvaluationRatings, TEXT_SECTIONS } from "#shared/documents/evaluation.ts";
import { dayInWords } from "#shared/time.ts";
import { EvidenceOfRole } from "./evaluation-evidence.tsx";
import { FeedbackFields, FeedbackReading } from "./evaluation-feedback.tsx";
import { GoalResults, OutcomeFields } from "./evaluation-outcome.tsx";
import { RatingFields, RatingsOfRole, RoleResult } from "./evaluation-ratings.tsx";
import { Rests } from "./evaluation-self.tsx";
import { HistoryLink } from "./joint-review.tsx";
import { Prompts } from "./prompts.tsx";
import { Alone, HandIn } from "./writing-alone.tsx";

interface Props {
  page: EvaluationPage;
  /** The path of the evaluation's page. */
  to: string;
}

/** What one lead writes alone. Nobody else receives a word of it before the exchange. */
export function LeadsApart({ page, to }: Props) {
  const { alone, line } = page;
  const until = line.parallelDueOn ? dayInWords(line.parallelDueOn) : null;
  if (!alone)
    return (
      <LedgerSection title="Draft and feedback" note="Supervisor and administrator write without seeing each other.">
        <div className="stack">
          <p role="status">
            The supervisor drafts and the administrator gives feedback, each alone{until ? `, until ${until}` : ""}.
            What they write opens to both at the same moment.
          </p>
          <PassingDay />
        </div>
      </LedgerSection>
    );
  return <MyPart page={page} to={to} alone={alone} />;
}

function MyPart({ page, to, alone }: Props & { alone: AlonePart }) {
  const { line, zone, goals } = page;
  const room = useRoom(alone.room?.name ?? null, alone.room?.mode ?? "read", { why: "it was handed in." });
  const unsent = useUnsent(room);
  const ids = goals.goals.map(({ id }) => id);
  const empty = alone.draft?.ratings ?? NOTHING;
  const rated = useReading(room, empty, (doc) => readEvaluationRatings(doc, ids));
  const until = line.parallelDueOn ? dayInWords(line.parallelDueOn) : null;
  const what = alone.draft ? "draft" : "feedback";
  const title = alone.draft ? "My draft" : "My feedback";
  const who = alone.late
    ? "Only you, until you hand it in"
    : `Only you, until both have handed in${until ? ` or ${until} is over` : ""}`;
  const writes = alone.submittedAt === null && alone.room?.mode === "write";
  return (
    <LedgerSection
      title={alone.draft ? "Draft" : "Feedback"}
      note={alone.draft ? "Ratings and text, before you read the school’s view." : FEEDBACK.intro}
      aside={alone.draft ? undefined : <HistoryLink of={alone.history} what={`my ${what}`} />}
      wide={alone.draft !== null}
    >
      {alone.submittedAt !== null ? (
        <Alert tone="ok" title="Handed in" live>
          <p>
            <Time at={alone.submittedAt} zone={zone} />. It opens together with the other lead’s
            {until ? `, or when ${until} is over` : ""}.
          </p>
        </Alert>
      ) : null}
      {alone.late ? (
        <p role="status">
          Its day{until ? `, ${until},` : ""} is over and the writing together has begun. You can still hand it in; the
          record says that it came later.
        </p>
      ) : null}
      {writes ? (
        <Alone title={title} who={who}>
          {alone.draft ? (
            <>
              {EVALUATION_ROLES.map(({ id, title }) => (
                <section key={id} className="beside" aria-label={title}>
                  <div>
                    <h3>{title}</h3>
                    <RatingFields room={room} role={id} now={empty} rated={rated} />
                    <DraftText room={room} page={page} section={id} title={title} />
                  </div>
                  <EvidenceOfRole evidence={page.evidence} role={id} title={title} />
                </section>
              ))}
              <DraftText room={room} page={page} section="next-year" title={TITLE_OF_YEAR} />
              <h3>What came of the goals</h3>
              <GoalResults room={room} goals={goals.goals} now={empty} />
              <h3>Outcome</h3>
              <OutcomeFields room={room} now={empty} rated={rated} planNotMet={alone.draft.planNotMet} />
            </>
          ) : null}
          {alone.feedback ? <FeedbackFields room={room} now={alone.feedback} /> : null}
          <HandIn
            to={`${to}/handing-in`}
            label={`Hand in my ${what}`}
            room={room}
            unsent={unsent}
            hint={
              alone.late
                ? "The supervisor reads it then, and you go on writing in it until the text is fixed."
                : alone.draft
                  ? "It is fixed then, and opens to both when both are in."
                  : "It opens to the supervisor once both are in. You can still change it while you write together."
            }
          />
        </Alone>
      ) : alone.draft ? (
        <>
          {EVALUATION_ROLES.map(({ id, title }) => (
            <section key={id} aria-label={title}>
              <h3>{title}</h3>
              <RatingsOfRole ratings={alone.draft?.ratings ?? empty} role={id} title={title} />
              <RoleResult ratings={empty} role={id} />
            </section>
          ))}
          <Prompts
            content={{
              answers: alone.draft.text.map(({ section, words }) => ({
                prompt: TEXT_SECTIONS.find(({ id }) => id === section)?.title ?? section,
                answer: words,
              })),
              words: "",
            }}
          />
        </>
      ) : alone.feedback ? (
        <FeedbackReading content={alone.feedback} />
      ) : null}
      {alone.late ? null : (
        <div className="stack gap-above">
          <PassingDay />
          <Rests page={page} parameter="evaluation.feedback_window" />
          {alone.draft ? <HistoryLink of={alone.history} what="my draft" /> : null}
        </div>
      )}
    </LedgerSection>
  );
}

const NOTHING: ReturnType<typeof readEvaluationRatings> = { items: [], results: [], outcome: null, outcomeReason: "" };
const TITLE_OF_YEAR = TEXT_SECTIONS.find(({ id }) => id === "next-year")?.title ?? "";

function DraftText({
  room,
  page,
  section,
  title,
}: {
  room: Parameters<typeof LiveText>[0]["room"];
  page: EvaluationPage;
  section: string;
  title: string;
}) {
  return (
    <LiveText
      room={room}
      field={evaluationKeys.draft(section)}
      label={section === "next-year" ? title : "In words"}
      context={title}
      rows={5}
      max={8000}
      fallback={page.alone?.draft?.text.find((one) => one.section === section)?.words ?? ""}
    />
  );
}

function PassingDay() {
  return (
    <p className="small muted">
      When the day is over the writing together begins. A draft that was not handed in stays its author’s; feedback can
      still be handed in, and the record says when it came.
    </p>
  );
}
