import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";

/** Prints this page; without a script the browser's own menu does. */
export function PrintButton() {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return <p>Print it with your browser’s menu.</p>;
  return (
    <Button type="button" variant="solid" onClick={() => window.print()}>
      Print
    </Button>
  );
}
