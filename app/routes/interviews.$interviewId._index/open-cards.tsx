import { useEffect, useState } from "react";
import { ratingWords } from "#app/interview/card-reading.tsx";
import { useCard } from "#app/interview/use-card.ts";
import { Mark } from "#app/ui/marks.tsx";
import { useRoom } from "#app/workspace/room.ts";
import type { CardContent } from "#shared/documents/card.ts";
import type { Page } from "./route.tsx";

type OpenSeat = Page["openCards"][number];

/** Another person's card as it stands now; open scoring only. */
export interface OpenCard {
  seat: Pick<OpenSeat, "userId" | "name" | "shortName" | "party" | "card">;
  content: CardContent;
}

/** Reads the other cards while they are written. The readers go anywhere on the page; they show nothing. */
export function useOpenCards(page: Page): { cards: OpenCard[]; readers: JSX.Element[] } {
  const [contents, setContents] = useState<Record<string, CardContent>>({});
  const readers = page.openCards.map((seat) => (
    <Reader
      key={seat.userId}
      seat={seat}
      page={page}
      onContent={(content) => setContents((all) => ({ ...all, [seat.userId]: content }))}
    />
  ));
  const cards = page.openCards.map((seat) => ({ seat, content: contents[seat.userId] ?? EMPTY }));
  return { cards, readers };
}

const EMPTY: CardContent = { ratings: {}, evidence: {} };

function Reader({ seat, page, onContent }: { seat: OpenSeat; page: Page; onContent: (content: CardContent) => void }) {
  const room = useRoom(seat.room.name, seat.room.mode, {
    why: page.mine ? "your card is submitted and locked." : "only its writer writes a card.",
  });
  const content = useCard(room, page.criteria);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same content is told once
  useEffect(() => onContent(content), [content]);
  return null;
}

/** Under one's own rating: what the others have given for this criterion, their evidence on demand. */
export function Beside({ cards, criterionId }: { cards: readonly OpenCard[]; criterionId: string }) {
  if (cards.length === 0) return null;
  const evidence = cards.filter(({ content }) => content.evidence[criterionId]);
  return (
    <div className="beside">
      <ul aria-label="The others">
        {cards.map(({ seat, content }) => (
          <li key={seat.userId}>
            <Mark party={seat.party} /> {seat.shortName}{" "}
            {content.ratings[criterionId] === undefined ? (
              <span className="muted">not yet</span>
            ) : (
              <b>{ratingWords(content.ratings[criterionId])}</b>
            )}
          </li>
        ))}
      </ul>
      {evidence.length > 0 ? (
        <details>
          <summary>Their evidence</summary>
          {evidence.map(({ seat, content }) => (
            <p key={seat.userId}>
              <b>{seat.shortName}:</b> {content.evidence[criterionId]}
            </p>
          ))}
        </details>
      ) : null}
    </div>
  );
}

/** Criterion by person, for those who do not write a card (any more): the ratings live, the evidence on demand. */
export function OpenTable({ page, cards }: { page: Page; cards: readonly OpenCard[] }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="tbl-scroll" tabIndex={0} aria-label="All cards, live">
        <table className="table open-table">
          <caption className="vh">All cards, live</caption>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              {cards.map(({ seat }) => (
                <th scope="col" key={seat.userId}>
                  {seat.shortName}
                  <span className="evidence">{seat.card === "in" ? "Submitted" : "Writing"}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.criteria.map(({ id, title }) => (
              <tr key={id}>
                <th scope="row">{title}</th>
                {cards.map(({ seat, content }) => (
                  <td key={seat.userId}>{short(content, id)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {page.criteria
        .filter(({ id }) => cards.some(({ content }) => content.evidence[id]))
        .map(({ id, title }) => (
          <details key={id}>
            <summary>Evidence: {title}</summary>
            {cards.flatMap(({ seat, content }) =>
              content.evidence[id]
                ? [
                    <p className="small" key={seat.userId}>
                      <b>{seat.shortName}:</b> {content.evidence[id]}
                    </p>,
                  ]
                : [],
            )}
          </details>
        ))}
    </>
  );
}

const short = ({ ratings }: CardContent, criterionId: string) =>
  ratings[criterionId] === undefined ? "–" : ratingWords(ratings[criterionId]);
