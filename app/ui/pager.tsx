import { Link, useSearchParams } from "@remix-run/react";
import type { Page } from "#shared/pages.ts";

/**
 * Leads through a long list, page by page. Nothing where everything stands on one.
 * @param of what the list holds, in the plural; it also names the landmark
 * @param name of the number in the address
 */
export function Pager({ list, of, name = "page" }: { list: Omit<Page<unknown>, "items">; of: string; name?: string }) {
  const [params] = useSearchParams();
  if (list.pages === 1) return null;
  const to = (page: number) => {
    const next = new URLSearchParams(params);
    next.set(name, String(page));
    return `?${next}`;
  };
  return (
    <nav className="pager" aria-label={`Pages of ${of}`}>
      <span>
        Page {list.page} of {list.pages}, {list.total} {of}
      </span>
      {list.page > 1 ? (
        <Link to={to(list.page - 1)} preventScrollReset>
          Previous<span className="vh"> {of}</span>
        </Link>
      ) : null}
      {list.page < list.pages ? (
        <Link to={to(list.page + 1)} preventScrollReset>
          Next<span className="vh"> {of}</span>
        </Link>
      ) : null}
    </nav>
  );
}
