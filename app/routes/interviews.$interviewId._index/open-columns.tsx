import { ratingWords } from "#app/interview/card-reading.tsx";
import { useCard } from "#app/interview/use-card.ts";
import { Mark } from "#app/ui/marks.tsx";
import { useRoom } from "#app/workspace/room.ts";
import type { Page } from "./route.tsx";

/** Open scoring, signed by both leads: the other cards, as they are being written. */
export function OpenColumns({ page }: { page: Page }) {
  return (
    <section className="open-cards" aria-labelledby="open-cards">
      <h2 id="open-cards">The other cards, live</h2>
      <p className="muted">
        The process agreement chose open scoring: everyone on the panel sees every card from the start. Rate on your own
        evidence first.
      </p>
      <div className="open-grid">
        {page.openCards.map((seat) => (
          <Column key={seat.userId} seat={seat} page={page} />
        ))}
      </div>
    </section>
  );
}

function Column({ seat, page }: { seat: Page["openCards"][number]; page: Page }) {
  const room = useRoom(seat.room.name, seat.room.mode, { why: "this is another person’s card." });
  const { ratings, evidence } = useCard(room, page.criteria);
  return (
    <section aria-labelledby={`open-${seat.userId}`}>
      <h3 id={`open-${seat.userId}`}>
        <Mark party={seat.party} /> {seat.name}
      </h3>
      <p className="small muted">{seat.card === "in" ? "Submitted and locked" : "Being written"}</p>
      <dl className="facts">
        {page.criteria.map(({ id, title }) => (
          <div className="contents" key={id}>
            <dt>{title}</dt>
            <dd>
              {ratingWords(ratings[id])}
              {evidence[id] ? <span className="evidence">{evidence[id]}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
