import type * as Y from "yjs";
import { type Checkpoint, checkpointById, checkpointRoom, checkpointsOf, inputRoom } from "../../db/checkpoints.ts";
import { openOutcome, probationById } from "../../db/probations.ts";
import { viewerOf } from "../../db/programs.ts";
import { answerCheckpoint, presentCheckpoint } from "../../server/commands/checkpoint-review.ts";
import { signCheckpoint } from "../../server/commands/checkpoint-signing.ts";
import { openCheckpoint, submitInput, submitSelf } from "../../server/commands/checkpoints.ts";
import { planProbation, signPlan } from "../../server/commands/probation.ts";
import type { CommandContext, Outcome } from "../../server/context.ts";
import { addDays } from "../../shared/days.ts";
import { type CheckpointRating, checkpointKeys } from "../../shared/documents/checkpoint.ts";
import { editText, setValue } from "../../shared/documents/form.ts";
import { writeSection } from "../../shared/documents/rich.ts";
import type { Room } from "../../shared/rooms.ts";
import { zonedDay } from "../../shared/zoned.ts";
import { type DemoRooms, PROGRAM } from "./demo-rooms.ts";
import { rawLine, turn } from "./raw-line.ts";

export const ORTIZ = "dana.ortiz";
export const BELL = "ruth.bell";
export const MONROE = "casey.monroe";
export const OSEI = "amara.osei";
export const BRANDT = "tom.brandt";
export const CHO = "lillian.cho";
const DAY = 86_400_000;
/** Between two rounds of the server's jobs, where the test itself asks what a day brings. */
export const NEVER = 2_000_000_000;

/** The demo on a clock that only the test moves. */
export interface Story {
  demo: DemoRooms;
  as(slug: string): CommandContext;
  /** ISO date, so many days from the story's first. */
  day(n: number): string;
  /** Moves the clock to noon of a day. */
  goTo(day: string): void;
  now(): string;
  /** Opens the room as a person, edits it, and waits until it is durable. */
  edit(room: Room, slug: string, change: (doc: Y.Doc) => void): Promise<void>;
}

export function story(demo: DemoRooms, clock: { at: number }): Story {
  const zone = "America/Denver";
  const first = zonedDay(clock.at, zone);
  return {
    demo,
    as(slug) {
      const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
      if (!viewer) throw new Error(`no such member: ${slug}`);
      return { ...demo.server.context, viewer };
    },
    day: (n) => addDays(first, n),
    goTo(day) {
      clock.at = Date.parse(`${day}T19:00:00Z`);
    },
    now: () => zonedDay(clock.at, zone),
    async edit(room, slug, change) {
      const line = rawLine(demo, room, slug);
      line.doc.transact(() => change(line.doc));
      await turn();
      if (line.code() !== 0 || line.acked() !== line.sent()) throw new Error(`not written: ${line.code()}`);
      line.leave();
      await turn();
    },
  };
}

/** What a command answered, or its sentence as an error. */
export function done<T extends object>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.sentence}`);
  return outcome;
}

/** A probation that both leads signed, in the case given. @returns its id */
export function running({ as, day }: Story, assignmentId: string, startOn = day(0)): string {
  const { probationId } = done(planProbation(as(ORTIZ), { assignmentId, startOn }));
  const { planHash: hash } = rowOf(as(ORTIZ), probationId);
  done(signPlan(as(ORTIZ), { probationId, hash }));
  done(signPlan(as(BELL), { probationId, hash }));
  return probationId;
}

export function rowOf({ db }: CommandContext, probationId: string) {
  const found = probationById(db, PROGRAM, probationId);
  if (!found) throw new Error("no such probation");
  return found.row;
}

export function outcomeOf({ db }: CommandContext, probationId: string) {
  const row = openOutcome(db, probationId);
  if (!row) throw new Error("no outcome is proposed");
  return row;
}

export function checkpointOf({ db }: CommandContext, probationId: string, n: number): Checkpoint {
  const id = checkpointsOf(db, probationId).find((one) => one.n === n)?.id ?? "";
  const found = checkpointById(db, PROGRAM, id);
  if (!found) throw new Error("no such checkpoint");
  return found;
}

/** The officer's self-assessment, written and handed over. */
export async function self(of: Story, probationId: string, n: number): Promise<void> {
  const { row, form } = checkpointOf(of.as(MONROE), probationId, n);
  await of.edit(checkpointRoom(row, "self"), MONROE, (doc) =>
    form.selfPrompts.forEach((_, i) => {
      editText(doc, checkpointKeys.prompt(i), `What I learned, part ${i + 1}`);
    }),
  );
  done(submitSelf(of.as(MONROE), { checkpointId: row.id }));
}

/** One lead's input, written and handed in. */
export async function input(of: Story, probationId: string, n: number, slug: string): Promise<void> {
  const { row } = checkpointOf(of.as(slug), probationId, n);
  await of.edit(inputRoom(row, of.demo.userId(slug)), slug, (doc) =>
    editText(doc, checkpointKeys.words, `${slug} saw good work`),
  );
  done(submitInput(of.as(slug), { checkpointId: row.id }));
}

/** A checkpoint from its day to the joint review. @returns its id */
export async function toJoint(of: Story, probationId: string, n: number): Promise<string> {
  const { row } = checkpointOf(of.as(ORTIZ), probationId, n);
  if (row.opensOn && of.now() < row.opensOn) of.goTo(row.opensOn);
  done(openCheckpoint(of.as(ORTIZ), { checkpointId: row.id }));
  await self(of, probationId, n);
  await input(of, probationId, n, ORTIZ);
  await input(of, probationId, n, BELL);
  return row.id;
}

/** Rates every item alike and writes the review. */
export async function review(
  of: Story,
  probationId: string,
  n: number,
  rating: CheckpointRating = "on-track",
  evidence = "Seen on two days",
): Promise<void> {
  const { row, form } = checkpointOf(of.as(ORTIZ), probationId, n);
  await of.edit(checkpointRoom(row, "ratings"), ORTIZ, (doc) => {
    for (const { id } of form.items) {
      setValue(doc, checkpointKeys.rating(id), rating);
      editText(doc, checkpointKeys.evidence(id), evidence);
    }
    if (form.overallRating) setValue(doc, checkpointKeys.overall, rating);
  });
  await of.edit(checkpointRoom(row, "section"), BELL, (doc) =>
    editText(doc, checkpointKeys.words, "The school's view"),
  );
  await of.edit(checkpointRoom(row, "narrative"), BELL, (doc) => writeSection(doc, "", "We both saw growth."));
}

/** A whole checkpoint, to its sealed record. */
export async function sealed(
  of: Story,
  probationId: string,
  n: number,
  rating: CheckpointRating = "on-track",
): Promise<void> {
  const checkpointId = await toJoint(of, probationId, n);
  await review(of, probationId, n, rating);
  const { hash } = done(presentCheckpoint(of.as(ORTIZ), { checkpointId }));
  done(answerCheckpoint(of.as(MONROE), { checkpointId, choice: "agree", words: "", hash }));
  const fixed = checkpointOf(of.as(ORTIZ), probationId, n).row.contentHash ?? "";
  done(signCheckpoint(of.as(ORTIZ), { checkpointId, hash: fixed }));
  done(signCheckpoint(of.as(BELL), { checkpointId, hash: fixed }));
}

/** Lets so many days pass. */
export function wait(of: Story, days: number): void {
  of.goTo(zonedDay(Date.parse(`${of.now()}T19:00:00Z`) + days * DAY, "America/Denver"));
}
