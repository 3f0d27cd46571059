import { type Party, ROLES, type Role } from "#shared/roles.ts";
import { Button } from "./button.tsx";
import { Mark } from "./marks.tsx";

export interface CastPerson {
  slug: string;
  name: string;
  role: Role;
  party: Party;
}

/**
 * Says on every page of a demo that nothing here is real, and lets a visitor open further windows as other people.
 * Plain forms to the plain address: they leave this window's base path, with or without scripts.
 */
export function DemoTray({ cast, current }: { cast: readonly CastPerson[]; current: string | null }) {
  return (
    <aside className="demo-tray no-print" aria-label="Demo program">
      <p>
        <b>Demo program:</b> everyone here is fictional.
      </p>
      {cast.length > 0 ? (
        <details>
          <summary>{current ? "Continue as someone else" : "Continue as someone"}</summary>
          <p className="small muted">
            Each person opens in a window of their own. Put two side by side to work together.
          </p>
          <CastList cast={cast.filter(({ slug }) => slug !== current)} />
        </details>
      ) : null}
    </aside>
  );
}

function CastList({ cast }: { cast: readonly CastPerson[] }) {
  return (
    <ul>
      {cast.map(({ slug, name, role, party }) => (
        <li key={slug}>
          <form method="post" action="/demo/enter" target="_blank" rel="noopener">
            <input type="hidden" name="person" value={slug} />
            <input type="hidden" name="where" value="window" />
            <Mark party={party} />
            <span>
              <b>{name}</b> <span className="small muted">{ROLES[role].label}</span>
            </span>
            <Button small variant="plain">
              <span>
                Open a new window<span className="vh"> as {name}</span>
              </span>
            </Button>
          </form>
        </li>
      ))}
    </ul>
  );
}
