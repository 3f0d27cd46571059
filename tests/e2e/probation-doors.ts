import { expect } from "@playwright/test";
import { type CheckpointRating, checkpointKeys } from "../../shared/documents/checkpoint.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { writeSection } from "../../shared/documents/rich.ts";
import { checkpointForm } from "../../shared/probation.ts";
import type { Who, Year } from "./year.ts";

interface CheckpointRow {
  id: string;
  state: string;
  revision: number;
  form: string;
  hash: string | null;
}

export type ProbationDoors = ReturnType<typeof probationDoors>;

/** The steps of a probation that another story plays in the browser already. */
export function probationDoors({ play }: Year, officer: "casey" | "nina") {
  let assignmentId = "";
  /** The page of the probation, or of its n-th checkpoint. */
  const to = (n?: number) => `/officers/${assignmentId}/probation${n === undefined ? "" : `/${n}`}`;

  const row = (n: number): CheckpointRow =>
    play.one(
      `select c.id, c.state, c.revision, c.form_id as form, c.content_hash as hash
       from checkpoint c join probation p on p.id = c.probation_id where p.assignment_id = ? and c.n = ?`,
      assignmentId,
      n,
    );
  const room = ({ id, revision }: CheckpointRow, part: string) =>
    `${play.programId()}/checkpoint/${id}/${part}/r${/^(self|input)/.test(part) ? 1 : revision}`;

  async function self(n: number): Promise<void> {
    const of = row(n);
    await play.write(officer, room(of, "self"), (doc) =>
      checkpointForm(of.form).selfPrompts.forEach((_, i) => {
        editText(doc, checkpointKeys.prompt(i), `My answer ${i + 1} after ${n} reviews.`);
      }),
    );
    await play.post(officer, `${to(n)}/self-assessment`);
  }

  /** Writes alone, and does not hand it in. */
  const draft = (n: number, who: Who, words: string) =>
    play.write(who, room(row(n), `input-${play.idOf(who)}`), (doc) => editText(doc, checkpointKeys.words, words));

  async function input(n: number, who: Who, words = `Seen by ${who} in weeks before review ${n}.`): Promise<void> {
    await draft(n, who, words);
    await play.post(who, `${to(n)}/input`);
  }

  /** The joint review: everything on track, but for the item that is a concern. */
  async function write(n: number, supervisor: Who, concern: string | null = null): Promise<void> {
    const of = row(n);
    const form = checkpointForm(of.form);
    await play.write(supervisor, room(of, "ratings"), (doc) => {
      for (const { id } of form.items) {
        const rating: CheckpointRating = id === concern ? "concern" : "on-track";
        setValue(doc, checkpointKeys.rating(id), rating);
        editText(doc, checkpointKeys.evidence(id), "Seen on two days.");
      }
      if (form.overallRating) setValue(doc, checkpointKeys.overall, "on-track");
    });
    await play.write(supervisor, room(of, "narrative"), (doc) => writeSection(doc, "", `Review ${n}: we saw growth.`));
  }

  return {
    begin: (id: string) => {
      assignmentId = id;
    },
    to,
    row,
    /** What a day brings is done by the server's own job, soon after it came. */
    brought: (n: number, state: string) => expect.poll(() => row(n).state).toBe(state),
    self,
    draft,
    input,
    write,
    present: (n: number, supervisor: Who) => play.post(supervisor, `${to(n)}/presentation`),
    answer: (n: number) =>
      play.post(officer, `${to(n)}/answer`, { hash: row(n).hash ?? "", choice: "agree", words: "", witness: "" }),
    sign: (n: number, who: Who) => play.post(who, `${to(n)}/signature`, { hash: row(n).hash ?? "", consent: "yes" }),

    /** From the open checkpoint to the sealed record. */
    async whole(n: number, leads: readonly [Who, Who], concern: string | null = null): Promise<void> {
      const [supervisor] = leads;
      await self(n);
      for (const who of leads) await input(n, who);
      await write(n, supervisor, concern);
      await this.present(n, supervisor);
      await this.answer(n);
      for (const who of leads) await this.sign(n, who);
    },
  };
}
