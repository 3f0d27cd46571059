/** The eligibility rule and what a waiver of it says. Source: NASRO 2021, "Selection: Qualifications". */

import { yearsInWords } from "./service.ts";
import { dayInWords } from "./time.ts";

/** What both leads sign; its canonical JSON is hashed. */
export interface WaiverContent {
  candidateId: string;
  minimumYears: number;
  cutoffDate: string;
  years: number;
  reason: string;
}

/** What a waiver's signatures bind: this candidate, this rule, these years, these words. */
export function waiverContent(
  candidateId: string,
  { minimumYears, cutoffDate }: { minimumYears: number; cutoffDate: string },
  years: number,
  reason: string,
): WaiverContent {
  return { candidateId, minimumYears, cutoffDate, years, reason };
}

/** "Minimum sworn service of 3 years (agreement, position); 2.73 years at 2026-10-30" */
export function ruleSentence(rule: { minimumYears: number; cutoffDate: string }, years: number): string {
  const unit = rule.minimumYears === 1 ? "year" : "years";
  return `Minimum sworn service of ${rule.minimumYears} ${unit} (agreement, position); ${yearsInWords(years)} at ${rule.cutoffDate}`;
}

/** Why the signatures of a denied waiver are void. */
export const WAIVER_DENIED = "The waiver was denied.";

/** Stands in a reason on record between the words of the denial and the words the waiver was asked with; nobody types it. */
const ASKED = "\u001e";

/** What a lead wrote, as it is kept. */
export function wordsOnRecord(typed: string): string {
  return typed.replaceAll(ASKED, "").trim().replace(/\r\n?/g, "\n");
}

/**
 * A state's reason on record: the rule on the first line, the leads' own words below it.
 * @param asked of a denied waiver: the words it was asked with
 */
export function joinReason(rule: string, words: string, asked = ""): string {
  const own = words ? `${rule}\n${words}` : rule;
  return asked ? `${own}${ASKED}${asked}` : own;
}

/** Takes a state's reason apart again, for reading: the record keeps ISO dates, a sentence has them in words. */
export function splitReason(stateReason: string | null): { rule: string; words: string; asked: string } {
  const [own = "", asked = ""] = (stateReason ?? "").split(ASKED);
  const [rule = "", ...words] = own.split("\n");
  return { rule: rule.replace(/\d{4}-\d{2}-\d{2}/g, dayInWords), words: words.join("\n"), asked };
}
