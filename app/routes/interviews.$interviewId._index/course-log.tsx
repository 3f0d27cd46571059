import { DeviationLog } from "#app/interview/deviation-log.tsx";
import type { Page } from "./route.tsx";

/** The deviation log beside the questions; nothing for whom it is not for. */
export function CourseLog({ page }: { page: Page }) {
  const n = page.deviations.length;
  if (n === 0 && !page.may.explain) return null;
  return (
    <details className="zone-part">
      <summary>{n === 0 ? "Deviation log, empty" : `Deviation log (${n})`}</summary>
      <DeviationLog entries={page.deviations} zone={page.zone} explain={page.may.explain ? page.id : null} />
    </details>
  );
}
