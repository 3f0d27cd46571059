import path from "node:path";
import { type Browser, expect } from "@playwright/test";
import Database from "better-sqlite3";
import type * as Y from "yjs";
import { evidenceKey, ratingKey } from "../../shared/documents/card.ts";
import { decisionKeys } from "../../shared/documents/decision.ts";
import { editText, readText, setValue } from "../../shared/documents/form.ts";
import { agreedKey, reasonKey } from "../../shared/documents/joint.ts";
import { openClient } from "../support/collab.ts";
import { type Person, screen } from "./people.ts";
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

const PASSWORD = "a quiet river runs east";
const mailOf = (who: Who) => `${who}@larkfield.example`;

/**
 * The steps another story plays in the browser already, through the same doors without one: the posted forms with the
 * person's own cookies, and the live rooms as the person's own client.
 */
export function doors(product: Product, all: () => Everybody) {
  /** Sends a form as a browser without scripts does. @throws with the page's words when it is refused */
  async function post(who: Who, to: string, form: Record<string, string> = {}): Promise<string> {
    const answer = await all()[who].context.request.post(to, {
      form,
      headers: { Origin: product.url, Accept: "text/html" },
      maxRedirects: 0,
    });
    const text = await answer.text();
    if (answer.status() >= 400) throw new Error(`${who} ${to}: ${answer.status()} ${text.slice(0, 400)}`);
    return answer.headers().location ?? text;
  }

  /** Writes in a live room as this person, and waits until the server acknowledged it. */
  async function write(who: Who, room: string, change: (doc: Y.Doc) => void): Promise<void> {
    const cookies = await all()[who].context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const client = openClient({ url: product.url, room, cookie });
    await client.synced();
    change(client.doc);
    await client.saved();
    client.destroy();
  }

  /** Reads the database beside the server: ids the pages keep in their addresses. */
  function look<T>(sql: string, ...given: unknown[]): T[] {
    const db = new Database(path.join(product.dataDir, "accord.db"), { readonly: true });
    try {
      return db.prepare<unknown[], T>(sql).all(...given);
    } finally {
      db.close();
    }
  }

  const idOf = (who: Who) => one<{ id: string }>("select id from user where email = ?", mailOf(who)).id;
  const programId = () => one<{ id: string }>("select id from program").id;

  function one<T>(sql: string, ...given: unknown[]): T {
    const [row] = look<T>(sql, ...given);
    if (!row) throw new Error(`nothing found: ${sql} ${given.join(" ")}`);
    return row;
  }

  async function signIn(who: Who): Promise<void> {
    await post(who, "/sign-in", { email: mailOf(who), password: PASSWORD, back: "/desk" });
  }

  return {
    post,
    write,
    look,
    one,
    idOf,

    /** The program on an empty database, and everybody in it by an invitation of their own. */
    async found(): Promise<void> {
      const { name } = CAST.amara;
      await post("amara", "/setup", {
        program: "Larkfield School Resource Officer Program",
        agency: "Larkfield Police Department",
        district: "Larkfield Unified School District",
        timeZone: "America/Denver",
        school: "Larkfield Middle School",
        grades: "6 to 8",
        name,
        email: mailOf("amara"),
        party: "district",
        password: PASSWORD,
      });
      for (const [who, person] of Object.entries(CAST) as [Who, (typeof CAST)[Who]][]) {
        if (who === "amara") continue;
        const page = await post("amara", "/people", { ...person, email: mailOf(who) });
        const link = /\/invitation\/[\w-]+/.exec(page)?.[0] ?? "";
        await post(who, link, { name: person.name, password: PASSWORD });
      }
    },

    /** A new day: the server's clock moves, yesterday's sessions are over, everybody signs in again. */
    async day(iso: string): Promise<void> {
      for (const { page } of Object.values(all())) await page.goto("about:blank");
      await product.moveTo(iso);
      for (const who of Object.keys(CAST) as Who[]) await signIn(who);
    },

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
export async function gather(browser: Browser, product: Product): Promise<Everybody> {
  const people = {} as Everybody;
  for (const who of Object.keys(CAST) as Who[]) people[who] = await screen(browser, product, who);
  return people;
}

/** What went wrong in anybody's console, but for lines that ended because the day did, and the one page that is refused. */
export function nothingBroke(everybody: Everybody): void {
  const expected =
    /WebSocket connection|AbortError: signal is aborted|Failed to fetch|ERR_ABORTED|^elena: .* 404 .*\/debrief\)$/;
  const problems = Object.values(everybody).flatMap((person) => person.problems);
  expect(problems.filter((line) => !expected.test(line))).toEqual([]);
}
