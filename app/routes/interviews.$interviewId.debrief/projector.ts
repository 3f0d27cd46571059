import { useEffect, useState } from "react";
import { read, write } from "#app/workspace/outbox.ts";

/** Kept in this browser: the same machine stands at the projector next time. */
const KEPT = "accord-projector";

/** Larger and always on paper while shown to the room; given back when the page is left. */
export function useProjector(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(false);
  useEffect(() => setOn(read(KEPT) === "on"), []);
  useEffect(() => {
    if (!on) return;
    const { dataset } = document.documentElement;
    const { theme } = dataset;
    dataset.mode = "projector";
    dataset.theme = "light";
    return () => {
      delete dataset.mode;
      if (theme) dataset.theme = theme;
      else delete dataset.theme;
    };
  }, [on]);
  return [
    on,
    (next) => {
      write(KEPT, next ? "on" : null);
      setOn(next);
    },
  ];
}
