import type { NoteBlock } from "#shared/documents/notes.ts";
import { type JointPart, ratingWord, shortNameOf } from "./parts.ts";
import type { Page } from "./route.tsx";

/** Beside a criterion: its numbers with the evidence, and what the panel noted at the questions that measure it. */
export function Discussion({
  page,
  criterionId,
  part,
  notes,
}: {
  page: Page;
  criterionId: string;
  part: JointPart;
  /** Open the notes as well. */
  notes: boolean;
}) {
  return (
    <div className={notes ? "row-more with-notes" : "row-more"}>
      {notes ? <Noted page={page} criterionId={criterionId} /> : null}
      <ScoreTable page={page} criterionId={criterionId} part={part} />
    </div>
  );
}

function ScoreTable({ page, criterionId, part }: { page: Page; criterionId: string; part: JointPart }) {
  const title = page.criteria.find(({ id }) => id === criterionId)?.title ?? "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="tbl-scroll" role="group" tabIndex={0} aria-label={`${title}: scores`}>
      <table className="table">
        <caption className="vh">{title}: first scores and moves</caption>
        <thead>
          <tr>
            <th scope="col">Rater</th>
            <th scope="col">First score</th>
            <th scope="col">Moved to</th>
          </tr>
        </thead>
        <tbody>
          {(page.first[criterionId] ?? []).map(({ userId, rating, evidence }) => {
            const move = part.moves.find((m) => m.userId === userId && m.to !== rating);
            return (
              <tr key={userId}>
                <th scope="row">{shortNameOf(page, userId)}</th>
                <td>
                  {ratingWord(rating)}
                  {evidence ? <span className="evidence">{evidence}</span> : null}
                </td>
                <td>
                  {move ? ratingWord(move.to) : "–"}
                  {move ? <span className="evidence">{move.reason || "The reason is still to come."}</span> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Noted({ page, criterionId }: { page: Page; criterionId: string }) {
  const asked = page.questions.filter((question) => question.criterionId === criterionId);
  return (
    <div className="noted">
      {asked.length === 0 ? (
        <p className="muted">No question of the kit measures this criterion. All notes stand at the end of the page.</p>
      ) : null}
      {asked.map(({ number, lead, heading }) => {
        const blocks = under(page.notes, heading);
        return (
          <section key={number} aria-label={`Notes on question ${number}`}>
            <h3>Question {number}</h3>
            <p className="small muted">{lead}</p>
            {blocks.length === 0 ? <p className="muted">Nothing was noted.</p> : null}
            {blocks.map((block, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: closed text has no identity but its place
              <p key={i} className={block.type === "item" ? "rich-item" : undefined}>
                {block.text}
              </p>
            ))}
          </section>
        );
      })}
    </div>
  );
}

/** The notes from one heading to the next. */
function under(notes: readonly NoteBlock[], heading: string): NoteBlock[] {
  const from = notes.findIndex((block) => block.type === "heading" && block.text === heading);
  if (from === -1) return [];
  const rest = notes.slice(from + 1);
  const end = rest.findIndex((block) => block.type === "heading");
  return end === -1 ? rest : rest.slice(0, end);
}
