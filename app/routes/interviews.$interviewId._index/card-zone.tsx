import { useState } from "react";
import { Act } from "#app/interview/act.tsx";
import { CardReading } from "#app/interview/card-reading.tsx";
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
import { informs } from "./informs.ts";
import type { Page } from "./route.tsx";

/** The private zone: one's own card, and who will see it when. */
export function CardZone({ page }: { page: Page }) {
  const { mine } = page;
  const count = page.seats.filter((seat) => seat.card !== "recused").length;
  return (
    <section className="zone private" aria-labelledby="zone-card">
      <div className="zone-h">
        <h2 id="zone-card">
          <Icon name={page.openScoring ? "eye" : "lock"} />
          {mine ? "My card" : "No card"}
        </h2>
        <span className="muted">
          {!mine
            ? "You do not rate"
            : page.openScoring
              ? "Open scoring: the panel sees it as you write"
              : `Only you, until all ${count} cards open together`}
        </span>
      </div>
      {mine ? <MyCard page={page} mine={mine} /> : <NoCard page={page} />}
    </section>
  );
}

type Mine = NonNullable<Page["mine"]>;

function MyCard({ page, mine }: { page: Page; mine: Mine }) {
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
      return <Card page={page} mine={mine} />;
  }
}

function Card({ page, mine }: { page: Page; mine: Mine }) {
  const room = useRoom(mine.room?.name ?? null, mine.room?.mode ?? "read", {
    why: "your card is submitted and locked.",
  });
  const content = useCard(room, page.criteria);
  const [step, setStep] = useState<"write" | "fix" | "check">("write");
  if (mine.state !== "draft")
    return (
      <>
        <Alert tone="ok" title="Submitted and locked" live>
          <p>
            {mine.submittedAt ? (
              <>
                Submitted at <Time at={mine.submittedAt} zone={page.zone} as="clock" />.{" "}
              </>
            ) : null}
            It opens together with the others. First ratings are kept for good.
          </p>
        </Alert>
        <CardReading caption="My card" content={content} criteria={page.criteria} />
      </>
    );
  const gaps = missingOnCard(content, page.criteria);
  if (step === "check" && gaps.length === 0)
    return (
      <>
        <h3>Check what you are about to submit</h3>
        <CardReading caption="My card" content={content} criteria={page.criteria} />
        <Submit page={page} room={room} onBack={() => setStep("write")} />
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
      <ErrorSummary errors={errors} />
      <div className="card-form">
        {page.criteria.map((criterion) => (
          <ScoreField
            key={criterion.id}
            room={room}
            criterion={criterion}
            note={informs(page, criterion.id)}
            showGaps={step !== "write"}
          />
        ))}
        <div className="crit actions">
          <Button type="button" variant="solid" onClick={() => setStep(gaps.length > 0 ? "fix" : "check")}>
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

function NoCard({ page }: { page: Page }) {
  const cards = page.seats.filter((seat) => seat.card !== "recused");
  return (
    <>
      <p>
        {page.openScoring
          ? "You follow the interview. The cards stand below."
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
    </>
  );
}
