import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Act } from "#app/interview/act.tsx";
import { DataTable } from "#app/ui/data-table.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { LedgerSection, PageHead } from "#app/ui/ledger.tsx";
import { Posting } from "#app/ui/posting.tsx";
import { type HolidaysPage, holidaysPage } from "#server/pages/holidays.ts";
import { notFound, requireViewer } from "#server/viewer.ts";
import { casePaths } from "#shared/case-paths.ts";
import { dayInWords } from "#shared/time.ts";
import "../officers/officers.css";

export const meta: MetaFunction = () => [{ title: "Days without work · Accord" }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const page = holidaysPage(requireViewer(context, request));
  if (page === null) throw notFound();
  return page;
}

export default function Holidays() {
  const { mayKeep, today, coming, past } = useLoaderData<typeof loader>() as HolidaysPage;
  return (
    <main id="main" className="page">
      <PageHead
        kicker={<Link to={casePaths.all}>Officers</Link>}
        title="Days without work"
        lede="Holidays of the agency and the schools. Working days are counted around them and around weekends."
      />
      <LedgerSection title="To come" note="A day that is already set for a step stays as it was told." wide>
        {coming.length === 0 ? (
          <Empty title="No day is entered">
            Weekends are left out by themselves. Holidays are left out once they stand here.
          </Empty>
        ) : (
          <Stretches caption="Days to come" of={coming} drop={mayKeep ? today : null} />
        )}
      </LedgerSection>
      {mayKeep ? (
        <LedgerSection title="Enter days" note="One day, or a break from its first day to its last.">
          <Posting to={`${casePaths.holidays}/adding`} id="holidays" label="Enter these days" done="Entered.">
            {() => (
              <>
                <Field
                  name="name"
                  id="holidays-name"
                  label="What they are"
                  hint="For example: Winter break"
                  maxLength={80}
                  required
                />
                <div className="two">
                  <Field name="from" id="holidays-from" type="date" label="First day" min={today} required />
                  <Field
                    name="to"
                    id="holidays-to"
                    type="date"
                    label="Last day"
                    hint="Leave it empty for one day."
                    min={today}
                  />
                </div>
              </>
            )}
          </Posting>
        </LedgerSection>
      ) : null}
      {past.length > 0 ? (
        <LedgerSection title="Past" note="They were counted, and stay." wide>
          <Stretches caption="Days that have passed" of={past} drop={null} />
        </LedgerSection>
      ) : null}
    </main>
  );
}

/** @param drop the day it is, where days from then on may be taken back; `null` where none may */
function Stretches({ caption, of, drop }: { caption: string; of: HolidaysPage["coming"]; drop: string | null }) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[{ label: "What" }, { label: "When" }, ...(drop ? [{ label: "Take back" }] : [])]}
      rows={of.map(({ name, from, to, days }) => ({
        key: from,
        cells: [
          name,
          from === to ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(to)}`,
          ...(drop
            ? [
                <details key="drop" className="no-print">
                  <summary>Take back</summary>
                  {days
                    .filter((day) => day >= drop)
                    .map((day) => (
                      <Act
                        key={day}
                        to={`${casePaths.holidays}/removing`}
                        values={{ day }}
                        label={`Take ${dayInWords(day)} back`}
                        small
                      />
                    ))}
                </details>,
              ]
            : []),
        ],
      }))}
    />
  );
}
