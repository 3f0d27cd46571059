import { Link } from "@remix-run/react";
import { useFocusWhenLost } from "#app/interview/focus.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Time } from "#app/ui/time.tsx";
import { Faces, facesOf, usePresence } from "#app/workspace/presence.tsx";
import type { Room } from "#app/workspace/room.ts";
import { historyPath } from "#shared/history-path.ts";
import { parseRoom } from "#shared/rooms.ts";
import { useProjector } from "./projector.ts";
import type { Page } from "./route.tsx";

/** Where we are, who is here, and how the page is shown to the room. */
export function Bar({ page, room }: { page: Page; room: Room }) {
  const [projector, setProjector] = useProjector();
  const heading = useFocusWhenLost<HTMLHeadingElement>(page.result ? "" : page.state, true);
  const opened = page.seats.filter((seat) => seat.card === "opened").length;
  const missing = page.seats.filter((seat) => seat.card === "missing");
  const joint = parseRoom(page.joint?.name ?? "");
  const recused = page.seats.filter((seat) => seat.card === "recused");
  return (
    <div className="dbar">
      <div>
        <p className="small muted">
          <Link to={`/selection/${page.process.id}`}>{page.process.title}</Link> · Debrief, candidate {page.place.n} of{" "}
          {page.place.of}
          {page.revealedAt === null ? null : (
            <>
              {" "}
              · Opened together on <Time at={page.revealedAt} zone={page.zone} as="slot" />
            </>
          )}
          {joint && !page.namesHidden ? (
            <>
              {" · "}
              <Link to={historyPath(joint)}>
                History<span className="vh"> of the joint scorecard</span>
              </Link>
            </>
          ) : null}
        </p>
        <h1 tabIndex={-1} ref={heading}>
          {page.candidate.name}: {stateWords(page.state, opened, missing.length)}
        </h1>
        {page.namesHidden ? (
          <p className="muted">
            Names are hidden on this screen, and nobody writes on it. The raters write on their own devices.
          </p>
        ) : page.state === "consensus" ? (
          <p className="muted">Start where you differ most. First scores stay; agree with a reason.</p>
        ) : null}
        {missing.length > 0 ? (
          <p className="small muted">
            Opened without {missing.map((seat) => seat.name).join(" and ")}.{" "}
            {page.openedWithout.map(({ name, reason }) => `${name}: ${reason}`).join(" ")}
          </p>
        ) : null}
        {recused.length > 0 ? (
          <p className="small muted">Does not rate: {recused.map((seat) => seat.name).join(", ")}.</p>
        ) : null}
      </div>
      <div className="actions no-print">
        {page.namesHidden ? null : <Present page={page} room={room} />}
        {/* A whole new page: nothing of the names stays behind in this one. */}
        <LinkButton to={page.namesHidden ? "?" : "?names=hidden"} reloadDocument replace small>
          {page.namesHidden ? "Show names" : "Hide names"}
        </LinkButton>
        <Button type="button" small aria-pressed={projector} onClick={() => setProjector(!projector)}>
          Projector
        </Button>
        {page.recordId ? (
          <LinkButton to={`/records/${page.recordId}`} variant="solid" small>
            Open the sealed record
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}

function Present({ page, room }: { page: Page; room: Room }) {
  const present = usePresence(room, page.viewer);
  const expected = page.seats.flatMap((seat) =>
    seat.card === "recused" || seat.party === null ? [] : [{ ...seat, party: seat.party }],
  );
  return <Faces label="In the debrief" people={facesOf(expected, present)} />;
}

function stateWords(state: Page["state"], opened: number, missing: number): string {
  if (state === "sealed") return "the panel result is sealed";
  return missing > 0 ? `${opened} cards are open` : `all ${opened} cards are open`;
}
