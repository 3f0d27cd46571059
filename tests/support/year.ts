import { newId } from "../../db/ids.ts";
import {
  assignment,
  caseLead,
  checkpoint,
  checkpointInput,
  evaluation,
  membership,
  probation,
  removal,
  user,
} from "../../db/schema.ts";
import { backing } from "../../server/room/backing.ts";
import { canonicalJson } from "../../shared/canonical.ts";
import { evaluationTerms, removalTerms } from "../../shared/evaluation.ts";
import { LIFECYCLES } from "../../shared/machine.ts";
import { formFor, probationTerms } from "../../shared/probation.ts";
import type { Party, Role } from "../../shared/roles.ts";
import { ROOM_PARTS, type Room, SIDES } from "../../shared/rooms.ts";
import { type DemoRooms, PROGRAM } from "./demo-rooms.ts";

/** Everybody there can be for a case, by dotted name. */
export const OF_CASE = {
  supervisor: "dana.ortiz",
  administrator: "ruth.bell",
  coordinator: "amara.osei",
  officer: "casey.monroe",
  chief: "tom.brandt",
  superintendent: "lillian.cho",
  custodian: "rowan.hart",
} as const;
export const NOT_OF_CASE = {
  otherSupervisor: "alex.stone",
  otherAdministrator: "jamie.frost",
  otherOfficer: "nina.patel",
  panelist: "marcus.hale",
  guest: "ji-woo.kim",
} as const;

/** Adds the people the demo does not have: leads of other cases, and a custodian. */
export function addOthers({ server }: DemoRooms): void {
  const others: [string, Role, Party][] = [
    [OF_CASE.custodian, "custodian", "agency"],
    [NOT_OF_CASE.otherSupervisor, "supervisor", "agency"],
    [NOT_OF_CASE.otherAdministrator, "administrator", "district"],
  ];
  const { db } = server.context;
  for (const [slug, role, party] of others) {
    const id = slug.replace(".", "-");
    const name = slug.replace(".", " ");
    db.insert(user)
      .values({ id, email: `${slug}@larkfield.example`, name, shortName: name, slug, createdAt: 1 })
      .run();
    db.insert(membership)
      .values({ id: newId("mb"), programId: PROGRAM, userId: id, role, party, createdAt: 1 })
      .run();
  }
}

/** A case of its own: an assignment led by Ortiz and Bell. @returns its id */
export function openCase(demo: DemoRooms, officer = "casey.monroe", schoolId = "mill-creek-elementary"): string {
  const { db } = demo.server.context;
  const id = newId("as");
  const by = demo.userId(OF_CASE.coordinator);
  db.insert(assignment)
    .values({
      id,
      programId: PROGRAM,
      officerId: demo.userId(officer),
      schoolId,
      fromDate: "2026-08-10",
      began: "transferred",
      createdBy: by,
      createdAt: 1,
    })
    .run();
  for (const role of ["supervisor", "administrator"] as const)
    db.insert(caseLead)
      .values({ id: newId("cl"), assignmentId: id, userId: demo.userId(OF_CASE[role]), role, fromAt: 1, setBy: by })
      .run();
  return id;
}

/** A room in one state of its record, and whether what is written alone there was handed in. */
export interface YearRoom {
  room: Room;
  lifecycle: "checkpoint" | "evaluation" | "removal";
  state: string;
  submitted: boolean;
}

/**
 * A record in every state of every lifecycle with rooms, and all of its rooms, made by the server. A state in which two
 * people write alone is there twice: before and after they handed it in.
 */
export function everyRoom(demo: DemoRooms): YearRoom[] {
  const { db } = demo.server.context;
  const assignmentId = openCase(demo);
  const by = demo.userId(OF_CASE.supervisor);
  const leads = { supervisor: by, administrator: demo.userId(OF_CASE.administrator) };
  const probationId = newId("pb");
  db.insert(probation)
    .values({
      id: probationId,
      programId: PROGRAM,
      assignmentId,
      state: "running",
      clause: canonicalJson(probationTerms(null, null)),
      startOn: "2026-08-10",
      endOn: "2027-08-09",
      plan: "{}",
      planHash: "0",
      createdBy: by,
      createdAt: 1,
    })
    .run();
  const made: YearRoom[] = [];
  const keep = (room: Room, state: string, submitted: boolean) => {
    demo.rooms.create(room);
    if (!backing(db, room)) throw new Error("no record behind the room");
    made.push({ room, lifecycle: room.kind as YearRoom["lifecycle"], state, submitted });
  };
  let n = 0;
  for (const [lifecycle, alone] of [
    ["checkpoint", "input"],
    ["evaluation", "parallel"],
    ["removal", null],
  ] as const)
    for (const state of Object.keys(LIFECYCLES[lifecycle].states))
      for (const submitted of state === alone ? [false, true] : [false]) {
        n++;
        const recordId = newId("rc");
        const exchanged =
          lifecycle === "evaluation" && !["goals", "year", "self", "parallel"].includes(state) ? 1 : null;
        const at = submitted ? 1 : exchanged;
        const base = { id: recordId, programId: PROGRAM, state };
        if (lifecycle === "checkpoint") {
          db.insert(checkpoint)
            .values({ ...base, probationId, n, offsetDays: 90, formId: formFor(90).id })
            .run();
          for (const role of ["supervisor", "administrator"] as const)
            db.insert(checkpointInput)
              .values({ checkpointId: recordId, userId: leads[role], role, submittedAt: at })
              .run();
        } else if (lifecycle === "evaluation")
          db.insert(evaluation)
            .values({
              ...base,
              assignmentId,
              title: "A year",
              fromDate: `20${10 + n}-08-01`,
              toDate: `20${11 + n}-07-31`,
              clause: canonicalJson(evaluationTerms(null, null)),
              draftAt: at,
              feedbackAt: at,
              exchangedAt: exchanged,
              createdBy: by,
              createdAt: 1,
            })
            .run();
        else
          db.insert(removal)
            .values({
              ...base,
              assignmentId,
              clause: canonicalJson(removalTerms(null, null)),
              requestedBy: by,
              requestedFor: "agency",
              requestedAt: 1,
            })
            .run();
        const place = { programId: PROGRAM, kind: lifecycle, recordId, revision: 1 };
        for (const part of ROOM_PARTS[lifecycle]) {
          if (part === "input")
            for (const userId of Object.values(leads)) keep({ ...place, part, userId } as Room, state, submitted);
          else if (part === "side") for (const side of SIDES) keep({ ...place, part, side } as Room, state, submitted);
          else keep({ ...place, part } as Room, state, submitted);
        }
      }
  return made;
}
