import { useFetchers, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * Moves the page once, after `stage` has changed and the router is done: with each load of a page's data it puts the
 * page back to where it stood before, some frames after the new data is shown.
 */
export function useMoveAfter(stage: string, move: () => void): void {
  const before = useRef(stage);
  const router = [useNavigation(), useRevalidator(), ...useFetchers()];
  const busy = router.some(({ state }) => state !== "idle");
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    if (busy || before.current === stage) return;
    const soon = setTimeout(() => {
      before.current = stage;
      latest.current();
    }, 50);
    return () => clearTimeout(soon);
  }, [busy, stage]);
}
