import { useState } from "react";
import { Act } from "#app/interview/act.tsx";
import { useUnsent } from "#app/interview/use-card.ts";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import type { Room } from "#app/workspace/room.ts";
import { agreedKey, type JointContent, missingOnJoint, reasonKey } from "#shared/documents/joint.ts";
import { byDisagreement } from "#shared/statistics/scores.ts";
import type { Page } from "./route.tsx";
import { ratings } from "./route.tsx";

/** Fixing the joint scorecard for signatures: what is still missing, then the one button. */
export function Recording({
  page,
  room,
  joint,
  onGaps,
}: {
  page: Page;
  room: Room;
  joint: JointContent;
  onGaps: () => void;
}) {
  const [tried, setTried] = useState(0);
  const unsent = useUnsent(room);
  // In the order of the rows above, so that the list leads down the page.
  const rows = byDisagreement(page.criteria, ({ id }) => ratings(page, id));
  const place = (criterionId: string) => rows.findIndex(({ id }) => id === criterionId);
  const gaps = missingOnJoint(joint, rows).sort((a, b) => place(a.criterionId) - place(b.criterionId));
  const open = new Set(gaps.map((gap) => gap.criterionId)).size;
  const errors = gaps.map(({ criterionId, sentence }) => ({
    field: joint.agreed[criterionId] === undefined ? agreedKey(criterionId) : reasonKey(criterionId),
    sentence,
  }));
  return (
    <div className="recording">
      <ErrorSummary errors={tried > 0 ? errors : []} attempt={tried} />
      {page.reopened.map(({ name, reason, at }) => (
        <p className="small muted" key={at}>
          {name} opened it again: {reason}
        </p>
      ))}
      <Act
        to={`/interviews/${page.id}/freezing`}
        label="Record joint scorecard"
        variant="solid"
        before={() => {
          setTried(gaps.length > 0 ? tried + 1 : 0);
          if (gaps.length > 0) onGaps();
          return gaps.length === 0 && unsent === 0;
        }}
        hint={
          unsent > 0
            ? "Your last words are still on their way. Record it in a moment."
            : open > 0
              ? `${open === 1 ? "One criterion is" : `${open} criteria are`} still open.`
              : "Fixes the text for both signatures. Either lead can open it again, with a reason."
        }
      />
    </div>
  );
}
