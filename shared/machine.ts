import { candidate } from "./lifecycles/candidate.ts";
import { card } from "./lifecycles/card.ts";
import { checkpoint } from "./lifecycles/checkpoint.ts";
import { decision } from "./lifecycles/decision.ts";
import { evaluation } from "./lifecycles/evaluation.ts";
import { interview } from "./lifecycles/interview.ts";
import { mou } from "./lifecycles/mou.ts";
import { probation } from "./lifecycles/probation.ts";
import { process } from "./lifecycles/process.ts";
import { removal } from "./lifecycles/removal.ts";
import type { Hat, Letter, Lifecycle } from "./lifecycles/shape.ts";
import { training } from "./lifecycles/training.ts";
import { PROGRAM_RIGHTS, type ProgramRight } from "./program-rights.ts";
import type { Actor, Role } from "./roles.ts";
import { partOf, type Room } from "./rooms.ts";

/** Every lifecycle table, by name. This file is their only interpreter. */
export const LIFECYCLES = {
  mou,
  process,
  candidate,
  card,
  interview,
  decision,
  probation,
  checkpoint,
  evaluation,
  removal,
  training,
} as const;

export type LifecycleName = keyof typeof LIFECYCLES;
export type StateOf<L extends LifecycleName> = keyof (typeof LIFECYCLES)[L]["states"] & string;
export type MoveOf<L extends LifecycleName> = keyof (typeof LIFECYCLES)[L]["moves"] & string;
export type PartOf<L extends LifecycleName> =
  (typeof LIFECYCLES)[L] extends Lifecycle<string, infer P, string> ? P : never;

/** What the permission function needs to know about a record. */
export interface Facts<L extends LifecycleName = LifecycleName> extends AnyFacts {
  lifecycle: L;
  state: StateOf<L>;
}

/** The same, whatever the lifecycle. */
export interface AnyFacts {
  lifecycle: LifecycleName;
  state: string;
  programId: string;
  /** The rater a card belongs to; the officer a case is about. */
  ownerId?: string;
  /** User ids of the supervisor and the administrator named for this case; a lead of another case has no hat. */
  leads?: readonly string[];
  /** Whose private part of a case this is. */
  authorId?: string;
  /** True once that part was handed in. */
  submitted?: boolean;
  /** User ids on the panel; a panelist off the panel has no hat. */
  panel?: readonly string[];
  /** User ids recused from this candidate. */
  recused?: readonly string[];
  /** User ids admitted to listen to one interview. */
  observers?: readonly string[];
  /** True while the owner of a card has not acknowledged the interview kit. */
  kitUnread?: boolean;
  /** True when the signed scoring mode is "open". */
  openScoring?: boolean;
  /** The interview this record belongs to: what a visit is limited to. */
  interviewId?: string;
}

/** Which hats this person wears for this record. None: for them the record does not exist. */
export function hats(actor: Actor, facts: AnyFacts): Hat[] {
  if (actor.programId !== facts.programId || !reaches(actor, facts)) return [];
  const recused = facts.recused?.includes(actor.userId) ?? false;
  const lead = actor.role === "supervisor" || actor.role === "administrator";
  if (recused)
    return facts.lifecycle === "interview" && lead ? ["recusedLead"] : facts.ownerId === actor.userId ? ["owner"] : [];
  if ((LIFECYCLES[facts.lifecycle] as Lifecycle).isCase) return hatsOfCase(actor, facts);
  const worn: Hat[] = [];
  if (actor.role === "panelist") {
    if (facts.panel === undefined || facts.panel.includes(actor.userId)) worn.push("panelist");
  } else if (actor.role !== "officer") worn.push(actor.role);
  if (facts.ownerId === actor.userId) worn.push("owner");
  if (facts.observers?.includes(actor.userId)) worn.push("observer");
  return worn;
}

/** A case is reached by its officer, its own leads, and those whose role reaches every case of the program. */
function hatsOfCase({ userId, role }: Actor, { ownerId, leads, authorId, submitted }: AnyFacts): Hat[] {
  if (ownerId === userId) return ["owner"];
  if (role === "panelist" || role === "officer") return [];
  if (role !== "supervisor" && role !== "administrator") return [role];
  if (!leads?.includes(userId)) return [];
  return authorId === userId ? [role, submitted ? "submitter" : "author"] : [role];
}

/** A visit reaches the records of its one interview, in the states their tables name, and nothing else. */
function reaches({ only }: Actor, { lifecycle, state, interviewId }: AnyFacts): boolean {
  if (only === undefined) return true;
  return interviewId === only && ((LIFECYCLES[lifecycle] as Lifecycle).visits?.includes(state) ?? false);
}

/** May this session open this page at all? A visit opens its interview's pages; each page still judges for itself. */
export function opensPage({ only }: Actor, path: string): boolean {
  if (only === undefined) return true;
  const [, first, second, third] = path.split("/");
  return (
    (first === "interviews" && second === only) || (first === "history" && second === "interview" && third === only)
  );
}

/** May this person do `letter` to `part` of this record in its present state? The one permission function. */
export function can<L extends LifecycleName>(actor: Actor, letter: Letter, part: PartOf<L>, facts: Facts<L>): boolean {
  return allowed(actor, letter, part, facts);
}

function allowed(actor: Actor, letter: Letter, part: string, facts: AnyFacts): boolean {
  const state = (LIFECYCLES[facts.lifecycle] as Lifecycle).states[facts.state];
  if (!state) return false;
  const grants =
    (facts.kitUnread ? state.partsBeforeKit?.[part] : undefined) ??
    (facts.openScoring ? state.partsWhenOpen?.[part] : undefined) ??
    state.parts[part];
  return hats(actor, facts).some((hat) => grants?.[hat]?.includes(letter));
}

/** Does this person's role bring a right in this program, whatever the state of its records? */
export function hasRight(actor: Actor, right: ProgramRight, programId: string): boolean {
  const roles: readonly Role[] = PROGRAM_RIGHTS[right];
  return actor.only === undefined && actor.programId === programId && roles.includes(actor.role);
}

/** May this person make this move now? Guards that look into the content are the command's. */
export function canMove<L extends LifecycleName>(actor: Actor, move: MoveOf<L>, facts: Facts<L>): boolean {
  const row = (LIFECYCLES[facts.lifecycle] as Lifecycle).moves[move];
  if (!row?.from.includes(facts.state)) return false;
  return hats(actor, facts).some((hat) => row.by.includes(hat));
}

/** The state a move leads to; `null` when the move does not start in `state`. */
export function next<L extends LifecycleName>(name: L, state: StateOf<L>, move: MoveOf<L>): StateOf<L> | null {
  const row = (LIFECYCLES[name] as Lifecycle).moves[move];
  return row?.from.includes(state) ? (row.to as StateOf<L>) : null;
}

/** The label a state carries on screen. */
export function stateLabel<L extends LifecycleName>(name: L, state: StateOf<L>): string {
  return (LIFECYCLES[name] as Lifecycle).states[state]?.label ?? state;
}

/**
 * What a room opens as for this person. "suggest": they change the text by proposals that stand in it, under their
 * name, until whoever writes it accepts or rejects them.
 */
export type RoomMode = "write" | "suggest" | "read";

/** What the door needs to know about the record behind a room. */
export interface RoomFacts {
  facts: AnyFacts;
  /** The record's present revision of this part; an older revision is a sealed or abandoned text. */
  revision: number;
  /** The first revision that anybody opens at all: older ones were written alone and left behind. */
  from?: number;
}

/**
 * The verdict at the door and for each message: write, suggest, read, or nothing (`null`: the room does not exist for
 * them). A room of an older revision is never written again.
 */
export function roomMode(actor: Actor, room: Room, { facts, revision, from = 1 }: RoomFacts): RoomMode | null {
  if (room.programId !== facts.programId || room.revision < from) return null;
  const { suggests, alone } = LIFECYCLES[facts.lifecycle] as Lifecycle;
  const part = partOf(room);
  const present = room.revision === revision;
  if (alone?.includes(part) && actor.userId !== (facts.authorId ?? facts.ownerId)) return null;
  if (present && allowed(actor, "W", part, facts)) return "write";
  if (present && suggests?.includes(part) && allowed(actor, "K", part, facts)) return "suggest";
  return allowed(actor, "R", part, facts) ? "read" : null;
}

/** Does the second mode let its holder change less than the first? Then a room that is open changes under them. */
export function lessThan(now: RoomMode, before: RoomMode): boolean {
  return MODES.indexOf(now) < MODES.indexOf(before);
}
const MODES: readonly RoomMode[] = ["read", "suggest", "write"];

/**
 * May this person read who wrote what in this room, and when? Whoever may read the room now; the drafts of a card are
 * its owner's alone, before and after the reveal. A room of presence only has no history.
 */
export function canReadHistory(actor: Actor, room: Room, behind: RoomFacts): boolean {
  if (room.part === "session" || (room.part === "card" && room.userId !== actor.userId)) return false;
  return roomMode(actor, room, behind) !== null;
}
