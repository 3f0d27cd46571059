import { parseArgs } from "node:util";
import { openDatabase } from "#db/open.ts";
import { installationKind } from "#db/programs.ts";
import { parseEnv } from "../env.ts";

const USAGE = `Usage:
  npm run accord -- fixture rooms --count 10 --as dana.ortiz
      Demo database only: makes rooms of shared notes and prints {"cookie","rooms","fragment"} as one line of JSON.
  npm run accord -- verify FILE [--certificate PEM]
      Says whether an exported record (PDF or JSON) is unchanged since it was sealed, and shows nothing of its content.
      Ends with 0 unchanged, 1 changed, 2 not one of ours.
  npm run accord -- password-link --for EMAIL [--url https://accord.example.org]
      Prints a link with which this person sets a new password. It works once, for 24 hours. Without --url it needs
      PUBLIC_URL. For members the coordinator makes such links under People.
`;

/** The commands for the shell. Results go to standard output, sentences to standard error. */
async function main(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === "fixture" && rest[0] === "rooms") return fixture(rest.slice(1));
  if (command === "verify") {
    const { verify } = await import("./verify.ts");
    return await verify(rest, parseEnv(process.env), (line) => process.stdout.write(`${line}\n`));
  }
  if (command === "password-link") {
    const { passwordLink } = await import("./password-link.ts");
    process.stdout.write(`${passwordLink(rest, parseEnv(process.env))}\n`);
    return 0;
  }
  process.stderr.write(USAGE);
  return 2;
}

async function fixture(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { count: { type: "string", default: "1" }, as: { type: "string", default: "dana.ortiz" } },
  });
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1 || count > 10_000)
    throw new Error("--count must be a whole number from 1 to 10000.");
  const env = parseEnv(process.env);
  const { fixtureRooms } = await import("./fixture.ts");
  const db = openDatabase(env.DATA_DIR);
  try {
    const now = Date.now();
    if (installationKind(db) === null) {
      const { seedDemo } = await import("#db/seed/demo.ts");
      await seedDemo(db, { now, dataDir: env.DATA_DIR });
    }
    process.stdout.write(`${JSON.stringify(fixtureRooms(db, env, { count, as: values.as, now }))}\n`);
  } finally {
    db.$client.close();
  }
  return 0;
}

try {
  process.umask(0o077);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
