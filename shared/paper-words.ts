import type { PanelSeat } from "./documents/result.ts";

/** How a record says that a card was filled in on paper. @param when writes an ISO time as people read it */
export function paperSentences({ paper, late }: PanelSeat, when: (iso: string) => string): string[] {
  const said = ({ reason, filledAt }: { reason: string; filledAt: string }) =>
    `filled in on paper ${when(filledAt)}. Reason: ${reason}`;
  return [
    ...(paper ? [`The card was ${said(paper)} Entered afterwards by the rater.`] : []),
    ...(late
      ? [
          `Added after the reveal, ${when(late.addedAt)}, and counted nowhere: a card ${said(late)} Entered by the rater, to whom the other cards were open by then.`,
        ]
      : []),
  ];
}
