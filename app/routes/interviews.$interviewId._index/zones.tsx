import { Link } from "@remix-run/react";
import { RichText } from "#app/workspace/rich-text.tsx";
import { useRoom } from "#app/workspace/room.ts";
import { historyPath } from "#shared/history-path.ts";
import { CardZone } from "./card-zone.tsx";
import { CardsZone } from "./cards-zone.tsx";
import { QuestionZone } from "./question-zone.tsx";
import type { Page } from "./route.tsx";

/** The room itself: question, own card, shared notes. On a tablet two zones with a switch, on a phone one at a time. */
export function Zones({ page }: { page: Page }) {
  const first = page.state === "live" ? "Question" : "All cards";
  return (
    <div className="room">
      <div className="switch">
        <div className="seg" role="radiogroup" aria-label="What to show">
          <label className="for-c">
            <input type="radio" name="sw" id="sw-c" defaultChecked />
            My card
          </label>
          <label className="for-q">
            <input type="radio" name="sw" id="sw-q" />
            {first}
          </label>
          <label>
            <input type="radio" name="sw" id="sw-n" />
            Notes
          </label>
        </div>
      </div>
      {page.state === "live" ? <QuestionZone page={page} /> : <CardsZone page={page} />}
      <CardZone page={page} />
      <NotesZone page={page} />
    </div>
  );
}

function NotesZone({ page }: { page: Page }) {
  const { notes } = page.rooms;
  const writes = notes?.mode === "write";
  const room = useRoom(notes?.name ?? null, notes?.mode ?? "read", {
    why: page.state === "live" ? "only the panel writes notes." : "the notes closed when the questions ended.",
  });
  return (
    <section className="zone z-n" aria-labelledby="zone-notes">
      <div className="zone-h">
        <h2 id="zone-notes">Shared notes</h2>
        <span className="muted">
          {writes ? "Facts only, seen by all" : "View only"}
          {notes ? (
            <>
              {" · "}
              <Link to={historyPath({ kind: "interview", recordId: page.id, part: "notes", revision: 1 })}>
                History
              </Link>
            </>
          ) : null}
        </span>
      </div>
      {notes ? (
        <RichText room={room} label="What was said" question={page.state === "live" ? page.question : null} />
      ) : (
        <p className="muted">The panel’s notes are not open to you.</p>
      )}
    </section>
  );
}
