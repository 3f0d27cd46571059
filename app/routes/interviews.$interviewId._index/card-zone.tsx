import { useState } from "react";
import { Act } from "#app/interview/act.tsx";
import { CardReading } from "#app/interview/card-reading.tsx";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { useCard, useUnsent } from "#app/interview/use-card.ts";
import { Alert } from "#app/ui/alert.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Time } from "#app/ui/time.tsx";
import { RatingKeys } from "#app/workspace/keys.tsx";
import { useRoom } from "#app/workspace/room.ts";
import { ScoreField } from "#app/workspace/score-field.tsx";
import { evidenceKey, missingOnCard, ratingKey } from "#shared/documents/card.ts";
import { ConflictForm, StepBack } from "./conflict-form.tsx";
import { ExerciseAnchors } from "./exercise-anchors.tsx";
import { informs, informsNow } from "./informs.ts";
import { KitBeforeCard } from "./kit.tsx";
import { Beside, type OpenCard, OpenTable, useOpenCards } from "./open-cards.tsx";
import type { Page } from "./route.tsx";

/** The private zone: one's own card, and who will see it when. */
export function CardZone({ page }: { page: Page }) {
  const { mine } = page;
  const { cards, readers } = useOpenCards(page);
  const [step, setStep] = useState<Step>("write");
  const heading = useFocusWhenLost<HTMLHeadingElement>(`${mine?.state} ${mine?.mayAcknowledge} ${step}`);
  const count = page.seats.filter((seat) => seat.card !== "recused").length;
  return (
    <section className="zone private" aria-labelledby="zone-card">
      <div className="zone-h">
        <h2 id="zone-card" tabIndex={-1} ref={heading}>
          <Icon name={page.openScoring ? "eye" : "lock"} />
          {mine ? "My card" : "No card"}
        </h2>
        <span className="muted">
          {!mine
            ? page.observing
              ? "You observe"
              : "You do not rate"
            : page.openScoring
              ? mine.state === "submitted"
                ? "Open scoring: the panel sees it"
                : "Open scoring: the panel sees it as you write"
              : `Only you, until all ${count} cards open together`}
        </span>
      </div>
      {readers}
      {mine ? (
        <MyCard page={page} mine={mine} others={cards} step={step} onStep={setStep} />
      ) : (
        <NoCard page={page} others={cards} />
      )}
    </section>
  );
}

type Step = "write" | "fix" | "check";

interface CardProps {
  page: Page;
  mine: NonNullable<Page["mine"]>;
  others: readonly OpenCard[];
  step: Step;
  onStep: (step: Step) => void;
}

function MyCard(props: CardProps) {
  const { page, mine } = props;
  switch (mine.state) {
    case "assigned":
      return <ConflictForm page={page} />;
    case "disclosed":
      return (
        <Alert title="The two leads decide on the tie you disclosed" live>
          <p>
            Your card opens as soon as both have cleared it. If they decide that you should not rate, it says so here.
          </p>
        </Alert>
      );
    case "recused":
      return (
        <Alert title="You do not rate this candidate">
          <p>You stepped back, or the leads asked you to. The panel goes on without your card.</p>
        </Alert>
      );
    case "missing":
      return (
        <Alert title="The cards were opened without yours">
          <p>Both leads agreed to go on, with a reason on record. What you had written stays yours alone.</p>
        </Alert>
      );
    default:
      return mine.mayAcknowledge ? <KitBeforeCard page={page} /> : <Card {...props} />;
  }
}

function Card({ page, mine, others, step, onStep }: CardProps) {
  const room = useRoom(mine.room?.name ?? null, mine.room?.mode ?? "read", {
    why: "your card is submitted and locked.",
  });
  const content = useCard(room, page.criteria);
  const [attempt, setAttempt] = useState(0);
  if (mine.state !== "draft") {
    const { userId, name, shortName, party } = page.me;
    return (
      <>
        <Alert tone="ok" title="Submitted and locked" live>
          <p>
            {mine.submittedAt ? (
              <>
                Submitted <Time at={mine.submittedAt} zone={page.zone} as="slot" />.{" "}
              </>
            ) : null}
            {page.openScoring
              ? "The panel sees it; the joint scorecard opens when all cards are in."
              : "It opens together with the others."}{" "}
            First ratings are kept for good.
          </p>
        </Alert>
        {others.length > 0 ? (
          <OpenTable
            page={page}
            cards={[{ seat: { userId, name, shortName, party, card: "in" }, content }, ...others]}
          />
        ) : room.ready ? (
          <CardReading caption="My card" content={content} criteria={page.criteria} />
        ) : (
          <p className="muted">Your ratings are being fetched.</p>
        )}
      </>
    );
  }
  const gaps = missingOnCard(content, page.criteria);
  if (step === "check" && gaps.length === 0)
    return (
      <>
        <h3>Check what you are about to submit</h3>
        <CardReading caption="My card" content={content} criteria={page.criteria} />
        <Submit page={page} room={room} onBack={() => onStep("write")} />
      </>
    );
  const errors =
    step === "write"
      ? []
      : gaps.map(({ criterionId, sentence }) => ({
          field: content.ratings[criterionId] === undefined ? ratingKey(criterionId) : evidenceKey(criterionId),
          sentence,
        }));
  const current = page.state === "live" ? page.question : null;
  return (
    <RatingKeys enabled={page.singleKeys}>
      <p className="only-phone small muted">
        {current === null ? null : `Question ${current + 1}: ${page.questions[current]?.lead}`}
      </p>
      <ErrorSummary errors={errors} attempt={attempt} />
      <div className="card-form">
        {page.criteria.map((criterion) => (
          <ScoreField
            key={criterion.id}
            room={room}
            criterion={criterion}
            note={informs(page, criterion.id)}
            current={informsNow(page, criterion.id)}
            beside={
              <>
                <ExerciseAnchors page={page} criterionId={criterion.id} />
                <Beside cards={others} criterionId={criterion.id} />
              </>
            }
            showGaps={step !== "write"}
          />
        ))}
        <div className="crit actions">
          <Button
            type="button"
            variant="solid"
            onClick={() => {
              onStep(gaps.length > 0 ? "fix" : "check");
              setAttempt((n) => n + 1);
            }}
          >
            Check answers
          </Button>
          <span className="small muted">You submit on the next page. Submitting locks the card.</span>
        </div>
      </div>
      <StepBack page={page} />
    </RatingKeys>
  );
}

/** Submitting reads the card on the server: the last words must have arrived there first. */
function Submit({ page, room, onBack }: { page: Page; room: ReturnType<typeof useRoom>; onBack: () => void }) {
  const unsent = useUnsent(room);
  return (
    <div className="submit">
      <Act
        to={`/interviews/${page.id}/submission`}
        label="Submit card"
        variant="solid"
        before={() => unsent === 0}
        hint={
          unsent > 0
            ? "Your last words are still on their way. Submit in a moment."
            : page.openScoring
              ? "This locks the card. Ratings and evidence can no longer be changed."
              : "This locks the card. Nobody sees it until all cards open together."
        }
      />
      <Button type="button" variant="plain" onClick={onBack}>
        Back to the card
      </Button>
    </div>
  );
}

function NoCard({ page, others }: { page: Page; others: readonly OpenCard[] }) {
  const cards = page.seats.filter((seat) => seat.card !== "recused");
  if (page.observing) return <p>You observe: you read the questions and the shared notes, never a card or a score.</p>;
  return (
    <>
      <p>
        {page.openScoring
          ? "You follow the interview and see the cards as they are written."
          : "You follow the interview and see who has submitted, nothing of what the cards say."}
      </p>
      <table className="table">
        <caption className="vh">Who has submitted a card</caption>
        <thead className="vh">
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Card</th>
          </tr>
        </thead>
        <tbody>
          {cards.map((seat) => (
            <tr key={seat.userId}>
              <th scope="row">{seat.name}</th>
              <td>{seat.card === "in" ? "Submitted" : "Not yet"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.length > 0 ? <OpenTable page={page} cards={others} /> : null}
    </>
  );
}
