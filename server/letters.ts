import { asc, eq } from "drizzle-orm";
import { decisionFacts, decisionOfProcess } from "#db/decisions.ts";
import { letterWords } from "#db/letters.ts";
import { programOf } from "#db/programs.ts";
import { candidate, letter, user } from "#db/schema.ts";
import { fillLetter, LETTERS, type LetterTemplate } from "#shared/content/letters.ts";
import type { DecisionContent } from "#shared/documents/decision.ts";
import { missingInLetter } from "#shared/letters.ts";
import { can } from "#shared/machine.ts";
import type { CommandContext } from "./context.ts";

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
  const words = letterWords(db, row.programId, said);
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
