import { useFetchers, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";

/** Says that work is under way once it takes longer than a second. */
export function Pending() {
  const page = useNavigation().state;
  const sending = useFetchers().some(({ state }) => state === "submitting");
  const state = sending ? "submitting" : page;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (state === "idle") return setSlow(false);
    const timer = setTimeout(() => setSlow(true), 1000);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div className="pending" role="status">
      {slow ? (state === "submitting" ? "Sending. Keep this page open." : "Loading the page.") : ""}
    </div>
  );
}
