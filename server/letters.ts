import { asc, eq } from "drizzle-orm";
import { type DecisionRow, decisionFacts, decisionOfProcess } from "#db/decisions.ts";
import { newId } from "#db/ids.ts";
import { membersOf, programOf } from "#db/programs.ts";
import { candidate, interview, letter, user } from "#db/schema.ts";
import { fillLetter, LETTERS, type LetterTemplate } from "#shared/content/letters.ts";
import type { DecisionContent, PlaceKind } from "#shared/documents/decision.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import { missingInLetter } from "#shared/letters.ts";
import { can } from "#shared/machine.ts";
import { dayInWords } from "#shared/time.ts";
import type { CommandContext } from "./context.ts";

const TEMPLATE: Record<PlaceKind, LetterTemplate> = {
  appoint: "appointment",
  alternate: "alternate",
  "not-selected": "not-selected",
};

/** Writes one draft for each candidate in the order of the sealed decision. Call it inside the sealing transaction. */
export function draftLetters({ db, clock }: CommandContext, row: DecisionRow, said: DecisionContent): void {
  const common = commonWords(db, row.programId, said);
  const alternates = said.order.filter((one) => one.place === "alternate");
  for (const one of said.order) {
    const template = TEMPLATE[one.place];
    const body = fillLetter(LETTERS[template].body, {
      ...common,
      ...reasonWords(db, one.interviewId, said),
      candidate: one.name,
      place: String(alternates.indexOf(one) + 1),
    });
    db.insert(letter)
      .values({
        id: newId("lt"),
        decisionId: row.id,
        candidateId: one.candidateId,
        template,
        body,
        createdAt: clock(),
      })
      .run();
  }
}

function commonWords(db: CommandContext["db"], programId: string, said: DecisionContent): Record<string, string> {
  const members = membersOf(db, programId);
  const named = (role: string, party?: string) =>
    members.find((m) => m.role === role && (party === undefined || m.party === party))?.name;
  const words: Record<string, string | undefined> = {
    agency: said.program.agency,
    district: said.program.district,
    school: said.school ?? said.position,
    position: said.position,
    supervisor: named("supervisor"),
    administrator: named("administrator"),
    coordinator: named("coordinator"),
    chief: named("executive", "agency"),
    superintendent: named("executive", "district"),
    criteria: listed.format(said.criteria.map((c) => c.title.toLowerCase())),
    until: said.alternatesUntil ? dayInWords(said.alternatesUntil) : undefined,
    outcome: said.order.some((one) => one.place === "appoint")
      ? "Another candidate was chosen."
      : "Nobody was appointed in this round.",
  };
  return Object.fromEntries(Object.entries(words).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** What the panel agreed, in the words of the signed criteria: which were strongest, which weighed against. No number. */
function reasonWords(db: CommandContext["db"], interviewId: string, said: DecisionContent): Record<string, string> {
  const stored = db.select({ result: interview.result }).from(interview).where(eq(interview.id, interviewId)).get();
  const counted = new Set(said.criteria.filter((c) => c.counted).map((c) => c.id));
  const agreed = ((JSON.parse(stored?.result ?? "{}") as Partial<PanelResult>).criteria ?? []).flatMap(
    ({ id, title, agreed }) => (counted.has(id) && typeof agreed === "number" ? [{ title, agreed }] : []),
  );
  const best = agreed
    .filter((c) => c.agreed >= 4)
    .sort((a, b) => b.agreed - a.agreed)
    .slice(0, 2);
  const [least, next] = [...agreed].sort((a, b) => a.agreed - b.agreed);
  // With equal scores no criterion weighed most: a lead says it.
  const weighs = least && next && least.agreed < next.agreed ? least : null;
  const lower = (c: { title: string }) => c.title.toLowerCase();
  return {
    strengths:
      best.length > 0
        ? ` The panel noted ${listed.format(best.map(lower))} as ${best.length > 1 ? "strengths" : "a strength"}.`
        : "",
    weighed: weighs
      ? ` What weighed most against selection was ${lower(weighs)}: {the reason, in one sentence}.`
      : " What weighed most against selection was {criterion and reason, in one sentence}.",
  };
}

/** The letters of a round's decision as the leads and the coordinator see them; `null` for everybody else. */
export function lettersPage({ db, viewer }: CommandContext, processId: string) {
  const row = decisionOfProcess(db, processId);
  if (!row || row.programId !== viewer.programId || !can(viewer, "R", "letters", decisionFacts(row))) return null;
  const program = programOf(db, row.programId);
  if (!program || !row.content) return null;
  const said = JSON.parse(row.content) as DecisionContent;
  const rows = db
    .select({ letter, name: candidate.name, by: user.name })
    .from(letter)
    .innerJoin(candidate, eq(candidate.id, letter.candidateId))
    .leftJoin(user, eq(user.id, letter.releasedBy))
    .where(eq(letter.decisionId, row.id))
    .orderBy(asc(letter.createdAt), asc(letter.id))
    .all();
  const rank = (id: string) => said.order.find((one) => one.candidateId === id)?.rank ?? 0;
  const words = commonWords(db, row.programId, said);
  return {
    processId,
    zone: program.timeZone,
    program: { agency: program.agencyName, district: program.districtName },
    mayEdit: can(viewer, "X", "letters", decisionFacts(row)),
    letters: rows
      .sort((a, b) => rank(a.letter.candidateId) - rank(b.letter.candidateId))
      .map(({ letter: one, name, by }) => ({
        id: one.id,
        to: name,
        title: LETTERS[one.template as LetterTemplate].title,
        subject: fillLetter(LETTERS[one.template as LetterTemplate].subject, words),
        body: one.body,
        releasedAt: one.releasedAt,
        releasedBy: by,
        gaps: one.releasedAt ? [] : missingInLetter(one.body, letterGuards(db, row.processId, one.candidateId)),
      })),
  };
}

/** Whom a letter goes to, and whom it must not name. */
export function letterGuards(db: CommandContext["db"], processId: string, candidateId: string) {
  const all = db.select().from(candidate).where(eq(candidate.processId, processId)).all();
  return {
    to: all.find((one) => one.id === candidateId)?.name ?? "",
    others: all.filter((one) => one.id !== candidateId).map((one) => one.name),
  };
}

const listed = new Intl.ListFormat("en-US", { type: "conjunction" });
