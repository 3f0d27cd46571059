import type { DroppedWords } from "#shared/documents/result.ts";

/** The questions that are not counted, with who asked and who approved. Nothing where all of them count. */
export function NotCounted({ questions }: { questions: readonly DroppedWords[] }) {
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
