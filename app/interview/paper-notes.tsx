import { Link } from "@remix-run/react";
import { Time } from "#app/ui/time.tsx";
import type { CardContent } from "#shared/documents/card.ts";
import { CardReading } from "./card-reading.tsx";

interface Mark {
  reason: string;
  filledAt: number;
}

/** What paper has to do with this interview: cards filled in on it, and cards that came after the reveal. */
export function PaperNotes({
  interviewId,
  zone,
  criteria,
  seats,
  mayAdd,
}: {
  interviewId: string;
  zone: string;
  criteria: readonly { id: string; title: string }[];
  seats: readonly {
    userId: string;
    name: string;
    mark: Mark | null;
    late: (Mark & { addedAt: number; content: CardContent }) | null;
  }[];
  /** This person's own card is missing and can still be added. */
  mayAdd: boolean;
}) {
  if (seats.length === 0 && !mayAdd) return null;
  return (
    <section className="zone-part" aria-label="Cards on paper">
      {seats.map(({ userId, name, mark, late }) => (
        <div key={userId}>
          {mark ? (
            <p className="small muted">
              {name} filled in the card on paper (<Time at={mark.filledAt} zone={zone} as="slot" />) and entered it
              afterwards. Reason: {mark.reason}
            </p>
          ) : null}
          {late ? (
            <details>
              <summary>After the reveal: {name} added a card from paper. It counts nowhere.</summary>
              <p className="small muted">
                Added <Time at={late.addedAt} zone={zone} as="slot" />, written on paper{" "}
                <Time at={late.filledAt} zone={zone} as="slot" />. Reason: {late.reason}
              </p>
              <CardReading caption={`Card of ${name}, after the reveal`} content={late.content} criteria={criteria} />
            </details>
          ) : null}
        </div>
      ))}
      {mayAdd ? (
        <p className="small">
          Filled in your card on paper? <Link to={`/interviews/${interviewId}/paper/entry`}>Add it to the record</Link>,
          marked as after the reveal.
        </p>
      ) : null}
    </section>
  );
}
