/**
 * How far the two sides are with one section of a text they write together. A tick stands on the exact words it was
 * given for: it holds a hash of them, and counts only while the words give the same hash. So an edit ends every tick of
 * its section at once, on every screen, without anybody writing it down.
 */
import { toHexString } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import { canonicalJson } from "./canonical.ts";
import type { NoteBlock } from "./documents/notes.ts";

export type SectionState = "notOpened" | "started" | "ready" | "agreed";

export const SECTION_WORDS: Record<SectionState, string> = {
  notOpened: "Not opened",
  started: "Started",
  ready: "Ready: one side has agreed",
  agreed: "Agreed by both",
};

/** One person's word that a section is as it should be. */
export interface Tick {
  userId: string;
  /** For which side it counts. */
  side: "agency" | "district";
  /** Of the section's words when it was given. */
  hash: string;
}

/** SHA-256, in hex, of a section's words: what each line is and says. Letters in bold are the same letters. */
export function sectionHash(blocks: readonly NoteBlock[]): string {
  const words = blocks.map(({ type, text }) => [type, text]);
  return toHexString(digest(new TextEncoder().encode(canonicalJson(words))));
}

/**
 * @returns the state, the ticks that count, and those an edit ended
 * An empty section is never ready: there is nothing to agree to.
 */
export function sectionState(
  blocks: readonly NoteBlock[],
  ticks: readonly Tick[],
): { state: SectionState; hash: string; standing: Tick[]; ended: Tick[] } {
  const hash = sectionHash(blocks);
  const empty = blocks.length === 0;
  const standing = ticks.filter((tick) => !empty && tick.hash === hash);
  const ended = ticks.filter((tick) => !standing.includes(tick));
  const sides = new Set(standing.map(({ side }) => side));
  const state = empty ? "notOpened" : sides.size === 2 ? "agreed" : sides.size === 1 ? "ready" : "started";
  return { state, hash, standing, ended };
}
