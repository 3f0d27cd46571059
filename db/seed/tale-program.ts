import { installation, membership, program, school, user } from "../schema.ts";
import type { Stage } from "./stage.ts";
import { CAST, PROGRAM, SCHOOLS } from "./story.ts";

/** Founds the program: the installation, its schools and its people, in the order they joined. */
export function foundProgram(stage: Stage): void {
  const { db, calendar } = stage;
  const founded = calendar.at(PROGRAM.startedOn, "08:00");
  const { id: programId, name, agencyName, districtName, timeZone } = PROGRAM;
  const by = "amara-osei";
  db.insert(installation).values({ id: 1, kind: "demo", createdAt: founded }).run();
  db.insert(program).values({ id: programId, name, agencyName, districtName, timeZone, createdAt: founded }).run();
  stage.act(founded, "installation.created", by, null, { kind: "demo" });
  stage.act(founded, "program.created", by, programId);
  for (const { id, name, grades } of SCHOOLS) {
    db.insert(school).values({ id, programId, name, grades, timeZone }).run();
    stage.act(founded, "school.added", by, id);
  }
  CAST.forEach(({ id, name, shortName, role, party }, i) => {
    const joined = id === "casey-monroe" ? calendar.at("2026-02-02", "08:00") : founded + i * 60_000;
    const slug = id.replace(/-(?=[^-]+$)/, ".");
    const membershipId = `${id}-member`;
    db.insert(user)
      .values({ id, email: `${slug}@larkfield.example`, name, shortName, slug, createdAt: joined })
      .run();
    db.insert(membership).values({ id: membershipId, programId, userId: id, role, party, createdAt: joined }).run();
    stage.act(joined, "user.created", by, id);
    stage.act(joined, "membership.added", by, membershipId, { role, party });
  });
}
