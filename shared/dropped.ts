/** A criterion the file itself gives evidence for: it stays in the totals without any question. */
const FROM_THE_FILE = "law-enforcement-experience";

/** What the agreement, or the sealed result, says of what was measured by what. */
interface Measured {
  criteria: readonly { id: string; title: string }[];
  questions: readonly { id: string; criterionId: string }[];
  exercises: readonly { criterionId: string }[];
}

/**
 * The criteria that count in the totals once questions are dropped, for all candidates alike. Ratings are given per
 * criterion, not per question: a criterion leaves the totals only when a dropped question was its last measure, and no
 * other question, no exercise and not the service record measures it. Otherwise the totals stay as they are.
 */
export function countedCriteria(terms: Measured, dropped: readonly string[]): Set<string> {
  const measures = (questions: readonly { criterionId: string }[]) =>
    new Set([FROM_THE_FILE, ...questions.map((q) => q.criterionId), ...terms.exercises.map((e) => e.criterionId)]);
  const before = measures(terms.questions);
  const after = measures(terms.questions.filter((q) => !dropped.includes(q.id)));
  return new Set(terms.criteria.map((c) => c.id).filter((id) => !before.has(id) || after.has(id)));
}

/** What dropping one question does to the totals, as a sentence for the screen and the record. */
export function dropEffect(terms: Measured, dropped: readonly string[], questionId: string): string {
  const question = terms.questions.find((q) => q.id === questionId);
  const criterion = terms.criteria.find((c) => c.id === question?.criterionId);
  if (!question || !criterion) return "It measured no criterion of the agreement, so the totals stay as they are.";
  const counted = countedCriteria(terms, [...dropped, questionId]);
  return counted.has(criterion.id)
    ? `The totals stay as they are: ${criterion.title} is rated as a whole and is measured by something else too. The question stays on record as not counted.`
    : `${criterion.title} leaves the totals for all candidates: nothing else measures it. Its ratings stay in the record.`;
}
