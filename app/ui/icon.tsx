export type IconName = "check" | "lock" | "sync" | "off" | "slow" | "eye" | "seal" | "alert" | "print" | "note";

/** An icon of the sprite. Decoration: the words beside it carry the meaning. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="i" aria-hidden="true" focusable="false">
      <use href={`#i-${name}`} />
    </svg>
  );
}
