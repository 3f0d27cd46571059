import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Loads the page's data again when its tab comes back into view: the other lead may have signed in between. */
export function useFreshOnReturn(): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible") revalidate();
    };
    document.addEventListener("visibilitychange", refresh);
    return () => document.removeEventListener("visibilitychange", refresh);
  }, [revalidate]);
}
