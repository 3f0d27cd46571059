import { z } from "zod";
import { processById } from "#db/processes.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import { isDay } from "#shared/service.ts";
import { momentAt } from "#shared/zoned.ts";
import { setAccommodation } from "../commands/accommodation.ts";
import { callOffInterview, moveInterview, setInterviews } from "../commands/schedule.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";

/** What a refused act sends back, so that nothing typed is lost. `of`: the interview or candidate it is about. */
export interface RefusedAct {
  intent: string;
  of: string;
  reason: string;
  sentence: string;
  values: Record<string, string>;
  /** Of a slot with gaps: what to give, by the control that is empty. */
  gaps: Readonly<Record<string, string>>;
}

/** The acts of the schedule page. @returns `null` when done */
export function actOnSchedule(ctx: CommandContext, processId: string, form: FormData): RefusedAct | null {
  const values = Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  const outcome = perform(ctx, processId, values);
  if (outcome.ok) return null;
  const { intent = "", of = "" } = values;
  return {
    intent,
    of,
    reason: outcome.reason,
    sentence: outcome.sentence,
    values,
    gaps: slotGaps(outcome.reason, values),
  };
}

type Values = Record<string, string>;

function perform(ctx: CommandContext, processId: string, values: Values): Outcome {
  switch (values.intent) {
    case "set":
      return setAll(ctx, processId, values);
    case "move": {
      const slot = readSlot(ctx, processId, values);
      if (!slot.ok) return slot;
      const { of = "", reason = "" } = values;
      return moveInterview(ctx, { ...slot, interviewId: of, reason, despite: values.despite === "on" });
    }
    case "call-off":
      return callOffInterview(ctx, { interviewId: values.of ?? "", reason: values.reason ?? "" });
    case "need":
      return setAccommodation(ctx, { candidateId: values.of ?? "", need: values.need ?? "" });
    default:
      return refuse("unknown", "This page does not know that step. Load it again.");
  }
}

/** One interview after another on one day, in the order written beside the names; an empty place leaves one out. */
function setAll(ctx: CommandContext, processId: string, values: Values): Outcome {
  const first = readSlot(ctx, processId, values);
  if (!first.ok) return first;
  const pause = z.coerce
    .number()
    .int()
    .min(0)
    .max(240)
    .safeParse(values.pause ?? "0");
  if (!pause.success) return refuse("pause", "A break lasts 0 to 240 minutes. Check it.");
  const orders = Object.entries(values)
    .filter(([key, value]) => key.startsWith("order.") && value.trim() !== "")
    .map(([key, value]) => ({ candidateId: key.slice("order.".length), place: Number(value) }));
  if (orders.some(({ place }) => !Number.isInteger(place) || place < 1))
    return refuse("order", "Write 1, 2, 3 and so on beside the names, or nothing to leave somebody out.");
  if (new Set(orders.map(({ place }) => place)).size < orders.length)
    return refuse("order", "Two candidates have the same place in the order. Give each its own.");
  const step = (first.minutes + pause.data) * 60_000;
  const slots = orders
    .sort((a, b) => a.place - b.place)
    .map(({ candidateId }, i) => ({ ...first, candidateId, scheduledAt: first.scheduledAt + i * step }));
  return setInterviews(ctx, { processId, slots, despite: values.despite === "on" });
}

const slotFields = z.object({
  date: z.string().refine(isDay),
  time: z.iso.time({ precision: -1 }),
  minutes: z.string().trim().min(1).pipe(z.coerce.number()),
  place: z.string().default(""),
});

const GAPS: Readonly<Record<string, string>> = {
  date: "Give the day of the interview, for example September 6, 2026.",
  time: "Give the time at which it starts.",
  minutes: "Give the length in minutes.",
};

/** Which controls of a refused slot are empty or unreadable; none where the slot itself is the matter. */
function slotGaps(reason: string, values: Values): Record<string, string> {
  const issues = reason === "slot" ? (slotFields.safeParse(values).error?.issues ?? []) : [];
  return Object.fromEntries(issues.map(({ path }) => [String(path[0]), GAPS[String(path[0])] ?? ""]));
}

/** Date and time as the school's clocks show them. */
function readSlot(ctx: CommandContext, processId: string, values: Values) {
  const row = processById(ctx.db, ctx.viewer.programId, processId);
  if (!row) return refuse("not-found", "There is no such selection round.");
  const parsed = slotFields.safeParse(values);
  if (!parsed.success) return refuse("slot", "Give the date, the time and the length of the interview.");
  const { date, time, minutes, place } = parsed.data;
  const scheduledAt = momentAt(date, time, whereaboutsOf(ctx.db, row).zone);
  if (scheduledAt === null)
    return refuse("slot", "The clocks skip this time on that day. Choose a time an hour earlier or later.");
  return { ok: true as const, scheduledAt, minutes, place };
}
