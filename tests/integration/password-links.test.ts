import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstBrokenAudit } from "../../db/audit.ts";
import { insertMembership, insertPerson } from "../../db/people.ts";
import { auditEvent, invitation, program, user } from "../../db/schema.ts";
import { hashPassword } from "../../server/auth/passwords.ts";
import { setUpProgram } from "../../server/commands/setup.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

const OLD = "tulip lantern gravel mosaic";
const NEW = "walnut harbor ticket meadow";
const HOUR = 60 * 60 * 1000;
const ACCORD = fileURLToPath(new URL("../../server/cli/accord.ts", import.meta.url));

let server: TestServer;
let now = Date.now();
let amara: Visitor;
let dana: string;

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  const { context } = server;
  const passwordHash = await hashPassword(OLD);
  const made = setUpProgram(context, {
    program: "Riverbend SRO Program",
    agency: "Riverbend Police Department",
    district: "Riverbend Schools",
    timeZone: "America/Denver",
    schools: [{ name: "Riverbend High", grades: null }],
    person: { name: "Amara Osei", email: "amara@riverbend.example", party: "district", passwordHash },
  });
  if (!made.ok) throw new Error(made.sentence);
  dana = insertPerson(context.db, { email: "dana@riverbend.example", name: "Lt. Dana Ortiz", passwordHash, at: now });
  insertMembership(context.db, { programId: programId(), userId: dana, role: "supervisor", party: "agency", at: now });
  amara = await signedIn("amara@riverbend.example", OLD);
});
afterAll(() => server.close());

const programId = () => server.context.db.select({ id: program.id }).from(program).get()?.id ?? "";

async function signedIn(email: string, password: string): Promise<Visitor> {
  const person = visitor(server.url);
  await person.post("/sign-in", { email, password, back: "/desk" });
  return person;
}

async function newLink(by: Visitor, userId: string): Promise<{ html: string; path: string }> {
  const html = await (await by.post("/people", { intent: "password-link", id: userId })).text();
  return { html, path: /\/invitation\/[a-z0-9]+/.exec(html)?.[0] ?? "" };
}

describe("a lost password", () => {
  test("[AUTH-20] the coordinator makes a link; using it sets the password and ends every other session", async () => {
    const before = await signedIn("dana@riverbend.example", OLD);
    expect((await before.get("/desk")).status).toBe(200);
    const { path } = await newLink(amara, dana);
    // Making it changes nothing yet.
    expect((await before.get("/desk")).status).toBe(200);

    const holder = visitor(server.url);
    const page = await (await holder.get(path)).text();
    expect(page).toContain("Set a new password");
    expect(page).toContain("dana@riverbend.example");
    expect(await (await holder.post(path, { password: "short" })).text()).toContain("This password has 5 characters");
    const used = await holder.post(path, { password: NEW });
    expect(used.headers.get("Location")).toBe("/desk");
    expect((await holder.get("/desk")).status).toBe(200);
    expect((await before.get("/desk")).status).toBe(302);
    expect((await signedIn("dana@riverbend.example", OLD)).cookies.size).toBe(0);
    expect((await signedIn("dana@riverbend.example", NEW)).cookies.size).toBe(1);
    expect(await (await visitor(server.url).get(path)).text()).toContain("was already used; it works once");
    expect(await (await visitor(server.url).post(path, { password: OLD })).text()).toContain("was already used");
  });

  test("[AUTH-21] it works for 24 hours, a newer one or a changed password ends it, and it joins nobody", async () => {
    const first = await newLink(amara, dana);
    const second = await newLink(amara, dana);
    expect(await (await visitor(server.url).get(first.path)).text()).toContain("replaced by a newer one");
    const herself = await signedIn("dana@riverbend.example", NEW);
    await herself.post("/account", { intent: "password", password: NEW, next: `${NEW} again` });
    expect(await (await visitor(server.url).get(second.path)).text()).toContain("was withdrawn or replaced");
    const third = await newLink(amara, dana);
    now += 24 * HOUR;
    expect(await (await visitor(server.url).get(third.path)).text()).toContain("good for 24 hours");
    now -= 24 * HOUR;
    const rows = server.context.db.select({ purpose: invitation.purpose }).from(invitation).all();
    expect(new Set(rows.map(({ purpose }) => purpose))).toEqual(new Set(["password"]));
  });

  test("[AUTH-22] only the coordinator makes one, not for themselves, not for an account of a program elsewhere", async () => {
    const herself = await signedIn("dana@riverbend.example", `${NEW} again`);
    const amaraId = server.context.db.select().from(user).where(eq(user.email, "amara@riverbend.example")).get()?.id;
    const asLead = await newLink(herself, amaraId ?? "");
    expect([asLead.path, asLead.html.includes("Only the program coordinator")]).toEqual(["", true]);
    const own = await newLink(amara, amaraId ?? "");
    expect([own.path, own.html.includes("Change your own password under Your account")]).toEqual(["", true]);
    const { db } = server.context;
    const names = { name: "Other", agencyName: "Other PD", districtName: "Other Schools" };
    db.insert(program)
      .values({ id: "other", ...names, timeZone: "UTC", createdAt: now })
      .run();
    insertMembership(db, { programId: "other", userId: dana, role: "panelist", party: "agency", at: now });
    const elsewhere = await newLink(amara, dana);
    expect([elsewhere.path, elsewhere.html.includes("a program you do not coordinate")]).toEqual(["", true]);
  });

  test("[AUTH-23] the shell makes a link for a coordinator who is locked out, and says what it needs", async () => {
    const accord = (...args: string[]) => {
      const env = { ...process.env, DATA_DIR: server.dataDir, PUBLIC_URL: undefined };
      const run = spawnSync(process.execPath, ["--import", "tsx", ACCORD, ...args], { env, encoding: "utf8" });
      return { code: run.status, out: run.stdout, err: run.stderr };
    };
    const made = accord("password-link", "--for", "Amara@riverbend.example", "--url", server.url);
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(made.out).toMatch(new RegExp(`^${server.url}/invitation/[a-z0-9]{40}\\n$`));
    const holder = visitor(server.url);
    const used = await holder.post(new URL(made.out.trim()).pathname, { password: NEW });
    expect(used.headers.get("Location")).toBe("/desk");
    expect((await amara.get("/desk")).status).toBe(302);
    expect(accord("password-link", "--for", "amara@riverbend.example").err).toContain("--url https://");
    expect(accord("password-link", "--for", "no@riverbend.example", "--url", server.url)).toMatchObject({ code: 1 });
  });

  test("[AUTH-24] every link made and used stands in the audit log, without its token", () => {
    const { db } = server.context;
    const rows = db.select().from(auditEvent).all();
    expect(rows.filter(({ type }) => type === "password-link.made")).toHaveLength(5);
    expect(rows.map(({ type }) => type)).toContain("user.password-changed");
    expect(rows.map(({ payload }) => payload).join()).not.toMatch(/[a-z0-9]{40}/);
    expect(firstBrokenAudit(db)).toBeNull();
  });
});
