import { PARTIES, type Party } from "#shared/roles.ts";
import { Mark } from "./marks.tsx";

export interface Dot {
  key: string;
  name: string;
  party: Party;
  /** 1–5 */
  score: number;
}

const COLUMNS = [1, 2, 3, 4, 5];

/** First scores on shared columns 1–5: one mark a person, a line over the span, a box round the agreed score. */
export function DotStrip({
  scores,
  agreed = null,
  names = true,
}: {
  scores: readonly Dot[];
  agreed?: number | null;
  /** False while names are hidden on the projector: marks stay. */
  names?: boolean;
}) {
  const values = scores.map((dot) => dot.score);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (
    <div className="strip-box">
      <p className="vh">{sentence(scores, agreed, names)}</p>
      <ol className="strip" aria-hidden="true">
        {COLUMNS.map((column) => (
          <li key={column} data-score={column} className={column === agreed ? "agreed" : undefined}>
            {scores
              .filter((dot) => dot.score === column)
              .map((dot) => (
                <span className="p" key={dot.key}>
                  <Mark party={dot.party} />
                  {names ? dot.name : ""}
                </span>
              ))}
          </li>
        ))}
      </ol>
      {values.length > 0 ? (
        <svg className="strip-span" viewBox="0 0 10 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <line x1={2 * low - 1} x2={2 * high - 1} y1="0.5" y2="0.5" />
        </svg>
      ) : null}
    </div>
  );
}

function sentence(scores: readonly Dot[], agreed: number | null, names: boolean): string {
  const dots = [...scores].sort((a, b) => a.score - b.score);
  const list = dots.map((dot) => `${names ? dot.name : PARTIES[dot.party].label} ${dot.score}`).join(", ");
  const first = list ? `First scores: ${list}.` : "No first scores.";
  return agreed === null ? first : `${first} Agreed score: ${agreed}.`;
}

/** The heads of the five columns, for the top of a plot. */
export function StripHead({ words = { 1: "Weak", 3: "Sound", 5: "Exemplary" } }: { words?: Record<number, string> }) {
  return (
    <div className="strip">
      {COLUMNS.map((column) => (
        <span key={column}>
          <b>{column}</b>
          {words[column] ?? ""}
        </span>
      ))}
    </div>
  );
}
