import type { Member } from "#db/programs.ts";
import { can, type Facts, type LifecycleName, type PartOf } from "#shared/machine.ts";
import type { Party } from "#shared/roles.ts";
import { dayInWords } from "#shared/time.ts";
import { today } from "../commands/case-access.ts";
import type { CommandContext } from "../context.ts";
import type { Desk } from "./desk.ts";
import type { Awaited } from "./step.ts";
import { type Waiting, waitingInCases } from "./waiting-year.ts";

const WHO: Record<Awaited, { name: string; parties: Party[] }> = {
  officer: { name: "The officer", parties: ["agency"] },
  supervisor: { name: "The supervisor", parties: ["agency"] },
  administrator: { name: "The administrator", parties: ["district"] },
  chief: { name: "The head of the agency", parties: ["agency"] },
  superintendent: { name: "The superintendent", parties: ["district"] },
};

/** What waits in officers' cases: for this person, and, where the tables let them know of it, for others. */
export function caseRows(ctx: CommandContext, desk: Desk, people: ReadonlyMap<string, Member>): void {
  const { db, viewer } = ctx;
  if (viewer.only) return;
  const day = today(ctx, viewer.programId);
  for (const step of waitingInCases(db, viewer.programId, day)) {
    const mine = step.userIds.includes(viewer.userId);
    if (!mine && !mayKnow(ctx, step)) continue;
    const about = viewer.userId === step.facts.ownerId ? "your own file" : `${step.officer}, ${step.school}`;
    const who = WHO[step.who];
    // The officer stands by name in the line below.
    const [only, ...more] = step.who === "officer" ? [] : step.userIds;
    const name = (only && more.length === 0 && people.get(only)?.name) || who.name;
    (mine ? desk.you : desk.others).push({
      key: `case-${step.subject}-${step.subjectId}-${step.kind}-${step.who}`,
      to: step.to,
      sentence: mine ? capital(step.verb).replace("their part", "your part") : `${name} to ${step.verb}`,
      hint: `${capital(about)}.${dueWords(step, day)}`,
      parties: who.parties,
    });
  }
}

function dueWords({ dueOn, lateSince }: Waiting, day: string): string {
  const late = lateSince ?? (dueOn !== null && dueOn < day ? dueOn : null);
  if (late !== null) return ` Overdue: the last day was ${dayInWords(late)}.`;
  return dueOn ? ` By the end of ${dayInWords(dueOn)}.` : "";
}

/** Whoever reads the part, or learns of it that it is written or handed in, may know that it is waited for. */
function mayKnow({ viewer }: CommandContext, { facts, part }: Waiting): boolean {
  const of = facts as Facts;
  return (["R", "C"] as const).some((letter) => can(viewer, letter, part as PartOf<LifecycleName>, of));
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
