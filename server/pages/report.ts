import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { decisionOfProcess, droppedOf } from "#db/decisions.ts";
import { type ProcessRow, processesOf, termsOf } from "#db/processes.ts";
import { programOf } from "#db/programs.ts";
import { candidate, deviation, interview } from "#db/schema.ts";
import { voluntaryImpact } from "#db/voluntary.ts";
import type { Habits } from "#shared/agreement-of-raters.ts";
import { can, type StateOf, stateLabel } from "#shared/machine.ts";
import type { Viewer } from "#shared/roles.ts";
import type { CommandContext } from "../context.ts";
import { seenBy } from "./calibration.ts";
import { predictionOf } from "./prediction.ts";
import { roundFigures } from "./round-figures.ts";

/** The steps of a round whose length is reported, in their order. */
export const REPORT_STEPS = ["Agreement", "Candidates", "Interviews", "Results", "Decision"] as const;

/** May this person read the report for the two organizations? Whoever reads sealed decisions. */
export function mayReadReport(viewer: Viewer): boolean {
  return can(viewer, "R", "rationale", { lifecycle: "decision", state: "sealed", programId: viewer.programId });
}

/**
 * The report for the two organizations: rounds, days per step, agreement between raters, deviations, joint scores beside
 * first years. Figures of ratings only of rounds in which every card is open; of evaluations only what tells no officer's
 * own; sums of the voluntary forms only for those the table names.
 */
export async function reportPage(ctx: CommandContext) {
  const { db, viewer } = ctx;
  if (!mayReadReport(viewer)) return null;
  const { programId } = viewer;
  const rounds = processesOf(db, programId);
  const figures: Awaited<ReturnType<typeof roundOf>>[] = [];
  for (const round of rounds) figures.push(await roundOf(ctx, round));
  const sealed = { lifecycle: "decision", state: "sealed", programId } as const;
  return {
    program: programOf(db, programId)?.name ?? "",
    zone: programOf(db, programId)?.timeZone ?? "UTC",
    madeAt: ctx.clock(),
    steps: REPORT_STEPS,
    rounds: figures,
    deviations: deviationCounts(
      ctx,
      rounds.map((round) => round.id),
    ),
    prediction: await predictionOf(db, programId),
    impact: can(viewer, "R", "impact", sealed) ? voluntaryImpact(db, programId) : null,
  };
}

export type ReportPage = NonNullable<Awaited<ReturnType<typeof reportPage>>>;

async function roundOf(ctx: CommandContext, round: ProcessRow) {
  const { db } = ctx;
  const terms = termsOf(round);
  const figures = terms && (await roundFigures(db, round.id, terms));
  const interviews = db
    .select({
      state: interview.state,
      startedAt: interview.startedAt,
      revealedAt: interview.revealedAt,
      sealedAt: interview.sealedAt,
    })
    .from(interview)
    .where(eq(interview.processId, round.id))
    .all();
  const candidates = db.select({ n: count() }).from(candidate).where(eq(candidate.processId, round.id)).get()?.n ?? 0;
  const decision = decisionOfProcess(db, round.id);
  const all = (key: "startedAt" | "revealedAt" | "sealedAt") => {
    const times = interviews.map((one) => one[key]);
    return times.length > 0 && times.every((at) => at !== null) ? (times as number[]) : null;
  };
  const first = Math.min(...interviews.flatMap((one) => one.startedAt ?? []));
  const begun = Number.isFinite(first) ? first : null;
  const lastOf = (times: number[] | null) => (times ? Math.max(...times) : null);
  const [opened, sealed] = [lastOf(all("revealedAt")), lastOf(all("sealedAt"))];
  return {
    id: round.id,
    title: round.title,
    state: stateLabel("process", round.state as StateOf<"process">),
    openedAt: round.createdAt,
    candidates,
    interviews: interviews.length,
    sealed: interviews.filter((one) => one.state === "sealed").length,
    decided: decision?.state === "sealed",
    dropped: droppedOf(db, round.id).filter((one) => one.approvedAt !== null).length,
    /** Whole days, in the order of REPORT_STEPS; `null` while a step is not over. */
    days: [
      days(round.createdAt, round.activatedAt),
      days(round.activatedAt, begun),
      days(begun, opened),
      days(opened, sealed),
      days(sealed, decision?.sealedAt ?? null),
    ],
    agreement: figures?.agreement ?? null,
    habits: figures && habitsOf(ctx, round.id, figures.habits, decision?.state === "sealed"),
  };
}

/** Fewer raters than these would know each other's figures from their own. */
const FEWEST_RATERS = 3;

/**
 * How the raters of a round use the scale, without names and in no order of theirs: the most severe first. Each rater sees
 * the own figures first: here they stand once all have looked, or the round's decision is sealed.
 */
function habitsOf(ctx: CommandContext, processId: string, habits: ReadonlyMap<string, Habits>, decided: boolean) {
  const seen = seenBy(ctx, processId);
  const waiting = decided ? 0 : [...habits.keys()].filter((rater) => !seen.has(rater)).length;
  const few = habits.size < FEWEST_RATERS;
  return {
    raters: habits.size,
    waiting,
    few,
    rows: few || waiting > 0 ? [] : [...habits.values()].sort((a, b) => leaning(a) - leaning(b)),
  };
}

const leaning = ({ severity }: Habits) =>
  severity.kind === "estimate" ? severity.difference : Number.POSITIVE_INFINITY;

/** Entries only: a lead's reason for one is not a second deviation. */
function deviationCounts({ db }: CommandContext, rounds: readonly string[]) {
  if (rounds.length === 0) return [];
  return db
    .select({ processId: interview.processId, kind: deviation.kind, n: count() })
    .from(deviation)
    .innerJoin(interview, eq(interview.id, deviation.interviewId))
    .where(and(inArray(interview.processId, [...rounds]), isNull(deviation.about)))
    .groupBy(interview.processId, deviation.kind)
    .all();
}

function days(from: number | null, to: number | null): number | null {
  return from === null || to === null || to < from ? null : Math.round((to - from) / 86_400_000);
}
