import { Link } from "@remix-run/react";
import type { MouPage } from "#server/pages/mou.ts";

/** Where the page stands among the versions. */
export function Kicker({ page, history }: { page: MouPage; history: string }) {
  const others = page.versions.filter(({ version }) => version !== page.version);
  return (
    <p className="kicker no-print">
      <Link to={`/agreement/${page.version}`}>Version {page.version}</Link>
      {others.map(({ version, label }) => (
        <span key={version}>
          {" · "}
          <Link to={`/agreement/${version}`}>
            Version {version}, {label.toLowerCase()}
          </Link>
        </span>
      ))}
      {" · "}
      <Link to={history}>History</Link>
    </p>
  );
}
