import { Link } from "@remix-run/react";
import { useId, useState } from "react";
import { Button } from "#app/ui/button.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import {
  type DecisionDraft,
  type DecisionFrame,
  decisionKeys,
  LINK_PARTS,
  type LinkPart,
} from "#shared/documents/decision.ts";
import { setValue } from "#shared/documents/form.ts";

interface LinkChoice {
  interviewId: string;
  part: LinkPart;
  words: string;
}

/** One paragraph of reasons for each criterion, and what it rests on: joint scorecards and notes of the record. */
export function ReasonsPart({ room, draft, frame }: { room: Room; draft: DecisionDraft; frame: DecisionFrame }) {
  const choices = draft.order.flatMap(({ interviewId, name }) =>
    interviewId === null
      ? []
      : LINK_PARTS.map((part) => ({ interviewId, part, words: `${PART_WORDS[part]} on ${name}` })),
  );
  return (
    <>
      {frame.criteria.map((criterion) => {
        const said = draft.rationale.find((one) => one.criterionId === criterion.id);
        const links = choices.filter((choice) =>
          said?.links.some((link) => link.interviewId === choice.interviewId && link.part === choice.part),
        );
        return (
          <section key={criterion.id} aria-labelledby={`reasons-${criterion.id}`}>
            <h3 id={`reasons-${criterion.id}`}>{criterion.title}</h3>
            {criterion.counted ? null : (
              <p className="small attention">Not in the totals: its only question is not counted.</p>
            )}
            <LiveText
              room={room}
              field={decisionKeys.rationale(criterion.id)}
              label="Reasons"
              context={criterion.title}
              rows={3}
              max={4000}
              fallback={said?.text ?? ""}
            />
            <Links room={room} criterion={criterion} links={links} choices={choices} />
          </section>
        );
      })}
    </>
  );
}

function Links({
  room,
  criterion,
  links,
  choices,
}: {
  room: Room;
  criterion: { id: string; title: string };
  links: readonly LinkChoice[];
  choices: readonly LinkChoice[];
}) {
  const id = useId();
  const [chosen, setChosen] = useState("");
  const rest = choices.filter((choice) => !links.includes(choice));
  const set = ({ interviewId, part }: LinkChoice, on: boolean) => {
    if (room.doc && room.editable) setValue(room.doc, decisionKeys.link(criterion.id, interviewId, part), on);
  };
  return (
    <>
      <p className="label">
        Rests on<span className="vh">, {criterion.title}</span>
      </p>
      {links.length === 0 ? <p className="small muted">Nothing chosen yet.</p> : null}
      <ul className="chips">
        {links.map((link) => (
          <li key={keyOf(link)}>
            <Link to={`/interviews/${link.interviewId}/debrief`}>{link.words}</Link>
            {room.mode === "write" ? (
              <Button small variant="plain" type="button" disabled={!room.editable} onClick={() => set(link, false)}>
                Remove<span className="vh"> {link.words}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {room.mode === "write" && rest.length > 0 ? (
        <div className="add-link no-print">
          <div className="field">
            <label htmlFor={id}>
              Add what it rests on<span className="vh">, {criterion.title}</span>
            </label>
            <select id={id} className="input" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
              <option value="">Choose from the record</option>
              {rest.map((choice) => (
                <option key={keyOf(choice)} value={keyOf(choice)}>
                  {choice.words}
                </option>
              ))}
            </select>
          </div>
          <Button
            small
            type="button"
            disabled={!room.editable}
            onClick={() => {
              const choice = rest.find((one) => keyOf(one) === chosen);
              if (choice) set(choice, true);
              setChosen("");
            }}
          >
            Add
          </Button>
        </div>
      ) : null}
    </>
  );
}

const PART_WORDS: Record<LinkPart, string> = { joint: "Joint scorecard", notes: "Notes" };
const keyOf = ({ interviewId, part }: { interviewId: string; part: LinkPart }) => `${interviewId}.${part}`;
