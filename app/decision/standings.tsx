import { SlopeRanks } from "#app/ui/slope-ranks.tsx";
import type { DecisionDraft } from "#shared/documents/decision.ts";

/**
 * The mechanical rank beside the place in the decision, drawn and as a table; where they differ, a sentence says so.
 * @param open the text is being written
 */
export function Standings({ order, open }: { order: DecisionDraft["order"]; open: boolean }) {
  const left = order
    .filter((one) => one.mechanicalRank !== null)
    .map((one) => ({
      key: one.candidateId,
      name: one.name,
      value: one.mechanical?.toFixed(2) ?? "–",
      rank: one.mechanicalRank ?? 0,
    }));
  const right = order.map((one) => ({
    key: one.candidateId,
    name: one.name,
    value: one.agreed?.toFixed(2) ?? "–",
    rank: one.rank,
  }));
  const differing = order.filter((one) => one.differs);
  return (
    <div className="ranks">
      <SlopeRanks
        left={left}
        right={right}
        leftTitle="First cards, mechanical"
        rightTitle="Place in the decision, with the agreed score"
      />
      <p className="small muted">
        {differing.length === 0
          ? "Every place follows the scores."
          : `${differing.length === 1 ? "One place differs" : `${differing.length} places differ`} from the scores: ${differing.map((one) => one.name).join(", ")}. ${open ? "Each needs a sentence that gives the reason." : "The reasons stand in the text."}`}
      </p>
    </div>
  );
}
