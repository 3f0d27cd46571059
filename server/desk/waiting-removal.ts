import type { Db } from "#db/open.ts";
import { signaturesOf } from "#db/processes.ts";
import type { Removal } from "#db/removals.ts";
import { casePaths } from "#shared/case-paths.ts";
import { type Step, stepsOf } from "./step.ts";

/** What a removal review waits for. */
export function removalSteps(db: Db, { row, facts }: Removal): Step[] {
  const to = casePaths.removal(row.assignmentId, row.id);
  const step = stepsOf({ subject: "removal", subjectId: row.id, to, facts });
  switch (row.state) {
    case "requested": {
      const other = row.requestedFor === "agency" ? "administrator" : "supervisor";
      return [step("answer", other, "answer the removal request", "request", row.answerDueOn)];
    }
    case "mediation":
      return (["supervisor", "administrator"] as const).map((who) =>
        step("mediate", who, "hold the meeting and write its minutes", "minutes"),
      );
    case "deciding": {
      const given = signaturesOf(db, "removal", row.id).filter((s) => s.voidedAt === null && s.role === "executive");
      return (
        [
          ["chief", "agency"],
          ["superintendent", "district"],
        ] as const
      )
        .filter(([, party]) => !given.some((s) => s.party === party))
        .map(([who]) => step("decide", who, "decide on the removal", "decision", row.decideDueOn));
    }
    default:
      return [];
  }
}
