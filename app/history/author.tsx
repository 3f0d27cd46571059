import { Mark } from "#app/ui/marks.tsx";
import type { Author } from "#shared/history-view.ts";
import { PARTIES } from "#shared/roles.ts";

/** A person by mark and name; Accord itself by name only. */
export function AuthorName({ author }: { author: Author }) {
  return (
    <span className="past-who">
      {author.party ? <Mark party={author.party} /> : null}
      <span>{author.name}</span>
    </span>
  );
}

/** The short sign before somebody's words. The key says who it is; read aloud it is the name. */
export function Tag({ author, said }: { author: Author; said: string }) {
  return (
    <>
      <span className="vh">{said}</span>
      {author.party ? (
        <span className="past-tag" data-party={author.party} aria-hidden="true" title={author.name}>
          <Mark party={author.party} />
          {author.initials}
        </span>
      ) : null}
    </>
  );
}

/** Names everybody whose words are on the page. */
export function Key({ people }: { people: readonly Author[] }) {
  return (
    <ul className="past-key">
      {people.map((author) => (
        <li key={author.name}>
          <AuthorName author={author} />
          <span className="muted">
            {author.party ? `${author.initials}, ${PARTIES[author.party].label}` : "The first content"}
          </span>
        </li>
      ))}
    </ul>
  );
}
