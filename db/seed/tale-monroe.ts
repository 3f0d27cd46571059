import { probationDays, probationTerms } from "#shared/probation.ts";
import { parametersInForce } from "../mou.ts";
import { holidaysOf } from "../probations.ts";
import { checkpoint, leave, probation } from "../schema.ts";
import { agreed as agree, present, writeApart, writeTogether } from "./checkpoint.ts";
import { fixed, member, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";
import { SETTLING_IN, THREE_ROLES } from "./story-monroe.ts";
import { playSpring } from "./tale-monroe-spring.ts";
import { openCase, signs } from "./year-case.ts";

const ID = "monroe-probation";
const OFFICER = "casey-monroe";

/**
 * Officer Monroe at the annex: the first spring evaluated and sealed; the probation planned under the new agreement, its
 * first review sealed, the second being written.
 */
export function playMonroe(stage: Stage): void {
  const { db, calendar } = stage;
  const at = (day: string, clock: string) => calendar.at(day, clock);
  const of = openCase(stage, {
    id: "monroe-annex-post",
    officer: OFFICER,
    schoolId: "larkfield-high",
    post: "Career and technical annex",
    from: "2026-02-02",
    enteredOn: "2026-02-02",
    began: "selected",
    processId: "annex",
    candidateId: "monroe-annex",
  });
  playSpring(stage, of);
  plan(stage, of.id);
  db.insert(leave)
    .values({
      id: "monroe-leave",
      assignmentId: of.id,
      fromDate: calendar.date("2026-10-01"),
      toDate: calendar.date("2026-10-04"),
      userId: "amara-osei",
      at: at("2026-09-28", "08:20"),
    })
    .run();
  stage.act(at("2026-09-28", "08:20"), "probation.leave", "amara-osei", ID, { leaveId: "monroe-leave", moved: 0 });

  const first = writeApart(stage, { id: idOf(1), officer: OFFICER }, SETTLING_IN, {
    opened: at("2026-08-31", "08:40"),
    self: at("2026-09-07", "09:10"),
    supervisor: at("2026-09-10", "10:30"),
    administrator: at("2026-09-14", "11:15"),
  });
  writeTogether(stage, first, SETTLING_IN, at("2026-09-17", "12:00"));
  present(stage, first, at("2026-09-21", "13:30"));
  agree(stage, first, at("2026-09-24", "14:10"), "I will be at the second arrival. Thank you for the evening meeting.");

  const second = writeApart(stage, { id: idOf(2), officer: OFFICER }, THREE_ROLES, {
    opened: at("2026-10-27", "08:40"),
    self: at("2026-11-02", "09:30"),
    supervisor: at("2026-11-05", "10:30"),
    administrator: at("2026-11-09", "11:45"),
  });
  writeTogether(stage, second, THREE_ROLES, at("2026-11-12", "12:00"));
}

/** The dates, from the agreement in force; both leads sign them, and the officer has read them. */
function plan(stage: Stage, assignmentId: string): void {
  const { db, calendar } = stage;
  const agreed = parametersInForce(db, PROGRAM.id);
  const terms = probationTerms(agreed?.values ?? null, agreed?.version ?? null);
  const startOn = calendar.weekday("2026-08-10");
  const { endOn, checkpoints } = probationDays(startOn, terms, { holidays: holidaysOf(db, PROGRAM.id) });
  const whole = {
    format: "accord/probation-plan/1",
    officer: member(OFFICER).name,
    school: "Larkfield High School",
    startOn,
    endOn,
    terms,
    checkpoints,
  };
  const { content, hash } = fixed(whole);
  const planned = calendar.at("2026-07-27", "10:00");
  db.insert(probation)
    .values({
      id: ID,
      programId: PROGRAM.id,
      assignmentId,
      state: "running",
      clause: fixed(terms).content,
      startOn,
      endOn,
      plan: content,
      planHash: hash,
      createdBy: "dana-ortiz",
      createdAt: planned,
    })
    .run();
  stage.act(planned, "probation.planned", "dana-ortiz", ID, { hash, mouVersion: terms.mouVersion });
  const signers: [PersonId, number][] = [
    ["dana-ortiz", planned + 600_000],
    ["ruth-bell", calendar.at("2026-07-30", "11:20")],
    [OFFICER, calendar.at("2026-08-03", "12:40")],
  ];
  for (const [by, when] of signers) {
    signs(stage, by, when, { subject: "probation-plan", subjectId: ID, hash });
    stage.act(when, "probation.plan-signed", by, ID, { hash, role: member(by).role });
    if (by === "ruth-bell") stage.act(when, "probation.begun", by, ID, { checkpoints: checkpoints.length });
  }
  for (const { n, offsetDays, formId, opensOn, selfDueOn, inputDueOn } of checkpoints)
    db.insert(checkpoint)
      .values({
        id: idOf(n),
        programId: PROGRAM.id,
        probationId: ID,
        n,
        offsetDays,
        formId,
        state: "planned",
        opensOn,
        selfDueOn,
        inputDueOn,
      })
      .run();
}

const idOf = (n: number) => `monroe-checkpoint-${n}`;
