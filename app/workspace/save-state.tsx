/**
 * The truth about saving, in one corner.
 * - `<SaveStateProvider owner>`: once, at the root, around the page and the masthead. It also loads the page's data again
 *   when a room asks for it, holds navigation while something is unsent, hands unsent text back for copying, and lets go
 *   of everything when somebody else signs in (whose-page.ts).
 * - `<SaveState />`: once, under the masthead. One sentence; nothing on pages without rooms.
 *
 * `<p class="save" data-state data-unsent data-line>`: `data-unsent` is exact at every moment; the words wait 150 ms before they
 * say "Saving…", so that typing does not flicker. Tests wait for `.save[data-state="saved"][data-unsent="0"]`.
 */
import { useFetchers, useHref, useLocation, useNavigation, useRevalidator } from "@remix-run/react";
import { type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { COLLAB_PATH } from "#shared/rooms.ts";
import { formatTime } from "#shared/time.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { createDelivery, type Delivery } from "./delivery.ts";
import { useFormWords } from "./form-words.ts";
import { HandedOverText, LeaveOrStay } from "./hand-over.tsx";
import { useLeavingPage } from "./leaving-page.ts";
import type { Owner } from "./outbox.ts";
import { beginPatience } from "./patient-fetch.ts";
import { type SaveStatus, sentenceOf } from "./save-status.ts";
import { createStatuses, StatusContext } from "./statuses.ts";
import { sameOwner, staying, useWhosePage } from "./whose-page.ts";
import { handedText, type Workspace, WorkspaceContext } from "./workspace.ts";
import "./workspace.css";

interface Props {
  /** Who is signed in; `undefined` where the page could not be loaded and nobody knows. */
  owner: Owner | null | undefined;
  /** What the server had announced when it read this page's data. */
  seen: string | null;
  children: ReactNode;
}

export function SaveStateProvider({ owner, seen, children }: Props) {
  const revalidate = useCoalescedRevalidation();
  const path = useHref(COLLAB_PATH.slice(0, -1));
  const { pathname } = useLocation();
  const handed = useSyncExternalStore(handedText.subscribe, handedText.get, () => null);
  const store = useMemo(createStatuses, []);
  const whose = useWhosePage(owner);
  const latest = useRef(seen);
  latest.current = seen;
  const delivery = useRef<Delivery | null>(null);
  const formWords = useFormWords((sentence, texts) => workspace.handOver(sentence, texts));
  const workspace: Workspace = useMemo<Workspace>(
    () => ({
      revalidate,
      watch: (connection, status) => {
        delivery.current?.leaveTo(connection.name);
        return store.watch(connection, status);
      },
      handOver: (sentence, texts) => {
        const theirs = whose.lastOwner();
        if (texts.length === 0 || whose.isLost()) return;
        const before = handedText.get();
        const first = before && sameOwner(before.owner, theirs) ? before.texts : [];
        handedText.set({ sentence, owner: theirs, texts: [...first, ...texts] });
      },
      owner: whose.owner,
      stillMine: whose.stillMine,
      formWords: formWords.any,
      seen: () => latest.current,
    }),
    [revalidate, store, whose, formWords],
  );
  // What the person before left on this page is not shown to the next one.
  useEffect(() => {
    const before = handedText.get();
    if (owner && before && !sameOwner(before.owner, owner)) handedText.set(null);
  }, [owner]);
  useEffect(() => {
    if (!owner) return;
    delivery.current = createDelivery(owner, path, { ...workspace, watch: store.watch }, store.isOpen);
    return () => {
      delivery.current?.stop();
      delivery.current = null;
    };
  }, [owner, path, workspace, store]);
  // A page that closed may have left something in the outbox.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page, and each person, looks anew
  useEffect(() => delivery.current?.soon(), [pathname, owner]);

  useEffect(() => beginPatience(() => store.isWatching() || formWords.any()), [store, formWords]);
  const atRisk = useSyncExternalStore(store.subscribe, store.atRisk, () => 0);
  const inForm = useRef(false);
  const leavingPage = useLeavingPage(() => {
    inForm.current = formWords.any();
    return inForm.current || store.atRisk() > 0;
  });
  useEffect(() => {
    if (leavingPage.asking && atRisk === 0 && !inForm.current) leavingPage.leave();
  }, [leavingPage, atRisk]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if ((atRisk > 0 || handed || formWords.any()) && !whose.isLost()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [atRisk, handed, whose, formWords]);
  return (
    <WorkspaceContext.Provider value={workspace}>
      <StatusContext.Provider value={store}>
        {children}
        <HandedOverText handed={handed} onDone={() => handedText.set(null)} />
        <LeaveOrStay
          open={leavingPage.asking}
          unsent={atRisk}
          inForm={inForm.current}
          onStay={() => {
            if (owner) staying(owner);
            leavingPage.stay();
          }}
          onLeave={() => {
            formWords.giveUp();
            leavingPage.leave();
          }}
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
  waiting: "slow",
  unable: "alert",
  view: "eye",
  sealed: "seal",
  stopped: "alert",
};

/** States in which words are not on the server; where nothing can be saved now, the line looks the same. */
const STATES: Partial<Record<SaveStatus["kind"], string>> = {
  offline: "offline",
  stopped: "offline",
  unable: "offline",
  waiting: "slow",
};

/** @param zone the program's: one page shows one clock. */
export function SaveState({ zone }: { zone: string }) {
  const clock = (at: number) => formatTime(at, zone, "clock");
  const signIn = useHref("/sign-in");
  const store = useContext(StatusContext);
  const status = useSyncExternalStore(store.subscribe, store.status, () => null);
  const unsent = useSyncExternalStore(store.subscribe, store.unsent, () => 0);
  const line = useSyncExternalStore(store.subscribe, store.line, () => "socket" as const);
  const shown = useSettled(status);
  const spoken = useSpoken(status, clock);
  return (
    <>
      {shown ? (
        <p
          className="save"
          data-state={STATES[shown.kind] ?? shown.kind}
          data-unsent={unsent}
          data-line={line}
          role="status"
          aria-live="off"
        >
          <Icon name={ICONS[shown.kind]} />
          <span>
            {sentenceOf(shown, clock)}
            {shown.kind === "stopped" && shown.reason === "signIn" ? (
              <>
                {" "}
                <a href={signIn} target="_blank" rel="noreferrer">
                  Sign in, in a new tab
                </a>
              </>
            ) : null}
          </span>
        </p>
      ) : null}
      <span className="vh" aria-live="polite">
        {spoken}
      </span>
    </>
  );
}

/** What passes in a moment is shown only when it lasts; until then the last true sentence stays. */
function useSettled(status: SaveStatus | null): SaveStatus | null {
  const [lasting, setLasting] = useState(false);
  const settled = useRef(status);
  const passing = isPassing(status, settled.current);
  if (!passing) settled.current = status;
  useEffect(() => {
    if (!passing) return;
    const timer = setTimeout(() => setLasting(true), 150);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [passing]);
  return passing && !lasting ? settled.current : status;
}

/** Saving; and the moment between a change and its place on the person's own device. */
function isPassing(status: SaveStatus | null, before: SaveStatus | null): boolean {
  if (!status || !("unsent" in status)) return false;
  if (status.kind === "saving") return true;
  return before?.kind === status.kind && "unsent" in before && before.onDevice && !status.onDevice;
}

/**
 * What is read aloud: that words are not on the server at once, everything else at most once in ten seconds. Saving and
 * saving again is not news. What is not true any more does not stay to be read.
 */
function useSpoken(status: SaveStatus | null, clock: (at: number) => string): string {
  const [spoken, setSpoken] = useState("");
  const last = useRef({ at: 0, words: "" });
  const words =
    !status || status.kind === "connecting"
      ? null
      : status.kind === "saving" || status.kind === "saved"
        ? "Connected. Changes are saved as you type."
        : status.kind === "offline"
          ? `Offline. Changes are kept ${status.onDevice ? "on this device." : "here. Keep this tab open."}`
          : status.kind === "waiting" || status.kind === "unable"
            ? sentenceOf({ ...status, unsent: 0 }, clock)
            : sentenceOf(status, clock);
  const urgent = status !== null && status.kind in STATES;
  useEffect(() => {
    if (!words || words === last.current.words) return;
    const wait = urgent ? 0 : Math.max(0, last.current.at + 10_000 - Date.now());
    if (wait > 0) {
      last.current.words = "";
      setSpoken("");
    }
    const timer = setTimeout(() => {
      last.current = { at: Date.now(), words };
      setSpoken(words);
    }, wait);
    return () => clearTimeout(timer);
  }, [words, urgent]);
  return spoken;
}

/** A load does not wait longer than this for an act that is on its way. */
const PATIENCE_MS = 4_000;

/** Several rooms hear of one change at the same moment: one load answers them all. */
function useCoalescedRevalidation(): () => Promise<void> {
  const revalidator = useRevalidator();
  const latest = useRef(revalidator);
  latest.current = revalidator;
  const acting = useRef(false);
  acting.current = [useNavigation(), ...useFetchers()].some(({ state }) => state !== "idle");
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
        const asked = Date.now();
        const load = () => {
          // An act's answer loads the page itself, and may lead to another one: it is waited for, up to a point.
          if (acting.current && Date.now() - asked < PATIENCE_MS) {
            current.timer = setTimeout(load, 30);
            return;
          }
          current.timer = null;
          // A load that fails for want of a network would replace the page and what was typed on it.
          if (navigator.onLine) latest.current.revalidate();
        };
        current.timer = setTimeout(load, 30);
      }),
    [],
  );
}
