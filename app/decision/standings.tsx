import { SlopeRanks } from "#app/ui/slope-ranks.tsx";
import type { DecisionDraft } from "#shared/documents/decision.ts";

/**
 * The mechanical rank beside the place in the decision, drawn and as a table; where they differ, a sentence says so.
 * @param open the text is being written
 */
export function Standings({ draft: { order, others }, open }: { draft: DecisionDraft; open: boolean }) {
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
  const tied = (rank: "mechanicalRank" | "agreedRank") => new Set(order.map((one) => one[rank])).size < order.length;
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
      {others.length > 0 ? (
        <p className="small muted">
          Ranks here count the {order.length === 1 ? "one sealed result" : `${order.length} sealed results`}, and leave
          out {others.map(({ name }) => name).join(", ")}. On the page of the round everybody whose cards are open is
          ranked.
        </p>
      ) : null}
      {tied("mechanicalRank") || tied("agreedRank") ? (
        <p className="small muted">
          Equal scores share a rank. Which of them comes first is for the leads to say, by the agreement’s rule for
          equal totals.
        </p>
      ) : null}
    </div>
  );
}
