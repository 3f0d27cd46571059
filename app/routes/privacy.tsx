import type { MetaFunction } from "@remix-run/node";
import { PlainPage, Prose } from "#app/ui/plain-page.tsx";

export const meta: MetaFunction = () => [{ title: "Privacy · Accord" }];

export default function Privacy() {
  return (
    <PlainPage
      title="Privacy"
      lede="What this installation keeps, who can read it, and what never leaves it. The agency and the district that run it are responsible for the records in it."
    >
      <Prose title="What is kept">
        <ul className="stack-s">
          <li>Names, work e-mail addresses and roles of the people who take part.</li>
          <li>Candidates’ names, service history, files and the panel’s notes, scores and reasons.</li>
          <li>What was agreed and signed, and a log of who did what and when. The log holds no scores and no text.</li>
        </ul>
      </Prose>
      <Prose title="Who can read it">
        <p>
          Each page shows a person only what the role and the step allow. A panelist’s card is sent to nobody else until
          all cards are opened together, not even to the leads or the coordinator.
        </p>
        <p>
          The person who runs the server can read the database. That is true of any such system; choose that person as
          you would choose the keeper of a filing room.
        </p>
      </Prose>
      <Prose title="What leaves this installation">
        <p>
          Nothing. Pages load no fonts, scripts, pictures or counters from elsewhere, and Accord sends no usage data to
          anyone. Records leave only when a person downloads them.
        </p>
      </Prose>
      <Prose title="What stays in your browser">
        <p>
          One cookie that keeps you signed in until you close the browser or sign out, and one that remembers the
          appearance if you choose one by hand. Words you typed without a connection are held by the open page until
          they are sent.
        </p>
      </Prose>
    </PlainPage>
  );
}
