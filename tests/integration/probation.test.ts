import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignmentById } from "../../db/assignments.ts";
import { checkpointsOf } from "../../db/checkpoints.ts";
import { leavesOf, noticesOf, outcomesOf, planOf, plansOf, probationById } from "../../db/probations.ts";
import { signaturesOf } from "../../db/processes.ts";
import { recordOfSubject } from "../../db/records.ts";
import { interimNotice, leave, mou } from "../../db/schema.ts";
import { endAssignment } from "../../server/commands/assignment-end.ts";
import { openAssignment } from "../../server/commands/assignments.ts";
import { passDays } from "../../server/commands/checkpoint-days.ts";
import { planProbation, replanProbation, signPlan } from "../../server/commands/probation.ts";
import { endLeave, enterLeave, removeLeave } from "../../server/commands/probation-leave.ts";
import { answerNotice, giveNotice, receiveNotice } from "../../server/commands/probation-notices.ts";
import { type ProposedOutcome, proposeOutcome, withdrawOutcome } from "../../server/commands/probation-outcome.ts";
import { issuePlan, type PlanItem, receivePlan, recordResult } from "../../server/commands/probation-plan.ts";
import {
  receiveOutcome,
  replyToPosition,
  signOutcome,
  takeOutcomePosition,
} from "../../server/commands/probation-signing.ts";
import { intact } from "../../server/records/export.ts";
import { documentOf } from "../../server/records/pdf/kinds.ts";
import { addDays } from "../../shared/days.ts";
import type { OutcomeContent } from "../../shared/documents/probation-outcome.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import {
  BELL,
  BRANDT,
  CHO,
  checkpointOf,
  done,
  MONROE,
  NEVER,
  ORTIZ,
  OSEI,
  outcomeOf,
  rowOf,
  running,
  type Story,
  sealed,
  story,
  wait,
} from "../support/probation.ts";
import { addOthers, NOT_OF_CASE, openCase } from "../support/year.ts";

const clock = { at: Date.now() };
let demo: DemoRooms;
let of: Story;
let cases = 0;
let assignmentId: string;
beforeAll(async () => {
  demo = await startDemoRooms({ clock: () => clock.at, jobsMs: NEVER, env: { ACCORD_ROOM_LIMITS: "off" } });
  addOthers(demo);
  of = story(demo, clock);
});
afterAll(() => demo.close());
beforeEach(() => {
  clock.at += 86_400_000;
  const schools = ["larkfield-high", "larkfield-middle", "cottonwood-elementary", "mill-creek-elementary"];
  db().$client.exec(
    "update assignment set to_date = '2026-01-01' where to_date is null; update probation set state = 'decided'",
  );
  assignmentId = openCase(demo, MONROE, schools[cases++ % 4]);
});

const db = () => demo.server.context.db;
const refusal = (outcome: { ok: boolean; reason?: string }) => (outcome.ok ? "done" : outcome.reason);
const row = (id: string) => rowOf(of.as(ORTIZ), id);
const daysOf = (id: string) => checkpointsOf(db(), id).map(({ selfDueOn }) => selfDueOn);

describe("the dates of a probation", () => {
  it("[PROB-1] follow from the clause in force, are signed by both leads over one hash, and begin it", () => {
    const start = of.now();
    const plan = { assignmentId, startOn: start };
    expect(refusal(planProbation(of.as(NOT_OF_CASE.otherSupervisor), plan))).toBe("not-found");
    expect(refusal(planProbation(of.as(MONROE), plan))).toBe("not-allowed");
    const { probationId } = done(planProbation(of.as(OSEI), plan));
    expect(refusal(planProbation(of.as(ORTIZ), plan))).toBe("planned");
    const planned = planOf(row(probationId));
    expect(planned.terms).toMatchObject({ mouVersion: 1, lengthMonths: 12, checkpointDays: [30, 90, 180, 365] });
    expect(planned.checkpoints.map(({ selfDueOn }) => selfDueOn)).toEqual(
      [30, 90, 180, 365].map((n) => addDays(start, n)),
    );
    const sign = (slug: string) => signPlan(of.as(slug), { probationId, hash: row(probationId).planHash });
    expect(refusal(signPlan(of.as(ORTIZ), { probationId, hash: "0" }))).toBe("changed-meanwhile");
    expect(done(sign(ORTIZ)).begun).toBe(false);
    expect(refusal(sign(ORTIZ))).toBe("already-signed");
    done(replanProbation(of.as(BELL), { probationId, startOn: addDays(start, 7) }));
    expect(signaturesOf(db(), "probation-plan", probationId).every((s) => s.voidedAt !== null)).toBe(true);
    expect(refusal(sign(OSEI))).toBe("not-allowed");
    done(sign(BELL));
    expect(row(probationId).state).toBe("planned");
    expect(done(sign(ORTIZ)).begun).toBe(true);
    expect(row(probationId).state).toBe("running");
    expect(daysOf(probationId)[0]).toBe(addDays(start, 37));
    expect(refusal(replanProbation(of.as(ORTIZ), { probationId, startOn: start }))).toBe("not-allowed");
    // The officer's signature says that the dates were read, and nobody waits for it.
    done(sign(MONROE));
    // A later agreement changes no probation that has begun.
    db().update(mou).set({ state: "superseded", supersededAt: clock.at }).where(eq(mou.programId, PROGRAM)).run();
    expect(probationById(db(), PROGRAM, probationId)?.terms.mouVersion).toBe(1);
    db().update(mou).set({ state: "adopted", supersededAt: null }).where(eq(mou.programId, PROGRAM)).run();
  });

  it("[PROB-2] move with leave of the agreed length, each day once, and no reason is kept anywhere", () => {
    const probationId = running(of, assignmentId, of.now());
    const before = daysOf(probationId);
    const start = of.now();
    const put = (from: number, to: number | null, slug = OSEI) =>
      enterLeave(of.as(slug), {
        probationId,
        from: addDays(start, from),
        to: to === null ? null : addDays(start, to),
      });
    expect(refusal(put(40, 53, MONROE))).toBe("not-allowed");
    expect(refusal(put(40, 30))).toBe("to");
    // Nine days in a row: fewer than the agreed ten.
    expect(done(put(10, 18)).moved).toBe(0);
    expect(daysOf(probationId)).toEqual(before);
    expect(done(put(40, 53)).moved).toBe(3);
    expect(daysOf(probationId)).toEqual([before[0], ...before.slice(1).map((day) => addDays(day as string, 14))]);
    expect(row(probationId).endOn).toBe(addDays(planOf(row(probationId)).endOn, 14));
    expect(refusal(put(50, 70))).toBe("overlap");
    // Days before the first one count nothing, entered when they may.
    expect(done(put(-60, -20)).moved).toBe(0);
    expect(done(put(-15, 5)).moved).toBe(0);
    done(put(120, null));
    expect(daysOf(probationId).slice(2)).toEqual([null, null]);
    expect(row(probationId).endOn).toBeNull();
    const open = leavesOf(db(), assignmentId).find(({ toDate }) => toDate === null);
    done(endLeave(of.as(ORTIZ), { probationId, leaveId: open?.id ?? "", to: addDays(start, 139) }));
    expect(daysOf(probationId)[2]).toBe(addDays(before[2] as string, 34));
    done(removeLeave(of.as(ORTIZ), { probationId, leaveId: open?.id ?? "" }));
    expect(daysOf(probationId)[2]).toBe(addDays(before[2] as string, 14));
    expect(Object.keys(db().select().from(leave).all()[0] ?? {})).not.toContain("reason");
    expect(() => db().$client.exec("delete from leave")).toThrow("never deleted");
  });

  it("[PROB-2] leave moves what an open checkpoint waits for, and never the day it opened on", () => {
    const probationId = running(of, assignmentId, of.now());
    const { row: first } = checkpointOf(of.as(ORTIZ), probationId, 1);
    of.goTo(first.opensOn ?? "");
    passDays(demo.server.context);
    const now = () => checkpointOf(of.as(ORTIZ), probationId, 1).row;
    expect(now().state).toBe("self");
    done(enterLeave(of.as(OSEI), { probationId, from: of.now(), to: addDays(of.now(), 19) }));
    expect(now()).toMatchObject({ opensOn: first.opensOn, selfDueOn: addDays(first.selfDueOn as string, 20) });
  });
});

const NOTICE = {
  checkpointId: null,
  itemId: "d90-discipline-line",
  evidence: "On two mornings an order was given that was the school's to give.",
  expected: "Every such request is handed to staff.",
  help: "Two shadow days with Officer Patel.",
};
const ITEM: PlanItem = {
  item: "The discipline line",
  expected: "Requests are handed to staff, each one",
  help: "A card with three sentences to say",
  owner: "Lt. Dana Ortiz",
  dueOn: "",
  proof: "The log of declined requests",
};
const item = (days: number, more: Partial<PlanItem> = {}) => ({ ...ITEM, dueOn: addDays(of.now(), days), ...more });
const notice = (probationId: string) =>
  done(giveNotice(of.as(ORTIZ), { ...NOTICE, probationId, reviewOn: addDays(of.now(), 60) })).noticeId;

describe("notice and plan", () => {
  it("[PROB-9] an interim notice names evidence, need and help; the officer's receipt and answer stay with it", () => {
    const probationId = running(of, assignmentId, of.now());
    const give = (more: object, slug = ORTIZ) =>
      giveNotice(of.as(slug), { ...NOTICE, probationId, reviewOn: addDays(of.now(), 60), ...more });
    expect(refusal(give({ help: " " }))).toBe("help");
    expect(refusal(give({ evidence: "" }))).toBe("evidence");
    expect(refusal(give({ reviewOn: of.now() }))).toBe("reviewOn");
    expect(refusal(give({}, BELL))).toBe("not-allowed");
    const noticeId = notice(probationId);
    expect(refusal(receiveNotice(of.as(BELL), { probationId, noticeId, receipt: "received" }))).toBe("not-allowed");
    expect(refusal(receiveNotice(of.as(ORTIZ), { probationId, noticeId, receipt: "received" }))).toBe("not-allowed");
    for (const witness of [undefined, " ", "Casey Monroe", "ortiz"])
      expect(refusal(receiveNotice(of.as(ORTIZ), { probationId, noticeId, receipt: "refused", witness }))).toBe(
        "witness",
      );
    done(receiveNotice(of.as(MONROE), { probationId, noticeId, receipt: "received" }));
    expect(refusal(receiveNotice(of.as(MONROE), { probationId, noticeId, receipt: "received" }))).toBe("received");
    expect(refusal(answerNotice(of.as(ORTIZ), { probationId, noticeId, words: "For them" }))).toBe("not-allowed");
    done(answerNotice(of.as(MONROE), { probationId, noticeId, words: "I agree. The card helps." }));
    expect(noticesOf(db(), probationId)[0]).toMatchObject({ receipt: "received", answer: "I agree. The card helps." });
    expect(() => db().update(interimNotice).set({ evidence: "Something else" }).run()).toThrow("stays as it was");
    const late = notice(probationId);
    wait(of, 30);
    expect(refusal(answerNotice(of.as(MONROE), { probationId, noticeId: late, words: "Late" }))).toBe("too-late");
  });

  it("[PROB-10] a plan follows a notice, has one to three items with help, owner, date and proof, and its results", () => {
    const probationId = running(of, assignmentId, of.now());
    const issue = (items: PlanItem[], more: object = {}, slug = ORTIZ) =>
      issuePlan(of.as(slug), { probationId, noticeId: "none", items, ...more });
    expect(refusal(issue([item(40)]))).toBe("noticeId");
    const noticeId = notice(probationId);
    expect(refusal(issue([], { noticeId }))).toBe("items");
    expect(
      refusal(
        issue(
          [1, 2, 3, 4].map(() => item(40)),
          { noticeId },
        ),
      ),
    ).toBe("items");
    expect(refusal(issue([item(40, { help: "" })], { noticeId }))).toBe("help");
    expect(refusal(issue([item(40, { owner: "" })], { noticeId }))).toBe("owner");
    expect(refusal(issue([item(12)], { noticeId }))).toBe("dueOn");
    expect(refusal(issue([item(40)], { noticeId }, BELL))).toBe("not-allowed");
    done(issue([item(12)], { noticeId, forSafety: true }));
    const { planId } = done(issue([item(40), item(60)], { noticeId }));
    const plan = () => plansOf(db(), "probation", probationId).find(({ id }) => id === planId);
    const receipt = { probationId, planId, words: "Please brief the evening shift too.", hash: plan()?.hash ?? "" };
    expect(refusal(receivePlan(of.as(MONROE), { ...receipt, receipt: "received", hash: "0" }))).toBe(
      "changed-meanwhile",
    );
    done(receivePlan(of.as(MONROE), { ...receipt, receipt: "received" }));
    const result = { probationId, planId, itemId: plan()?.items[0]?.id ?? "", result: "met", evidence: "" } as const;
    expect(refusal(recordResult(of.as(ORTIZ), result))).toBe("evidence");
    expect(refusal(recordResult(of.as(MONROE), { ...result, evidence: "Done" }))).toBe("not-allowed");
    done(recordResult(of.as(ORTIZ), { ...result, evidence: "Nineteen requests declined" }));
    expect(refusal(recordResult(of.as(ORTIZ), { ...result, evidence: "Again" }))).toBe("recorded");
    expect(plan()).toMatchObject({ receipt: "received", officerWords: "Please brief the evening shift too." });
  });
});

/** A running probation whose four checkpoints are sealed. */
async function whole(last: "on-track" | "concern" = "on-track"): Promise<string> {
  const probationId = running(of, assignmentId, of.now());
  for (const n of [1, 2, 3]) await sealed(of, probationId, n);
  await sealed(of, probationId, 4, last);
  return probationId;
}

const propose = (probationId: string, more: Partial<ProposedOutcome>, slug = ORTIZ) =>
  proposeOutcome(of.as(slug), { probationId, outcome: "confirmed", reason: "Steady in all three roles", ...more });
const hashOf = (probationId: string) => outcomeOf(of.as(ORTIZ), probationId).contentHash;
const contentOf = (probationId: string) => JSON.parse(outcomeOf(of.as(ORTIZ), probationId).content) as OutcomeContent;
const agree = (probationId: string) =>
  done(takeOutcomePosition(of.as(BELL), { probationId, position: "agree", words: "", hash: hashOf(probationId) }));
const receive = (probationId: string) =>
  done(receiveOutcome(of.as(MONROE), { probationId, receipt: "received", words: "", hash: hashOf(probationId) }));
const sign = (slug: string, probationId: string) =>
  signOutcome(of.as(slug), { probationId, hash: hashOf(probationId) });

describe("the outcome of a probation", () => {
  it("[PROB-11] is confirmed only after the last review, and not while an item is a concern", async () => {
    const early = running(of, assignmentId, of.now());
    expect(refusal(propose(early, {}))).toBe("no-final-review");
    expect(refusal(propose(early, { reason: " " }))).toBe("reason");
    expect(refusal(propose(early, {}, BELL))).toBe("not-allowed");
    for (const n of [1, 2, 3]) await sealed(of, early, n);
    await sealed(of, early, 4, "concern");
    expect(refusal(propose(early, {}))).toBe("concern");
  });

  it("[PROB-11] ends only after an interim notice of thirty days, or by an override that both executives sign", () => {
    const probationId = running(of, assignmentId, of.now());
    const ended = { outcome: "ended", reason: "The concern remains after help" } as const;
    expect(refusal(propose(probationId, ended))).toBe("no-notice");
    notice(probationId);
    expect(refusal(propose(probationId, ended))).toBe("notice-too-new");
    wait(of, 29);
    expect(refusal(propose(probationId, ended))).toBe("notice-too-new");
    wait(of, 1);
    done(propose(probationId, ended));
    expect(contentOf(probationId).override).toBeNull();
    done(withdrawOutcome(of.as(ORTIZ), { probationId, reason: "Talked again" }));
    done(propose(probationId, { ...ended, override: "Conduct makes the assignment unsafe" }));
    agree(probationId);
    receive(probationId);
    done(sign(ORTIZ, probationId));
    expect(refusal(sign(CHO, probationId))).toBe("out-of-turn");
    done(sign(BRANDT, probationId));
    expect(row(probationId).state).toBe("deciding");
    const outcome = outcomeOf(of.as(ORTIZ), probationId);
    expect(done(sign(CHO, probationId)).recordId).not.toBeNull();
    const record = recordOfSubject(db(), "probation-outcome", outcome.id);
    expect(record && intact(record)).toBe(true);
    expect(record?.content).toContain("Conduct makes the assignment unsafe");
    expect(record?.signatures.map(({ role, party }) => `${role} ${party}`)).toEqual([
      "supervisor agency",
      "executive agency",
      "executive district",
    ]);
    expect(row(probationId)).toMatchObject({ state: "decided", outcome: "ended" });
    expect(assignmentById(db(), PROGRAM, assignmentId)).toMatchObject({ ended: "probation-ended", toDate: of.now() });
  });

  it("[PROB-12] the sealed outcome says in words what it rests on, also of a checkpoint that was never reached", () => {
    const probationId = running(of, assignmentId, of.now());
    const noticeId = notice(probationId);
    const { planId } = done(issuePlan(of.as(ORTIZ), { probationId, noticeId, items: [item(40)] }));
    const itemId = plansOf(db(), "probation", probationId)[0]?.items[0]?.id ?? "";
    done(recordResult(of.as(ORTIZ), { probationId, planId, itemId, result: "met", evidence: "Nineteen declined" }));
    done(propose(probationId, { outcome: "ended", reason: "Unsafe", override: "It cannot wait" }));
    agree(probationId);
    receive(probationId);
    const { id } = outcomeOf(of.as(ORTIZ), probationId);
    for (const slug of [ORTIZ, BRANDT, CHO]) done(sign(slug, probationId));
    const record = recordOfSubject(db(), "probation-outcome", id);
    if (!record) throw new Error("not sealed");
    const printed = (content: string) =>
      JSON.stringify(
        documentOf({ ...record, content }, { agencyName: "", districtName: "", timeZone: "America/Denver" }),
      );
    const said = JSON.parse(record.content) as OutcomeContent;
    for (const words of [": Keeps discipline with the school, politely", "Plan: 1 item, 1 met.", "4. Final review"])
      expect(printed(record.content)).toContain(words);
    // As records were sealed before: the item by its id, and no title.
    const before = {
      ...said,
      notices: said.notices.map((one) => ({ ...one, item: "d90-discipline-line" })),
      checkpoints: said.checkpoints.map((one) => ({ ...one, title: "" })),
    };
    expect(printed(JSON.stringify(before))).toContain(": Keeps discipline with the school, politely");
    expect(printed(JSON.stringify(before))).toContain("Checkpoint 4");
  });

  it("[PROB-11] a post that ended another way is neither extended nor ended once more, and no probation begins in it", () => {
    const probationId = running(of, assignmentId, of.now());
    const override = { outcome: "ended", reason: "The concern remains", override: "Unsafe" } as const;
    const left = { assignmentId, how: "left", words: "Took another post" } as const;
    done(endAssignment(of.as(ORTIZ), { ...left, on: of.now() }));
    const post = assignmentById(db(), PROGRAM, assignmentId);
    wait(of, 40);
    expect(refusal(propose(probationId, override))).toBe("ended");
    expect(refusal(propose(probationId, { ...override, outcome: "extended" }))).toBe("ended");
    expect(row(probationId).state).toBe("running");
    expect(assignmentById(db(), PROGRAM, assignmentId)).toEqual(post);
    const other = openCase(demo, "nina.patel", "mill-creek-elementary");
    done(endAssignment(of.as(ORTIZ), { ...left, assignmentId: other, on: of.now() }));
    expect(refusal(planProbation(of.as(ORTIZ), { assignmentId: other, startOn: of.now() }))).toBe("ended");
  });

  it("[PROB-11] is extended once, within the agreed days, and gets one more review on its new last day", async () => {
    const probationId = await whole("concern");
    const end = row(probationId).endOn as string;
    const more = { outcome: "extended", expected: "Calm in the lot", help: "Shadow days" } as const;
    expect(refusal(propose(probationId, { ...more, until: end }))).toBe("until");
    expect(refusal(propose(probationId, { ...more, until: addDays(end, 91) }))).toBe("until");
    expect(refusal(propose(probationId, { ...more, until: addDays(end, 60), help: "" }))).toBe("help");
    const until = addDays(end, 90);
    done(propose(probationId, { ...more, until }));
    agree(probationId);
    receive(probationId);
    done(sign(ORTIZ, probationId));
    expect(done(sign(BRANDT, probationId)).recordId).not.toBeNull();
    expect(row(probationId)).toMatchObject({ state: "running", endOn: until, extendedTo: until });
    const last = checkpointsOf(db(), probationId).at(-1);
    expect(last).toMatchObject({ n: 5, state: "planned", selfDueOn: until, formId: "day-365" });
    // Leave moves the extension too, and only leave from now on.
    const from = of.now();
    done(enterLeave(of.as(ORTIZ), { probationId, from, to: addDays(from, 13) }));
    expect(row(probationId).endOn).toBe(addDays(until, 14));
    expect(refusal(propose(probationId, { ...more, until: addDays(until, 30) }))).toBe("no-more-extensions");
    await sealed(of, probationId, 5);
    const reviews = checkpointsOf(db(), probationId).map((one) => recordOfSubject(db(), "checkpoint", one.id)?.title);
    expect(reviews.slice(3)).toEqual([
      "Checkpoint 4: Final review",
      "Checkpoint 5: Review at the end of the extension",
    ]);
    done(propose(probationId, {}));
    expect(checkpointOf(of.as(ORTIZ), probationId, 5).row.state).toBe("sealed");
  }, 60_000);

  it("[PROB-12] waits for position, answer and receipt, then for signatures in order, each over the hash they saw", async () => {
    const probationId = await whole();
    const { hash } = done(propose(probationId, {}));
    expect(refusal(sign(ORTIZ, probationId))).toBe("no-position");
    const against = { probationId, position: "against", words: "", hash } as const;
    expect(refusal(takeOutcomePosition(of.as(BELL), against))).toBe("words");
    expect(refusal(takeOutcomePosition(of.as(ORTIZ), { ...against, words: "No" }))).toBe("not-allowed");
    expect(refusal(takeOutcomePosition(of.as(BELL), { ...against, words: "No", hash: "0" }))).toBe("changed-meanwhile");
    done(takeOutcomePosition(of.as(BELL), { ...against, words: "The reach is not there yet." }));
    expect(refusal(sign(ORTIZ, probationId))).toBe("unanswered");
    const reply = { probationId, words: "It is named as next year's goal.", hash: hashOf(probationId) };
    expect(refusal(replyToPosition(of.as(BELL), reply))).toBe("not-allowed");
    done(replyToPosition(of.as(ORTIZ), reply));
    expect(refusal(sign(ORTIZ, probationId))).toBe("not-received");
    const refused = { probationId, receipt: "refused", words: "", hash: hashOf(probationId) } as const;
    for (const witness of [undefined, "Officer Casey Monroe", "Dana Ortiz"])
      expect(refusal(receiveOutcome(of.as(ORTIZ), { ...refused, witness }))).toBe("witness");
    const seen = hashOf(probationId);
    receive(probationId);
    expect(refusal(signOutcome(of.as(ORTIZ), { probationId, hash: seen }))).toBe("changed-meanwhile");
    expect(refusal(sign(BRANDT, probationId))).toBe("out-of-turn");
    for (const slug of [BELL, CHO, OSEI, MONROE])
      expect(["not-allowed", "not-found"]).toContain(refusal(sign(slug, probationId)));
    const others = sign(BELL, probationId);
    expect(others.ok || others.sentence).toBe("This outcome is signed by: the SRO supervisor, the head of the agency.");
    done(sign(ORTIZ, probationId));
    expect(refusal(withdrawOutcome(of.as(BELL), { probationId, reason: "No" }))).toBe("not-allowed");
    const content = contentOf(probationId);
    expect(content.position?.textHash).toBe(hash);
    expect(content.receipt?.textHash).toBe(seen);
    const { id } = outcomeOf(of.as(ORTIZ), probationId);
    done(sign(BRANDT, probationId));
    expect(row(probationId)).toMatchObject({ state: "decided", outcome: "confirmed" });
    expect(recordOfSubject(db(), "probation-outcome", id)?.signatures).toHaveLength(2);
    expect(assignmentById(db(), PROGRAM, assignmentId)?.toDate).toBeNull();
  }, 60_000);

  it("[PROB-2] leave waits while an outcome is being signed, until the proposal is taken back", () => {
    const probationId = running(of, assignmentId, of.now());
    const days = { probationId, from: addDays(of.now(), 40), to: addDays(of.now(), 59) };
    done(enterLeave(of.as(OSEI), { ...days, from: addDays(of.now(), 150), to: null }));
    const leaveId = leavesOf(db(), assignmentId)[0]?.id ?? "";
    const before = [row(probationId).endOn, ...daysOf(probationId)];
    done(propose(probationId, { outcome: "ended", reason: "Unsafe", override: "It cannot wait" }));
    expect(refusal(enterLeave(of.as(MONROE), days))).toBe("not-allowed");
    const refused = enterLeave(of.as(OSEI), days);
    expect(refused.ok || refused.sentence).toMatch(/takes the proposal back first/);
    expect(refusal(endLeave(of.as(OSEI), { probationId, leaveId, to: addDays(of.now(), 170) }))).toBe("deciding");
    expect(refusal(removeLeave(of.as(OSEI), { probationId, leaveId }))).toBe("deciding");
    expect([row(probationId).endOn, ...daysOf(probationId)]).toEqual(before);
    done(withdrawOutcome(of.as(ORTIZ), { probationId, reason: "Leave is to be entered" }));
    done(enterLeave(of.as(OSEI), days));
  });

  it("[PROB-13] goes on without a position once its day is over, and a proposal taken back stays on record", () => {
    const probationId = running(of, assignmentId, of.now());
    const early = { outcome: "ended", reason: "Unsafe", override: "It cannot wait" } as const;
    done(propose(probationId, early));
    agree(probationId);
    receive(probationId);
    done(sign(ORTIZ, probationId));
    expect(refusal(withdrawOutcome(of.as(ORTIZ), { probationId, reason: "" }))).toBe("reason");
    done(withdrawOutcome(of.as(ORTIZ), { probationId, reason: "New facts" }));
    expect(row(probationId).state).toBe("running");
    const [first] = outcomesOf(db(), probationId);
    expect(first?.withdrawnReason).toBe("New facts");
    expect(signaturesOf(db(), "probation-outcome", first?.id ?? "")[0]?.voidReason).toBe("New facts");
    done(propose(probationId, early));
    const { positionDueOn } = outcomeOf(of.as(ORTIZ), probationId);
    of.goTo(positionDueOn);
    passDays(demo.server.context);
    expect(contentOf(probationId).position).toBeNull();
    wait(of, 1);
    passDays(demo.server.context);
    expect(contentOf(probationId).position?.position).toBe("not-given");
    expect(
      refusal(
        takeOutcomePosition(of.as(BELL), { probationId, position: "agree", words: "", hash: hashOf(probationId) }),
      ),
    ).toBe("taken");
    receive(probationId);
    done(sign(ORTIZ, probationId));
  });
});

describe("an assignment", () => {
  it("[PROB-14] is opened with the two leads of its case, who alone find it among the leads", () => {
    db().$client.exec("update assignment set to_date = '2026-01-01' where to_date is null");
    const input = {
      officerId: demo.userId(MONROE),
      schoolId: "larkfield-middle",
      post: "annex",
      fromDate: of.now(),
      began: "transferred",
      supervisorId: demo.userId(NOT_OF_CASE.otherSupervisor),
      administratorId: demo.userId(BELL),
    } as const;
    for (const slug of [BELL, MONROE, BRANDT, "marcus.hale"])
      expect(refusal(openAssignment(of.as(slug), input)), slug).toBe("not-allowed");
    expect(refusal(openAssignment(of.as(OSEI), { ...input, supervisorId: demo.userId(BELL) }))).toBe("supervisorId");
    const made = done(openAssignment(of.as(OSEI), input));
    expect(refusal(openAssignment(of.as(OSEI), input))).toBe("open");
    const plan = { assignmentId: made.assignmentId, startOn: of.now() };
    expect(refusal(planProbation(of.as(ORTIZ), plan))).toBe("not-found");
    done(planProbation(of.as(NOT_OF_CASE.otherSupervisor), plan));
  });
});
