import { useFetchers, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * Moves the page once, after `stage` has changed and the router is done: with each load of a page's data it puts the
 * page back to where it stood before, some frames after the new data is shown.
 * @param move is told the stage before
 */
export function useMoveAfter(stage: string, move: (before: string) => void): void {
  const before = useRef(stage);
  const router = [useNavigation(), useRevalidator(), ...useFetchers()];
  const busy = router.some(({ state }) => state !== "idle");
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    if (busy || before.current === stage) return;
    const soon = setTimeout(() => {
      const last = before.current;
      before.current = stage;
      latest.current(last);
    }, 50);
    return () => clearTimeout(soon);
  }, [busy, stage]);
}
