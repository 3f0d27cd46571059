/**
 * The truth about saving, in one corner.
 * - `<SaveStateProvider>`: once, at the root, around the page and the masthead. It also loads the page's data again when
 *   a room asks for it, holds navigation while something is unsent, and hands unsent text back for copying.
 * - `<SaveState />`: once, under the masthead. One sentence; nothing on pages without rooms.
 *
 * `<p class="save" data-state data-unsent>`: `data-unsent` is exact at every moment; the words wait 150 ms before they
 * say "Saving…", so that typing does not flicker. Tests wait for `.save[data-state="saved"][data-unsent="0"]`.
 */
import { useBlocker, useRevalidator } from "@remix-run/react";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { formatTime } from "#shared/time.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { HandedOverText, LeaveOrStay } from "./hand-over.tsx";
import { combine, type RoomStatus, type SaveStatus, sentenceOf } from "./save-status.ts";
import { type HandedOver, type Workspace, WorkspaceContext } from "./workspace.ts";
import "./workspace.css";

export function SaveStateProvider({ children }: { children: ReactNode }) {
  const revalidate = useCoalescedRevalidation();
  const [handed, setHanded] = useState<HandedOver | null>(null);
  const store = useMemo(createStatuses, []);
  const workspace = useMemo<Workspace>(
    () => ({
      revalidate,
      watch: store.watch,
      handOver: (sentence, texts) => {
        if (texts.length === 0) return;
        setHanded((before) => ({ sentence, texts: [...(before?.texts ?? []), ...texts] }));
      },
    }),
    [revalidate, store],
  );
  const unsent = useSyncExternalStore(store.subscribe, store.unsent, () => 0);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => store.unsent() > 0 && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state === "blocked" && unsent === 0) blocker.proceed();
  }, [blocker, unsent]);
  useEffect(() => {
    if (unsent === 0 && !handed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsent, handed]);
  return (
    <WorkspaceContext.Provider value={workspace}>
      <StatusContext.Provider value={store}>
        {children}
        <HandedOverText handed={handed} onDone={() => setHanded(null)} />
        <LeaveOrStay
          open={blocker.state === "blocked"}
          unsent={unsent}
          onStay={() => blocker.reset?.()}
          onLeave={() => blocker.proceed?.()}
        />
      </StatusContext.Provider>
    </WorkspaceContext.Provider>
  );
}

const ICONS: Record<SaveStatus["kind"], IconName> = {
  connecting: "sync",
  saving: "sync",
  saved: "check",
  offline: "off",
  view: "eye",
  sealed: "seal",
  stopped: "alert",
};

/** @param zone the program's: one page shows one clock. */
export function SaveState({ zone }: { zone: string }) {
  const clock = (at: number) => formatTime(at, zone, "clock");
  const store = useContext(StatusContext);
  const status = useSyncExternalStore(store.subscribe, store.status, () => null);
  const unsent = useSyncExternalStore(store.subscribe, store.unsent, () => 0);
  const shown = useSettled(status);
  const spoken = useSpoken(status, clock);
  return (
    <>
      {shown ? (
        <p
          className="save"
          data-state={shown.kind === "stopped" ? "offline" : shown.kind}
          data-unsent={unsent}
          role="status"
          aria-live="off"
        >
          <Icon name={ICONS[shown.kind]} />
          <span>{sentenceOf(shown, clock)}</span>
        </p>
      ) : null}
      <span className="vh" aria-live="polite">
        {spoken}
      </span>
    </>
  );
}

/** "Saving…" is shown only when it lasts; until then the last true sentence stays. */
function useSettled(status: SaveStatus | null): SaveStatus | null {
  const [lasting, setLasting] = useState(false);
  const settled = useRef(status);
  const saving = status?.kind === "saving";
  if (!saving) settled.current = status;
  useEffect(() => {
    if (!saving) return;
    const timer = setTimeout(() => setLasting(true), 150);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [saving]);
  return saving && !lasting ? settled.current : status;
}

/** What is read aloud: changes that matter, at most one in ten seconds. Saving and saving again is not news. */
function useSpoken(status: SaveStatus | null, clock: (at: number) => string): string {
  const [spoken, setSpoken] = useState("");
  const last = useRef({ at: 0, words: "" });
  const words =
    !status || status.kind === "connecting"
      ? null
      : status.kind === "saving" || status.kind === "saved"
        ? "Connected. Changes are saved as you type."
        : status.kind === "offline"
          ? "Offline. Changes are kept here. Keep this tab open."
          : sentenceOf(status, clock);
  useEffect(() => {
    if (!words || words === last.current.words) return;
    const wait = Math.max(0, last.current.at + 10_000 - Date.now());
    const timer = setTimeout(() => {
      last.current = { at: Date.now(), words };
      setSpoken(words);
    }, wait);
    return () => clearTimeout(timer);
  }, [words]);
  return spoken;
}

/** Several rooms hear of one change at the same moment: one load answers them all. */
function useCoalescedRevalidation(): () => Promise<void> {
  const revalidator = useRevalidator();
  const latest = useRef(revalidator);
  latest.current = revalidator;
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout> | null; started: boolean; done: (() => void)[] }>({
    timer: null,
    started: false,
    done: [],
  });
  useEffect(() => {
    const { current } = waiting;
    if (revalidator.state === "loading") current.started = true;
    else if (current.started && current.timer === null) {
      current.started = false;
      for (const done of current.done.splice(0)) done();
    }
  }, [revalidator.state]);
  return useMemo(
    () => () =>
      new Promise<void>((done) => {
        const { current } = waiting;
        current.done.push(done);
        if (current.timer !== null) return;
        current.timer = setTimeout(() => {
          current.timer = null;
          // A load that fails for want of a network would replace the page and what was typed on it.
          if (navigator.onLine) latest.current.revalidate();
        }, 30);
      }),
    [],
  );
}

interface Statuses {
  subscribe(listener: () => void): () => void;
  status(): SaveStatus | null;
  unsent(): number;
  watch: Workspace["watch"];
}

const StatusContext = createContext<Statuses>({
  subscribe: () => () => {},
  status: () => null,
  unsent: () => 0,
  watch: () => () => {},
});

/** The rooms of the page that is open, and their one combined status. */
function createStatuses(): Statuses {
  const rooms = new Map<object, () => RoomStatus>();
  const listeners = new Set<() => void>();
  let status: SaveStatus | null = null;
  let unsent = 0;
  const update = () => {
    const all = [...rooms.values()].map((read) => read());
    const next = combine(all, navigator.onLine);
    if (JSON.stringify(next) !== JSON.stringify(status)) status = next;
    unsent = all.reduce((sum, room) => sum + ("unsent" in room.status ? room.status.unsent : 0), 0);
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    status: () => status,
    unsent: () => unsent,
    watch: (connection, read) => {
      rooms.set(connection, read);
      const stop = connection.onSave(update);
      update();
      return () => {
        stop();
        rooms.delete(connection);
        update();
      };
    },
  };
}
