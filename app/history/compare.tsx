import { Form, Link } from "@remix-run/react";
import { Button } from "#app/ui/button.tsx";
import type { HistoryView } from "#shared/history-view.ts";
import { indexAt, span } from "./words.ts";

/** Sets the moment shown beside an earlier one. Works without scripts. */
export function Compare({ view, zone }: { view: HistoryView; zone: string }) {
  const { moments, people, at, from } = view;
  const earlier = moments.slice(0, indexAt(moments, at)).reverse();
  if (earlier.length === 0) return null;
  const chosen = at === from ? earlier[0]?.seq : moments[indexAt(moments, from)]?.seq;
  return (
    <Form method="get" className="past-compare no-print" preventScrollReset replace key={`${at} ${from}`}>
      <input type="hidden" name="at" value={at} />
      <div>
        <label className="label" htmlFor="past-from">
          Compare with the text after
        </label>
        <select className="input" id="past-from" name="from" defaultValue={chosen}>
          {earlier.map((moment) => (
            <option key={moment.seq} value={moment.seq}>
              {span(moment, zone)}, {people[moment.by]?.name}
            </option>
          ))}
        </select>
      </div>
      <Button small type="submit">
        Compare
      </Button>
      {at === from ? null : (
        <Link to={`?at=${at}`} preventScrollReset replace>
          Stop comparing
        </Link>
      )}
    </Form>
  );
}
