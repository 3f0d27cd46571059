import { memo, useState } from "react";
import { Button } from "#app/ui/button.tsx";
import { StripHead } from "#app/ui/dot-strip.tsx";
import type { Room } from "#app/workspace/room.ts";
import { ScoreField } from "#app/workspace/score-field.tsx";
import { SCALE } from "#shared/content/rubric.ts";
import { agreedKey, reasonKey } from "#shared/documents/joint.ts";
import { spreadOf } from "#shared/statistics/scores.ts";
import { Discussion } from "./discussion.tsx";
import { OwnPart } from "./own-part.tsx";
import { type JointPart, plotSentence, ratedBy, ratingWord, shortNameOf } from "./parts.ts";
import { RaterPlot } from "./rater-plot.tsx";
import type { Page } from "./route.tsx";

const WORDS = Object.fromEntries(
  SCALE.filter(({ value }) => value % 2 === 1).map(({ value, label }) => [value, label]),
);

export function PlotHead() {
  return (
    <div className="plot-row plot-head" aria-hidden="true">
      <div>Widest difference first</div>
      <StripHead words={WORDS} />
      <div>Joint score and reason</div>
    </div>
  );
}

interface RowProps {
  page: Page;
  room: Room;
  criterion: Page["criteria"][number];
  part: JointPart;
  showGaps: boolean;
  /** Alone in the middle of this screen. */
  lit: boolean;
  /** Shown to everybody now, whether this screen follows or not. */
  shown: boolean;
  onShow: (criterionId: string) => void;
  onEnd: () => void;
}

/**
 * One criterion: how far apart the first scores are, the scores themselves, and what the panel agrees together. Drawn
 * again only when something of it changed: others may type in every row at once.
 */
export const CriterionRow = memo(function CriterionRow(props: RowProps) {
  const { page, room, criterion, part, showGaps, lit, shown, onShow, onEnd } = props;
  const { id, title } = criterion;
  const first = page.first[id] ?? [];
  const spread = spreadOf(first.map((f) => f.rating));
  const { agreed } = part;
  const unseen = first.filter((f) => f.rating === "not-observed").map((f) => shortNameOf(page, f.userId));
  const [notes, setNotes] = useState(false);
  const more = lit || notes;
  return (
    <section className={lit ? "plot-row lit" : "plot-row"} id={`criterion-${id}`} aria-labelledby={`row-${id}`}>
      <div>
        <h2 id={`row-${id}`}>{title}</h2>
        <p className={(spread.points ?? 0) > 1 ? "apart wide" : "apart"}>{spread.sentence}</p>
        {unseen.length > 0 ? <p className="apart">{unseen.join(", ")}: not observed</p> : null}
        <div className="row-acts no-print">
          <Button type="button" small variant="plain" aria-expanded={notes} onClick={() => setNotes(!notes)}>
            {notes ? "Close the notes" : "Discuss"} <span className="vh">on {title}</span>
          </Button>
          {page.may.spotlight && page.state === "consensus" ? (
            <Button type="button" small variant="plain" onClick={() => (shown ? onEnd() : onShow(id))}>
              {shown ? "End spotlight" : "Spotlight"} <span className="vh">on {title}</span>
            </Button>
          ) : null}
        </div>
      </div>
      <div className="plot-cell" data-agreed={typeof agreed === "number" ? agreed : undefined}>
        <RaterPlot people={ratedBy(page, id, part)} sentence={plotSentence(page, id, part)} />
      </div>
      <div className={room.mode === "write" ? "joint-score open" : "joint-score"}>
        <span className="n" aria-hidden="true">
          {typeof agreed === "number" ? agreed : "–"}
        </span>
        <div>
          {room.mode === "write" ? (
            <ScoreField
              room={room}
              criterion={criterion}
              brief
              field={agreedKey(id)}
              textField={reasonKey(id)}
              none={{ value: "not-measured", label: "Not measured" }}
              textLabel="Reason for the joint score"
              need={() => "Write one sentence that gives the reason."}
              showGaps={showGaps}
            />
          ) : (
            <p>
              <span className="vh">Joint score: {agreed === undefined ? "none yet" : String(agreed)}. </span>
              {agreed === "not-measured" ? <b>Not measured. </b> : null}
              {part.reason ?? "No reason written yet."}
            </p>
          )}
          <Moves page={page} criterionId={id} part={part} own={room.mode === "write"} />
          {room.mode === "write" && page.me ? <OwnPart page={page} room={room} criterionId={id} part={part} /> : null}
        </div>
      </div>
      {more ? <Discussion page={page} criterionId={id} part={part} notes={notes} /> : null}
    </section>
  );
});

/** Moves and dissent, in sentences. One's own dissent is shown where it is written. */
function Moves({ page, criterionId, part, own }: { page: Page; criterionId: string; part: JointPart; own: boolean }) {
  const firstOf = (userId: string) => page.first[criterionId]?.find((f) => f.userId === userId)?.rating;
  const moves = part.moves.filter((m) => m.to !== firstOf(m.userId));
  const dissent = part.dissent.filter((d) => !(own && d.userId === page.me));
  return (
    <>
      {moves.map((m) => (
        <p className="moves" key={m.userId}>
          {shortNameOf(page, m.userId)} moved {ratingWord(firstOf(m.userId))} <span aria-hidden="true">→</span>
          <span className="vh">to</span> {ratingWord(m.to)}
          {m.reason ? `: ${m.reason}` : ". The reason is still to come."}
        </p>
      ))}
      {dissent.map((d) => (
        <p className="moves" key={d.userId}>
          {shortNameOf(page, d.userId)} dissents: {d.text}
        </p>
      ))}
    </>
  );
}
