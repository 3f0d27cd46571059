import { installationKind } from "#db/programs.ts";
import { seedDemo } from "#db/seed/demo.ts";
import { type AppContext, type Outcome, refuse } from "../context.ts";

/** Writes the demo program into an empty database. Asked twice, it is built once. */
export async function buildDemo({ db, clock, env }: AppContext): Promise<Outcome> {
  const kind = installationKind(db);
  if (kind === "demo") return { ok: true };
  if (kind === "live")
    return refuse("live", "This is a real program. A demo needs an empty data folder of its own: set DATA_DIR.");
  await seedDemo(db, { now: clock(), dataDir: env.DATA_DIR });
  return { ok: true };
}
