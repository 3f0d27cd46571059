/**
 * Brings what the outbox holds to its rooms, whatever page is open: `createDelivery(...)`. A room that does not take the
 * words any more (sealed, reopened, not theirs to write) gives them back for copying.
 */
import { CLOSE } from "#shared/wire.ts";
import { openConnection } from "./connection.ts";
import { keptRooms, type Owner, openOutbox } from "./outbox.ts";
import { collabUrl, KEPT } from "./room.ts";
import { statusOf } from "./save-status.ts";
import type { Workspace } from "./workspace.ts";

/** The page opens its own rooms first, and they see to themselves. */
const AFTER_MS = 1_500;
const AGAIN_MS = 500;

export interface Delivery {
  /** Looks into the outbox in a moment. */
  soon(): void;
  /** The page opens this room itself. */
  leaveTo(name: string): void;
  stop(): void;
}

export function createDelivery(
  owner: Owner,
  path: string,
  workspace: Workspace,
  isOpen: (name: string) => boolean,
): Delivery {
  const under = new Map<string, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const deliver = (name: string) => {
    const connection = openConnection({
      name,
      url: collabUrl(path),
      userId: owner.userId,
      outbox: (client) => openOutbox(owner, name, client),
      stillMine: workspace.stillMine,
      onChanged: () => {},
      // No page's data to ask: the room itself refuses what may not be written any more.
      onAccessChanged: () => setTimeout(() => connection.join("write"), AGAIN_MS),
      onSignedOut: () => {},
      onEnded: (reason, words) => {
        workspace.handOver(reason === "sealed" || reason === "noAccess" ? KEPT : CLOSE[reason].sentence, words);
        done();
      },
      onKeptWords: (words) => workspace.handOver(KEPT, words),
    });
    const unwatch = workspace.watch(connection, () => ({
      status: statusOf(connection.save(), { why: null, sealed: false }),
      silent: connection.save().unsent === 0,
    }));
    const stopListening = connection.onSave(() => {
      const { unsent, synced, restoring } = connection.save();
      if (synced && !restoring && unsent === 0) done();
    });
    const done = () => {
      if (!under.delete(name)) return;
      stopListening();
      unwatch();
      // Not from within the line's own call.
      setTimeout(connection.close);
    };
    under.set(name, done);
    connection.join("write");
  };

  const look = async () => {
    const names = await keptRooms(owner);
    if (stopped || !workspace.stillMine()) return;
    for (const name of names) if (!under.has(name) && !isOpen(name)) deliver(name);
  };

  return {
    soon: () => {
      clearTimeout(timer);
      timer = setTimeout(look, AFTER_MS);
    },
    leaveTo: (name) => under.get(name)?.(),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      for (const done of [...under.values()]) done();
    },
  };
}
