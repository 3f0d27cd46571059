import { type Browser, expect } from "@playwright/test";
import { evidenceKey, ratingKey } from "../../shared/documents/card.ts";
import { decisionKeys } from "../../shared/documents/decision.ts";
import { editText, readText, setValue } from "../../shared/documents/form.ts";
import { agreedKey, reasonKey } from "../../shared/documents/joint.ts";
import { gatherAll, openDoors } from "./doors.ts";
import type { Person } from "./people.ts";
import type { Product } from "./server.ts";

/** The people of the two weeks, each with a browser of their own. The first one sets the program up. */
export const CAST = {
  amara: { name: "Amara Osei", place: "district:coordinator" },
  dana: { name: "Lt. Dana Ortiz", place: "agency:supervisor" },
  ruth: { name: "Principal Ruth Bell", place: "district:administrator" },
  marcus: { name: "Sgt. Marcus Hale", place: "agency:panelist" },
  elena: { name: "Elena Ruiz", place: "district:panelist" },
  jiwoo: { name: "Ji-woo Kim", place: "community:panelist" },
  tom: { name: "Chief Tom Brandt", place: "agency:executive" },
  lillian: { name: "Supt. Lillian Cho", place: "district:executive" },
} as const;

export type Who = keyof typeof CAST;
export type Everybody = Record<Who, Person>;

/** The doors of the selection's story, and the steps of interviews on top of them. */
export function doors(product: Product, all: () => Everybody) {
  const open = openDoors(product, CAST, all);
  const { post, write, one, idOf, programId } = open;

  return {
    ...open,
    found: () => open.found({ school: "Larkfield Middle School", grades: "6 to 8" }),

    /** Everybody named declares no tie and acknowledges the kit. */
    async declare(interviewId: string, raters: readonly Who[]): Promise<void> {
      for (const who of raters) {
        await post(who, `/interviews/${interviewId}/conflict`, { choice: "none" });
        await post(who, `/interviews/${interviewId}/kit`);
      }
    },

    /** Fills and submits a card: one rating throughout, or one for each criterion by its place. */
    async card(interviewId: string, who: Who, rating: (index: number) => number): Promise<void> {
      const room = `${programId()}/interview/${interviewId}/card-${idOf(who)}/r1`;
      const criteria = this.criteria(interviewId);
      await write(who, room, (doc) =>
        criteria.forEach(({ id }, i) => {
          setValue(doc, ratingKey(id), rating(i));
          editText(doc, evidenceKey(id), `Seen by ${CAST[who].name} in answer ${i + 1}.`);
        }),
      );
      await post(who, `/interviews/${interviewId}/submission`);
    },

    /** Both leads agree every score at once and sign in order. */
    async agreeAndSign(interviewId: string, agreed: (index: number) => number): Promise<void> {
      const criteria = this.criteria(interviewId);
      await write("dana", `${programId()}/interview/${interviewId}/joint/r1`, (doc) =>
        criteria.forEach(({ id }, i) => {
          setValue(doc, agreedKey(id), agreed(i));
          editText(doc, reasonKey(id), `Agreed on point ${i + 1}.`);
        }),
      );
      await post("ruth", `/interviews/${interviewId}/freezing`);
      const { hash } = one<{ hash: string }>("select result_hash as hash from interview where id = ?", interviewId);
      for (const who of ["dana", "ruth"] as const)
        await post(who, `/interviews/${interviewId}/signature`, { hash, consent: "yes" });
    },

    /** The reasons of a decision for every criterion that has none yet, resting on one scorecard. */
    async reason(processId: string, interviewId: string): Promise<void> {
      const { id } = one<{ id: string }>("select id from decision where process_id = ?", processId);
      const criteria = this.criteria(interviewId);
      await write("ruth", `${programId()}/decision/${id}/rationale/r1`, (doc) => {
        for (const criterion of criteria) {
          const key = decisionKeys.rationale(criterion.id);
          if (readText(doc, key)) continue;
          editText(doc, key, `${criterion.title}: the panel agreed, and the notes carry it.`);
          setValue(doc, decisionKeys.link(criterion.id, interviewId, "joint"), true);
        }
      });
    },

    criteria(interviewId: string): { id: string; title: string }[] {
      const { terms } = one<{ terms: string }>(
        "select p.terms from process p join interview i on i.process_id = p.id where i.id = ?",
        interviewId,
      );
      return JSON.parse(terms).criteria;
    },
  };
}

/** A browser for everybody. */
export const gather = (browser: Browser, product: Product): Promise<Everybody> => gatherAll(browser, product, CAST);

/** What went wrong in anybody's console, but for lines that ended because the day did, and the one page that is refused. */
export function nothingBroke(everybody: Everybody): void {
  const expected =
    /WebSocket (connection|is already in CLOSING)|AbortError: signal is aborted|Failed to fetch|ERR_ABORTED|^elena: .* 404 .*\/debrief\)$/;
  const problems = Object.values(everybody).flatMap((person) => person.problems);
  expect(problems.filter((line) => !expected.test(line))).toEqual([]);
}
