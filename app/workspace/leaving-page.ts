import { useBlocker, useLocation, useNavigate, useSubmit } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

type Place = Parameters<Extract<Parameters<typeof useBlocker>[0], (...args: never[]) => boolean>>[0]["nextLocation"];

/** Leaving the page that is asked about first. */
export interface LeavingPage {
  asking: boolean;
  stay(): void;
  leave(): void;
}

/**
 * Asks before the page is left for another, as long as `mayLose` says so.
 * The router forgets what it held back whenever the page's data is loaded anew, which somebody else's act may do at any
 * moment: the question stands until its person has answered it.
 */
export function useLeavingPage(mayLose: () => boolean): LeavingPage {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const submit = useSubmit();
  const [to, setTo] = useState<Place | null>(null);
  const agreed = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    if (agreed.current || currentLocation.pathname === nextLocation.pathname || !mayLose()) return false;
    // Here, and not once the router says "blocked": a load that ends at this moment has it forget before it says so.
    setTo(nextLocation);
    return true;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another question
  useEffect(() => {
    agreed.current = false;
    setTo(null);
  }, [pathname]);
  return {
    asking: to !== null,
    stay: () => {
      setTo(null);
      blocker.reset?.();
    },
    leave: () => {
      if (!to) return;
      setTo(null);
      if (blocker.state === "blocked") return blocker.proceed();
      agreed.current = true;
      if (to.pathname === "/sign-out") submit(null, { method: "post", action: "/sign-out" });
      else navigate(to);
    },
  };
}
