import { eq } from "drizzle-orm";
import { CLAUSES } from "#shared/content/mou-clauses.ts";
import { editText, setValue } from "#shared/documents/form.ts";
import { mouKeys, mouShape, readMou, setTick, valuesOf } from "#shared/documents/mou.ts";
import { reviewDay } from "#shared/mou.ts";
import { zonedDay } from "#shared/zoned.ts";
import { newId } from "../ids.ts";
import { mouById, mouHead, mouLeads, readySubject } from "../mou.ts";
import { signaturesOf } from "../processes.ts";
import { agreement, mou, sealedRecord, signature } from "../schema.ts";
import { fixed, member, openRoom, type Stage } from "./stage.ts";
import { type PersonId, PROGRAM } from "./story.ts";

const ID = "larkfield-agreement";

/**
 * The agreement in force: written by both leads in May, marked ready, fixed and signed by the chief and the
 * superintendent in June. Two figures differ from the usual ones, each for a reason that its clause names.
 */
export function playMou(stage: Stage): void {
  const { db, calendar } = stage;
  const at = (day: string, clock: string) => calendar.at(day, clock);
  const opened = at("2026-05-18", "09:00");
  db.insert(mou)
    .values({ id: ID, programId: PROGRAM.id, version: 1, state: "draft", createdBy: "amara-osei", createdAt: opened })
    .run();
  stage.act(opened, "mou.opened", "amara-osei", ID, { version: 1 });
  const leads = mouLeads(db, PROGRAM.id);
  const place = { programId: PROGRAM.id, kind: "mou", recordId: ID, part: "agreement", revision: 1 } as const;
  const room = openRoom(db, place, mouShape(leads), opened);
  const write = (by: PersonId, when: number, key: string, words: string) =>
    room.edit(by, when, (doc) => editText(doc, key, words));
  const clause = (id: string) => CLAUSES.find((one) => one.id === id)?.text ?? "";

  room.edit("dana-ortiz", at("2026-05-28", "09:10"), (doc) =>
    setValue(doc, mouKeys.parameter("training.rapid_response_interval_months"), 6),
  );
  write(
    "dana-ortiz",
    at("2026-05-28", "09:14"),
    mouKeys.text("training"),
    `${clause("training")} Rapid-response training is held every six months, because the new annex is a second building to know.`,
  );
  room.edit("ruth-bell", at("2026-05-28", "09:22"), (doc) =>
    setValue(doc, mouKeys.parameter("evaluation.feedback_window"), 15),
  );
  write(
    "ruth-bell",
    at("2026-05-28", "09:25"),
    mouKeys.text("evaluation"),
    `${clause("evaluation")} The administrator has fifteen working days for feedback, because May is testing season.`,
  );
  for (const [by, clock] of [
    ["dana-ortiz", "10:00"],
    ["ruth-bell", "10:05"],
  ] as const)
    room.edit(by, at("2026-05-28", clock), (doc) => {
      for (const { id } of CLAUSES) setTick(doc, id, by, true);
    });
  ready(stage, readMou(room.doc, head(stage)), at("2026-05-28", "10:10"));
  room.freeze();
  const terms = readMou(room.doc, head(stage));
  const { content, hash } = fixed(terms);
  stage.act(at("2026-06-02", "11:00"), "mou.frozen", "ruth-bell", ID, { hash, revision: 1 });
  sign(stage, "tom-brandt", at("2026-06-04", "15:20"), hash);
  const adoptedAt = at("2026-07-01", "08:30");
  sign(stage, "lillian-cho", adoptedAt, hash);

  const reviewOn = reviewDay(valuesOf(terms), zonedDay(adoptedAt, PROGRAM.timeZone));
  db.update(mou)
    .set({ state: "adopted", terms: content, termsHash: hash, adoptedAt, reviewOn })
    .where(eq(mou.id, ID))
    .run();
  const signatures = signaturesOf(db, "mou", ID).map(({ userId, name, role, party, hash, signedAt }) => ({
    userId,
    name,
    role,
    party,
    hash,
    signedAt,
  }));
  db.insert(sealedRecord)
    .values({
      id: newId("rec"),
      programId: PROGRAM.id,
      kind: "mou",
      subjectId: ID,
      title: "Memorandum of understanding, version 1",
      content,
      hash,
      signatures: fixed(signatures).content,
      rubricVersion: terms.clausesVersion,
      sealedAt: adoptedAt,
    })
    .run();
  stage.act(adoptedAt, "mou.adopted", "lillian-cho", ID, { hash, version: 1, reviewOn });
}

function head({ db }: Stage) {
  const row = mouById(db, PROGRAM.id, ID);
  if (!row) throw new Error("The agreement was not opened.");
  return mouHead(db, row);
}

/** Both leads mark the same text ready; the negotiation brought no change. */
function ready(stage: Stage, terms: ReturnType<typeof readMou>, at: number): void {
  const { hash } = fixed(terms);
  const subjectId = readySubject({ id: ID, revision: 1 }, hash);
  (["dana-ortiz", "ruth-bell"] as const).forEach((by, i) => {
    const when = at + i * 240_000;
    const { role } = member(by);
    stage.db
      .insert(agreement)
      .values({
        id: newId("agr"),
        programId: PROGRAM.id,
        kind: "mou-ready",
        subjectId,
        userId: by,
        role,
        reason: "",
        at: when,
      })
      .run();
    stage.act(when, "mou.ready", by, ID, { hash, role });
    if (i === 1) stage.act(when, "mou.negotiation", by, ID, { hash });
  });
}

function sign(stage: Stage, by: PersonId, signedAt: number, hash: string): void {
  const { role, party } = member(by);
  const given = { subject: "mou" as const, subjectId: ID, revision: 1, hash, userId: by, role, party, signedAt };
  stage.db
    .insert(signature)
    .values({ id: newId("sg"), programId: PROGRAM.id, ...given })
    .run();
  stage.act(signedAt, "mou.signed", by, ID, { hash, party });
}
