import { newId } from "../ids.ts";
import { signaturesOf } from "../processes.ts";
import { assignment, caseLead, sealedRecord, signature } from "../schema.ts";
import { fixed, member, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";

/** An officer's assignment while the story is told. */
export interface StoryCase {
  id: string;
  officer: PersonId;
}

/** Opens an officer's case, led by Ortiz and Bell. @param input.enteredOn the story's day on which it was entered */
export function openCase(
  { db, calendar, act }: Stage,
  input: Omit<typeof assignment.$inferInsert, "programId" | "officerId" | "createdBy" | "createdAt" | "fromDate"> & {
    officer: PersonId;
    from: string;
    enteredOn: string;
  },
): StoryCase {
  const { officer, from, enteredOn, ...values } = input;
  const by = "amara-osei";
  const at = calendar.at(enteredOn, "09:30");
  const { id } = values;
  db.insert(assignment)
    .values({
      ...values,
      programId: PROGRAM.id,
      officerId: officer,
      fromDate: calendar.date(from),
      createdBy: by,
      createdAt: at,
    })
    .run();
  for (const userId of ["dana-ortiz", "ruth-bell"] as const) {
    const role = member(userId).role as "supervisor" | "administrator";
    db.insert(caseLead)
      .values({ id: `${id}-${role}`, assignmentId: id, userId, role, fromAt: at, setBy: by })
      .run();
  }
  act(at, "assignment.opened", by, id, { schoolId: values.schoolId });
  return { id, officer };
}

/** One person's signature over a hash. */
export function signs(
  { db }: Stage,
  by: PersonId,
  at: number,
  of: Pick<typeof signature.$inferInsert, "subject" | "subjectId" | "hash">,
): void {
  const { role, party } = member(by);
  db.insert(signature)
    .values({ id: newId("sg"), programId: PROGRAM.id, ...of, revision: 1, userId: by, role, party, signedAt: at })
    .run();
}

/** Seals a record with the signatures that stand under its subject. */
export function sealsRecord(
  { db }: Stage,
  record: Pick<
    typeof sealedRecord.$inferInsert,
    "kind" | "subjectId" | "title" | "content" | "hash" | "rubricVersion"
  > & {
    at: number;
    subject: (typeof signature.$inferInsert)["subject"];
  },
): void {
  const { at, subject, ...values } = record;
  const signatures = signaturesOf(db, subject, values.subjectId).map(
    ({ userId, name, role, party, hash, signedAt }) => ({ userId, name, role, party, hash, signedAt }),
  );
  db.insert(sealedRecord)
    .values({
      ...values,
      id: newId("rec"),
      programId: PROGRAM.id,
      signatures: fixed(signatures).content,
      sealedAt: at,
    })
    .run();
}
