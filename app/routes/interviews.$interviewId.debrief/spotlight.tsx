import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Page } from "./route.tsx";

/** One criterion in the middle of everybody's screen, as one screen has it. */
export interface Spotlight {
  /** The criterion this screen shows alone; `null` while it shows all. */
  lit: string | null;
  /** This person left; the banner offers the way back. */
  left: boolean;
  show(criterionId: string): void;
  end(): void;
  leave(): void;
  follow(): void;
  refusal: string | null;
}

/** The server says what is shown; whether to follow is each screen's own. Escape ends one's own showing, or leaves. */
export function useSpotlight(page: Page): Spotlight {
  const { submit, data, state } = useFetcher<{ ok: boolean; sentence?: string }>();
  const [left, setLeft] = useState(false);
  const shown = page.spotlight?.criterionId ?? null;
  const mine = page.spotlight?.mine === true && page.may.spotlight;
  useEffect(() => {
    if (shown === null) setLeft(false);
  }, [shown]);

  const action = `/interviews/${page.id}/spotlight`;
  const show = useCallback(
    (criterionId: string) => submit({ criterionId }, { method: "post", action }),
    [submit, action],
  );
  const end = useCallback(() => submit({}, { method: "post", action }), [submit, action]);

  useEffect(() => {
    if (shown === null || left) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (isBusyElsewhere(event.target)) return;
      if (mine) end();
      else setLeft(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [shown, left, mine, end]);

  return {
    lit: left ? null : shown,
    left: left && shown !== null,
    show,
    end,
    leave: () => setLeft(true),
    follow: () => setLeft(false),
    refusal: state === "idle" && data && !data.ok ? (data.sentence ?? null) : null,
  };
}

/** In a field, a menu or a dialog Escape has its own meaning. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], details.account[open]")) return true;
  return (
    target instanceof Element && target.closest("textarea, select, input:not([type=radio]), [contenteditable]") !== null
  );
}

/** Says on every screen who shows what, and how to leave it or come back. */
export function SpotlightBanner({ page, spotlight }: { page: Page; spotlight: Spotlight }) {
  const shown = page.spotlight;
  const title = page.criteria.find(({ id }) => id === shown?.criterionId)?.title;
  const mine = shown?.mine === true && page.may.spotlight;
  return (
    <section className={shown ? "spot no-print" : "vh"} aria-label="Spotlight">
      <p role="status">
        {shown && title ? (
          <>
            <Icon name="eye" />
            <span>
              {mine ? "You are showing everybody" : `${shown.by} is showing`}: <b>{title}</b>
            </span>
          </>
        ) : null}
      </p>
      {spotlight.refusal ? (
        <p className="error-msg" role="alert">
          {spotlight.refusal}
        </p>
      ) : null}
      {shown ? (
        <div className="actions">
          {mine ? null : spotlight.left ? (
            <Button type="button" small onClick={spotlight.follow}>
              Follow
            </Button>
          ) : (
            <Button type="button" small onClick={spotlight.leave}>
              Leave, for me
            </Button>
          )}
          {page.may.spotlight ? (
            <Button type="button" small onClick={spotlight.end}>
              End for everybody
            </Button>
          ) : null}
          {spotlight.left ? null : <span className="small muted">Esc {mine ? "ends it" : "leaves it"}</span>}
        </div>
      ) : null}
    </section>
  );
}
