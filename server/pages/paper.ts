import { cardFacts, interviewsOf } from "#db/interviews.ts";
import { lateCards, paperMarkOf, paperMarks } from "#db/paper.ts";
import { programOf } from "#db/programs.ts";
import { whereaboutsOf } from "#db/rounds.ts";
import type { CardContent, Rating } from "#shared/documents/card.ts";
import { can, canMove } from "#shared/machine.ts";
import { formatTime } from "#shared/time.ts";
import { dateAndTime, momentAt } from "#shared/zoned.ts";
import { openInterview } from "../commands/interview-access.ts";
import type { OnPaper } from "../commands/paper.ts";
import type { CommandContext } from "../context.ts";

/** The blank scorecard of one interview, for the day the network fails. Of a card it holds nothing but its owner's name. */
export function paperSheet(ctx: CommandContext, interviewId: string) {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, interviewId);
  if (!record) return null;
  const { interview, candidate, process, terms, seats } = record;
  const order = interviewsOf(db, process.id);
  const own = seats.find((seat) => seat.userId === viewer.userId);
  if (own?.state === "recused") return null;
  const { agencyName = "", districtName = "" } = programOf(db, viewer.programId) ?? {};
  const { zone, school } = whereaboutsOf(db, process);
  return {
    id: interview.id,
    agencyName,
    districtName,
    school,
    process: process.title,
    candidate: candidate.name,
    place: { n: order.findIndex((row) => row.id === interview.id) + 1, of: order.length },
    when: interview.scheduledAt === null ? null : formatTime(interview.scheduledAt, zone, "datetime"),
    rater: own?.name ?? null,
    criteria: terms.criteria,
    questions: terms.questions,
    exercises: terms.exercises,
    rubricVersion: terms.rubricVersion,
  };
}

/** What somebody needs to enter the own card from paper; `null` for whoever has no card here. */
export function paperEntry(ctx: CommandContext, interviewId: string) {
  const { db, viewer } = ctx;
  const record = openInterview(ctx, interviewId);
  const seat = record?.seats.find((s) => s.userId === viewer.userId);
  if (!record || !seat || seat.state === "recused") return null;
  const facts = cardFacts(seat, record.facts);
  const { zone } = whereaboutsOf(db, record.process);
  const mark = paperMarkOf(db, seat.cardId);
  const late = lateCards(db, interviewId).get(viewer.userId) ?? null;
  return {
    id: interviewId,
    candidate: record.candidate.name,
    zone,
    zoneName: formatTime(ctx.clock(), zone, "time").split(" ").at(-1) ?? zone,
    now: dateAndTime(ctx.clock(), zone),
    criteria: record.terms.criteria,
    state: seat.state,
    mark: mark && { ...mark, ...dateAndTime(mark.filledAt, zone) },
    late,
    may: {
      mark: can(viewer, "W", "card", facts),
      addLate: late === null && canMove(viewer, "addLate", facts) && record.interview.state === "consensus",
    },
  };
}

/** Reason and time on paper, as the form gives them: clocks in the school's zone. */
export function readOnPaper(ctx: CommandContext, interviewId: string, form: FormData): OnPaper {
  const record = openInterview(ctx, interviewId);
  const text = (name: string) => String(form.get(name) ?? "");
  const zone = record ? whereaboutsOf(ctx.db, record.process).zone : "UTC";
  return { reason: text("reason").slice(0, 2000), filledAt: momentAt(text("date"), text("time"), zone) };
}

/** A card's ratings and evidence, as the form gives them; what is none is left out and named as a gap. */
export function readLateContent(form: FormData, criteria: readonly { id: string }[]): CardContent {
  const content: CardContent = { ratings: {}, evidence: {} };
  for (const { id } of criteria) {
    const said = String(form.get(`rating-${id}`) ?? "");
    const rating = said === "not-observed" ? said : /^[1-5]$/.test(said) ? (Number(said) as Rating) : null;
    if (rating !== null) content.ratings[id] = rating;
    const evidence = String(form.get(`evidence-${id}`) ?? "")
      .trim()
      .slice(0, 2000);
    if (evidence) content.evidence[id] = evidence;
  }
  return content;
}

/** What paper has to do with this interview, from the reveal on: for the debrief. */
export function paperNotes(ctx: CommandContext, interviewId: string) {
  const record = openInterview(ctx, interviewId);
  if (!record || !can(ctx.viewer, "R", "joint", record.facts)) return null;
  const { seats, terms } = record;
  const [marks, late] = [paperMarks(ctx.db, interviewId), lateCards(ctx.db, interviewId)];
  return {
    criteria: terms.criteria.map(({ id, title }) => ({ id, title })),
    seats: seats.flatMap(({ userId, name }) => {
      const [mark, added] = [marks.get(userId) ?? null, late.get(userId) ?? null];
      return mark || added ? [{ userId, name, mark, late: added }] : [];
    }),
    /** The rater whose card is missing may still add it, for the record. */
    mayAdd:
      record.interview.state === "consensus" &&
      seats.some(
        (seat) =>
          seat.userId === ctx.viewer.userId &&
          !late.has(seat.userId) &&
          canMove(ctx.viewer, "addLate", cardFacts(seat, record.facts)),
      ),
  };
}
