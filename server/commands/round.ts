import { appendAudit } from "#db/audit.ts";
import { type ProcessRow, processById, processFacts } from "#db/processes.ts";
import { deletePosting, insertPosting, setDueDate, timetableOf } from "#db/rounds.ts";
import type { EventPayload, EventType } from "#shared/events.ts";
import { can } from "#shared/machine.ts";
import { isDay } from "#shared/service.ts";
import { TIMETABLE } from "#shared/timetable.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";

/** Sets the due dates of a round's steps. @param input.dates step → ISO date, or "" for none; others stay as they are */
export function setTimetable(
  ctx: CommandContext,
  input: { processId: string; dates: Readonly<Record<string, string>> },
): Outcome {
  const found = keepable(ctx, input.processId);
  if (!found.ok) return found;
  const wrong = TIMETABLE.find(({ id }) => input.dates[id] && !isDay(input.dates[id]));
  if (wrong) return refuse("date", `${wrong.label}: this is not a date. Choose one, or leave it empty.`);
  const before = timetableOf(ctx.db, input.processId);
  const changes = TIMETABLE.filter(
    ({ id }) => input.dates[id] !== undefined && input.dates[id] !== (before.get(id)?.dueOn ?? ""),
  );
  if (changes.length === 0) return { ok: true };
  const at = ctx.clock();
  ctx.db.transaction(() => {
    for (const { id } of changes)
      setDueDate(ctx.db, {
        processId: input.processId,
        step: id,
        dueOn: input.dates[id] || null,
        userId: ctx.viewer.userId,
        at,
      });
    audit(ctx, "round.timetable", found.row, { steps: changes.map(({ id }) => id) });
  });
  ctx.rooms.recordChanged(found.row.programId, "process", found.row.id);
  return { ok: true };
}

/** Puts on record where and when the post was advertised. @param input.postedOn ISO date @param input.closesOn ISO date or "" */
export function addPosting(
  ctx: CommandContext,
  input: { processId: string; place: string; postedOn: string; closesOn: string },
): Outcome {
  const found = keepable(ctx, input.processId);
  if (!found.ok) return found;
  const place = input.place.replace(/\s+/g, " ").trim();
  if (!place) return refuse("place", "Say where the post was advertised.");
  if (place.length > 200) return refuse("place", "At most 200 characters. Shorten it.");
  if (!isDay(input.postedOn)) return refuse("postedOn", "Give the day on which it was posted.");
  if (input.closesOn && !isDay(input.closesOn)) return refuse("closesOn", "This is not a date.");
  if (input.closesOn && input.closesOn < input.postedOn)
    return refuse("closesOn", "It closes before it was posted. Change one of the two days.");
  const at = ctx.clock();
  ctx.db.transaction(() => {
    const id = insertPosting(ctx.db, {
      processId: input.processId,
      place,
      postedOn: input.postedOn,
      closesOn: input.closesOn || null,
      userId: ctx.viewer.userId,
      at,
    });
    audit(ctx, "round.posting", found.row, { postingId: id, added: true });
  });
  ctx.rooms.recordChanged(found.row.programId, "process", found.row.id);
  return { ok: true };
}

/** Takes a wrong entry out of the posting record; the audit log keeps that it was there. */
export function removePosting(ctx: CommandContext, input: { processId: string; postingId: string }): Outcome {
  const found = keepable(ctx, input.processId);
  if (!found.ok) return found;
  const removed = ctx.db.transaction(() => {
    const gone = deletePosting(ctx.db, input.processId, input.postingId);
    if (gone) audit(ctx, "round.posting", found.row, { postingId: input.postingId, added: false });
    return gone;
  });
  if (!removed) return refuse("gone", "This entry is not there any more. Load the page again.");
  ctx.rooms.recordChanged(found.row.programId, "process", found.row.id);
  return { ok: true };
}

/** May this person keep the round's dates now? The coordinator from the start, the leads once the agreement is in force. */
export function keepsDates({ viewer }: Pick<CommandContext, "viewer">, row: ProcessRow): boolean {
  const facts = processFacts(row);
  return row.state !== "closed" && (can(viewer, "W", "round", facts) || can(viewer, "X", "round", facts));
}

function keepable(ctx: CommandContext, processId: string) {
  const row = processById(ctx.db, ctx.viewer.programId, processId);
  if (!row || !can(ctx.viewer, "R", "round", processFacts(row)))
    return refuse("not-found", "There is no such selection round.");
  if (!keepsDates(ctx, row))
    return refuse(
      "not-allowed",
      row.state === "closed"
        ? "This selection round is closed. Its dates no longer change."
        : "The leads and the program coordinator keep the dates of a round.",
    );
  return { ok: true as const, row };
}

function audit(ctx: CommandContext, type: EventType, row: ProcessRow, payload: EventPayload): void {
  const { programId, userId: actorId } = ctx.viewer;
  appendAudit(ctx.db, ctx.clock(), { type, programId, actorId, subjectId: row.id, payload });
}
