import { insertGuest } from "#db/guests.ts";
import { hasRight } from "#shared/machine.ts";
import { type CommandContext, type Outcome, refuse } from "../context.ts";
import { audit } from "./interview-access.ts";

/**
 * Names a guest panelist who needs no account: both leads choose them for a panel in the process agreement, and on the
 * day they come in by a code. Without a code the name opens nothing.
 */
export function nameGuest(
  ctx: CommandContext,
  input: { name: string; organization: string },
): Outcome<{ userId: string }> {
  const { db, viewer } = ctx;
  if (!hasRight(viewer, "guests", viewer.programId))
    return refuse("not-allowed", "The program coordinator or one of the two leads names a guest. Ask them.");
  const userId = db.transaction(() => {
    const { programId } = viewer;
    const id = insertGuest(db, { programId, ...input, at: ctx.clock() });
    audit(ctx, "guest.named", id);
    return id;
  });
  return { ok: true, userId };
}
