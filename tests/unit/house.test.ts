import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const LAYERS = ["shared", "db", "server", "app"] as const;

function filesUnder(dir: string): string[] {
  return readdirSync(path.join(root, dir)).flatMap((name) => {
    const file = path.join(dir, name);
    return statSync(path.join(root, file)).isDirectory() ? filesUnder(file) : [file];
  });
}

const sources = LAYERS.flatMap(filesUnder).filter((file) => /\.(ts|tsx|mjs)$/.test(file));

/** The project files a source file imports, as paths from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const names = [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((m) => m[1] ?? "");
  return names.flatMap((name) => {
    const alias = /^#(app|server|db|shared)\/(.+)$/.exec(name);
    if (alias) return [`${alias[1]}/${alias[2]}`];
    return name.startsWith(".") ? [path.normalize(path.join(path.dirname(file), name))] : [];
  });
}

describe("the house", () => {
  it("[HOUSE-1] imports point one way: shared ← db ← server ← app", () => {
    const wrong: string[] = [];
    for (const file of sources) {
      const from = LAYERS.indexOf(file.split(path.sep)[0] as (typeof LAYERS)[number]);
      for (const target of importsOf(file)) {
        const to = LAYERS.indexOf(target.split("/")[0] as (typeof LAYERS)[number]);
        if (to > from) wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("[HOUSE-2] screens other than routes never import the server or the database", () => {
    const wrong = sources
      .filter(
        (file) =>
          file.startsWith("app/") &&
          !file.startsWith("app/routes/") &&
          !["app/root.tsx", "app/entry.server.tsx"].includes(file),
      )
      .flatMap((file) => {
        const text = readFileSync(path.join(root, file), "utf8");
        return [...text.matchAll(/^import (?!type\b).*["']#(server|db)\//gm)].map(() => file);
      });
    expect(wrong).toEqual([]);
  });

  it("[HOUSE-3] shared/ is pure: no Node, no React, no database, no clock", () => {
    const wrong = sources
      .filter((file) => file.startsWith("shared/"))
      .filter((file) =>
        /from "(node:|react|drizzle|better-sqlite3)|Date\.now\(\)|new Date\(\)|Math\.random/.test(
          readFileSync(path.join(root, file), "utf8"),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it("[HOUSE-4] exactly one place opens a database", () => {
    const openers = sources.filter((file) => /new Database\(/.test(readFileSync(path.join(root, file), "utf8")));
    expect(openers).toEqual(["db/open.ts"]);
  });

  it("[HOUSE-5] only server/auth knows lucia and password hashing", () => {
    const knowing = sources.filter((file) =>
      /from "(lucia|@node-rs\/argon2)"/.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(knowing.filter((file) => !file.startsWith("server/auth/"))).toEqual([]);
  });

  it("[HOUSE-6] the lock file names every platform's binaries and no download address", () => {
    const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
    };
    const entries = Object.keys(lock.packages);
    const missing = Object.values(lock.packages)
      .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
      .filter((name) => !entries.some((entry) => entry.endsWith(`node_modules/${name}`)));
    expect([...new Set(missing)]).toEqual([]);
    expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith("http"))).toEqual([]);
  });

  it("[HOUSE-7] every rule has a test that quotes it", () => {
    const rules = [...readFileSync(path.join(root, "docs/rules.md"), "utf8").matchAll(/^\| ([A-Z]+-\d+) \|/gm)].map(
      (m) => m[1] ?? "",
    );
    const tests = filesUnder("tests")
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(path.join(root, file), "utf8"))
      .join("\n");
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((id) => !tests.includes(`[${id}]`))).toEqual([]);
  });
});
