import { useLocation } from "@remix-run/react";
import { useEffect } from "react";
import { useRoom } from "#app/workspace/room.ts";
import type { MouPage } from "#server/pages/mou.ts";
import { Fixed } from "./fixed.tsx";
import { Making } from "./making.tsx";
import { useMou } from "./use-mou.ts";

/** One version of the agreement: being written, negotiated, signed, or in force. */
export function MouScreen({ page }: { page: MouPage }) {
  const { room, state } = page;
  const live = useRoom(room?.name ?? null, room?.mode ?? "read", {
    why:
      state === "negotiation"
        ? "the text stands still; changes are proposed."
        : state === "frozen"
          ? "the text is fixed for signing."
          : "only the two leads write here.",
  });
  const now = useMou(live.ready ? live.doc : null, page.leads, page);
  useClauseInView(page.id);
  return state === "draft" || state === "negotiation" ? (
    <Making page={page} room={live} terms={now.terms} ticks={now.ticks} />
  ) : (
    <Fixed page={page} />
  );
}

/** A link to a clause of the document lands on it, also after a change of page without loading. */
function useClauseInView(id: string) {
  const { hash } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version looks for its clause anew
  useEffect(() => {
    if (hash.startsWith("#clause-")) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash, id]);
}
