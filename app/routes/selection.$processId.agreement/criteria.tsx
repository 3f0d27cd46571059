import { Button } from "#app/ui/button.tsx";
import { LiveNumber } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { CRITERIA, RUBRIC_RULES } from "#shared/content/rubric.ts";
import { type Criterion, choose, type ProcessTerms, processKeys, setOrder } from "#shared/documents/process.ts";
import { Entry, moved, OrderButtons, Part } from "./part.tsx";

/** Criteria and weights: what is rated, in which order, what it counts, and what a 1, a 3 and a 5 look like. */
export function CriteriaPart({ room, terms }: { room: Room; terms: ProcessTerms }) {
  const ids = terms.criteria.map((criterion) => criterion.id);
  const rest = CRITERIA.filter((criterion) => !ids.includes(criterion.id));
  const equal = new Set(terms.criteria.map((criterion) => criterion.weight)).size <= 1;
  return (
    <Part
      id="criteria"
      lede={`${RUBRIC_RULES.find((rule) => rule.id === "number-of-criteria")?.text ?? ""} Each is rated 1 to 5.`}
    >
      <div className="entries">
        {terms.criteria.map((criterion, index) => (
          <CriterionEntry key={criterion.id} room={room} criterion={criterion} index={index} ids={ids} />
        ))}
      </div>
      {equal ? (
        <p className="small muted">All criteria weigh the same. To change a weight, open its line.</p>
      ) : (
        <LiveText
          room={room}
          field="weightReason"
          label="Why do some criteria weigh more than others?"
          fallback={terms.weightReason}
          hint="Required while the weights are not equal. It stands in the agreement both parties sign."
          rows={3}
          error={terms.weightReason ? undefined : "Weights are unequal: write why."}
        />
      )}
      <details>
        <summary>Add a criterion ({rest.length} not chosen)</summary>
        <ul className="bank">
          {rest.map((criterion) => (
            <li key={criterion.id}>
              <p>
                <b>{criterion.title}</b>
                <span className="sub">{criterion.definition}</span>
              </p>
              <Button
                small
                type="button"
                disabled={!room.editable}
                onClick={() => room.doc && choose(room.doc, "criterion", criterion.id, true, ids)}
              >
                Add<span className="vh"> {criterion.title}</span>
              </Button>
            </li>
          ))}
        </ul>
      </details>
    </Part>
  );
}

function CriterionEntry({
  room,
  criterion,
  index,
  ids,
}: {
  room: Room;
  criterion: Criterion;
  index: number;
  ids: string[];
}) {
  const field = (name: string) => processKeys.criterion(criterion.id, name);
  const gaps = ([1, 3, 5] as const).some((level) => !criterion.anchors[level]);
  return (
    <Entry
      room={room}
      field={field("")}
      index={index}
      title={criterion.title}
      note={`Weight ${criterion.weight}`}
      attention={gaps ? "Anchor missing" : undefined}
    >
      <OrderButtons
        name={criterion.title}
        index={index}
        count={ids.length}
        onMove={(to) => room.doc && setOrder(room.doc, "criterion", moved(ids, index, to))}
        onLeaveOut={() => room.doc && choose(room.doc, "criterion", criterion.id, false, ids)}
      />
      <LiveNumber
        room={room}
        field={field("weight")}
        label="Weight"
        hint="From 0.5 to 10. A criterion with weight 2 counts twice as much as one with weight 1."
        min={0.5}
        max={10}
        step={0.5}
      />
      <LiveText room={room} field={field("definition")} label="Definition" rows={3} />
      {([1, 3, 5] as const).map((level) => (
        <LiveText
          key={level}
          room={room}
          field={field(`anchor${level}`)}
          label={`What a ${level} looks like`}
          rows={3}
          error={criterion.anchors[level] ? undefined : `Write the anchor for ${level}.`}
        />
      ))}
    </Entry>
  );
}
