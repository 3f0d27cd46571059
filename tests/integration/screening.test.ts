import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { candidateById } from "../../db/candidates.ts";
import { filesOf } from "../../db/files.ts";
import { processById } from "../../db/processes.ts";
import { postingsOf } from "../../db/rounds.ts";
import { auditEvent, process } from "../../db/schema.ts";
import { addCandidate, attachFile, changeCandidate } from "../../server/commands/candidates.ts";
import { verifyEvidence } from "../../server/commands/evidence.ts";
import { addPosting, removePosting, setTimetable } from "../../server/commands/round.ts";
import { screenCandidate } from "../../server/commands/screening.ts";
import { storePdf } from "../../server/files.ts";
import { roundPage } from "../../server/pages/round.ts";
import type { CandidateInput } from "../../shared/candidate-input.ts";
import { stepState } from "../../shared/timetable.ts";
import { type DemoRooms, PROGRAM, startDemoRooms } from "../support/demo-rooms.ts";
import { actor } from "../support/letters.ts";
import { makePdf } from "../support/pdf.ts";
import { visitor } from "../support/visitor.ts";

const ROUND = "elementary";
const DRAFT = "summer-programs";
const SECRETS = [
  "Quillon Xavierre",
  "quillon@hidden.example",
  "Hiddenvale Constabulary",
  "Sergeant of nights",
  "resume-quillon",
];

const WREN: CandidateInput = {
  name: "Officer Quillon Xavierre",
  email: "quillon@hidden.example",
  post: "Sergeant of nights",
  spans: [{ agency: "Hiddenvale Constabulary", post: "Sergeant of nights", from: "2012-01-01", to: null }],
  youth: [
    { what: "Chess club", when: "2022 to present", verifier: null },
    { what: "Summer camp", when: "2021", verifier: null },
  ],
};

let demo: DemoRooms;
let id: string;
let fileId: string;
beforeAll(async () => {
  demo = await startDemoRooms();
  const added = addCandidate(as("amara.osei"), { processId: ROUND, candidate: WREN });
  if (!added.ok) throw new Error(added.sentence);
  id = added.candidateId;
  const bytes = await makePdf("A résumé of somebody");
  const pieces = (async function* () {
    yield bytes;
  })();
  const stored = await storePdf(demo.server.dataDir, { name: "resume-quillon.pdf", pieces });
  if (!stored.ok) throw new Error(stored.sentence);
  attachFile(as("amara.osei"), { candidateId: id, kind: "resume", ...stored });
  fileId = filesOf(db(), id)[0]?.id ?? "";
});
afterAll(() => demo.close());

const as = (slug: string) => actor(demo, slug);
const db = () => demo.server.context.db;

function hideNames(maskedScreening: boolean): void {
  const terms = JSON.parse(processById(db(), PROGRAM, ROUND)?.terms ?? "{}");
  db()
    .update(process)
    .set({ terms: JSON.stringify({ ...terms, maskedScreening }) })
    .where(eq(process.id, ROUND))
    .run();
}

async function fetched(slug: string, path: string): Promise<string> {
  const person = visitor(demo.server.url);
  const [name = "", value = ""] = demo.cookie(slug).split(";")[0]?.split("=") ?? [];
  person.cookies.set(name, value);
  const answer = await person.get(path);
  return `${answer.status} ${await answer.text()}`;
}

const pages = () => [
  "/desk",
  `/selection/${ROUND}`,
  `/selection/${ROUND}.data`,
  `/selection/${ROUND}/schedule`,
  `/selection/${ROUND}/candidates/${id}`,
  `/selection/${ROUND}/candidates/${id}.data`,
  `/selection/${ROUND}/candidates/${id}/edit`,
  `/selection/${ROUND}/candidates/export`,
  ...["decision", "dropped", "calibration", "voluntary"].flatMap((part) => [
    `/selection/${ROUND}/${part}`,
    `/selection/${ROUND}/${part}.data`,
  ]),
  "/report",
  "/records",
  "/outbox",
  `/files/${fileId}`,
];

describe("masked screening", () => {
  it("[SCREEN-1] while a file is screened nobody but the coordinator gets a name, by any page or file", async () => {
    hideNames(true);
    for (const slug of ["dana.ortiz", "ruth.bell", "marcus.hale", "tom.brandt"])
      for (const page of pages()) {
        const text = await fetched(slug, page);
        expect(SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${slug} ${page} ${secret}`)).toEqual(
          [],
        );
      }
    expect(await fetched("dana.ortiz", `/selection/${ROUND}/candidates/${id}`)).toMatch(/^200 [\s\S]*Candidate \d+/);
    expect((await fetched("dana.ortiz", `/files/${fileId}`)).slice(0, 3)).toBe("404");
    expect((await fetched("dana.ortiz", `/selection/${ROUND}/candidates/${id}/edit`)).slice(0, 3)).toBe("404");
    const coordinator = await fetched("amara.osei", `/selection/${ROUND}/candidates/${id}`);
    for (const secret of SECRETS) expect(coordinator).toContain(secret);
    expect((await fetched("amara.osei", `/files/${fileId}`)).slice(0, 3)).toBe("200");
  }, 120_000);

  it("[SCREEN-1] who sees no name changes no file", () => {
    hideNames(true);
    for (const slug of ["dana.ortiz", "ruth.bell"]) {
      expect(changeCandidate(as(slug), { candidateId: id, candidate: WREN })).toMatchObject({ reason: "masked" });
      const file = { kind: "resume" as const, name: "x.pdf", sha256: "0".repeat(64), bytes: 1 };
      expect(attachFile(as(slug), { candidateId: id, ...file })).toMatchObject({ reason: "masked" });
    }
  });

  it("[SCREEN-1] names come back with the outcome, and are never hidden where the agreement does not say so", async () => {
    const path = `/selection/${ROUND}/candidates/${id}`;
    hideNames(false);
    expect(await fetched("dana.ortiz", path)).toContain("Quillon Xavierre");
    hideNames(true);
    expect(screenCandidate(as("dana.ortiz"), { candidateId: id })).toMatchObject({ ok: true, state: "eligible" });
    expect(await fetched("dana.ortiz", path)).toContain("Quillon Xavierre");
  });
});

describe("evidence", () => {
  const item = (what: string) => candidateById(db(), PROGRAM, id)?.youth.find((one) => one.what === what);

  it("[SCREEN-2] the administrator attests an item, and nobody else", async () => {
    const evidenceId = item("Chess club")?.id ?? "";
    for (const slug of ["dana.ortiz", "amara.osei", "marcus.hale"])
      expect(verifyEvidence(as(slug), { candidateId: id, evidenceId, verified: true })).toMatchObject({ ok: false });
    expect(item("Chess club")?.verifiedAt).toBeNull();
    expect(verifyEvidence(as("ruth.bell"), { candidateId: id, evidenceId, verified: true })).toMatchObject({
      ok: true,
    });
    expect(item("Chess club")).toMatchObject({ verifiedBy: demo.userId("ruth.bell") });
    expect(await fetched("dana.ortiz", `/selection/${ROUND}/candidates/${id}`)).toMatch(
      /Verified by (<!-- -->)?Principal Ruth Bell/,
    );
  });

  it("[SCREEN-2] an attestation stays with its words: another item's change keeps it, its own takes it away", () => {
    const [chess, camp] = WREN.youth;
    if (!chess || !camp) throw new Error("two items");
    const change = (youth: CandidateInput["youth"]) =>
      changeCandidate(as("amara.osei"), { candidateId: id, candidate: { ...WREN, youth } });
    expect(change([chess, { ...camp, when: "2020" }])).toMatchObject({ ok: true });
    expect(item("Chess club")?.verifiedBy).toBe(demo.userId("ruth.bell"));
    expect(change([{ ...chess, when: "2019 to present" }, camp])).toMatchObject({ ok: true });
    expect(item("Chess club")?.verifiedBy).toBeNull();
  });
});

describe("the round's dates", () => {
  it("[DATES-1] the coordinator keeps them from the start, the leads once the agreement is in force", () => {
    const dates = { screening: "2027-03-12", closing: "" };
    const set = (slug: string, processId: string) => setTimetable(as(slug), { processId, dates });
    expect(set("amara.osei", DRAFT)).toMatchObject({ ok: true });
    expect(set("dana.ortiz", DRAFT)).toMatchObject({ reason: "not-allowed" });
    for (const slug of ["amara.osei", "dana.ortiz", "ruth.bell"]) expect(set(slug, ROUND)).toMatchObject({ ok: true });
    for (const slug of ["marcus.hale", "tom.brandt"]) expect(set(slug, ROUND)).toMatchObject({ reason: "not-allowed" });
    expect(set("nina.patel", ROUND)).toMatchObject({ reason: "not-found" });
    expect(set("amara.osei", "annex")).toMatchObject({ reason: "not-allowed" });
    expect(setTimetable(as("amara.osei"), { processId: ROUND, dates: { screening: "soon" } })).toMatchObject({
      reason: "date",
    });
    const steps = roundPage(as("marcus.hale"), ROUND)?.dates.steps;
    expect(steps?.find((step) => step.id === "screening")).toMatchObject({ dueOn: "2027-03-12", owner: "Amara Osei" });
  });

  it.each([
    ["screening", "2027-03-12", "2027-03-12", "submitted", "open"],
    ["screening", "2027-03-12", "2027-03-13", "submitted", "late"],
    ["screening", "2027-03-12", "2027-03-13", "eligible", "done"],
    ["invitations", "2027-03-12", "2027-03-13", "eligible", "late"],
    ["invitations", null, "2027-03-13", "eligible", "open"],
    ["posting", null, "2027-03-13", "eligible", "open"],
  ] as const)("[DATES-1] %s due %s is on %s, with a file %s, %s", (step, due, today, candidate, state) => {
    const entries = [{ candidate, interview: null }];
    expect(stepState(step, due, { round: "active", entries, postings: 0, today })).toBe(state);
  });

  it("[DATES-2] where, when and until when; a removed entry stays in the audit log", () => {
    const entry = { processId: ROUND, place: "  Agency  intranet ", postedOn: "2027-01-04", closesOn: "2027-01-29" };
    expect(addPosting(as("amara.osei"), { ...entry, closesOn: "2027-01-03" })).toMatchObject({ reason: "closesOn" });
    expect(addPosting(as("amara.osei"), { ...entry, place: " " })).toMatchObject({ reason: "place" });
    expect(addPosting(as("marcus.hale"), entry)).toMatchObject({ reason: "not-allowed" });
    expect(addPosting(as("ruth.bell"), entry)).toMatchObject({ ok: true });
    const posting = postingsOf(db(), ROUND).find(({ place }) => place === "Agency intranet");
    expect(posting).toMatchObject({ place: "Agency intranet", closesOn: "2027-01-29", name: "Principal Ruth Bell" });
    const postingId = posting?.id ?? "";
    expect(removePosting(as("marcus.hale"), { processId: ROUND, postingId })).toMatchObject({ reason: "not-allowed" });
    expect(removePosting(as("amara.osei"), { processId: ROUND, postingId })).toMatchObject({ ok: true });
    expect(postingsOf(db(), ROUND).map(({ id }) => id)).not.toContain(postingId);
    const events = db().select().from(auditEvent).where(eq(auditEvent.type, "round.posting")).all();
    const said = events.map(({ payload }) => JSON.parse(payload)).filter((one) => one.postingId === postingId);
    expect(said.map(({ added }) => added)).toEqual([true, false]);
  });
});
