import { useHref } from "@remix-run/react";
import { useContext, useEffect } from "react";
import { WorkspaceContext } from "#app/workspace/workspace.ts";
import { CASE_NEWS_EVENT, CASE_NEWS_PATH } from "#shared/case-news.ts";

/** After the line broke; a server that restarts is not asked by all pages in one moment. */
const AGAIN_MS = 5_000;

/**
 * Keeps a page of an officer's case fresh: it loads again when a command changed something in the case, and when it is
 * looked at again after that. @param of the assignment; `null` follows every case of the reader
 */
export function useCaseNews(of: string | null): void {
  const workspace = useContext(WorkspaceContext);
  const path = useHref(CASE_NEWS_PATH);
  useEffect(() => {
    let source: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(again);
      source?.close();
      source = null;
    };
    const open = () => {
      close();
      const query = new URLSearchParams(of === null ? {} : { case: of });
      const seen = workspace.seen();
      if (seen) query.set("seen", seen);
      source = new EventSource(`${path}?${query}`);
      source.addEventListener(CASE_NEWS_EVENT, () => void workspace.revalidate());
      source.onerror = () => {
        // Refused is final: nobody is signed in, or the case is not open to them any more.
        const refused = source?.readyState === EventSource.CLOSED;
        close();
        if (!refused) again = setTimeout(open, AGAIN_MS * (1 + Math.random()));
      };
    };
    // A page nobody looks at holds no line; looked at again, it learns whether it missed something.
    const look = () => (document.hidden ? close() : open());
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      close();
    };
  }, [of, path, workspace]);
}
