import type { Finding } from "#shared/statistics/impact.ts";
import {
  SMALLEST_GROUP,
  VOLUNTARY,
  VOLUNTARY_CATEGORIES,
  type VoluntaryCategory,
  type VoluntarySums,
} from "#shared/voluntary.ts";
import { DataTable } from "../ui/data-table.tsx";

/** Selection rates by group with the four-fifths rule and Fisher's exact test; or that there are too few to say. */
export function ImpactTables({ impact }: { impact: Record<VoluntaryCategory, VoluntarySums> }) {
  return (
    <div className="stack">
      <p className="small muted">
        Over all sealed decisions. Shown only when no group has fewer than {SMALLEST_GROUP} people. Four-fifths rule: 29
        CFR 1607.4(D); Fisher’s exact test, two-sided. An aid for both organizations, not a legal finding.
      </p>
      {VOLUNTARY_CATEGORIES.map((category) => (
        <section key={category} aria-label={VOLUNTARY[category].label}>
          <h3>{VOLUNTARY[category].label}</h3>
          <Sums sums={impact[category]} caption={VOLUNTARY[category].label} />
        </section>
      ))}
    </div>
  );
}

function Sums({ sums, caption }: { sums: VoluntarySums; caption: string }) {
  if (sums.kind === "too-few" || sums.impact.kind === "too-few") return <p>Too few to say.</p>;
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { label: "Group" },
        { label: "Candidates", right: true },
        { label: "Appointed", right: true },
        { label: "Rate", right: true },
        { label: "To the highest", right: true },
        { label: "Exact test", right: true },
        { label: "Reads as" },
      ]}
      rows={sums.impact.groups.map((one) => ({
        key: one.group,
        cells: [
          one.group,
          one.applicants,
          one.selected,
          one.rate === null ? "–" : one.rate.toFixed(2),
          one.ratio === null ? "–" : one.ratio.toFixed(2),
          one.p === null ? "–" : one.p.toFixed(3),
          FINDINGS[one.finding],
        ],
      }))}
    />
  );
}

const FINDINGS: Record<Finding, string> = {
  "highest-rate": "Highest rate: the others are compared with it",
  indicated: "Below four fifths, and more than chance would give",
  "too-few": "Too few to conclude",
  significant: "Not below four fifths, yet more than chance would give: look closer",
  "not-indicated": "No sign of a difference",
  "nobody-applied": "Nobody applied",
};
