import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from "ical-generator";

/** One person's invitation to one interview or meeting. Times in milliseconds since 1970. */
export interface Invitation {
  /** What all versions of the invitation have alike; calendars show it to nobody. */
  eventId: string;
  /** Counts up with each change; a calendar takes the highest. */
  sequence: number;
  method: "REQUEST" | "CANCEL";
  start: number;
  minutes: number;
  place: string | null;
  summary: string;
  description: string;
  organizer: { name: string; email: string };
  attendee: { name: string; email: string };
  now: number;
}

/**
 * The invitation as an iCalendar file (RFC 5545, RFC 5546). Start and end are written in UTC, so that every calendar
 * reads the same instant whatever it knows of the school's zone and its clock changes. The file names its one
 * attendee and no one else.
 */
export function calendarFile(invitation: Invitation): string {
  const { method, start, minutes, now } = invitation;
  const calendar = ical({
    method: ICalCalendarMethod[method],
    prodId: { company: "Accord", product: "Accord", language: "EN" },
  });
  calendar.createEvent({
    id: `${invitation.eventId}@accord`,
    sequence: invitation.sequence,
    stamp: new Date(now),
    start: new Date(start),
    end: new Date(start + minutes * 60_000),
    summary: oneLine(invitation.summary),
    description: invitation.description,
    location: invitation.place ? oneLine(invitation.place) : null,
    status: method === "CANCEL" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: named(invitation.organizer),
    attendees: [
      {
        ...named(invitation.attendee),
        rsvp: method === "REQUEST",
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
      },
    ],
  });
  return calendar.toString();
}

/** The method a calendar file was written with. */
export function methodOf(calendar: string): "REQUEST" | "CANCEL" {
  return /^METHOD:CANCEL\r?$/m.test(calendar) ? "CANCEL" : "REQUEST";
}

/** A name goes between quotation marks in the file: it must not hold one. */
const named = ({ name, email }: { name: string; email: string }) => ({ name: oneLine(name).replace(/"/g, "'"), email });
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
