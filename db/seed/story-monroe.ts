import type { CheckpointRating } from "#shared/documents/checkpoint.ts";

/** What was written at one checkpoint of Officer Monroe's probation. */
export interface StoryCheckpoint {
  self: readonly string[];
  supervisor: string;
  /** Answers to the administrator's prompts. */
  administrator: readonly string[];
  ratings: Record<string, { rating: CheckpointRating; evidence?: string }>;
  overall?: CheckpointRating;
  section: string;
  narrative: string;
}

/** Day 30: sealed. */
export const SETTLING_IN: StoryCheckpoint = {
  self: [
    "That the annex has two shifts of students. I know the morning by face; the late shift arrives when I am in the lot, and I miss it.",
    "Who may look at the cameras, and when I have to ask first.",
    "The night custodian, and half of the evening staff.",
  ],
  supervisor:
    "Reads policy closely and explains it back in plain words. On the site walk two doors did not latch; both were reported before lunch. Needs to be seen at the second arrival as well.",
  administrator: [
    "Friendly, on time, and good at saying “I will find out”. The shop teachers already call by first name.",
    "An introduction to the evening staff. Some of us also ask the officer to send students back to class, which is ours to stop.",
  ],
  ratings: {
    "d30-introductions": { rating: "on-track", evidence: "All but the night custodian, who works other hours" },
    "d30-policies": { rating: "on-track", evidence: "Explained the discipline line in own words on the third day" },
    "d30-site": { rating: "on-track", evidence: "Two doors reported on the walk, fixed the same week" },
    "d30-presence": { rating: "developing", evidence: "Seen at the first arrival, seldom at the second" },
    "d30-training-plan": { rating: "on-track", evidence: "Basic course done in spring; the next ones are dated" },
  },
  section:
    "Staff are glad to have an officer who asks before acting. Please come to the evening faculty meeting in October, so that people meet you when nothing is wrong.",
  narrative:
    "A calm first month. Officer Monroe learned the building fast and keeps small promises, which people at the annex notice.\nUntil the next review: be at the second arrival on at least three days a week, and meet the evening staff.",
};

/** Day 90: the joint review is being written. */
export const THREE_ROLES: StoryCheckpoint = {
  self: [
    "A student who slept in the machine shop told me about the night shift he works. The counselor has him now. What did not go well: I told another one to take off a hat, in front of the class. I saw the teacher's face and knew whose job that was.",
    "Half officer, a quarter each of the others. The lessons take me longer to prepare than I thought.",
    "Somebody to watch a lesson and tell me when they stopped listening.",
  ],
  supervisor:
    "Raised the matter of the hat before anybody else did. Reports are in on time. Four lessons so far: the one on contracts for young drivers worked, the one in the welding shop was a lecture.",
  administrator: [
    "The open door at lunch: two tables of students who used to leave the campus stay now. Twice, in September and October, an order was given that was ours to give.",
    "Students like the officer. Staff do, and some lean on that for discipline.",
    "That line, every time. We will brief our own people.",
  ],
  ratings: {
    "d90-triad": { rating: "developing", evidence: "Lessons began in October" },
    "d90-discipline-line": { rating: "concern", evidence: "The hat on September 29, and a hall pass on October 20" },
    "d90-deescalation": {
      rating: "on-track",
      evidence: "A quarrel in the lot on October 6 ended with both driving home",
    },
  },
  section:
    "The two cases came from kindness, and both times the student heard a police officer enforce a school rule. I will brief the annex staff myself, the evening shift too.",
  narrative: "Ninety days in, the annex has an officer whom students look for.",
};
