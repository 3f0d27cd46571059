import { useReading, useUnsent } from "#app/interview/use-card.ts";
import { Mark } from "#app/ui/marks.tsx";
import { useRoom } from "#app/workspace/room.ts";
import type { EvaluationPage } from "#server/pages/evaluation.ts";
import type { TogetherPart } from "#server/pages/evaluation-together.ts";
import { EVALUATION_ROLES, NOT_OBSERVED_RULE } from "#shared/content/evaluation-form.ts";
import {
  type EvaluationRatings,
  type FeedbackContent,
  readEvaluationRatings,
  readEvaluationText,
  readFeedback,
} from "#shared/documents/evaluation.ts";
import { openProposals } from "#shared/documents/evaluation-record.ts";
import { EvidenceOfRole } from "./evaluation-evidence.tsx";
import { FeedbackFields, FeedbackReading } from "./evaluation-feedback.tsx";
import { FreezePart } from "./evaluation-freezing.tsx";
import { EvaluationPlan, GoalResults, OutcomeFields } from "./evaluation-outcome.tsx";
import { RatingFields, RatingsOfRole, RoleResult } from "./evaluation-ratings.tsx";
import { type OtherRow, SectionList, sectionsNow } from "./evaluation-sections.tsx";
import { EvaluationText } from "./evaluation-text.tsx";
import { HistoryLink } from "./joint-review.tsx";

/** The evaluation while both leads write it: one document, three rooms, each with its pen. */
export function Together({ page, together, to }: { page: EvaluationPage; together: TogetherPart; to: string }) {
  const { goals, head, evidence } = page;
  const { feedback } = together;
  const goalIds = goals.goals.map(({ id }) => id);
  const ratingsRoom = useRoom(together.ratings.room?.name ?? null, together.ratings.room?.mode ?? "read", WHY.ratings);
  const textRoom = useRoom(together.text.room?.name ?? null, together.text.room?.mode ?? "read", WHY.text);
  const feedbackRoom = useRoom(feedback?.room?.name ?? null, feedback?.room?.mode ?? "read", WHY.feedback);
  const rated = useReading(ratingsRoom, together.ratings.now, (doc) => readEvaluationRatings(doc, goalIds));
  const written = useReading(textRoom, together.text.now, readEvaluationText);
  const open = useReading(textRoom, 0, openProposals);
  const fed = useReading<FeedbackContent | null>(feedbackRoom, feedback?.now ?? null, readFeedback);
  const unsentText = useUnsent(textRoom);
  const unsent = unsentText + useUnsent(ratingsRoom) + useUnsent(feedbackRoom);
  const sections = sectionsNow(written, together.ticks);
  const rates = ratingsRoom.mode === "write";
  const supervisor = head.leads.find(({ role }) => role === "supervisor")?.name;
  const administrator = head.leads.find(({ role }) => role === "administrator")?.name;
  const list = <SectionList sections={sections} others={othersOf(rated, fed)} />;
  return (
    <div className="coauthor">
      <nav className="toc-wrap no-print" aria-label="Parts of the evaluation">
        {list}
      </nav>
      <div className="coauthor-main">
        <details className="only-s no-print">
          <summary>Parts of the evaluation</summary>
          {list}
        </details>
        <EvaluationText {...{ page, together, sections, to }} room={textRoom} unsent={unsentText} />
        <section id="ratings" className="evaluation-part" aria-labelledby="ratings-title">
          <div className="part-head">
            <h2 id="ratings-title">Ratings</h2>
            <HistoryLink of={together.ratings.history} what="the ratings" />
          </div>
          <p className="by">
            <Mark party="agency" /> Rated by {supervisor ?? "the supervisor"}. {NOT_OBSERVED_RULE}
          </p>
          {EVALUATION_ROLES.map(({ id, title }) => (
            <section key={id} className="beside" aria-label={`Ratings: ${title}`}>
              <div>
                <h3>{title}</h3>
                {rates ? (
                  <RatingFields room={ratingsRoom} role={id} now={together.ratings.now} rated={rated} />
                ) : (
                  <RatingsOfRole ratings={rated} role={id} title={title} />
                )}
                <RoleResult ratings={rated} role={id} />
              </div>
              <EvidenceOfRole evidence={evidence} role={id} title={title} />
            </section>
          ))}
        </section>
        <section id="results" className="evaluation-part" aria-labelledby="results-title">
          <h2 id="results-title">What came of the goals</h2>
          <p className="by">
            <Mark party="agency" /> Written by {supervisor ?? "the supervisor"}
          </p>
          <GoalResults room={ratingsRoom} goals={goals.goals} now={together.ratings.now} />
        </section>
        <section id="feedback" className="evaluation-part" aria-labelledby="feedback-title">
          <div className="theirs" data-party="district">
            <div className="part-head">
              <h2 id="feedback-title">Administrator’s section</h2>
              <HistoryLink of={feedback?.history ?? null} what="the administrator’s section" />
            </div>
            <p className="by">
              <Mark party="district" /> Written by {administrator ?? "the administrator"}. The supervisor reads it and
              cannot change it.{feedback?.late ? " Handed in after its day." : ""}
            </p>
            {feedback && fed ? (
              feedbackRoom.mode === "write" ? (
                <FeedbackFields room={feedbackRoom} now={feedback.now} />
              ) : (
                <FeedbackReading content={fed} />
              )
            ) : (
              <p>Offered, and not received by the day. It can still be handed in until the text is fixed.</p>
            )}
          </div>
        </section>
        <section id="outcome" className="evaluation-part" aria-labelledby="outcome-title">
          <h2 id="outcome-title">Outcome</h2>
          <div className="stack">
            <OutcomeFields
              room={ratingsRoom}
              now={together.ratings.now}
              rated={rated}
              planNotMet={together.planNotMet}
            />
            <EvaluationPlan together={together} outcome={rated.outcome} to={to} zone={page.zone} />
          </div>
        </section>
        <FreezePart {...{ page, together, to, rated, written, fed, sections, unsent }} open={open} />
      </div>
    </div>
  );
}

const WHY = {
  ratings: { why: "only the supervisor rates." },
  text: { why: "the supervisor writes and the administrator suggests." },
  feedback: { why: "only the administrator writes here." },
};

function othersOf(rated: EvaluationRatings, fed: FeedbackContent | null): OtherRow[] {
  const done = (n: number, of: number, verb: string) =>
    n === 0 ? "Not opened" : n === of ? `All ${of} ${verb}` : `${n} of ${of} ${verb}`;
  const ratedItems = rated.items.filter(({ rating }) => rating !== null).length;
  const results = rated.results.filter(({ words }) => words).length;
  return [
    { id: "ratings", title: "Ratings", party: "agency", state: done(ratedItems, rated.items.length, "rated") },
    {
      id: "results",
      title: "What came of the goals",
      party: "agency",
      state: done(results, rated.results.length, "written"),
    },
    {
      id: "feedback",
      title: "Administrator’s section",
      party: "district",
      state: fed === null ? "Not received" : fed.open || fed.answers.some(({ answer }) => answer) ? "Started" : "Empty",
    },
    { id: "outcome", title: "Outcome", party: "agency", state: rated.outcome ? "Chosen" : "Not opened" },
  ];
}
