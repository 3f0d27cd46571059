import type { DeviationKind } from "../course.ts";
import { countedCriteria } from "../dropped.ts";
import type { Party, Role } from "../roles.ts";
import { agreedScore, criterionMean, mechanicalScore, spreadOf } from "../statistics/scores.ts";
import type { CardContent, Rating } from "./card.ts";
import type { AgreedScore, JointContent } from "./joint.ts";
import type { NoteBlock } from "./notes.ts";
import type { ProcessTerms, ScoringMode } from "./process.ts";

/** Names the layout of the record, so that a reader in ten years knows what it holds. */
export const RESULT_FORMAT = "accord/panel-result/1";

export type Conflict = "none" | "disclosed" | "recused";

/** A lead's decision on record, with its reason. */
export interface LeadDecision {
  name: string;
  role: Role;
  reason: string;
  /** ISO time in UTC. */
  at: string;
}

/** Everything the sealed panel result says. Its canonical JSON is hashed; both leads sign that hash. Times are ISO in UTC. */
export interface PanelResult {
  format: typeof RESULT_FORMAT;
  program: { id: string; name: string; agency: string; district: string; timeZone: string };
  process: { id: string; title: string; agreementHash: string };
  position: string;
  school: string | null;
  rubricVersion: string;
  scoringMode: ScoringMode;
  tieRule: string;
  weightReason: string;
  candidate: { id: string; name: string; post: string | null; serviceYears: number | null };
  interview: {
    id: string;
    revision: number;
    moderator: string | null;
    scheduledAt: string | null;
    startedAt: string | null;
    endedAt: string | null;
    revealedAt: string | null;
  };
  questions: { id: string; lead: string; criterionId: string }[];
  exercises: { id: string; title: string; criterionId: string }[];
  panel: PanelSeat[];
  /** Where the interview left the agreed course, with the leads' reasons. Results from before it was kept lack it. */
  deviations?: ResultDeviation[];
  /** Who was admitted to listen. Results from before it was kept lack it. */
  observers?: ResultObserver[];
  /** Why cards were opened without the missing ones: each lead's agreement. Empty when all cards were in. */
  openedWithout: LeadDecision[];
  /** Why the joint scorecard was opened again after it had been fixed; the signatures given before became void. */
  reopened: LeadDecision[];
  criteria: CriterionResult[];
  /**
   * Questions that counted for no candidate when this was fixed, and the criteria that thereby left both scores. Absent
   * where every question counted.
   */
  notCounted?: { questions: DroppedWords[]; criteria: string[] };
  /** Two decimals; `null` when nothing was measured. */
  scores: { mechanical: number | null; agreed: number | null };
  notes: NoteBlock[];
  frozenAt: string;
}

export interface ResultDeviation {
  kind: DeviationKind;
  /** Its number in the list of questions; null when it is about no single one. */
  question: number | null;
  sentence: string;
  /** The lead who wrote it; null when the server did. */
  by: string | null;
  at: string;
  reasons: LeadDecision[];
}

export interface ResultObserver {
  name: string;
  role: Role;
  party: Party;
  admittedBy: string;
  from: string;
  /** Null when the admission stood to the end. */
  until: string | null;
}

/** A question one lead asked not to count and the other approved, in words. */
export interface DroppedWords {
  questionId: string;
  lead: string;
  reason: string;
  asked: string;
  approved: string;
  effect: string;
}

export interface PanelSeat {
  userId: string;
  name: string;
  shortName: string;
  role: Role;
  party: Party;
  /** `opened`: revealed with the others; `missing`: opened without it; `recused`: does not rate this candidate. */
  card: "opened" | "missing" | "recused";
  submittedAt: string | null;
  /** When the interview kit was acknowledged. Results from before it was kept lack it. */
  kitReadAt?: string | null;
  conflict: Conflict | null;
  conflictText: string | null;
  conflictDecisions: LeadDecision[];
  /** Set when the card was filled in on paper and entered afterwards by its rater. Times are ISO in UTC. */
  paper?: { reason: string; filledAt: string };
  /** A paper card added after the reveal: on record, counted nowhere. */
  late?: {
    reason: string;
    filledAt: string;
    addedAt: string;
    ratings: { criterionId: string; title: string; rating: Rating; evidence: string | null }[];
  };
}

export interface CriterionResult {
  id: string;
  title: string;
  weight: number;
  /** First ratings, as submitted, in seating order. Never overwritten. */
  first: { userId: string; rating: Rating; evidence: string | null }[];
  /** Two decimals; `null` when half or more did not observe it. */
  mean: number | null;
  measured: boolean;
  spread: number | null;
  agreed: AgreedScore | null;
  reason: string | null;
  moves: { userId: string; from: Rating; to: Rating; reason: string }[];
  dissent: { userId: string; rating: Rating | null; text: string }[];
}

/** What the builder reads. Times are milliseconds since 1970. */
export interface ResultInput {
  program: { id: string; name: string; agencyName: string; districtName: string; timeZone: string };
  process: { id: string; title: string; termsHash: string };
  terms: ProcessTerms;
  schoolName: string | null;
  candidate: { id: string; name: string; post: string | null; serviceYears: number | null };
  interview: {
    id: string;
    revision: number;
    moderatorName: string | null;
    scheduledAt: number | null;
    startedAt: number | null;
    endedAt: number | null;
    revealedAt: number | null;
  };
  /** The panel in seating order. `content` is given for opened cards only. */
  raters: RaterInput[];
  deviations: {
    kind: DeviationKind;
    /** Index in the list of questions. */
    question: number | null;
    sentence: string;
    by: string | null;
    at: number;
    reasons: DecisionInput[];
  }[];
  observers: { name: string; role: Role; party: Party; admittedBy: string; at: number; endedAt: number | null }[];
  openedWithout: DecisionInput[];
  reopened: DecisionInput[];
  joint: JointContent;
  notes: NoteBlock[];
  /** Questions of the round that count for nobody; none when left out. */
  dropped?: readonly DroppedWords[];
  frozenAt: number;
}

export interface RaterInput {
  userId: string;
  name: string;
  shortName: string;
  role: Role;
  party: Party;
  card: PanelSeat["card"];
  submittedAt: number | null;
  kitReadAt: number | null;
  conflict: Conflict | null;
  conflictText: string | null;
  conflictDecisions: DecisionInput[];
  content: CardContent | null;
  paper?: { reason: string; filledAt: number };
  late?: { reason: string; filledAt: number; addedAt: number; content: CardContent };
}

export interface DecisionInput {
  name: string;
  role: Role;
  reason: string;
  at: number;
}

/** Builds the panel result from what the record holds. Pure: equal input gives an equal result, byte for byte. */
export function panelResult(input: ResultInput): PanelResult {
  const { program, process, terms, interview } = input;
  const opened = input.raters.filter((r) => r.card === "opened" && r.content !== null);
  const criteria = terms.criteria.map((criterion) => criterionResult(criterion, opened, input));
  const { dropped = [] } = input;
  const within = countedCriteria(
    terms,
    dropped.map((one) => one.questionId),
  );
  const counted = criteria.filter(({ id }) => within.has(id));
  const ratings = (c: CriterionResult) => c.first.map((f) => f.rating);
  return {
    format: RESULT_FORMAT,
    program: {
      id: program.id,
      name: program.name,
      agency: program.agencyName,
      district: program.districtName,
      timeZone: program.timeZone,
    },
    process: { id: process.id, title: process.title, agreementHash: process.termsHash },
    position: terms.position,
    school: input.schoolName,
    rubricVersion: terms.rubricVersion,
    scoringMode: terms.scoringMode,
    tieRule: terms.tieRule,
    weightReason: terms.weightReason,
    candidate: input.candidate,
    interview: {
      id: interview.id,
      revision: interview.revision,
      moderator: interview.moderatorName,
      scheduledAt: iso(interview.scheduledAt),
      startedAt: iso(interview.startedAt),
      endedAt: iso(interview.endedAt),
      revealedAt: iso(interview.revealedAt),
    },
    questions: terms.questions.map(({ id, lead, criterionId }) => ({ id, lead, criterionId })),
    exercises: terms.exercises.map(({ id, title, criterionId }) => ({ id, title, criterionId })),
    panel: input.raters.map((rater) => panelSeat(rater, terms.criteria)),
    deviations: input.deviations.map(({ question, at, reasons, ...entry }) => ({
      ...entry,
      question: question === null ? null : question + 1,
      at: new Date(at).toISOString(),
      reasons: reasons.map(decision),
    })),
    observers: input.observers.map(({ name, role, party, admittedBy, at, endedAt }) => ({
      name,
      role,
      party,
      admittedBy,
      from: new Date(at).toISOString(),
      until: iso(endedAt),
    })),
    openedWithout: input.openedWithout.map(decision),
    reopened: input.reopened.map(decision),
    criteria,
    ...(dropped.length > 0 && {
      notCounted: {
        questions: dropped.map((one) => ({ ...one })),
        criteria: criteria.filter(({ id }) => !within.has(id)).map(({ id }) => id),
      },
    }),
    scores: {
      mechanical: mechanicalScore(counted.map((c) => ({ weight: c.weight, value: ratings(c) }))),
      agreed: agreedScore(counted.map((c) => ({ weight: c.weight, value: c.agreed ?? undefined }))),
    },
    notes: input.notes,
    frozenAt: new Date(input.frozenAt).toISOString(),
  };
}

function panelSeat({ content: _, paper, late, ...rater }: RaterInput, criteria: ProcessTerms["criteria"]): PanelSeat {
  return {
    ...rater,
    submittedAt: iso(rater.submittedAt),
    kitReadAt: iso(rater.kitReadAt),
    conflictDecisions: rater.conflictDecisions.map(decision),
    ...(paper && { paper: { reason: paper.reason, filledAt: time(paper.filledAt) } }),
    ...(late && {
      late: {
        reason: late.reason,
        filledAt: time(late.filledAt),
        addedAt: time(late.addedAt),
        ratings: criteria.flatMap(({ id, title }) => {
          const rating = late.content.ratings[id];
          const evidence = late.content.evidence[id] ?? null;
          return rating === undefined ? [] : [{ criterionId: id, title, rating, evidence }];
        }),
      },
    }),
  };
}

function criterionResult(
  { id, title, weight }: { id: string; title: string; weight: number },
  opened: readonly RaterInput[],
  { joint, raters }: Pick<ResultInput, "joint" | "raters">,
): CriterionResult {
  const first = opened.flatMap((rater) => {
    const rating = rater.content?.ratings[id];
    return rating === undefined
      ? []
      : [{ userId: rater.userId, rating, evidence: rater.content?.evidence[id] ?? null }];
  });
  const firstOf = (userId: string) => first.find((f) => f.userId === userId)?.rating ?? null;
  const ratings = first.map((f) => f.rating);
  const { mean, measured } = criterionMean(ratings);
  const moves = joint.moves.flatMap(({ criterionId, userId, to, reason }) => {
    const from = firstOf(userId);
    return criterionId === id && from !== null && from !== to ? [{ userId, from, to, reason }] : [];
  });
  // A panel member whose card is missing has no score to move, but may dissent; a recused person has no part in it.
  const onPanel = (userId: string) => raters.some((rater) => rater.userId === userId && rater.card !== "recused");
  return {
    id,
    title,
    weight,
    first,
    mean: mean === null ? null : Math.round(mean * 100) / 100,
    measured,
    spread: spreadOf(ratings).points,
    agreed: joint.agreed[id] ?? null,
    reason: joint.reasons[id] ?? null,
    moves,
    dissent: joint.dissent
      .filter((d) => d.criterionId === id && onPanel(d.userId))
      .map(({ userId, text }) => ({
        userId,
        rating: moves.find((m) => m.userId === userId)?.to ?? firstOf(userId),
        text,
      })),
  };
}

const time = (ms: number) => new Date(ms).toISOString();
const iso = (ms: number | null) => (ms === null ? null : time(ms));
const decision = ({ name, role, reason, at }: DecisionInput): LeadDecision => ({
  name,
  role,
  reason,
  at: new Date(at).toISOString(),
});
