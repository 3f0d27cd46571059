import { DataTable } from "#app/ui/data-table.tsx";
import { LedgerSection } from "#app/ui/ledger.tsx";
import { type Service, yearsInWords } from "#shared/service.ts";
import { Day } from "./day.tsx";
import { lastDay, ServiceTimeline, type TimelineSpan } from "./service-timeline.tsx";
import { gapSentence, overlapSentence } from "./service-words.ts";

/** Sworn service: the figure, how it comes about, and the spans it comes from. */
export function ServiceSection({
  service,
}: {
  service: Service & { spans: TimelineSpan[]; cutoffDate: string; minimumYears: number };
}) {
  const notes = [...service.gaps.map(gapSentence), ...service.overlaps.map(overlapSentence)];
  return (
    <LedgerSection
      title="Sworn service"
      note="Computed, not entered"
      aside={
        <>
          <h3>How it is counted</h3>
          <p>
            Both days of a span count, up to the agreement’s cut-off date. Days served twice count once. A year is
            365.25 days; the figure is cut after two decimals, never rounded up.
          </p>
        </>
      }
    >
      <div className="stack">
        <p>
          <b className="num figure">{yearsInWords(service.years)}</b> of sworn service, counted by days, up to{" "}
          <Day iso={service.cutoffDate} />. The agreement asks for {service.minimumYears}.
        </p>
        {service.spans.length > 0 ? (
          <>
            <ServiceTimeline {...service} />
            {notes.length > 0 ? (
              <ul className="stack-s">
                {notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            ) : (
              <p className="muted">No gap and no overlap.</p>
            )}
            <DataTable
              caption="Service spans"
              captionHidden
              columns={[{ label: "Agency" }, { label: "Post" }, { label: "First day" }, { label: "Last day" }]}
              rows={service.spans.map((span) => ({
                key: span.agency + span.from,
                cells: [span.agency, span.post ?? "", <Day key="from" iso={span.from} />, lastDay(span)],
              }))}
            />
          </>
        ) : (
          <p className="muted">No service was entered.</p>
        )}
      </div>
    </LedgerSection>
  );
}
