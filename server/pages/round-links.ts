import { decisionOfProcess, droppedOf } from "#db/decisions.ts";
import type { ProcessRow } from "#db/processes.ts";
import { allRevealed } from "#db/ratings.ts";
import { casePaths } from "#shared/case-paths.ts";
import { hasRight } from "#shared/machine.ts";
import { keepsVoluntaryData } from "#shared/voluntary.ts";
import { appointedFor } from "../commands/assignments.ts";
import type { CommandContext } from "../context.ts";
import { decisionLink } from "./decision.ts";
import { LEADS } from "./leads.ts";

/** The pages beside a round that this person has any use for now. Each page still judges for itself. */
export function roundLinks(
  ctx: CommandContext,
  round: ProcessRow,
): { to: string; title: string; state: string; hint: string }[] {
  const { db, viewer } = ctx;
  const links: { to: string; title: string; state: string; hint: string }[] = [];
  const on = (to: string, title: string, state: string, hint: string) =>
    links.push({ to: `/selection/${round.id}/${to}`, title, state, hint });
  const decision = decisionLink(ctx, round);
  if (decision)
    on(
      "decision",
      "The decision of this round",
      decision.state,
      "The order, the reasons, the school’s position, the signatures and the letters.",
    );
  const appointed = hasRight(viewer, "openCase", round.programId) ? appointedFor(ctx, round.id) : null;
  if (appointed)
    links.push({
      to: casePaths.opening(round.id),
      title: "Open the officer’s file",
      state: "Can be opened",
      hint: `${appointed.name} was appointed. The file says where the officer serves, and who leads the case.`,
    });
  if (round.state !== "active" && round.state !== "closed") return links;
  const onPanel = ["supervisor", "administrator", "panelist", "coordinator"].includes(viewer.role);
  if (onPanel && allRevealed(db, round.id))
    on("calibration", "Calibration", "Open", "Where the panel differed most, and your own habits as a rater.");
  const dropped = droppedOf(db, round.id);
  if (LEADS.some((role) => role === viewer.role) || dropped.length > 0)
    on(
      "dropped",
      "Questions that are not counted",
      dropped.length === 0 ? "None" : `${dropped.length} asked or approved`,
      "One lead asks with a reason, the other approves; it holds for all candidates.",
    );
  if (keepsVoluntaryData(viewer))
    on(
      "voluntary",
      "Voluntary forms",
      decisionOfProcess(db, round.id)?.state === "sealed" ? "Closed" : "Open",
      "What candidates chose to say about themselves. Kept apart; sums only.",
    );
  return links;
}
