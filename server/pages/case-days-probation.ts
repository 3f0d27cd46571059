import { type CheckpointRow, checkpointFacts, checkpointsOf } from "#db/checkpoints.ts";
import { noticesOf, openOutcome, outcomeContent, type Probation, plansOf } from "#db/probations.ts";
import { casePaths } from "#shared/case-paths.ts";
import { can } from "#shared/machine.ts";
import { dayOf } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";
import type { CaseDay } from "./case-days.ts";
import { checkpointLine } from "./checkpoint-line.ts";

/** The days of a probation: its checkpoints, what notices and plans ask for, the outcome, the last day. */
export function probationDaysOf(ctx: CommandContext, of: Probation): CaseDay[] {
  const { db, viewer } = ctx;
  const { row, terms, facts } = of;
  if (!can(viewer, "R", "plan", facts) || row.state === "planned") return [];
  const to = casePaths.probation(row.assignmentId);
  const rests = (parameter: string) => ({ parameter: `probation.${parameter}`, version: terms.mouVersion });
  const checkpoints = checkpointsOf(db, row.id).filter((one) => checkpointLine(ctx, one, of));
  const ended = of.assignment.toDate !== null;
  const next = checkpoints.find(({ state }) => state === "planned");
  const days = checkpoints
    .filter((one) => !ended || one.state !== "planned")
    .flatMap((one) => checkpointDays(ctx, of, one, one === next));
  if (can(viewer, "R", "notices", facts))
    for (const notice of noticesOf(db, row.id)) {
      days.push({
        key: `answer-${notice.id}`,
        what: "The officer’s answer to an interim notice",
        on: notice.responseDueOn,
        to,
        done: notice.answer === null ? passed(ctx, of, notice.responseDueOn, "Not answered") : "Answered",
        passes: "After that day the notice stands without an answer. Nobody has to answer.",
      });
      days.push({
        key: `notice-${notice.id}`,
        what: "What an interim notice asked for is looked at",
        on: notice.reviewOn,
        to,
        done: row.state === "decided" ? "Decided" : null,
        passes: "Nothing happens by itself. What was seen goes into the next review.",
      });
    }
  if (can(viewer, "R", "remediation", facts))
    for (const item of plansOf(db, "probation", row.id).flatMap(({ items }) => items))
      days.push({
        key: `plan-${item.id}`,
        what: `Plan: ${item.item}`,
        on: item.dueOn,
        to,
        done: item.result === null ? null : "Result on record",
        passes: "Nothing happens by itself. The supervisor records what came of it.",
      });
  const outcome = can(viewer, "R", "outcome", facts) ? openOutcome(db, row.id) : null;
  if (outcome)
    days.push({
      key: "position",
      what: "The school’s position on the outcome",
      on: outcome.positionDueOn,
      to,
      done: outcomeContent(outcome).position ? "On record" : null,
      passes: "It goes on without a position, and the record says so.",
      rests: rests("input_days"),
    });
  if (row.endOn !== null && !ended)
    days.push({
      key: "end",
      what: "Last day of the probation",
      on: row.endOn,
      to,
      done: row.state === "decided" ? "Decided" : null,
      passes:
        "Silence confirms nothing and ends nothing. Twenty working days later the heads of both organizations find it on their desks.",
      rests: rests("length_months"),
    });
  return days;
}

/** The days of one checkpoint. Of those that are far off only the first is of use. */
function checkpointDays(ctx: CommandContext, of: Probation, row: CheckpointRow, soon: boolean): CaseDay[] {
  const { terms } = of;
  const to = casePaths.checkpoint(of.row.assignmentId, row.n);
  const name = `checkpoint ${row.n}`;
  const rests = (parameter: string) => ({ parameter: `probation.${parameter}`, version: terms.mouVersion });
  const over = (...states: string[]) => !states.includes(row.state);
  const days: CaseDay[] = [];
  const add = (key: string, on: string | null, one: Omit<CaseDay, "key" | "on" | "to">) => {
    if (on !== null) days.push({ key: `${key}-${row.id}`, on, to, ...one });
  };
  add("open", row.opensOn, {
    what: `Checkpoint ${row.n} opens`,
    done: over("planned") ? "Opened" : null,
    passes: "It opens by itself: the officer is asked for the self-assessment.",
    rests: rests("checkpoints_days"),
  });
  if (row.state === "planned" && !soon) return days;
  add("self", row.selfDueOn, {
    what: `Self-assessment of ${name}`,
    done: over("planned", "self") ? (row.self === null ? "Not handed over; it went on" : "Handed over") : null,
    passes: "Both leads are asked without it. The record says that it was asked for and not received.",
    rests: rests("checkpoints_days"),
  });
  add("input", row.inputDueOn, {
    what: terms.administratorTakesPart ? `Both leads’ input to ${name}` : `The supervisor’s input to ${name}`,
    done: over("planned", "self", "input") ? "Opened to both" : null,
    passes: "What is in opens to both leads. What is not stays unread, and the record says whose is missing.",
    rests: rests("input_days"),
  });
  const { viewer } = ctx;
  if (row.meetingAt !== null && can(viewer, "R", "status", checkpointFacts(row, of)))
    add("meeting", dayOf(ctx, row.programId, row.meetingAt), {
      what: `Meeting of ${name}`,
      at: row.meetingAt,
      done: row.state === "sealed" ? "Sealed" : null,
      passes: "Nothing happens by itself. The leads present the review, or set another time.",
    });
  return days;
}

/** A window that is over and stays as it is. */
function passed(ctx: CommandContext, { row }: Probation, on: string, words: string): string | null {
  return on < dayOf(ctx, row.programId, ctx.clock()) ? words : null;
}
