import { useFetcher, useLocation } from "@remix-run/react";

const CHOICES = [
  ["system", "Like the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

/** Light or dark, by hand. Kept in a cookie, so that the page arrives in the right one. */
export function ThemeForm({ theme }: { theme: string | null }) {
  const fetcher = useFetcher();
  const { pathname, search } = useLocation();
  return (
    <fetcher.Form method="post" action="/theme">
      <input type="hidden" name="back" value={pathname + search} />
      <fieldset>
        <legend className="label">Appearance</legend>
        <div className="themes">
          {CHOICES.map(([value, label]) => (
            <button
              key={value}
              type="submit"
              name="theme"
              value={value}
              className="btn btn-s"
              aria-pressed={(theme ?? "system") === value}
            >
              {label}
            </button>
          ))}
        </div>
      </fieldset>
    </fetcher.Form>
  );
}
