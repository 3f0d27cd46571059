import type { CardContent, Rating } from "#shared/documents/card.ts";
import type { Criterion } from "#shared/documents/process.ts";

/** A card as a table to read: every criterion, its rating, its evidence. */
export function CardReading({
  caption,
  content,
  criteria,
}: {
  caption: string;
  content: CardContent;
  criteria: readonly Pick<Criterion, "id" | "title">[];
}) {
  return (
    <table className="table card-reading">
      <caption className="vh">{caption}</caption>
      <thead className="vh">
        <tr>
          <th scope="col">Criterion</th>
          <th scope="col">Rating</th>
        </tr>
      </thead>
      <tbody>
        {criteria.map(({ id, title }) => (
          <tr key={id}>
            <th scope="row">
              {title}
              {content.evidence[id] ? <span className="evidence">{content.evidence[id]}</span> : null}
            </th>
            <td className="r">{ratingWords(content.ratings[id])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A rating as it is written in tables. */
export function ratingWords(rating: Rating | undefined): string {
  return rating === undefined ? "Not rated" : rating === "not-observed" ? "Not observed" : String(rating);
}
