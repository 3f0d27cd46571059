/**
 * Single keys for rating: 1–5 rate the current criterion, 0 or N says not observed, J and K go to the next and the
 * previous one, ? opens the list of keys. `<RatingKeys enabled={viewer.singleKeys}>` goes around the criteria; each
 * `ScoreField` inside registers itself. Keys are off inside text fields, with Ctrl, Alt or Meta, in dialogs, and for
 * those who turned them off. Nothing can be done by key alone.
 */
import { createContext, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Dialog } from "../ui/dialog.tsx";

export interface KeyTarget {
  element: HTMLElement;
  /** Rates with 1–5; `null` is "not observed". */
  rate: (score: 1 | 2 | 3 | 4 | 5 | null) => void;
  focus: () => void;
}

/** Registers a criterion; the returned function takes it out again. */
export const RatingKeysContext = createContext<(target: KeyTarget) => () => void>(() => () => {});

export function RatingKeys({ enabled = true, children }: { enabled?: boolean; children: ReactNode }) {
  const targets = useRef(new Set<KeyTarget>());
  const current = useRef<KeyTarget | null>(null);
  const [sheet, setSheet] = useState(false);
  const register = useMemo(
    () => (target: KeyTarget) => {
      targets.current.add(target);
      return () => void targets.current.delete(target);
    },
    [],
  );
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || takesText(event.target)) return;
      const action = actionOf(event.key);
      if (!action) return;
      event.preventDefault();
      if (action === "help") return setSheet(true);
      const ordered = inPageOrder(targets.current);
      const here = whereIs(ordered, document.activeElement, current.current);
      if (action === "next" || action === "previous") {
        const to =
          ordered[here === -1 ? 0 : Math.min(ordered.length - 1, Math.max(0, here + (action === "next" ? 1 : -1)))];
        current.current = to ?? null;
        to?.focus();
      } else ordered[here]?.rate(action === "none" ? null : action);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
  return (
    <RatingKeysContext.Provider value={register}>
      {children}
      <Dialog open={sheet} onClose={() => setSheet(false)} title="Keys">
        <dl className="facts">
          {KEYS.map(([key, meaning]) => (
            <div key={key} className="key-row">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className="small muted">Turn single keys off under your account.</p>
        <div className="actions">
          <button type="button" className="btn" onClick={() => setSheet(false)}>
            Close the list
          </button>
        </div>
      </Dialog>
    </RatingKeysContext.Provider>
  );
}

const KEYS = [
  ["1 – 5", "Rate the criterion you are in"],
  ["0 or N", "Not observed"],
  ["J", "Next criterion"],
  ["K", "Previous criterion"],
  ["?", "This list"],
] as const;

type Action = 1 | 2 | 3 | 4 | 5 | "none" | "next" | "previous" | "help";

export function actionOf(key: string): Action | null {
  if (/^[1-5]$/.test(key)) return Number(key) as 1 | 2 | 3 | 4 | 5;
  switch (key.toLowerCase()) {
    case "0":
    case "n":
      return "none";
    case "j":
      return "next";
    case "k":
      return "previous";
    case "?":
      return "help";
    default:
      return null;
  }
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("dialog, select, textarea")) return true;
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button", "submit"].includes(target.type);
}

function inPageOrder(targets: Set<KeyTarget>): KeyTarget[] {
  return [...targets].sort((a, b) =>
    a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
}

/** The criterion that has the focus, else the one last visited by key, else none. */
function whereIs(ordered: KeyTarget[], focused: Element | null, last: KeyTarget | null): number {
  const inside = ordered.findIndex((target) => target.element.contains(focused));
  return inside !== -1 ? inside : last ? ordered.indexOf(last) : -1;
}
