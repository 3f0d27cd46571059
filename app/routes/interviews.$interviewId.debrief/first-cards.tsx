import { ratingWords } from "#app/interview/card-reading.tsx";
import { criterionMean } from "#shared/statistics/scores.ts";
import type { Page } from "./route.tsx";
import { ratings } from "./route.tsx";

/** The first cards as a table, with the evidence: everything the dots show, in words and numbers. */
export function FirstCards({ page }: { page: Page }) {
  const opened = page.seats.filter((seat) => seat.card === "opened");
  return (
    <details className="zone-part">
      <summary>Show the first cards as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="tbl-scroll" tabIndex={0} aria-label="First cards">
        <table className="table first-cards">
          <caption className="vh">First ratings, as submitted</caption>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              {opened.map((seat) => (
                <th scope="col" key={seat.userId}>
                  {seat.shortName}
                </th>
              ))}
              <th scope="col" className="r">
                Mean
              </th>
            </tr>
          </thead>
          <tbody>
            {page.criteria.map(({ id, title }) => (
              <tr key={id}>
                <th scope="row">{title}</th>
                {opened.map((seat) => {
                  const first = page.first[id]?.find((f) => f.userId === seat.userId);
                  return (
                    <td key={seat.userId}>
                      {ratingWords(first?.rating)}
                      {first?.evidence ? <span className="evidence">{first.evidence}</span> : null}
                    </td>
                  );
                })}
                <td className="r">{criterionMean(ratings(page, id)).mean?.toFixed(2) ?? "Not measured"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
