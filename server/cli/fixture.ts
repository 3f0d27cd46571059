import pino from "pino";
import { appendAudit } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import type { Db } from "#db/open.ts";
import { processesOf, termsOf } from "#db/processes.ts";
import { castOf, installationKind, programsOf, viewerOf } from "#db/programs.ts";
import { candidate, interview } from "#db/schema.ts";
import { NOTES_FRAGMENT } from "#shared/documents/notes.ts";
import { roomMode } from "#shared/machine.ts";
import { type Room, roomName } from "#shared/rooms.ts";
import { openSession } from "../auth/sessions.ts";
import type { Env } from "../env.ts";
import { backing } from "../room/backing.ts";
import { createRooms } from "../room/rooms.ts";

/** What a client outside needs to open live rooms. */
export interface RoomFixture {
  /** `name=value`, for a Cookie header. */
  cookie: string;
  rooms: string[];
  /** The XmlFragment that holds the text: `paragraph` elements with XmlText inside. */
  fragment: string;
}

/**
 * Makes rooms of shared notes for measuring from outside: real interviews, live, of made-up candidates, on a demo
 * database only. A server that runs on the same database finds them when they are opened.
 * @param as dotted name of one of the cast. @throws Error with a sentence that says what to do.
 */
export function fixtureRooms(
  db: Db,
  env: Env,
  { count, as, now }: { count: number; as: string; now: number },
): RoomFixture {
  if (installationKind(db) !== "demo")
    throw new Error("Fixtures exist on a demo database only. Set DATA_DIR to a folder that holds the demo.");
  const person = castOf(db).find(({ slug }) => slug === as);
  const programId = person && programsOf(db, person.userId)[0]?.id;
  const viewer = programId ? viewerOf(db, programId, person.userId) : null;
  if (!viewer) throw new Error(`Nobody of the demo cast is called ${as}. Try --as dana.ortiz.`);
  const active = processesOf(db, viewer.programId).find(
    (round) => round.state === "active" && termsOf(round)?.scoringMode === "independent-first",
  );
  if (!active) throw new Error("The demo has no round in force. Build it again in an empty folder.");

  const rooms = createRooms({ db, clock: () => now, env, log: pino({ level: "silent" }) });
  return db.transaction(() => {
    const names = Array.from({ length: count }, (_, i) => {
      const place = { programId: viewer.programId, processId: active.id };
      const candidateId = newId("cnd");
      const recordId = newId("int");
      db.insert(candidate)
        .values({
          ...place,
          id: candidateId,
          name: `Measured candidate ${i + 1}`,
          state: "scheduled",
          createdBy: viewer.userId,
          createdAt: now,
        })
        .run();
      db.insert(interview)
        .values({ ...place, id: recordId, candidateId, state: "live", startedAt: now, scheduledAt: now })
        .run();
      const of = { programId: viewer.programId, kind: "interview", recordId, revision: 1 } as const;
      const room: Room = { ...of, part: "notes" };
      rooms.create(room);
      // A person who follows the room in a browser finds it whole.
      rooms.create({ ...of, part: "session" });
      const behind = backing(db, room);
      if (!behind || roomMode(viewer, room, behind) !== "write")
        throw new Error(`${viewer.name} may not write shared notes. Try --as dana.ortiz.`);
      return roomName(room);
    });
    const { sessionId, cookie } = openSession(db, {
      userId: viewer.userId,
      programId: viewer.programId,
      demo: true,
      now,
    });
    const event = { programId: viewer.programId, actorId: viewer.userId };
    appendAudit(db, now, { ...event, type: "session.opened", subjectId: sessionId, payload: { fixture: true } });
    appendAudit(db, now, { ...event, type: "interview.started", subjectId: null, payload: { fixture: true, count } });
    return { cookie, rooms: names, fragment: NOTES_FRAGMENT };
  });
}
