import { Mark, Pair } from "#app/ui/marks.tsx";
import { TaskList, TaskRow } from "#app/ui/tasks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { CandidateLine, RoundPage } from "#server/pages/round.ts";

/** What is to be done in the present step; the whole row is the link, the marks say whose turn it is. */
export function RoundTasks({ round }: { round: RoundPage }) {
  if (round.step === 0) return <SetUpTasks round={round} />;
  const { first, more } = round.tasks;
  return (
    <TaskList>
      {round.may.add && round.candidates.total === 0 ? (
        <>
          <TaskRow
            to={`/selection/${round.id}/candidates/new`}
            title="Add the first candidate"
            hint="By a form, one at a time."
          />
          <TaskRow
            to={`/selection/${round.id}/candidates/import`}
            title="Import candidates from a file"
            hint="A CSV file. You see every problem before anything is kept."
          />
        </>
      ) : null}
      {first.map((line) => (
        <CandidateTask key={line.id} roundId={round.id} line={line} zone={round.zone} />
      ))}
      {more > 0 ? (
        <TaskRow
          title={`${more} more candidates are open`}
          hint="What comes next for each stands in the table below."
        />
      ) : null}
      {first.length === 0 && round.candidates.total > 0 && round.state === "active" ? (
        <TaskRow
          title="Every candidate has a sealed result"
          state="Done"
          hint={round.may.close && !round.unsealed && !round.decision ? "The round can be closed below." : undefined}
        />
      ) : null}
      {round.decision ? (
        <TaskRow
          to={`/selection/${round.id}/decision`}
          title={round.decision.sentence}
          state={round.decision.yours ? "Your turn" : undefined}
          tone={round.decision.yours ? "now" : undefined}
          hint={round.decision.hint}
        />
      ) : null}
      {round.candidates.total === 0 && !round.may.add ? (
        <TaskRow
          title="Add the first candidate"
          state="Waiting"
          hint="A lead or the coordinator adds candidates. They appear here when you may see them."
        />
      ) : null}
    </TaskList>
  );
}

function SetUpTasks({ round }: { round: RoundPage }) {
  const to = `/selection/${round.id}/agreement`;
  const draft = round.state === "draft";
  return (
    <TaskList>
      <TaskRow
        to={to}
        title={round.may.write ? "Write the process agreement" : "Read the process agreement"}
        done={!draft}
        mark={<Pair agency={!draft} district={!draft} agreed="has written it" open="is writing it" />}
        state={draft ? "Being written" : "Fixed"}
        tone={draft && round.may.write ? "now" : undefined}
        hint="Criteria, questions, panel and rules. Both leads write it together, live."
      />
      <TaskRow
        to={draft ? undefined : `${to}#sign`}
        title="Sign the process agreement"
        mark={<Pair {...round.signed} agreed="has signed" open="has not signed" />}
        state={draft ? "Cannot start yet" : round.may.sign ? "You sign next" : "Other lead to sign"}
        tone={!draft && round.may.sign ? "now" : undefined}
        hint={draft ? "Opens when nothing is missing in the text." : "Both leads sign the same text."}
      />
      <TaskRow title="Add the first candidate" state="Cannot start yet" hint="Opens when both leads have signed." />
    </TaskList>
  );
}

function CandidateTask({ roundId, line, zone }: { roundId: string; line: CandidateLine; zone: string }) {
  const file = `/selection/${roundId}/candidates/${line.id}`;
  const { interview, name } = line;
  if (!interview) {
    if (line.entry.candidate === "waiver")
      return (
        <TaskRow
          to={file}
          title={`Sign or deny the waiver for ${name}`}
          mark={<Pair {...line.waiver} agreed="has signed" open="has not decided" />}
          state="Both decide"
          hint="Service is shorter than the agreed minimum."
        />
      );
    if (line.entry.candidate === "submitted")
      return <TaskRow to={file} title={`Screen ${name}`} hint="The years of service are computed from the dates." />;
    if (line.entry.candidate === "eligible")
      return (
        <TaskRow
          to={line.may.schedule ? file : undefined}
          title={`Set the interview of ${name}`}
          hint={line.may.schedule ? "Eligible; no time is set yet." : "A lead or the coordinator sets the time."}
        />
      );
    return null;
  }
  const room = `/interviews/${interview.id}`;
  const { cards } = interview;
  switch (interview.state) {
    case "briefed":
      return (
        <TaskRow
          to={room}
          title={`Interview ${name}`}
          state={interview.scheduledAt ? <Time at={interview.scheduledAt} zone={zone} as="slot" /> : "No time set"}
          hint="The room opens when the moderator starts it. Declare any conflict of interest before."
        />
      );
    case "live":
      return <TaskRow to={room} title={`Join the interview of ${name}`} state="Live now" tone="now" />;
    case "scoring":
      return cards.in < cards.of ? (
        <TaskRow
          to={room}
          title={interview.myCard === "draft" ? `Submit your card on ${name}` : `Await the cards on ${name}`}
          state={`${cards.in} of ${cards.of} in`}
          tone={interview.myCard === "draft" ? "now" : undefined}
          hint="The cards open together when all are in, or when both leads agree to go without one."
        />
      ) : (
        <TaskRow
          to={room}
          title={`Open the cards on ${name}`}
          mark={<Mark party="agency" />}
          state="All in"
          hint="A lead opens them. They open on all screens at the same moment."
        />
      );
    case "consensus":
      return (
        <TaskRow
          to={`${room}/debrief`}
          title={`Agree the joint scorecard on ${name}`}
          state="Open"
          hint="All cards are open to the panel."
        />
      );
    case "frozen":
      return (
        <TaskRow
          to={`${room}/debrief`}
          title={`Sign the panel result on ${name}`}
          mark={<Pair {...interview.signed} agreed="has signed" open="has not signed" />}
          state={interview.signed.agency ? "Administrator next" : "Supervisor first"}
          hint="The supervisor signs first, then the administrator. The second signature seals it."
        />
      );
    default:
      return null;
  }
}
