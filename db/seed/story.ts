import type { Rating } from "#shared/documents/card.ts";
import type { AgreedScore } from "#shared/documents/joint.ts";
import type { Party, Role } from "#shared/roles.ts";

/*
 * The demonstration's program and people. Larkfield, its agency, its district and everyone in them are fictional.
 * Dates are told as of calendar.ts STORY_DAY and moved when the story is written into a database.
 */

export const PROGRAM = {
  id: "larkfield",
  name: "Larkfield School Resource Officer Program",
  agencyName: "Larkfield Police Department",
  districtName: "Larkfield Unified School District",
  timeZone: "America/Denver",
  startedOn: "2025-09-15",
} as const;

export const SCHOOLS = [
  { id: "larkfield-high", name: "Larkfield High School", grades: "9–12" },
  { id: "larkfield-middle", name: "Larkfield Middle School", grades: "6–8" },
  { id: "cottonwood-elementary", name: "Cottonwood Elementary School", grades: "K–5" },
  { id: "mill-creek-elementary", name: "Mill Creek Elementary School", grades: "K–5" },
] as const;

export interface CastMember {
  id: PersonId;
  name: string;
  shortName: string;
  role: Role;
  party: Party;
}

export type PersonId =
  | "dana-ortiz"
  | "marcus-hale"
  | "ruth-bell"
  | "elena-ruiz"
  | "ji-woo-kim"
  | "amara-osei"
  | "tom-brandt"
  | "lillian-cho"
  | "nina-patel"
  | "casey-monroe";

/** The cast; the panel first, in its seating order. */
export const CAST: readonly CastMember[] = [
  { id: "dana-ortiz", name: "Lt. Dana Ortiz", shortName: "Ortiz", role: "supervisor", party: "agency" },
  { id: "marcus-hale", name: "Sgt. Marcus Hale", shortName: "Hale", role: "panelist", party: "agency" },
  { id: "ruth-bell", name: "Principal Ruth Bell", shortName: "Bell", role: "administrator", party: "district" },
  { id: "elena-ruiz", name: "Elena Ruiz", shortName: "Ruiz", role: "panelist", party: "district" },
  { id: "ji-woo-kim", name: "Ji-woo Kim", shortName: "Kim", role: "panelist", party: "community" },
  { id: "amara-osei", name: "Amara Osei", shortName: "Osei", role: "coordinator", party: "district" },
  { id: "tom-brandt", name: "Chief Tom Brandt", shortName: "Brandt", role: "executive", party: "agency" },
  { id: "lillian-cho", name: "Supt. Lillian Cho", shortName: "Cho", role: "executive", party: "district" },
  { id: "nina-patel", name: "Officer Nina Patel", shortName: "Patel", role: "officer", party: "agency" },
  { id: "casey-monroe", name: "Officer Casey Monroe", shortName: "Monroe", role: "officer", party: "agency" },
];

export const PANEL = ["dana-ortiz", "marcus-hale", "ruth-bell", "elena-ruiz", "ji-woo-kim"] as const;

export const CRITERION_IDS = [
  "law-enforcement-experience",
  "youth-engagement",
  "verbal-communication",
  "written-communication",
  "presentation-formats",
  "judgment-discretion",
] as const;
export type CriterionId = (typeof CRITERION_IDS)[number];

/** A candidate's file as the candidate handed it in. */
export interface StoryCandidate {
  id: string;
  name: string;
  post: string;
  service: { agency: string; post: string; from: string; to: string | null }[];
  youth: { what: string; when: string; verifier: string | null }[];
  resume: string[];
  writing: string | null;
}

/** What was said, under the number of the question (from 1) it was said to; in the writer's words. */
export interface StoryNote {
  question: number;
  by: PersonId;
  text: string;
}

/** First ratings: one row per criterion, one rating per rater of the interview, in seating order. */
export type StoryRatings = Partial<Record<CriterionId, Rating[]>>;

export interface StoryEvidence {
  by: PersonId;
  on: CriterionId;
  text: string;
}

/** What the panel agreed in the debrief. */
export interface StoryJoint {
  agreed: Partial<Record<CriterionId, { score: AgreedScore; reason: string }>>;
  moves: { by: PersonId; on: CriterionId; to: Rating; reason: string }[];
  dissent: { by: PersonId; on: CriterionId; text: string }[];
}
