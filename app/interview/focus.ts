import { useNavigationType } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * Gives a heading the focus when `step` has changed and the control that had it is gone from the page. Who is
 * somewhere else on the page stays there, and an empty `step` takes nothing. `arrive`: also when the interview itself led to this page. The heading needs
 * `tabIndex={-1}`.
 */
export function useFocusWhenLost<E extends HTMLElement>(step: string | number, arrive = false) {
  const heading = useRef<E>(null);
  const last = useRef<Element | null>(null);
  const seen = useRef(step);
  const moved = useNavigationType() !== "POP";
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      last.current = event.target as Element;
    };
    document.addEventListener("focusin", remember);
    last.current = document.activeElement;
    return () => document.removeEventListener("focusin", remember);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on arrival only
  useEffect(() => {
    if (arrive && moved && document.activeElement === document.body) heading.current?.focus();
  }, []);
  useEffect(() => {
    if (seen.current === step) return;
    seen.current = step;
    const lost = document.activeElement === document.body && last.current?.isConnected === false;
    if (lost && step) heading.current?.focus();
  }, [step]);
  return heading;
}
