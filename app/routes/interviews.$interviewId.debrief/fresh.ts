import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Room } from "#app/workspace/room.ts";

const AT_MOST_EVERY_MS = 600;

/** Where names are hidden the server reads the joint scorecard for the page: it is asked again after every change. */
export function useServersReading(room: Room, wanted: boolean): void {
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  latest.current = revalidate;
  const { doc, ready } = room;
  useEffect(() => {
    if (!doc || !ready || !wanted) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = null;
        latest.current();
      }, AT_MOST_EVERY_MS);
    };
    doc.on("update", soon);
    return () => {
      doc.off("update", soon);
      if (timer) clearTimeout(timer);
    };
  }, [doc, ready, wanted]);
}
