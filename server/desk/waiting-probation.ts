import { type Checkpoint, checkpointById, checkpointsOf, reviewOf } from "#db/checkpoints.ts";
import type { Db } from "#db/open.ts";
import { holidaysOf, noticesOf, openOutcome, outcomeContent, type Probation, plansOf } from "#db/probations.ts";
import { signaturesOf } from "#db/processes.ts";
import { casePaths } from "#shared/case-paths.ts";
import { outcomeSigners } from "#shared/documents/probation-outcome.ts";
import { SILENCE_DAYS } from "#shared/probation.ts";
import { workingDaysAfter } from "#shared/working-days.ts";
import type { Awaited, Step } from "./step.ts";

type Draft = Pick<Step, "kind" | "who" | "verb" | "part" | "lateSince"> & { dueOn?: string | null };

/** What a probation and its checkpoints wait for. */
export function probationSteps(db: Db, of: Probation, day: string): Step[] {
  const { row, facts } = of;
  const to = casePaths.probation(row.assignmentId);
  const steps = (drafts: readonly Draft[]): Step[] =>
    drafts.map((draft) => ({ subject: "probation", subjectId: row.id, dueOn: null, to, facts, ...draft }));
  const ended = of.assignment.toDate !== null;
  if (row.state === "planned") return ended ? [] : steps(unsignedDates(db, of));
  if (row.state === "deciding") return steps(outcomeDrafts(db, of));
  if (row.state !== "running") return [];
  const checkpoints = checkpointsOf(db, row.id);
  const done = checkpoints.length > 0 && checkpoints.every(({ state }) => state === "sealed");
  return [
    ...checkpoints.flatMap(({ id }) => {
      const found = checkpointById(db, row.programId, id);
      return found ? checkpointSteps(db, found, of) : [];
    }),
    ...steps([
      ...noticesOf(db, row.id)
        .filter(({ receipt }) => receipt === null)
        .map(({ id }) => officer(`notice-${id}`, "receive an interim notice", "notices")),
      ...plansOf(db, "probation", row.id)
        .filter(({ receipt }) => receipt === null)
        .map(({ id }) => officer(`plan-${id}`, "receive a plan", "remediation")),
      ...plansOf(db, "probation", row.id)
        .flatMap(({ items }) => items)
        .filter(({ result, dueOn }) => result === null && dueOn <= day)
        .map(({ id, dueOn }) => ({
          ...({ kind: `plan-item-${id}`, who: "supervisor", part: "remediation", dueOn } as const),
          verb: "enter what came of an item of the plan",
        })),
      ...(done && !ended
        ? [
            {
              kind: "propose",
              who: "supervisor",
              verb: "propose the outcome of the probation",
              part: "outcome",
              dueOn: row.endOn,
            } as const,
          ]
        : []),
      ...(ended ? [] : overdue(db, of, day, done)),
    ]),
  ];
}

/** The last day is over and nobody has decided: silence confirms nothing and ends nothing. */
function overdue(db: Db, { row }: Probation, day: string, done: boolean): Draft[] {
  if (row.endOn === null || day <= row.endOn) return [];
  const late = { part: "plan", lateSince: row.endOn };
  const told = day > workingDaysAfter(row.endOn, SILENCE_DAYS, holidaysOf(db, row.programId));
  return [
    ...(done
      ? []
      : [{ kind: "final", who: "supervisor", verb: "bring the probation to its final review", ...late } as const]),
    ...(told
      ? (["chief", "superintendent"] as const).map((who) => ({
          kind: "silence",
          who,
          verb: "see that the probation is decided: silence confirms nothing and ends nothing",
          ...late,
        }))
      : []),
  ];
}

const officer = (kind: string, verb: string, part: string): Draft => ({ kind, who: "officer", verb, part });

function unsignedDates(db: Db, { row }: Probation): Draft[] {
  const given = signaturesOf(db, "probation-plan", row.id).filter((s) => s.voidedAt === null);
  return (["supervisor", "administrator"] as const)
    .filter((who) => !given.some(({ role }) => role === who))
    .map((who) => ({ kind: "sign-dates", who, verb: "sign the dates of the probation", part: "plan" }));
}

/** Position, reply, receipt, then the signatures in order: the first that is missing. */
function outcomeDrafts(db: Db, { row }: Probation): Draft[] {
  const open = openOutcome(db, row.id);
  if (!open) return [];
  const content = outcomeContent(open);
  const one = (kind: string, who: Awaited, verb: string, dueOn: string | null = null): Draft[] => [
    { kind, who, verb, part: "outcome", dueOn },
  ];
  if (!content.position)
    return one("position", "administrator", "take the school’s position on the outcome", open.positionDueOn);
  if (content.position.position === "against" && !content.reply)
    return one("reply", "supervisor", "answer the school’s position in writing");
  if (!content.receipt) return one("receipt", "officer", "receive the outcome of the probation");
  const given = signaturesOf(db, "probation-outcome", open.id).filter((s) => s.voidedAt === null);
  const next = outcomeSigners(content).find((s) => !given.some((g) => g.role === s.role && g.party === s.party));
  if (!next) return [];
  const who = next.role === "supervisor" ? "supervisor" : next.party === "agency" ? "chief" : "superintendent";
  return one("sign-outcome", who, "sign the outcome of the probation");
}

function checkpointSteps(db: Db, { row, inputs, facts }: Checkpoint, of: Probation): Step[] {
  const to = casePaths.checkpoint(of.row.assignmentId, row.n);
  const steps = (drafts: readonly Draft[]): Step[] =>
    drafts.map((draft) => ({ subject: "checkpoint", subjectId: row.id, dueOn: null, to, facts, ...draft }));
  const name = `checkpoint ${row.n}`;
  const leads = ["supervisor", "administrator"] as const;
  switch (row.state) {
    case "self":
      return steps([
        {
          kind: "self",
          who: "officer",
          verb: `write the self-assessment of ${name}`,
          part: "status",
          dueOn: row.selfDueOn,
        },
      ]);
    case "input":
      return steps(
        inputs
          .filter(({ submittedAt }) => submittedAt === null)
          .map(({ role }) => ({
            kind: "input",
            who: role,
            verb: `hand in their part of ${name}`,
            part: "status",
            dueOn: row.inputDueOn,
          })),
      );
    case "joint":
      return steps(
        leads.map((who) => ({ kind: "review", who, verb: `write the review of ${name}`, part: "narrative" })),
      );
    case "presented": {
      if (!reviewOf(row)?.answer) return steps([officer("answer", `answer the review of ${name}`, "review")]);
      const given = signaturesOf(db, "checkpoint", row.id).filter((s) => s.voidedAt === null);
      return steps(
        leads
          .filter((who) => inputs.some(({ role }) => role === who) && !given.some(({ role }) => role === who))
          .map((who) => ({ kind: "sign", who, verb: `sign the review of ${name}`, part: "review" })),
      );
    }
    default:
      return [];
  }
}
