import { eq } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { marksOf, mouById, mouFacts, mouRoom, mousOf, mouTermsOf, reaffirmSubject } from "#db/mou.ts";
import { programOf } from "#db/programs.ts";
import { agreement, mou } from "#db/schema.ts";
import { copyForm } from "#shared/documents/form.ts";
import { type MouTerms, valuesOf } from "#shared/documents/mou.ts";
import { can, canMove } from "#shared/machine.ts";
import { reviewDay } from "#shared/mou.ts";
import { zonedDay } from "#shared/zoned.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { mouAudit, newVersion, noSuchMou } from "./mou.ts";

/** Starts the review of the version in force. It stays in force meanwhile. */
export function startReview(ctx: CommandContext, input: { mouId: string }): Outcome {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (!canMove(viewer, "startReview", mouFacts(row)))
    return refuse("not-allowed", "The review of the agreement in force is started by a lead or the coordinator.");
  db.transaction(() => {
    db.update(mou).set({ state: "review" }).where(eq(mou.id, row.id)).run();
    mouAudit(ctx, "mou.review-started", row.id);
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true };
}

/** A lead reaffirms the version unchanged; when the other lead has too, it has a new review date. */
export function reaffirmMou(ctx: CommandContext, input: { mouId: string }): Outcome<{ state: "review" | "adopted" }> {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  const terms = row && mouTermsOf(row);
  if (!row || !terms || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (!canMove(viewer, "reaffirm", mouFacts(row)))
    return refuse("not-allowed", "Only the two leads reaffirm the agreement, during its review.");
  if (mousOf(db, row.programId).some(({ version }) => version > row.version))
    return refuse("amended", "An amendment is being made. The agreement is not reaffirmed beside it.");
  const subjectId = reaffirmSubject(row);
  const marks = marksOf(db, "mou-reaffirm", subjectId);
  if (marks.some((mark) => mark.role === viewer.role))
    return refuse("already-reaffirmed", "Your side has reaffirmed it already. It waits for the other lead.");
  const both = marks.length > 0;
  const at = ctx.clock();
  const { programId, userId, role } = viewer;
  db.transaction(() => {
    db.insert(agreement)
      .values({ id: newId("agr"), programId, kind: "mou-reaffirm", subjectId, userId, role, reason: "", at })
      .run();
    const today = zonedDay(at, programOf(db, programId)?.timeZone ?? "UTC");
    const reviewOn = nextReviewDay(terms, row.reviewOn, today);
    if (both) db.update(mou).set({ state: "adopted", reviewOn }).where(eq(mou.id, row.id)).run();
    mouAudit(ctx, "mou.reaffirmed", row.id, both ? { role, reviewOn } : { role });
  });
  ctx.rooms.recordChanged(programId, "mou", row.id);
  return { ok: true, state: both ? "adopted" : "review" };
}

/** Opens an amendment: the next version, written from the words in force, which stay in force until it is adopted. */
export function amendMou(ctx: CommandContext, input: { mouId: string; reason: string }): Outcome<{ version: number }> {
  const { db, viewer } = ctx;
  const row = mouById(db, viewer.programId, input.mouId);
  if (!row || !can(viewer, "R", "agreement", mouFacts(row))) return noSuchMou();
  if (!canMove(viewer, "reaffirm", mouFacts(row)))
    return refuse("not-allowed", "Only the two leads open an amendment, during the review.");
  const latest = mousOf(db, row.programId)[0]?.version ?? row.version;
  if (latest > row.version) return refuse("amended", `Version ${latest} is being made already.`);
  const reason = input.reason.trim();
  if (!reason) return refuse("reason", "Write why the agreement is amended. It stands at the head of the new version.");
  const made = newVersion(ctx, { version: latest + 1, reason });
  const before = ctx.rooms.read(mouRoom(row));
  db.transaction(() => {
    db.insert(mou).values(made).run();
    ctx.rooms.create(mouRoom(made), (doc) => copyForm(before, doc));
    mouAudit(ctx, "mou.opened", made.id, { version: made.version });
  });
  ctx.rooms.recordChanged(row.programId, "mou", row.id);
  return { ok: true, version: made.version };
}

/** A review held early moves the date on all the same: never again the day it was due this time. */
function nextReviewDay(terms: MouTerms, due: string | null, today: string): string {
  const values = valuesOf(terms);
  const next = reviewDay(values, today);
  return due !== null && next <= due ? reviewDay(values, due) : next;
}
