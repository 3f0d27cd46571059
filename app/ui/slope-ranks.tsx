import { shortNameOf } from "#shared/names.ts";

export interface Ranked {
  key: string;
  name: string;
  /** The number behind the rank, already written out: "3.86". */
  value: string;
  rank: number;
}

const ROW = 2.875;

/** Two rankings of the same people, joined by lines: a crossing is where the agreed rank leaves the mechanical one. */
export function SlopeRanks({
  left,
  right,
  leftTitle,
  rightTitle,
}: {
  left: readonly Ranked[];
  right: readonly Ranked[];
  leftTitle: string;
  rightTitle: string;
}) {
  const [from, to] = [byRank(left), byRank(right)];
  const rankIn = (list: readonly Ranked[], key: string) => list.find((item) => item.key === key);
  // Only people who stand on both sides can change places.
  const both = from.filter(({ key }) => rankIn(to, key));
  const ahead = (list: readonly Ranked[], key: string) =>
    both.filter((other) => (rankIn(list, other.key)?.rank ?? 0) < (rankIn(list, key)?.rank ?? 0)).length;
  const moved = (key: string) => rankIn(to, key) !== undefined && ahead(from, key) !== ahead(to, key);
  return (
    <figure>
      <div className="slope" aria-hidden="true">
        <p className="over">{leftTitle}</p>
        <p className="over">{rightTitle}</p>
        <ol>
          {from.map((item) => (
            <li key={item.key} className={moved(item.key) ? "gap" : undefined}>
              <span>{item.rank}</span>
              <Name name={item.name} />
              <span>{item.value}</span>
            </li>
          ))}
        </ol>
        <svg
          viewBox={`0 0 100 ${from.length}`}
          height={`${from.length * ROW}rem`}
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          {from.map((item, index) => {
            const end = to.findIndex((other) => other.key === item.key);
            return end < 0 ? null : (
              <line
                key={item.key}
                className={moved(item.key) ? "x" : undefined}
                x1="0"
                y1={index + 0.5}
                x2="100"
                y2={end + 0.5}
              />
            );
          })}
        </svg>
        <ol>
          {to.map((item) => (
            <li key={item.key} className={moved(item.key) ? "gap" : undefined}>
              <span>{item.value}</span>
              <Name name={item.name} />
              <span>{item.rank}</span>
            </li>
          ))}
        </ol>
      </div>
      <details>
        <summary>Show the ranks as a table</summary>
        <table className="table">
          <caption className="vh">
            {leftTitle}, and {rightTitle}
          </caption>
          <thead>
            <tr>
              <th scope="col">Candidate</th>
              <th scope="col">{leftTitle}</th>
              <th scope="col">{rightTitle}</th>
            </tr>
          </thead>
          <tbody>
            {from.map((item) => {
              const other = rankIn(to, item.key);
              return (
                <tr key={item.key}>
                  <th scope="row">{item.name}</th>
                  <td>
                    Rank {item.rank}, {item.value}
                  </td>
                  <td>{other ? `Rank ${other.rank}, ${other.value}` : "Not ranked yet"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** On a phone only the surname has room. */
function Name({ name }: { name: string }) {
  const short = shortNameOf(name);
  const before = name.endsWith(short) ? name.slice(0, -short.length) : "";
  return (
    <span>
      {before ? <span className="given">{before}</span> : null}
      {before ? short : name}
    </span>
  );
}

function byRank(list: readonly Ranked[]): Ranked[] {
  return [...list].sort((a, b) => a.rank - b.rank);
}
