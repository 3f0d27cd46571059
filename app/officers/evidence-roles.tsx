import { DataTable } from "#app/ui/data-table.tsx";
import type { ReadableLog } from "#server/pages/officer.ts";

const SIDE = 12;
const STEP = 16;

/** How the entries of the period spread over the roles: one shape for each, and the numbers beside them. */
export function RolesOfLog({ log: { perRole, period } }: { log: ReadableLog }) {
  const tones = ["commend", "neutral", "concern"] as const;
  return (
    <div>
      <DataTable
        caption={`Entries by role, ${period.title}`}
        captionHidden
        columns={[
          { label: "Role" },
          { label: "Each entry" },
          { label: "Good work", right: true },
          { label: "Plain notes", right: true },
          { label: "Concerns", right: true },
        ]}
        rows={perRole.map((role) => ({
          key: role.id,
          cells: [
            role.title,
            <Shapes key="shapes" tones={tones.flatMap((tone) => Array.from({ length: role[tone] }, () => tone))} />,
            ...tones.map((tone) => role[tone]),
          ],
        }))}
      />
      <p className="small muted role-key">
        <Shape tone="commend" /> good work <Shape tone="neutral" /> plain note <Shape tone="concern" /> concern.
        Corrected entries are not counted.
      </p>
    </div>
  );
}

type Tone = "commend" | "neutral" | "concern";

function Shapes({ tones }: { tones: readonly Tone[] }) {
  if (tones.length === 0) return <span className="muted">None</span>;
  return (
    <span className="role-shapes">
      {tones.map((tone, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes of one kind are alike
        <Shape key={index} tone={tone} />
      ))}
    </span>
  );
}

/** Full, empty, or a triangle: told apart without colour. */
function Shape({ tone }: { tone: Tone }) {
  const from = (STEP - SIDE) / 2;
  return (
    <svg className="role-shape" viewBox={`0 0 ${STEP} ${STEP}`} aria-hidden="true" focusable="false">
      {tone === "concern" ? (
        <path d={`M${STEP / 2} ${from} L${STEP - from} ${STEP - from} L${from} ${STEP - from} Z`} />
      ) : (
        <rect className={tone} x={from} y={from} width={SIDE} height={SIDE} />
      )}
    </svg>
  );
}
