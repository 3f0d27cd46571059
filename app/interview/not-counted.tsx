/** A question that counts for nobody, as a signed text names it. */
export interface NotCountedQuestion {
  questionId: string;
  lead: string;
  reason: string;
  asked: string;
  approved: string;
  effect: string;
}

/** The questions that are not counted, with who asked and who approved. Nothing where all of them count. */
export function NotCounted({ questions }: { questions: readonly NotCountedQuestion[] }) {
  if (questions.length === 0) return null;
  return (
    <>
      <h2>Questions that are not counted</h2>
      {questions.map((one) => (
        <p key={one.questionId}>
          “{one.lead}” {one.effect} Reason: {one.reason}{" "}
          <span className="muted">
            Asked by {one.asked}, approved by {one.approved}.
          </span>
        </p>
      ))}
    </>
  );
}
