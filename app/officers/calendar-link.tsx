import { useHref } from "@remix-run/react";

/** Takes a meeting into the reader's own calendar. @param of the page of the record whose meeting it is */
export function CalendarLink({ of }: { of: string }) {
  return (
    <a className="no-print" href={useHref(`${of}/calendar`)} download="meeting.ics">
      Add to calendar
    </a>
  );
}
