import { fisherExact, smallestFisherExact, type TwoByTwo } from "./fisher.ts";

/*
 * Adverse impact in a selection, aggregates only. Sources: 29 CFR 1607.4(D) (the four-fifths rule; small numbers that
 * are not statistically significant; smaller differences that are); Questions and Answers on the Uniform Guidelines,
 * 44 FR 11996 (2 March 1979), 11 (comparison with the group of the highest rate) and 21 (numbers so small that one
 * different person would turn the result round). An aid for the two parties, not a legal finding.
 */

/** Probability by chance alone up to which a difference counts as statistically significant: the usual level. */
export const SIGNIFICANT = 0.05;

export interface GroupCount {
  group: string;
  applicants: number;
  selected: number;
}

/**
 * `highest-rate`: what the others are compared with. `indicated`: below four fifths, and significant.
 * `too-few`: the numbers are too small to conclude. `significant`: not below four fifths, yet significant, so look closer.
 * `not-indicated`: neither. `nobody-applied`: there is no rate.
 */
export type Finding = "highest-rate" | "indicated" | "too-few" | "significant" | "not-indicated" | "nobody-applied";

export interface GroupImpact extends GroupCount {
  /** Selected per applicant, 0 to 1; `null` when nobody applied. */
  rate: number | null;
  /** This rate divided by the highest; `null` when nobody applied. */
  ratio: number | null;
  /** Fisher's exact test against the group of the highest rate, two-sided; `null` for that group and when nobody applied. */
  p: number | null;
  finding: Finding;
}

export type Impact =
  | { kind: "compared"; highest: string; groups: GroupImpact[] }
  /** Fewer than two groups with applicants, or nobody or everybody was selected: there is nothing to compare. */
  | { kind: "too-few"; because: "groups" | "nobody-selected" | "everybody-selected" };

/**
 * Selection rates by group, each compared with the highest one, in the order given.
 * Of equal highest rates the group with more applicants is the one compared with, then the first.
 *
 * Too few to conclude means one of: no outcome with these numbers could have been significant; the rate is below four
 * fifths but the difference is not significant; one different person selected would give the group the higher rate.
 * @throws RangeError for counts that are not whole numbers from 0 up, or more selected than applied
 */
export function adverseImpact(counts: readonly GroupCount[]): Impact {
  for (const { applicants, selected } of counts)
    if (![applicants, selected].every((n) => Number.isSafeInteger(n) && n >= 0) || selected > applicants)
      throw new RangeError("Selected and applicants are whole numbers, and nobody is selected who did not apply.");
  const present = counts.filter(({ applicants }) => applicants > 0);
  const [first, second] = [...present].sort(byRate);
  if (!first || !second) return { kind: "too-few", because: "groups" };
  if (first.selected === 0) return { kind: "too-few", because: "nobody-selected" };
  if (present.every(({ applicants, selected }) => selected === applicants))
    return { kind: "too-few", because: "everybody-selected" };
  return { kind: "compared", highest: first.group, groups: counts.map((count) => compared(count, first)) };
}

function compared(count: GroupCount, highest: GroupCount): GroupImpact {
  const { group, applicants, selected } = count;
  const row = { group, applicants, selected };
  if (applicants === 0) return { ...row, rate: null, ratio: null, p: null, finding: "nobody-applied" };
  const rate = selected / applicants;
  if (count === highest) return { ...row, rate, ratio: 1, p: null, finding: "highest-rate" };
  const table = {
    a: selected,
    b: applicants - selected,
    c: highest.selected,
    d: highest.applicants - highest.selected,
  };
  const p = fisherExact(table);
  const ratio = (selected * highest.applicants) / (applicants * highest.selected);
  return { ...row, rate, ratio, p, finding: findingOf(count, highest, p, table) };
}

function findingOf(count: GroupCount, highest: GroupCount, p: number, table: TwoByTwo): Finding {
  // Whole numbers: 64 of 100 against 8 of 10 is exactly four fifths, which the machine's fractions miss.
  const below = 5 * count.selected * highest.applicants < 4 * highest.selected * count.applicants;
  const significant = p <= SIGNIFICANT;
  if (smallestFisherExact(table) > SIGNIFICANT) return "too-few";
  if (below) return significant && !onePersonTurnsIt(count, highest) ? "indicated" : "too-few";
  return significant ? "significant" : "not-indicated";
}

/** Whether the group would have the higher rate if one of its own had been selected instead of one of the other's. */
function onePersonTurnsIt(count: GroupCount, highest: GroupCount): boolean {
  return (count.selected + 1) * highest.applicants > (highest.selected - 1) * count.applicants;
}

function byRate(one: GroupCount, other: GroupCount): number {
  return other.selected * one.applicants - one.selected * other.applicants || other.applicants - one.applicants;
}
