import { ClauseNote } from "#app/agreement/clause-note.tsx";
import { Act } from "#app/interview/act.tsx";
import { useUnsent } from "#app/interview/use-card.ts";
import { LiveText } from "#app/workspace/live-text.tsx";
import { useRoom } from "#app/workspace/room.ts";
import type { FixedPart } from "#server/pages/evaluation-fixed.ts";
import { evaluationKeys } from "#shared/documents/evaluation.ts";
import { dayInWords, zoneName } from "#shared/time.ts";
import { Alone } from "./writing-alone.tsx";

/** The officer's response, written alone until it is attached; everybody else sees only how long the days still run. */
export function ResponsePart({ part, to, zone }: { part: FixedPart; to: string; zone: string }) {
  const { response, may, responseDueOn, rests } = part;
  const room = useRoom(response?.room?.name ?? null, response?.room?.mode ?? "read", {
    why: "the days for a response are over.",
  });
  const unsent = useUnsent(room);
  if (part.state !== "response") return null;
  return (
    <div className="stack">
      <p>
        <b>Last day: {responseDueOn ? dayInWords(responseDueOn) : "not set"}</b>, until midnight {zoneName(zone)}.{" "}
        {clock(part.responseDaysLeft)}
      </p>
      {response && may.respond ? (
        <Alone title="My response" who="Only you, until you attach it">
          <LiveText
            room={room}
            field={evaluationKeys.response}
            label="What you want to stand beside the evaluation"
            rows={8}
            max={8000}
            fallback={response.words}
          />
          <Act
            to={`${to}/response`}
            label="Attach my response"
            variant="solid"
            before={() => room.doc === null || unsent === 0}
            hint={
              unsent > 0
                ? "Your last words are still on their way. Attach it in a moment."
                : "It is fixed then, and everybody who reads the evaluation reads it. Nothing else changes."
            }
          />
          <details>
            <summary>I attach none</summary>
            <Act
              to={`${to}/waiver`}
              label="Waive the response"
              hint="It goes on at once. What you typed here stays yours alone."
            />
          </details>
        </Alone>
      ) : (
        <p role="status">
          {part.content.names.officer} may attach a response. Nobody reads a word of it before that; the evaluation
          itself no longer changes.
        </p>
      )}
      {rests ? <ClauseNote parameter="evaluation.response_window" on={rests["evaluation.response_window"]} /> : null}
    </div>
  );
}

function clock(left: number | null): string {
  if (left === null || left < 0) return "The days are over; the record says so.";
  if (left === 0) return "That is today.";
  return left === 1 ? "One day is left after today." : `${left} days are left after today.`;
}
