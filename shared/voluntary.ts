import type { Actor } from "./roles.ts";
import { adverseImpact, type GroupCount, type Impact } from "./statistics/impact.ts";

/**
 * What a candidate may say about themselves, or leave out. Groups as employers keep them for comparing selection rates
 * (29 CFR 1607.4 B; age: 29 U.S.C. 631). A compartment of its own: sums only, and never for who selects.
 */
export const VOLUNTARY = {
  ethnicity: {
    label: "Race or ethnicity",
    groups: {
      hispanic: "Hispanic or Latino",
      white: "White",
      black: "Black or African American",
      asian: "Asian",
      native: "American Indian or Alaska Native",
      pacific: "Native Hawaiian or Pacific Islander",
      several: "Two or more",
    },
  },
  sex: { label: "Sex", groups: { female: "Female", male: "Male", other: "Another answer" } },
  age: { label: "Age", groups: { under: "Under 40", over: "40 or older" } },
} as const satisfies Record<string, { label: string; groups: Record<string, string> }>;

export type VoluntaryCategory = keyof typeof VOLUNTARY;
export type VoluntaryAnswers = Partial<Record<VoluntaryCategory, string>>;
export const VOLUNTARY_CATEGORIES = Object.keys(VOLUNTARY) as VoluntaryCategory[];

/** No sum is shown while a group has fewer people than this: a smaller one could point at a person. */
export const SMALLEST_GROUP = 5;

/** Who enters the forms. The entry is all they get: nobody reads a person's answers afterwards. */
export function keepsVoluntaryData({ role }: Pick<Actor, "role">): boolean {
  return role === "coordinator";
}

/** The answers that name a known group; everything else is left out. */
export function knownAnswers(given: Readonly<Record<string, string | undefined>>): VoluntaryAnswers {
  return Object.fromEntries(
    VOLUNTARY_CATEGORIES.flatMap((category) => {
      const group = given[category];
      return group !== undefined && Object.hasOwn(VOLUNTARY[category].groups, group) ? [[category, group]] : [];
    }),
  );
}

/** Sums of one category, by group; or nothing but the fact that there are too few. */
export type VoluntarySums = { kind: "too-few" } | { kind: "sums"; people: number; impact: Impact };

/** Turns counts into what may be shown. With a group below the minimum no number at all is returned. */
export function voluntarySums(counts: readonly GroupCount[]): VoluntarySums {
  const present = counts.filter(({ applicants }) => applicants > 0);
  if (present.length < 2 || present.some(({ applicants }) => applicants < SMALLEST_GROUP)) return { kind: "too-few" };
  return {
    kind: "sums",
    people: present.reduce((sum, { applicants }) => sum + applicants, 0),
    impact: adverseImpact(present),
  };
}
