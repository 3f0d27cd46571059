/**
 * `useRoom(name, mode, options?)` → `Room`: the live room behind a page.
 *
 *   const { room } = useLoaderData<typeof loader>();          // { name, mode } from roomName() and roomMode()
 *   const agreement = useRoom(room.name, room.mode, { why: "only the two leads write here." });
 *   return <LiveText room={agreement} field="position" label="Position" />;
 *
 * - `name: null` opens nothing. Another name is another document; the old one is dropped.
 * - `room.ready`: the server's text has arrived. `room.editable`: ready, may write, not ended. Fields ask this themselves.
 * - `room.doc`: the Y.Doc; `null` on the server, before the browser connected, and after the room ended.
 * - Who is here: `usePresence(room)` of presence.tsx. What may be claimed about saving: `<SaveState />` in the masthead.
 * - The page's loaders run again by themselves when the server says that the record changed, or closes the room.
 * - Needs `<SaveStateProvider>` (save-state.tsx) above it.
 */
import { useHref } from "@remix-run/react";
import { useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { lessThan, type RoomMode } from "#shared/machine.ts";
import { COLLAB_PATH, parseRoom } from "#shared/rooms.ts";
import { CLOSE, type CloseReason } from "#shared/wire.ts";
import { type Connection, openConnection } from "./connection.ts";
import { isOwnDevice, openOutbox } from "./outbox.ts";
import { statusOf } from "./save-status.ts";
import { WorkspaceContext } from "./workspace.ts";

export interface Room {
  name: string | null;
  doc: Y.Doc | null;
  mode: RoomMode;
  ready: boolean;
  editable: boolean;
  /** Set when the server ended this room; its sentence is shown by the save state. */
  ended: CloseReason | null;
  connection: Connection | null;
  setField(key: string | null): void;
}

interface RoomOptions {
  /** Completes "View only: …" for those who cannot write here. */
  why?: string;
  /** The record is sealed: a room that is only read says so, and not "View only". */
  sealed?: boolean;
  /** The room only keeps the page awake; nothing of it is written or read here. */
  silent?: boolean;
}

export function useRoom(
  name: string | null,
  mode: RoomMode,
  { why, sealed = false, silent = false }: RoomOptions = {},
): Room {
  const workspace = useContext(WorkspaceContext);
  const path = useHref(COLLAB_PATH.slice(0, -1));
  const [connection, setConnection] = useState<Connection | null>(null);
  const [generation, setGeneration] = useState(0);
  const [answers, setAnswers] = useState(0);
  /** What the line was opened for. */
  const held = useRef<RoomMode>("read");
  const latest = useRef(mode);
  latest.current = mode;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `generation` opens the room anew with an empty document
  useEffect(() => {
    if (!name) return;
    const owner = workspace.owner();
    const opened = openConnection({
      name,
      url: collabUrl(path),
      userId: owner?.userId ?? null,
      outbox: owner && isOwnDevice(owner) ? (client) => openOutbox(owner, name, client) : null,
      stillMine: workspace.stillMine,
      seen: workspace.seen,
      onChanged: () => void workspace.revalidate(),
      // The loaders answer with the mode that holds now; the socket waits for it.
      onAccessChanged: () => void workspace.revalidate().then(() => setAnswers((n) => n + 1)),
      // Loading again leads to the sign-in page, away from what was typed.
      onSignedOut: () => {
        if (opened.save().unsent === 0 && !workspace.formWords()) void workspace.revalidate();
      },
      onEnded: (reason, unsent) => {
        workspace.handOver(reason === "noAccess" ? NO_MORE : CLOSE[reason].sentence, unsent);
        void workspace.revalidate().then(() => {
          if (lessThan(latest.current, held.current)) setGeneration((n) => n + 1);
        });
      },
      onKeptWords: (words) => workspace.handOver(KEPT, words),
    });
    setConnection(opened);
    held.current = "read";
    return () => {
      // What is kept on the device is brought to its room without this page.
      if (!opened.save().ended && opened.atRisk())
        workspace.handOver(lessThan(latest.current, held.current) ? NOW_READ : LEFT, opened.unsentTexts());
      opened.close();
      setConnection(null);
    };
  }, [name, path, generation, workspace]);

  // Watched anew when the page knows better: a sealed record does not go on saying what held before.
  useEffect(() => {
    if (!connection) return;
    return workspace.watch(connection, () => ({
      status: statusOf(connection.save(), { why: why ?? null, sealed }),
      silent: silent || parseRoom(connection.name)?.part === "session",
    }));
  }, [connection, why, sealed, silent, workspace]);

  const live = connection?.name === name ? connection : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `answers` counts the loaders' answers to "access changed"
  useEffect(() => {
    if (!live) return;
    const save = live.save();
    // Edits of a person who may no longer write must not flow in when access comes back.
    if (lessThan(mode, held.current) && save.unsent > 0) return setGeneration((n) => n + 1);
    held.current = mode;
    live.join(mode === "read" ? "read" : "write");
  }, [live, mode, answers]);

  const phase = useSyncExternalStore(
    useCallback((listener: () => void) => live?.onSave(listener) ?? (() => {}), [live]),
    () => (live ? phaseOf(live) : "waiting"),
    () => "waiting" as const,
  );
  return useMemo(
    () => ({
      name,
      doc: live && phase !== "ended" ? live.doc : null,
      mode,
      ready: phase === "ready",
      editable: phase === "ready" && mode === "write",
      ended: phase === "ended" ? (live?.save().ended ?? null) : null,
      connection: live,
      setField: (key) => live?.setField(key),
    }),
    [name, live, mode, phase],
  );
}

/** ws(s)://host/…/collab @param path the collab path in this window */
export function collabUrl(path: string): string {
  return `${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}${path}`;
}

const NO_MORE = "This part is not open to you any more, and these words were not sent. Copy them if you need them.";
const NOW_READ = "You can only read this part now. Copy your words and add them where they belong.";
export const KEPT =
  "These words were kept on this device, and their text has moved on. Copy them and add them where they belong now.";
const LEFT = "These words were not saved before their page closed. Copy them and add them where they belong now.";

function phaseOf(connection: Connection): "waiting" | "ready" | "ended" {
  const save = connection.save();
  return save.ended ? "ended" : save.everSynced ? "ready" : "waiting";
}
