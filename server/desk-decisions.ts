import { decisionFacts, decisionOfProcess } from "#db/decisions.ts";
import { type ProcessRow, signaturesOf } from "#db/processes.ts";
import { membersOf } from "#db/programs.ts";
import { nextSigner } from "#shared/decision.ts";
import { can, canMove } from "#shared/machine.ts";
import type { CommandContext } from "./context.ts";
import type { Desk, DeskRow } from "./desk.ts";
import { leadName } from "./leads.ts";

/** The row a round's decision puts on a person's desk: whose turn it is, and to do what. */
export function decisionRows({ db, viewer }: CommandContext, desk: Desk, round: ProcessRow): void {
  const row = decisionOfProcess(db, round.id);
  if (!row || row.state === "sealed" || !can(viewer, "R", "rationale", decisionFacts(row))) return;
  const facts = decisionFacts(row);
  const entry = (key: string, sentence: string, hint: string, parties: DeskRow["parties"]): DeskRow => ({
    key: `${key}-${row.id}`,
    to: `/selection/${round.id}/decision`,
    sentence: `${sentence} for ${round.title}`,
    hint,
    parties,
  });
  if (row.state === "rationale") {
    if (can(viewer, "W", "rationale", facts))
      desk.you.push(
        entry("write", "Write the decision", "Both leads write it together, live.", ["agency", "district"]),
      );
  } else if (row.state === "position") {
    if (canMove(viewer, "concur", facts))
      desk.you.push(
        entry("sign", "Take the school’s position on the decision", "Concur, dissent or abstain.", ["district"]),
      );
    else
      desk.others.push(
        entry(
          "position",
          `${leadName(db, viewer.programId, "administrator")} to take the school’s position`,
          "Nobody signs before that.",
          ["district"],
        ),
      );
  } else if (row.state === "reply") {
    if (canMove(viewer, "answer", facts))
      desk.you.push(
        entry("sign", "Answer the school’s dissent", "Nobody signs before the answer is there.", ["agency"]),
      );
    else
      desk.others.push(
        entry(
          "answer",
          `${leadName(db, viewer.programId, "supervisor")} to answer the dissent`,
          "Nobody signs before the answer is there.",
          ["agency"],
        ),
      );
  } else {
    const turn = nextSigner(signaturesOf(db, "decision", row.id).filter((s) => s.voidedAt === null));
    if (!turn) return;
    // "Head of the agency: appoints."
    const part = `${turn.title}: ${turn.means.charAt(0).toLowerCase()}${turn.means.slice(1)}`;
    if (viewer.role === turn.role && viewer.party === turn.party)
      desk.you.push(entry("sign", "Sign the decision", part, [turn.party]));
    else {
      const members = membersOf(db, viewer.programId);
      const name = members.find((m) => m.role === turn.role && m.party === turn.party)?.name ?? turn.title;
      desk.others.push(entry("signature", `${name} to sign the decision`, part, [turn.party]));
    }
  }
}
