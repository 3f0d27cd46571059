import { PARTIES, type Party } from "#shared/roles.ts";

/** A party's mark. Always next to a word; the mark alone says nothing. */
export function Mark({ party, outline = false }: { party: Party; outline?: boolean }) {
  const shape = outline && party !== "community" ? `m-${party}-o` : `m-${party}`;
  return (
    <svg className={`m m-${party}`} aria-hidden="true" focusable="false">
      <use href={`#${shape}`} />
    </svg>
  );
}

/** Mark and word: the organization's name, or the party's own word. */
export function PartyName({ party, name }: { party: Party; name?: string }) {
  return (
    <span className="party">
      <Mark party={party} />
      {name ?? PARTIES[party].label}
    </span>
  );
}

/** The large mark of a letterhead. */
export function Crest({ party }: { party: "agency" | "district" }) {
  return (
    <svg className={`crest is-${party}`} aria-hidden="true" focusable="false">
      <use href={`#crest-${party}`} />
    </svg>
  );
}

/** Both marks, each filled when that party has agreed. `agreed` and `open` are the verbs read aloud. */
export function Pair({
  agency,
  district,
  agreed = "has agreed",
  open = "has not agreed",
}: {
  agency: boolean;
  district: boolean;
  agreed?: string;
  open?: string;
}) {
  const label = `Agency ${agency ? agreed : open}, district ${district ? agreed : open}`;
  return (
    <span className="pair" role="img" aria-label={label} title={label}>
      <Mark party="agency" outline={!agency} />
      <Mark party="district" outline={!district} />
    </span>
  );
}

/** A person as initials in the shape of their party. `ready`: a bar below, for example "card submitted". */
export function Face({
  name,
  initials,
  party,
  ready,
  away = false,
}: {
  name: string;
  initials: string;
  party: Party;
  /** What the bar below means, in words; shown only when given. */
  ready?: string | false;
  away?: boolean;
}) {
  const label = [name, PARTIES[party].label, ready, away && "not connected"].filter(Boolean).join(", ");
  return (
    <span
      className={`face is-${party}${ready ? " ready" : ""}${away ? " away" : ""}`}
      role="img"
      aria-label={label}
      title={label}
    >
      <svg aria-hidden="true" focusable="false">
        <use href={`#f-${party}`} />
      </svg>
      <b aria-hidden="true">{initials}</b>
    </span>
  );
}
