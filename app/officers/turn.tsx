import { Mark, Pair } from "#app/ui/marks.tsx";
import type { CheckpointLine } from "#server/pages/checkpoint-line.ts";
import { dayInWords } from "#shared/time.ts";

/** Whose turn it is at a checkpoint, and until when. */
export function turnOf(line: CheckpointLine): string {
  const { state, opensOn, selfDueOn, inputDueOn, answered } = line;
  switch (state) {
    case "planned":
      return opensOn ? `Opens ${dayInWords(opensOn)}` : "Waits for the end of a leave";
    case "self":
      return `The officer writes${until(selfDueOn)}`;
    case "input":
      return `Both leads write, each alone${until(inputDueOn)}`;
    case "joint":
      return "Both leads write the review together";
    case "presented":
      return answered ? "The leads sign text and answer" : "The officer reads and answers";
    case "sealed":
      return "Sealed";
  }
}

const until = (day: string | null) => (day ? `, until ${dayInWords(day)}` : "");

/** The mark beside it: of those whose turn it is, filled where they are done. */
export function TurnMark({ line }: { line: CheckpointLine }) {
  if (line.handedIn) return <Pair {...line.handedIn} agreed="has handed in" open="has not handed in" />;
  if (line.signed && line.answered) return <Pair {...line.signed} agreed="has signed" open="has not signed" />;
  if (line.state === "self" || line.state === "presented") return <Mark party="agency" outline />;
  return null;
}
