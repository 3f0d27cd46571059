import { decisionFacts, decisionOfProcess } from "#db/decisions.ts";
import { interviewsOf } from "#db/interviews.ts";
import { unreleasedLetters } from "#db/letters.ts";
import type { Db } from "#db/open.ts";
import { processById, signaturesOf, undecidedCandidates } from "#db/processes.ts";
import { membersOf } from "#db/programs.ts";
import { DECISION_SIGNERS, type DecisionSigner, nextSigner } from "#shared/decision.ts";
import { can, canMove } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import { mayOpenDecision } from "../commands/decisions.ts";
import type { CommandContext } from "../context.ts";
import { leadName } from "./leads.ts";

/** What a round's decision waits for, told to one person. */
export interface DecisionStep {
  key: "open" | "write" | "position" | "answer" | "signature" | "release";
  /** Is it this person's turn? */
  yours: boolean;
  /** "Sign the decision" for whose turn it is; "Principal Ruth Bell to sign the decision" for everybody else. */
  sentence: string;
  hint: string;
  parties: Party[];
}

/**
 * The next step of a round's decision, from the last sealed result on; `null` when nothing is left of it, or for who may
 * not read it.
 */
export function decisionStep(ctx: CommandContext, processId: string): DecisionStep | null {
  const { db, viewer } = ctx;
  const row = decisionOfProcess(db, processId);
  if (!row) return canBeOpened(ctx, processId) ? TO_OPEN : null;
  const facts = decisionFacts(row);
  if (!can(viewer, "R", "rationale", facts)) return null;
  const step = (key: DecisionStep["key"], yours: boolean, who: string, act: string, hint: string, ...of: Party[]) => ({
    key,
    yours,
    sentence: yours ? act : `${who} to ${act.charAt(0).toLowerCase()}${act.slice(1)}`,
    hint,
    parties: of,
  });
  const lead = (role: "supervisor" | "administrator") => leadName(db, row.programId, role);
  switch (row.state) {
    case "rationale": {
      const hint = "Both leads write it together, live.";
      return step(
        "write",
        can(viewer, "W", "rationale", facts),
        "Both leads",
        "Write the decision",
        hint,
        "agency",
        "district",
      );
    }
    case "position": {
      const yours = canMove(viewer, "concur", facts);
      const hint = yours ? "Concur, dissent or abstain." : "Nobody signs before that.";
      return step(
        "position",
        yours,
        lead("administrator"),
        "Take the school’s position on the decision",
        hint,
        "district",
      );
    }
    case "reply": {
      const hint = "Nobody signs before the answer is there.";
      return step(
        "answer",
        canMove(viewer, "answer", facts),
        lead("supervisor"),
        "Answer the school’s dissent",
        hint,
        "agency",
      );
    }
    case "sealed": {
      const count = can(viewer, "R", "letters", facts) ? unreleasedLetters(db, row.id) : 0;
      if (count === 0) return null;
      const act = `Release ${count === 1 ? "one letter" : `${count} letters`} to the candidates`;
      const hint = "Each is read once more and released for good.";
      return step("release", can(viewer, "X", "letters", facts), "The leads", act, hint, "agency", "district");
    }
    default: {
      const turn = nextSigner(standing(db, row.id));
      if (!turn) return null;
      // "Head of the agency: appoints."
      const hint = `${turn.title}: ${turn.means.charAt(0).toLowerCase()}${turn.means.slice(1)}`;
      const yours = viewer.role === turn.role && viewer.party === turn.party;
      return step("signature", yours, seatName(db, row.programId, turn), "Sign the decision", hint, turn.party);
    }
  }
}

const TO_OPEN: DecisionStep = {
  key: "open",
  yours: true,
  sentence: "Open the decision",
  hint: "Every candidate has a result. Either lead opens it; both write it together, live.",
  parties: ["agency", "district"],
};

/** Is every candidate's result there, one of them sealed, and is this one of the two who open the decision? */
function canBeOpened({ db, viewer }: CommandContext, processId: string): boolean {
  return (
    mayOpenDecision(viewer) &&
    processById(db, viewer.programId, processId)?.state === "active" &&
    undecidedCandidates(db, processId) === 0 &&
    interviewsOf(db, processId).some(({ state }) => state === "sealed")
  );
}

/** Why a round cannot be closed while its decision is open, with the step or the signatures that are missing. */
export function unsealedDecision(db: Db, processId: string): string | null {
  const row = decisionOfProcess(db, processId);
  if (!row || row.state === "sealed") return null;
  const lead = (role: "supervisor" | "administrator") => leadName(db, row.programId, role);
  const given = standing(db, row.id);
  const names = DECISION_SIGNERS.filter((one) => !given.some((s) => s.role === one.role && s.party === one.party)).map(
    (one) => seatName(db, row.programId, one),
  );
  const missing = {
    rationale: "Both leads are still writing it.",
    position: `${lead("administrator")} has not taken the school’s position yet.`,
    reply: `${lead("supervisor")} has not answered the school’s dissent yet.`,
    signing: null,
    authorizing: null,
  }[row.state];
  const unsigned = `${names.length === 1 ? "The signature" : "The signatures"} of ${listed.format(names)} ${names.length === 1 ? "is" : "are"} missing.`;
  return `The decision of this round is not sealed. ${missing ?? unsigned} The round can be closed once it is sealed.`;
}

const standing = (db: Db, decisionId: string) =>
  signaturesOf(db, "decision", decisionId).filter((s) => s.voidedAt === null);

/** Who holds the seat of a signer now; the title while nobody does. */
const seatName = (db: Db, programId: string, { role, party, title }: DecisionSigner) =>
  membersOf(db, programId).find((m) => m.role === role && m.party === party)?.name ?? title;

const listed = new Intl.ListFormat("en-US", { type: "conjunction" });
