import { TaskList, TaskRow } from "#app/ui/tasks.tsx";
import { Time } from "#app/ui/time.tsx";
import type { RemovalsPage } from "#server/pages/removal.ts";
import { PARTIES } from "#shared/roles.ts";
import { dayInWords } from "#shared/time.ts";

/** One removal review in a list, with its way in. */
export function RemovalRow({ review: one, zone }: { review: RemovalsPage["reviews"][number]; zone: string }) {
  return (
    <TaskRow
      to={one.to}
      title="Removal review"
      hint={
        <>
          Asked for by the {PARTIES[one.side].label.toLowerCase()}, <Time at={one.requestedAt} zone={zone} as="date" />
          {one.dueOn ? `. ${one.state === "requested" ? "Answer" : "Decision"} by ${dayInWords(one.dueOn)}` : ""}
        </>
      }
      state={one.label}
      done={!one.open}
    />
  );
}

/** Removal reviews of an assignment, the newest first. */
export function RemovalRows({ reviews, zone }: Pick<RemovalsPage, "reviews" | "zone">) {
  return (
    <TaskList>
      {reviews.map((one) => (
        <RemovalRow key={one.id} review={one} zone={zone} />
      ))}
    </TaskList>
  );
}
