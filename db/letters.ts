import { and, count, eq, isNull } from "drizzle-orm";
import { fillLetter, LETTERS, type LetterTemplate } from "#shared/content/letters.ts";
import type { DecisionContent, PlaceKind } from "#shared/documents/decision.ts";
import type { PanelResult } from "#shared/documents/result.ts";
import { dayInWords } from "#shared/time.ts";
import type { DecisionRow } from "./decisions.ts";
import { newId } from "./ids.ts";
import type { Db } from "./open.ts";
import { membersOf } from "./programs.ts";
import { interview, letter } from "./schema.ts";

const TEMPLATE: Record<PlaceKind, LetterTemplate> = {
  appoint: "appointment",
  alternate: "alternate",
  "not-selected": "not-selected",
};

/**
 * Writes one draft for each candidate in the order of the sealed decision. Call it inside the sealing transaction.
 * @param at milliseconds since 1970
 */
export function draftLetters(db: Db, row: DecisionRow, said: DecisionContent, at: number): void {
  const common = letterWords(db, row.programId, said);
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
        createdAt: at,
      })
      .run();
  }
}

/** How many letters of a decision are drafts still. */
export function unreleasedLetters(db: Db, decisionId: string): number {
  const open = and(eq(letter.decisionId, decisionId), isNull(letter.releasedAt));
  return db.select({ n: count() }).from(letter).where(open).get()?.n ?? 0;
}

/** What every letter of a decision may name: the two parties, who acts for them, the post, the criteria, the dates. */
export function letterWords(db: Db, programId: string, said: DecisionContent): Record<string, string> {
  const members = membersOf(db, programId);
  const named = (role: string, party?: string) =>
    members.find((m) => m.role === role && (party === undefined || m.party === party))?.name;
  const words: Record<string, string | undefined> = {
    agency: said.program.agency,
    district: said.program.district,
    position: said.position,
    ...postWords(said),
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

/** The post in a heading and in a sentence, and where the partner is: a round may be for several schools. */
function postWords({ school, position }: DecisionContent): { post: string; seat: string; where: string } {
  return school
    ? {
        post: `School Resource Officer, ${school}`,
        seat: `School Resource Officer at ${school}`,
        where: "at the school",
      }
    : { post: position, seat: `to the post of ${position},`, where: "in the district" };
}

/** What the panel agreed, in the words of the signed criteria: which were strongest, which weighed against. No number. */
function reasonWords(db: Db, interviewId: string, said: DecisionContent): Record<string, string> {
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

const listed = new Intl.ListFormat("en-US", { type: "conjunction" });
