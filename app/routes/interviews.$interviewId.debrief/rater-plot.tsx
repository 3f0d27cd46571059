import { useId } from "react";
import type { Party } from "#shared/roles.ts";

/** One rater's place on a criterion: the first score, and where that person moved to. */
export interface Rated {
  key: string;
  /** The word beside the mark. */
  tag: string;
  /** `null` where names are hidden. */
  party: Party | null;
  /** 1 to 5; `null` for not observed */
  first: number | null;
  to: number | null;
  /** A move without its reason is drawn dashed. */
  reasoned: boolean;
}

/** Heights in em of the drawing's own type, so that it grows with the projector. */
const LANE = 1.6;
const FOOT = 1.5;

/**
 * First scores on the columns 1 to 5: one mark a person, an arrow to where that person moved, a line over the span of the
 * first scores. `sentence` says all of it; the numbers stand in the table of the first cards.
 */
export function RaterPlot({ people, sentence }: { people: readonly Rated[]; sentence: string }) {
  const head = useId();
  const { lanes, count } = packed(people);
  const height = Math.max(2, count) * LANE + FOOT;
  const firsts = people.flatMap(({ first }) => first ?? []);
  const middle = (score: number) => `${score * 20 - 10}%`;
  const base = height - 0.85;
  const top = (lane: number) => height - FOOT - (lane + 1) * LANE + 0.3;
  return (
    <svg className="rater-plot" height={`${height}em`} role="img" aria-label={sentence}>
      <defs>
        <marker id={head} viewBox="0 0 8 8" refX="14" refY="4" markerWidth="5" markerHeight="5" orient="auto">
          <path d="M0 0 8 4 0 8Z" />
        </marker>
      </defs>
      {firsts.length > 0 ? (
        <>
          <line
            className="span"
            x1={middle(Math.min(...firsts))}
            x2={middle(Math.max(...firsts))}
            y1={`${base}em`}
            y2={`${base}em`}
          />
          {[...new Set(firsts)].map((score) => (
            <circle key={score} className="seen" cx={middle(score)} cy={`${base}em`} r=".3em" />
          ))}
        </>
      ) : null}
      <svg x="-1.9em" width="100%" height="100%" overflow="visible" aria-hidden="true">
        {people.map((person, i) => {
          const { key, tag, first, to, reasoned } = person;
          const y = top(lanes[i] ?? 0);
          const moved = to !== null && to !== first;
          const places = [first, to].filter((score): score is number => score !== null);
          if (places.length === 0) return null;
          return (
            <g key={key}>
              {moved && first !== null ? (
                <svg x=".5em" overflow="visible" width="100%" height="100%" aria-hidden="true">
                  <line
                    className={reasoned ? "move" : "move open"}
                    x1={middle(first)}
                    x2={middle(to)}
                    y1={`${y + 0.5}em`}
                    y2={`${y + 0.5}em`}
                    markerEnd={`url(#${head})`}
                  />
                </svg>
              ) : null}
              {first === null ? null : <Dot at={middle(first)} y={y} party={person.party} hollow={moved} />}
              {moved ? <Dot at={middle(to)} y={y} party={person.party} hollow={first === null} /> : null}
              <svg x={middle(Math.max(...places))} y={`${y}em`} overflow="visible" aria-hidden="true">
                <text x="1.35em" y=".85em">
                  {tag.length > 12 ? `${tag.slice(0, 11)}…` : tag}
                </text>
              </svg>
            </g>
          );
        })}
      </svg>
    </svg>
  );
}

/** A party's mark; hollow where the person no longer stands. */
function Dot({ at, y, party, hollow }: { at: string; y: number; party: Party | null; hollow: boolean }) {
  const ring = party === null || party === "community";
  return (
    <svg
      className={party === null ? "m-hidden" : `m-${party}`}
      x={at}
      y={`${y}em`}
      width="1em"
      height="1em"
      overflow="visible"
      aria-hidden="true"
    >
      {ring ? (
        <circle className={hollow ? "hollow" : party === null ? "full" : "ring-mark"} cx=".5em" cy=".5em" r=".36em" />
      ) : (
        <>
          <rect className="ground" width="1em" height="1em" />
          <use href={`#m-${party}${hollow ? "-o" : ""}`} width="1em" height="1em" />
        </>
      )}
    </svg>
  );
}

/** Each person in the lowest lane that is free from the first score to the present one; who moved stands above the rest. */
function packed(people: readonly Rated[]): { lanes: number[]; count: number } {
  const taken: boolean[][] = [];
  const lanes = people.map(() => 0);
  const reach = ({ first, to, tag }: Rated) => {
    const places = [first, to].flatMap((score) => score ?? []);
    const far = Math.max(...places) + (tag.length > 8 ? 1 : 0);
    return Array.from({ length: far - Math.min(...places) + 1 }, (_, i) => Math.min(...places) + i);
  };
  const still = (i: number) => people[i]?.to === null || people[i]?.to === people[i]?.first;
  const order = [...people.keys()].sort((a, b) => Number(still(b)) - Number(still(a)) || a - b);
  for (const i of order) {
    const person = people[i];
    if (!person || (person.first === null && person.to === null)) continue;
    const columns = reach(person);
    let lane = 0;
    while (columns.some((column) => taken[lane]?.[column])) lane++;
    taken[lane] ??= [];
    for (const column of columns) (taken[lane] as boolean[])[column] = true;
    lanes[i] = lane;
  }
  return { lanes, count: taken.length };
}
