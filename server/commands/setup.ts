import { appendAudit } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import { insertMembership, insertPerson } from "#db/people.ts";
import { installationKind } from "#db/programs.ts";
import { installation, program, school } from "#db/schema.ts";
import type { Party } from "#shared/roles.ts";
import type { OpenedSession } from "../auth/sessions.ts";
import { type AppContext, type Outcome, refuse } from "../context.ts";
import { opened } from "./sessions.ts";

export interface SetupInput {
  program: string;
  agency: string;
  district: string;
  timeZone: string;
  schools: { name: string; grades: string | null }[];
  person: { name: string; email: string; party: Extract<Party, "agency" | "district">; passwordHash: string };
}

/**
 * Sets up an empty database: a real installation, its first program with schools, its first coordinator, all at once or
 * not at all. @returns the coordinator's session.
 */
export function setUpProgram(ctx: AppContext, input: SetupInput): Outcome<{ session: OpenedSession }> {
  return ctx.db.transaction(() => {
    const { db } = ctx;
    const at = ctx.clock();
    if (installationKind(db) !== null)
      return refuse("already", "Accord is already set up here. Sign in, or ask your program coordinator for a link.");

    db.insert(installation).values({ id: 1, kind: "live", createdAt: at }).run();
    const { agency: agencyName, district: districtName, timeZone, person } = input;
    const programId = newId("prg");
    db.insert(program)
      .values({ id: programId, name: input.program, agencyName, districtName, timeZone, createdAt: at })
      .run();
    const userId = insertPerson(db, { ...person, at });
    const membershipId = insertMembership(db, { programId, userId, role: "coordinator", party: person.party, at });

    const actor = { programId, actorId: userId };
    appendAudit(db, at, { ...actor, type: "installation.created", subjectId: null, payload: { kind: "live" } });
    appendAudit(db, at, { ...actor, type: "program.created", subjectId: programId });
    for (const { name, grades } of input.schools) {
      const id = newId("sch");
      db.insert(school).values({ id, programId, name, grades, timeZone }).run();
      appendAudit(db, at, { ...actor, type: "school.added", subjectId: id });
    }
    appendAudit(db, at, { ...actor, type: "user.created", subjectId: userId });
    const payload = { role: "coordinator", party: person.party };
    appendAudit(db, at, { ...actor, type: "membership.added", subjectId: membershipId, payload });
    return { ok: true, session: opened(ctx, userId, programId) };
  });
}
