import { eq } from "drizzle-orm";
import { newId } from "../../db/ids.ts";
import { termsOf } from "../../db/processes.ts";
import { candidate, process } from "../../db/schema.ts";
import { openSession } from "../../server/auth/sessions.ts";
import { declareConflict } from "../../server/commands/cards.ts";
import { nameGuest } from "../../server/commands/guests.ts";
import { acknowledgeKit } from "../../server/commands/interview-kit.ts";
import { endQuestions, scheduleInterview, startInterview } from "../../server/commands/interviews.ts";
import type { DemoRooms } from "./demo-rooms.ts";
import { PROGRAM } from "./demo-rooms.ts";
import { actor } from "./letters.ts";
import { type Visitor, visitor } from "./visitor.ts";

export const GUEST = { name: "Noor Haddad", organization: "Larkfield Parents’ Council" };

/** Names a guest and seats them on a round's panel, as if both leads had chosen them before they signed. */
export function seatGuest(demo: DemoRooms, processId = "middle-school"): string {
  const named = nameGuest(actor(demo, "amara.osei"), GUEST);
  if (!named.ok) throw new Error(named.sentence);
  const { db } = demo.server.context;
  const row = db.select().from(process).where(eq(process.id, processId)).get();
  const terms = row && termsOf(row);
  if (!terms) throw new Error("no such round");
  const panel = [...terms.panel, named.userId];
  db.update(process)
    .set({ terms: JSON.stringify({ ...terms, panel }) })
    .where(eq(process.id, processId))
    .run();
  return named.userId;
}

/** A fresh interview of a fresh candidate. */
export function freshInterview(demo: DemoRooms, processId = "middle-school"): string {
  const id = newId("cd");
  const { db } = demo.server.context;
  db.insert(candidate)
    .values({
      id,
      programId: PROGRAM,
      processId,
      name: "Officer Robin Vale",
      state: "eligible",
      createdBy: demo.userId("amara.osei"),
      createdAt: Date.now(),
    })
    .run();
  const made = scheduleInterview(actor(demo, "amara.osei"), { candidateId: id, scheduledAt: Date.now() });
  if (!made.ok) throw new Error(made.sentence);
  return made.interviewId;
}

/** Everyone named reads the kit and declares no tie, the interview starts, and when asked the questions end. */
export function play(demo: DemoRooms, interviewId: string, raters: readonly string[], until: "live" | "scoring"): void {
  for (const slug of raters) {
    acknowledgeKit(actor(demo, slug), { interviewId });
    declareConflict(actor(demo, slug), { interviewId, choice: "none", text: "" });
  }
  startInterview(actor(demo, "dana.ortiz"), { interviewId, reason: "The others come later." });
  if (until === "scoring") endQuestions(actor(demo, "dana.ortiz"), { interviewId, reason: "Nothing left to ask." });
}

/** A browser in which one of the cast is signed in. */
export function browserOf(demo: DemoRooms, slug: string): Visitor {
  const person = visitor(demo.server.url);
  const { db, clock } = demo.server.context;
  const who = { userId: demo.userId(slug), programId: PROGRAM, demo: true, now: clock() };
  const [name = "", value = ""] = openSession(db, who).cookie.split("=");
  person.cookies.set(name, value);
  return person;
}

/** Asks for a code on the page itself. @returns the path of the address that is shown. */
export async function askForCode(person: Visitor, interviewId: string, guestId?: string): Promise<string> {
  const fields = { intent: "code", ...(guestId ? { person: guestId } : {}) };
  const answer = await person.post(`/interviews/${interviewId}/join?index`, fields);
  const path = /\/join\/[a-z0-9]{5}-[a-z0-9]{5}/.exec(await answer.text())?.[0];
  if (!path) throw new Error(`no code was shown (${answer.status})`);
  return path;
}

/** The Cookie header of a browser. */
export const cookiesOf = (person: Visitor) => [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
