/**
 * The kit everybody who rates acknowledges before the first question: how a structured interview is run, and the
 * rating errors all of us make. In our own words; it follows the OPM structured interview guide.
 */

export const KIT_STEPS = [
  {
    id: "before",
    title: "Before",
    items: [
      "Declare any tie to the candidate. If one comes up later, say so at once.",
      "Read the questions and what a 1, a 3 and a 5 look like. You rate against these words, not against other candidates.",
      "Do not search for the candidate online, and do not talk about candidates outside the room.",
    ],
  },
  {
    id: "during",
    title: "During",
    items: [
      "The moderator asks every candidate the same questions in the same order. Only the printed probes may follow.",
      "Shared notes are facts: what the candidate said or showed. What you think of it goes on your own card.",
      "Each question has its planned minutes. A question left out, moved or overrun is written down by itself; the moderator adds why.",
    ],
  },
  {
    id: "after",
    title: "After",
    items: [
      "Rate alone, one criterion at a time, while the answers are fresh. A 1 or a 5 needs one sentence of evidence.",
      "“Not observed” is honest, and it is not a low score.",
      "Submit before anybody speaks about the candidate. Your first ratings are kept; a later move needs a reason.",
    ],
  },
] as const;

export interface RatingError {
  id: string;
  title: string;
  /** What it looks like in oneself. */
  looks: string;
  /** What to do instead. */
  instead: string;
  source: string;
}

const SOURCE = "OPM structured interview guide (common rating errors); wording original";

export const RATING_ERRORS: readonly RatingError[] = [
  {
    id: "halo",
    title: "Halo",
    looks: "One strong or weak answer colors all the others.",
    instead: "Rate one criterion for what answers it, then the next.",
    source: SOURCE,
  },
  {
    id: "leniency-severity",
    title: "Leniency and severity",
    looks: "Everybody gets high ratings from you, or everybody low ones.",
    instead: "Read the anchor at 3 again before each rating.",
    source: SOURCE,
  },
  {
    id: "central-tendency",
    title: "Central tendency",
    looks: "All threes, to be on the safe side.",
    instead: "Use 2 and 4, and 1 or 5 where the evidence is there.",
    source: SOURCE,
  },
  {
    id: "contrast",
    title: "Contrast",
    looks: "The person before was brilliant or poor, and this one seems the opposite.",
    instead: "Compare with the anchors, never with the last candidate.",
    source: SOURCE,
  },
  {
    id: "similar-to-me",
    title: "Similar to me",
    looks: "Same school, same unit, same way of speaking, and it feels right.",
    instead: "Name the anchor the evidence meets. If you cannot, change the rating.",
    source: SOURCE,
  },
  {
    id: "first-impression",
    title: "First impression",
    looks: "The first minutes decide, and the rest only confirms.",
    instead: "Hear all questions before you settle a rating.",
    source: SOURCE,
  },
  {
    id: "order-fatigue",
    title: "Order and tiredness",
    looks: "The last candidate of the day gets what is left of your attention.",
    instead: "Take the break. Say so when you need one.",
    source: SOURCE,
  },
];

export const KIT_ACKNOWLEDGEMENT = "I have read this, and will rate on the evidence and the anchors.";
