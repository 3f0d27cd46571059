import { useFetchers, useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";

const PRESSED = "a[href], button, summary, input, select, textarea";

/**
 * Focus never falls to nothing. A link or a button that was pressed may be gone, or disabled for a moment, once the
 * answer is there: then the focus goes back to it, or to the nearest part of the page that is still there, at last to
 * the page's own beginning. Whatever a page does by itself comes first. Once, at the root.
 */
export function useFocusKept(): void {
  const trail = useRef<Element[]>([]);
  const { key } = useLocation();
  const navigating = useNavigation().state !== "idle";
  const fetching = useFetchers().some(({ state }) => state !== "idle");
  const idle = !navigating && !fetching;
  useEffect(() => {
    const pressed = (event: Event) => {
      const target = (event.target as Element | null)?.closest?.(PRESSED);
      trail.current = target ? withAncestors(target) : [];
    };
    document.addEventListener("click", pressed, true);
    return () => document.removeEventListener("click", pressed, true);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new place, and each answer, looks again
  useEffect(() => {
    if (!idle || trail.current.length === 0) return;
    const frame = requestAnimationFrame(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) landing(trail.current)?.focus({ preventScroll: true });
      trail.current = [];
    });
    return () => cancelAnimationFrame(frame);
  }, [key, idle]);
}

function withAncestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) found.push(one);
  return found;
}

/** What was pressed; else the heading of the nearest section that is left, or what opens it; else the page. */
function landing([pressed, ...around]: readonly Element[]): HTMLElement | null {
  if (pressed instanceof HTMLElement && pressed.isConnected && !pressed.matches(":disabled")) return pressed;
  for (const part of around) {
    if (!part.isConnected || part.id === "main") continue;
    const head = part.matches("details")
      ? part.querySelector<HTMLElement>(":scope > summary")
      : part.matches("section")
        ? part.querySelector<HTMLElement>("h2, h3")
        : null;
    if (head) return focusable(head);
  }
  const main = document.getElementById("main");
  return main && focusable(main);
}

function focusable(element: HTMLElement): HTMLElement {
  if (!element.matches("summary") && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  return element;
}
