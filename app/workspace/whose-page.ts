/**
 * Whose page this is. One browser may see several people one after the other: what the first typed is never shown to,
 * sent as, or kept for the second.
 * - `useOwner(shell)`: the person of the loaders' answer, as one stable value.
 * - `useWhosePage(owner)`: marks this browser as theirs, tidies the outbox, and notices when somebody else signed in.
 * - `leaving(owner)`: call when the sign-out form is sent; once the session has ended, their outbox is emptied.
 *   `staying(owner)`: they thought better of it.
 */
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { forget, forgetOthers, type Owner, read, write } from "./outbox.ts";

export interface WhosePage {
  owner(): Owner | null;
  /** The same, and once nobody is signed in whose page it was. */
  lastOwner(): Owner | null;
  /** Somebody else signed in: the page is about to load anew, and nothing of it is offered to anybody. */
  isLost(): boolean;
  stillMine(): boolean;
}

/** @param found what the loaders said; `undefined` where they could not answer */
export function useOwner(found: { place: string; userId: string | null } | undefined): Owner | null | undefined {
  const { place, userId } = found ?? {};
  return useMemo(() => (place === undefined ? undefined : userId ? { place, userId } : null), [place, userId]);
}

export function sameOwner(a: Owner | null, b: Owner | null): boolean {
  return a?.userId === b?.userId && a?.place === b?.place;
}

const hereIs = (place: string) => `accord-here:${place}`;
const leavingIs = (place: string) => `accord-leaving:${place}`;

export function leaving(owner: Owner): void {
  write(leavingIs(owner.place), owner.userId);
}

export function staying(owner: Owner): void {
  write(leavingIs(owner.place), null);
}

/** Before any room of the page opens; the server has no layout and would say so. */
const useBeforeRooms = typeof document === "undefined" ? useEffect : useLayoutEffect;

export function useWhosePage(owner: Owner | null | undefined): WhosePage {
  const latest = useRef<Owner | null>(null);
  const last = useRef<Owner | null>(null);
  if (owner !== undefined) latest.current = owner;
  const whose = useMemo(() => {
    let lost = false;
    const letGo = () => {
      lost = true;
      window.location.reload();
    };
    const lastOwner = () => latest.current ?? last.current;
    const stillMine = () => {
      const mine = lastOwner();
      const here = mine && read(hereIs(mine.place));
      if (!lost && mine && here !== null && here !== mine.userId) letGo();
      return !lost;
    };
    return { owner: () => latest.current, lastOwner, isLost: () => lost, stillMine, letGo };
  }, []);

  const before = useRef<Owner | null>(null);
  useBeforeRooms(() => {
    if (owner === undefined) return;
    const instead = before.current;
    before.current = owner;
    if (owner) {
      last.current = owner;
      write(hereIs(owner.place), owner.userId);
      staying(owner);
      void forgetOthers(owner);
      if (instead && !sameOwner(instead, owner)) whose.letGo();
      return;
    }
    // Signed out by hand, and not only because the session ended.
    const gone = last.current;
    if (!gone || read(leavingIs(gone.place)) !== gone.userId) return;
    staying(gone);
    void forget(gone);
  }, [owner, whose]);

  // Told to the other tabs only, at the moment somebody signs in there.
  useEffect(() => {
    const heard = ({ key }: StorageEvent) => {
      const mine = latest.current ?? last.current;
      if (mine && key === hereIs(mine.place)) whose.stillMine();
    };
    window.addEventListener("storage", heard);
    return () => window.removeEventListener("storage", heard);
  }, [whose]);
  return whose;
}
