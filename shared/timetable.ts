import type { StateOf } from "./machine.ts";
import type { Role } from "./roles.ts";
import type { RoundEntry } from "./round.ts";

export interface TimetableStep {
  id: string;
  label: string;
  /** Who sees to it. Everybody whose role is named here may do it; the first is asked for it. */
  owner: Role;
}

/** The steps of a round that can have a due date, in their order. */
export const TIMETABLE: readonly TimetableStep[] = [
  { id: "posting", label: "Post the position", owner: "coordinator" },
  { id: "applications", label: "Close applications", owner: "coordinator" },
  { id: "screening", label: "Screen every file", owner: "coordinator" },
  { id: "invitations", label: "Set the interviews", owner: "coordinator" },
  { id: "interviews", label: "Hold the interviews", owner: "supervisor" },
  { id: "results", label: "Sign every panel result", owner: "supervisor" },
  { id: "closing", label: "Close the round", owner: "supervisor" },
];

/** What the round's records say about its steps. */
export interface TimetableFacts {
  round: StateOf<"process">;
  entries: readonly RoundEntry[];
  postings: number;
  /** Today by the school's clocks, as an ISO date. */
  today: string;
}

export type StepState = "done" | "late" | "open";

/** Is a step done, late, or neither? Read from the records; nobody ticks it off. @param dueOn ISO date or null */
export function stepState(id: string, dueOn: string | null, facts: TimetableFacts): StepState {
  if (isDone(id, dueOn, facts)) return "done";
  return dueOn !== null && dueOn < facts.today ? "late" : "open";
}

function isDone(id: string, dueOn: string | null, { round, entries, postings, today }: TimetableFacts): boolean {
  if (round === "closed") return true;
  const some = entries.length > 0;
  const running = entries.filter(({ candidate }) => candidate !== "ineligible");
  switch (id) {
    case "posting":
      return postings > 0;
    case "applications":
      return some && dueOn !== null && dueOn < today;
    case "screening":
      return some && entries.every(({ candidate }) => candidate !== "submitted" && candidate !== "waiver");
    case "invitations":
      return some && running.every(({ candidate }) => candidate === "scheduled" || candidate === "decided");
    case "interviews":
      return some && running.every(({ interview }) => interview !== null && !["briefed", "live"].includes(interview));
    case "results":
      return some && running.every(({ candidate }) => candidate === "decided");
    default:
      return false;
  }
}
