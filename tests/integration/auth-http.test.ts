import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { firstBrokenAudit } from "../../db/audit.ts";
import { invitation, membership, program, school, session, user } from "../../db/schema.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

const PASSWORD = "tulip lantern gravel mosaic";
const SETUP = {
  program: "Riverbend SRO Program",
  agency: "Riverbend Police Department",
  district: "Riverbend Schools",
  timeZone: "America/Denver",
  school: ["Riverbend High", "", "Riverbend Middle"],
  grades: ["9–12", "", "6–8"],
  name: "Amara Osei",
  party: "district",
  email: "amara@riverbend.example",
  password: PASSWORD,
};

let server: TestServer;
let now = Date.UTC(2027, 4, 20, 15);
beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.close());

const count = (table: typeof user | typeof session | typeof invitation) =>
  server.context.db.select({ id: table.id }).from(table).all().length;

describe("from an empty database to a program with people", () => {
  let amara: Visitor;

  test("[AUTH-10] the first page offers setting up and the demo; pages for people lead to the first page", async () => {
    const nobody = visitor(server.url);
    const html = await (await nobody.get("/")).text();
    expect(html).toContain("Set up your program");
    expect(html).toContain("Explore the demo program");
    const desk = await nobody.get("/desk");
    expect([desk.status, desk.headers.get("Location")]).toEqual([302, "/sign-in?back=%2Fdesk"]);
    expect((await nobody.get("/sign-in")).headers.get("Location")).toBe("/");
  });

  test("[AUTH-11] a setup with mistakes says all of them, keeps what was written, and changes nothing", async () => {
    const response = await visitor(server.url).post("/setup", {
      ...SETUP,
      agency: "",
      email: "amara",
      password: "short",
    });
    const html = await response.text();
    expect(html).toContain("Name the law-enforcement agency.");
    expect(html).toContain("Write an e-mail address such as");
    expect(html).toContain("This password has 5 characters");
    expect(html).toContain('value="Riverbend Middle"');
    expect(html).not.toContain('value="short"');
    expect(count(user)).toBe(0);
  });

  test("[AUTH-11] setting up makes program, schools and first coordinator at once, and signs that person in", async () => {
    amara = visitor(server.url);
    const response = await amara.post("/setup", SETUP);
    expect(response.headers.get("Location")).toBe("/people");
    expect(response.headers.get("Set-Cookie")).toMatch(
      /^accord_session=[a-z0-9]{40}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const { db } = server.context;
    expect(db.select().from(program).all()).toHaveLength(1);
    expect(db.select({ name: school.name }).from(school).all()).toHaveLength(2);
    expect(db.select().from(membership).all()).toMatchObject([{ role: "coordinator", party: "district" }]);
    expect(await (await amara.get("/people")).text()).toContain("Make the invitation link");
    expect(JSON.stringify(db.select().from(user).all())).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });

  test("[AUTH-11] a second setup is refused", async () => {
    const late = visitor(server.url);
    expect((await late.post("/setup", SETUP)).headers.get("Location")).toBe("/sign-in");
    expect(late.cookies.size).toBe(0);
    expect(count(user)).toBe(1);
  });

  test("[AUTH-12] an invitation works once", async () => {
    const link = await invited(amara, {
      name: "Lt. Dana Ortiz",
      email: "dana@riverbend.example",
      place: "agency:supervisor",
    });
    expect(JSON.stringify(server.context.db.select().from(invitation).all())).not.toContain(link.split("/").pop());
    const dana = visitor(server.url);
    expect(await (await dana.get(link)).text()).toContain("Lt. Dana Ortiz");
    expect(await (await dana.post(link, { name: "Lt. Dana Ortiz", password: "short" })).text()).toContain(
      "5 characters",
    );
    const joined = await dana.post(link, { name: "Lt. Dana M. Ortiz", password: "velvet orchard picnic thunder" });
    expect(joined.headers.get("Location")).toBe("/desk");
    expect((await dana.get("/desk")).status).toBe(200);

    const again = visitor(server.url);
    expect(await (await again.get(link)).text()).toContain("already accepted");
    await again.post(link, { name: "Somebody", password: "velvet orchard picnic thunder" });
    expect(again.cookies.size).toBe(0);
    expect(count(user)).toBe(2);
  });

  test("[AUTH-12] an expired, a withdrawn, a replaced and an unknown link each say what to do", async () => {
    const ruth = { name: "Principal Ruth Bell", email: "ruth@riverbend.example", place: "district:administrator" };
    const replaced = await invited(amara, ruth);
    const withdrawn = await invited(amara, ruth);
    const guest = visitor(server.url);
    expect(await (await guest.get(replaced)).text()).toContain("replaced by a newer one. Ask Amara Osei");
    const [open] = server.context.db
      .select()
      .from(invitation)
      .all()
      .filter((row) => row.revokedAt === null && row.acceptedAt === null);
    await amara.post("/people", { intent: "withdraw", id: open?.id ?? "" });
    expect(await (await guest.get(withdrawn)).text()).toContain("withdrawn");
    const expired = await invited(amara, ruth);
    now += 7 * 24 * 60 * 60 * 1000;
    expect(await (await guest.get(expired)).text()).toContain("has expired");
    await guest.post(expired, { name: "Principal Ruth Bell", password: "velvet orchard picnic thunder" });
    expect(await (await guest.get("/invitation/nothing")).text()).toContain("leads to no invitation");
    expect(guest.cookies.size).toBe(0);
    now -= 7 * 24 * 60 * 60 * 1000;
  });

  test("[AUTH-13] only the coordinator invites, and only into a role that fits the party", async () => {
    const dana = await signedIn("dana@riverbend.example", "velvet orchard picnic thunder");
    const invite = { intent: "invite", name: "Eve", email: "eve@riverbend.example", place: "agency:panelist" };
    expect(await (await dana.post("/people", invite)).text()).toContain("Only the program coordinator invites");
    expect(await (await amara.post("/people", { ...invite, place: "community:supervisor" })).text()).toContain(
      "not a role of this party",
    );
    expect(await (await amara.post("/people", { ...invite, email: "dana@riverbend.example" })).text()).toContain(
      "already in the program",
    );
    expect(await (await dana.get("/people")).text()).not.toContain("amara@riverbend.example");
  });

  test("[AUTH-13] ending a membership closes the person's pages; the last coordinator stays", async () => {
    const dana = await signedIn("dana@riverbend.example", "velvet orchard picnic thunder");
    const id = (name: string) =>
      server.context.db
        .select()
        .from(user)
        .all()
        .find((row) => row.name.includes(name))?.id ?? "";
    expect(await (await amara.post("/people", { intent: "end", id: id("Osei") })).text()).toContain(
      "needs a coordinator",
    );
    await amara.post("/people", { intent: "end", id: id("Ortiz") });
    expect((await dana.get("/desk")).headers.get("Location")).toContain("/sign-in");
    const refused = await visitor(server.url).post("/sign-in", {
      email: "dana@riverbend.example",
      password: "velvet orchard picnic thunder",
    });
    expect(await refused.text()).toContain("does not belong to a program");
    // Who comes back keeps the account and proves it by its password.
    const link = await invited(amara, {
      name: "Lt. Dana Ortiz",
      email: "dana@riverbend.example",
      place: "agency:supervisor",
    });
    const back = visitor(server.url);
    expect(await (await back.post(link, { password: "wrong wrong wrong wrong" })).text()).toContain(
      "do not go together",
    );
    expect((await back.post(link, { password: "velvet orchard picnic thunder" })).headers.get("Location")).toBe(
      "/desk",
    );
    expect(count(user)).toBe(2);
  });

  test("[AUTH-14] changing the password asks for the old one and ends the other sessions", async () => {
    const here = await signedIn("amara@riverbend.example", PASSWORD);
    const change = { intent: "password", password: "wrong wrong wrong wrong", next: "copper kettle moss window" };
    expect(await (await here.post("/account", change)).text()).toContain("not your present password");
    expect(await (await here.post("/account", { ...change, password: PASSWORD })).text()).toContain(
      "password is changed",
    );
    expect((await here.get("/desk")).status).toBe(200);
    expect((await amara.get("/desk")).status).toBe(302);
    amara = await signedIn("amara@riverbend.example", "copper kettle moss window");
  });

  test("[AUTH-8] signing out takes the cookie away and ends the session on the server", async () => {
    const before = [...amara.cookies];
    expect((await amara.post("/sign-out")).headers.get("Location")).toBe("/");
    expect(amara.cookies.size).toBe(0);
    for (const [name, value] of before) amara.cookies.set(name, value);
    expect((await amara.get("/desk")).status).toBe(302);
  });

  test("[AUTH-17] a real program has no demo: no page, no window, no session", async () => {
    const guest = visitor(server.url);
    expect((await guest.post("/demo")).status).toBe(409);
    const entered = await guest.post("/demo/enter", { person: "amara.osei", where: "here" });
    expect(entered.status).toBe(403);
    expect(guest.cookies.size).toBe(0);
    expect((await guest.get("/as/amara.osei/desk")).status).toBe(404);
    expect(firstBrokenAudit(server.context.db)).toBeNull();
  });

  const signedIn = async (email: string, password: string) => {
    const person = visitor(server.url);
    const response = await person.post("/sign-in", { email, password, back: "/people" });
    expect(response.headers.get("Location")).toBe("/people");
    return person;
  };

  async function invited(by: Visitor, fields: Record<string, string>): Promise<string> {
    const html = await (await by.post("/people", { intent: "invite", ...fields })).text();
    const link = /http:\/\/[^<"]+(\/invitation\/[a-z0-9]+)/.exec(html)?.[1];
    if (!link) throw new Error("no link on the page");
    return link;
  }
});

describe("every route that changes something", () => {
  const folder = fileURLToPath(new URL("../../app/routes", import.meta.url));
  const sourceOf = (file: string) => readFileSync(path.join(folder, file), "utf8");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => /export (async )?(function|const) action\b|export \{[^}]*\baction\b/.test(sourceOf(file)));
  const addressOf = (file: string) => {
    const name = file
      .replace(/(\/route)?\.tsx?$/, "")
      .replaceAll("_index", "")
      .replace(/\.$/, "");
    return `/${name.replaceAll(".", "/").replaceAll(/\$\w+/g, "x").replaceAll("_", "")}`;
  };
  const routes = files.map(addressOf);
  const onlyForms = files
    .filter((file) => !/export (default|(async )?function loader|const loader)/.test(sourceOf(file)))
    .map(addressOf);

  test("there are such routes", () => expect(routes.length).toBeGreaterThan(5));

  test.each(routes)("[AUTH-15] %s refuses a form without an Origin, or with another one", async (route) => {
    const before = count(session);
    for (const address of [route, `${route === "/" ? "/_root" : route}.data`, `/as/dana.ortiz${route}`])
      for (const origin of [null, "http://evil.example", "null", `${server.url}.evil.example`]) {
        const response = await visitor(server.url).post(address, {}, origin);
        expect(response.status, `${address} from ${origin}`).toBe(403);
      }
    const crossSite = { Origin: server.url, "Sec-Fetch-Site": "cross-site" };
    expect((await fetch(new URL(route, server.url), { method: "DELETE", headers: crossSite })).status).toBe(403);
    expect(count(session)).toBe(before);
  });

  test.each(onlyForms)(
    "[AUTH-27] %s takes forms and is no page: 404 as everywhere, and nothing is logged",
    async (route) => {
      const logged = vi.spyOn(console, "error");
      const asked = async (address: string) => {
        const response = await fetch(new URL(address, server.url));
        const [title] = /<title>.*?<\/title>/.exec(await response.text()) ?? [];
        return { status: response.status, type: response.headers.get("Content-Type"), title };
      };
      const nowhere = await asked("/no/such/page");
      expect(nowhere.status).toBe(404);
      expect(await asked(route)).toEqual(nowhere);
      const head = await fetch(new URL(route, server.url), { method: "HEAD" });
      expect(head.status).toBe(404);
      expect((await fetch(new URL(`${route}.data`, server.url))).status).toBe(404);
      expect(logged).not.toHaveBeenCalled();
      logged.mockRestore();
    },
  );
});

test("[AUTH-16] pages carry a policy with a fresh nonce, are kept by no cache, and frame nowhere", async () => {
  const nonces = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const response = await fetch(server.url);
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    nonces.add(nonce);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const html = await response.text();
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/\sstyle="/);
  }
  expect(nonces.size).toBe(2);
  expect(await (await fetch(`${server.url}/healthz`)).text()).toBe("ok\n");
});
