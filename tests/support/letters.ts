import ICAL from "ical.js";
import { candidateById } from "../../db/candidates.ts";
import type { Mail } from "../../db/mail.ts";
import { viewerOf } from "../../db/programs.ts";
import { addCandidate } from "../../server/commands/candidates.ts";
import { screenCandidate } from "../../server/commands/screening.ts";
import type { CommandContext } from "../../server/context.ts";
import { type DemoRooms, PROGRAM } from "./demo-rooms.ts";

/** One of the cast, as commands know them. */
export function actor(demo: DemoRooms, slug: string): CommandContext {
  const viewer = viewerOf(demo.server.context.db, PROGRAM, demo.userId(slug));
  if (!viewer) throw new Error(`no such member: ${slug}`);
  return { ...demo.server.context, viewer };
}

let counter = 0;

/** A new candidate of a round, eligible by ten years of service. @returns its id and name */
export function eligibleCandidate(demo: DemoRooms, processId: string, email: string | null = null) {
  counter += 1;
  const name = `Officer Wren Number${counter}`;
  const ctx = actor(demo, "amara.osei");
  const span = { agency: "Larkfield Police Department", post: null, from: "2012-03-01", to: null };
  const added = addCandidate(ctx, { processId, candidate: { name, email, post: null, spans: [span], youth: [] } });
  if (!added.ok) throw new Error(added.sentence);
  const screened = screenCandidate(ctx, { candidateId: added.candidateId });
  if (!screened.ok || candidateById(ctx.db, PROGRAM, added.candidateId)?.state !== "eligible")
    throw new Error("not eligible");
  return { candidateId: added.candidateId, name };
}

/** A calendar file as a parser that is not ours reads it. */
export function readCalendar(text: string) {
  const root = new ICAL.Component(ICAL.parse(text));
  const component = root.getFirstSubcomponent("vevent");
  if (!component) throw new Error("no event in the file");
  const event = new ICAL.Event(component);
  return {
    method: root.getFirstPropertyValue("method"),
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    start: event.startDate.toJSDate().getTime(),
    end: event.endDate.toJSDate().getTime(),
    utc: event.startDate.zone === ICAL.Timezone.utcTimezone,
    place: event.location,
    summary: event.summary,
    description: event.description,
    attendees: component.getAllProperties("attendee").map((p) => String(p.getFirstValue()).toLowerCase()),
  };
}

/** The letters of one interview, by kind. */
export const ofKind = (mails: readonly Mail[], kind: string) => mails.filter((mail) => mail.kind === kind);
